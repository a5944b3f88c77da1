from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.domain.noting import correct_note, write_note
from tests.drafting import type_into
from tests.factories.recording import make_family, make_service

pytestmark = pytest.mark.django_db


@pytest.fixture
def service():
    return make_service()


@pytest.fixture
def note(service):
    family = make_family(service)
    return write_note(
        family.case,
        by=service.worker,
        children=family.children,
        kind="visit",
        happened_on=timezone.localdate(),
        text="We met at Nan's.",
    )


def url_of(note):
    return reverse("cases:note_correct", kwargs={"public_id": note.public_id})


def corrected(note, **changes):
    """What the form of a note posts with other words in it."""
    day = note.happened_on
    return {
        "happened_on_day": day.day,
        "happened_on_month": day.month,
        "happened_on_year": day.year,
        "kind": note.kind,
        "children": [row.child.person.public_id for row in note.about.all()],
        "text": "At school.",
        "child_voice": "",
        "why": "Slip.",
        "version": "1",
    } | changes


def faster(note, service):
    correct_note(
        note,
        by=service.referring_manager,
        version=1,
        text="In the park.",
        child_voice="",
        why="I was there.",
    )


def test_the_words_and_the_reason_are_saved(client, service, note):
    client.force_login(service.worker)

    response = client.post(url_of(note), corrected(note))

    note.refresh_from_db()
    assert response.url == note.get_absolute_url()
    assert (note.text, note.version) == ("At school.", 2)
    assert note.corrections.get().why == "Slip."


def test_a_correction_without_a_reason_is_not_saved(client, service, note):
    client.force_login(service.worker)

    response = client.post(url_of(note), corrected(note, why=""))

    assert response.context["form"].errors == {"why": ["Enter why you are correcting the note"]}


def test_nothing_changed_is_said(client, service, note):
    client.force_login(service.worker)

    response = client.post(url_of(note), corrected(note, text=note.text))

    assert response.context["form"].non_field_errors() == ["You have not changed anything."]


def test_the_slower_of_two_sees_both_texts_and_can_save_on(client, service, note):
    faster(note, service)
    client.force_login(service.worker)

    response = client.post(url_of(note), corrected(note))

    page = response.content.decode()
    assert response.status_code == 409
    assert "In the park." in page
    assert "At school." in page
    assert "Rita Referring changed this" in page
    again = client.post(
        url_of(note), corrected(note, version=response.context["form"]["version"].value())
    )
    note.refresh_from_db()
    assert again.status_code == 302
    assert note.text == "At school."
    assert [c.text_before for c in note.corrections.all()] == ["We met at Nan's.", "In the park."]


def test_an_old_draft_does_not_silently_undo_a_correction(client, service, note):
    client.force_login(service.worker)
    client.post(
        reverse("cases:draft_save", kwargs={"form": "note-correction", "subject": note.public_id}),
        {"text": "At school.", "draft_url": url_of(note)},
    )
    faster(note, service)

    response = client.get(url_of(note))

    page = response.content.decode()
    assert response.status_code == 200
    assert "In the park." in page
    assert response.context["form"]["text"].value() == "At school."


def test_a_draft_kept_after_a_colleague_saved_does_not_undo_theirs_unseen(client, service, note):
    client.force_login(service.worker)
    opened = client.get(url_of(note)).content.decode()
    faster(note, service)
    type_into(client, url_of(note), page=opened, text="At school.")

    conflict = client.get(url_of(note)).context["conflict"]

    assert conflict.theirs.endswith("About Amira.\n\nIn the park.")
    assert conflict.yours.endswith("\n\nAt school.")


def test_pressing_twice_corrects_once(client, service, note):
    client.force_login(service.worker)
    token = client.get(url_of(note)).context["form_token"]

    first = client.post(url_of(note), corrected(note, form_token=token))
    second = client.post(url_of(note), corrected(note, form_token=token))

    assert (first.status_code, second.status_code) == (302, 302)
    assert note.corrections.count() == 1


@pytest.fixture
def siblings(service):
    return make_family(service, children=2)


@pytest.fixture
def misplaced(service, siblings):
    """A note that stands on the wrong child's timeline, with the wrong kind and day."""
    return write_note(
        siblings.case,
        by=service.worker,
        children=siblings.children[1:],
        kind="visit",
        happened_on=timezone.localdate(),
        text="We met at Nan's.",
    )


def keep(client, note, **typed):
    key = {"form": "note-correction", "subject": note.public_id}
    return client.post(reverse("cases:draft_save", kwargs=key), typed | {"draft_url": url_of(note)})


def key_of(child):
    return str(child.person.public_id)


def test_the_form_says_of_whom_when_and_what_kind_the_note_is(client, service, misplaced, siblings):
    client.force_login(service.worker)

    form = client.get(url_of(misplaced)).context["form"]

    assert form["children"].value() == [key_of(siblings.children[1])]
    assert (form["happened_on"].value(), form["kind"].value()) == (misplaced.happened_on, "visit")


def test_a_note_is_moved_to_the_right_child_day_and_kind(client, service, misplaced, siblings):
    client.force_login(service.worker)
    yesterday = timezone.localdate() - timedelta(days=1)
    right = {
        "children": key_of(siblings.children[0]),
        "kind": "call",
        "happened_on_day": yesterday.day,
        "happened_on_month": yesterday.month,
        "happened_on_year": yesterday.year,
    }

    client.post(url_of(misplaced), corrected(misplaced, text=misplaced.text) | right)

    misplaced.refresh_from_db()
    assert [row.child for row in misplaced.about.all()] == siblings.children[:1]
    assert (misplaced.kind, misplaced.happened_on) == ("call", yesterday)
    page = client.get(misplaced.get_absolute_url()).content.decode()
    assert f"Visit, {timezone.localdate():%-d %B %Y}. About Sami." in page


@pytest.mark.parametrize(
    ("wrong", "errors"),
    [
        ({"children": []}, {"children": ["Select at least one child"]}),
        ({"happened_on_day": ""}, {"happened_on": ["Date must include a day"]}),
        ({"happened_on_year": "2190"}, {"happened_on": ["The date must be today or in the past"]}),
        ({"kind": "dream"}, {"kind": ["Select one of the choices shown"]}),
    ],
)
def test_what_is_wrong_with_a_correction_is_said(client, service, misplaced, wrong, errors):
    client.force_login(service.worker)

    response = client.post(url_of(misplaced), corrected(misplaced, **wrong))

    assert response.context["form"].errors == errors
    assert not misplaced.corrections.exists()


def test_a_child_who_left_can_stay_on_the_note_or_be_taken_off(
    client, service, misplaced, siblings
):
    left = siblings.children[1]
    type(left).objects.filter(pk=left.pk).update(left_on=timezone.localdate())
    client.force_login(service.worker)

    client.post(url_of(misplaced), corrected(misplaced))

    assert [row.child for row in misplaced.about.all()] == [left]


def test_who_came_back_is_on_the_note_with_the_row_it_was_written_on(client, service, siblings):
    left = siblings.children[1]
    note = write_note(
        siblings.case,
        by=service.worker,
        children=[left],
        kind="visit",
        happened_on=timezone.localdate(),
        text="We met at Nan's.",
    )
    type(left).objects.filter(pk=left.pk).update(left_on=timezone.localdate())
    siblings.case.children.create(person=left.person)
    client.force_login(service.worker)

    client.post(url_of(note), corrected(note))

    assert [row.child for row in note.about.all()] == [left]


def test_a_draft_keeps_of_whom_and_when(client, service, misplaced, siblings):
    client.force_login(service.worker)
    first = key_of(siblings.children[0])
    keep(client, misplaced, **corrected(misplaced, children=first, kind="call", happened_on_day=1))

    form = client.get(url_of(misplaced)).context["form"]

    assert (form["children"].value(), form["kind"].value()) == ([first], "call")
    assert form["happened_on"].value()[0] == "1"
    assert form["version"].value() == 1


def test_both_who_correct_the_children_see_what_the_other_meant(
    client, service, misplaced, siblings
):
    first, second = siblings.children
    correct_note(
        misplaced,
        by=service.coordinator,
        version=1,
        text=misplaced.text,
        child_voice="",
        why="It was Amira.",
        children=[first],
    )
    client.force_login(service.worker)

    response = client.post(
        url_of(misplaced),
        corrected(misplaced, text=misplaced.text, children=[key_of(first), key_of(second)]),
    )

    assert response.status_code == 409
    conflict = response.context["conflict"]
    assert "About Amira." in conflict.theirs
    assert "About Amira and Sami." in conflict.yours

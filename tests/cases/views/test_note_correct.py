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


def corrected(**changes):
    return {"text": "At school.", "child_voice": "", "why": "Slip.", "version": "1"} | changes


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

    response = client.post(url_of(note), corrected())

    note.refresh_from_db()
    assert response.url == note.get_absolute_url()
    assert (note.text, note.version) == ("At school.", 2)
    assert note.corrections.get().why == "Slip."


def test_a_correction_without_a_reason_is_not_saved(client, service, note):
    client.force_login(service.worker)

    response = client.post(url_of(note), corrected(why=""))

    assert response.context["form"].errors == {"why": ["Enter why you are correcting the note"]}


def test_nothing_changed_is_said(client, service, note):
    client.force_login(service.worker)

    response = client.post(url_of(note), corrected(text=note.text))

    assert response.context["form"].non_field_errors() == ["You have not changed anything."]


def test_the_slower_of_two_sees_both_texts_and_can_save_on(client, service, note):
    faster(note, service)
    client.force_login(service.worker)

    response = client.post(url_of(note), corrected())

    page = response.content.decode()
    assert response.status_code == 409
    assert "In the park." in page
    assert "At school." in page
    assert "Rita Referring changed this" in page
    again = client.post(
        url_of(note), corrected(version=response.context["form"]["version"].value())
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

    assert (conflict.theirs, conflict.yours) == ("In the park.", "At school.")


def test_pressing_twice_corrects_once(client, service, note):
    client.force_login(service.worker)
    token = client.get(url_of(note)).context["form_token"]

    first = client.post(url_of(note), corrected(form_token=token))
    second = client.post(url_of(note), corrected(form_token=token))

    assert (first.status_code, second.status_code) == (302, 302)
    assert note.corrections.count() == 1

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import Role
from cases.domain.noting import correct_note, may_correct, share_note, write_note
from cases.models import Case, Event, Note
from restorative.conflicts import StaleVersion
from tests.factories.recording import end_case, make_family, make_service, reload

pytestmark = pytest.mark.django_db


@pytest.fixture
def service():
    return make_service()


@pytest.fixture
def family(service):
    return make_family(service, children=3)


def write(family, by, **changes):
    given = {
        "children": family.children,
        "kind": Note.Kind.VISIT,
        "happened_on": timezone.localdate(),
        "text": "We met at Nan's.",
    }
    return write_note(family.case, by=by, **given | changes)


def refusal(call, *args, **kwargs):
    with pytest.raises(ValidationError) as caught:
        call(*args, **kwargs)
    return caught.value.code


def test_one_note_stands_on_the_timeline_of_each_child(service, family):
    note = write(family, service.worker, child_voice="I like Nan's.", is_significant=True)

    assert Note.objects.count() == 1
    assert [row.child for row in note.about.order_by("child")] == family.children
    assert (note.text, note.child_voice) == ("We met at Nan's.", "I like Nan's.")
    assert note.is_significant
    assert note.author == service.worker


def test_a_note_leaves_an_event_that_does_not_say_what_it_says(service, family):
    note = write(family, service.worker)

    event = Event.objects.get(kind=Event.Kind.NOTE_WRITTEN)
    assert event.subject_id == note.pk
    assert event.child_ids == [child.pk for child in family.children]
    assert (event.to_value, event.why) == ("Visit", "")


@pytest.mark.parametrize(
    ("part", "audience"),
    [
        ("worker", Note.Audience.CASE),
        ("referring_manager", Note.Audience.CASE),
        ("manager", Note.Audience.CASE),
        ("coordinator", Note.Audience.COORDINATOR),
        ("colleague", Note.Audience.COORDINATOR),
    ],
)
def test_a_coordinators_notes_are_for_the_coordinator_and_others_for_everyone(
    service, family, part, audience
):
    assert write(family, getattr(service, part)).audience == audience


def test_a_coordinator_can_write_for_everyone(service, family):
    note = write(family, service.coordinator, audience=Note.Audience.CASE)

    assert note.audience == Note.Audience.CASE
    assert Event.objects.get().audience == Event.Audience.CASE


def test_the_event_of_a_coordinators_note_is_not_for_the_referrer(service, family):
    write(family, service.coordinator)

    assert Event.objects.visible_to(service.worker).count() == 0
    assert Event.objects.visible_to(service.manager).count() == 1


def test_nobody_else_can_hide_a_note(service, family):
    code = refusal(write, family, service.worker, audience=Note.Audience.COORDINATOR)

    assert code == "not_coordinator"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"text": "  \n "}, "text_missing"),
        ({"children": []}, "no_children"),
        ({"happened_on": timezone.localdate() + timedelta(days=2)}, "in_the_future"),
        ({"minutes": 0}, "minutes_unreal"),
        ({"minutes": 1441}, "minutes_unreal"),
    ],
)
def test_a_note_needs_words_a_child_and_a_day_that_has_come(service, family, changes, code):
    assert refusal(write, family, service.worker, **changes) == code
    assert not Note.objects.exists()


def test_a_note_cannot_be_about_a_child_of_another_family(service, family):
    other = make_family(service)

    assert refusal(write, family, service.worker, children=other.children) == "not_in_case"


@pytest.mark.parametrize("stage", Case.LIVE_STAGES)
def test_notes_can_be_written_while_the_case_is_live(service, stage):
    assert write(make_family(service, stage=stage), service.worker)


@pytest.mark.parametrize("stage", Case.ENDED_STAGES)
def test_nothing_is_written_on_a_case_that_has_ended(service, stage):
    assert refusal(write, make_family(service, stage=stage), service.worker) == "case_ended"


def test_nothing_is_written_on_a_draft(service):
    draft = make_family(service, stage=Case.Stage.DRAFT)

    assert refusal(write, draft, service.worker) == "not_sent"


def correct(note, by, **changes):
    given = {
        "version": 1,
        "text": "We met at school.",
        "child_voice": "",
        "why": "I had the wrong place.",
    }
    return correct_note(note, by=by, **given | changes)


def test_a_correction_keeps_what_it_replaced(service, family):
    note = write(family, service.worker, child_voice="I like it.")

    note = correct(note, service.worker)

    correction = note.corrections.get()
    assert (note.text, note.child_voice, note.version) == ("We met at school.", "", 2)
    assert (correction.text_before, correction.child_voice_before) == (
        "We met at Nan's.",
        "I like it.",
    )
    assert (correction.number, correction.why) == (1, "I had the wrong place.")
    assert correction.corrected_by == service.worker


def test_a_correction_keeps_for_whom_of_whom_and_how_it_was_meant(service, family):
    note = write(family, service.coordinator, is_significant=True)

    correction = correct(note, service.coordinator, is_significant=False).corrections.get()

    assert correction.audience_before == Note.Audience.COORDINATOR
    assert correction.children_before == [child.pk for child in family.children]
    assert (correction.kind_before, correction.happened_on_before) == (note.kind, note.happened_on)
    assert correction.is_significant_before


def test_corrections_are_numbered(service, family):
    note = correct(write(family, service.worker), service.worker)

    note = correct(note, service.worker, version=2, text="We met in the park.")

    assert [c.number for c in note.corrections.all()] == [1, 2]


def test_the_slower_of_two_corrections_is_told_and_overwrites_nothing(service, family):
    note = correct(write(family, service.worker), service.worker)

    with pytest.raises(StaleVersion) as stale:
        correct(note, service.referring_manager, text="We met in the park.")

    assert stale.value.current.text == "We met at school."
    assert note.corrections.count() == 1


def test_a_note_can_be_made_significant_later(service, family):
    note = write(family, service.worker)

    note = correct(note, service.worker, text=note.text, is_significant=True)

    assert note.is_significant


def test_a_note_leaves_the_child_it_was_not_about(service, family):
    amira, sami, _ = family.children
    note = write(family, service.worker, children=[sami])

    note = correct(note, service.worker, text=note.text, children=[amira])

    assert [row.child for row in note.about.all()] == [amira]
    assert note.corrections.get().children_before == [sami.pk]
    event = Event.objects.get(kind=Event.Kind.NOTE_CORRECTED)
    assert event.child_ids == [amira.pk, sami.pk]


def test_a_note_gets_its_right_day_and_kind(service, family):
    note = write(family, service.worker)
    day = timezone.localdate() - timedelta(days=1)

    note = correct(note, service.worker, text=note.text, happened_on=day, kind=Note.Kind.CALL)

    assert (note.happened_on, note.kind) == (day, Note.Kind.CALL)
    kept = note.corrections.get()
    assert (kept.happened_on_before, kept.kind_before) == (timezone.localdate(), Note.Kind.VISIT)


def test_what_a_correction_does_not_name_stays(service, family):
    note = write(family, service.worker, children=family.children[:2])

    note = correct(note, service.worker)

    assert [row.child for row in note.about.order_by("child")] == family.children[:2]
    assert (note.kind, note.happened_on) == (Note.Kind.VISIT, timezone.localdate())


def test_the_slower_correction_moves_no_child(service, family):
    note = write(family, service.worker, children=family.children[:1])
    correct(note, service.worker)

    with pytest.raises(StaleVersion):
        correct(note, service.worker, children=family.children[1:])

    assert [row.child for row in note.about.all()] == family.children[:1]


def test_a_note_cannot_be_moved_to_a_child_of_another_family(service, family):
    note = write(family, service.worker)
    other = make_family(service)

    assert refusal(correct, note, service.worker, children=other.children) == "not_in_case"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"text": " "}, "text_missing"),
        ({"why": " "}, "why_missing"),
        ({"text": "We met at Nan's."}, "nothing_changed"),
        ({"children": []}, "no_children"),
        ({"happened_on": timezone.localdate() + timedelta(days=2)}, "in_the_future"),
    ],
)
def test_a_correction_says_what_and_why(service, family, changes, code):
    assert refusal(correct, write(family, service.worker), service.worker, **changes) == code


EVERYBODY = ("worker", "referring_manager", "coordinator", "colleague", "manager")


@pytest.mark.parametrize(
    ("author", "correctors"),
    [
        ("worker", {"worker", "referring_manager", "coordinator"}),
        ("referring_manager", {"referring_manager", "coordinator"}),
        ("coordinator", {"coordinator", "manager"}),
        ("colleague", {"colleague", "coordinator", "manager"}),
        ("manager", {"manager", "coordinator"}),
    ],
)
def test_a_note_is_corrected_by_author_coordinator_or_a_manager_of_that_side(
    service, family, author, correctors
):
    note = write(family, getattr(service, author), audience=Note.Audience.CASE)

    assert {part for part in EVERYBODY if may_correct(note, getattr(service, part))} == correctors


def test_the_other_sides_manager_puts_no_words_under_a_name(service, family):
    note = share_note(write(family, service.coordinator), by=service.coordinator)

    assert refusal(correct, note, service.referring_manager) == "not_yours"
    note.refresh_from_db()
    assert (note.text, note.version) == ("We met at Nan's.", 1)


def test_who_changes_sides_leaves_their_notes_where_they_were_written(service, family):
    note = write(family, service.worker)
    now = timezone.now()
    service.worker.memberships.update(ended_at=now)
    service.worker.memberships.create(team=service.team, role=Role.COORDINATOR)

    assert may_correct(note, service.referring_manager)
    assert not may_correct(note, service.manager)


def test_who_sits_on_both_sides_writes_for_the_team_of_the_case(service, family):
    seats = service.worker.memberships
    elsewhere = make_service().team
    seats.create(team=elsewhere, role=Role.COORDINATOR)
    as_referrer = write(family, service.worker)
    seats.create(team=service.team, role=Role.COORDINATOR)
    as_provider = write(family, reload(service.worker), audience=Note.Audience.CASE)

    assert may_correct(as_referrer, service.referring_manager)
    assert may_correct(as_provider, service.manager)
    assert not may_correct(as_provider, service.referring_manager)


def test_a_note_of_a_case_that_ended_stays_as_it_is(service, family):
    note = write(family, service.worker)
    end_case(family, service)

    assert refusal(correct, note, service.worker) == "case_ended"


def test_why_a_hidden_note_was_corrected_is_told_to_nobody_else(service, family):
    note = write(family, service.coordinator)

    correct(note, service.coordinator, why="Mum said it was Uncle Obi.")

    event = Event.objects.get(kind=Event.Kind.NOTE_CORRECTED)
    assert (event.why, event.audience) == ("", Event.Audience.SERVICE)


def test_a_shared_note_is_read_by_the_referrer(service, family):
    note = write(family, service.coordinator)
    assert not Note.objects.visible_to(service.worker).exists()

    share_note(note, by=service.coordinator)

    assert Note.objects.visible_to(service.worker).get() == note
    assert Event.objects.visible_to(service.worker).get().kind == Event.Kind.NOTE_SHARED


def test_sharing_twice_is_sharing_once(service, family):
    note = write(family, service.coordinator)

    share_note(share_note(note, by=service.coordinator), by=service.coordinator)

    assert Event.objects.of_kinds(Event.Kind.NOTE_SHARED).count() == 1


def test_only_author_and_coordinator_share(service, family):
    note = write(family, service.coordinator)

    assert refusal(share_note, note, by=service.manager) == "not_yours"


def test_who_sees_what_of_a_coordinators_note(service, family):
    note = write(family, service.coordinator, minutes=25, happened_on=date(2026, 1, 5))

    assert list(Note.objects.visible_to(service.coordinator)) == [note]
    for hidden in (service.worker, service.referring_manager, service.manager, service.colleague):
        assert not Note.objects.visible_to(hidden).exists()
    assert list(Note.objects.known_to(service.manager).filter(is_readable=False)) == [note]
    assert not Note.objects.known_to(service.worker).filter(is_readable=False).exists()
    assert not Note.objects.known_to(service.referring_manager).filter(is_readable=False).exists()


def test_a_contact_is_seen_where_nobody_coordinates_any_more(service, family):
    note = write(family, service.coordinator, minutes=25)
    Case.objects.filter(pk=note.case_id).update(coordinator=None)

    assert list(Note.objects.known_to(service.manager).filter(is_readable=False)) == [note]
    assert not Note.objects.known_to(service.coordinator).filter(is_readable=False).exists()

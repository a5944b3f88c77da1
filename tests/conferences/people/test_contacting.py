from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from cases.domain.allocating import add_contact_task
from cases.models import Event, Note, Task
from conferences.domain.contacting_people import arrange_need, record_contact, say_needs
from tests.factories.conferences import make_conference

pytestmark = pytest.mark.django_db
WORDS = "She is afraid of his brother."


@pytest.fixture
def conference():
    return make_conference(children=2)


@pytest.fixture
def by(conference):
    return conference.service.coordinator


def contact(people, by, **said):
    return record_contact(
        people,
        by=by,
        **{"kind": "call", "happened_on": timezone.localdate(), "text": WORDS} | said,
    )


def test_a_contact_is_a_note_for_the_coordinator_alone_with_its_minutes(conference, by):
    note = contact([conference["Pat"]], by, minutes=25)

    assert (note.audience, note.minutes, note.author) == ("coordinator", 25, by)
    assert note.about.count() == 2
    assert conference["Pat"].contacts.get().note == note
    service = conference.service
    for user in (service.worker, service.referring_manager, service.manager):
        assert note not in Note.objects.visible_to(user)
    assert note in Note.objects.known_to(service.manager).filter(is_readable=False)


def test_no_event_holds_what_was_said_and_none_is_for_the_referrer(conference, by):
    contact([conference["Pat"]], by)

    for event in Event.objects.filter(case_id=conference.case.pk):
        assert WORDS not in f"{event.from_value}{event.to_value}{event.why}"
        assert event.audience == "service"


def test_having_reached_the_referrer_settles_the_first_contact(conference, by):
    case = conference.case
    task = add_contact_task(case, timezone.localdate())
    contact([conference["Pat"]], by)
    contact([conference["Will"]], by, reached=False)
    assert Task.objects.open().filter(pk=task.pk).exists()

    contact([conference["Will"]], by)

    task.refresh_from_db()
    case.refresh_from_db()
    assert (task.done_by, case.next_step_on) == (by, None)


def test_one_contact_can_be_with_several(conference, by):
    people = [conference["Pat"], conference["Ngozi"]]

    note = contact(people, by, kind="visit", prepared=True, willing="yes")

    for one in people:
        one.refresh_from_db()
        assert one.reached_on == one.visited_on == one.prepared_on == timezone.localdate()
        assert one.willing == "yes"
        assert one.contacts.get().note == note
    assert Event.objects.get(kind="participant_contacted").to_value == "Visit with 2 people"


def test_a_note_on_a_talk_with_a_child_is_about_that_child(conference, by):
    note = contact([conference["Amira"]], by)

    assert [about.child.person.first_name for about in note.about.all()] == ["Amira"]


def test_a_visit_where_nobody_was_in_reached_nobody(conference, by):
    contact([conference["Pat"]], by, kind="visit", reached=False)

    conference["Pat"].refresh_from_db()
    assert conference["Pat"].reached_on is None
    assert conference["Pat"].visited_on is None


def test_the_first_day_stands(conference, by):
    first = timezone.localdate() - timedelta(days=4)
    contact([conference["Pat"]], by)
    contact([conference["Pat"]], by, happened_on=first)
    contact([conference["Pat"]], by)

    conference["Pat"].refresh_from_db()
    assert conference["Pat"].reached_on == first


def test_only_a_coordinator_records_what_is_for_the_coordinator(conference):
    with pytest.raises(ValidationError) as refusal:
        contact([conference["Pat"]], conference.service.manager)

    assert refusal.value.code == "not_coordinator"
    assert not Note.objects.exists()


def test_a_contact_has_words_and_a_day_that_has_come_and_people_of_one_meeting(conference, by):
    tomorrow = timezone.localdate() + timedelta(days=1)
    for people, said in (
        ([conference["Pat"]], {"text": "  "}),
        ([conference["Pat"]], {"happened_on": tomorrow}),
        ([conference["Pat"]], {"minutes": 5000}),
        ([], {}),
        ([conference["Pat"], make_conference()["Pat"]], {}),
    ):
        with pytest.raises(ValidationError):
            contact(people, by, **said)
    assert not Note.objects.exists()


def test_needs_are_said_whole(conference, by):
    pat = conference["Pat"]
    say_needs(pat, by=by, needs={"lift": "", "access": "No stairs"})
    say_needs(pat, by=by, needs={"access": "No stairs", "food": ""})

    assert {(need.kind, need.detail) for need in pat.needs.all()} == {
        ("access", "No stairs"),
        ("food", ""),
    }
    with pytest.raises(ValidationError):
        say_needs(pat, by=by, needs={"rocket": ""})


def test_what_was_arranged_is_arranged_again_when_it_changes(conference, by):
    pat = conference["Pat"]
    (lift,) = say_needs(pat, by=by, needs={"lift": "From Mill Lane"})
    arrange_need(lift, by=by, how="Taxi at 12")

    say_needs(pat, by=by, needs={"lift": "From Mill Lane"})
    lift.refresh_from_db()
    assert lift.arranged_how == "Taxi at 12"

    say_needs(pat, by=by, needs={"lift": "From the station"})
    lift.refresh_from_db()
    assert lift.arranged_at is None


def test_a_need_that_has_gone_cannot_be_arranged(conference, by):
    (lift,) = say_needs(conference["Pat"], by=by, needs={"lift": ""})
    say_needs(conference["Pat"], by=by, needs={})

    with pytest.raises(ValidationError):
        arrange_need(lift, by=by, how="Taxi")

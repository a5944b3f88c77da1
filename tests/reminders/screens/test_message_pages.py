"""What was and will be sent: on the meeting, the case and the person, and word for word."""

from datetime import datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AccessEvent
from cases.models import (
    ContactPoint,
    Exclusion,
    NetworkMember,
    Person,
    Reminder,
    SendingSwitch,
    Task,
)
from cases.reminders.by_hand import ask_a_human, task_id
from conferences.models import Resource
from tests.factories.conferences import make_conference
from tests.factories.recording import make_family, make_service
from tests.factories.reminders import make_reminder

pytestmark = pytest.mark.django_db
State = Reminder.State


def person_in(family, name="Pat"):
    person = Person.objects.create(
        first_name=name, last_name="Okafor", created_by=family.case.created_by
    )
    NetworkMember.objects.create(
        case=family.case, person=person, part="family", added_by=family.case.created_by
    )
    return person


def text(client, name, thing):
    response = client.get(reverse(name, kwargs={"public_id": thing}))
    assert response.status_code == 200
    return response.content.decode()


def test_a_case_says_what_comes_what_was_held_back_what_went_and_what_fell_away(
    signed_in, service, family
):
    pat = person_in(family)
    for state in State.values:
        make_reminder(family.case, pat, state=state)
    client = signed_in(service.coordinator)

    page = text(client, "cases:case_messages", family.case.public_id)

    for heading in ("Coming up", "Held back or not delivered", "Sent", "No longer needed"):
        assert heading in page
    assert page.count("Text to Pat Okafor") == len(State.values)
    assert "A meeting is near: 2 days before" in page
    assert "No way to write to them is confirmed as safe." in page
    assert "It may already have gone." in page
    assert "The provider refused it." in page


def test_a_row_says_when_by_the_wall_clock_that_was_meant(signed_in, service, family):
    year = timezone.localdate().year + 1
    at = datetime(year, 3, 2, 9, tzinfo=timezone.get_current_timezone())
    make_reminder(family.case, person_in(family), due_at=at)

    page = text(signed_in(service.coordinator), "cases:case_messages", family.case.public_id)

    assert f"{at:%a} 2 Mar {year}, 9am" in page


def test_an_undelivered_message_stands_with_those_held_back_and_says_the_next_step(
    signed_in, service, family
):
    row = make_reminder(family.case, person_in(family), state="sent", delivery="permanent")
    ask_a_human([row])

    page = text(signed_in(service.coordinator), "cases:case_messages", family.case.public_id)

    assert "Not delivered" in page
    assert "No such number or address." in page
    assert "Somebody rings them by" in page
    assert reverse("cases:task_done", args=[task_id(row)]) in page


def test_a_meeting_shows_what_is_about_it_and_its_people_and_nothing_of_another(signed_in):
    conference = make_conference()
    other = make_conference(conference.service, format="review_conference")
    case, ngozi = conference.case, conference["Ngozi"]
    venue = Resource.objects.create(kind="venue", name="St Mark’s Hall")
    make_reminder(case, ngozi.person, about=conference.meeting)
    make_reminder(case, conference["Pat"].person, about=conference["Pat"])
    make_reminder(case, ("resource", venue.pk), about=conference.meeting, channel="email")
    make_reminder(case, conference["Obi"].person, about=case)
    make_reminder(other.case, other["Lal"].person, about=other.meeting)
    client = signed_in(conference.service.coordinator)

    page = text(client, "conferences:meeting_messages", conference.meeting.public_id)

    assert "Text to Ngozi Okafor" in page
    assert "Text to Pat Okafor" in page
    assert "Email to St Mark’s Hall" in page
    assert "Obi Okafor" not in page
    assert "Text to Lal Okafor" not in page
    assert "Text to Obi Okafor" in text(client, "cases:case_messages", case.public_id)


def test_the_meeting_has_a_tab_for_messages_and_so_has_the_case(signed_in):
    conference = make_conference()
    client = signed_in(conference.service.coordinator)

    meeting = text(client, "conferences:meeting_detail", conference.meeting.public_id)
    case = text(client, "cases:case_detail", conference.case.public_id)

    assert reverse("conferences:meeting_messages", args=[conference.meeting.public_id]) in meeting
    assert reverse("cases:case_messages", args=[conference.case.public_id]) in case


def test_a_person_shows_what_goes_to_them_over_all_cases_their_reader_may_see(signed_in):
    service, elsewhere = make_service(), make_service()
    family, hidden = make_family(service), make_family(elsewhere)
    pat = person_in(family)
    NetworkMember.objects.create(
        case=hidden.case, person=pat, part="family", added_by=elsewhere.worker
    )
    make_reminder(family.case, pat)
    child = family.children[0].person
    make_reminder(family.case, child, through=pat)
    make_reminder(hidden.case, pat, channel="letter")
    client = signed_in(service.coordinator)

    page = text(client, "cases:person_messages", pat.public_id)

    assert "Text to Pat Okafor" in page
    assert "Text to Pat Okafor, for Amira Okafor" in page
    assert "Letter to Pat" not in page
    own = text(client, "cases:person_detail", pat.public_id)
    assert reverse("cases:person_messages", args=[pat.public_id]) in own


def test_social_workers_see_no_messages(signed_in, service, family):
    pat = person_in(family)
    row = make_reminder(family.case, pat)
    client = signed_in(service.worker)

    for name, thing in (
        ("cases:case_messages", family.case.public_id),
        ("cases:person_messages", pat.public_id),
        ("cases:reminder_detail", row.pk),
    ):
        assert client.get(reverse(name, kwargs={"public_id": thing})).status_code == 403
    own = text(client, "cases:person_detail", pat.public_id)
    assert reverse("cases:person_messages", args=[pat.public_id]) not in own


def test_somebody_hidden_from_a_colleague_is_in_no_row(signed_in, service, family):
    """Excluded from another family to which this uncle belongs."""
    pat = person_in(family)
    other = make_family(make_service())
    NetworkMember.objects.create(
        case=other.case, person=pat, part="family", added_by=other.case.created_by
    )
    Exclusion.objects.create(
        case=other.case, user=service.coordinator, ground="known", recorded_by=service.manager
    )
    row = make_reminder(family.case, pat)
    make_reminder(family.case, family.children[0].person, through=pat)
    client = signed_in(service.coordinator)

    page = text(client, "cases:case_messages", family.case.public_id)

    assert "Pat" not in page
    assert "Text to somebody you may not know of, for Amira Okafor" in page
    detail = reverse("cases:reminder_detail", kwargs={"public_id": row.pk})
    assert client.get(detail).status_code == 404


def test_one_message_is_shown_word_for_word_and_who_looked_is_kept(signed_in, service, family):
    pat = person_in(family)
    contact = ContactPoint(person=pat, channel="mobile", recorded_by=service.coordinator)
    contact._value = "07700 900123"
    contact.save()
    row = make_reminder(family.case, pat, state="sent", contact_point=contact)

    page = text(signed_in(service.coordinator), "cases:reminder_detail", row.pk)

    assert "You have a meeting on Tue 3 Mar at 4pm. Questions? Ring Cora." in page
    assert "07700 900123" in page
    look = AccessEvent.objects.get(action="reminder_detail")
    assert look.object_type == "reminder"
    assert look.object_id == str(row.pk)
    assert look.case_id == family.case.pk


@pytest.mark.parametrize("is_confidential", [True, False], ids=["confidential", "unknown contact"])
def test_where_it_went_is_masked_once_it_is_confidential(
    signed_in, service, family, is_confidential
):
    pat = person_in(family)
    contact = None
    if is_confidential:
        contact = ContactPoint.objects.create(
            person=pat, channel="mobile", is_confidential=True, recorded_by=service.coordinator
        )
    row = make_reminder(family.case, pat, state="sent", contact_point=contact)

    page = text(signed_in(service.coordinator), "cases:reminder_detail", row.pk)

    assert "Held securely" in page
    assert "900123" not in page


def test_a_warning_stands_on_messages_while_sending_is_off(signed_in, service, family):
    client = signed_in(service.coordinator)
    make_reminder(family.case, person_in(family))

    assert "Sending is switched off" in text(client, "cases:case_messages", family.case.public_id)
    SendingSwitch.objects.update_or_create(pk=1, defaults={"is_on": True})
    assert "Sending is switched off" not in text(
        client, "cases:case_messages", family.case.public_id
    )


def test_what_a_human_does_in_place_of_a_message_is_linked_both_ways(signed_in, service, family):
    task = Task.objects.create(
        title="Ring Pat about the meeting",
        kind="ring",
        due_on=timezone.localdate() + timedelta(days=1),
        assigned_to=service.coordinator,
        case=family.case,
    )
    client = signed_in(service.coordinator)

    page = text(client, "cases:case_messages", family.case.public_id)
    assert reverse("cases:task_done", args=[task.public_id]) in page
    page = text(client, "cases:task_done", task.public_id)
    assert reverse("cases:case_messages", args=[family.case.public_id]) in page
    assert "Mark as done" in page


def test_a_page_without_messages_says_so(signed_in, service, family):
    page = text(signed_in(service.manager), "cases:case_messages", family.case.public_id)

    assert "Nothing is planned." in page
    assert "Nothing has been sent yet." in page

"""Who may know of a meeting without a case: written by hand, seat by seat.

own: they opened it. team: a colleague of their team did. other: another team's.
"""

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AccessEvent, Membership
from conferences.calendars import of_team, own_meetings, read_entries
from conferences.domain.entries import add_entry
from conferences.domain.gathering import add_participant
from conferences.domain.meetings import open_alone, open_meeting
from conferences.models import Entry, Meeting, MeetingParty, Participant
from tests.conferences.practice.furniture import main_of, make_circle, sit_together, url
from tests.factories.recording import make_family, make_member, make_service, reload

pytestmark = pytest.mark.django_db

READ = {
    "worker": "ok  ok  404",
    "coordinator": "ok  ok  404",
    "referring_manager": "ok  ok  404",
    "manager": "ok  ok  404",
    "support": "no  403 403",
    "administrator": "no  403 403",
}
PAGES = (
    ("meeting_detail", {}),
    ("meeting_who", {}),
    ("meeting_records", {"page": "rounds"}),
    ("practice_when", {}),
    ("practice_go_on", {}),
    ("meeting_looked", {}),
    ("practice_who_add", {}),
    ("entry_add", {"kind": "round"}),
)


@pytest.fixture
def service():
    return make_service()


def colleague_of(service, seat):
    """Somebody else who can start a circle in the team of a seat."""
    in_service = seat in ("coordinator", "manager", "support", "administrator")
    if in_service:
        return service.team, service.colleague
    return service.referring, make_member(service.referring, "social_worker", "Wendy", "Other")


@pytest.mark.parametrize("seat", READ)
@pytest.mark.parametrize("relation", ["own", "team", "other"])
def test_every_page_answers_as_the_table_says(client, service, seat, relation):
    should = READ[seat].split()[["own", "team", "other"].index(relation)]
    if should == "no":
        pytest.skip("cannot have opened one")
    user = getattr(service, seat)
    team, other = colleague_of(service, seat)
    if relation == "other":
        elsewhere = make_service()
        team, other = elsewhere.team, elsewhere.coordinator
    circle = make_circle(team, user if relation == "own" else other)
    entry = add_entry(circle, "round", by=circle.opened_by, values={"question": "How are you?"})
    one = Participant.objects.filter(meeting=circle).first()
    client.force_login(user)

    asked = [url(name, circle, **more) for name, more in PAGES]
    asked += [url("entry_edit", entry), url("entry_remove", entry)]
    answers = {address: client.get(address).status_code for address in asked}
    answers["off"] = client.post(url("practice_who_remove", one)).status_code

    expected = {"ok": {200, 302}, "403": {403}, "404": {404}}[should]
    assert set(answers.values()) <= expected, answers


@pytest.mark.parametrize("seat", ["worker", "coordinator", "referring_manager", "manager"])
def test_lists_and_calendars_show_it_to_the_same_people(client, service, seat):
    user = getattr(service, seat)
    team, other = colleague_of(service, seat)
    seen = make_circle(team, other, subject="Seen by the team")
    elsewhere = make_service()
    hidden = make_circle(elsewhere.team, elsewhere.coordinator, subject="Elsewhere entirely")
    sit_together(seen, other)
    sit_together(hidden, elsewhere.coordinator)
    client.force_login(user)

    listed = client.get("/practice/").content.decode()
    assert "Seen by the team" in listed
    assert "Elsewhere entirely" not in listed
    assert list(Meeting.objects.visible_to(user)) == [seen]
    assert set(Entry.objects.visible_to(user)) == set(Entry.objects.filter(meeting=seen))
    entries = read_entries(of_team(user, [team.pk]), user).entries
    assert [(one.title, bool(one.url)) for one in entries] == [("Circle", True)]


def test_who_opened_it_keeps_it_when_they_change_teams(service):
    circle = make_circle(service.referring, service.worker)
    service.worker.memberships.all().delete()
    moved = reload(service.worker)
    assert not Meeting.objects.visible_to(moved).exists()
    other = make_service()
    Membership.objects.create(user=moved, team=other.referring, role="social_worker")
    assert list(Meeting.objects.visible_to(reload(moved))) == [circle]


def named(service):
    """A meeting for two alone: what a format says with alone="named"."""
    meeting = make_circle(service.team, service.coordinator, initials=())
    Meeting.objects.filter(pk=meeting.pk).update(open_to="named")
    add_participant(meeting, by=service.coordinator, part="professional", user=service.worker)
    meeting.refresh_from_db()
    return meeting


def test_one_that_is_private_is_known_to_those_named_in_it_alone(client, service):
    meeting = named(service)
    knows = {
        seat: Meeting.objects.visible_to(getattr(service, seat)).exists()
        for seat in ("coordinator", "worker", "colleague", "manager", "referring_manager")
    }

    assert knows == {
        "coordinator": True,
        "worker": True,
        "colleague": False,
        "manager": False,
        "referring_manager": False,
    }
    Participant.objects.update(removed_at=timezone.now())
    assert not Meeting.objects.visible_to(service.worker).exists()
    client.force_login(service.manager)
    assert client.get(meeting.get_absolute_url()).status_code == 404


def test_a_private_one_is_not_even_busy_in_the_calendar_of_its_team(service):
    meeting = named(service)
    sit_together(meeting, service.coordinator)

    assert not of_team(service.colleague, [service.team.pk]).exists()
    assert list(own_meetings(service.coordinator)) == [meeting]


def test_an_outsider_is_told_nothing_by_the_search(client, service):
    make_circle(service.referring, service.worker, subject="Argument over a phone")
    client.force_login(service.coordinator)

    found = client.post(reverse("cases:find"), {"text": "J.B."}, follow=True)

    assert "Argument" not in found.content.decode()


def test_every_look_is_recorded(client, service):
    circle = make_circle(service.referring, service.worker)
    client.force_login(service.worker)
    client.get(circle.get_absolute_url())

    look = AccessEvent.objects.filter(action="meeting_detail").get()
    assert (look.actor, look.object_type, look.object_id, look.case_id) == (
        service.worker,
        "meeting",
        str(circle.pk),
        None,
    )


def test_those_who_keep_it_read_who_looked_the_newest_first(client, service):
    circle = make_circle(service.referring, service.worker)
    entry = add_entry(circle, "round", by=service.worker, values={"question": "How are you?"})
    other = make_circle(service.referring, service.worker)
    client.force_login(service.referring_manager)
    for address in (circle.get_absolute_url(), url("entry_edit", entry)):
        client.get(address)
    client.get(other.get_absolute_url())
    client.force_login(service.worker)

    assert url("meeting_looked", circle) in client.get(circle.get_absolute_url()).content.decode()
    page = main_of(client.get(url("meeting_looked", circle)))

    said = ("Read this list", "Read about a meeting", "Read something written down, to change it")
    assert [page.count(words) for words in said] == [1, 2, 1]
    assert page.count(str(service.referring_manager)) == 2
    assert page.index(said[0]) < page.index(said[2])


def test_older_looks_stand_on_further_pages(client, service):
    circle = make_circle(service.team, service.coordinator)
    AccessEvent.objects.bulk_create(
        AccessEvent(
            actor=service.colleague,
            action="meeting_detail",
            object_type="meeting",
            object_id=str(circle.pk),
        )
        for _ in range(60)
    )
    client.force_login(service.coordinator)

    first = client.get(url("meeting_looked", circle))
    older = client.get(url("meeting_looked", circle) + first.context["older"])

    assert (len(first.context["looks"]), len(older.context["looks"])) == (50, 11)
    assert older.context["newest"] == url("meeting_looked", circle)
    assert not older.context["older"]


def test_who_looked_at_one_of_a_case_is_on_the_page_of_the_case_alone(client, service):
    case = make_family(service).case
    circle = open_meeting(case, "circle", by=service.coordinator)
    client.force_login(service.coordinator)

    answer = client.get(url("meeting_looked", circle))
    assert answer.url == reverse("cases:case_looked", args=[case.public_id])
    overview = client.get(circle.get_absolute_url()).content.decode()
    assert url("meeting_looked", circle) not in overview


def test_who_looked_at_a_private_one_is_told_to_those_in_it_alone(client, service):
    meeting = named(service)
    for user, status in ((service.worker, 200), (service.manager, 404), (service.colleague, 404)):
        client.force_login(user)
        assert client.get(url("meeting_looked", meeting)).status_code == status


def test_a_refused_look_is_recorded(client, service):
    circle = make_circle(service.referring, service.worker)
    client.force_login(service.support)
    client.get(circle.get_absolute_url())

    assert AccessEvent.objects.filter(outcome="denied", actor=service.support).exists()


def test_one_that_has_a_case_is_known_by_it_alone_whatever_the_row_says(service):
    """The domain makes no such row; what is open to a team must not open a family."""
    circle = open_alone("circle", service.team, by=service.colleague)
    case = make_family(service, is_restricted=True, restriction_review_on=timezone.localdate()).case
    MeetingParty.objects.create(meeting=circle, case=case)

    assert not Meeting.objects.visible_to(service.colleague).exists()
    assert list(Meeting.objects.visible_to(service.worker)) == [circle]

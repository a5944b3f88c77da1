"""Somebody of whom no more than initials may be given: on every list, and matched to nobody."""

import pytest
from django.urls import reverse

from cases.models import NetworkMember, Person
from conferences.models import Participant
from tests.factories.conferences import make_conference

pytestmark = pytest.mark.django_db


@pytest.fixture
def conference():
    return make_conference()


@pytest.fixture
def page(client, conference):
    client.force_login(conference.service.coordinator)
    return client


def add(page, conference, **said):
    said = {"initials": "J.B.", "initials_part": "friend", "initials_relation": "Classmate"} | said
    return page.post(
        reverse("conferences:participant_add", args=[conference.meeting.public_id]), said
    )


def test_initials_join_the_meeting_and_nothing_else(page, conference):
    people, members = Person.objects.count(), NetworkMember.objects.count()

    answer = add(page, conference)

    assert answer.status_code == 302
    one = Participant.objects.get(meeting=conference.meeting, initials="J.B.")
    assert (one.person, one.name, one.part, one.relation) == (None, "J.B.", "friend", "Classmate")
    assert (Person.objects.count(), NetworkMember.objects.count()) == (people, members)


@pytest.mark.parametrize(
    ("initials", "words"),
    [
        ("", "Enter their initials"),
        ("  ", "Enter their initials"),
        ("James Brown", "Enter initials alone"),
        ("James", "capital letters"),
        ("12", "Enter initials alone"),
        ("J" * 30, "20 characters"),
    ],
)
def test_a_name_is_not_taken_for_initials(page, conference, initials, words):
    answer = add(page, conference, initials=initials)

    assert words in answer.content.decode()
    assert not Participant.objects.exclude(initials="").exists()


@pytest.mark.parametrize("initials", ["J.B.", "JB", "J. B.", "Ö", "J.B. 2", "A.-M.B."])
def test_initials_are_written_in_many_ways(page, conference, initials):
    assert add(page, conference, initials=initials).status_code == 302


def test_the_same_initials_twice_need_a_number(page, conference):
    add(page, conference)

    again = add(page, conference, initials="j.b.".upper())

    assert "J.B. is on the list already. Add a number: J.B. 2" in again.content.decode()
    assert add(page, conference, initials="J.B. 2").status_code == 302


def test_they_are_called_by_them_on_every_page(page, conference):
    add(page, conference)
    one = Participant.objects.get(initials="J.B.")
    decide = reverse("conferences:participant_decide", args=[one.public_id])
    page.post(decide, {"outcome": "comes"})

    for name in (
        "meeting_people",
        "meeting_detail",
        "run_sheet",
        "meeting_invitations",
        "find_date",
        "meeting_seating",
    ):
        address = reverse(f"conferences:{name}", args=[conference.meeting.public_id])
        assert "J.B." in page.get(address).content.decode(), name
    for name in (
        "participant_detail",
        "participant_edit",
        "participant_contact",
        "participant_needs",
        "participant_decide",
        "answer_record",
        "invitation_told",
    ):
        answer = page.get(reverse(f"conferences:{name}", args=[one.public_id]))
        assert "J.B." in answer.content.decode(), name

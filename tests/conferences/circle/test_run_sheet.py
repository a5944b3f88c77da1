import pytest
from django.urls import reverse
from django.utils import timezone

from conferences.domain.checking import settle_check
from conferences.domain.deciding_attendance import decide_attendance
from tests.factories.conferences import make_conference

pytestmark = pytest.mark.django_db


@pytest.fixture
def conference():
    return make_conference(starts_at=timezone.now())


def not_needed(client, conference):
    client.force_login(conference.service.coordinator)
    return client.get(
        reverse("conferences:run_sheet", args=[conference.meeting.public_id])
    ).context["left_out"]


def skip(conference, key, why, participant=None):
    settle_check(
        conference.meeting,
        key,
        by=conference.service.coordinator,
        participant=participant,
        state="not_needed",
        why=why,
    )


def test_what_is_not_needed_stands_there_with_its_reason(client, conference):
    skip(conference, "food", "They bring their own.")
    skip(conference, "travel", "Lives next door.", conference["Pat"])
    settle_check(conference.meeting, "childcare", by=conference.service.coordinator)

    assert not_needed(client, conference) == [
        "Food and drink arranged. They bring their own.",
        "Pat Okafor: Knows how to get there. Lives next door.",
    ]


def test_nothing_is_said_there_of_who_is_kept_away(client, conference):
    skip(conference, "travel", "Lives next door.", conference["Obi"])
    decide_attendance(
        conference["Obi"],
        by=conference.service.coordinator,
        outcome="another_way",
        ground="order",
        heard="letter",
        review_on=timezone.localdate(),
        decided_by="Mo Manager",
    )

    assert not_needed(client, conference) == []

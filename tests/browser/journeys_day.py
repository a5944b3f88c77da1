"""A conference on its day, ready to begin: Pat, Mrs Lal, and an uncle who is heard by letter."""

from datetime import timedelta

from django.utils import timezone

from conferences.models import BriefItem, Meeting, Participant
from tests.council import Council
from tests.factories.conferences import make_conference, make_ready
from tests.factories.recording import Service

UNCLE = "Obi"
NETWORK = (
    ("Ngozi", "family", "mother"),
    ("Emeka", "family", "father"),
    ("Pat", "family", "mother"),
    (UNCLE, "family", "father"),
    ("Mrs Lal", "friend", "neither"),
)
BOTTOM_LINE = "Somebody sober puts Amira to bed."
QUESTION = "Who does bedtime on school nights?"
ANOTHER_QUESTION = "Who takes Amira to school?"
SEATS = {
    "worker": "grace",
    "referring_manager": "priya",
    "coordinator": "lee",
    "colleague": "lee",
    "manager": "helen",
    "support": "joan",
    "administrator": "dev",
}


def make_conference_of_today(council: Council) -> Meeting:
    """A conference of Lee Marsh's that is ready and began two minutes ago, as rows."""
    service = _service_of(council)
    begun = timezone.now() - timedelta(minutes=2)
    conference = make_conference(
        service, stage="ready", starts_at=begun, network=NETWORK, reference="FGC-2026-09001"
    )
    meeting = conference.meeting
    Participant.objects.filter(pk=conference[UNCLE].pk).update(
        attendance=Participant.Attendance.ANOTHER_WAY
    )
    make_ready(meeting, service.coordinator)
    _ask_of_the_family(meeting)
    return meeting


def _ask_of_the_family(meeting: Meeting) -> None:
    asked = BriefItem.objects.filter(brief__meeting=meeting)
    asked.filter(kind=BriefItem.Kind.BOTTOM_LINE).update(text=BOTTOM_LINE)
    question = asked.get(kind=BriefItem.Kind.QUESTION)
    asked.filter(pk=question.pk).update(text=QUESTION)
    BriefItem.objects.create(
        brief=question.brief,
        kind=question.kind,
        text=ANOTHER_QUESTION,
        position=question.position + 1,
        added_by=question.added_by,
    )


def _service_of(council: Council) -> Service:
    seats = {part: council.user(name) for part, name in SEATS.items()}
    teams = {
        name: seats[part].memberships.filter(ended_at=None).get().team
        for name, part in (("team", "coordinator"), ("referring", "worker"))
    }
    return Service(**teams, **seats)

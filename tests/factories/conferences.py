"""A family with a conference being prepared, and the people of its network in it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from cases.models import Case, NetworkMember, Person
from conferences.models import Meeting, MeetingParty, Participant
from tests.factories.recording import Service, make_family, make_service

# Name, part, side of the family.
NETWORK = (
    ("Ngozi", "family", "mother"),
    ("Emeka", "family", "father"),
    ("Pat", "family", "mother"),
    ("Obi", "family", "father"),
    ("Lal", "friend", "neither"),
)


@dataclass
class Conference:
    """One meeting of one case; `people` are its participants by first name."""

    service: Service
    case: Case
    meeting: Meeting
    people: dict[str, Participant]

    def __getitem__(self, first_name: str) -> Participant:
        return self.people[first_name]


def make_conference(
    service: Service | None = None,
    *,
    children: int = 1,
    format: str = "family_group_conference",
    stage: str = "preparing",
    starts_at: datetime | None = None,
    network: tuple[tuple[str, str, str], ...] = NETWORK,
    **fields,
) -> Conference:
    """Make the family, its case with a coordinator, the meeting and everybody in it."""
    service = service or make_service()
    family = make_family(service, children=children, **fields)
    meeting = Meeting.objects.create(
        format=format,
        team=service.team,
        stage=stage,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=3) if starts_at else None,
        place="St Mark’s Hall" if starts_at else "",
        opened_by=service.coordinator,
        opened_at=timezone.now() - timedelta(days=10),
    )
    MeetingParty.objects.create(meeting=meeting, case=family.case)
    people = {}
    for child in family.children:
        people[child.person.first_name] = Participant.objects.create(
            meeting=meeting, person=child.person, part="child", added_by=service.coordinator
        )
    for first_name, part, side in network:
        person = Person.objects.create(
            first_name=first_name, last_name="Okafor", created_by=service.worker
        )
        NetworkMember.objects.create(
            case=family.case, person=person, part=part, side=side, added_by=service.worker
        )
        people[first_name] = Participant.objects.create(
            meeting=meeting,
            person=person,
            part=part,
            family_side=side,
            added_by=service.coordinator,
        )
    people["Will"] = Participant.objects.create(
        meeting=meeting, user=service.worker, part="referrer", added_by=service.coordinator
    )
    return Conference(service, family.case, meeting, people)

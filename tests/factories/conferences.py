"""A family with a conference being prepared, and the people of its network in it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from accounts.models import User
from cases.models import Case, NetworkMember, Person
from conferences.models import (
    Brief,
    BriefItem,
    BriefSignature,
    Check,
    FamilyPlan,
    InformationReport,
    Meeting,
    MeetingParty,
    Need,
    Participant,
    PlanAction,
    PlanAgreement,
)
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


def make_ready(meeting: Meeting, by: User) -> None:
    """Let everything hold that a conference asks for before its day, as rows."""
    today, now = timezone.localdate(), timezone.now()
    brief, _ = Brief.objects.update_or_create(
        meeting=meeting, defaults={"held_on": today, "sent_version": 1, "sent_at": now}
    )
    for kind in (BriefItem.Kind.BOTTOM_LINE, BriefItem.Kind.QUESTION):
        BriefItem.objects.get_or_create(
            brief=brief, kind=kind, defaults={"text": "Who does bedtime?", "added_by": by}
        )
    BriefSignature.objects.get_or_create(
        brief=brief, version=brief.version, defaults={"answer": "signed", "text": "…", "by": by}
    )
    report, _ = InformationReport.objects.get_or_create(
        meeting=meeting, defaults={"written_by": by, "worries": "Late.", "strengths": "Nan."}
    )
    report.given_at, report.signed_at, report.signed_by = now, now, by
    report.signed_version, report.shared_on = report.version, today
    report.save()
    Meeting.objects.filter(pk=meeting.pk, place="").update(place="St Mark’s Hall")
    people = Participant.objects.filter(meeting=meeting).current()
    people.filter(attendance="").update(attendance=Participant.Attendance.COMES)
    people.update(reached_on=today, prepared_on=today)
    Need.objects.filter(participant__in=people).update(arranged_at=now, arranged_by=by)
    keys = [("venue_chosen", None), ("manager_agreed", None)]
    keys += [("advocate_offered", one) for one in people if one.part == Participant.Part.CHILD]
    for key, participant in keys:
        Check.objects.get_or_create(
            meeting=meeting,
            participant=participant,
            key=key,
            defaults={"state": Check.State.DONE, "by": by},
        )


def make_plan(meeting: Meeting, by: User, *, state: str = "agreed") -> FamilyPlan:
    """A plan with one action to which somebody of the family agrees, as rows."""
    plan, _ = FamilyPlan.objects.update_or_create(
        meeting=meeting,
        number=1,
        defaults={"state": state, "agreed_at": timezone.now(), "written_by": by},
    )
    PlanAction.objects.create(plan=plan, what="Does bedtime.", who="Pat")
    people = Participant.objects.filter(meeting=meeting, part__in=Participant.OF_THE_FAMILY)
    for participant in people.reachable():
        PlanAgreement.objects.get_or_create(
            plan=plan, participant=participant, defaults={"answer": "yes", "recorded_by": by}
        )
    return plan

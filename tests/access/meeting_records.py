"""One of each thing that belongs to a meeting, for the oracle to knock at."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from accounts.models import User
from cases.models import CaseChild, Person
from conferences.models import (
    Booking,
    Brief,
    BriefItem,
    Entry,
    FamilyPlan,
    Feedback,
    InformationReport,
    Meeting,
    MeetingInvitation,
    MeetingParty,
    Need,
    Participant,
    PlanAction,
    PlanCopy,
    Resource,
)


def make_meeting_records(
    meeting: Meeting, child: CaseChild, mother: Person, worker: User, coordinator: User
) -> dict[str, Any]:
    """People, brief, report, venue, invitation, plan, copy and feedback of one meeting."""
    now = timezone.now()
    participant = Participant.objects.create(
        meeting=meeting, person=mother, part="family", added_by=coordinator
    )
    young = Participant.objects.create(
        meeting=meeting, person=child.person, part="child", added_by=coordinator
    )
    brief = Brief.objects.create(meeting=meeting)
    venue = Resource.objects.create(kind="venue", name="St Mark’s Hall", added_by=coordinator)
    plan = FamilyPlan.objects.create(meeting=meeting, number=1, written_by=coordinator)
    review = Meeting.objects.create(
        format="review_conference",
        team=meeting.team,
        stage="reviewed",
        reviews=meeting,
        opened_by=coordinator,
        opened_at=meeting.opened_at - timedelta(minutes=1),
    )
    MeetingParty.objects.create(meeting=review, case=meeting.parties.get().case)
    circle = Meeting.objects.create(
        format="circle",
        team=meeting.team,
        stage="getting_ready",
        opened_by=coordinator,
        opened_at=meeting.opened_at - timedelta(minutes=2),
    )
    MeetingParty.objects.create(meeting=circle, case=meeting.parties.get().case)
    harm = Meeting.objects.create(
        format="after_harm",
        team=meeting.team,
        stage="asking",
        opened_by=coordinator,
        opened_at=meeting.opened_at - timedelta(minutes=3),
    )
    MeetingParty.objects.create(meeting=harm, case=meeting.parties.get().case, side="harmed")
    panel = Meeting.objects.create(
        format="referral_order",
        team=meeting.team,
        stage="completed",
        opened_by=coordinator,
        opened_at=meeting.opened_at - timedelta(minutes=4),
    )
    MeetingParty.objects.create(meeting=panel, case=meeting.parties.get().case)
    return {
        "harm": harm,
        "panel": panel,
        "participant": participant,
        "young": young,
        "need": Need.objects.create(participant=participant, kind="lift"),
        "brief": brief,
        "brief_item": BriefItem.objects.create(
            brief=brief, kind="bottom_line", text="Uncle does not stay over.", added_by=worker
        ),
        "report": InformationReport.objects.create(meeting=meeting, written_by=worker),
        "venue": venue,
        "booking": Booking.objects.create(
            resource=venue,
            meeting=meeting,
            held=(now + timedelta(days=7), now + timedelta(days=7, hours=3)),
            booked_by=coordinator,
        ),
        "meeting_invitation": MeetingInvitation.objects.create(
            participant=participant, revision=1, channel="told", state="ready", made_by=coordinator
        ),
        "plan": plan,
        "action": PlanAction.objects.create(plan=plan, what="Does bedtime.", who="Pat"),
        "copy": PlanCopy.objects.create(
            plan=plan, participant=participant, channel="hand", made_by=coordinator
        ),
        "feedback": Feedback.objects.create(
            meeting=meeting,
            participant=participant,
            who="family",
            when="day",
            asked_on=timezone.localdate(),
            recorded_by=coordinator,
        ),
        "review": review,
        "circle": circle,
        "in_circle": Participant.objects.create(
            meeting=circle, initials="J.B.", part="child", added_by=coordinator
        ),
        "entry": Entry.objects.create(
            meeting=circle,
            kind="round",
            values={"question": "How are you?"},
            added_by=coordinator,
        ),
        "promise": Entry.objects.create(
            meeting=circle,
            kind="promise",
            values={"what": "We say good morning."},
            added_by=coordinator,
        ),
    }

"""What the meetings of the made-up council lack for every page of theirs to show something.

The demo holds a family at every stage; here each gets what its pages seldom show.
"""

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from accounts.models import User
from cases.domain.contacting import add_contact
from cases.models import Case, ContactPoint
from conferences.domain.agreeing import amend_plan
from conferences.domain.briefing import lines_from_referral, send_brief, write_brief
from conferences.domain.copying_plans import check_copy, make_copy, recipients_of, send_copy
from conferences.domain.deciding_attendance import decide_attendance
from conferences.domain.feeding_back import ask_for_feedback
from conferences.domain.gathering import change_participant
from conferences.domain.inviting import prepare_invitation, release_invitation
from conferences.domain.planning import agreed_plan
from conferences.domain.reporting import give_report, write_report
from conferences.domain.resources import add_away
from conferences.invitations.ways import is_young
from conferences.models import (
    Brief,
    BriefItem,
    FamilyPlan,
    Feedback,
    InformationReport,
    Meeting,
    MeetingInvitation,
    Participant,
    PlanCopy,
    Resource,
)

if TYPE_CHECKING:
    from tests.council import Council


def furnish_meetings(council: "Council") -> None:
    """A meeting of today, an invitation to release, a copy to check, somebody kept away ..."""
    helen, lee = council.user("helen"), council.user("lee")
    venue = Resource.objects.filter(kind=Resource.Kind.VENUE).in_use().order_by("pk")[0]
    ahead = timezone.localdate() + timedelta(days=30)
    add_away(venue, ahead, ahead + timedelta(days=2), by=helen, why="New floor")
    okafor = Meeting.objects.get(parties__case__children__person__first_name="Amira")
    ask_to_sign(okafor, by=lee)
    change_brief(meeting_at("preparing"), by=lee)
    forget_sharing(meeting_at("scheduled"))
    waits, goes = ("letter", "2 Mill Lane", "Her landlord"), ("email", "nan@example.org", "")
    invite(meeting_at("scheduled"), waits, goes, by=lee)
    invite(review_ahead(), ("letter", "1 Mill Lane", ""), by=lee)
    release_alone(meeting_at("ready"), ("letter", "3 Mill Lane", "Her lodger"), by=lee)
    meet_today(meeting_at("ready"), by=lee)
    start_copies(meeting_at("plan_agreed"), by=lee)
    amend(meeting_at("distributed"), by=lee)


def meeting_at(stage: str) -> Meeting:
    """The newest conference of the demo at a stage, the Okafors' aside."""
    meetings = Meeting.objects.filter(format="family_group_conference", stage=stage)
    found = meetings.exclude(parties__case__children__person__first_name="Amira").order_by("pk")
    return found[0]


def review_ahead() -> Meeting:
    reviews = Meeting.objects.filter(format="review_conference", starts_at__gt=timezone.now())
    return reviews.order_by("pk")[0]


def case_of(meeting: Meeting) -> Case:
    return meeting.parties.get().case


def people_of(meeting: Meeting) -> list[Participant]:
    people = Participant.objects.filter(meeting=meeting).reachable().with_names()
    return list(people.order_by("pk"))


def ask_to_sign(meeting: Meeting, *, by: User) -> None:
    """Bottom lines, questions and a report, all of which wait for the referrer's manager."""
    case = case_of(meeting)
    worker = case.created_by
    texts = lines_from_referral(case)
    brief = write_brief(
        meeting, by=by, version=0, texts=texts, held_on=timezone.localdate(), held_with=str(worker)
    )
    send_brief(brief, by=by, version=brief.version)
    said = {"worries": "Late home.", "strengths": "Nan.", "help_available": "A nursery place."}
    report = write_report(meeting, by=worker, version=0, passages=said)
    give_report(report, by=worker, version=report.version)


def change_brief(meeting: Meeting, *, by: User) -> None:
    """Bottom lines that were changed, and not sent to be signed since."""
    brief = Brief.objects.get(meeting=meeting)
    texts = {BriefItem.Kind.BOTTOM_LINE: ["Nobody who drinks is left alone with them."]}
    write_brief(meeting, by=by, version=brief.version, texts=texts, held_on=brief.held_on)


def forget_sharing(meeting: Meeting) -> None:
    """A report that is signed, and still to be gone through with the family."""
    reports = InformationReport.objects.filter(meeting=meeting)
    reports.update(shared_on=None, shared_how="")


def invite(meeting: Meeting, *ways: tuple[str, str, str], by: User) -> None:
    """Write to one person of a meeting after the other: by which way, where to, who reads it."""
    people = [one for one in people_of(meeting) if one.part == Participant.Part.FAMILY]
    asked = [one for one in people if one.attendance and not is_young(one)]
    for participant, (channel, value, others) in zip(asked, ways, strict=False):
        by_post = channel == MeetingInvitation.Channel.LETTER
        contact = add_contact(
            participant.person,
            by=by,
            channel=ContactPoint.Channel.ADDRESS if by_post else ContactPoint.Channel.EMAIL,
            value=value,
            may_write=ContactPoint.May.YES,
            used_by_others=others,
            confirmed_on=timezone.localdate(),
        )
        prepare_invitation(participant, by=by, channel=channel, contact_point=contact)


def release_alone(meeting: Meeting, way: tuple[str, str, str], *, by: User) -> None:
    """A letter that others could read, released by its writer: for a manager to look at."""
    invite(meeting, way, by=by)
    waiting = MeetingInvitation.objects.filter(
        participant__meeting=meeting, state=MeetingInvitation.State.WAITING
    )
    for one in waiting:
        release_invitation(one, by=by, alone_why="Everybody else is away until Monday.")


def meet_today(meeting: Meeting, *, by: User) -> None:
    """A meeting that has begun; somebody is heard by letter, and one has yet to arrive."""
    now = timezone.now()
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    start = max(midnight, now - timedelta(hours=1))
    meeting.bookings.update(cancelled_at=now, cancelled_by=by)
    Meeting.objects.filter(pk=meeting.pk).update(
        starts_at=start, ends_at=start + timedelta(hours=3)
    )
    away = next(one for one in people_of(meeting) if one.part == "family")
    decide_attendance(
        away,
        by=by,
        outcome=Participant.Attendance.ANOTHER_WAY,
        ground="safety",
        why="He was violent to others in the room.",
        heard="letter",
        review_on=timezone.localdate() + timedelta(days=60),
        decided_by="Helen Osei",
    )
    away.refresh_from_db()
    change_participant(
        away, by=by, version=away.version, changes={"views": "I want them to stay with Nan."}
    )


def start_copies(meeting: Meeting, *, by: User) -> None:
    """Copies to check, to send and on their way; feedback that nobody has given yet."""
    plan = agreed_plan(meeting)
    first, second, third = recipients_of(plan)[:3]
    make_copy(plan, first, by=by, channel=PlanCopy.Channel.HAND)
    check_copy(make_copy(plan, second, by=by, channel=PlanCopy.Channel.HAND), by=by)
    gone = check_copy(make_copy(plan, third, by=by, channel=PlanCopy.Channel.HAND), by=by)
    send_copy(gone, by=by)
    ask_for_feedback(meeting, people_of(meeting)[:3], by=by, when=Feedback.When.THREE_MONTHS)


def amend(meeting: Meeting, *, by: User) -> FamilyPlan:
    """The next version of a plan, with a question that it leaves open."""
    plan = amend_plan(agreed_plan(meeting), by=by)
    item = plan.answers.order_by("pk")[0].item
    plan.answers.filter(item=item).delete()
    return plan

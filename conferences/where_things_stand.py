"""What a referrer is told of a meeting: where it stands, who comes, what they owe.

Never a reason, a need, a worry or an arrival time, and never anybody who is kept away:
only those among `reachable` are named or counted.
"""

from dataclasses import dataclass

from django.utils import timezone

from accounts.models import User
from accounts.permissions import Permission
from cases.access import may
from cases.models import Case
from conferences.domain.agreeing import is_put
from conferences.domain.planning import newest_plan
from conferences.models import (
    Brief,
    BriefSignature,
    FamilyPlan,
    InformationReport,
    Meeting,
    Participant,
)
from conferences.readiness_words import Step, address_of
from conferences.secret_places import place_for_others


@dataclass(frozen=True)
class Standing:
    """Everything templates/conferences/circle/referrer.html prints."""

    sentence: str
    place: str
    coming: list[str]
    waiting: int
    owed: Step | None
    plan: FamilyPlan | None
    plan_url: str


def standing_of(meeting: Meeting, case: Case, user: User) -> Standing:
    people = list(
        Participant.objects.visible_to(user)
        .filter(meeting=meeting, way__in=Participant.IN_THE_ROOM)
        .reachable()
        .with_names()
    )
    plan = (
        FamilyPlan.objects.visible_to(user)
        .filter(meeting__in=[pk for pk in (meeting.pk, meeting.reviews_id) if pk])
        .filter(state=FamilyPlan.State.AGREED)
        .order_by("-meeting", "-number")
        .select_related("meeting")
        .first()
    )
    return Standing(
        sentence=_sentence(meeting),
        place=_place(meeting),
        coming=[
            one.name
            for one in people
            if one.answer == Participant.Answer.YES and not one.apologies_at
        ],
        waiting=sum(not one.answer for one in people),
        owed=_owed(meeting, case, user),
        plan=plan,
        plan_url=address_of("conferences:meeting_plan", plan.meeting) if plan else "",
    )


def _sentence(meeting: Meeting) -> str:
    word, stage = meeting.declared.word, meeting.stage_now
    if stage in meeting.declared.from_its_day or stage.is_last:
        return f"The {word}: {stage.label[:1].lower()}{stage.label[1:]}."
    if meeting.starts_at is None:
        return f"The {word} is being prepared. It has no date yet."
    start = timezone.localtime(meeting.starts_at)
    if start.date() == timezone.localdate():
        return f"The {word} is today at {start:%H:%M}."
    if meeting.starts_at < timezone.now():
        return f"The {word} was set for {start:%A %-d %B}. What came of it is not recorded yet."
    return f"The {word} is on {start:%A %-d %B %Y at %H:%M}."


def _place(meeting: Meeting) -> str:
    if not meeting.place:
        return "No place yet"
    return place_for_others(meeting) or "Ask the coordinator"


def _owed(meeting: Meeting, case: Case, user: User) -> Step | None:
    """The one thing this reader is asked for, a signature before a text."""
    declared = meeting.declared
    if _waits_for_an_answer(meeting) and may(user, Permission.PLAN_ANSWER, case):
        return Step("Answer the family’s plan", address_of("conferences:meeting_plan", meeting))
    if not declared.has_brief or meeting.stage_now in declared.from_its_day:
        return None
    if meeting.stage_now.is_last:
        return None
    brief_url = address_of("conferences:meeting_brief", meeting)
    report_url = address_of("conferences:meeting_report", meeting)
    report = InformationReport.objects.visible_to(user).filter(meeting=meeting).first()
    if may(user, Permission.BRIEF_SIGN, case):
        if _waits_for_signature(meeting):
            return Step("Sign off the bottom lines and questions", brief_url)
        if report and report.given_at and not report.is_signed:
            return Step("Sign off the information report", report_url)
        return None
    if (report is None or report.given_at is None) and may(user, Permission.BRIEF_WRITE, case):
        return Step("Write the information report for the family", report_url)
    return None


def _waits_for_an_answer(meeting: Meeting) -> bool:
    plan = newest_plan(meeting) if meeting.declared.has_plan else None
    if plan is None or plan.answered_at or plan.state == FamilyPlan.State.REPLACED:
        return False
    return is_put(plan)


def _waits_for_signature(meeting: Meeting) -> bool:
    brief = Brief.objects.filter(meeting=meeting).first()
    if brief is None or brief.sent_version is None or brief.sent_version != brief.version:
        return False
    answered = BriefSignature.objects.filter(brief=brief, version=brief.sent_version)
    return not answered.exists()

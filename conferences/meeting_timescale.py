"""By when a meeting is owed, as the service's timescales say."""

from datetime import date

from django.utils import timezone

from cases.models import Case, CaseChild
from cases.timescales import Step, due_on
from conferences.models import Meeting


def meet_by(meeting: Meeting) -> date | None:
    """The last day within the service's timescale; None where nothing says when it began.

    A first meeting is counted from the allocation, or else from the referral, and is
    sooner where a child's case is before court; one that looks back, from what it looks at.
    """
    if not meeting.declared.is_a_beginning:
        looked_at = meeting.reviews.starts_at if meeting.reviews else None
        return due_on(Step.REVIEW, timezone.localdate(looked_at)) if looked_at else None
    cases = Case.objects.filter(meetings__meeting=meeting).select_related("referral")
    days = [day for day in map(_due_for, cases) if day]
    return min(days, default=None)


def _due_for(case: Case) -> date | None:
    since = case.allocated_at or case.referral.sent_at
    if since is None:
        return None
    children = CaseChild.objects.current().filter(case=case)
    before_court = children.filter(legal_status=CaseChild.LegalStatus.PRE_PROCEEDINGS).exists()
    step = Step.MEETING_BEFORE_COURT if before_court else Step.MEETING
    return due_on(step, timezone.localdate(since))

"""What nobody does by hand: old drafts go, forgotten reviews come back louder."""

from datetime import timedelta
from functools import partial

from django.db import transaction
from django.utils import timezone

from accounts.domain.warning import lately_refused, tell_once
from accounts.models import User
from cases.domain.breaking_glass import GLASS_REFUSED, tell_officers_of_the_excluded
from cases.domain.tasking import add_task
from cases.models import BreakGlass, Case, Draft, Task

DRAFTS_KEPT = timedelta(days=30)


def sweep_drafts() -> int:
    """Delete drafts that nobody touched for 30 days: forgotten text about families."""
    deleted, _ = Draft.objects.filter(saved_at__lt=timezone.now() - DRAFTS_KEPT).delete()
    return deleted


@transaction.atomic
def escalate_glass_reviews() -> int:
    """Give every emergency access whose review is overdue to each privacy officer, once.

    Not to one who broke the glass or is excluded from the case: its reference is said.
    Safe to run as often as one likes: the task that it makes is what it looks for.
    """
    overdue = (
        BreakGlass.objects.waiting_for_review()
        .filter(review_due_on__lt=timezone.localdate())
        .select_related("case")
        .select_for_update(of=("self",), skip_locked=True)
    )
    officers = list(User.objects.active().filter(is_privacy_officer=True))
    made = 0
    for glass in overdue:
        excluded = set(glass.case.exclusions.current().values_list("user", flat=True))
        for officer in officers:
            if officer.pk in excluded | {glass.user_id}:
                continue
            if not Task.objects.filter(assigned_to=officer, glass=glass).exists():
                add_task(
                    title=f"Overdue: review emergency access of {glass.at:%-d %B} ({glass.case})",
                    due_on=timezone.localdate(),
                    assigned_to=officer,
                    glass=glass,
                    kind=Task.Kind.GLASS_REVIEW,
                    by=None,
                )
                made += 1
    return made


def warn_of_the_excluded() -> int:
    """Tell the privacy officers of excluded people to whom emergency access was refused.

    Once a day for each person and case.
    """
    told = 0
    for event in lately_refused(GLASS_REFUSED):
        case = Case.objects.filter(pk=event.case_id).first() if event.case_id else None
        if case and event.actor:
            send = partial(tell_officers_of_the_excluded, case, event.actor)
            told += tell_once(event, case.pk, send)
    return told

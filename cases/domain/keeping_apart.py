"""Two people who must not meet: recorded for those who need to know, and looked at again."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from cases.domain.concerning import cases_with, record_about
from cases.domain.tasking import add_task
from cases.models import Case, Event, KeepApart, Person, Task
from cases.models.keep_apart import KeepApartQuerySet, family_of
from cases.rules_recording import check_there
from restorative.working_days import add_working_days

REVIEW = Task.Kind.KEEP_APART_REVIEW
DAYS_TO_CHECK = 2


@transaction.atomic
def keep_apart(
    first: Person,
    second: Person,
    *,
    by: User,
    kind: str,
    reason: str,
    source: str,
    review_on: date,
    source_detail: str = "",
    source_ends_on: date | None = None,
    heard_another_way: str = "",
    audience: str = KeepApart.Audience.SERVICE,
    decided_by: str = "",
) -> KeepApart:
    """Record that two people must not meet, why, on what it rests, and when to look again.

    It is a fact about the two, wherever they turn up: the reminder goes to whoever
    answers for each case that has both, and its words name nobody. Where the same was
    recorded already and is kept from `by`, they are told nothing, now or by what they may
    see afterwards; those managers are asked to make one of the two.
    """
    if first.pk == second.pk:
        raise ValidationError("Choose two different people.", code="self")
    check_there(reason, "Enter why they must be kept apart.", code="reason_missing")
    today = timezone.localdate()
    if review_on < today:
        raise ValidationError("The review must be today or later.", code="review_in_the_past")
    if source_ends_on and source_ends_on < today:
        raise ValidationError("The order or condition has ended already.", code="source_ended")
    keys = sorted((first.pk, second.pk))
    list(Person.objects.filter(pk__in=keys).order_by("pk").select_for_update(no_key=True))
    same = _between(first, second).in_force().filter(kind=kind)
    if same.visible_to(by).exists():
        raise ValidationError("This is recorded already for these two.", code="already_apart")
    is_twice = same.exists()
    arrangement = KeepApart.objects.create(
        first=first,
        second=second,
        kind=kind,
        reason=reason.strip(),
        source=source,
        source_detail=source_detail.strip(),
        source_ends_on=source_ends_on,
        heard_another_way=heard_another_way.strip(),
        review_on=review_on,
        audience=audience,
        decided_by=decided_by.strip(),
        recorded_by=by,
    )
    for case in cases_with(first, second, by=by):
        ask_for_reviews(case)
        if is_twice:
            _ask_to_make_one(case)
    _record(arrangement, Event.Kind.KEEP_APART_RECORDED, by=by, why=arrangement.reason)
    return arrangement


@transaction.atomic
def end_keep_apart(arrangement: KeepApart, *, by: User, why: str) -> KeepApart:
    """Say that two people need no longer be kept apart, and why."""
    check_there(why, "Enter why it has ended.", code="why_missing")
    arrangement = (
        KeepApart.objects.select_for_update(of=("self",))
        .select_related("first", "second")
        .get(pk=arrangement.pk)
    )
    if arrangement.ended_at:
        raise ValidationError("This has been ended already.", code="already_ended")
    arrangement.ended_at = timezone.now()
    arrangement.ended_by = by
    arrangement.ended_why = why.strip()
    arrangement.version += 1
    arrangement.save(update_fields=["ended_at", "ended_by", "ended_why", "version"])
    for case in cases_with(arrangement.first, arrangement.second, by=by):
        _settle_reviews(case, by=by)
    _record(arrangement, Event.Kind.KEEP_APART_ENDED, by=by, why=arrangement.ended_why)
    return arrangement


def ask_for_reviews(case: Case) -> None:
    """Make sure that somebody looks again at each arrangement between people of a case.

    Also called when a case gets new people or is sent: the arrangement may be older. The
    words name nobody, and only those who answer for the case see the task.
    """
    dates = _within(case).values_list("review_on", "source_ends_on")
    due = {min(filter(None, both)) for both in dates}
    if not due:
        return
    open_ones = Task.objects.open().filter(case=case, kind=REVIEW)
    for day in sorted(due - set(open_ones.values_list("due_on", flat=True))):
        add_task(
            title=f"Review who must be kept apart on {case}",
            due_on=day,
            assigned_to=case.coordinator,
            for_managers_of=case.team,
            case=case,
            kind=REVIEW,
            by=None,
        )


def _ask_to_make_one(case: Case) -> None:
    """Ask the managers, in silence, to end one of two arrangements that say the same. Once."""
    title = f"An arrangement to keep people apart is recorded twice on {case}: end one of them"
    asked = Task.objects.open().filter(case=case, kind=Task.Kind.LOOK_ALIKE, title=title)
    if not asked.exists():
        add_task(
            title=title,
            due_on=add_working_days(timezone.localdate(), DAYS_TO_CHECK),
            for_managers_of=case.team,
            case=case,
            kind=Task.Kind.LOOK_ALIKE,
            by=None,
        )


def _within(case: Case) -> KeepApartQuerySet:
    family = family_of(case)
    return KeepApart.objects.in_force().filter(first__in=family, second__in=family)


def _between(first: Person, second: Person) -> KeepApartQuerySet:
    return KeepApart.objects.filter(Q(first=first, second=second) | Q(first=second, second=first))


def _settle_reviews(case: Case, *, by: User) -> None:
    """Mark the reminder done once nobody on the case has to be kept apart any longer."""
    if _within(case).exists():
        return
    Task.objects.open().filter(case=case, kind=REVIEW).update(done_at=timezone.now(), done_by=by)


def _record(arrangement: KeepApart, kind: Event.Kind, *, by: User, why: str) -> None:
    first, second = arrangement.first, arrangement.second
    for_service = arrangement.audience == KeepApart.Audience.SERVICE
    record_about(
        [first, second],
        kind,
        by=by,
        subject=arrangement,
        to_value=f"{arrangement.get_kind_display()}: {first.full_name} and {second.full_name}",
        why=why,
        audience=Event.Audience.SERVICE if for_service else Event.Audience.CASE,
    )

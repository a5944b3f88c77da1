"""Who may know of a case beyond the ordinary: restriction, access list, exclusion."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from cases.domain.answering import ask_for_review, managers_listed, put_on_list
from cases.domain.carrying_exclusions import (
    carry_to,
    lock_with_others_of_its_children,
    lock_with_those_carried,
    stays_for_another,
)
from cases.domain.naming_sides import NO_LONGER, take_off_sides
from cases.domain.recording import record_event
from cases.domain.tasking import take_tasks_away
from cases.models import Case, CaseAccess, Event, Exclusion, Task

REVIEW_AFTER = timedelta(days=90)
DONE_LAST = {
    Event.Kind.CASE_RESTRICTED: "restricted it",
    Event.Kind.RESTRICTION_LIFTED: "lifted the restriction",
}


@transaction.atomic
def restrict_case(case: Case, *, by: User, why: str) -> Case:
    """Hide a case from all but those allocated and those on its access list.

    The manager who does it goes on the list first, so that somebody always answers for
    it. Looked at again before 90 days are over.
    """
    case = Case.objects.select_for_update(no_key=True).get(pk=case.pk)
    if case.is_restricted:
        raise ValidationError("This case is restricted already.", code="already_restricted")
    case.is_restricted = True
    case.restriction_review_on = timezone.localdate() + REVIEW_AFTER
    case.save(update_fields=["is_restricted", "restriction_review_on"])
    record_event(case, Event.Kind.CASE_RESTRICTED, by=by, why=why, audience=Event.Audience.SERVICE)
    grant_access(case, by, by=by, until=case.restriction_review_on)
    ask_for_review(case)
    return case


@transaction.atomic
def lift_restriction(case: Case, *, by: User, why: str) -> Case:
    """Give the case back to its teams. The access list ends with the restriction."""
    case = Case.objects.select_for_update(no_key=True).get(pk=case.pk)
    if not case.is_restricted:
        raise ValidationError("This case is not restricted.", code="not_restricted")
    case.is_restricted = False
    case.restriction_review_on = None
    case.save(update_fields=["is_restricted", "restriction_review_on"])
    case.access_list.filter(ended_at__isnull=True).update(ended_at=timezone.now())
    Task.objects.open().filter(case=case, kind=Task.Kind.RESTRICTION_REVIEW).update(
        done_at=timezone.now(), done_by=by
    )
    record_event(
        case, Event.Kind.RESTRICTION_LIFTED, by=by, why=why, audience=Event.Audience.SERVICE
    )
    return case


@transaction.atomic
def grant_access(case: Case, user: User, *, by: User, until: date) -> CaseAccess:
    """Put a colleague on the access list of a restricted case, until a day."""
    case = Case.objects.select_for_update(no_key=True).get(pk=case.pk)
    if not case.is_restricted:
        raise ValidationError("Only a restricted case has an access list.", code="not_restricted")
    if until < timezone.localdate():
        raise ValidationError("The last day must be today or later.", code="in_the_past")
    if case.exclusions.current().filter(user=user).exists():
        raise ValidationError(
            "This colleague cannot be given access to this case.", code="excluded"
        )
    return put_on_list(case, user, until=until, granted_by=by, by=by)


@transaction.atomic
def end_access(access: CaseAccess, *, by: User) -> CaseAccess:
    """Take somebody off the access list. The last manager on it stays."""
    case = Case.objects.select_for_update(no_key=True).get(pk=access.case_id)
    if managers_listed(case) == {access.user_id}:
        raise ValidationError(
            "This is the last manager on the list. Add another first.", code="last_manager"
        )
    access.ended_at = timezone.now()
    access.save(update_fields=["ended_at"])
    record_event(
        case,
        Event.Kind.ACCESS_ENDED,
        by=by,
        subject=access,
        from_value=access.user,
        audience=Event.Audience.SERVICE,
    )
    return access


@transaction.atomic
def exclude_colleague(
    case: Case, user: User, *, by: User, ground: str, reason: str = ""
) -> Exclusion:
    """Shut a colleague out of a case for good reason: from here on it is not there for them.

    Work on the case must be handed over first; whoever deputises for others is no
    exception, since exclusion beats every other rule. The children's other cases are not
    there for them either, whoever works on those.
    """
    case, others = lock_with_others_of_its_children(case)
    if user == by:
        raise ValidationError("Ask another manager to exclude you.", code="yourself")
    if case.exclusions.current().filter(user=user).exists():
        raise ValidationError("This colleague is excluded already.", code="already_excluded")
    if case.coordinator_id == user.pk or case.children.current().filter(social_worker=user):
        raise ValidationError(
            f"{user} is allocated to this case. Allocate somebody else first.", code="allocated"
        )
    if case.is_restricted and managers_listed(case) == {user.pk}:
        raise ValidationError(
            "This is the last manager on the access list. Add another first.",
            code="last_manager",
        )
    exclusion = Exclusion.objects.create(
        case=case, user=user, ground=ground, reason=reason, recorded_by=by
    )
    case.access_list.filter(user=user, ended_at__isnull=True).update(ended_at=timezone.now())
    case.glass.active().filter(user=user).update(expires_at=timezone.now())
    take_tasks_away(case, user)
    take_off_sides(case, user, why=NO_LONGER)
    record_event(
        case,
        Event.Kind.COLLEAGUE_EXCLUDED,
        by=by,
        subject=exclusion,
        to_value=user,
        why=exclusion.get_ground_display(),
        audience=Event.Audience.SERVICE,
    )
    carry_to(others, exclusion)
    return exclusion


@transaction.atomic
def end_exclusion(exclusion: Exclusion, *, by: User, why: str) -> Exclusion:
    """Let a colleague back in, as far as the other rules go. A second press changes nothing.

    Also into the children's other cases to which it was carried; not where somebody
    recorded it by hand, nor where another exclusion of a child's keeps them out.
    """
    exclusion, carried = lock_with_those_carried(exclusion)
    if exclusion.ended_at:
        return exclusion
    _end(exclusion, by=by)
    _record_end(exclusion, by=by, why=why)
    for one in carried:
        if not stays_for_another(one, [exclusion, *carried]):
            _end(one, by=by)
            # Who reads it there may not know of the case where it was recorded.
            _record_end(one, by=None, why="Ended where it was recorded")
    return exclusion


def _end(exclusion: Exclusion, *, by: User) -> None:
    exclusion.ended_at = timezone.now()
    exclusion.ended_by = by
    exclusion.save(update_fields=["ended_at", "ended_by"])


def _record_end(exclusion: Exclusion, *, by: User | None, why: str) -> None:
    record_event(
        exclusion.case,
        Event.Kind.EXCLUSION_ENDED,
        by=by,
        subject=exclusion,
        from_value=exclusion.user,
        why=why,
        audience=Event.Audience.SERVICE,
    )


def who_restricted(case: Case) -> str:
    """Say who restricted a case or lifted it last, and when: for whoever came second."""
    last = Event.objects.of_case(case).of_kinds(*DONE_LAST).first()
    if last is None:
        return ""
    when = f"{timezone.localtime(last.at):%-d %B %Y at %H:%M}"
    if not last.actor_name:
        return f"It was restricted when it was sent, on {when}."
    return f"{last.actor_name} {DONE_LAST[Event.Kind(last.kind)]} on {when}."

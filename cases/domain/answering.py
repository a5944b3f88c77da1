"""Who answers for a restricted case: a manager of its team is on its list, always.

Nobody else may change the list or lift the restriction. Without one the case would be
there for nobody who can let anybody in.
"""

from datetime import date, timedelta

from django.db.models import Exists, OuterRef
from django.utils import timezone

from accounts.models import Membership, Role, User
from cases.domain.recording import record_event
from cases.domain.tasking import add_task
from cases.models import Case, CaseAccess, Event, Exclusion, Task
from cases.models.case import CaseQuerySet

# Long enough for somebody who is on holiday to come back and look.
REVIEWED_BEFORE_THE_END = timedelta(days=14)


def managers_listed(case: Case) -> set[int]:
    """The keys of those on the list today who manage the case's team."""
    listed = CaseAccess.objects.on(timezone.localdate()).of_managers().filter(case=case)
    return set(listed.values_list("user_id", flat=True))


def keep_answered_for(case: Case, *, by: User) -> None:
    """Put all managers of the team who may know of a restricted case on its empty list.

    For where the last one is shut out, or has gone since: it cannot be refused there
    without telling what must not be told.
    """
    if not case.is_restricted or managers_listed(case):
        return
    until = max(case.restriction_review_on or timezone.localdate(), timezone.localdate())
    excluded = Exclusion.objects.current().filter(case=case).values("user")
    managers = User.objects.active().with_role(Role.MANAGER, team=case.team)
    for manager in managers.exclude(pk__in=excluded).order_by("pk"):
        put_on_list(case, manager, until=until, granted_by=by, by=None)


def put_on_list(
    case: Case, user: User, *, until: date, granted_by: User, by: User | None
) -> CaseAccess:
    """Write somebody on the list of a locked case in place of the entry they have.

    A draft has no timeline until it is sent.
    """
    case.access_list.filter(user=user, ended_at__isnull=True).update(ended_at=timezone.now())
    access = CaseAccess.objects.create(
        case=case, user=user, expires_on=until, granted_by=granted_by
    )
    if case.stage != Case.Stage.DRAFT:
        record_event(
            case,
            Event.Kind.ACCESS_GRANTED,
            by=by,
            subject=access,
            to_value=f"{user}, until {until:%-d %B %Y}",
            audience=Event.Audience.SERVICE,
        )
    return access


def ask_for_review(case: Case) -> Task:
    """Ask whichever managers are on the list to look at a restriction in good time."""
    assert case.restriction_review_on is not None
    return add_task(
        title=f"Review the restriction of {case}",
        due_on=max(case.restriction_review_on - REVIEWED_BEFORE_THE_END, timezone.localdate()),
        for_managers_of=case.team,
        case=case,
        kind=Task.Kind.RESTRICTION_REVIEW,
        by=None,
    )


def answered_for_by(user: User) -> CaseQuerySet:
    """The restricted cases for which this person alone answers, ended ones among them."""
    in_force = CaseAccess.objects.on(timezone.localdate()).of_managers()
    in_force = in_force.filter(case=OuterRef("pk"))
    return (
        Case.objects.sent()
        .filter(Exists(in_force.filter(user=user)), is_restricted=True)
        .exclude(Exists(in_force.exclude(user=user)))
    )


def left_by(membership: Membership) -> list[str]:
    """Say for what nobody would answer if this role ended.

    Locks those cases, so that a colleague cannot be taken off their list meanwhile.
    """
    if membership.role != Role.MANAGER:
        return []
    listed = CaseAccess.objects.filter(user=membership.user_id, ended_at__isnull=True)
    theirs = Case.objects.filter(
        Exists(listed.filter(case=OuterRef("pk"))), team=membership.team_id, is_restricted=True
    )
    keys = [case.pk for case in theirs.order_by("pk").select_for_update(of=("self",), no_key=True)]
    number = answered_for_by(membership.user).filter(pk__in=keys or [0]).count()
    return [last_manager_words(number)] if number else []


def last_manager_words(number: int) -> str:
    cases = "1 restricted case" if number == 1 else f"{number} restricted cases"
    return (
        f"Is the last manager on the access list of {cases}: "
        "they must put another manager of the team on it first."
    )

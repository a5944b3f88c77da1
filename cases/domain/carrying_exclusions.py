"""Exclusion beats everything, also when a child turns up in another case."""

from collections.abc import Iterable

from django.utils import timezone

from accounts.models import User
from cases.domain.answering import keep_answered_for
from cases.domain.recording import record_event
from cases.domain.tasking import add_task, take_tasks_away
from cases.models import Case, CaseChild, Event, Exclusion, Person


def carry_exclusions(case: Case, child: Person) -> list[Exclusion]:
    """Shut out of this locked case whoever is shut out of another case of the same child.

    Where one of them is at work on this case, its managers are asked to find somebody
    else: from now on the case is not there for them. Where one was the last manager on
    the list of a restricted case, the other managers of the team answer for it.
    """
    others = CaseChild.objects.filter(person=child).exclude(case=case).values("case")
    known = set(case.exclusions.current().values_list("user", flat=True))
    carried: list[Exclusion] = []
    for other in (
        Exclusion.objects.current().filter(case__in=others).select_related("user", "recorded_by")
    ):
        if other.user_id in known:
            continue
        known.add(other.user_id)
        carried.append(_carry(case, other))
    return carried


def lock_with_others_of_its_children(case: Case) -> tuple[Case, list[Case]]:
    """Lock a case and the sent ones that share a child with it, by key (docs/locking.md).

    Who has left a case counts: what is written there is about them all the same.
    """
    children = CaseChild.objects.filter(case=case).values("person")
    sharing = CaseChild.objects.filter(person__in=children).values("case")
    wanted = Case.objects.filter(pk__in=Case.objects.sent().filter(pk__in=sharing).values("pk"))
    wanted |= Case.objects.filter(pk=case.pk)
    locked = {one.pk: one for one in wanted.order_by("pk").select_for_update(of=("self",))}
    own = locked.pop(case.pk)
    return own, list(locked.values())


def carry_to(cases: Iterable[Case], exclusion: Exclusion) -> None:
    """Shut the same colleague out of these locked cases, where they are not shut out yet.

    Done in silence: whoever excludes them here may not know of a case over there.
    """
    for case in cases:
        if not case.exclusions.current().filter(user=exclusion.user).exists():
            _carry(case, exclusion)


def _carry(case: Case, other: Exclusion) -> Exclusion:
    user = other.user
    exclusion = Exclusion.objects.create(
        case=case,
        user=user,
        ground=other.ground,
        reason=other.reason,
        recorded_by=other.recorded_by,
    )
    case.access_list.filter(user=user, ended_at__isnull=True).update(ended_at=timezone.now())
    case.glass.active().filter(user=user).update(expires_at=timezone.now())
    take_tasks_away(case, user)
    record_event(
        case,
        Event.Kind.COLLEAGUE_EXCLUDED,
        by=None,
        subject=exclusion,
        to_value=user,
        why="Carried over with the child",
        audience=Event.Audience.SERVICE,
    )
    keep_answered_for(case, by=other.recorded_by)
    if case.is_live and _works_on(case, user):
        add_task(
            title=f"Find somebody else to work on {case}: {user} is excluded from it",
            due_on=timezone.localdate(),
            for_managers_of=case.team,
            case=case,
            by=None,
        )
    return exclusion


def _works_on(case: Case, user: User) -> bool:
    workers = case.children.current().values_list("social_worker", flat=True)
    return user.pk in {case.coordinator_id, case.created_by_id, *workers}

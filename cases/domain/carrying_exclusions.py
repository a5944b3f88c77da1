"""Exclusion beats everything, also when a child turns up in another case."""

from collections.abc import Iterable

from django.utils import timezone

from accounts.models import User
from cases.domain.answering import keep_answered_for
from cases.domain.naming_sides import NO_LONGER, take_off_sides
from cases.domain.recording import record_event
from cases.domain.tasking import add_task, take_tasks_away
from cases.models import Case, CaseChild, Event, Exclusion, Person


def carry_exclusions(case: Case, *children: Person | int) -> list[Exclusion]:
    """Shut out of this locked case whoever is shut out of another case of one of its children.

    Where one of them is at work on this case, its managers are asked to find somebody
    else: from now on the case is not there for them. Where one was the last manager on
    the list of a restricted case, the other managers of the team answer for it.
    """
    others = CaseChild.objects.filter(person__in=children).exclude(case=case).values("case")
    elsewhere = list(Exclusion.objects.current().filter(case__in=others).order_by("pk"))
    carried: list[Exclusion] = []
    if not elsewhere:
        return carried
    known = set(case.exclusions.current().values_list("user", flat=True))
    for other in elsewhere:
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
    locked = {
        one.pk: one for one in wanted.order_by("pk").select_for_update(of=("self",), no_key=True)
    }
    own = locked.pop(case.pk)
    return own, list(locked.values())


def carry_to(cases: Iterable[Case], exclusion: Exclusion) -> None:
    """Shut the same colleague out of these locked cases, where they are not shut out yet.

    Done in silence: whoever excludes them here may not know of a case over there.
    """
    for case in cases:
        if not case.exclusions.current().filter(user=exclusion.user).exists():
            _carry(case, exclusion)


def lock_with_those_carried(exclusion: Exclusion) -> tuple[Exclusion, list[Exclusion]]:
    """Lock the case of an exclusion and those it was carried to, by key (docs/locking.md).

    Returns the exclusion read anew, and those that were carried from it and stand.
    """
    carried = Exclusion.objects.current().filter(carried_from=exclusion)
    keys = [exclusion.case_id, *carried.values_list("case", flat=True)]
    cases = Case.objects.filter(pk__in=keys).order_by("pk")
    list(cases.select_for_update(of=("self",), no_key=True))
    rows = carried.filter(case__in=keys).select_related("case", "user").order_by("pk")
    return Exclusion.objects.select_related("case", "user").get(pk=exclusion.pk), list(rows)


def stays_for_another(carried: Exclusion, ended: Iterable[Exclusion]) -> bool:
    """Tie one whose origin has ended to another exclusion of a child's, if there is any."""
    children = CaseChild.objects.filter(case=carried.case_id).values("person")
    sharing = CaseChild.objects.filter(person__in=children).exclude(case=carried.case_id)
    others = Exclusion.objects.current().filter(
        user=carried.user_id, case__in=sharing.values("case")
    )
    other = others.exclude(pk__in=[one.pk for one in ended]).order_by("pk").first()
    if other is None:
        return False
    carried.carried_from = _origin(other)
    carried.save(update_fields=["carried_from"])
    return True


def _origin(exclusion: Exclusion) -> Exclusion:
    """The exclusion that somebody recorded by hand, of which this one may be a copy."""
    return exclusion.carried_from or exclusion


def _carry(case: Case, other: Exclusion) -> Exclusion:
    user = other.user
    exclusion = Exclusion.objects.create(
        case=case,
        user=user,
        ground=other.ground,
        reason=other.reason,
        recorded_by=other.recorded_by,
        carried_from=_origin(other),
    )
    case.access_list.filter(user=user, ended_at__isnull=True).update(ended_at=timezone.now())
    case.glass.active().filter(user=user).update(expires_at=timezone.now())
    take_tasks_away(case, user)
    take_off_sides(case, user, why=NO_LONGER)
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

"""Giving a case its coordinator and each child their social worker."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from cases.case_page import hooks
from cases.domain.moving import enter_stage, lock_case, what_happened
from cases.domain.recording import record_event
from cases.domain.tasking import add_task, settle_tasks
from cases.models import Case, CaseChild, Event, Task
from cases.rules import check_can_coordinate, check_can_work_with
from cases.rules_access import check_may_let_in
from cases.stages import ALLOCATE
from cases.timescales import Step, due_on
from restorative.conflicts import StaleVersion

CHILD_CHANGES = (Event.Kind.WORKER_ALLOCATED, Event.Kind.CHILD_CHANGED)
WITH_A_COORDINATOR = (Case.Stage.ALLOCATED, Case.Stage.ON_HOLD)


@transaction.atomic
def allocate_coordinator(case: Case, coordinator: User, *, by: User) -> Case:
    """Give an accepted referral to an independent coordinator.

    When two managers allocate at once, the second is told what the first has done. The
    coordinator's own row is locked too, so that nobody is given a case while they are
    being deactivated.
    """
    coordinator = lock_staff(coordinator)
    case = lock_case(case, ALLOCATE)
    check_may_let_in(case, by=by)
    check_can_coordinate(case, coordinator)
    contact_by = due_on(Step.FIRST_CONTACT, timezone.localdate())
    enter_stage(
        case,
        ALLOCATE,
        next_step_on=contact_by,
        coordinator=coordinator,
        # A case of an old sheet brings the day with it; families waited until then.
        allocated_at=case.allocated_at or timezone.now(),
        allocated_by=by,
    )
    settle_tasks(case, Task.Kind.ALLOCATE, by=by)
    add_contact_task(case, contact_by)
    record_event(
        case,
        Event.Kind.COORDINATOR_ALLOCATED,
        by=by,
        subject=coordinator,
        to_value=coordinator.get_full_name(),
    )
    return case


def add_contact_task(case: Case, day: date) -> Task:
    """Ask the coordinator for the first contact, anew after a hold that came before it."""
    return add_task(
        title=f"Contact the referrer of {case}",
        due_on=day,
        assigned_to=case.coordinator,
        case=case,
        kind=Task.Kind.FIRST_CONTACT,
        by=None,
    )


@transaction.atomic
def change_coordinator(
    case: Case, coordinator: User, *, by: User, why: str, instead_of: User
) -> Case:
    """Give a case to another coordinator, with the first one's open tasks on it.

    `instead_of` is who had it when the manager looked: if that has changed, the manager
    is told. The day of the first allocation stands, because families waited until then.
    """
    if not why.strip():
        raise ValidationError("Enter why.", code="why_missing")
    coordinator = lock_staff(coordinator)
    case = Case.objects.select_for_update(of=("self",), no_key=True).get(pk=case.pk)
    if case.stage not in WITH_A_COORDINATOR or case.coordinator_id != instead_of.pk:
        raise ValidationError(
            f"{instead_of} no longer has this case. {what_happened(case)}", code="moved_on"
        )
    if coordinator.pk == instead_of.pk:
        raise ValidationError(f"{coordinator} has this case already.", code="same_coordinator")
    check_may_let_in(case, by=by)
    check_can_coordinate(case, coordinator)
    give_to(case, coordinator, by=by, why=why)
    Task.objects.open().filter(case=case, assigned_to=instead_of).update(assigned_to=coordinator)
    return case


def give_to(case: Case, coordinator: User, *, by: User, why: str) -> None:
    """Write another coordinator on a locked case, and that it was done."""
    before = case.coordinator
    case.coordinator = coordinator
    case.save(update_fields=["coordinator"])
    record_event(
        case,
        Event.Kind.COORDINATOR_CHANGED,
        by=by,
        subject=coordinator,
        from_value=before.get_full_name() if before else "",
        to_value=coordinator.get_full_name(),
        why=why.strip(),
    )
    if hooks.coordinator_changed:
        hooks.coordinator_changed(case, by=by, before=before)


@transaction.atomic
def allocate_social_worker(
    child: CaseChild, worker: User | None, *, by: User, version: int, why: str = ""
) -> CaseChild:
    """Say who the social worker of one child is; None when nobody is any longer.

    `version` is the child's when whoever decides looked: StaleVersion tells them that
    somebody was faster, unless both have decided the same.
    """
    if worker is not None:
        worker = lock_staff(worker)
    case = Case.objects.select_for_update(of=("self",), no_key=True).get(pk=child.case_id)
    child = CaseChild.objects.select_for_update(of=("self",)).get(pk=child.pk)
    if case.is_ended:
        raise ValidationError(f"{case} has ended. {what_happened(case)}", code="case_ended")
    if child.left_on:
        raise ValidationError("This child is no longer part of the case.", code="child_left")
    if worker is not None:
        check_may_let_in(case, by=by)
        check_can_work_with(case, worker)
    if child.social_worker_id == (worker.pk if worker else None):
        return child
    if child.version != version:
        raise StaleVersion(child)
    give_child_to(child, worker, by=by, why=why)
    return child


def who_changed(child: CaseChild) -> str:
    """Say who changed a child's social worker or details last: for whoever came second."""
    changes = Event.objects.of_case(child.case).of_kinds(*CHILD_CHANGES)
    last = changes.filter(child_ids__contains=[child.pk]).first()
    if last is None:
        return ""
    name, when = child.person.liked_name, f"{timezone.localtime(last.at):%-d %B %Y at %H:%M}"
    if last.kind == Event.Kind.CHILD_CHANGED:
        return f"{last.actor_name} changed the details of {name} on {when}."
    if child.social_worker is None:
        return f"{last.actor_name} left {name} without a social worker on {when}."
    return f"{last.actor_name} gave {name} to {last.to_value} on {when}."


def give_child_to(child: CaseChild, worker: User | None, *, by: User, why: str = "") -> None:
    """Write another social worker on a locked child, and that it was done."""
    before = child.social_worker
    child.social_worker = worker
    child.version += 1
    child.save(update_fields=["social_worker", "version"])
    record_event(
        child.case,
        Event.Kind.WORKER_ALLOCATED,
        by=by,
        subject=child,
        children=[child],
        from_value=before.get_full_name() if before else "",
        to_value=worker.get_full_name() if worker else "Nobody",
        why=why.strip(),
        compartment=child.compartment,
    )


def lock_staff(*users: User) -> User:
    """Lock the rows of staff, in the order of their keys, and return the first read anew.

    Always before cases (docs/locking.md). The lock is one that rows pointing to them may
    still be added under.
    """
    keys = [user.pk for user in users]
    rows = User.objects.get_queryset().filter(pk__in=keys).order_by("pk")
    locked = {user.pk: user for user in rows.select_for_update(no_key=True)}
    return locked[keys[0]]

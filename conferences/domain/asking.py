"""What meetings ask of people: tasks that come up with the work and are done by it.

Each is looked at anew after every step that could change it, under the meeting's lock. What
somebody else holds at that moment is left alone: a case that ends drops its tasks itself.
"""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.permissions import Seat
from cases.domain.tasking import add_task
from cases.models import Case, Task
from cases.models.task import TaskQuerySet
from cases.timescales import Step, due_on
from conferences import guards
from conferences.models import FamilyPlan, Meeting, MeetingInvitation, PlanAction

Kind = Task.Kind


def ask_for_answer(plan: FamilyPlan, *, by: User, is_put: bool) -> None:
    """Ask the referrer's managers for what a plan waits for, once they can read it.

    `is_put` says that it was put to them to be answered before it is agreed.
    """
    states = FamilyPlan.State
    waits = (
        PlanAction.objects.filter(plan=plan, asked_state=PlanAction.Asked.WAITING)
        .exclude(asked_for="")
        .exists()
    )
    is_open = plan.state == states.AGREED or (plan.state == states.WRITING and is_put)
    to_be_answered = plan.state == states.WRITING and is_put and plan.answered_at is None
    for case in _cases_of(plan.meeting):
        if is_open and (waits or to_be_answered):
            _ask(
                case,
                title="Answer what the family’s plan asks of the authority",
                kind=Kind.ANSWER_PLAN,
                due_on=due_on(Step.ANSWER, timezone.localdate()),
                for_managers_of=case.referring_team or case.team,
            )
        else:
            settle([case], by=by, kind=Kind.ANSWER_PLAN)


def ask_to_send(plan: FamilyPlan, *, by: User) -> None:
    """Ask the coordinator for the copies of a plan that is agreed now."""
    first_day = timezone.localdate(plan.meeting.starts_at) if plan.meeting.starts_at else None
    since = timezone.localdate() if plan.amends_id or first_day is None else first_day
    for case in _cases_of(plan.meeting):
        # What was still to be sent of the version before it is not sent any more.
        _drop([case], kind=Kind.SEND_PLAN)
        _ask(
            case,
            title=f"Send the plan of {case} to everybody who should have it",
            due_on=due_on(Step.SEND_PLAN, since),
            kind=Kind.SEND_PLAN,
            assigned_to=case.coordinator,
            for_managers_of=None if case.coordinator else case.team,
        )


def settle_sending(meeting: Meeting, *, by: User) -> None:
    """Take it that a plan has been sent once everybody has a copy, or a reason for none."""
    if not _stands_open(meeting, "copies_ready"):
        settle(_cases_of(meeting), by=by, kind=Kind.SEND_PLAN)


def ask_for_agreement(meeting: Meeting, *, by: User) -> None:
    """Ask the managers of the service, as long as a risk is known to which none has agreed."""
    declared, here = meeting.declared, meeting.stage_now
    is_asked = any("manager_agreed" in stage.guards for stage in declared.stages)
    is_ahead = not here.is_last and here not in declared.from_its_day
    if not is_asked:
        return
    cases = _cases_of(meeting)
    if not is_ahead:
        _drop(cases, kind=Kind.AGREE_RISK)
        return
    if not _stands_open(meeting, "manager_agreed"):
        settle(cases, by=by, kind=Kind.AGREE_RISK)
        return
    day = due_on(Step.ANSWER, timezone.localdate())
    if meeting.starts_at:
        before = timezone.localdate(meeting.starts_at) - timedelta(days=1)
        day = min(day, max(before, timezone.localdate()))
    for case in cases:
        _ask(
            case,
            title="Say whether a meeting can go ahead safely",
            due_on=day,
            kind=Kind.AGREE_RISK,
            for_managers_of=case.team,
        )


@transaction.atomic
def look_at_releases(meeting: Meeting, *, by: User) -> None:
    """Say that a manager has looked at what one person wrote and released alone."""
    meeting = Meeting.objects.select_for_update(no_key=True).get(pk=meeting.pk)
    if meeting.team_id not in by.team_ids(Seat.SERVICE_MANAGER):
        raise ValidationError("A manager of the service looks at these.", code="not_manager")
    if released_alone(meeting).filter(released_by=by).exists():
        raise ValidationError(
            "Somebody else has to look at what you released by yourself.", code="own"
        )
    settle(_cases_of(meeting), by=by, kind=Kind.CHECK_RELEASE)


def released_alone(meeting: Meeting) -> Any:
    """The messages of a meeting that nobody but their writer has looked at, newest first."""
    rows = MeetingInvitation.objects.filter(participant__meeting=meeting)
    return rows.exclude(released_alone_why="").order_by("-released_at", "-pk")


def settle(cases: Iterable[Case], *, by: User, kind: Kind) -> None:
    """Mark as done the open tasks of a kind on these cases."""
    _found(cases, kind).update(done_at=timezone.now(), done_by=by)


def _drop(cases: Iterable[Case], *, kind: Kind) -> None:
    """Take back what nobody needs to do any more."""
    _found(cases, kind).update(cancelled_at=timezone.now())


def _found(cases: Iterable[Case], kind: Kind) -> TaskQuerySet:
    rows = Task.objects.open().filter(case__in=list(cases), kind=kind)
    keys = list(rows.select_for_update(skip_locked=True).values_list("pk", flat=True))
    return Task.objects.filter(pk__in=keys)


def _ask(case: Case, *, kind: Kind, **fields: Any) -> None:
    """Ask once: what is asked for already stays as it is. A case that has ended asks nothing."""
    known = Task.objects.open().filter(case=case, kind=kind, created_by=None)
    if not case.is_ended and not known.exists():
        add_task(case=case, kind=kind, by=None, **fields)


def _cases_of(meeting: Meeting) -> list[Case]:
    cases = Case.objects.filter(meetings__meeting=meeting)
    rows = cases.select_related("team", "referring_team", "coordinator")
    return list(rows.order_by("pk"))


def _stands_open(meeting: Meeting, key: str) -> bool:
    guards.load()
    return any(True for _ in guards.CHECKS[key](meeting))

"""Handing a leaver's work to a colleague: all of it at once, and only what they may have.

Rows are locked in the order of docs/locking.md: staff, then cases by key. What cannot go
to this colleague stays where it is and is named, so that it can go to another.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from accounts.models import Team, User
from accounts.permissions import CASEWORK, MANAGERS, Permission, Seat, can
from cases.domain.allocating import give_child_to, give_to, lock_staff
from cases.domain.answering import answered_for_by, last_manager_words
from cases.domain.recording import record_event
from cases.domain.tasking import add_task
from cases.models import BreakGlass, Case, CaseChild, Event, Exclusion, Task
from cases.models.case import CaseQuerySet
from cases.rules import check_can_coordinate, check_can_work_with, check_not_excluded
from cases.rules_access import check_may_let_in
from cases.timescales import Step, due_on

UNDECIDED = (Case.Stage.SUBMITTED, Case.Stage.INFO_NEEDED)
REASON = "Work handed over"
UNSENT = "A referral that is not sent yet"


@dataclass(frozen=True)
class Refused:
    """A piece of work that stayed, and why."""

    what: str
    why: str


@dataclass
class HandedOver:
    """What went to a colleague and what did not, as far as whoever did it may know."""

    cases: list[str] = field(default_factory=list)
    children: list[str] = field(default_factory=list)
    referrals: list[str] = field(default_factory=list)
    drafts: int = 0
    tasks: int = 0
    refused: list[Refused] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        moved = (self.cases, self.children, self.referrals, self.drafts, self.tasks)
        return not any(moved) and not self.refused


@transaction.atomic
def hand_over_work(from_user: User, to_user: User, *, by: User, why: str = "") -> HandedOver:
    """Give all of somebody's open work to a colleague, case by case, with the rules of each.

    A case that `by` may not know of, or that is with none of the teams they manage, stays
    and is not mentioned: the managers who answer for it are asked by a task instead. An
    administrator, who sees no case, moves all but restricted ones.
    """
    if from_user.pk == to_user.pk:
        raise ValidationError("Choose somebody else.", code="same_person")
    if not may_hand_over_work_of(by, from_user):
        raise ValidationError(
            f"{from_user} is in none of the teams that you manage.", code="not_their_manager"
        )
    to_user = lock_staff(to_user, from_user)
    if not to_user.is_active:
        raise ValidationError(f"{to_user} no longer works here.", code="inactive")
    move = _Move(from_user, to_user, by, why.strip() or REASON)
    movable = set(_movable_by(by, from_user).values_list("pk", flat=True))
    locked = Case.objects.filter(pk__in=_with_work_of(from_user).values("pk")).order_by("pk")
    for case in locked.select_for_update(of=("self",), no_key=True):
        if case.pk in movable:
            move.all_of(case)
        elif case.stage != Case.Stage.DRAFT:
            _ask_managers(case, from_user)
    move.tasks(movable)
    return move.done


class _Move:
    """One hand-over under way: whose, to whom, by whom, and what has come of it so far."""

    def __init__(self, from_user: User, to_user: User, by: User, why: str) -> None:
        self.from_user, self.to_user, self.by, self.why = from_user, to_user, by, why
        self.done = HandedOver()

    def all_of(self, case: Case) -> None:
        if case.stage == Case.Stage.DRAFT:
            self._draft(case)
            return
        if case.is_live and case.coordinator_id == self.from_user.pk:
            self._coordination(case)
        if case.is_live:
            self._children(case)
        if case.stage in UNDECIDED and case.created_by_id == self.from_user.pk:
            self._referral(case)

    def _coordination(self, case: Case) -> None:
        try:
            check_may_let_in(case, by=self.by)
            check_can_coordinate(case, self.to_user)
        except ValidationError as error:
            self._refuse(f"{case}, as coordinator", error)
            return
        give_to(case, self.to_user, by=self.by, why=self.why)
        self.done.cases.append(str(case))

    def _children(self, case: Case) -> None:
        children = list(
            CaseChild.objects.current()
            .filter(case=case, social_worker=self.from_user)
            .select_for_update(of=("self",), no_key=True)
            .order_by("pk")
        )
        if not children:
            return
        number = _count(len(children), "child", "children")
        try:
            check_may_let_in(case, by=self.by)
            check_can_work_with(case, self.to_user)
        except ValidationError as error:
            self._refuse(f"{case}, social worker of {number}", error)
            return
        for child in children:
            give_child_to(child, self.to_user, by=self.by, why=self.why)
        self.done.children.append(f"{case} ({number})")

    def _referral(self, case: Case) -> None:
        try:
            check_may_let_in(case, by=self.by)
            self._check_can_refer(case)
        except ValidationError as error:
            self._refuse(f"{case}, as referrer", error)
            return
        self._take_authorship(case)
        self.done.referrals.append(str(case))

    def _draft(self, case: Case) -> None:
        """Move a referral that is not sent. Nobody but its author may know what is in it.

        Not to whoever hands it over: they would let themselves into what a colleague wrote.
        """
        if self.to_user.pk == self.by.pk:
            self.done.refused.append(
                Refused(UNSENT, "You cannot give it to yourself: only its author may read it.")
            )
            return
        try:
            self._check_can_refer(case)
        except ValidationError:
            self.done.refused.append(Refused(UNSENT, f"{self.to_user} cannot take it over."))
            return
        workers = CaseChild.objects.current().filter(case=case, social_worker=self.from_user)
        workers.update(social_worker=self._worker_for(case))
        self._take_authorship(case)
        self.done.drafts += 1

    def _worker_for(self, case: Case) -> User | None:
        try:
            check_can_work_with(case, self.to_user)
        except ValidationError:
            return None
        return self.to_user

    def _check_can_refer(self, case: Case) -> None:
        if not self.to_user.seats & CASEWORK:
            raise ValidationError(f"{self.to_user} does not refer families.", code="no_seat")
        check_not_excluded(case, self.to_user)

    def _take_authorship(self, case: Case) -> None:
        """The author of a referral sees it and answers for it; who sent it stays recorded."""
        case.created_by = self.to_user
        case.save(update_fields=["created_by"])
        self._record(case)

    def tasks(self, movable: set[int]) -> None:
        """Move what is left to do, but never a task of a case that its new owner cannot open."""
        tasks = (
            Task.objects.open()
            .filter(Q(case__isnull=True) | Q(case__in=movable), assigned_to=self.from_user)
            .select_related("case")
            .order_by("pk")
            .select_for_update(of=("self",), no_key=True)
        )
        visible = set(
            Case.objects.visible_to(self.to_user)
            .filter(pk__in=[task.case_id for task in tasks if task.case_id])
            .values_list("pk", flat=True)
        )
        reviews = self._reviews_in(tasks)
        for task in tasks:
            if task.glass_id and task.glass_id not in reviews:
                why = f"{self.to_user} cannot do it."
                self.done.refused.append(Refused("A review of emergency access", why))
                continue
            if task.case and task.case_id not in visible:
                why = f"{self.to_user} cannot open this case."
                self.done.refused.append(Refused(f"A task on {task.case}", why))
                continue
            task.assigned_to = self.to_user
            task.save(update_fields=["assigned_to"])
            self.done.tasks += 1
            if task.case:
                self._record(task.case, what=task)

    def _reviews_in(self, tasks: Iterable[Task]) -> set[int]:
        """The keys of those emergency accesses that their new owner may review."""
        if not can(self.to_user, Permission.BREAK_GLASS_REVIEW):
            return set()
        asked = [task.glass_id for task in tasks if task.glass_id]
        rows = BreakGlass.objects.reviewable_by(self.to_user).filter(pk__in=asked)
        return set(rows.values_list("pk", flat=True))

    def _record(self, case: Case, what: Task | None = None) -> None:
        record_event(
            case,
            Event.Kind.HANDED_OVER,
            by=self.by,
            subject=what or case,
            from_value=self.from_user.get_full_name(),
            to_value=self.to_user.get_full_name(),
            why=self.why,
        )

    def _refuse(self, what: str, error: ValidationError) -> None:
        self.done.refused.append(Refused(what, " ".join(error.messages)))


def may_hand_over_work_of(by: User, user: User) -> bool:
    """An administrator anybody's; a manager that of those who are in a team of theirs.

    Who works elsewhere now is for the managers there; of somebody who has left, the
    managers of the teams they left last see to what remains.
    """
    if Seat.ADMINISTRATOR in by.seats:
        return True
    return bool(teams_of_leaver(user) & set(by.team_ids(*MANAGERS)))


def teams_of_leaver(user: User) -> set[int]:
    """The keys of the teams somebody is in, or of those they left last."""
    current = set(user.memberships.current().values_list("team", flat=True))
    if current:
        return current
    last = user.memberships.order_by("-ended_at").values("ended_at")[:1]
    return set(user.memberships.filter(ended_at__in=last).values_list("team", flat=True))


def work_left(user: User, *, seen_by: User | None = None) -> list[str]:
    """Say what somebody else has to take over before this person can go.

    All of it, unless `seen_by` names who asks: then of what they may know of alone.
    """
    cases = Case.objects.visible_to(seen_by) if seen_by else Case.objects.filter()
    tasks = Task.objects.visible_to(seen_by) if seen_by else Task.objects.filter()
    live = cases.working()
    children = CaseChild.objects.current().filter(social_worker=user, case__in=live)
    counts = (
        ("Coordinates", live.filter(coordinator=user).count(), "case", "cases"),
        ("Is the social worker of", children.count(), "child", "children"),
        (
            "Has made",
            cases.filter(created_by=user, stage__in=UNDECIDED).count(),
            "referral that is not decided yet",
            "referrals that are not decided yet",
        ),
        (
            "Has begun",
            cases.filter(created_by=user, stage=Case.Stage.DRAFT).count(),
            "referral that is not sent yet",
            "referrals that are not sent yet",
        ),
        ("Has", tasks.open().filter(assigned_to=user).count(), "open task", "open tasks"),
    )
    left = [f"{start} {_count(n, one, many)}." for start, n, one, many in counts if n]
    last = answered_for_by(user).filter(pk__in=cases.values("pk")).count()
    return [*left, last_manager_words(last)] if last else left


def team_work_left(team: Team) -> list[str]:
    """Say what keeps a team open: its cases, and those it referred and is asked about."""
    live = Case.objects.working()
    held = live.filter(team=team).count()
    referred = live.filter(referring_team=team).count()
    sentences = [f"Has {_count(held, 'case', 'cases')} under way."] if held else []
    if referred:
        sentences.append(f"Has referred {_count(referred, 'case', 'cases')} still under way.")
    return sentences


def _with_work_of(user: User) -> CaseQuerySet:
    """The cases on which somebody holds something: a part in them, or a task."""
    this = OuterRef("pk")
    child = CaseChild.objects.current().filter(case=this, social_worker=user)
    task = Task.objects.open().filter(case=this, assigned_to=user)
    return Case.objects.filter(
        Q(stage__in=Case.LIVE_STAGES, coordinator=user)
        | (Q(stage__in=Case.LIVE_STAGES) & Exists(child))
        | Q(created_by=user, stage__in=(Case.Stage.DRAFT, *UNDECIDED))
        | Exists(task)
    )


def _movable_by(by: User, from_user: User) -> CaseQuerySet:
    """Those of their own teams that `by` may move: what they may know of, and drafts unread."""
    managed = by.team_ids(*MANAGERS)
    theirs = Q(team__in=managed) | Q(referring_team__in=managed)
    may = theirs & Q(pk__in=Case.objects.visible_to(by, by_glass=False).values("pk"))
    draft = theirs & Q(stage=Case.Stage.DRAFT, created_by=from_user)
    if Seat.ADMINISTRATOR in by.seats:
        may |= Q(is_restricted=False)
        draft = Q(stage=Case.Stage.DRAFT, created_by=from_user)
    excluded = Exclusion.objects.current().filter(case=OuterRef("pk"), user=by)
    return _with_work_of(from_user).filter(draft | (may & ~Exists(excluded)))


def _ask_managers(case: Case, from_user: User) -> None:
    """Ask those who may know of a case to hand it over themselves. Asked once."""
    title = f"Hand over the work of {from_user} on {case}"
    if Task.objects.open().filter(case=case, title=title).exists():
        return
    add_task(
        title=title,
        due_on=due_on(Step.DECIDE, timezone.localdate()),
        for_managers_of=case.team,
        case=case,
        by=None,
    )


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"

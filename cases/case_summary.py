"""What the summary of a case is put together from."""

from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.text import get_text_list

from accounts.models import User
from cases.asking import ask, ask_for
from cases.case_page import children_of
from cases.models import Case, EarlierSummary, Fact, ImportedRow, Task
from cases.work_list import Due, due_of
from restorative.asked_again import Given

TASKS_SHOWN = 20


@dataclass(frozen=True)
class Owed:
    """An open task of a case: what, by when, and who owes it."""

    due: Due
    owner: str


@dataclass(frozen=True)
class Worker:
    """A social worker, and the children of the case who are theirs."""

    user: User
    children: str


def open_tasks(case: Case, user: User) -> list[Owed]:
    """What is owed on a case, late things first. Links only to what this person can do."""
    tasks = ask_for(user, _open_tasks, case=case.pk)
    today = timezone.localdate()
    return [Owed(due_of(task, case, user, today), _owner(task, user)) for task in tasks]


def _open_tasks(user: User) -> QuerySet[Task]:
    tasks = Task.objects.visible_to(user, case=Given("case")).open()
    named = tasks.select_related("assigned_to", "for_managers_of")
    return named.order_by("due_on", "pk")[:TASKS_SHOWN]


def _owner(task: Task, user: User) -> str:
    if task.assigned_to:
        return "You" if task.assigned_to_id == user.pk else task.assigned_to.get_full_name()
    return f"Managers of {task.for_managers_of}"


def workers_of(case: Case, user: User) -> list[Worker]:
    """Each social worker once, with the children they have."""
    found: dict[User, list[str]] = {}
    for child in children_of(case, user):
        if child.social_worker:
            found.setdefault(child.social_worker, []).append(child.person.liked_name)
    return [Worker(worker, get_text_list(names, "and")) for worker, names in found.items()]


class Beside(NamedTuple):
    """What stands beside the columns of a case: who wrote where things are, whether there is more.

    `has_later` says whether a later case names this one, `is_brought_in` whether a sheet did.
    """

    first_name: str | None
    last_name: str | None
    has_earlier: bool
    has_later: bool
    is_brought_in: bool

    @property
    def written_by(self) -> str:
        return f"{self.first_name or ''} {self.last_name or ''}".strip()


def what_is_beside(case: Case) -> Beside:
    """Answered in a moment; most cases have none of it, and are not asked for more."""
    [row] = ask(_beside, case=case.pk)
    return Beside(*row)


def _beside() -> QuerySet[Case, Any]:
    this = OuterRef("pk")
    return (
        Case.objects.filter(pk=Given("case"))
        .annotate(
            first_name=F("where_things_are_by__first_name"),
            last_name=F("where_things_are_by__last_name"),
            has_earlier=Exists(EarlierSummary.objects.filter(case=this)),
            has_later=Exists(Case.objects.filter(previous_case=this)),
            is_brought_in=Exists(ImportedRow.objects.filter(case=this)),
        )
        .values_list(*Beside._fields)
    )


def related_cases(case: Case, user: User) -> list[Case]:
    """The family's earlier and later cases that this person may know of, the oldest first."""
    chain = Q(pk=case.previous_case_id) | Q(previous_case=case)
    return list(Case.objects.visible_to(user).sent().filter(chain).order_by("created_at", "pk"))


def scores_of(case: Case, user: User) -> list[Fact]:
    """The scores that stand, the newest first."""
    return ask_for(user, _scores, case=case.pk)


def _scores(user: User) -> QuerySet[Fact]:
    facts = Fact.objects.visible_to(user).standing().filter(case=Given("case"))
    scores = facts.filter(kind=Fact.Kind.SCORE).select_related("person")
    return scores.order_by("-as_at", "-pk")[:10]

"""What the summary of a case is put together from."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.text import get_text_list

from accounts.models import User
from cases.case_page import children_of
from cases.models import Case, Fact, Task
from cases.work_list import Due, due_of

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
    tasks = (
        Task.objects.visible_to(user, case=case)
        .open()
        .select_related("assigned_to", "for_managers_of")
        .order_by("due_on", "pk")[:TASKS_SHOWN]
    )
    return [Owed(due_of(task, case, user), _owner(task, user)) for task in tasks]


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


def related_cases(case: Case, user: User) -> list[Case]:
    """The family's earlier and later cases that this person may know of, the oldest first."""
    chain = Q(pk=case.previous_case_id) | Q(previous_case=case)
    return list(Case.objects.visible_to(user).sent().filter(chain).order_by("created_at", "pk"))


def scores_of(case: Case, user: User) -> QuerySet[Fact]:
    """The scores that stand, the newest first."""
    facts = Fact.objects.visible_to(user).standing().filter(case=case, kind=Fact.Kind.SCORE)
    return facts.select_related("person").order_by("-as_at", "-pk")[:10]

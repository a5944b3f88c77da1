from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.audit import record_access
from accounts.decorators import requires
from accounts.models import Membership, Role, User
from accounts.permissions import Permission
from accounts.requests import UserRequest
from accounts.submitting import new_form_token, submit_once
from cases.access import may, view_name
from cases.case_page import case_context
from cases.case_summary import workers_of
from cases.domain.giving_tasks import can_be_given, give_task
from cases.domain.tasking import add_task, finish_task
from cases.drafts import DraftKey, clear_draft, find_draft, prefill
from cases.forms.tasks import DoneForm, GiveForm, TaskForm
from cases.models import Case, Exclusion, Task
from cases.views.case_loading import load_sent_case
from cases.work_list import task_url

SUMMARY = "cases:case_detail"
IN_PLACE_OF_A_MESSAGE = (Task.Kind.RING, Task.Kind.MESSAGE_FAILED)
# Done by what is done about them, never by a tick.
SETTLED_BY_THE_WORK = frozenset(
    {
        Task.Kind.DECIDE,
        Task.Kind.ANSWER,
        Task.Kind.ALLOCATE,
        Task.Kind.ALERT,
        Task.Kind.GLASS_REVIEW,
        Task.Kind.SIGN_BRIEF,
        Task.Kind.SIGN_REPORT,
    }
)


@require_http_methods(["GET", "POST"])
@requires(Permission.TASK_MANAGE)
def task_add(request: UserRequest, public_id: UUID) -> HttpResponse:
    """Give yourself or somebody else on the case something to do by a day."""
    case = load_sent_case(request, public_id, Permission.TASK_MANAGE)
    key = DraftKey.of("task", case.public_id, title=f"Task on {case}", url=request.path)
    draft = find_draft(request.user, key)
    form = TaskForm(request.POST or None, people=_people_on(case, request.user))
    prefill(form, draft)
    if form.is_valid():

        def act() -> str:
            who = form.assignee
            add_task(
                title=form.cleaned_data["title"],
                detail=form.cleaned_data["detail"],
                due_on=form.cleaned_data["due_on"],
                assigned_to=who,
                for_managers_of=None if who else case.team,
                case=case,
                by=request.user,
            )
            clear_draft(request.user, key)
            messages.success(request, "The task has been added.")
            return case.get_absolute_url()

        return submit_once(request, act)
    context = {
        "form": form,
        "form_token": new_form_token(),
        "draft_key": key,
        "draft": None if form.is_bound else draft,
    }
    return render(request, "cases/task_add.html", case_context(request, case, SUMMARY, **context))


@require_http_methods(["GET", "POST"])
@requires(Permission.TASK_MANAGE)
def task_done(request: UserRequest, public_id: UUID) -> HttpResponse:
    """What a task asks, and the button that says it is done."""
    task = get_object_or_404(
        Task.objects.visible_to(request.user).select_related(
            "assigned_to", "for_managers_of", "created_by", "done_by"
        ),
        public_id=public_id,
    )
    case = _case_of(task, request.user)
    record_access(request, view_name(request), thing=task, case=case)
    may_finish = _may_finish(task, case, request.user)
    form = DoneForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and not may_finish:
        raise PermissionDenied("This task is somebody else's, or it is done by the work itself.")
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            finish_task(task, by=request.user, note=form.cleaned_data["note"])
            messages.success(request, f"Done: {task.title}")
            return reverse("cases:my_work")

        return submit_once(request, act)
    url = task_url(task, case, request.user)
    context = {
        "task": task,
        "form": form,
        "form_token": new_form_token(),
        "may_finish": may_finish,
        "may_give": case is not None and may_give(task, case, request.user),
        "work_url": "" if url == request.path else url,
        "messages_url": _messages_url(task, case, request.user),
    }
    if case:
        context = case_context(request, case, SUMMARY, **context)
    return render(request, "cases/task_done.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.TASK_MANAGE)
def task_give(request: UserRequest, public_id: UUID) -> HttpResponse:
    """Give a task to somebody else who may see its case."""
    task = get_object_or_404(
        Task.objects.visible_to(request.user).select_related("assigned_to", "for_managers_of"),
        public_id=public_id,
    )
    case = _case_of(task, request.user)
    record_access(request, view_name(request), thing=task, case=case)
    if case is None or not may_give(task, case, request.user):
        raise PermissionDenied("This task is done, or cannot be given to somebody else.")
    people = [one for one in _people_for(case, request.user) if one[0] != task.assigned_to]
    form = GiveForm(request.POST if request.method == "POST" else None, people=people)
    if form.is_valid():

        def act() -> str:
            who = form.assignee
            give_task(task, to=who, by=request.user, why=form.cleaned_data["why"])
            messages.success(
                request, f"{task.title} is now with {who or 'the managers of the service'}."
            )
            return reverse("cases:task_done", kwargs={"public_id": task.public_id})

        try:
            return submit_once(request, act)
        except ValidationError as error:
            form.add_error(None, error)
    context = {"task": task, "form": form, "form_token": new_form_token()}
    return render(request, "cases/task_give.html", case_context(request, case, SUMMARY, **context))


def may_give(task: Task, case: Case, user: User) -> bool:
    return can_be_given(task) and may(user, Permission.TASK_MANAGE, case)


def _people_for(case: Case, user: User) -> list[tuple[User, str]]:
    """Those on the case, and the coordinators of its team who may see it."""
    people = dict(_people_on(case, user))
    team = User.objects.filter(
        memberships__in=Membership.objects.current().filter(team=case.team, role=Role.COORDINATOR),
        is_active=True,
    ).order_by("first_name", "last_name", "pk")
    for person in team:
        if person not in people and Case.objects.visible_to(person).filter(pk=case.pk).exists():
            people[person] = f"coordinator in {case.team}"
    return list(people.items())


def _case_of(task: Task, user: User) -> Case | None:
    if task.case_id is None:
        return None
    cases = Case.objects.visible_to(user).with_relations_for(user)
    return get_object_or_404(
        cases.select_related("team", "coordinator", "ended_by"), pk=task.case_id
    )


def _messages_url(task: Task, case: Case | None, user: User) -> str:
    """Where what was held back or did not arrive stands, of what a human does instead."""
    if task.kind not in IN_PLACE_OF_A_MESSAGE or case is None:
        return ""
    if not may(user, Permission.MESSAGE_VIEW, case):
        return ""
    return reverse("cases:case_messages", kwargs={"public_id": case.public_id})


def _may_finish(task: Task, case: Case | None, user: User) -> bool:
    """Whoever owes it, and others on the case while it is under way."""
    if task.done_at or task.cancelled_at:
        return False
    if task.kind in SETTLED_BY_THE_WORK:
        return False
    if case and case.opened_by_break_glass:
        return False
    if Task.objects.owed_by(user).filter(pk=task.pk).exists():
        return True
    return case is not None and may(user, Permission.TASK_MANAGE, case)


def _people_on(case: Case, user: User) -> list[tuple[User, str]]:
    """Whom a task can be given to: me, the coordinator, each child's social worker."""
    people = {user: "you"}
    if case.coordinator:
        people.setdefault(case.coordinator, "coordinator")
    for worker in workers_of(case, user):
        people.setdefault(worker.user, f"social worker of {worker.children}")
    excluded = set(Exclusion.objects.current().filter(case=case).values_list("user_id", flat=True))
    return [
        (person, part)
        for person, part in people.items()
        if person.is_active and person.pk not in excluded
    ]

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.decorators import requires
from accounts.models import Role, User
from accounts.permissions import Permission
from accounts.requests import UserRequest
from accounts.submitting import new_form_token, submit_once
from cases.access import may
from cases.case_page import case_context
from cases.coordinators import WITH_A_COORDINATOR, coordinators_for
from cases.domain.allocating import (
    allocate_coordinator,
    allocate_social_worker,
    change_coordinator,
    who_changed,
)
from cases.forms.deciding import AllocateForm, WorkerForm
from cases.models import Case, CaseChild
from cases.referral_contents import ReferralContents
from cases.referral_reading import languages_of, needs_recorded
from cases.rules_access import LETS_IN
from cases.stages import ALLOCATE
from cases.views.case_loading import load_sent_case
from cases.views.moving_on import moved_on, moved_on_page
from restorative.conflicts import StaleVersion

SUMMARY = "cases:case_detail"


@require_http_methods(["GET", "POST"])
@requires(Permission.REFERRAL_ALLOCATE)
def referral_allocate(request: UserRequest, public_id: UUID) -> HttpResponse:
    """Give a case to a coordinator, or to another one than has it.

    The form carries who had the case when it was made. Whoever allocates at the same time
    as a colleague is told what the colleague did, and never overrules it.
    """
    case = load_sent_case(request, public_id, Permission.REFERRAL_ALLOCATE)
    present = case.coordinator if case.stage in WITH_A_COORDINATOR else None
    if case.stage not in (*ALLOCATE.sources, *WITH_A_COORDINATOR):
        return moved_on_page(request, case, ALLOCATE)
    if _made_for_another(request, present):
        return moved_on_page(request, case, ALLOCATE)
    choices = [
        choice
        for choice in coordinators_for(case, seen_by=request.user)
        if present is None or choice.user.pk != present.pk
    ]
    form = AllocateForm(
        request.POST if request.method == "POST" else None, choices=choices, present=present
    )
    if form.is_valid():
        coordinator = form.cleaned_data["coordinator"]

        def act() -> str:
            _allocate(request, case, coordinator, present, form.cleaned_data.get("why", ""))
            messages.success(request, f"{case} is now with {coordinator}.")
            return case.get_absolute_url() if present else reverse("cases:referral_inbox")

        try:
            return submit_once(request, act)
        except ValidationError as error:
            if moved_on(error, ALLOCATE) or error.error_list[0].code == "moved_on":
                return moved_on_page(request, case, ALLOCATE)
            form.add_error("coordinator", error)
    contents = ReferralContents.of(case, seen_by=request.user)
    context = {
        "form": form,
        "form_token": new_form_token(),
        "present": present,
        "choices": choices,
        "referral": case.referral,
        "languages": languages_of(contents),
        "needs": needs_recorded(contents),
        "allocated_at": case.allocated_at,
    }
    return render(
        request, "cases/referral_allocate.html", case_context(request, case, SUMMARY, **context)
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.CASE_EDIT)
def worker_allocate(request: UserRequest, public_id: UUID) -> HttpResponse:
    """Say who the social worker of one child or several is; who comes second is told."""
    case = load_sent_case(request, public_id, Permission.CASE_EDIT)
    if case.is_restricted and not may(request.user, Permission.CASE_RESTRICT, case):
        raise PermissionDenied(LETS_IN)
    children, workers = _children(request, case), _workers(case)
    form = WorkerForm(
        request.POST if request.method == "POST" else None,
        children=children,
        workers=workers,
        initial={"children": [child.pk for child in children] if len(children) == 1 else []},
    )
    faster: list[str] = []
    if form.is_valid():
        try:
            return submit_once(request, lambda: _allocate_worker(request, case, form))
        except ValidationError as error:
            form.add_error("worker", error)
        except StaleVersion:
            children = _children(request, case)
            faster = _who_was_faster(form, children)
            posted = WorkerForm.with_versions(request.POST, children)
            form = WorkerForm(posted, children=children, workers=workers)
    context = {
        "form": form,
        "form_token": new_form_token(),
        "has_children": bool(children),
        "faster": faster,
    }
    return render(
        request,
        "cases/worker_allocate.html",
        case_context(request, case, SUMMARY, **context),
        status=409 if faster else 200,
    )


def _children(request: UserRequest, case: Case) -> list[CaseChild]:
    children = CaseChild.objects.visible_to(request.user).current().filter(case=case)
    return list(children.select_related("person", "social_worker", "case"))


def _allocate_worker(request: UserRequest, case: Case, form: WorkerForm) -> str:
    data = form.cleaned_data
    for child in data["children"]:
        allocate_social_worker(
            child,
            data["worker"],
            by=request.user,
            version=form.version_of(child),
            why=data["why"],
        )
    messages.success(request, _said(data["worker"], data["children"]))
    return case.get_absolute_url()


def _who_was_faster(form: WorkerForm, children: list[CaseChild]) -> list[str]:
    """What has become of the chosen children since the form was made, in words."""
    chosen = {child.pk for child in form.cleaned_data["children"]}
    return [
        f"{child.person.liked_name} is now {_with(child.social_worker)}. {who_changed(child)}"
        for child in children
        if child.pk in chosen and child.version != form.version_of(child)
    ]


def _with(worker: User | None) -> str:
    return f"with {worker}" if worker else "without a social worker"


def _made_for_another(request: UserRequest, present: User | None) -> bool:
    """Whether the form was made while somebody else, or nobody, had the case."""
    if request.method != "POST":
        return False
    return request.POST.get("instead_of", "") != (str(present.public_id) if present else "")


def _allocate(
    request: UserRequest, case: Case, coordinator: User, present: User | None, why: str
) -> None:
    if present:
        change_coordinator(case, coordinator, by=request.user, why=why, instead_of=present)
    else:
        allocate_coordinator(case, coordinator, by=request.user)


def _workers(case: Case) -> list[User]:
    """Those who may be a child's social worker: of all teams that refer, by name."""
    working = User.objects.active().filter(
        memberships__ended_at=None,
        memberships__team__kind="referring",
        memberships__role__in=(Role.SOCIAL_WORKER, Role.MANAGER),
    )
    return [user for user in working.distinct() if user.pk != case.coordinator_id]


def _said(worker: User | None, children: list[CaseChild]) -> str:
    names = " and ".join(child.person.liked_name for child in children)
    if worker is None:
        return f"{names}: nobody is the social worker any longer."
    return f"{worker} is now the social worker of {names}."

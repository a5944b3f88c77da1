"""Who works with one side of a matter: by name, since when and until when; naming and ending it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods

from accounts.decorators import requires
from accounts.permissions import Permission
from accounts.requests import UserRequest
from accounts.submitting import new_form_token, submit_once
from cases.domain.naming_sides import end_side, may_name, may_see_who, name_for_side, works_with
from cases.models import Case, CompartmentMember
from conferences.domain.sides import side_words, sides_to_name, workers_url
from conferences.forms.sides import EndForm, NameForm
from conferences.meeting_page import work_context
from conferences.standing import Standing
from conferences.views.loading import load_work


@require_http_methods(["GET", "POST"])
@requires(Permission.MEETING_VIEW)
def side_workers(request: UserRequest, public_id: UUID, side: str) -> HttpResponse:
    """Who works with one side, and who did; for those who may, naming one more.

    Managers who allocate the case read the names; why is read by those who work with the side.
    """
    standing, case = _load(request, public_id, side)
    names = _check_may_name(request, case, side)
    here = workers_url(standing.meeting, side)
    form = NameForm(request.POST if request.method == "POST" else None)
    if form.is_valid():

        def act() -> str:
            colleague = form.cleaned_data["email"]
            name_for_side(case, colleague, side, by=request.user, why=form.cleaned_data["why"])
            messages.success(request, f"{colleague} works with {side_words(side)} now.")
            return here

        try:
            return submit_once(request, act)
        except ValidationError as error:
            form.add_error("why" if error.code == "why_missing" else "email", error)
    rows = CompartmentMember.objects.filter(case=case, compartment=side)
    workers = list(rows.select_related("user", "given_by", "ended_by"))
    context = {
        "form": form,
        "form_token": new_form_token(),
        "now": [one for one in workers if not one.ended_at],
        "earlier": [one for one in workers if one.ended_at][::-1],
        "may_name": names,
        "is_one_of_them": works_with(request.user, case, side),
    }
    return _page(request, standing, side, "workers", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.MEETING_VIEW)
def side_end(request: UserRequest, public_id: UUID, side: str, member: UUID) -> HttpResponse:
    """Say that somebody works with a side no longer, and why."""
    standing, case = _load(request, public_id, side)
    rows = CompartmentMember.objects.filter(case=case, compartment=side).select_related("user")
    worker = get_object_or_404(rows, public_id=member)
    if not may_name(request.user, case, side):
        raise PermissionDenied
    form = EndForm(request.POST if request.method == "POST" else None)
    if form.is_valid():

        def act() -> str:
            end_side(worker, by=request.user, why=form.cleaned_data["why"])
            messages.success(request, f"{worker.user} works with {side_words(side)} no longer.")
            if not may_see_who(request.user, case, side):
                return standing.meeting.get_absolute_url()
            return workers_url(standing.meeting, side)

        try:
            return submit_once(request, act)
        except ValidationError as error:
            form.add_error("why" if error.code == "why_missing" else None, error)
    context = {
        "form": form,
        "form_token": new_form_token(),
        "worker": worker,
        "is_self": worker.user_id == request.user.pk,
        "back": workers_url(standing.meeting, side),
    }
    return _page(request, standing, side, "end", context)


def _load(request: UserRequest, public_id: UUID, side: str) -> tuple[Standing, Case]:
    """The meeting and its case, for whoever may read who works with a side of it; else 404."""
    standing = load_work(request, public_id, Permission.MEETING_VIEW)
    case = standing.case
    if case is None or side not in sides_to_name(standing.meeting):
        raise Http404
    if not may_see_who(request.user, case, side):
        raise Http404
    return standing, case


def _check_may_name(request: UserRequest, case: Case, side: str) -> bool:
    names = may_name(request.user, case, side)
    if request.method == "POST" and not names:
        raise PermissionDenied
    return names


def _page(
    request: UserRequest, standing: Standing, side: str, name: str, context: dict[str, Any]
) -> HttpResponse:
    pages = standing.meeting.declared.pages
    tab = next(
        (page.key for page in pages if any(kind.compartment == side for kind in page.kinds)), ""
    )
    context |= {"side": side, "side_words": side_words(side)}
    return render(
        request,
        f"conferences/sides/{name}.html",
        work_context(request, standing, tab, **context),
    )

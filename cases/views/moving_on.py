"""What somebody sees who comes second: who did what and when, with their own words kept."""

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import render

from accounts.requests import UserRequest
from cases.case_page import case_context
from cases.domain.moving import what_happened
from cases.models import Case
from cases.stages import Move

NOT_TYPED = frozenset(
    {
        "csrfmiddlewaretoken",
        "form_token",
        "draft_title",
        "draft_url",
        "decision",
        "coordinator",
        "instead_of",
        "intent",
        "outcome",
        "checked",
    }
)


def moved_on(error: ValidationError, move: Move) -> bool:
    """Whether the domain refused because the case is no longer where the move starts."""
    return move.code in [part.code for part in error.error_list]


def moved_on_page(request: UserRequest, case: Case, move: Move, text: str = "") -> HttpResponse:
    """Explain why a move cannot start from where the case is now."""
    return second_page(request, case, move.refusal, text or what_happened(case))


def second_page(request: UserRequest, case: Case, refusal: str, happened: str) -> HttpResponse:
    """409 to whoever was slower, 200 to whoever only follows an old link."""
    case = Case.objects.visible_to(request.user).with_relations_for(request.user).get(pk=case.pk)
    typed = [
        value
        for name, values in request.POST.lists()
        if name not in NOT_TYPED
        for value in values
        if value.strip()
    ]
    context = {"refusal": refusal, "happened": happened, "typed": typed}
    return render(
        request,
        "cases/moved_on.html",
        case_context(request, case, "cases:case_detail", **context),
        status=409 if request.method == "POST" else 200,
    )

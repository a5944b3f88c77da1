"""What somebody sees who comes second: who did what and when, with their own words kept."""

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import render

from accounts.requests import UserRequest
from cases.case_page import case_context
from cases.domain.moving import what_happened
from cases.drafts import DraftKey, drafted_data, find_draft
from cases.models import Case
from cases.stages import Move
from restorative.typed import typed_rows


def moved_on(error: ValidationError, move: Move) -> bool:
    """Whether the domain refused because the case is no longer where the move starts."""
    return move.code in [part.code for part in error.error_list]


def moved_on_page(
    request: UserRequest, case: Case, move: Move, text: str = "", *, key: DraftKey | None = None
) -> HttpResponse:
    """Explain why a move cannot start from where the case is now."""
    return second_page(request, case, move.refusal, text or what_happened(case), key=key)


def second_page(
    request: UserRequest, case: Case, refusal: str, happened: str, *, key: DraftKey | None = None
) -> HttpResponse:
    """409 to whoever was slower, 200 to whoever only follows an old link.

    Both find their words: those that were sent, or those of the draft.
    """
    case = Case.objects.visible_to(request.user).with_relations_for(request.user).get(pk=case.pk)
    context = {"refusal": refusal, "happened": happened, "typed": sent_or_kept(request, key)}
    return render(
        request,
        "cases/moved_on.html",
        case_context(request, case, "cases:case_detail", **context),
        status=409 if request.method == "POST" else 200,
    )


def sent_or_kept(request: UserRequest, key: DraftKey | None) -> list[tuple[str, str]]:
    """What was typed: into the form that was just sent, or into the one that kept a draft."""
    if request.method == "POST":
        return typed_rows(request.POST)
    draft = find_draft(request.user, key) if key else None
    return typed_rows(drafted_data(draft)) if draft else []

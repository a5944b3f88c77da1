"""The page on which a manager of the referrer reads what they sign, and signs or sends it back."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import render

from accounts.requests import UserRequest
from accounts.submitting import new_form_token, submit_once
from cases.models import Case
from cases.views.case_loading import with_version
from conferences.forms.briefing import SignForm
from conferences.meeting_page import meeting_context
from conferences.models import Brief, InformationReport, Meeting
from restorative.conflicts import StaleVersion

TAB = "conferences:meeting_brief"
Paper = TypeVar("Paper", Brief, InformationReport)


@dataclass(frozen=True)
class ToSign(Generic[Paper]):
    """A paper that waits for a signature: where it is found, what is done, what is said."""

    find: Callable[[Meeting], Paper | None]
    sign: Callable[..., Any]
    send_back: Callable[..., Any]
    signed_words: str
    sent_back_words: str
    template: str
    context: Callable[[Paper | None], dict[str, Any]]


def sign_page(
    request: UserRequest, meeting: Meeting, case: Case, to_sign: ToSign[Paper], *, back_url: str
) -> HttpResponse:
    """Show it and take the answer. What was changed meanwhile is shown anew (409)."""
    paper = to_sign.find(meeting)
    form = SignForm(request.POST or None, initial={"version": paper.version if paper else 0})
    status = 200
    if paper and form.is_valid():
        shown = paper

        def act() -> str:
            version = form.cleaned_data["version"]
            if form.cleaned_data["answer"] == "sign":
                to_sign.sign(shown, by=request.user, version=version)
                messages.success(request, to_sign.signed_words)
            else:
                why = form.cleaned_data["why"]
                to_sign.send_back(shown, by=request.user, version=version, why=why)
                messages.success(request, to_sign.sent_back_words)
            return back_url

        try:
            return submit_once(request, act)
        except ValidationError as error:
            form.add_error("why" if error.code == "why_missing" else None, error)
        except StaleVersion:
            paper, status = to_sign.find(meeting), 409
            form = SignForm(with_version(request.POST, paper.version if paper else 0))
            form.add_error(None, "This was changed while you read it. Read it again below.")
    context = {
        "form": form,
        "form_token": new_form_token(),
        "back_url": back_url,
        **to_sign.context(paper),
    }
    return render(
        request,
        to_sign.template,
        meeting_context(request, meeting, case, TAB, **context),
        status=status,
    )

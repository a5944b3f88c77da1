from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from accounts.decorators import requires
from accounts.permissions import Permission
from accounts.requests import UserRequest
from accounts.submitting import new_form_token, submit_once
from cases.access import may
from cases.case_page import case_context
from cases.conflict_rows import Difference
from cases.domain.naming_outcomes import name_outcome
from cases.domain.outcomes import AnsweredMeanwhile, Clash, newest_fact, record_outcomes
from cases.drafts import DraftKey, clear_draft, find_draft, prefill_and_compare
from cases.forms.closing import OutcomeForm
from cases.forms.outcomes import FollowUpForm
from cases.models import Case
from cases.outcomes.items import POINTS
from cases.outcomes.known import Record, read_record
from cases.outcomes.page import corrections, follow_ups, tables
from cases.outcomes.points import Window
from cases.views.case_loading import load_sent_case, with_version

OUTCOMES = "cases:case_outcomes"


@require_GET
@requires(Permission.CASE_VIEW)
def case_outcomes(request: UserRequest, public_id: UUID) -> HttpResponse:
    """What became of the children: at each follow-up what is known, and what nobody has said."""
    case = load_sent_case(request, public_id)
    record = read_record(case, user=request.user)
    may_record = may(request.user, Permission.OUTCOME_RECORD, case)
    context: dict[str, Any] = {
        "record": record,
        "may_record": may_record,
        "says_outcome": may_record and is_without_outcome(case),
    }
    if record:
        context |= {
            "follow_ups": follow_ups(record),
            "tables": tables(record),
            "corrections": corrections(case, record, request.user),
        }
    return render(
        request, "cases/case_outcomes.html", case_context(request, case, OUTCOMES, **context)
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.OUTCOME_RECORD)
def case_outcome(request: UserRequest, public_id: UUID) -> HttpResponse:
    """Say what came of a case that was closed without it; where somebody has, show what."""
    case = load_sent_case(request, public_id, Permission.OUTCOME_RECORD)
    form = OutcomeForm(request.POST if request.method == "POST" else None)
    if is_without_outcome(case) and form.is_valid():
        data = form.cleaned_data

        def act() -> str:
            name_outcome(
                case, by=request.user, outcome=data["outcome"], how_known=data["how_known"]
            )
            messages.success(request, "What came of the work has been saved.")
            return case.get_absolute_url()

        try:
            return submit_once(request, act)
        except ValidationError as error:
            form.add_error(None, error)
            case.refresh_from_db()
    context = {
        "form": form,
        "form_token": new_form_token(),
        "is_missing": is_without_outcome(case),
    }
    return render(
        request, "cases/case_outcome.html", case_context(request, case, OUTCOMES, **context)
    )


def is_without_outcome(case: Case) -> bool:
    return case.stage == Case.Stage.CLOSED and not case.outcome


@require_http_methods(["GET", "POST"])
@requires(Permission.OUTCOME_RECORD)
def follow_up(request: UserRequest, public_id: UUID, point: str) -> HttpResponse:
    """Record one follow-up for all siblings. Where somebody was faster, both answers are shown."""
    if point not in POINTS:
        raise Http404
    case = load_sent_case(request, public_id, Permission.OUTCOME_RECORD)
    back = reverse(OUTCOMES, kwargs={"public_id": case.public_id})
    record = read_record(case, user=request.user)
    if record is None or record.window(point).day > timezone.localdate():
        return redirect(back)
    window = record.window(point)
    key = DraftKey.of(
        f"outcome-{point}",
        case.public_id,
        title=f"{window.label}, {case}",
        url=request.path,
    )
    draft = find_draft(request.user, key)
    newest = newest_fact(case)
    form = FollowUpForm(
        request.POST or None,
        record=record,
        window=window,
        initial={"as_at": window.usual_day(timezone.localdate()), "version": newest},
    )
    is_stale = prefill_and_compare(form, draft, version=newest)
    clashes: list[Difference] = []
    if form.is_valid():

        def act() -> str:
            written = record_outcomes(
                case,
                point,
                form.said,
                by=request.user,
                as_at=form.cleaned_data["as_at"],
                source=form.cleaned_data["source"],
                seen=form.cleaned_data["version"],
            )
            clear_draft(request.user, key)
            _say(request, window, len(written))
            return back

        try:
            return submit_once(request, act)
        except ValidationError as error:
            form.add_error(None, error)
        except AnsweredMeanwhile as meanwhile:
            clashes = [_difference(clash) for clash in meanwhile.clashes]
            form = _again(request, case, window, newest_fact(case))
    context = {
        "form": form,
        "window": window,
        "form_token": new_form_token(),
        "draft_key": key,
        "draft": None if form.is_bound else draft,
        "is_stale": is_stale,
        "clashes": clashes,
        "back": back,
    }
    return render(
        request,
        "cases/follow_up.html",
        case_context(request, case, OUTCOMES, **context),
        status=409 if clashes else 200,
    )


def _again(request: UserRequest, case: Case, window: Window, version: int) -> FollowUpForm:
    """What was typed, beside what stands by now."""
    fresh = read_record(case, user=request.user)
    assert isinstance(fresh, Record)
    return FollowUpForm(with_version(request.POST, version), record=fresh, window=window)


def _difference(clash: Clash) -> Difference:
    child = clash.said.child
    who = child.person.liked_name if child else "The family"
    theirs = f"{clash.their_words} ({clash.theirs.recorded_by})"
    return Difference(f"{who}: {clash.said.item.label}", theirs, clash.said.words)


def _say(request: UserRequest, window: Window, written: int) -> None:
    if written:
        answers = "1 answer has" if written == 1 else f"{written} answers have"
        messages.success(request, f"{window.label}: {answers} been saved.")
    else:
        messages.info(request, "Nothing in it was new: everything stays as it was.")

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from accounts.audit import record_access
from accounts.decorators import requires
from accounts.permissions import Permission
from accounts.requests import UserRequest
from accounts.submitting import new_form_token, submit_once
from cases.case_page import case_context
from cases.clocks import days_waiting
from cases.domain.deciding import (
    accept_referral,
    answer_request,
    ask_for_information,
    decline_referral,
    redirect_referral,
)
from cases.drafts import DraftKey, clear_draft, find_draft, prefill
from cases.forms.deciding import ACCEPT, ASK, DECLINE, AnswerForm, DecideForm
from cases.inbox import read_inbox
from cases.models import Case, InformationRequest
from cases.referral_contents import ReferralContents
from cases.referral_reading import accepting_checks, child_rows, letter_lines, person_rows
from cases.stages import ANSWER as ANSWERING
from cases.stages import DECLINE as DECLINING
from cases.views.case_loading import load_sent_case
from cases.views.moving_on import moved_on, moved_on_page, sent_or_kept

SUMMARY = "cases:case_detail"
DONE = {
    ACCEPT: "{} is accepted. It waits for a coordinator.",
    ASK: "The referrer of {} is asked. The clock stands still until they answer.",
    DECLINE: "{} is not accepted. The referrer can read why.",
}


@require_GET
@requires(Permission.REFERRAL_DECIDE)
def referral_inbox(request: UserRequest) -> HttpResponse:
    """What waits for a manager, the urgent and the oldest first."""
    inbox = read_inbox(request.user)
    record_access(
        request,
        "referral_inbox",
        cases=[row.case.pk for row in inbox.rows],
        row_count=len(inbox.rows),
    )
    return render(request, "cases/referral_inbox.html", {"inbox": inbox})


@require_http_methods(["GET", "POST"])
@requires(Permission.REFERRAL_DECIDE)
def referral_decide(request: UserRequest, public_id: UUID) -> HttpResponse:
    """The whole referral on one page, and the decision below it."""
    case = load_sent_case(request, public_id, Permission.REFERRAL_DECIDE)
    key = DraftKey.of("decision", case.public_id, title=f"Decision on {case}", url=request.path)
    if case.stage not in DECLINING.sources:
        return moved_on_page(request, case, DECLINING, key=key)
    draft = find_draft(request.user, key)
    checks = accepting_checks(case, seen_by=request.user)
    form = DecideForm(
        request.POST if request.method == "POST" else None,
        stage=Case.Stage(case.stage),
        asks_again=any(check.code == "discuss_first" for check in checks),
    )
    prefill(form, draft)
    if form.is_valid():

        def act() -> str:
            _decide(request, case, form.cleaned_data)
            clear_draft(request.user, key)
            return _after(case, form.cleaned_data["decision"])

        try:
            return submit_once(request, act)
        except ValidationError as error:
            if moved_on(error, DECLINING):
                return moved_on_page(request, case, DECLINING)
            form.explain(error)
    context = {
        "form": form,
        "form_token": new_form_token(),
        "draft_key": key,
        "draft": None if form.is_bound else draft,
        "checks": checks,
        **_reading(request, case),
    }
    return render(
        request, "cases/referral_decide.html", case_context(request, case, SUMMARY, **context)
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.REFERRAL_MAKE)
def request_answer(request: UserRequest, public_id: UUID) -> HttpResponse:
    """Whoever referred answers a manager's question; the clock goes on."""
    case = load_sent_case(request, public_id, Permission.REFERRAL_MAKE)
    question = None
    if case.stage in ANSWERING.sources:
        asked = case.referral.requests.filter(answered_at=None)
        question = asked.select_related("asked_by").first()
    key = DraftKey.of("request-answer", case.public_id, title=f"Answer on {case}", url=request.path)
    draft = find_draft(request.user, key)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    prefill(form, draft)
    if question and form.is_valid():

        def act(question: InformationRequest = question) -> str:
            answer_request(question, form.cleaned_data["answer"], by=request.user)
            clear_draft(request.user, key)
            messages.success(request, "Your answer is sent. The service decides again.")
            return case.get_absolute_url()

        try:
            return submit_once(request, act)
        except ValidationError as error:
            question = None
            form.add_error(None, error)
    context = {
        "question": question,
        "form": form,
        "form_token": new_form_token(),
        "draft_key": key,
        "draft": None if form.is_bound else draft,
        "typed": [] if question else sent_or_kept(request, key),
        "answered": case.referral.requests.exclude(answered_at=None).select_related(
            "asked_by", "answered_by"
        ),
    }
    return render(
        request,
        "cases/request_answer.html",
        case_context(request, case, SUMMARY, **context),
        status=409 if form.is_bound and question is None else 200,
    )


def _decide(request: UserRequest, case: Case, data: dict[str, str]) -> None:
    by, decision = request.user, data["decision"]
    if decision == ACCEPT:
        accept_referral(
            case,
            by=by,
            why=data["why_enough"],
            discussed_again=data.get("discussed_again", ""),
        )
    elif decision == ASK:
        ask_for_information(case, data["question"], by=by)
    elif decision == DECLINE:
        decline_referral(case, data["why_not"], by=by)
    else:
        redirect_referral(case, data["redirect_to"], data["why_elsewhere"], by=by)
    done = DONE.get(decision, f"{{}} is sent on to: {data['redirect_to']}.")
    messages.success(request, done.format(case))


def _after(case: Case, decision: str) -> str:
    if decision == ACCEPT:
        return reverse("cases:referral_allocate", kwargs={"public_id": case.public_id})
    return reverse("cases:referral_inbox")


def _reading(request: UserRequest, case: Case) -> dict[str, object]:
    """Everything there is to read before a decision, in a fixed number of queries."""
    contents = ReferralContents.of(case, seen_by=request.user)
    return {
        "referral": case.referral,
        "child_rows": child_rows(contents),
        "person_rows": person_rows(contents),
        "letters": letter_lines(contents),
        "waiting": days_waiting(case.referral, timezone.localdate()),
        "requests": case.referral.requests.select_related("asked_by", "answered_by"),
        "others": _other_cases(request, case, contents),
    }


def _other_cases(request: UserRequest, case: Case, contents: ReferralContents) -> list[Case]:
    """Other cases about these children that this manager may know of."""
    people = [child.person_id for child in contents.children]
    others = Case.objects.visible_to(request.user).sent().exclude(pk=case.pk)
    return list(
        others.filter(children__person__in=people, children__left_on=None)
        .distinct()
        .order_by("-created_at", "-pk")
    )

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from accounts.decorators import requires
from accounts.permissions import Permission
from accounts.requests import UserRequest
from accounts.submitting import new_form_token, submit_once
from cases.domain.referring import name_referrer, save_referral
from cases.drafts import DraftKey, clear_draft, draft_to_show, prefill
from cases.forms.referrals import (
    AccessForm,
    AgainReasonsForm,
    ReasonsForm,
    ReferrerForm,
    SafetyForm,
    SectionForm,
)
from cases.models import Case, Referral
from cases.referral_contents import ReferralContents
from cases.referral_reading import needs_recorded
from cases.rules import earlier_case
from cases.views.case_loading import with_version
from cases.views.referrals_loading import load_referral, page_of, sent_elsewhere
from restorative.conflicts import StaleVersion


@require_http_methods(["GET", "POST"])
@requires(Permission.REFERRAL_MAKE)
def referral_reasons(request: UserRequest, public_id: UUID) -> HttpResponse:
    case = load_referral(request, public_id)
    """Why now; and of a family that was here before, with whom that was talked over."""
    earlier = earlier_case(case, seen_by=request.user)
    form_class = AgainReasonsForm if earlier else ReasonsForm
    return _section(request, case, "referral_reasons", form_class, "Why now")


@require_http_methods(["GET", "POST"])
@requires(Permission.REFERRAL_MAKE)
def referral_safety(request: UserRequest, public_id: UUID) -> HttpResponse:
    case = load_referral(request, public_id)
    return _section(request, case, "referral_safety", SafetyForm, "Safety")


@require_http_methods(["GET", "POST"])
@requires(Permission.REFERRAL_MAKE)
def referral_access(request: UserRequest, public_id: UUID) -> HttpResponse:
    case = load_referral(request, public_id)
    needs = needs_recorded(ReferralContents.of(case, seen_by=request.user))
    return _section(request, case, "referral_access", AccessForm, "Taking part", needs=needs)


def _section(
    request: UserRequest,
    case: Case,
    page: str,
    form_class: type[SectionForm],
    title: str,
    **context: Any,
) -> HttpResponse:
    """Show a part that is one form of long answers; save it as far as it is filled in."""
    if away := sent_elsewhere(request, case):
        return away
    referral = case.referral
    key = DraftKey.of(
        page.replace("_", "-"),
        case.public_id,
        title=f"{title}, in a referral",
        url=page_of(page, case),
    )
    draft = draft_to_show(request, key)
    form = form_class(
        request.POST if request.method == "POST" else None,
        initial=form_class.initial_of(referral),
    )
    prefill(form, draft)
    stale: Referral | None = None
    if form.is_valid():

        def act() -> str:
            version = form.cleaned_data["version"]
            save_referral(referral, by=request.user, version=version, changes=form.changes())
            clear_draft(request.user, key)
            messages.success(request, f"“{title}” has been saved.")
            return page_of("referral_tasks", case)

        try:
            return submit_once(request, act)
        except ValidationError as error:
            form.add_error(None, error)
        except StaleVersion:
            stale = Referral.objects.get(pk=referral.pk)
            form = form_class(with_version(request.POST, stale.version))
    context |= {
        "case": case,
        "form": form,
        "form_token": new_form_token(),
        "draft_key": key,
        "draft": None if form.is_bound else draft,
        "versions": _versions(form, form_class, stale) if stale else [],
        "is_stale": stale is not None,
    }
    return render(request, f"cases/{page}.html", context, status=409 if stale else 200)


def _versions(
    form: SectionForm, form_class: type[SectionForm], stale: Referral
) -> list[tuple[str, str, str]]:
    """The answers that differ: the question, what is saved now, what was typed."""
    saved = form_class.initial_of(stale)
    versions = []
    for name, field in form.fields.items():
        theirs, mine = str(saved.get(name) or ""), str(form[name].value() or "")
        if name != "version" and theirs != mine:
            versions.append((str(field.label), theirs, mine))
    return versions


@require_http_methods(["GET", "POST"])
@requires(Permission.REFERRAL_MAKE)
def referral_referrer(request: UserRequest, public_id: UUID) -> HttpResponse:
    """Say who refers: oneself, or somebody without an account whose words one enters."""
    case = load_referral(request, public_id)
    if away := sent_elsewhere(request, case):
        return away
    referrer = case.referral.referrer
    names = ("name", "job_title", "organisation", "email", "phone")
    initial = {name: getattr(referrer, name) for name in names} if referrer else {}
    initial["who"] = "other" if referrer else "me" if case.referring_team_id else ""
    key = DraftKey.of(
        "referral-referrer",
        case.public_id,
        title="Who is referring, in a referral",
        url=request.path,
    )
    draft = draft_to_show(request, key)
    form = ReferrerForm(request.POST if request.method == "POST" else None, initial=initial)
    prefill(form, draft)
    if form.is_valid():

        def act() -> str:
            name_referrer(case, by=request.user, **form.referrer())
            clear_draft(request.user, key)
            messages.success(request, "“Who is referring” has been saved.")
            return page_of("referral_tasks", case)

        try:
            return submit_once(request, act)
        except ValidationError as error:
            form.add_error(None, error)
    context = {
        "case": case,
        "form": form,
        "form_token": new_form_token(),
        "draft_key": key,
        "draft": None if form.is_bound else draft,
    }
    return render(request, "cases/referral_referrer.html", context)

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
from cases.domain.consenting import record_consent, take_back_answer
from cases.domain.referring import lock_draft, save_referral
from cases.drafts import DraftKey, clear_draft, find_draft, prefill
from cases.forms.referrals_consent import AnswerForm, WithoutConsentForm, answer_forms
from cases.models import Case, Consent
from cases.referral_contents import ReferralContents
from cases.views.case_loading import with_version
from cases.views.referrals_loading import load_referral, page_of, sent_elsewhere
from restorative.conflicts import StaleVersion

TITLE = "Agreement to be contacted"


@require_http_methods(["GET", "POST"])
@requires(Permission.REFERRAL_MAKE)
def referral_consent(request: UserRequest, public_id: UUID) -> HttpResponse:
    """Who agreed to be contacted: each adult who can speak for the children, and each child."""
    case = load_referral(request, public_id)
    if away := sent_elsewhere(request, case):
        return away
    contents = ReferralContents.of(case, seen_by=request.user)
    key = DraftKey.of(
        "referral-consent", case.public_id, title=f"{TITLE}, in a referral", url=request.path
    )
    draft = find_draft(request.user, key)
    data = request.POST if request.method == "POST" else None
    forms = answer_forms(data, contents)
    without = WithoutConsentForm(
        data,
        initial={
            "version": case.referral.version,
            "shared_without_consent": case.referral.shared_without_consent,
        },
    )
    for one in (*forms, without):
        prefill(one, draft)
    is_stale = False
    if data is not None and all(form.is_valid() for form in [*forms, without]):
        try:
            return submit_once(request, lambda: _save(request, case, key, contents, forms, without))
        except ValidationError as error:
            # Refused for one person, beside whom it stands now; or for all.
            if not any(form.errors for form in forms):
                without.add_error(None, error)
        except StaleVersion as error:
            is_stale = True
            version: int = error.current.version  # type: ignore[attr-defined]
            without = WithoutConsentForm(with_version(request.POST, version))
            without.add_error(
                None, "Something else of this referral was saved meanwhile. Save again."
            )
    context = {
        "case": case,
        "forms": forms,
        "without": without,
        "unborn": [person for person in contents.young if person.is_unborn],
        "basis": case.get_processing_basis_display(),
        "form_token": new_form_token(),
        "draft_key": key,
        "draft": None if without.is_bound else draft,
    }
    return render(request, "cases/referral_consent.html", context, status=409 if is_stale else 200)


def _save(
    request: UserRequest,
    case: Case,
    key: DraftKey,
    contents: ReferralContents,
    forms: list[AnswerForm],
    without: WithoutConsentForm,
) -> str:
    """Save every answer or none; a refusal is put beside the person it is about."""
    case = lock_draft(case)
    for form in forms:
        try:
            if form.cleaned_data["answer"]:
                record_consent(
                    case, form.person, by=request.user, kind=Consent.Kind.CONTACT, **form.said()
                )
            elif form.person.pk in contents.consents:
                take_back_answer(case, form.person, by=request.user, kind=Consent.Kind.CONTACT)
        except ValidationError as error:
            form.explain(error)
            raise
    save_referral(
        case.referral,
        by=request.user,
        version=without.cleaned_data["version"],
        changes={"shared_without_consent": without.cleaned_data["shared_without_consent"]},
    )
    clear_draft(request.user, key)
    messages.success(request, f"“{TITLE}” has been saved.")
    return page_of("referral_tasks", case)

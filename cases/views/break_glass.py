from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from accounts.audit import record_access
from accounts.decorators import requires
from accounts.models import AccessEvent
from accounts.permissions import Permission
from accounts.requests import UserRequest
from accounts.step_up import step_up_url
from accounts.submitting import new_form_token, submit_once
from cases.domain.breaking_glass import (
    GLASS_REFUSED,
    break_glass,
    check_daily_limit,
    find_case_closed_to,
    find_case_for_emergency,
    review_glass,
)
from cases.drafts import DraftKey, clear_draft, find_draft, prefill
from cases.forms.access import BreakGlassForm, ReviewForm
from cases.models import BreakGlass

NOTHING_OPENED = "Nothing was opened"
NOT_THERE = "There is no case with this reference. Check it with whoever gave it to you."


@require_http_methods(["GET", "POST"])
@requires(Permission.BREAK_GLASS)
def glass_break(request: UserRequest) -> HttpResponse:
    """Ask for a case by its exact reference. What cannot be opened is not there.

    Whoever asks has shown within five minutes that it is they. When those ran out while
    they typed, they do so in another tab and press once more.
    """
    step_up = step_up_url(request)
    if step_up and request.method != "POST":
        return redirect(step_up)
    key = DraftKey.of("glass", "new", title="Emergency access", url=request.path)
    draft = find_draft(request.user, key)
    form = BreakGlassForm(request.POST or None)
    prefill(form, draft)
    if form.is_valid():
        if step_up:
            form.add_error(None, "Show once more that it is you, then press the button again.")
        else:
            try:
                return submit_once(request, lambda: _open(request, key, form.cleaned_data))
            except ValidationError as error:
                _record_refusal(request, form.cleaned_data["reference"], error)
                field = "reference" if error.code == "not_there" else None
                form.add_error(field, NOT_THERE if field else error)
    context = {
        "form": form,
        "form_token": new_form_token(),
        "step_up": step_up,
        "draft_key": key,
        "draft": None if form.is_bound else draft,
    }
    return render(request, "cases/glass_break.html", context)


def _open(request: UserRequest, key: DraftKey, asked: dict[str, str]) -> str:
    # First of all, or references could be tried out for ever.
    check_daily_limit(request.user)
    case = find_case_for_emergency(asked["reference"], by=request.user)
    if case is None:
        raise ValidationError(NOT_THERE, code="not_there")
    glass = break_glass(case, by=request.user, ground=asked["ground"], reason=asked["reason"])
    clear_draft(request.user, key)
    record_access(request, "glass_broken", case=case, reason=glass.get_ground_display())
    messages.success(request, f"You can read {case} for 60 minutes. Its managers have been told.")
    return case.get_absolute_url()


def _record_refusal(request: UserRequest, reference: str, error: ValidationError) -> None:
    """Record that nothing was opened; for an excluded person with the case, on which it shows.

    The same look-up for a case that is not there and for one that is closed to them: the
    page, the time it takes and the words of the record are the same, which a privacy
    officer reads who tried it themselves. Who must know is told a little later, by
    cases.domain.sweeping.
    """
    is_not_there = error.code == "not_there"
    closed = find_case_closed_to(request.user, reference) if is_not_there else None
    record_access(
        request,
        GLASS_REFUSED,
        case=closed,
        reason=NOTHING_OPENED if is_not_there else str(error.message),
        outcome=AccessEvent.Outcome.DENIED,
    )


@require_GET
@requires(Permission.BREAK_GLASS_REVIEW)
def glass_list(request: UserRequest) -> HttpResponse:
    """Emergency access that waits for a review, and the latest that had one."""
    rows = BreakGlass.objects.reviewable_by(request.user).select_related(
        "case", "user", "reviewed_by"
    )
    waiting = list(rows.waiting_for_review().order_by("review_due_on", "pk")[:100])
    reviewed = list(rows.filter(reviewed_at__isnull=False).order_by("-reviewed_at")[:30])
    record_access(
        request,
        "glass_list",
        cases=[glass.case_id for glass in waiting + reviewed],
        row_count=len(waiting) + len(reviewed),
    )
    context = {"waiting": waiting, "reviewed": reviewed}
    return render(request, "cases/glass_list.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.BREAK_GLASS_REVIEW)
def glass_review(request: UserRequest, public_id: UUID) -> HttpResponse:
    """What somebody opened and why, for another person to judge. No case content here."""
    glass = get_object_or_404(
        BreakGlass.objects.reviewable_by(request.user).select_related(
            "case", "user", "reviewed_by"
        ),
        public_id=public_id,
    )
    record_access(request, "glass_review", thing=glass, case=glass.case)
    form = ReviewForm(request.POST or None)
    if form.is_valid():
        try:
            review_glass(glass, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error("note" if error.code == "note_missing" else None, error)
        else:
            messages.success(request, "Your review has been saved.")
            return redirect("cases:glass_list")
    return render(request, "cases/glass_review.html", {"glass": glass, "form": form})

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from accounts.decorators import requires
from accounts.permissions import Permission
from accounts.requests import UserRequest
from accounts.submitting import new_form_token, submit_once
from cases.drafts import DraftKey, clear_draft, find_draft, prefill_and_compare
from cases.views.case_loading import with_version
from conferences.domain.reviewing import record_review, review_action, reviewed_plan
from conferences.forms.following_up import ReviewForm
from conferences.meeting_page import meeting_context
from conferences.models import ActionReview, Meeting, ReviewRecord
from conferences.plan_page import action_rows
from conferences.views.loading import load_meeting
from conferences.views.plan_loading import say_what_is_wrong, sent
from restorative.conflicts import StaleVersion

REVIEW = "conferences:meeting_review"
TEXTS = (
    ("went_well", "What has gone well"),
    ("new_worries", "New worries"),
    ("child_views", "What the child thinks"),
)


@require_GET
@requires(Permission.MEETING_VIEW)
def meeting_review(request: UserRequest, public_id: UUID) -> HttpResponse:
    """What a review came to: each action, new worries, the child's view, how it goes on."""
    meeting, case = load_meeting(request, public_id, Permission.MEETING_VIEW)
    _check_reviews(meeting)
    plan = reviewed_plan(meeting)
    reviews = _reviews_of(meeting)
    rows = action_rows(plan, request.user) if plan else []
    context = {
        "plan": plan,
        "rows": [(row, reviews.get(row.action.pk)) for row in rows],
        "record": ReviewRecord.objects.filter(meeting=meeting)
        .select_related("recorded_by")
        .first(),
        "is_begun": bool(reviews),
    }
    return render(
        request,
        "conferences/following_up/meeting_review.html",
        meeting_context(request, meeting, case, REVIEW, **context),
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.MEETING_PREPARE)
def review_record(request: UserRequest, public_id: UUID) -> HttpResponse:
    """Record a review, all at once or bit by bit: whatever is filled in is kept."""
    meeting, case = load_meeting(request, public_id, Permission.MEETING_PREPARE)
    _check_reviews(meeting)
    key = DraftKey.of("plan-review", case.public_id, title=f"Review on {case}", url=request.path)
    plan = reviewed_plan(meeting)
    asked: dict[str, Any] = {
        "rows": action_rows(plan, request.user) if plan else [],
        "reviews": _reviews_of(meeting),
        "record": ReviewRecord.objects.filter(meeting=meeting).first(),
    }
    draft = find_draft(request.user, key)
    form = ReviewForm(sent(request), **asked)
    conflict = None
    version = asked["record"].version if asked["record"] else 1
    if draft and prefill_and_compare(form, draft, version=version):
        conflict = {"theirs": _in_words(asked["record"]), "yours": "Your draft stands below."}
    if form.is_valid():

        def act() -> str:
            for row, outcome, words in form.outcomes():
                review_action(meeting, row.action, by=request.user, outcome=outcome, words=words)
            record_review(meeting, by=request.user, **form.whole())
            clear_draft(request.user, key)
            messages.success(request, "The review has been saved.")
            return reverse(REVIEW, kwargs={"public_id": meeting.public_id})

        try:
            return submit_once(request, act)
        except StaleVersion:
            now = asked["record"] = ReviewRecord.objects.get(meeting=meeting)
            conflict = {"theirs": _in_words(now), "yours": _said(form.cleaned_data)}
            form = ReviewForm(with_version(request.POST, now.version), **asked)
        except ValidationError as error:
            say_what_is_wrong(form, error)
    context = {
        "form": form,
        "form_token": new_form_token(),
        "draft_key": key,
        "draft": None if form.is_bound else draft,
        "conflict": conflict,
        "back": reverse(REVIEW, kwargs={"public_id": meeting.public_id}),
    }
    return render(
        request,
        "conferences/following_up/review_record.html",
        meeting_context(request, meeting, case, REVIEW, **context),
        status=409 if conflict and form.is_bound else 200,
    )


def _check_reviews(meeting: Meeting) -> None:
    if not meeting.declared.reviews_plan:
        raise Http404


def _reviews_of(meeting: Meeting) -> dict[int, ActionReview]:
    return {review.action_id: review for review in meeting.action_reviews.all()}


def _in_words(record: ReviewRecord | None) -> str:
    if record is None:
        return ""
    return _said({name: getattr(record, name) for name, _ in TEXTS} | {"decision": record.decision})


def _said(data: dict[str, Any]) -> str:
    parts = [f"{label}: {data[name]}" for name, label in TEXTS if data.get(name)]
    if data.get("decision"):
        parts.append(ReviewRecord.Decision(data["decision"]).label)
    return "\n\n".join(parts)

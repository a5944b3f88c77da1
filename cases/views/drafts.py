from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST

from accounts.audit import record_access
from accounts.decorators import requires
from accounts.permissions import Permission
from accounts.requests import UserRequest
from accounts.submitting import submitted_before
from cases.draft_forms import FORMS
from cases.drafts import DraftKey, TooMuchText, clear_draft, drafted_data, keep_draft
from cases.kept_drafts import kept_draft, subjects_of
from cases.models import Case
from cases.views.draft_places import can_go_on
from restorative.typed import typed_rows


@require_POST
@requires(Permission.OWN_ACCOUNT)
def draft_save(request: UserRequest, form: str, subject: str) -> HttpResponse:
    """Keep what is being typed. The record is not looked up: a draft tells nothing of it."""
    key = _key(request, form, subject)
    if submitted_before(request):
        # Sent by the page while its form was on the way: that is no draft any more.
        return JsonResponse({"saved": False})
    try:
        draft = keep_draft(request.user, key, request.POST)
    except TooMuchText:
        return JsonResponse({"saved": False}, status=413)
    if draft is None:
        return JsonResponse({"saved": False})
    saved_at = timezone.localtime(draft.saved_at)
    return JsonResponse({"saved": True, "at": f"{saved_at:%H:%M}"})


@require_http_methods(["GET", "POST"])
@requires(Permission.OWN_ACCOUNT)
def draft_detail(request: UserRequest, public_id: UUID) -> HttpResponse:
    """Lead to the form that a draft was typed into, or show its words where that is closed."""
    kept = kept_draft(request.user, public_id)
    if kept is None:
        raise Http404
    if request.method == "POST":
        kept.draft.delete()
        messages.success(request, "The draft has been discarded.")
        return redirect("cases:my_work")
    if can_go_on(kept, request.user):
        return redirect(kept.draft.url)
    keys = [key for _, key in subjects_of(kept.draft)]
    cases = Case.objects.visible_to(request.user).filter(public_id__in=keys)
    record_access(
        request, "draft_detail", thing=kept.draft, cases=cases.values_list("pk", flat=True)
    )
    context = {"kept": kept, "typed": typed_rows(drafted_data(kept.draft))}
    return render(request, "cases/draft_detail.html", context)


@require_POST
@requires(Permission.OWN_ACCOUNT)
def draft_discard(request: UserRequest, form: str, subject: str) -> HttpResponse:
    key = _key(request, form, subject)
    clear_draft(request.user, key)
    return redirect(key.url or reverse("cases:my_work"))


def _key(request: UserRequest, form: str, subject: str) -> DraftKey:
    if form not in FORMS:
        raise Http404
    url = request.POST.get("draft_url", "")
    if not url_has_allowed_host_and_scheme(url, allowed_hosts=None) or not url.startswith("/"):
        url = ""
    title = request.POST.get("draft_title", "").strip() or "Unfinished form"
    return DraftKey(form, subject, title, url)

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from accounts.decorators import requires
from accounts.permissions import Permission
from accounts.requests import UserRequest
from cases.drafts import FORMS, DraftKey, TooMuchText, clear_draft, keep_draft


@require_POST
@requires(Permission.OWN_ACCOUNT)
def draft_save(request: UserRequest, form: str, subject: str) -> HttpResponse:
    """Keep what is being typed. The record is not looked up: a draft tells nothing of it."""
    key = _key(request, form, subject)
    try:
        draft = keep_draft(request.user, key, request.POST)
    except TooMuchText:
        return JsonResponse({"saved": False}, status=413)
    if draft is None:
        return JsonResponse({"saved": False})
    saved_at = timezone.localtime(draft.saved_at)
    return JsonResponse({"saved": True, "at": f"{saved_at:%H:%M}"})


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

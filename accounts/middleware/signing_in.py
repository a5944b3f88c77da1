"""Strangers go to sign-in; what they were sending when their session ended comes back."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse

from accounts.views.expired import expired_post, is_kept


class SignInRequired(LoginRequiredMiddleware):
    """Deny by default: every view that is not marked public wants a person.

    A form sent after the session ended is answered with its own fields, so that nothing
    typed is lost; a script's request with 401, which it can tell from a page.
    """

    def handle_no_permission(
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]
    ) -> Any:
        if is_scripted(request):
            return JsonResponse({"signed_in": False}, status=401)
        if request.method == "POST" and is_kept(request):
            return expired_post(request)
        return super().handle_no_permission(request, view_func)


def is_scripted(request: HttpRequest) -> bool:
    """Whether a script on a page asks, not somebody who waits for a page."""
    return (
        "X-Background" in request.headers
        or request.headers.get("Sec-Fetch-Dest") == "empty"
        or not request.accepts("text/html")
    )


class PrivateAnswers:
    """Nothing is kept by the browser or on the way, unless the view says it may be."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not response.has_header("Cache-Control"):
            response["Cache-Control"] = "no-store"
        if getattr(request, "signed_out", False):
            # What a shared laptop's browser still holds of the pages just seen.
            response["Clear-Site-Data"] = '"cache", "storage"'
        return response

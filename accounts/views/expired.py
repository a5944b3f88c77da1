"""A form that came too late is answered with what was typed, ready to be sent again."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from restorative.typed import typed_rows

# Pages that take a password or a code: what was typed there is not shown again.
SECRET_ROUTES = ("account_", "mfa_", "socialaccount_", "usersessions_", "invitation_accept")
SECRET_FIELDS = frozenset({"code", "credential", "otp_code", "pin"})
MADE_FOR_ONE_PAGE = frozenset({"csrfmiddlewaretoken"})
# How Django begins its reason when the form is ours and only its token is old. Any other
# refusal may be another site's doing: its fields are not repeated.
EXPIRED = "CSRF "


def is_kept(request: HttpRequest) -> bool:
    """Whether the fields of this form may come back in a page."""
    match = request.resolver_match
    if match is not None and (match.url_name or "").startswith(SECRET_ROUTES):
        return False
    return not any("password" in name or name in SECRET_FIELDS for name in request.POST)


def expired_post(request: HttpRequest) -> HttpResponse:
    """The session ended: sign in in another tab, come back, send again."""
    return render(request, "accounts/expired_post.html", _kept(request), status=401)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page was open too long, or in two tabs: press once more."""
    ours = reason.startswith(EXPIRED) and bool(request.POST)
    context = _kept(request) if ours and is_kept(request) else {}
    return render(request, "403_csrf.html", context, status=403)


def _kept(request: HttpRequest) -> dict[str, object]:
    return {
        "action": request.get_full_path(),
        "fields": [
            (name, value)
            for name, values in request.POST.lists()
            if name not in MADE_FOR_ONE_PAGE
            for value in values
        ],
        "typed": typed_rows(request.POST),
        "files_lost": bool(request.FILES),
    }

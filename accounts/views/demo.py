"""A demo's shortcuts. Their addresses exist only when DEMO is on."""

from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from accounts.decorators import public, requires
from accounts.demo_people import demo_users
from accounts.models import OutboxMessage
from accounts.paging import keyset_page
from accounts.permissions import Permission
from accounts.requests import UserRequest

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@public
@require_POST
def demo_sign_in(request: HttpRequest) -> HttpResponse:
    """Be one of the demo people, without a password."""
    user = demo_users().get(request.POST.get("email", ""))
    if user is None:
        raise Http404
    login(request, user, backend=BACKEND)
    return redirect("/")


@require_GET
@requires(Permission.DEMO_OUTBOX)
def demo_outbox(request: UserRequest) -> HttpResponse:
    """What would have been sent."""
    page = keyset_page(request, OutboxMessage.objects.all(), order=("-at", "-pk"))
    return render(request, "accounts/demo_outbox.html", {"page": page})

"""The pages at the foot of every page. They are the same for everybody."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.decorators import public
from accounts.models import Role, User


@public
@require_GET
def help_page(request: HttpRequest) -> HttpResponse:
    """How to get on. The names of administrators are for colleagues, not for strangers."""
    administrators: list[User] = []
    if request.user.is_authenticated:
        administrators = list(User.objects.active().with_role(Role.ADMINISTRATOR))
    return render(request, "accounts/help_page.html", {"administrators": administrators})


@public
@require_GET
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/accessibility.html")


@public
@require_GET
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/privacy.html")

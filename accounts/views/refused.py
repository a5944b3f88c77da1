"""Pages that say no, and what to do instead."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.models import Role, User
from accounts.permissions import HOLDERS, PERMISSION_LABELS, SEAT_LABELS, Permission
from accounts.views.expired import is_kept
from restorative.conflicts import StaleVersion
from restorative.typed import typed_rows


def refused(request: HttpRequest, reason: str) -> HttpResponse:
    """403: says what it takes, which roles have it, and whom to ask. Nothing of the record.

    Whoever sent a form is given their own words back: the case may have been closed while
    they were writing.
    """
    permission: Permission | None = getattr(
        getattr(request.resolver_match, "func", None), "permission", None
    )
    context: dict[str, object] = {"reason": reason, "ask": [], "typed": typed_in(request)}
    if permission is not None:
        context["action"] = PERMISSION_LABELS[permission]
        context["roles"] = [
            label for seat, label in SEAT_LABELS.items() if seat in HOLDERS[permission]
        ]
    if request.user.is_authenticated:
        context["ask"] = _whom_to_ask(request.user)
    return render(request, "403.html", context, status=403)


def not_there(request: HttpRequest) -> HttpResponse | None:
    """404 to a form, with its words; None where nothing was typed.

    The same page whether the record is hidden or was never made: it holds only what came
    with this very request.
    """
    typed = typed_in(request)
    return render(request, "404.html", {"typed": typed}, status=404) if typed else None


def conflict(request: HttpRequest, error: StaleVersion) -> HttpResponse:
    """409 where a view has no page of its own for it: what was typed is on the page."""
    context = {"typed": typed_in(request), "back": request.path}
    return render(request, "accounts/changed_meanwhile.html", context, status=409)


def typed_in(request: HttpRequest) -> list[tuple[str, str]]:
    """What people typed into the form that was sent; nothing of a form with a password."""
    if request.method != "POST" or not is_kept(request):
        return []
    return typed_rows(request.POST)


def _whom_to_ask(user: User) -> list[User]:
    """The managers of their teams; for somebody without, the administrators."""
    teams = [membership.team_id for membership in user.current_memberships]
    others = User.objects.active().exclude(pk=user.pk)
    managers = list(
        others.filter(
            memberships__team__in=teams,
            memberships__role=Role.MANAGER,
            memberships__ended_at__isnull=True,
        ).distinct()[:3]
    )
    return managers or list(others.with_role(Role.ADMINISTRATOR)[:3])

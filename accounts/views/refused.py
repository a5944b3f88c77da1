"""Pages that say no, and what to do instead."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.models import Role, User
from accounts.permissions import HOLDERS, PERMISSION_LABELS, SEAT_LABELS, Permission
from accounts.views.expired import MADE_FOR_ONE_PAGE
from restorative.conflicts import StaleVersion


def refused(request: HttpRequest, reason: str) -> HttpResponse:
    """403: says what it takes, which roles have it, and whom to ask. Nothing of the record."""
    permission: Permission | None = getattr(
        getattr(request.resolver_match, "func", None), "permission", None
    )
    context: dict[str, object] = {"reason": reason, "ask": []}
    if permission is not None:
        context["action"] = PERMISSION_LABELS[permission]
        context["roles"] = [
            label for seat, label in SEAT_LABELS.items() if seat in HOLDERS[permission]
        ]
    if request.user.is_authenticated:
        context["ask"] = _whom_to_ask(request.user)
    return render(request, "403.html", context, status=403)


def conflict(request: HttpRequest, error: StaleVersion) -> HttpResponse:
    """409 where a view has no page of its own for it: what was typed is on the page."""
    typed = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in MADE_FOR_ONE_PAGE and name != "version"
        for value in values
    ]
    return render(
        request,
        "accounts/changed_meanwhile.html",
        {"typed": typed, "back": request.path},
        status=409,
    )


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

from dataclasses import asdict
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from accounts.audit import record_access
from accounts.decorators import requires
from accounts.models import User
from accounts.permissions import CASEWORK, MANAGERS, Permission, Seat, can
from accounts.requests import UserRequest
from accounts.submitting import new_form_token, submit_once
from cases.domain.handing_over import (
    HandedOver,
    Refused,
    hand_over_work,
    may_hand_over_work_of,
    teams_of_leaver,
    work_left,
)
from cases.forms.handing_over import HandOverForm

SESSION_KEY = "handed_over"


@require_http_methods(["GET", "POST"])
@requires(Permission.WORK_HAND_OVER)
def work_hand_over(request: UserRequest, public_id: UUID) -> HttpResponse:
    """Give all of a leaver's work to one colleague; what cannot go to them is named after."""
    leaver = _find_leaver(request, public_id)
    form = HandOverForm(
        request.POST if request.method == "POST" else None,
        colleagues=_colleagues(request.user, leaver),
    )
    if form.is_valid():
        to = form.cleaned_data["to"]

        def act() -> str:
            done = hand_over_work(leaver, to, by=request.user, why=form.cleaned_data["why"])
            record_access(request, "work_handed_over", thing=leaver)
            request.session[SESSION_KEY] = {
                "leaver": str(leaver.public_id),
                "to": str(to),
                "done": asdict(done),
            }
            return reverse("cases:work_handed_over", kwargs={"public_id": leaver.public_id})

        try:
            return submit_once(request, act)
        except ValidationError as error:
            form.add_error("to", error)
    record_access(request, "work_hand_over", thing=leaver)
    is_administrator = Seat.ADMINISTRATOR in request.user.seats
    context = {
        "leaver": leaver,
        "form": form,
        "form_token": new_form_token(),
        "left": work_left(leaver, seen_by=None if is_administrator else request.user),
        "is_administrator": is_administrator,
        "back": _back(request, leaver),
    }
    return render(request, "cases/work_hand_over.html", context)


@require_GET
@requires(Permission.WORK_HAND_OVER)
def work_handed_over(request: UserRequest, public_id: UUID) -> HttpResponse:
    """What went over and what did not, as told to whoever did it, until they sign out."""
    leaver = _find_leaver(request, public_id)
    kept = request.session.get(SESSION_KEY)
    if not kept or kept["leaver"] != str(leaver.public_id):
        messages.info(request, "Choose who takes the work over.")
        return redirect("cases:work_hand_over", public_id=leaver.public_id)
    said = kept["done"]
    refused = [Refused(**row) for row in said["refused"]]
    record_access(request, "work_handed_over", thing=leaver)
    context = {
        "leaver": leaver,
        "to": kept["to"],
        "done": HandedOver(**{**said, "refused": refused}),
        "sees_cases": bool(request.user.seats & CASEWORK),
        "back": _back(request, leaver),
        "may_deactivate": can(request.user, Permission.STAFF_MANAGE) and leaver.is_active,
    }
    return render(request, "cases/work_handed_over.html", context)


def _find_leaver(request: UserRequest, public_id: UUID) -> User:
    """Anybody for an administrator; for a manager those who are in their teams."""
    leaver = get_object_or_404(User, public_id=public_id)
    if not may_hand_over_work_of(request.user, leaver):
        raise Http404
    return leaver


def _colleagues(by: User, leaver: User) -> list[User]:
    """Active members of the leaver's teams, by name; for a manager of those they manage."""
    teams = teams_of_leaver(leaver)
    if Seat.ADMINISTRATOR not in by.seats:
        teams &= set(by.team_ids(*MANAGERS))
    members = User.objects.active().filter(memberships__team__in=teams, memberships__ended_at=None)
    return list(members.exclude(pk=leaver.pk).distinct())


def _back(request: UserRequest, leaver: User) -> str:
    if can(request.user, Permission.STAFF_MANAGE):
        return leaver.get_absolute_url()
    return reverse("cases:my_work")

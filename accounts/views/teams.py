from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.audit import record_access
from accounts.decorators import requires
from accounts.domain.teaming import add_team, archive_team, change_team, reopen_team
from accounts.forms.teams import TeamChangeForm, TeamForm
from accounts.models import Team
from accounts.permissions import Permission
from accounts.requests import UserRequest
from accounts.submitting import new_form_token, submit_once
from accounts.views.changed import changed_page
from accounts.work import team_work_left
from restorative.conflicts import StaleVersion


@require_GET
@requires(Permission.STAFF_MANAGE)
def team_list(request: UserRequest) -> HttpResponse:
    now = Q(memberships__ended_at__isnull=True)
    teams = Team.objects.annotate(
        members=Count("memberships__user", filter=now, distinct=True)
    ).order_by("archived_at", "name")
    return render(request, "accounts/team_list.html", {"teams": teams})


@require_GET
@requires(Permission.STAFF_MANAGE)
def team_detail(request: UserRequest, public_id: UUID) -> HttpResponse:
    team = get_object_or_404(Team, public_id=public_id)
    members = (
        team.memberships.current()
        .select_related("user")
        .order_by("role", "user__last_name", "user__first_name", "pk")
    )
    return render(request, "accounts/team_detail.html", {"team": team, "members": members})


@require_http_methods(["GET", "POST"])
@requires(Permission.STAFF_MANAGE)
def team_add(request: UserRequest) -> HttpResponse:
    form = TeamForm(request.POST or None)
    if form.is_valid():
        try:
            return submit_once(request, lambda: _add(request, form))
        except ValidationError as error:
            form.add_error(None, error)
    context = {"form": form, "form_token": request.POST.get("form_token") or new_form_token()}
    return render(request, "accounts/team_add.html", context)


def _add(request: UserRequest, form: TeamForm) -> str:
    team = add_team(by=request.user, **form.cleaned_data)
    record_access(request, "team_added", thing=team)
    messages.success(request, f"{team} added")
    return team.get_absolute_url()


@require_http_methods(["GET", "POST"])
@requires(Permission.STAFF_MANAGE)
def team_edit(request: UserRequest, public_id: UUID) -> HttpResponse:
    team = get_object_or_404(Team, public_id=public_id)
    form = TeamChangeForm(request.POST or None, team=team)
    if form.is_valid():
        try:
            change_team(
                team, by=request.user, version=form.cleaned_data["version"], changes=form.changes
            )
        except StaleVersion as stale:
            return changed_page(request, form, stale, back=team.get_absolute_url())
        except ValidationError as error:
            form.add_error(None, error)
        else:
            record_access(request, "team_changed", thing=team)
            messages.success(request, f"{team} changed")
            return redirect(team)
    return render(request, "accounts/team_edit.html", {"form": form, "team": team})


@require_http_methods(["GET", "POST"])
@requires(Permission.STAFF_MANAGE)
def team_archive(request: UserRequest, public_id: UUID) -> HttpResponse:
    team = get_object_or_404(Team.objects.open(), public_id=public_id)
    refusal: list[str] = []
    if request.method == "POST":
        try:
            archive_team(team, by=request.user)
        except ValidationError as error:
            refusal = error.messages
        else:
            record_access(request, "team_archived", thing=team)
            messages.success(request, f"{team} archived")
            return redirect(team)
    context = {"team": team, "left": team_work_left(team), "refusal": refusal}
    return render(request, "accounts/team_archive.html", context, status=422 if refusal else 200)


@require_POST
@requires(Permission.STAFF_MANAGE)
def team_reopen(request: UserRequest, public_id: UUID) -> HttpResponse:
    team = get_object_or_404(Team, public_id=public_id)
    reopen_team(team, by=request.user)
    record_access(request, "team_reopened", thing=team)
    messages.success(request, f"{team} is open again")
    return redirect(team)

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.decorators import requires
from accounts.models import Team, User
from accounts.permissions import Permission, Seat
from accounts.requests import UserRequest
from accounts.submitting import new_form_token, submit_once, submitted_before
from cases.access import load_case, may
from cases.case_page import case_context
from cases.domain.discarding import delete_draft
from cases.domain.referring import send_referral, start_referral
from cases.forms.referrals import StartForm
from cases.kept_drafts import unsaved_in_referral
from cases.models import Case, SafeguardingAlert
from cases.referral_contents import ReferralContents
from cases.referral_sections import sections_of
from cases.rules_referral import check_no_case_open, check_ready_to_send
from cases.timescales import Step, due_on
from cases.views.case_loading import load_sent_case
from cases.views.referrals_loading import load_referral, page_of, sent_elsewhere


@require_http_methods(["GET", "POST"])
@requires(Permission.REFERRAL_MAKE)
def referral_start(request: UserRequest) -> HttpResponse:
    """Say what a referral takes, and begin one: only its author sees it until it is sent."""
    services = list(Team.objects.open().service())
    form = StartForm(
        request.POST if request.method == "POST" else None,
        services=services,
        referring=_referring_teams(request.user),
    )
    if services and form.is_valid():

        def act() -> str:
            case = start_referral(by=request.user, team=form.service, referring_team=form.referring)
            return page_of("referral_tasks", case)

        try:
            return submit_once(request, act)
        except ValidationError as error:
            form.add_error(None, error)
    context = {"form": form, "form_token": new_form_token(), "has_service": bool(services)}
    return render(request, "cases/referral_start.html", context)


def _referring_teams(user: User) -> list[Team]:
    teams = {
        membership.team_id: membership.team
        for membership in user.current_memberships
        if membership.seat in (Seat.SOCIAL_WORKER, Seat.REFERRING_MANAGER)
    }
    return sorted(teams.values(), key=lambda team: team.name)


@require_GET
@requires(Permission.REFERRAL_MAKE)
def referral_tasks(request: UserRequest, public_id: UUID) -> HttpResponse:
    """The parts of a referral, to be filled in in any order, with how far each has come."""
    case = load_referral(request, public_id)
    if away := sent_elsewhere(request, case):
        return away
    contents = ReferralContents.of(case, seen_by=request.user)
    context = {
        "case": case,
        "contents": contents,
        "sections": sections_of(contents, gaps=check_ready_to_send(case)),
        "doubt": _open_case(case, request.user),
        "alerts": SafeguardingAlert.objects.visible_to(request.user).filter(case=case),
    }
    return render(request, "cases/referral_tasks.html", context)


@require_GET
@requires(Permission.REFERRAL_MAKE)
def referral_check(request: UserRequest, public_id: UUID) -> HttpResponse:
    """All answers on one page, each with a way to change it, and what is missing."""
    case = load_referral(request, public_id)
    if away := sent_elsewhere(request, case):
        return away
    return _check_page(request, case)


@require_POST
@requires(Permission.REFERRAL_MAKE)
def referral_send(request: UserRequest, public_id: UUID) -> HttpResponse:
    """Send it. A second press finds it sent, and leads to the same reference."""
    case = load_referral(request, public_id)
    if case.stage != Case.Stage.DRAFT:
        return redirect("cases:referral_sent", public_id=case.public_id)

    def act() -> str:
        send_referral(case, by=request.user)
        return page_of("referral_sent", case)

    try:
        return submit_once(request, act)
    except ValidationError as error:
        if error.error_list[0].code == "already_sent":
            return redirect("cases:referral_sent", public_id=case.public_id)
        return _check_page(request, case, status=422)


@require_GET
@requires(Permission.CASE_VIEW)
def referral_sent(request: UserRequest, public_id: UUID) -> HttpResponse:
    """The reference, and by when there will be an answer."""
    case = load_case(request, public_id)
    if case.referral.sent_at is None:
        raise Http404
    sent_on = timezone.localdate(case.referral.sent_at)
    context = {"case": case, "answer_by": due_on(Step.DECIDE, sent_on)}
    return render(request, "cases/referral_sent.html", context)


@require_GET
@requires(Permission.CASE_VIEW)
def referral_detail(request: UserRequest, public_id: UUID) -> HttpResponse:
    """A referral that was sent, to read: for those who decide about it and work with it."""
    case = load_sent_case(request, public_id)
    contents = ReferralContents.of(case, seen_by=request.user)
    context = {
        "contents": contents,
        "sections": sections_of(contents),
        "may_record_offer": may(request.user, Permission.OFFER_RECORD, case),
    }
    return render(
        request,
        "cases/referral_detail.html",
        case_context(request, case, "cases:case_detail", **context),
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.REFERRAL_MAKE)
def referral_delete(request: UserRequest, public_id: UUID) -> HttpResponse:
    """Say what goes and what stays, then delete the draft."""
    if done := submitted_before(request):
        return done
    case = load_referral(request, public_id)
    if away := sent_elsewhere(request, case):
        return away
    if request.method == "POST":

        def act() -> str:
            delete_draft(case, by=request.user)
            messages.success(request, "The draft has been deleted.")
            return reverse("cases:my_work")

        try:
            return submit_once(request, act)
        except ValidationError as error:
            messages.error(request, error.message)
            page = "referral_detail" if error.code == "already_sent" else "referral_tasks"
            return redirect(page_of(page, case))
    contents = ReferralContents.of(case, seen_by=request.user)
    context = {"case": case, "contents": contents, "form_token": new_form_token()}
    return render(request, "cases/referral_delete.html", context)


def _check_page(request: UserRequest, case: Case, *, status: int = 200) -> HttpResponse:
    contents = ReferralContents.of(case, seen_by=request.user)
    gaps = check_ready_to_send(case)
    context = {
        "case": case,
        "contents": contents,
        "sections": sections_of(contents, gaps=gaps),
        "gaps": gaps,
        "unsaved": unsaved_in_referral(case, request.user),
        "doubt": _open_case(case, request.user),
        "form_token": new_form_token(),
    }
    return render(request, "cases/referral_check.html", context, status=status)


def _open_case(case: Case, user: User) -> str:
    """That a child has an open case already, for those who may know of it."""
    try:
        check_no_case_open(case, by=user)
    except ValidationError as error:
        return " ".join(error.messages)
    return ""

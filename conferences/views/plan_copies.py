from datetime import datetime, time
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.decorators import requires
from accounts.permissions import Permission
from accounts.requests import UserRequest
from accounts.submitting import new_form_token, submit_once
from conferences.domain.copying_plans import (
    check_copy,
    kept_against_advice,
    leave_without_copy,
    make_copy,
    receive_copy,
    send_copy,
)
from conferences.domain.planning import called
from conferences.forms.plan_copies import CheckForm, CopyForm, NoCopyForm, SentForm
from conferences.models import FamilyPlan, PlanCopy
from conferences.plan_copy import pieces_of
from conferences.plan_copy_words import blocks_of
from conferences.plan_page import copy_rows, due_words
from conferences.views.plan_loading import (
    act_and_return,
    find_person,
    load_copy,
    load_plan,
    plan_page,
    plan_url,
    say_what_is_wrong,
    sent,
)
from restorative.pdf import PdfNotAvailable, pdf_from_html


@require_http_methods(["GET", "POST"])
@requires(Permission.MEETING_RECORD)
def plan_copy_add(request: UserRequest, public_id: UUID) -> HttpResponse:
    """Choose whose copy it is; then how it goes and what it leaves out."""
    to = request.GET.get("to", "")
    permission = Permission.MEETING_PREPARE if to else Permission.MEETING_RECORD
    plan, meeting, case = load_plan(request, public_id, permission)
    if not to:
        rows = copy_rows(plan, request.user)
        return plan_page(
            request,
            "plan_copies.html",
            meeting,
            case,
            plan=plan,
            copy_rows=rows,
            copies_due=due_words(meeting, rows),
            is_agreed=plan.state == FamilyPlan.State.AGREED,
            back=plan_url(plan),
        )
    person = find_person(request, meeting, to)
    pieces = pieces_of(plan, person)
    form = CopyForm(sent(request), pieces=pieces)
    if form.is_valid():

        def act() -> str:
            copy = make_copy(plan, person, by=request.user, **form.cleaned_data)
            return reverse("conferences:plan_copy_detail", kwargs={"public_id": copy.public_id})

        try:
            return submit_once(request, act)
        except ValidationError as error:
            say_what_is_wrong(form, error)
    return plan_page(
        request,
        "plan_copy_add.html",
        meeting,
        case,
        plan=plan,
        name=called(person),
        form=form,
        form_token=new_form_token(),
        proposed=sum(bool(piece.why) for piece in pieces),
        back=reverse("conferences:plan_copy_add", kwargs={"public_id": plan.public_id}),
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.MEETING_PREPARE)
def plan_copy_without(request: UserRequest, public_id: UUID) -> HttpResponse:
    """Say why somebody gets no copy."""
    plan, meeting, case = load_plan(request, public_id, Permission.MEETING_PREPARE)
    back = reverse("conferences:plan_copy_add", kwargs={"public_id": plan.public_id})
    if not request.GET.get("to"):
        return redirect(back)
    person = find_person(request, meeting, request.GET["to"])
    form = NoCopyForm(sent(request))
    if form.is_valid():

        def act() -> str:
            leave_without_copy(plan, person, by=request.user, why=form.cleaned_data["why"])
            messages.success(request, "The reason has been saved.")
            return back

        try:
            return submit_once(request, act)
        except ValidationError as error:
            say_what_is_wrong(form, error)
    return plan_page(
        request,
        "plan_copy_without.html",
        meeting,
        case,
        plan=plan,
        name=called(person),
        form=form,
        form_token=new_form_token(),
        back=back,
    )


@require_GET
@requires(Permission.MEETING_RECORD)
def plan_copy_detail(request: UserRequest, public_id: UUID) -> HttpResponse:
    """What this person will see, word for word, and how far the copy has come."""
    return _copy_page(request, public_id)


@require_POST
@requires(Permission.MEETING_PREPARE)
def plan_copy_check(request: UserRequest, public_id: UUID) -> HttpResponse:
    """The tick of whoever has read the copy."""
    copy, _, _ = load_copy(request, public_id)
    form = CheckForm(request.POST)
    if form.is_valid():
        try:
            check_copy(copy, by=request.user)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "The copy is checked. It can go now.")
            return redirect("conferences:plan_copy_detail", copy.public_id)
    return _copy_page(request, public_id, check_form=form)


@require_POST
@requires(Permission.MEETING_PREPARE)
def plan_copy_send(request: UserRequest, public_id: UUID) -> HttpResponse:
    """Record on which day the copy went."""
    copy, _, _ = load_copy(request, public_id)
    form = SentForm(request.POST)
    if form.is_valid():
        day = form.cleaned_data["sent_on"]
        at = None
        if day != timezone.localdate():
            at = timezone.make_aware(datetime.combine(day, time(12)))
        try:
            send_copy(copy, by=request.user, at=at)
        except ValidationError as error:
            say_what_is_wrong(form, error)
        else:
            messages.success(request, "It is recorded that the copy has gone.")
            return redirect(
                reverse("conferences:plan_copy_add", kwargs={"public_id": copy.plan.public_id})
            )
    return _copy_page(request, public_id, sent_form=form)


@require_POST
@requires(Permission.MEETING_PREPARE)
def plan_copy_received(request: UserRequest, public_id: UUID) -> HttpResponse:
    copy, _, _ = load_copy(request, public_id)
    return act_and_return(
        request,
        lambda: receive_copy(copy, by=request.user),
        done="It is recorded that they have it.",
        back=reverse("conferences:plan_copy_add", kwargs={"public_id": copy.plan.public_id}),
    )


@require_GET
@requires(Permission.MEETING_RECORD)
def plan_copy_pdf(request: UserRequest, public_id: UUID) -> HttpResponse:
    """The copy as a tagged PDF; where that cannot be drawn, the page to print."""
    copy, _, _ = load_copy(request, public_id)
    large = copy.is_large_print or request.GET.get("large") == "1"
    html = render_to_string(
        "conferences/planning/plan_copy_document.html",
        {"blocks": blocks_of(copy._text), "large": large},
    )
    try:
        drawn = pdf_from_html(html)
    except PdfNotAvailable:
        messages.info(request, "A PDF cannot be made on this machine. Print this page instead.")
        return redirect("conferences:plan_copy_detail", copy.public_id)
    response = HttpResponse(drawn, content_type="application/pdf")
    response["Content-Disposition"] = 'attachment; filename="our-plan.pdf"'
    return response


def _copy_page(
    request: UserRequest,
    public_id: UUID,
    *,
    check_form: CheckForm | None = None,
    sent_form: SentForm | None = None,
) -> HttpResponse:
    copy, meeting, case = load_copy(request, public_id)
    return plan_page(
        request,
        "plan_copy_detail.html",
        meeting,
        case,
        plan=copy.plan,
        copy=copy,
        name=called(copy.participant),
        blocks=blocks_of(copy._text),
        omissions=_omissions(copy),
        kept=kept_against_advice(copy),
        check_form=check_form or CheckForm(),
        sent_form=sent_form or SentForm(),
        is_current=copy.plan.state == FamilyPlan.State.AGREED,
        back=reverse("conferences:plan_copy_add", kwargs={"public_id": copy.plan.public_id}),
    )


def _omissions(copy: PlanCopy) -> list[tuple[str, str]]:
    """What a copy leaves out, in words, each with why."""
    labels = {piece.key: piece.label for piece in pieces_of(copy.plan, copy.participant)}
    rows = copy.omissions.order_by("pk")
    keys = [(row.passage or f"action-{row.action_id}", row.why) for row in rows]
    return [(labels.get(key, "A part of the plan"), why) for key, why in keys]

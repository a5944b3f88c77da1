from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.audit import record_access
from accounts.decorators import requires
from accounts.models import User
from accounts.permissions import Permission
from accounts.requests import UserRequest
from cases.access import load_case, may
from cases.case_page import case_context
from cases.models import Case, Event
from conferences.clocks import clocks_of
from conferences.documents import documents_of
from conferences.domain.calling_off import can_be_called_off
from conferences.domain.sides import side_label_left
from conferences.formats import prepared
from conferences.meeting_page import meeting_context
from conferences.meeting_rows import MINE, TEAM, rows_of
from conferences.models import Meeting
from conferences.openings import beside_case, openings_of
from conferences.practice_page import moves_seen
from conferences.prompts import prompts_of
from conferences.readiness import read_readiness
from conferences.readiness_words import (
    circle_svg,
    finding,
    next_thing,
    open_steps,
    stage_to_prepare_for,
)
from conferences.side_links import side_links
from conferences.views.loading import load_work
from conferences.views.practice import practice_overview
from conferences.where_things_stand import standing_of

PAST_SHOWN = timedelta(days=14)
SHOWN = 100
MOVES = (Event.Kind.MEETING_OPENED, Event.Kind.MEETING_DATED, Event.Kind.MEETING_MOVED)


@require_GET
@requires(Permission.MEETING_VIEW)
def meeting_list(request: UserRequest) -> HttpResponse:
    """Meetings of visible cases: those with a date by day, and those still without one.

    Whoever coordinates, or works on, some of them sees their own first.
    """
    since = timezone.now() - PAST_SHOWN
    meetings = Meeting.objects.visible_to(request.user).filter(format__in=prepared())
    dated = list(meetings.filter(starts_at__gte=since).order_by("starts_at", "pk")[:SHOWN])
    undated = list(meetings.without_a_date().order_by("opened_at", "pk")[:SHOWN])
    rows = rows_of(dated + undated, request.user)
    whose = request.GET.get("whose", "")
    if whose not in (MINE, TEAM):
        whose = MINE if any(row.is_mine for row in rows) else TEAM
    if whose == MINE:
        rows = [row for row in rows if row.is_mine]
    with_date = [row for row in rows if row.meeting.starts_at]
    without = [row for row in rows if not row.meeting.starts_at]
    cases = {case.pk for row in rows for case in row.cases}
    record_access(request, "meeting_list", cases=cases, row_count=len(rows))
    context = {
        "dated": [row.meeting for row in with_date],
        "lists": (
            ("With a date", with_date, "No meeting has a date in the last two weeks or ahead."),
            ("Still without a date", without, "Every open meeting has a date."),
        ),
        "whose": whose,
        "has_preparing": any(row.may_prepare for row in rows),
    }
    return render(request, "conferences/meeting_list.html", context)


@require_GET
@requires(Permission.MEETING_VIEW)
def case_meetings(request: UserRequest, public_id: UUID) -> HttpResponse:
    case = load_case(request, public_id, Permission.MEETING_VIEW)
    arranging = may(request.user, Permission.MEETING_ARRANGE, case)
    context = {
        "meetings": Meeting.objects.of_case(case),
        "openings": openings_of(case) if arranging else [],
        "beside": beside_case(case, request.user),
        "may_read_record": may(request.user, Permission.MEETING_RECORD, case),
    }
    return render(
        request,
        "conferences/case_meetings.html",
        case_context(request, case, "conferences:case_meetings", **context),
    )


@require_GET
@requires(Permission.MEETING_VIEW)
def meeting_detail(request: UserRequest, public_id: UUID) -> HttpResponse:
    """The readiness circle; for those who do not read the preparation, where things stand.

    Of a kind for which nobody is prepared, a plain page.
    """
    standing = load_work(request, public_id, Permission.MEETING_VIEW)
    meeting, case = standing.meeting, standing.case
    if case is None or not meeting.declared.is_prepared or not standing.knows_whole:
        return practice_overview(request, standing)
    moves = moves_seen(standing)
    if may(request.user, Permission.MEETING_RECORD, case):
        context = circle_context(meeting, case, request.user)
    else:
        # What was still open when somebody went on may name whom a referrer must not know of.
        moves = moves.of_kinds(*MOVES)
        context = {"standing": standing_of(meeting, case, request.user)}
    is_off = meeting.stage == meeting.declared.not_held
    off = moves.of_kinds(Event.Kind.MEETING_MOVED).first() if is_off else None
    return render(
        request,
        "conferences/meeting_detail.html",
        meeting_context(
            request,
            meeting,
            case,
            "conferences:meeting_detail",
            moves=moves[:SHOWN],
            called_off=off,
            papers=documents_of(standing),
            clocks=clocks_of(meeting),
            side_left=side_label_left(meeting),
            side_links=side_links(standing),
            **context,
        ),
    )


def circle_context(meeting: Meeting, case: Case, user: User) -> dict[str, Any]:
    """What the readiness circle prints for somebody of the service."""
    readiness = read_readiness(meeting, case, user)
    ahead = stage_to_prepare_for(meeting)
    steps = open_steps(meeting, ahead, user)
    return {
        "readiness": readiness,
        "picture": circle_svg(readiness),
        "finding": finding(readiness),
        "next_stage": ahead,
        "can_be_called_off": can_be_called_off(meeting),
        "steps": steps,
        "next_thing": next_thing(readiness, steps),
        "prompts": prompts_of(meeting, user),
    }

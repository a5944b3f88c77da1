"""What meetings add to a case's own pages, registered when the product starts."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date, datetime
from operator import itemgetter
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.utils import timezone

from accounts.models import User
from accounts.permissions import Permission
from cases.asking import ask
from cases.case_page import FirstMeeting, NextMeeting, hooks
from cases.models import Case, Fact, Task
from conferences.closing_words import closing_reminders
from conferences.domain.booking import follow_coordinator
from conferences.domain.calling_off import call_off_meetings
from conferences.domain.meetings import stage_of
from conferences.domain.sides import hand_over_sides, one_knows_both, sides_of
from conferences.formats import format_of, held_stages, leading
from conferences.importing.contacts import SAFETY_SENTENCES
from conferences.models import Meeting, MeetingParty, Participant
from restorative.asked_again import Given, any_of
from restorative.one_look import once_a_look
from restorative.written_out import WhenItRuns


def register() -> None:
    """Lend the case header its stage and next date, and the case its Meetings tab.

    A case that ends takes its meetings ahead with it; another coordinator is booked for them.
    """
    hooks.case_ended = call_off_meetings
    hooks.coordinator_changed = coordinator_changed
    hooks.sides_of = sides_of
    hooks.one_knows_both = one_knows_both
    hooks.stage_label = current_stage_label
    hooks.next_date = next_meeting_date
    hooks.stage_labels = current_stage_labels
    hooks.next_meetings = next_meetings
    hooks.has_date_ahead = has_meeting_ahead
    hooks.first_held = first_held
    hooks.first_meetings = first_meetings
    hooks.closing_reminders = closing_reminders
    hooks.tabs = (("Meetings", "conferences:case_meetings", Permission.MEETING_VIEW),)
    hooks.remark_words = SAFETY_SENTENCES
    hooks.task_pages = {
        Task.Kind.SIGN_BRIEF: ("conferences:case_brief", Permission.BRIEF_SIGN),
        Task.Kind.MEND_BRIEF: ("conferences:case_brief", Permission.BRIEF_WRITE),
        Task.Kind.WRITE_REPORT: ("conferences:case_report", Permission.BRIEF_WRITE),
        Task.Kind.SIGN_REPORT: ("conferences:case_report", Permission.BRIEF_SIGN),
        Task.Kind.BOOK_AGAIN: ("conferences:case_date", Permission.MEETING_ARRANGE),
        Task.Kind.CHECK_RELEASE: ("conferences:case_invitations", Permission.MEETING_PREPARE),
        Task.Kind.SEND_PLAN: ("conferences:case_plan", Permission.MEETING_PREPARE),
        Task.Kind.ANSWER_PLAN: ("conferences:case_plan", Permission.PLAN_ANSWER),
        Task.Kind.AGREE_RISK: ("conferences:case_checklist", Permission.MEETING_PREPARE),
    }


def coordinator_changed(case: Case, *, by: User, before: User | None) -> None:
    follow_coordinator(case, by=by, before=before)
    hand_over_sides(case, before=before)


def current_stage_label(case: Case) -> str:
    """The stage of the newest meeting that leads a case; empty while there is none."""
    meetings = _leading_of(case)
    return stage_of(meetings[0]).label if meetings else ""


def _leading_of(case: Case) -> list[Meeting]:
    """The few meetings that lead a case, the newest first; fetched once for a page."""
    formats = tuple(leading())
    return once_a_look(("leading", case.pk), lambda: ask(_that_lead, formats, case=case.pk))


def _that_lead(formats: tuple[str, ...]) -> QuerySet[Meeting]:
    leads = Meeting.objects.of_case(Given("case")).filter(format__in=formats)
    return leads.order_by("-opened_at", "-pk")


def next_meeting_date(case: Case) -> tuple[str, str] | None:
    """When the next meeting is, and what it is. A case that has ended has none ahead."""
    if case.is_ended:
        return None
    now = timezone.now()
    ahead = [(one.starts_at, one) for one in _leading_of(case) if one.starts_at]
    ahead = [(starts_at, one) for starts_at, one in ahead if starts_at >= now]
    if not ahead:
        return None
    starts_at, meeting = min(ahead, key=itemgetter(0))
    start = timezone.localtime(starts_at)
    return f"{start:%A %-d %B %Y, %H:%M}", format_of(meeting.format).name


def current_stage_labels(cases: Collection[int]) -> dict[int, str]:
    """The stage of the newest meeting of each of these cases, by the case's key."""
    return {
        case: format_of(meetings[0].format).stage(meetings[0].stage).label
        for case, meetings in _leading_of_each(cases).items()
    }


def next_meetings(cases: Collection[int]) -> dict[int, NextMeeting]:
    """The next meeting of each of these cases that are under way, by the case's key."""
    now = timezone.now()
    found = {}
    for case, meetings in _leading_of_each(cases).items():
        ahead = [
            (one.starts_at, one.pk, one)
            for one in meetings
            if one.is_live and one.starts_at and one.starts_at >= now
        ]
        if ahead:
            starts_at, _, one = min(ahead)
            found[case] = NextMeeting(format_of(one.format).name, starts_at, one.public_id)
    return found


class _Leading(NamedTuple):
    """What lists say of a meeting that leads a case; `is_live` is the case."""

    pk: int
    public_id: UUID
    format: str
    stage: str
    starts_at: datetime | None
    is_live: bool


def _leading_of_each(cases: Collection[int]) -> dict[int, list[_Leading]]:
    """The meetings that lead each of some cases, the newest first; fetched once for a page."""
    keys = tuple(cases)
    return once_a_look(("leading each", keys), lambda: _fetch_leading(keys))


def _fetch_leading(cases: tuple[int, ...]) -> dict[int, list[_Leading]]:
    found: dict[int, list[_Leading]] = defaultdict(list)
    for case, case_stage, pk, public_id, key, stage, starts_at in ask(
        _leading_any, tuple(leading()), cases=list(cases)
    ):
        is_live = case_stage in Case.LIVE_STAGES
        found[case].append(_Leading(pk, public_id, key, stage, starts_at, is_live))
    return found


def _leading_any(formats: tuple[str, ...]) -> QuerySet[MeetingParty, Any]:
    # Looked up for each: joined, PostgreSQL would read every case there is.
    stage = Case.objects.filter(pk=OuterRef("case")).values("stage")
    rows = MeetingParty.objects.filter(any_of("case", "cases"), meeting__format__in=formats)
    return rows.order_by("-meeting__opened_at", "-meeting__pk").values_list(
        "case_id",
        Subquery(stage),
        "meeting_id",
        "meeting__public_id",
        "meeting__format",
        "meeting__stage",
        "meeting__starts_at",
    )


def has_meeting_ahead() -> Exists:
    """A condition on cases: a meeting of theirs has a date that lies ahead."""
    return Exists(
        MeetingParty.objects.filter(
            case=OuterRef("pk"),
            meeting__format__in=leading(),
            meeting__starts_at__gte=WhenItRuns(),
        )
    )


def first_held(cases: Collection[int]) -> dict[int, date]:
    """The day on which the family of each of these cases first met, by the case's key."""
    return {key: timezone.localdate(met.starts_at) for key, met in _first_held(cases).items()}


def first_meetings(cases: Collection[int]) -> dict[int, FirstMeeting]:
    """The same with its kind, what that asks at follow-ups, and how many of the family came."""
    found = _first_held(cases)
    days = {key: timezone.localdate(met.starts_at) for key, met in found.items()}
    came = _came_to([met.meeting for met in found.values()])
    counted = _counted(days)
    return {
        key: FirstMeeting(
            day=days[key],
            pathway=met.format,
            items=format_of(met.format).outcomes,
            family_came=counted[key] if key in counted else came.get(met.meeting),
        )
        for key, met in found.items()
    }


class _Held(NamedTuple):
    """When the family of a case first met: the meeting's key, kind and beginning."""

    meeting: int
    format: str
    starts_at: datetime


def _first_held(cases: Collection[int]) -> dict[int, _Held]:
    rows = ask(_held_any, tuple(leading()), tuple(held_stages()), cases=list(cases))
    return {case: _Held(*met) for case, *met in rows}


def _held_any(formats: tuple[str, ...], stages: tuple[str, ...]) -> QuerySet[MeetingParty, Any]:
    rows = MeetingParty.objects.filter(
        any_of("case", "cases"),
        meeting__format__in=formats,
        meeting__stage__in=stages,
        meeting__starts_at__isnull=False,
    )
    return (
        rows.order_by("case_id", "meeting__starts_at", "meeting__pk")
        .distinct("case_id")
        .values_list("case_id", "meeting_id", "meeting__format", "meeting__starts_at")
    )


def _came_to(meetings: Collection[int]) -> dict[int, int]:
    """How many relatives and friends were there; nothing of meetings where nobody noted it."""
    return dict(ask(_came_any, meetings=list(meetings)))


def _came_any() -> QuerySet[Participant, Any]:
    people = Participant.objects.current().filter(
        any_of("meeting", "meetings"),
        arrived_at__isnull=False,
        part__in=(Participant.Part.FAMILY, Participant.Part.FRIEND),
    )
    return people.order_by().values_list("meeting").annotate(number=Count("pk"))


def _counted(days: Mapping[int, date]) -> dict[int, int | None]:
    """The same where history knows a number alone, or that there is none, by the case's key."""
    rows = ask(_counted_any, cases=list(days))
    return {case: int(value) if value else None for case, day, value in rows if days[case] == day}


def _counted_any() -> QuerySet[Fact, Any]:
    facts = Fact.objects.standing().filter(any_of("case", "cases"), kind=Fact.Kind.FAMILY_CAME)
    return facts.order_by("pk").values_list("case", "as_at", "value")

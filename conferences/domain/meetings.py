"""Opening a meeting for a case, giving it a date, moving it from stage to stage."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import Team, User
from accounts.permissions import CASEWORK, Permission
from cases.access import may
from cases.domain.naming_sides import put_on_sides
from cases.models import Case, Event
from cases.rules_recording import check_open_for_writing
from conferences.domain.asking import ask_for_agreement
from conferences.domain.booking import book_meeting, release_bookings
from conferences.domain.dates import LONGEST, reason_words, record_on_cases, when_text
from conferences.domain.gathering import gather_network
from conferences.domain.sides import check_side
from conferences.formats import FORMATS, Format, Stage, format_of
from conferences.guards import StandsOpen, what_stands_open
from conferences.models import Meeting, MeetingParty

__all__ = [
    "LONGEST",
    "date_meeting",
    "enter",
    "follow_on",
    "may_force",
    "move_meeting",
    "open_alone",
    "open_meeting",
    "stage_of",
    "when_text",
]


@transaction.atomic
def open_meeting(
    case: Case,
    format_key: str,
    *,
    by: User,
    reviews: Meeting | None = None,
    subject: str = "",
    side: str = MeetingParty.Side.ONLY,
) -> Meeting:
    """Start to prepare a meeting of some format for one case.

    A case has one meeting of a format that leads it under way at a time; a review looks back
    at a meeting that has come far enough for it. What stands beside the work with a family
    can be opened as long as that goes on. `side` is that of the case, where there are two.
    """
    case = Case.objects.select_for_update(no_key=True).get(pk=case.pk)
    if not _declared(format_key).leads_case:
        return _open_beside(case, _declared(format_key), by=by, subject=subject, side=side)
    if case.stage != Case.Stage.ALLOCATED:
        raise ValidationError(
            "A meeting can be opened while the case is with a coordinator.", code="not_allocated"
        )
    declared = _declared(format_key)
    # What a review looks back at goes on until it has.
    for other in Meeting.objects.of_case(case).filter(format=format_key):
        if other != reviews and not stage_of(other).is_last:
            raise ValidationError(
                f"{declared.name}: one is under way on this case already.", code="under_way"
            )
    if reviews is not None and reviews.stage not in format_of(reviews.format).review_from:
        raise ValidationError(
            "There is nothing to review yet: the family has no plan.", code="nothing_to_review"
        )
    now = timezone.now()
    meeting = Meeting.objects.create(
        format=declared.key,
        team=case.team,
        stage=declared.first.key,
        stage_since=now,
        reviews=reviews,
        opened_by=by,
        opened_at=now,
    )
    MeetingParty.objects.create(meeting=meeting, case=case)
    put_on_sides(case, by, declared.opener_knows)
    record_on_cases(meeting, Event.Kind.MEETING_OPENED, by=by, to_value=declared.name)
    gather_network(meeting, by=by)
    return meeting


def _open_beside(case: Case, declared: Format, *, by: User, subject: str, side: str) -> Meeting:
    check_open_for_writing(case)
    check_side(declared.sides, side)
    # What both sides would read of it is not asked.
    meeting = _made(declared, case.team, by=by, subject="" if declared.sides else subject)
    MeetingParty.objects.create(meeting=meeting, case=case, side=side)
    record_on_cases(meeting, Event.Kind.MEETING_OPENED, by=by, to_value=declared.name)
    return meeting


@transaction.atomic
def open_alone(format_key: str, team: Team, *, by: User, subject: str = "") -> Meeting:
    """Start a meeting that belongs to no case, in a team in which one sits.

    Who may know of it is said by its format. `subject` is what it is about, without names.
    """
    declared = _declared(format_key)
    if not declared.alone:
        raise ValidationError("A meeting of this kind belongs to a case.", code="needs_a_case")
    if team.pk not in by.team_ids(*CASEWORK) or team.archived_at:
        raise ValidationError("Select a team that you work in.", code="not_your_team")
    meeting = _made(declared, team, by=by, subject=subject, open_to=declared.alone)
    record_on_cases(meeting, Event.Kind.MEETING_OPENED, by=by, to_value=declared.name)
    return meeting


def _made(declared: Format, team: Team, *, by: User, subject: str, **fields: str) -> Meeting:
    now = timezone.now()
    return Meeting.objects.create(
        format=declared.key,
        team=team,
        stage=declared.first.key,
        stage_since=now,
        subject=subject.strip(),
        opened_by=by,
        opened_at=now,
        **fields,
    )


@transaction.atomic
def date_meeting(
    meeting: Meeting,
    *,
    by: User,
    version: int,
    starts_at: datetime,
    ends_at: datetime,
    place: str,
) -> Meeting:
    """Set or change when and where a meeting is. Never waits for a guard.

    Books its coordinator, and nothing else; see `book_meeting`.
    """
    return book_meeting(
        meeting,
        by=by,
        version=version,
        starts_at=starts_at,
        ends_at=ends_at,
        resources=(),
        place=place,
    )


@transaction.atomic
def move_meeting(
    meeting: Meeting, to: str, *, by: User, why: str = "", asked_by: str = ""
) -> Meeting:
    """Take a meeting to another stage, as its format allows.

    Where that takes its date away, what was booked is let go; `asked_by` says who asked.
    """
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    here = stage_of(meeting)
    if to not in here.to:
        raise ValidationError(
            f"This meeting has moved on: it is now “{here.label}”.", code="not_from_here"
        )
    there = format_of(meeting.format).stage(to)
    if there.needs_date and meeting.starts_at is None:
        raise ValidationError("Set the date and the place first.", code="no_date")
    if there.is_day and meeting.starts_at and meeting.starts_at > timezone.now():
        raise ValidationError("The meeting lies ahead.", code="not_yet")
    if to in here.needs_reason and not why.strip():
        raise ValidationError("Enter why.", code="why_missing")
    if _passes_guards(meeting, there, by=by, why=why.strip()):
        # It is kept with what stood open, for the service alone.
        why = ""
    why = reason_words(meeting.declared, why, asked_by)
    before = when_text(meeting)
    enter(meeting, there, by=by)
    if before != when_text(meeting):
        record_on_cases(
            meeting,
            Event.Kind.MEETING_DATED,
            by=by,
            from_value=before,
            to_value=when_text(meeting),
            why=why,
        )
    record_on_cases(
        meeting,
        Event.Kind.MEETING_MOVED,
        by=by,
        from_value=here.label,
        to_value=there.label,
        why=why,
    )
    return meeting


def follow_on(meeting: Meeting, *, by: User) -> Meeting:
    """Enter a stage that follows by itself, once nothing stands in the way of it any more."""
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    for key in stage_of(meeting).to:
        there = format_of(meeting.format).stage(key)
        if there.follows_by_itself and not what_stands_open(meeting, there, reader=by):
            return move_meeting(meeting, key, by=by)
    return meeting


def _passes_guards(meeting: Meeting, there: Stage, *, by: User, why: str) -> bool:
    """Stop at what stands open; where the format lets a manager go on, keep what it was.

    Returns whether there was anything that a manager went past.
    """
    open_items = what_stands_open(meeting, there, reader=by)
    if not open_items:
        return False
    if not there.can_be_forced:
        raise StandsOpen(open_items, code="guarded")
    if not may_force(meeting, by):
        raise StandsOpen(
            [*open_items, "A manager of the service can record it all the same, saying why."],
            code="guarded",
        )
    if not why:
        raise StandsOpen(
            [*open_items, "Enter why it is recorded all the same."], code="why_missing"
        )
    record_on_cases(
        meeting,
        Event.Kind.GUARD_PASSED,
        by=by,
        to_value=" ".join(what_stands_open(meeting, there, reader=None)),
        why=why,
        audience=Event.Audience.SERVICE,
    )
    return True


def may_force(meeting: Meeting, user: User) -> bool:
    """Whether this person can go past what stands open: by their seat on this very case."""
    cases = Case.objects.visible_to(user).with_relations_for(user)
    return any(
        may(user, Permission.MEETING_FORCE, case)
        for case in cases.filter(meetings__meeting=meeting).order_by("pk")
    )


def enter(meeting: Meeting, stage: Stage, *, by: User, without_date: bool = False) -> None:
    """Save the stage of a locked meeting. A date taken away counts the version up, so that
    a form made while there was one cannot bring it back unseen.
    """
    if stage.key != meeting.stage:
        meeting.stage, meeting.stage_since = stage.key, timezone.now()
    if meeting.starts_at and (without_date or stage.clears_date):
        meeting.starts_at = meeting.ends_at = None
        meeting.version += 1
        release_bookings(meeting, by=by)
    meeting.save(update_fields=["stage", "stage_since", "starts_at", "ends_at", "version"])
    ask_for_agreement(meeting, by=by)


def stage_of(meeting: Meeting) -> Stage:
    return meeting.stage_now


def _declared(key: str) -> Format:
    if key not in FORMATS:
        raise ValidationError("There is no such kind of meeting.", code="no_such_format")
    return FORMATS[key]

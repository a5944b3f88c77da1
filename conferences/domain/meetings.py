"""Opening a meeting for a case, giving it a date, moving it from stage to stage."""

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from cases.domain.recording import record_event
from cases.models import Case, Event
from conferences.formats import FORMATS, Format, Stage, format_of
from conferences.models import Meeting, MeetingParty
from restorative.conflicts import save_version

LONGEST = timedelta(hours=12)


@transaction.atomic
def open_meeting(
    case: Case, format_key: str, *, by: User, reviews: Meeting | None = None
) -> Meeting:
    """Start to prepare a meeting of some format for one case.

    A case has one meeting of a format under way at a time; a review looks back at a
    meeting that has come far enough for it.
    """
    case = Case.objects.select_for_update().get(pk=case.pk)
    if case.stage != Case.Stage.ALLOCATED:
        raise ValidationError(
            "A meeting can be opened while the case is with a coordinator.", code="not_allocated"
        )
    declared = _declared(format_key)
    for other in Meeting.objects.of_case(case).filter(format=format_key):
        if not stage_of(other).is_last:
            raise ValidationError(
                f"{declared.name}: one is under way on this case already.", code="under_way"
            )
    if reviews is not None and reviews.stage not in format_of(reviews.format).review_from:
        raise ValidationError(
            "There is nothing to review yet: the family has no plan.", code="nothing_to_review"
        )
    meeting = Meeting.objects.create(
        format=declared.key,
        team=case.team,
        stage=declared.first.key,
        reviews=reviews,
        opened_by=by,
    )
    MeetingParty.objects.create(meeting=meeting, case=case)
    _record(meeting, Event.Kind.MEETING_OPENED, by=by, to_value=declared.name)
    return meeting


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
    """Set or change when and where a meeting is. Never waits for a guard."""
    if ends_at <= starts_at:
        raise ValidationError("The end must be after the start.", code="ends_before_it_starts")
    if ends_at - starts_at > LONGEST:
        raise ValidationError("A meeting can last 12 hours at most.", code="too_long")
    before = when_text(meeting)
    save_version(
        meeting,
        version=version,
        changes={"starts_at": starts_at, "ends_at": ends_at, "place": place},
    )
    _record(
        meeting, Event.Kind.MEETING_DATED, by=by, from_value=before, to_value=when_text(meeting)
    )
    return meeting


@transaction.atomic
def move_meeting(meeting: Meeting, to: str, *, by: User, why: str = "") -> Meeting:
    """Take a meeting to another stage, as its format allows."""
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
    meeting.stage = to
    meeting.stage_since = timezone.now()
    if there.clears_date:
        meeting.starts_at = meeting.ends_at = None
    meeting.save(update_fields=["stage", "stage_since", "starts_at", "ends_at"])
    _record(
        meeting,
        Event.Kind.MEETING_MOVED,
        by=by,
        from_value=here.label,
        to_value=there.label,
        why=why.strip(),
    )
    return meeting


def stage_of(meeting: Meeting) -> Stage:
    return meeting.stage_now


def when_text(meeting: Meeting) -> str:
    """When and where, as a timeline says it; "No date yet" while there is none."""
    if meeting.starts_at is None:
        return "No date yet"
    start = timezone.localtime(meeting.starts_at)
    place = f", {meeting.place}" if meeting.place else ""
    return f"{start:%A %-d %B %Y, %H:%M}{place}"


def _declared(key: str) -> Format:
    if key not in FORMATS:
        raise ValidationError("There is no such kind of meeting.", code="no_such_format")
    return FORMATS[key]


def _record(
    meeting: Meeting,
    kind: Event.Kind,
    *,
    by: User,
    from_value: str = "",
    to_value: str = "",
    why: str = "",
) -> None:
    for party in meeting.parties.select_related("case"):
        record_event(
            party.case,
            kind,
            by=by,
            subject=meeting,
            from_value=from_value,
            to_value=to_value,
            why=why,
        )

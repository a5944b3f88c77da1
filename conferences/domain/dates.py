"""What every change of a meeting's date goes through: its cases locked, its timeline told."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from accounts.models import User
from cases.domain.recording import record_event
from cases.models import Case, Event
from conferences.domain.sides import record_behind_walls
from conferences.formats import Format
from conferences.models import Meeting
from restorative.one_look import once_a_look

LONGEST = timedelta(hours=12)
NO_DATE = "No date yet"


def reason_words(declared: Format, why: str, asked_by: str) -> str:
    """The reason as a timeline keeps it: "The family asked. Nan is ill."."""
    asked = ""
    if asked_by:
        check_asked_by(declared, asked_by)
        asked = f"{dict(declared.who_asks)[asked_by]} asked."
    return " ".join(part for part in (asked, why.strip()) if part)


def check_asked_by(declared: Format, asked_by: str) -> None:
    """Refuse anybody who is not among those that a kind of meeting names."""
    if asked_by not in dict(declared.who_asks):
        raise ValidationError("Select who asked for it.", code="asked_by_missing")


def asked_by_of(declared: Format, words: str) -> str:
    """Who asked, read from what `reason_words` wrote; empty where it does not say."""
    said = (key for key, label in declared.who_asks if words.startswith(f"{label} asked."))
    return next(said, "")


def check_length(starts_at: datetime, ends_at: datetime) -> None:
    """Refuse an end before the start, and more than 12 hours."""
    if ends_at <= starts_at:
        raise ValidationError("The end must be after the start.", code="ends_before_it_starts")
    if ends_at - starts_at > LONGEST:
        raise ValidationError("A meeting can last 12 hours at most.", code="too_long")


def when_text(meeting: Meeting) -> str:
    """When and where, as a timeline says it; "No date yet" while there is none."""
    if meeting.starts_at is None:
        return NO_DATE
    start = timezone.localtime(meeting.starts_at)
    place = f", {meeting.place}" if meeting.place else ""
    return f"{start:%A %-d %B %Y, %H:%M}{place}"


def day_in(words: str) -> date | None:
    """The day that `when_text` wrote; None for no date yet."""
    try:
        return datetime.strptime(words.split(",")[0], "%A %d %B %Y").date()  # noqa: DTZ007
    except ValueError:
        return None


def record_on_cases(
    meeting: Meeting,
    kind: Event.Kind,
    *,
    by: User,
    subject: models.Model | None = None,
    from_value: str = "",
    to_value: str = "",
    why: str = "",
    audience: Event.Audience = Event.Audience.CASE,
    cases: Iterable[Case] | None = None,
) -> None:
    """Tell the timeline of each case that a meeting is held for; without one, the meeting's own.

    Of a meeting with sides, each what it may know. `cases` are those it is held for, where
    they have been fetched.
    """
    if meeting.declared.sides:
        record_behind_walls(
            meeting,
            kind,
            by=by,
            subject=subject,
            from_value=from_value,
            to_value=to_value,
            why=why,
            audience=audience,
        )
        return
    if cases is None:
        cases = [party.case for party in meeting.parties.select_related("case")]
    told: list[Case | None] = [*cases]
    for case in told or [None]:
        record_event(
            case,
            kind,
            by=by,
            subject=subject or meeting,
            from_value=from_value,
            to_value=to_value,
            why=why,
            audience=audience,
        )


def datings_of(meeting: Meeting) -> list[Event]:
    """Each time its date was set, changed or taken away, oldest first; read once for a page."""
    return once_a_look(("datings", meeting.pk), lambda: _datings_of(meeting))


def _datings_of(meeting: Meeting) -> list[Event]:
    events = Event.objects.filter(
        kind=Event.Kind.MEETING_DATED, subject_type="meeting", subject_id=meeting.pk
    )
    return list(events.order_by("at", "pk"))


def postponements(meeting: Meeting) -> list[Event]:
    """Each time a date that had been set was changed or taken away, newest first."""
    seen: dict[datetime, Event] = {}
    for event in reversed(datings_of(meeting)):
        was_set = event.from_value != NO_DATE
        if was_set and _time_in(event.from_value) != _time_in(event.to_value):
            # One change of a meeting of two families is written on both.
            seen.setdefault(event.at.replace(microsecond=0), event)
    return list(seen.values())


def _time_in(words: str) -> list[str]:
    return words.split(", ")[:2]

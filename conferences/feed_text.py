"""One colleague's meetings as other calendars read them: references, and no names."""

from datetime import UTC, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from accounts.models import User
from conferences.calendars import BUSY, own_meetings, venues_of, who_may
from conferences.models import Meeting

if TYPE_CHECKING:
    from icalendar import Event

BEHIND, AHEAD = timedelta(days=90), timedelta(days=366)


def feed_text(user: User) -> tuple[bytes, set[int], int]:
    """The calendar as iCalendar text; the keys of the cases it says, how many entries it has."""
    # Not at the start: its library is large, and pages do without it.
    from icalendar import Calendar

    now = timezone.now()
    rows = list(
        Meeting.objects.filter(pk__in=own_meetings(user).values("pk"))
        .visible_to(user)
        .filter(starts_at__gte=now - BEHIND, starts_at__lt=now + AHEAD)
        .order_by("starts_at", "pk")
    )
    _, readable = who_may(rows, user)
    venues = venues_of(rows)
    calendar = Calendar()
    calendar.add("prodid", "-//Restorative//Meetings//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    said: set[int] = set()
    for meeting in rows:
        cases = readable[meeting.pk]
        said.update(case.key for case in cases)
        references = [case.reference for case in cases]
        calendar.add_component(_event(meeting, references, venues.get(meeting.pk, "")))
    return calendar.to_ical(), said, len(rows)


def _event(meeting: Meeting, references: list[str], venue: str) -> "Event":
    from icalendar import Event

    assert meeting.starts_at
    assert meeting.ends_at
    event = Event()
    event.add("uid", f"{meeting.public_id}@restorative")
    event.add("sequence", meeting.version)
    event.add("dtstamp", timezone.now().astimezone(UTC))
    event.add("dtstart", meeting.starts_at.astimezone(UTC))
    event.add("dtend", meeting.ends_at.astimezone(UTC))
    event.add("class", "PRIVATE")
    if not references:
        event.add("summary", BUSY)
        return event
    word = meeting.declared.plain_word
    event.add("summary", f"{word[:1].upper()}{word[1:]} {', '.join(references)}")
    if venue:
        event.add("location", venue)
    return event

"""The calendar file that goes with an email: one person's, and no name in it."""

from datetime import UTC, datetime
from email.utils import parseaddr

from django.conf import settings

from conferences.invitations.said import Purpose, Said
from conferences.models import Participant

# Stands in the row for whom it is addressed to: the address itself is kept encrypted.
HELD = "mailto:held-securely@address.invalid"


def calendar_file(said: Said, participant: Participant, *, revision: int, now: datetime) -> str:
    """One meeting with one attendee, to be put in by `addressed_to` when it leaves."""
    # Not at the start: its library is large, and pages do without it.
    from icalendar import Calendar, Event, vCalAddress, vText

    is_off = said.purpose == Purpose.CANCELLATION
    event = Event()
    event.add("uid", f"{participant.public_id}@restorative")
    event.add("sequence", revision)
    event.add("dtstamp", now.astimezone(UTC).replace(microsecond=0))
    event.add("dtstart", said.starts_at.astimezone(UTC))
    event.add("dtend", said.ends_at.astimezone(UTC))
    event.add("summary", said.word[:1].upper() + said.word[1:])
    event.add("status", "CANCELLED" if is_off else "CONFIRMED")
    event.add("class", "PRIVATE")
    event.add("organizer", vCalAddress(f"mailto:{parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}"))
    attendee = vCalAddress(HELD)
    attendee.params["PARTSTAT"] = vText("NEEDS-ACTION")
    event.add("attendee", attendee)
    if said.place is not None:
        event.add("location", said.place.line)
    calendar = Calendar()
    calendar.add("prodid", "-//Restorative//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if is_off else "REQUEST")
    calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written.decode()


def addressed_to(kept: str, address: str) -> str:
    """The kept file with the one person it goes to."""
    from icalendar import Calendar, vCalAddress

    calendar = Calendar.from_ical(kept)
    for event in calendar.walk("VEVENT"):
        attendee = vCalAddress(f"mailto:{address}")
        attendee.params = event["attendee"].params
        event["attendee"] = attendee
    written: bytes = calendar.to_ical()
    return written.decode()


def method_of(kept: str) -> str:
    return "CANCEL" if "METHOD:CANCEL" in kept else "REQUEST"

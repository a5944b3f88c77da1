"""What must hold of a meeting's date and bookings, for the formats that ask for it."""

from collections.abc import Iterator

from conferences.guards import guards
from conferences.models import Meeting, Resource


@guards("has_date_and_venue", page="find_date")
def has_date_and_venue(meeting: Meeting) -> Iterator[str]:
    """A day, and a place: a venue that is booked, or one in words."""
    if meeting.starts_at is None:
        yield "There is no date yet."
    venues = meeting.bookings.standing().filter(resource__kind=Resource.Kind.VENUE)
    if not meeting.place and not venues.exists():
        yield "There is no venue yet."


@guards("bookings_confirmed", page="find_date")
def bookings_confirmed(meeting: Meeting) -> Iterator[str]:
    """Venue, interpreters and advocates that are booked said yes."""
    bookings = meeting.bookings.standing().filter(confirmed_at=None)
    others = bookings.exclude(resource__kind=Resource.Kind.COORDINATOR)
    for booking in others.select_related("resource").order_by("pk"):
        yield f"{booking.resource.name} has not confirmed yet."

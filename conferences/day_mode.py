"""Day mode: the page of a meeting's day stays for its length behind a short PIN.

What it means for a session stands in accounts/kept_page.py. Here: for which meeting, for
how long, and which PINs are too easy.
"""

from datetime import timedelta
from itertools import pairwise

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from accounts.kept_page import KeptPage, keep_page, kept_page
from conferences.models import Meeting

AFTERWARDS = timedelta(hours=2)
LONGEST = timedelta(hours=12)
SHORTEST_PIN, LONGEST_PIN = 4, 6


def address_of_day(meeting: Meeting) -> str:
    return reverse("conferences:meeting_day", kwargs={"public_id": meeting.public_id})


def start_day_mode(request: HttpRequest, meeting: Meeting, pin: str) -> None:
    """Keep the page of a meeting's day until two hours after its end, 12 hours at most."""
    check_pin(pin)
    if meeting.starts_at is None or meeting.ends_at is None:
        raise ValidationError("Set the date and the place first.", code="no_date")
    now = timezone.now()
    if timezone.localdate(meeting.starts_at) > timezone.localdate(now):
        raise ValidationError("Day mode can be started on the day itself.", code="not_yet")
    until = min(meeting.ends_at + AFTERWARDS, now + LONGEST)
    if until <= now:
        raise ValidationError("This meeting is over.", code="over")
    keep_page(
        request,
        root=address_of_day(meeting),
        lock=reverse("conferences:day_mode_unlock", kwargs={"public_id": meeting.public_id}),
        until=int(until.timestamp()),
        pin=pin,
    )


def day_mode_of(request: HttpRequest, meeting: Meeting) -> KeptPage | None:
    """Day mode as it runs for this meeting in this session; None when it does not."""
    page = kept_page(request)
    return page if page and page.root == address_of_day(meeting) else None


def check_pin(pin: str) -> None:
    """Refuse what is no PIN, and what anybody would try first."""
    if not (pin.isascii() and pin.isdigit() and SHORTEST_PIN <= len(pin) <= LONGEST_PIN):
        raise ValidationError("Enter a PIN of 4 to 6 digits.", code="not_a_pin")
    steps = {int(b) - int(a) for a, b in pairwise(pin)}
    if steps in ({0}, {1}, {-1}):
        raise ValidationError(
            "Choose a PIN that is harder to guess than 1234 or 0000.", code="easy_pin"
        )

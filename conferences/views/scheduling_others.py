"""What a page for a date does about warnings, and about times that were taken meanwhile."""

import hashlib
from collections.abc import Sequence
from datetime import timedelta

from django.http import QueryDict
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from accounts.models import User
from conferences.forms.meetings import MeetingDateForm
from conferences.models import Meeting
from conferences.slots import Slot, free_slots

LOOK_AHEAD = timedelta(days=28)
OFFERED = 3


def digest_of(warnings: Sequence[str]) -> str:
    """Which warnings somebody has read: others, of another date, are shown to them first."""
    return hashlib.sha256("\n".join(warnings).encode()).hexdigest()[:16]


def with_time_instead(posted: QueryDict) -> QueryDict:
    """The same answers, with the time of the button that offers another one."""
    try:
        moment = parse_datetime(posted.get("instead", ""))
    except ValueError:
        moment = None
    data = posted.copy()
    if moment and timezone.is_aware(moment):
        start = timezone.localtime(moment)
        data["day_day"], data["day_month"] = str(start.day), str(start.month)
        data["day_year"], data["start"] = str(start.year), f"{start:%H:%M}"
    return data


def other_times(meeting: Meeting, form: MeetingDateForm, *, seen_by: User) -> list[Slot]:
    """Three times at which what was chosen is free, from the day that was wanted."""
    cleaned = form.cleaned_data
    day = timezone.localdate(cleaned["starts_at"])
    return free_slots(
        meeting,
        resources_wanted=[[one] for one in form.resources],
        length=cleaned["ends_at"] - cleaned["starts_at"],
        between=(day, max(day, timezone.localdate()) + LOOK_AHEAD),
        limit=OFFERED,
        seen_by=seen_by,
    )

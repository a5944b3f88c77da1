"""What is locked before anything of a meeting's day is written, and what it is checked for."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import User
from cases.models import Event
from conferences.domain.dates import record_on_cases
from conferences.models import Meeting, Participant


def lock_people(meeting: Meeting) -> tuple[Meeting, dict[int, Participant]]:
    """Lock a meeting, then everybody in it in the order of their keys."""
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    people = (
        Participant.objects.filter(meeting=meeting)
        .current()
        .with_names()
        .order_by("pk")
        .select_for_update(of=("self",))
    )
    return meeting, {one.pk: one for one in people}


def lock_one(participant: Participant) -> Participant:
    """Lock a meeting and one of those in it; refuse who has left it meanwhile."""
    Meeting.objects.select_for_update().get(pk=participant.meeting_id)
    locked: Participant | None = (
        Participant.objects.filter(pk=participant.pk)
        .current()
        .with_names()
        .select_related("meeting")
        .select_for_update(of=("self",))
        .first()
    )
    if locked is None:
        raise ValidationError("They are no longer part of this meeting.", code="left")
    return locked


def check_its_day(meeting: Meeting) -> None:
    """Who came can be said from the day of a meeting on, not before."""
    if meeting.starts_at is None:
        raise ValidationError("Set the date and the place first.", code="no_date")
    if timezone.localdate(meeting.starts_at) > timezone.localdate():
        raise ValidationError("The meeting lies ahead.", code="not_yet")


def check_not_ahead(moment: datetime | None) -> None:
    if moment and moment > timezone.now():
        raise ValidationError("That time lies ahead.", code="ahead")


def record_of_day(
    meeting: Meeting,
    kind: Event.Kind,
    *,
    by: User,
    subject: Participant | None = None,
    from_value: str = "",
    to_value: str = "",
    audience: Event.Audience = Event.Audience.SERVICE,
) -> None:
    """Write an event on each case of a meeting: for the service alone, unless said otherwise."""
    record_on_cases(
        meeting,
        kind,
        by=by,
        subject=subject,
        from_value=from_value,
        to_value=to_value,
        audience=audience,
    )

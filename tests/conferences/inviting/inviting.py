"""Somebody decided to come, with a way of contact, a coordinator's phone and a date."""

from datetime import timedelta

from django.utils import timezone

from cases.models import ContactPoint
from conferences.models import Meeting, Participant
from tests.factories.conferences import make_conference

VALUES = {
    "mobile": "07700 900111",
    "email": "pat@example.org",
    "address": "7 Mill Lane, Westbridge, WB1 4AA",
}
ALLOWS = {"mobile": "may_text", "email": "may_write", "address": "may_write"}


def soon(days=20, hour=16, minute=0):
    """An afternoon some days ahead, as the clock on the wall has it."""
    day = timezone.localtime() + timedelta(days=days)
    return day.replace(hour=hour, minute=minute, second=0, microsecond=0)


def make_inviting(**fields):
    conference = make_conference(stage="scheduled", starts_at=soon(), **fields)
    for participant in conference.people.values():
        decide(participant)
    return conference


def decide(participant, attendance="comes"):
    participant.attendance = attendance
    participant.save(update_fields=["attendance"])
    return participant


def give_contact(participant, channel="email", value="", **fields):
    """A way of contact confirmed as safe, unless the fields say otherwise."""
    recorder = participant.added_by
    given = {
        ALLOWS[channel]: "yes",
        "confirmed_on": timezone.localdate(),
        "confirmed_by": recorder,
        "recorded_by": recorder,
    } | fields
    if given["confirmed_on"] is None:
        given["confirmed_by"] = None
    if given.get("is_confidential"):
        value_hash = ""
    else:
        from cases.contact_values import write_value

        value_hash = write_value(channel, value or VALUES[channel]).value_hash
    return ContactPoint.objects.create(
        person=participant.person,
        channel=channel,
        _value=value or VALUES[channel],
        value_hash=value_hash,
        **given,
    )


def move_date(meeting, starts_at):
    """Give the meeting another time, as the page of dates does."""
    Meeting.objects.filter(pk=meeting.pk).update(
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=3) if starts_at else None,
        version=meeting.version + 1,
    )
    meeting.refresh_from_db()


def fresh(participant):
    return Participant.objects.with_names().select_related("meeting").get(pk=participant.pk)

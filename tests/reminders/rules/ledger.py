"""Reading the ledger in tests, and standing at a moment."""

from datetime import datetime, timedelta

from django.utils import timezone

from cases.models import Reminder
from cases.reminders.planning import plan_cases
from conferences.models import Meeting
from tests.factories.conferences import make_conference


def local(text):
    """A moment from the time on the wall: "2026-12-07 10:00"."""
    return timezone.make_aware(datetime.fromisoformat(text))


def rows(case, rule=None, *, state="scheduled"):
    """The rows of a case as (step, to whom, when), in that order."""
    found = Reminder.objects.filter(case=case, state=state)
    if rule:
        found = found.filter(rule=rule)
    return sorted((row.step, who(row), row.local_due) for row in found)


def who(row):
    if row.person:
        return row.person.first_name
    return row.user.first_name if row.user else f"{row.other_type} {row.other_id}"


def plan(case, *rules):
    return plan_cases({case.pk}, rules=rules or None)


def steps(case, rule, **kwargs):
    """When each step is due, whoever gets it."""
    return sorted({(step, when) for step, _, when in rows(case, rule, **kwargs)})


def to(case, rule, step=None, **kwargs):
    """Who gets a rule, or one step of it."""
    return sorted({name for key, name, _ in rows(case, rule, **kwargs) if step in (None, key)})


def set_date(meeting, text, *, hours=3, stage=None):
    """Write a date on a meeting as a row, without its domain function."""
    start = local(text)
    changes = {"stage": stage} if stage else {}
    Meeting.objects.filter(pk=meeting.pk).update(
        starts_at=start, ends_at=start + timedelta(hours=hours), **changes
    )
    meeting.refresh_from_db()


def make_asked(**fields):
    """A conference of which it was decided that everybody takes part."""
    found = make_conference(**fields)
    found.meeting.participants.update(attendance="comes")
    return found

"""What speaks against a date: people are warned about, resources are never double-booked."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings

from accounts.models import User
from cases.models import KeepApart
from conferences.diaries import (
    Can,
    When,
    circle_of,
    coordinators_of,
    read_diaries,
    read_people,
    short_name,
)
from conferences.meeting_timescale import meet_by
from conferences.models import Meeting, PairDecision, Resource
from restorative.working_days import bank_holidays


def warnings_about(
    meeting: Meeting,
    starts_at: datetime,
    ends_at: datetime,
    resources: Sequence[Resource],
    *,
    seen_by: User,
) -> list[str]:
    """Sentences about a date that somebody wants to set: they may go on all the same."""
    when = When.of(starts_at, ends_at)
    day = when.day
    words = []
    if day in bank_holidays(settings.NATION, day.year):
        words.append("This day is a bank holiday.")
    last = meet_by(meeting)
    if last and day > last:
        words.append(f"The service’s timescale ends on {last:%-d %B %Y}.")
    between = (day, when.end.date())
    needed = [*coordinators_of(meeting), *resources]
    for resource, diary in read_diaries(needed, between, but_for=meeting).items():
        is_venue = resource.kind == Resource.Kind.VENUE
        if diary.is_away(when):
            words.append(f"{resource} is {'closed' if is_venue else 'away'} on this day.")
        elif not diary.is_within_hours(when):
            words.append(
                f"{resource} {'is not open' if is_venue else 'does not work'} for all of this time."
            )
    part = when.parts[0]
    for person in read_people(meeting, between, seen_by=seen_by):
        if person.is_away(when):
            words.append(f"{person.name} is on leave on this day.")
        elif person.is_elsewhere(when):
            words.append(f"{person.name} is in another meeting at this time.")
        elif person.said(when) == Can.NO:
            words.append(f"{person.name} cannot come then ({day:%A}, {part.label.lower()}).")
    return words + must_not_meet(meeting, seen_by=seen_by)


def must_not_meet(meeting: Meeting, *, seen_by: User) -> list[str]:
    """Pairs of those who are to be there that must be kept apart, and nobody decided how."""
    present = {one.person_id: one for one in circle_of(meeting) if one.person_id}
    pairs = KeepApart.objects.in_force().filter(
        first__in=present, second__in=present, kind=KeepApart.Kind.MUST_NOT_MEET
    )
    if not present or not pairs.exists():
        return []
    decided = {
        frozenset((pair.first_id, pair.second_id))
        for pair in PairDecision.objects.filter(meeting=meeting)
    }
    words = []
    for pair in pairs.visible_to(seen_by).order_by("pk"):
        first, second = present[pair.first_id], present[pair.second_id]
        if frozenset((first.pk, second.pk)) not in decided:
            words.append(
                f"{short_name(first)} and {short_name(second)} must not meet, "
                "and both are to be there."
            )
    return words

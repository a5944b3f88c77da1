"""What the date of a meeting is the occasion for."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, time, timedelta

from django.utils import timezone

from cases.reminders.occasions import Occasion, Scope, occasion
from cases.reminders.when import moment
from conferences.models import Participant
from conferences.reminders.kinds import OF_CASE, OF_DATE, OF_PEOPLE, OF_STAFF
from conferences.reminders.reading import (
    Held,
    about,
    meetings,
    people_in,
    recipients_of,
    through,
)

# A meeting that ends later than this is asked about on the next day.
EVENING = time(18)


@occasion("meeting_ahead", listens=(*OF_DATE, *OF_PEOPLE, *OF_CASE))
def meeting_ahead(scope: Scope) -> Iterator[Occasion]:
    """A meeting with a date, for everybody who is asked to come to it and does not say no.

    Asked are those of whom it was decided that they take part: nobody hears of it before.
    Those who are to come at another time have their own: nobody is told another's.
    """
    for one in meetings(scope):
        if not one.is_to_come or one.meeting.starts_at is None:
            continue
        everybody = people_in(one)
        coming = [person for person in everybody if _is_asked(person)]
        for at, people in _by_arrival(one.meeting.starts_at, coming).items():
            yield about(
                one,
                since=timezone.localdate(one.meeting.starts_at),
                at=at,
                recipients={"attendees": recipients_of(people)},
                through=through(people, everybody),
            )


@occasion("outcome_not_recorded", listens=(*OF_DATE, *OF_CASE, *OF_STAFF))
def outcome_not_recorded(scope: Scope) -> Iterator[Occasion]:
    """A meeting whose day has come or will, until somebody says what came of it."""
    for one in meetings(scope):
        ends_at = one.meeting.ends_at
        if ends_at is None or one.outcome_is_recorded:
            continue
        local = timezone.localtime(ends_at)
        is_late = local.time() > EVENING
        yield about(
            one,
            since=local.date() + timedelta(days=1) if is_late else local.date(),
            recipients=one.staff.roles("coordinator"),
        )


def held_on(one: Held) -> datetime | None:
    """When a meeting took place that has; None for one to come, or that never said."""
    return one.meeting.starts_at if one.has_met and not one.is_to_come else None


def _is_asked(one: Participant) -> bool:
    return (
        one.attendance in Participant.COMING
        and one.way in Participant.IN_THE_ROOM
        and one.answer != Participant.Answer.NO
    )


def _by_arrival(
    starts_at: datetime, people: list[Participant]
) -> dict[datetime, list[Participant]]:
    """Who is to come at which moment: some arrive earlier or later than the rest."""
    day = timezone.localdate(starts_at)
    found: dict[datetime, list[Participant]] = defaultdict(list)
    for one in people:
        own: time | None = one.arrives_at
        found[moment(day, own) if own else starts_at].append(one)
    return found

"""What some operations stand on: venues that are booked, a meeting to find a date for, a month."""

from datetime import time, timedelta
from typing import Any

from django.utils import timezone

from accounts.models import User
from cases.models import Case
from conferences.meeting_timescale import meet_by
from conferences.models import (
    Availability,
    Booking,
    Meeting,
    Participant,
    Resource,
    WeeklyHours,
)

VENUES, PEOPLE, IN_A_MONTH = 20, 12, 60
# Bookings of years gone by, one after the other in each hall, and of the weeks to come.
PAST = """
    INSERT INTO conferences_booking (resource_id, meeting_id, held, booked_at, booked_by_id)
    SELECT (%(venues)s::bigint[])[1 + n %% cardinality(%(venues)s::bigint[])], id,
        tstzrange(at, at + interval '3 hours'), at - interval '30 days', 4
    FROM (SELECT id, n, date_trunc('hour', now()) - interval '14 days'
              - n / cardinality(%(venues)s::bigint[]) * interval '5 hours' AS at
          FROM (SELECT m.id, row_number() OVER (ORDER BY m.id) AS n FROM conferences_meeting m
                WHERE starts_at < now()) AS numbered) AS one
"""
AHEAD = """
    INSERT INTO conferences_booking (resource_id, meeting_id, held, booked_at, booked_by_id)
    SELECT venue, id, tstzrange(at, at + interval '4 hours'), now(), 4
    FROM (SELECT (%(venues)s::bigint[])[1 + (n + 1) %% cardinality(%(venues)s::bigint[])] AS venue, id,
              date_trunc('day', now()) + (n / cardinality(%(venues)s::bigint[]) + 1) * interval '1 day'
              + (9 + n %% 3 * 4) * interval '1 hour' AS at
          FROM (SELECT m.id, row_number() OVER (ORDER BY m.id) AS n FROM conferences_meeting m
                WHERE starts_at < now()) AS numbered
          WHERE n <= 60 * cardinality(%(venues)s::bigint[])) AS one
"""
MONTH = """
    UPDATE conferences_meeting SET starts_at = at, ends_at = at + interval '3 hours',
        place = 'St Mark’s Hall', stage = 'scheduled'
    FROM (SELECT id, date_trunc('month', now()) + interval '3 months'
              + (n %% 28) * interval '1 day' + (10 + n / 28 * 3) * interval '1 hour' AS at
          FROM (SELECT m.id, row_number() OVER (ORDER BY m.id) AS n FROM conferences_meeting m
                JOIN conferences_meetingparty y ON y.meeting_id = m.id
                JOIN cases_case c ON c.id = y.case_id AND NOT c.is_restricted AND c.team_id = 3
                WHERE m.team_id = 3 AND m.format = 'family_group_conference'
                    AND m.stage = 'distributed') AS numbered
          WHERE n <= %(count)s) AS chosen
    WHERE chosen.id = conferences_meeting.id
"""
CHANGED = ("conferences_booking", "conferences_meeting")


def make_scenes(cursor: Any) -> dict[str, Any]:
    """Make them on a database whose families stand; say which records they are."""
    lee = User.objects.get(email="lee.marsh@example.org")
    venues = _make_venues()
    for table in CHANGED:
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    cursor.execute(PAST, {"venues": venues})
    cursor.execute(AHEAD, {"venues": venues})
    cursor.execute(MONTH, {"count": IN_A_MONTH})
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    for table in CHANGED:
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
    of_lee = Meeting.objects.filter(
        format="family_group_conference", stage="preparing", starts_at=None,
        parties__case__in=Case.objects.filter(
            coordinator=lee, team=3, stage="allocated", is_restricted=False
        ),
    )  # fmt: skip
    dates, taken, *free = of_lee.order_by("pk")[:4]
    hall = Resource.objects.get(name="Hall 1")
    ahead = Booking.objects.standing().filter(resource=hall, held__startswith__gt=timezone.now())
    booked = ahead.order_by("held")[3].held
    for meeting in (dates, taken):
        _say_when(meeting, by=lee)
    three = Case.objects.filter(coordinator=lee, stage="allocated", is_restricted=False)
    month = (timezone.localdate().replace(day=1) + timedelta(days=95)).replace(day=1)
    return {
        "dates": str(dates.public_id),
        "dates_meet_by": str(meet_by(dates)),
        "taken": str(taken.public_id),
        "taken_meet_by": str(meet_by(taken)),
        "taken_version": taken.version,
        "taken_slot": f"{booked.lower.isoformat()}~{booked.upper.isoformat()}~{hall.public_id}",
        "free": [str(one.public_id) for one in free],
        "free_cases": [str(one.parties.get().case.public_id) for one in free],
        "hall": str(hall.public_id),
        "month": month.isoformat(),
        "three_children": [str(one.public_id) for one in three if one.children.count() == 3][:2],
    }


def _make_venues() -> list[int]:
    known = Resource.objects.filter(kind="venue").count()
    made = Resource.objects.bulk_create(
        Resource(
            kind="venue", name=f"Hall {number}", step_free="yes", minutes_before=30,
            minutes_after=30, address=f"{number} High Street, Westbridge",
        )
        for number in range(1, VENUES - known + 1)
    )  # fmt: skip
    WeeklyHours.objects.bulk_create(
        WeeklyHours(resource=one, weekday=day, starts=time(8), ends=time(22))
        for one in made
        for day in range(7)
    )
    return [one.pk for one in made]


def _say_when(meeting: Meeting, *, by: User) -> None:
    """Twelve people, half of them needed, each with what they can do on the mornings and evenings of a week."""
    rows = Participant.objects.current().filter(meeting=meeting).with_names().order_by("pk")
    circle = [one for one in rows if one.is_in_the_circle]
    for one in circle[PEOPLE:]:
        Participant.objects.filter(pk=one.pk).update(
            removed_at=timezone.now(), removed_why="There are enough"
        )
    needed = [one.pk for one in circle[: PEOPLE // 2]]
    Participant.objects.filter(meeting=meeting).update(is_required=False)
    Participant.objects.filter(pk__in=needed).update(is_required=True)
    Availability.objects.filter(participant__in=circle).delete()
    Availability.objects.bulk_create(
        Availability(
            participant=one, weekday=weekday, part_of_day=part, recorded_by=by,
            can=_can(number + 2 * weekday + 3 * at),
        )
        for number, one in enumerate(circle[:PEOPLE])
        for weekday in range(6)
        for at, part in enumerate(Availability.PartOfDay)
    )  # fmt: skip


def _can(number: int) -> str:
    if number % 13 == 0:
        return str(Availability.Can.NO)
    return str(Availability.Can.AT_A_PINCH if number % 5 == 0 else Availability.Can.YES)

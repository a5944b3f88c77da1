"""The SQL of the limits of the calendar and of finding a date, and the search by hand."""

from collections import defaultdict
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from restorative.working_days import bank_holidays
from tests.bench.ops.sql import VISIBLE, Found

LONDON = ZoneInfo("Europe/London")
CALENDAR = f"""
    SELECT m.public_id::text, m.starts_at, m.ends_at, m.stage,
        ARRAY(SELECT c.reference FROM conferences_meetingparty y JOIN cases_case c ON c.id = y.case_id
            WHERE y.meeting_id = m.id AND NOT c.is_restricted AND {VISIBLE}),
        ARRAY(SELECT y.case_id FROM conferences_meetingparty y WHERE y.meeting_id = m.id),
        (SELECT r.name FROM conferences_booking b JOIN conferences_resource r ON r.id = b.resource_id
            WHERE b.meeting_id = m.id AND b.cancelled_at IS NULL AND r.kind = 'venue' LIMIT 1)
    FROM conferences_meeting m
    WHERE m.starts_at >= %(first)s AND m.starts_at < %(last)s AND (m.team_id = %(team)s
        OR EXISTS (SELECT FROM conferences_meetingparty y JOIN cases_case c ON c.id = y.case_id
            WHERE y.meeting_id = m.id AND {VISIBLE}))
    ORDER BY m.starts_at, m.id
"""
RESOURCES = """
    SELECT id, public_id::text, name, kind, minutes_before, minutes_after, user_id
    FROM conferences_resource WHERE archived_at IS NULL ORDER BY kind, name, id
"""


def calendar_words(cursor: Any, asked: dict[str, str]) -> Found:
    """The meetings of whole weeks around a month, and the resources one can choose from."""
    on = date.fromisoformat(asked["on"])
    first = on - timedelta(days=on.weekday())
    following = (on.replace(day=1) + timedelta(days=31)).replace(day=1)
    last = following + timedelta(days=(7 - following.weekday()) % 7)
    cursor.execute(CALENDAR, {**asked, "first": _start(first), "last": _start(last)})
    rows = cursor.fetchall()
    cursor.execute(RESOURCES)
    words = [word for row in rows for word in (row[0], ", ".join(row[4]), row[6] or "")]
    words += [
        f"{row[1].astimezone(LONDON):%H:%M}–{row[2].astimezone(LONDON):%H:%M}" for row in rows
    ]
    words += [word for row in cursor.fetchall() for word in (row[1], row[2])]
    return words, sorted({key for row in rows for key in row[5]})


MEETING = f"""
    SELECT m.id, c.id, c.reference, r.id, m.version FROM conferences_meeting m
    JOIN conferences_meetingparty y ON y.meeting_id = m.id
    JOIN cases_case c ON c.id = y.case_id AND {VISIBLE}
    JOIN conferences_resource r ON r.user_id = c.coordinator_id
    WHERE m.public_id = %(meeting)s
"""
PEOPLE = """
    SELECT p.id, coalesce(nullif(o.known_as, ''), o.first_name, u.first_name, p.initials),
        p.is_required, p.person_id, p.user_id
    FROM conferences_participant p LEFT JOIN cases_person o ON o.id = p.person_id
    LEFT JOIN accounts_user u ON u.id = p.user_id
    WHERE p.meeting_id = %s AND p.removed_at IS NULL ORDER BY p.id
"""
SAID = """
    SELECT participant_id, day, weekday, part_of_day, can FROM conferences_availability
    WHERE participant_id = ANY(%s)
"""
HELD = """
    SELECT resource_id, lower(held), upper(held) FROM conferences_booking
    WHERE cancelled_at IS NULL AND resource_id = ANY(%s) AND held && tstzrange(%s, %s)
        AND meeting_id <> %s
"""
HOURS = "SELECT resource_id, weekday, starts, ends FROM conferences_weeklyhours WHERE resource_id = ANY(%s)"
AWAY = """
    SELECT resource_id, starts_on, ends_on FROM conferences_away
    WHERE resource_id = ANY(%s) AND starts_on <= %s AND ends_on >= %s
"""
ABSENT = """
    SELECT user_id, starts_on, ends_on FROM accounts_absence
    WHERE cancelled_at IS NULL AND user_id = ANY(%s) AND starts_on <= %s AND ends_on >= %s
"""
ELSEWHERE = f"""
    SELECT p.person_id, p.user_id, m.starts_at, m.ends_at FROM conferences_participant p
    JOIN conferences_meeting m ON m.id = p.meeting_id
    WHERE (p.person_id = ANY(%(persons)s) OR p.user_id = ANY(%(users)s)) AND p.removed_at IS NULL
        AND m.starts_at < %(until)s AND m.ends_at > %(since)s AND m.id <> %(but)s
        AND EXISTS (SELECT FROM conferences_meetingparty y JOIN cases_case c ON c.id = y.case_id
            WHERE y.meeting_id = m.id AND {VISIBLE})
"""
MORNING, AFTERNOON, EVENING = "morning", "afternoon", "evening"
WORST = {"no": 0, "": 1, "at_a_pinch": 2, "yes": 3}


def dates_words(cursor: Any, asked: dict[str, str]) -> Found:
    """The best eight times, found by plain loops over what was read."""
    first, last = date.fromisoformat(asked["first"]), date.fromisoformat(asked["until"])
    cursor.execute(MEETING, asked)
    meeting, case, reference, coordinator, _ = cursor.fetchone()
    cursor.execute(PEOPLE, [meeting])
    people = cursor.fetchall()
    cursor.execute(SAID, [[one[0] for one in people]])
    said: dict[tuple[int, Any, str], str] = {
        (who, weekday if day is None else day, part): can
        for who, day, weekday, part, can in cursor.fetchall()
    }
    cursor.execute(RESOURCES)
    resources = cursor.fetchall()
    wanted = [one for one in resources if one[3] == "venue" or one[0] == coordinator]
    keys = [one[0] for one in wanted]
    window = _start(first - timedelta(days=1)), _start(last + timedelta(days=2))
    held, hours, away = defaultdict(list), defaultdict(list), defaultdict(list)
    cursor.execute(HELD, [keys, *window, meeting])
    for key, lower, upper in cursor.fetchall():
        held[key].append((lower, upper))
    cursor.execute(HOURS, [keys])
    for key, weekday, opens, closes in cursor.fetchall():
        hours[key, weekday].append((opens, closes))
    has_hours = {key for key, _ in hours}
    cursor.execute(AWAY, [keys, last, first])
    for key, begins, ends in cursor.fetchall():
        away[key].append((begins, ends))
    persons, users = [one[3] for one in people if one[3]], [one[4] for one in people if one[4]]
    absent = defaultdict(list)
    cursor.execute(ABSENT, [[*users, *(one[6] for one in wanted if one[6])], last, first])
    for user, begins, ends in cursor.fetchall():
        absent[user].append((begins, ends))
    there = {"persons": persons, "users": users, "but": meeting}
    cursor.execute(ELSEWHERE, {**asked, **there, "since": window[0], "until": window[1]})
    busy = defaultdict(list)
    for person, user, starts_at, ends_at in cursor.fetchall():
        busy[person, user].append((starts_at, ends_at))
    length = timedelta(hours=3)

    def is_free(one: Any, day: date, starts_at: datetime, ends_at: datetime) -> bool:
        key, _, _, kind, before, after, holder = one
        begin, end = starts_at - timedelta(minutes=before), ends_at + timedelta(minutes=after)
        if any(begin < upper and lower < end for lower, upper in held[key]):
            return False
        if any(begins <= day <= ends for begins, ends in (*away[key], *absent[holder])):
            return False
        if key not in has_hours:
            return True
        if kind != "venue":
            begin, end = starts_at, ends_at
        opens, closes = begin.astimezone(LONDON).time(), end.astimezone(LONDON).time()
        return any(a <= opens and closes <= b for a, b in hours.get((key, day.weekday()), ()))

    found = []
    own = next(one for one in wanted if one[0] == coordinator)
    venues = [one for one in wanted if one[3] == "venue"]
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        if day.weekday() > 4 or day in bank_holidays(settings.NATION, day.year):
            continue
        best: dict[str, Any] = {}
        for half in range(19):
            wall = datetime.combine(day, time(9), LONDON) + half * timedelta(minutes=30)
            starts_at, ends_at = wall.astimezone(UTC), wall.astimezone(UTC) + length
            parts = _parts(wall.time(), (wall + length - timedelta(minutes=1)).time())
            no = pinch = unknown = 0
            for who, _, is_required, person, user in people:
                can = min(
                    (said.get((who, day, part)) or said.get((who, day.weekday(), part), "")
                     for part in parts), key=WORST.__getitem__,
                )  # fmt: skip
                is_busy = any(starts_at < b and a < ends_at for a, b in busy[person, user])
                is_away = any(begins <= day <= ends for begins, ends in absent[user])
                if can == "no" or is_busy or is_away:
                    if is_required:
                        break
                    no += 1
                elif can == "at_a_pinch":
                    pinch += 1
                elif not can:
                    unknown += 1
            else:
                if not is_free(own, day, starts_at, ends_at):
                    continue
                venue = next((one for one in venues if is_free(one, day, starts_at, ends_at)), None)
                if venue is None:
                    continue
                rank = (asked["meet_by"] < day.isoformat(), no, pinch, unknown, starts_at)
                if parts[0] not in best or rank < best[parts[0]][0]:
                    best[parts[0]] = (rank, ends_at, venue)
        found += best.values()
    found.sort(key=lambda one: one[0])
    words = [f"{a[0][4].isoformat()}~{a[1].isoformat()}~{a[2][1]}" for a in found[:8]]
    words += [reference, *(one[1] for one in people), *(w for one in resources for w in one[1:3])]
    return words, [case]


def _parts(first: time, last: time) -> list[str]:
    """The parts of a day that a meeting reaches into."""
    spans = (
        (time(0), time(12), MORNING),
        (time(12), time(17), AFTERNOON),
        (time(17), time.max, EVENING),
    )
    return [name for opens, closes, name in spans if first < closes and last >= opens]


def _start(day: date) -> datetime:
    return datetime.combine(day, time(), LONDON)

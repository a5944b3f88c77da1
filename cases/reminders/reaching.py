"""By which way a reminder may go, for many at once: confirmed as safe, or by a human.

Asked when a row is planned, to say ahead how it will go, and again when it is sent.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import time
from uuid import UUID

from django.db import transaction

from accounts.models import User
from cases.models import ContactPoint, Event, Reminder
from cases.reminders import own_words, reasons
from cases.reminders.safe_ways import SafeWays, step_of, values_of

Channel = Reminder.Channel
# What `forecast` says of a row.
FORECAST = ("channel", "contact_point", "reason")
# After which events somebody may be reached another way, or no more.
CHANGES_A_WAY = frozenset(
    {
        Event.Kind.CONTACT_RECORDED.value,
        Event.Kind.CONTACT_ENDED.value,
        Event.Kind.CONSENT_RECORDED.value,
        Event.Kind.PERSON_CHANGED.value,
        Event.Kind.PERSON_LEFT.value,
        Event.Kind.CHILD_LEFT.value,
        Event.Kind.KEEP_APART_RECORDED.value,
        Event.Kind.KEEP_APART_ENDED.value,
        Event.Kind.ATTENDANCE_DECIDED.value,
        Event.Kind.PARTICIPANT_CHANGED.value,
        Event.Kind.PARTICIPANT_LEFT.value,
    }
)


@dataclass(frozen=True)
class Reach:
    """The way for one reminder. `why_not` is a code of reasons.py: then somebody rings.

    `to` is the number or address in clear and leaves this process only as a message.
    `since` and `until` are the hours safe for that person. `name` is how they are greeted,
    where they may be. `reader` is the key of the person who reads it, who `is_passed_on`
    to where that is the adult of a child.
    """

    channel: str
    to: str = ""
    contact_point: int | None = None
    name: str = ""
    since: time | None = None
    until: time | None = None
    why_not: str = ""
    reader: int | None = None
    is_passed_on: bool = False


Others = Callable[[list[Reminder]], dict[UUID, Reach]]
_OTHERS: dict[str, Others] = {}


def reaches(other_type: str, way: Others) -> None:
    """Register how rows of a later app (an interpreter) are reached."""
    _OTHERS[other_type] = way


def reach(
    reminders: Iterable[Reminder], *, ways: SafeWays | None = None, in_clear: bool = True
) -> dict[UUID, Reach]:
    """The way for each of these, by key, in the same few queries however many there are.

    With `in_clear` the number or address is read; a page needs none.
    """
    rows = list(reminders)
    ways = ways or SafeWays(rows)
    found = _of_people([row for row in rows if row.person_id is not None], ways, in_clear)
    found |= _of_colleagues([row for row in rows if row.user_id is not None])
    by_type: dict[str, list[Reminder]] = {}
    for row in rows:
        if row.other_id is not None:
            by_type.setdefault(row.other_type, []).append(row)
    for other_type, those in by_type.items():
        known = _OTHERS[other_type](those) if other_type in _OTHERS else {}
        nothing = Reach(Channel.RING, why_not=reasons.NO_SAFE_WAY)
        found |= {row.pk: known.get(row.pk, nothing) for row in those}
    return found


def forecast(rows: Sequence[Reminder]) -> list[Reminder]:
    """Say on rows that wait by which way they will go; returns those that say another now.

    Nothing is saved. A step that says `how` has its way already.
    """
    rows = [row for row in rows if row.state == Reminder.State.SCHEDULED]
    own = own_words.planned(rows)
    free = [row for row in rows if row.pk not in own and _is_open(row)]
    changed = []
    for row in rows:
        if row.pk in own:
            way = own[row.pk]
            if _put(row, way.channel, way.contact_point, way.why_not):
                changed.append(row)
    if free:
        found = reach(free, in_clear=False)
        changed += [
            row
            for row in free
            for way in (found[row.pk],)
            if _put(row, way.channel, way.contact_point, way.why_not)
        ]
    return changed


def forecast_cases(cases: Collection[int]) -> int:
    """Look again at all that waits on some cases; returns how many go another way now."""
    rows = Reminder.objects.waiting().filter(case__in=cases)
    changed = forecast(list(rows.defer("_text", "_to")))
    if not changed:
        return 0
    locked = rows.filter(pk__in=[row.pk for row in changed]).order_by("pk")
    with transaction.atomic():
        changed = forecast(list(locked.select_for_update(of=("self",))))
        Reminder.objects.bulk_update(changed, FORECAST)
    return len(changed)


def _put(row: Reminder, channel: str, contact_point: int | None, why_not: str) -> bool:
    before = (row.channel, row.contact_point_id, row.reason)
    row.channel = Channel.RING if why_not else channel
    row.contact_point_id = None if why_not else contact_point
    row.reason = why_not
    return (row.channel, row.contact_point_id, row.reason) != before


def _is_open(row: Reminder) -> bool:
    """Whether the way is for the person to say, and not part of the rule."""
    step = step_of(row)
    return row.user_id is None if step is None else step.how not in (Channel.NOTICE, Channel.RING)


def _of_people(rows: list[Reminder], ways: SafeWays, in_clear: bool) -> dict[UUID, Reach]:
    if not rows:
        return {}
    chosen = {row.pk: ways.find(row) for row in rows}
    values: dict[int, str] = {}
    if in_clear:
        values = values_of(contact.pk for contact, _, _ in chosen.values() if contact)
    found = {}
    for row in rows:
        contact, channel, why_not = chosen[row.pk]
        reader = ways.reader_of(row)
        found[row.pk] = Reach(
            channel=channel,
            to=values.get(contact.pk, "") if contact else "",
            contact_point=contact.pk if contact else None,
            name=ways.name_of(reader),
            since=contact.safe_from if contact else None,
            until=contact.safe_until if contact else None,
            why_not=why_not or _gone(contact, values, in_clear),
            reader=reader,
            is_passed_on=reader != row.person_id,
        )
    return found


def _gone(contact: ContactPoint | None, values: dict[int, str], in_clear: bool) -> str:
    """Ended between the two looks."""
    if in_clear and contact is not None and not values.get(contact.pk):
        return reasons.NO_SAFE_WAY
    return ""


def _of_colleagues(rows: list[Reminder]) -> dict[UUID, Reach]:
    if not rows:
        return {}
    users = User.objects.order_by().in_bulk({row.user_id for row in rows if row.user_id})
    found = {}
    for row in rows:
        user = users[row.user_id or 0]
        is_mail = row.channel != Channel.NOTICE and _how(row) != Channel.NOTICE
        found[row.pk] = Reach(
            channel=Channel.EMAIL if is_mail and user.email else Channel.NOTICE,
            to=user.email,
            name=user.first_name,
            why_not="" if user.is_active else reasons.LEFT,
        )
    return found


def _how(row: Reminder) -> str:
    step = step_of(row)
    return step.how if step else ""

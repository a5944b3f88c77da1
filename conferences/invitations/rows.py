"""The list of invitations: per person how they like to hear, what was sent, what they said."""

from dataclasses import dataclass, replace

from django.core.exceptions import ValidationError
from django.utils import timezone

from cases.models import Reminder
from conferences.invitations.composing import (
    Composed,
    compose,
    has_met,
    is_asked,
    said_to,
    why_stale,
)
from conferences.invitations.desk import Desk, is_reachable
from conferences.invitations.ledger import (
    has_not_arrived,
    is_on_its_way,
    messages_of,
    words_of,
)
from conferences.invitations.said import Purpose
from conferences.invitations.ways import TOLD, Way, ways_of
from conferences.models import MeetingInvitation, Participant


@dataclass(frozen=True)
class Row:
    """One person on the list."""

    participant: Participant
    ways: list[Way]
    closed_ways: list[Way]
    last: MeetingInvitation | None
    waiting: MeetingInvitation | None
    why_stale: str
    why_not: str
    answer_is_old: bool
    message: Reminder | None = None
    last_message: Reminder | None = None

    @property
    def is_on_its_way(self) -> bool:
        return is_on_its_way(self.message)

    @property
    def waiting_words(self) -> str:
        """Where stands what has been written and has not gone."""
        return words_of(self.waiting, self.message, timezone.now()) if self.waiting else ""

    @property
    def arrival_words(self) -> str:
        """Whether what was sent has arrived; empty for what no provider knows of."""
        if self.last is None or self.last_message is None:
            return ""
        if self.last.state != MeetingInvitation.State.SENT:
            return ""
        return words_of(self.last, self.last_message, timezone.now())

    @property
    def has_not_arrived(self) -> bool:
        return has_not_arrived(self.last_message)

    @property
    def can_write(self) -> bool:
        """Whether any way but telling them is open."""
        return not self.why_not and any(way.channel != "told" for way in self.ways)

    @property
    def is_answered(self) -> bool:
        return bool(self.participant.answer) and not self.answer_is_old

    @property
    def is_asked(self) -> bool:
        return is_asked(self.participant)


def rows_of(desk: Desk) -> list[Row]:
    """Those who can be asked, and after them whoever was asked and no longer takes part."""
    asked = [one for one in desk.people if is_asked(one)]
    to_undo = [one for one in desk.people if not is_asked(one) and desk.expects_it(one)]
    rows = [_row(desk, one) for one in (*asked, *to_undo)]
    keys = [one.pk for row in rows for one in (row.last, row.waiting) if one is not None]
    sent = messages_of(keys)
    return [
        replace(
            row,
            message=sent.get(row.waiting.pk) if row.waiting else None,
            last_message=sent.get(row.last.pk) if row.last else None,
        )
        for row in rows
    ]


def how_many_answered(rows: list[Row]) -> tuple[int, int]:
    """How many of those asked have answered for the time as it is: "5 of 8"."""
    asked = [row for row in rows if row.is_asked]
    return sum(row.is_answered for row in asked), len(asked)


def by_key(desk: Desk, participant: Participant, key: str) -> Way:
    """The way a page named; the one to offer first where it named none or none there is."""
    ways = ways_of(participant, desk.contacts_of(participant))
    named = next((way for way in ways if way.key == key), None)
    return named or ways[0]


def composed_for_page(desk: Desk, participant: Participant, way: Way) -> Composed | str:
    """The message as it will be received, or in words why there is none."""
    try:
        return compose(desk, participant, way)
    except ValidationError as refusal:
        return " ".join(refusal.messages)


def _row(desk: Desk, participant: Participant) -> Row:
    ways = ways_of(participant, desk.contacts_of(participant))
    return Row(
        participant=participant,
        ways=[way for way in ways if not way.why_not],
        closed_ways=[way for way in ways if way.why_not],
        last=desk.last_told(participant),
        waiting=desk.waiting(participant),
        why_stale=why_stale(desk, participant),
        why_not=_why_not(desk, participant),
        answer_is_old=_answer_is_old(desk, participant),
    )


def _why_not(desk: Desk, participant: Participant) -> str:
    try:
        said_to(desk, participant, TOLD)
    except ValidationError as refusal:
        return refusal.messages[0]
    return ""


def _answer_is_old(desk: Desk, participant: Participant) -> bool:
    """Whether they answered for another time than they were told last, or should be told."""
    if participant.answered_at is None or has_met(desk):
        return False
    told = [row for row in desk.told.get(participant.pk, []) if row.purpose != Purpose.CANCELLATION]
    if not told:
        return False
    if why_stale(desk, participant) == "Was told the old time." or not is_reachable(participant):
        return True
    now = told[0].starts_at
    same = [row for row in told if row.starts_at == now]
    first = min(row.sent_at for row in same if row.sent_at)
    return len(same) < len(told) and participant.answered_at < first

"""How ready a meeting is: everything that the circle, the list and the run sheet print.

Read once for a whole meeting, with the same number of queries for three people and for
twenty. Whoever reads it prepares meetings: worries, arrival times and who is kept away
are the coordinator's, and no page for referrers is made from this.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Prefetch
from django.utils import timezone

from accounts.models import User
from cases.models import Case, ContactPoint
from conferences.apart import Pair, pairs_of
from conferences.domain.seating import in_order
from conferences.meeting_timescale import Timescale, timescale_of, timescale_words
from conferences.models import (
    AttendanceDecision,
    Booking,
    Meeting,
    Need,
    Participant,
    Resource,
)
from conferences.safe_contact import Phone, contact_words, contacts_of, phones_of
from restorative.working_days import working_days_between

HEARD_OTHERWISE = (
    Participant.Way.LETTER,
    Participant.Way.RECORDING,
    Participant.Way.SUPPORTER,
)


@dataclass
class Person:
    """One participant as the coordinator's pages print them."""

    participant: Participant
    short_name: str
    met: str
    is_met: bool
    needs: list[Need]
    contact: str
    is_safe: bool
    phones: list[Phone]
    apart_from: list[str] = field(default_factory=list)
    heard: str = ""
    decision: AttendanceDecision | None = None

    @property
    def open_needs(self) -> list[Need]:
        return [need for need in self.needs if need.arranged_at is None]

    @property
    def is_child(self) -> bool:
        return self.participant.part == Participant.Part.CHILD

    @property
    def answer(self) -> str:
        """The answer in a word or two, as it stands beside a seat."""
        one = self.participant
        if one.arrived_at:
            return "here"
        if one.apologies_at:
            return "apologies"
        if one.answer == Participant.Answer.YES:
            ways = {Participant.Way.VIDEO: "by video", Participant.Way.PHONE: "by phone"}
            return ways.get(Participant.Way(one.way), "coming")
        return {
            Participant.Answer.MAYBE: "not sure",
            Participant.Answer.NO: "not coming",
        }.get(Participant.Answer(one.answer), "no answer")

    @property
    def is_coming(self) -> bool:
        one = self.participant
        is_expected = one.answer == Participant.Answer.YES and not one.apologies_at
        return bool(one.arrived_at) or is_expected

    @property
    def is_not_coming(self) -> bool:
        one = self.participant
        is_off = bool(one.apologies_at) or one.answer == Participant.Answer.NO
        return is_off and not one.arrived_at


@dataclass
class Readiness:
    """One meeting: those in the room, those heard another way, those who take no part."""

    meeting: Meeting
    room: list[Person]
    outer: list[Person]
    no_part: list[Person]
    pairs: list[Pair]
    bookings: list[Booking]
    timescale: Timescale | None

    @property
    def due_on(self) -> date | None:
        return self.timescale.due_on if self.timescale else None

    @property
    def timescale_words(self) -> str:
        return timescale_words(self.meeting, self.timescale)

    @property
    def everybody(self) -> list[Person]:
        return [*self.room, *self.outer, *self.no_part]

    @property
    def children(self) -> list[Person]:
        """The children of the meeting, wherever they are heard: they stand in the middle."""
        return [one for one in [*self.room, *self.outer] if self._is_in_the_middle(one)]

    @property
    def seats(self) -> list[Person]:
        return [one for one in self.room if not self._is_in_the_middle(one)]

    @property
    def outer_ring(self) -> list[Person]:
        return [one for one in self.outer if not self._is_in_the_middle(one)]

    def _is_in_the_middle(self, one: Person) -> bool:
        return one.is_child and self.meeting.declared.is_round_the_child

    @property
    def kept_away(self) -> list[Person]:
        return [one for one in self.everybody if one.participant.is_kept_away]

    @property
    def reachable(self) -> list[Person]:
        return [one for one in self.everybody if not one.participant.is_kept_away]

    @property
    def asked(self) -> int:
        return len(self.room)

    @property
    def answered(self) -> int:
        return sum(bool(one.participant.answer) for one in self.room)

    @property
    def coming(self) -> int:
        return sum(one.is_coming for one in self.room)

    @property
    def not_met(self) -> list[Person]:
        return [one for one in self.reachable if not one.is_met]

    @property
    def open_needs(self) -> int:
        return sum(len(one.open_needs) for one in self.reachable)

    @property
    def venue(self) -> Booking | None:
        return self._booked(Resource.Kind.VENUE)

    @property
    def interpreters(self) -> list[Booking]:
        return [b for b in self.bookings if b.resource.kind == Resource.Kind.INTERPRETER]

    @property
    def interpreter_needs(self) -> list[Need]:
        kind = Need.Kind.INTERPRETER
        return [need for one in self.reachable for need in one.needs if need.kind == kind]

    @property
    def working_days(self) -> int | None:
        """Working days to the meeting, or, while it has no date, to the day it is due by."""
        until = timezone.localdate(self.meeting.starts_at) if self.meeting.starts_at else None
        until = until or self.due_on
        return working_days_between(timezone.localdate(), until) if until else None

    def named(self, key: int) -> str:
        return next((p.short_name for p in self.everybody if p.participant.pk == key), "")

    def _booked(self, kind: str) -> Booking | None:
        return next((b for b in self.bookings if b.resource.kind == kind), None)


def read_readiness(meeting: Meeting, case: Case, user: User) -> Readiness:
    """Read one meeting for somebody who may prepare it."""
    participants = list(
        Participant.objects.visible_to(user)
        .filter(meeting=meeting)
        .current()
        .with_names()
        .prefetch_related(Prefetch("needs", Need.objects.order_by("pk")))
    )
    pairs = pairs_of(meeting, participants, reader=user)
    contacts = contacts_of(participants, user)
    decisions = _decisions(participants)
    people = {
        one.pk: _person(one, contacts[one.person_id or 0], decisions.get(one.pk))
        for one in in_order(participants)
    }
    for pair in pairs:
        for key in pair.keys:
            other = people[pair.other_key(key) or 0]
            people[key].apart_from.append(other.short_name)
    return Readiness(
        meeting=meeting,
        room=[one for one in people.values() if one.participant.is_in_the_circle],
        outer=[one for one in people.values() if _is_outer(one.participant)],
        no_part=[
            one
            for one in people.values()
            if one.participant.attendance == Participant.Attendance.NO_PART
        ],
        pairs=pairs,
        bookings=list(
            Booking.objects.visible_to(user)
            .standing()
            .filter(meeting=meeting)
            .select_related("resource")
        ),
        timescale=timescale_of(meeting),
    )


def _is_outer(one: Participant) -> bool:
    """Heard, but not in the room: by decision, or because they chose a letter or the like."""
    if one.attendance == Participant.Attendance.ANOTHER_WAY:
        return True
    return not one.is_kept_away and not one.is_in_the_circle


def _decisions(people: Iterable[Participant]) -> dict[int, AttendanceDecision]:
    decisions = AttendanceDecision.objects.filter(participant__in=[one.pk for one in people])
    return {one.participant_id: one for one in decisions.order_by("at", "pk")}


def _person(
    one: Participant, contacts: list[ContactPoint], decision: AttendanceDecision | None
) -> Person:
    met_on = one.visited_on or one.prepared_on
    phones = phones_of(one, contacts)
    contact, is_safe = contact_words(one, contacts)
    return Person(
        participant=one,
        short_name=one.person.liked_name if one.person else one.name,
        met=f"{met_on:%-d %b}" if met_on else _not_met(one),
        is_met=bool(met_on),
        needs=list(one.needs.all()),
        contact=contact,
        is_safe=is_safe,
        phones=phones,
        heard=_heard(one, decision),
        decision=decision,
    )


def _not_met(one: Participant) -> str:
    return f"Spoken to {one.reached_on:%-d %b}" if one.reached_on else "Not yet"


def _heard(one: Participant, decision: AttendanceDecision | None) -> str:
    """How somebody who is not there is heard, in lower case as it stands under a name."""
    if one.attendance == Participant.Attendance.ANOTHER_WAY and decision and decision.heard:
        words = decision.get_heard_display()
        return words[:1].lower() + words[1:]
    if one.way in HEARD_OTHERWISE:
        words = one.get_way_display()
        return words[:1].lower() + words[1:]
    if one.attendance == Participant.Attendance.ANOTHER_WAY:
        return "how is not said"
    return ""

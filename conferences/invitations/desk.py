"""Everything that invitations to one meeting are made from, read once."""

from collections import defaultdict
from functools import cached_property

from django.db.models import Q

from accounts.models import User
from cases.models import CaseChild, ContactPoint, KeepApart, NetworkMember, Relationship
from cases.relationships import Kind
from conferences.invitations.said import Place, Purpose
from conferences.models import (
    AttendanceDecision,
    Booking,
    Meeting,
    MeetingInvitation,
    PairDecision,
    Participant,
)
from conferences.secret_places import gives_away, secret_addresses

State = MeetingInvitation.State
COMING = Participant.COMING


class Desk:
    """One meeting as its inviter sees it: no person, contact or tie they may not know of.

    Without a `user` it is the product itself that asks, which sees everything.
    """

    def __init__(self, meeting: Meeting, user: User | None) -> None:
        self.meeting, self.user = meeting, user

    @cached_property
    def people(self) -> list[Participant]:
        """Everybody of the meeting, those who left it and those kept away among them."""
        rows = Participant.objects.all()
        if self.user is not None:
            rows = Participant.objects.visible_to(self.user)
        return list(rows.filter(meeting=self.meeting).with_names())

    @cached_property
    def reachable(self) -> list[Participant]:
        return [one for one in self.people if is_reachable(one)]

    @cached_property
    def parties(self) -> list:  # type: ignore[type-arg]
        return list(self.meeting.parties.select_related("case__coordinator", "case__team"))

    @cached_property
    def told(self) -> dict[int, list[MeetingInvitation]]:
        """What has reached each participant, newest first, by key."""
        return self._grouped(lambda row: row.state in (State.SENT, State.TOLD))

    @cached_property
    def all_rows(self) -> dict[int, list[MeetingInvitation]]:
        return self._grouped(lambda row: True)

    @cached_property
    def coming(self) -> list[Participant]:
        """Those with whom somebody invited would meet."""
        return [one for one in self.reachable if one.way in Participant.IN_THE_ROOM]

    @cached_property
    def around(self) -> set[int]:
        """The keys of all people of the meeting and of the families it is held for."""
        cases = [party.case_id for party in self.parties]
        return {
            *(one.person_id for one in self.people if one.person_id),
            *CaseChild.objects.current().filter(case__in=cases).values_list("person", flat=True),
            *NetworkMember.objects.current()
            .filter(case__in=cases)
            .values_list("person", flat=True),
        }

    @cached_property
    def contacts(self) -> list[ContactPoint]:
        rows = ContactPoint.objects.all()
        if self.user is not None:
            rows = ContactPoint.objects.visible_to(self.user)
        return list(rows.current().filter(person__in=self.around).select_related("person"))

    @cached_property
    def secret_places(self) -> list[str]:
        return secret_addresses(self.around)

    @cached_property
    def apart(self) -> dict[int, list[KeepApart]]:
        rows = KeepApart.objects.all()
        if self.user is not None:
            rows = KeepApart.objects.visible_to(self.user)
        keys = [one.person_id for one in self.people if one.person_id]
        found: dict[int, list[KeepApart]] = defaultdict(list)
        for row in rows.in_force().filter(first__in=keys, second__in=keys):
            found[row.first_id].append(row)
            found[row.second_id].append(row)
        return found

    @cached_property
    def separated(self) -> set[tuple[int, int]]:
        """Pairs of people who were partners and are no more, both ways round."""
        keys = [one.person_id for one in self.people if one.person_id]
        rows = (
            Relationship.objects.between(keys, keys)
            .filter(withdrawn_at__isnull=True)
            .filter(
                Q(kind=Kind.FORMER_PARTNER) | Q(kind=Kind.PARTNER, ended_on__isnull=False),
            )
            .values_list("person", "relative")
        )
        return {pair for one, other in rows for pair in ((one, other), (other, one))}

    @cached_property
    def ordered_away(self) -> set[int]:
        """Participants whose newest decision rests on a court order or a bail condition."""
        newest: dict[int, AttendanceDecision] = {}
        rows = AttendanceDecision.objects.filter(participant__meeting=self.meeting)
        for row in rows.order_by("at", "pk"):
            newest[row.participant_id] = row
        grounds = (AttendanceDecision.Ground.ORDER, AttendanceDecision.Ground.BAIL)
        return {key for key, row in newest.items() if row.ground in grounds}

    @cached_property
    def pairs(self) -> dict[tuple[int, int], PairDecision]:
        """The newest decision of each pair of participants, by their keys in order."""
        rows = PairDecision.objects.filter(meeting=self.meeting).order_by("at", "pk")
        return {(row.first_id, row.second_id): row for row in rows}

    @cached_property
    def is_restricted(self) -> bool:
        return any(party.case.is_restricted for party in self.parties)

    @cached_property
    def venue_booking(self) -> Booking | None:
        return (
            Booking.objects.standing()
            .filter(meeting=self.meeting, resource__kind="venue")
            .select_related("resource")
            .first()
        )

    @cached_property
    def place(self) -> Place | None:
        """Where it is; None while nobody has said, or where saying it gives somebody away."""
        typed, booking = self.meeting.place.strip(), self.venue_booking
        place = Place(typed) if typed else None
        if booking is not None and (not typed or booking.resource.name in typed):
            venue = booking.resource
            address = ", ".join(part for part in (venue.address, venue.postcode) if part)
            place = Place(venue.name, address, " ".join(venue.directions.split()))
        if place is not None and self._gives_away(place):
            return None
        return place

    @property
    def place_is_typed(self) -> bool:
        """Whether the place is somebody's own words, which may name a person."""
        booking = self.venue_booking
        typed = self.meeting.place.strip()
        return bool(typed) and (booking is None or booking.resource.name not in typed)

    def names_around(self) -> set[str]:
        """First, family and liked names of everybody of the meeting."""
        names: set[str] = set()
        for one in self.people:
            if one.person is not None:
                person = one.person
                names |= {person.first_name, person.last_name, person.known_as}
        return {name for name in names if len(name) > 2}

    def contacts_of(self, participant: Participant) -> list[ContactPoint]:
        return [one for one in self.contacts if one.person_id == participant.person_id]

    def last_told(self, participant: Participant) -> MeetingInvitation | None:
        rows = self.told.get(participant.pk)
        return rows[0] if rows else None

    def waiting(self, participant: Participant) -> MeetingInvitation | None:
        """What has been written for them and neither left nor been dropped."""
        open_states = (State.WAITING, State.READY, State.FAILED)
        rows = self.all_rows.get(participant.pk, [])
        return next((row for row in rows if row.state in open_states), None)

    def expects_it(self, participant: Participant) -> bool:
        """Whether the last they were told was that they should come."""
        last = self.last_told(participant)
        return last is not None and last.purpose != Purpose.CANCELLATION

    @cached_property
    def _rows(self) -> list[MeetingInvitation]:
        rows = MeetingInvitation.objects.filter(participant__in=[one.pk for one in self.people])
        return list(
            rows.select_related("contact_point", "made_by").order_by("participant", "-revision")
        )

    def _grouped(self, wanted) -> dict[int, list[MeetingInvitation]]:  # type: ignore[no-untyped-def]
        found: dict[int, list[MeetingInvitation]] = defaultdict(list)
        for row in self._rows:
            if wanted(row):
                found[row.participant_id].append(row)
        return found

    def _gives_away(self, place: Place) -> bool:
        return gives_away(f"{place.line}\n{place.directions}", self.secret_places)


def is_reachable(participant: Participant) -> bool:
    """As `ParticipantQuerySet.reachable` has it, of one that is at hand."""
    return participant.removed_at is None and not participant.is_kept_away

"""What somebody may do in a meeting, whether or not it belongs to a case."""

from dataclasses import dataclass
from functools import cached_property

from accounts.models import User
from accounts.permissions import CASEWORK, HOLDERS, Permission
from cases.access import may
from cases.models import Case, CompartmentMember
from cases.models.compartment import Compartment
from conferences.formats import EntryKind
from conferences.models import Entry, Meeting, MeetingParty


@dataclass(frozen=True)
class Standing:
    """One reader in one visible meeting; `case` is the one by which they know of it, if any."""

    meeting: Meeting
    case: Case | None
    user: User

    def may(self, permission: Permission) -> bool:
        """By their seats on the case; without one, by those in the meeting's own team.

        Whoever opened it, or takes part in it, has there the seats they have elsewhere.
        """
        if self.case is not None:
            return may(self.user, permission, self.case)
        seats = {
            one.seat
            for one in self.user.current_memberships
            if one.team_id == self.meeting.team_id and one.seat in CASEWORK
        } or (self.user.seats & CASEWORK)
        return not HOLDERS[permission].isdisjoint(seats)

    @cached_property
    def knows_whole(self) -> bool:
        """Whether no side of it is closed to them; so of every meeting that has no sides."""
        if not self.meeting.declared.sides:
            return True
        known = Meeting.objects.known_whole_to(self.user)
        return known.filter(pk=self.meeting.pk).exists()

    @property
    def may_keep(self) -> bool:
        return self.may(self.meeting.declared.kept_with)

    def may_read(self, kind: EntryKind) -> bool:
        """Of a side's kind, only whoever knows of that side."""
        if kind.compartment != Compartment.OPEN and kind.compartment not in self._known_sides:
            return False
        return self.may(kind.reads)

    def may_write(self, kind: EntryKind) -> bool:
        """Whether they may add and change entries of a kind, as the meeting stands now.

        What both sides read is written by those who know both.
        """
        declared = self.meeting.declared
        if not declared.has_come_to(self.meeting.stage_now, kind.from_stage):
            return False
        if not kind.has_sides and not self.knows_whole:
            return False
        return self.may_read(kind) and self.may(kind.writes or declared.kept_with)

    def sides(self, kind: EntryKind) -> list[Compartment]:
        """The sides on which this person may read and write entries of a kind."""
        if not kind.has_sides:
            return [Compartment.OPEN]
        if kind.chooses_side:
            return [side for side in Compartment if side in self._known_sides]
        side = Compartment(kind.compartment)
        return [side] if side in self._known_sides else []

    def entries(self, *kinds: EntryKind) -> list[Entry]:
        """What is written down of these kinds and not taken out, as far as they may read it."""
        keys = [kind.key for kind in kinds if self.may_read(kind)]
        rows = Entry.objects.visible_to(self.user).current()
        found = rows.filter(meeting=self.meeting, kind__in=keys).order_by("added_at", "pk")
        entries = list(found.select_related("added_by", "changed_by"))
        for entry in entries:
            entry.meeting = self.meeting
        return entries

    @cached_property
    def _known_sides(self) -> set[str]:
        cases = Case.objects.keys_for(self.user)
        parties = MeetingParty.objects.filter(meeting=self.meeting, case__in=cases)
        known: set[str] = {Compartment.OPEN}
        known |= set(parties.values_list("side", flat=True))
        if not self.meeting.declared.sides:
            members = CompartmentMember.objects.current().filter(
                case__meetings__meeting=self.meeting, case__in=cases, user=self.user
            )
            known |= set(members.values_list("compartment", flat=True))
        return known

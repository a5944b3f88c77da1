"""Which people of a meeting must be kept apart, and what was decided about them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from accounts.models import User
from cases.models import KeepApart
from conferences.domain.preparing import spoken_name
from conferences.models import Meeting, PairDecision, Participant

COMING: tuple[str, ...] = (Participant.Attendance.COMES, Participant.Attendance.WITH_ARRANGEMENTS)
SEPARATE_ARRIVAL = KeepApart.Kind.SEPARATE_ARRIVAL
BOTH_HERE: tuple[str, ...] = (PairDecision.Outcome.SEPARATE_ARRIVAL,)


@dataclass
class Pair:
    """Two participants, the one with the lower key first, and why they are kept apart."""

    first: Participant
    second: Participant
    arrangements: list[KeepApart] = field(default_factory=list)
    decision: PairDecision | None = None

    @property
    def people(self) -> tuple[Participant, Participant]:
        return self.first, self.second

    @property
    def keys(self) -> tuple[int, int]:
        return self.first.pk, self.second.pk

    def other_key(self, key: int) -> int | None:
        """Whom somebody is kept apart from in this pair; None for those not in it."""
        return {self.first.pk: self.second.pk, self.second.pk: self.first.pk}.get(key)

    @property
    def kind(self) -> KeepApart.Kind:
        """The gravest of what keeps them apart."""
        kinds = [KeepApart.Kind(one.kind) for one in self.arrangements]
        return next((kind for kind in kinds if kind != SEPARATE_ARRIVAL), kinds[0])

    @property
    def is_grave(self) -> bool:
        """Whether they must not meet and nobody has decided how both can come."""
        return self.kind != SEPARATE_ARRIVAL and not self.is_decided

    @property
    def words(self) -> str:
        """What is to be minded: what was decided, or else what keeps them apart."""
        if self.decision is not None and self.is_decided:
            return self.decision.get_outcome_display()
        return self.kind.label

    @property
    def are_both_to_come(self) -> bool:
        """Whether nothing keeps either of them away: also while it is not decided yet."""
        return not (self.first.is_kept_away or self.second.is_kept_away)

    @property
    def have_both_been_let_in(self) -> bool:
        return self.first.attendance in COMING and self.second.attendance in COMING

    @property
    def is_decided(self) -> bool:
        """Whether what was decided is newer than every arrangement it answers."""
        return self.decision is not None and all(
            self.decision.at >= arrangement.recorded_at for arrangement in self.arrangements
        )

    @property
    def stands_open(self) -> bool:
        """Whether both are to come and nobody decided how, or it was decided otherwise."""
        return self.are_both_to_come and not self.may_both_be_here

    @property
    def may_both_be_here(self) -> bool:
        decision = self.decision
        return decision is not None and self.is_decided and decision.outcome in BOTH_HERE

    def names_not_invited(self, participant: Participant) -> bool:
        """Whether this one is not to be invited where the other is."""
        return any(
            arrangement.kind == KeepApart.Kind.NOT_INVITED
            and arrangement.first_id == participant.person_id
            for arrangement in self.arrangements
        )

    @property
    def told(self) -> list[tuple[KeepApart, str]]:
        """Each arrangement with what it says of whom; who comes first in one matters."""
        by_person = {one.person_id: spoken_name(one) for one in self.people}
        words = []
        for arrangement in self.arrangements:
            first, second = by_person[arrangement.first_id], by_person[arrangement.second_id]
            if arrangement.kind == KeepApart.Kind.NOT_INVITED:
                said = f"{first} is not invited where {second} is"
            else:
                said = f"{arrangement.get_kind_display()}: {first} and {second}"
            words.append((arrangement, said))
        return words

    def other_than(self, participant: Participant) -> Participant:
        return self.second if participant.pk == self.first.pk else self.first


def pairs_of(
    meeting: Meeting,
    people: Iterable[Participant] | None = None,
    *,
    reader: User | None = None,
) -> list[Pair]:
    """The pairs of current participants whom an arrangement in force keeps apart.

    Without a reader all of them, as a guard needs it; with one, those this person may read.
    """
    if people is None:
        people = Participant.objects.current().with_names().filter(meeting=meeting)
    by_person = {one.person_id: one for one in people if one.person_id}
    rows = KeepApart.objects.in_force().filter(
        first__in=list(by_person), second__in=list(by_person)
    )
    if reader is not None:
        # There are seldom any, and who may read them takes long to ask.
        rows = rows.visible_to(reader) if rows.exists() else rows.none()
    pairs: dict[tuple[int, int], Pair] = {}
    for row in rows.order_by("pk"):
        two = sorted((by_person[row.first_id], by_person[row.second_id]), key=lambda one: one.pk)
        key = (two[0].pk, two[1].pk)
        pairs.setdefault(key, Pair(two[0], two[1])).arrangements.append(row)
    if pairs:
        _add_decisions(meeting, pairs)
    return list(pairs.values())


def pair_of(meeting: Meeting, two: Collection[Participant]) -> Pair | None:
    """What keeps these two apart; None where nothing does."""
    return next(iter(pairs_of(meeting, two)), None)


def _add_decisions(meeting: Meeting, pairs: dict[tuple[int, int], Pair]) -> None:
    for decision in PairDecision.objects.filter(meeting=meeting).order_by("at", "pk"):
        if pair := pairs.get((decision.first_id, decision.second_id)):
            pair.decision = decision

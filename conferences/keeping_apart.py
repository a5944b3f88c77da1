"""Which people of a meeting are better apart, and which of them must not meet at all."""

from collections.abc import Iterable
from dataclasses import dataclass

from accounts.models import User
from cases.models import KeepApart
from conferences.models import Meeting, PairDecision, Participant


@dataclass(frozen=True)
class Pair:
    """Two participants between whom an arrangement is in force, by their keys.

    `is_grave` says that they must not meet and that nobody has decided how both can come.
    """

    first: int
    second: int
    kind: str
    decided: str = ""

    @property
    def is_grave(self) -> bool:
        return self.kind != KeepApart.Kind.SEPARATE_ARRIVAL and not self.decided

    @property
    def kind_words(self) -> str:
        return KeepApart.Kind(self.kind).label

    def other(self, key: int) -> int | None:
        """Whom somebody is kept apart from in this pair; None for those not in it."""
        return {self.first: self.second, self.second: self.first}.get(key)


def pairs_of(meeting: Meeting, people: Iterable[Participant], user: User) -> list[Pair]:
    """The pairs among these participants of whom this user may know, in two queries."""
    by_person = {one.person_id: one.pk for one in people if one.person_id}
    arrangements = (
        KeepApart.objects.visible_to(user)
        .in_force()
        .filter(first__in=by_person, second__in=by_person)
        .order_by("pk")
    )
    decided: dict[tuple[int, int], str] = {}
    for decision in PairDecision.objects.filter(meeting=meeting).order_by("at", "pk"):
        decided[decision.first_id, decision.second_id] = decision.get_outcome_display()
    pairs: dict[tuple[int, int], Pair] = {}
    for one in arrangements:
        first, second = sorted((by_person[one.first_id], by_person[one.second_id]))
        pair = Pair(first, second, one.kind, decided.get((first, second), ""))
        known = pairs.get((first, second))
        if known is None or pair.is_grave > known.is_grave:
            pairs[first, second] = pair
    return list(pairs.values())

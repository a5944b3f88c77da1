"""What is known of families at each follow-up: read for many cases in the same few queries."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from cases.asking import ask, ask_for
from cases.case_page import FirstMeeting, hooks
from cases.models import Case, CaseChild, Fact, OfferChild
from cases.outcomes.items import NO, YES, About, Item, items_of
from cases.outcomes.points import OVERDUE_AFTER, Point, State, Window, windows
from restorative.asked_again import any_of

Status = CaseChild.LegalStatus
Unknown = Fact.Unknown
# What a legal status says by itself. Of a child in proceedings it does not say where they live.
IN_CARE = frozenset({Status.ACCOMMODATED, Status.IN_CARE})
NOT_IN_CARE = frozenset(
    {
        Status.NONE,
        Status.EARLY_HELP,
        Status.CHILD_IN_NEED,
        Status.ENQUIRY,
        Status.PROTECTION_PLAN,
        Status.PRE_PROCEEDINGS,
    }
)
BEFORE_COURT = NOT_IN_CARE
BEEN_TO_COURT = frozenset({Status.PROCEEDINGS, Status.IN_CARE})
KEPT_ON_THE_CHILD = frozenset({Fact.Kind.LEGAL_STATUS, Fact.Kind.LIVING_WITH})
BY_STATUS = "The legal status says so"


@dataclass(frozen=True)
class Answer:
    """What is known of one item at one point, or why it is not.

    `fact` was recorded at this point; without one the case knew it already.
    """

    value: str
    unknown: str
    as_at: date
    source: str
    fact: Fact | None = None

    @property
    def said(self) -> tuple[str, str]:
        return self.value, self.unknown


@dataclass(frozen=True)
class Missing:
    """Something that nobody has recorded yet: of one child, or of the family."""

    item: Item
    child: CaseChild | None


@dataclass
class Record:
    """One case whose family has met, with all that was recorded of its follow-ups."""

    case: Case
    first: FirstMeeting
    children: list[CaseChild]
    facts: list[Fact]
    applied: Mapping[int, date]

    def __post_init__(self) -> None:
        self.items = items_of(self.first.items)
        self.windows = windows(self.first.day)
        self._standing: dict[tuple[str, str, int | None, str], list[Fact]] = defaultdict(list)
        for fact in sorted(self.facts, key=lambda fact: fact.pk):
            slot = (fact.kind, fact.scale, fact.person_id, fact.point)
            self._standing[slot].append(fact)

    def window(self, point: str) -> Window:
        return next(one for one in self.windows if one.point == point)

    def asked(self, point: str, about: About) -> list[Item]:
        """What is asked at a point, of each child or of the family."""
        return [item for item in self.items if item.about == about and point in item.points]

    def slots(self, point: str) -> Iterator[tuple[Item, CaseChild | None]]:
        for child in self.children:
            for item in self.asked(point, About.CHILD):
                yield item, child
        for item in self.asked(point, About.FAMILY):
            yield item, None

    def recorded(self, item: Item, child: CaseChild | None, point: str) -> Fact | None:
        """The fact that stands of what was asked at this point."""
        person = child.person_id if child else None
        found = self._standing.get((item.kind, item.scale, person, point))
        return found[-1] if found else None

    def answer(self, item: Item, child: CaseChild | None, point: str) -> Answer | None:
        """What was recorded at this point, or what the case knows without being asked."""
        fact = self.recorded(item, child, point)
        if fact:
            return Answer(fact.value, fact.unknown_because, fact.as_at, fact.source, fact)
        return self._known(item, child, point)

    def _known(self, item: Item, child: CaseChild | None, point: str) -> Answer | None:
        if item.kind in KEPT_ON_THE_CHILD and child and point == Point.INDEX:
            return self._on_the_child(item, child)
        if item.kind == Fact.Kind.LOOKED_AFTER and child:
            return self._by_status(child, point, {YES: IN_CARE, NO: NOT_IN_CARE})
        if item.kind == Fact.Kind.PROCEEDINGS and child:
            return self._applied(item, child, point)
        if item.kind == Fact.Kind.NETWORK_SIZE and point == Point.INDEX and self.first.family_came:
            came = str(self.first.family_came)
            return Answer(came, "", self.first.day, "Who came to the meeting")
        return None

    def _on_the_child(self, item: Item, child: CaseChild) -> Answer | None:
        facts = self._standing.get((item.kind, item.scale, child.person_id, ""), [])
        known = [fact for fact in facts if fact.value and fact.as_at <= self.first.day]
        if not known:
            return None
        fact = max(known, key=lambda fact: (fact.as_at, fact.pk))
        return Answer(fact.value, "", fact.as_at, fact.source)

    def lately(self, item: Item, child: CaseChild | None, point: str) -> Answer | None:
        """What was learnt about the time of a point, and may still be so: offered, not taken."""
        if item.kind not in KEPT_ON_THE_CHILD or child is None or point == Point.INDEX:
            return None
        since = self.window(point).day - OVERDUE_AFTER
        until = self.window(point).until
        facts = self._standing.get((item.kind, item.scale, child.person_id, ""), [])
        known = [fact for fact in facts if fact.value and fact.as_at >= since]
        known = [fact for fact in known if until is None or fact.as_at < until]
        if not known:
            return None
        fact = max(known, key=lambda fact: (fact.as_at, fact.pk))
        return Answer(fact.value, "", fact.as_at, fact.source)

    def _status(self, child: CaseChild, point: str) -> Answer | None:
        item = next((one for one in self.items if one.kind == Fact.Kind.LEGAL_STATUS), None)
        return self.answer(item, child, point) if item else None

    def _by_status(
        self, child: CaseChild, point: str, says: Mapping[str, Collection[str]]
    ) -> Answer | None:
        status = self._status(child, point)
        for value, statuses in says.items():
            if status and status.value in statuses:
                return Answer(value, "", status.as_at, BY_STATUS)
        return None

    def _applied(self, item: Item, child: CaseChild, point: str) -> Answer | None:
        """A letter's application, one recorded at an earlier point, or what the status says."""
        window = self.window(point)
        applied = self.applied.get(child.person_id)
        if applied and applied <= window.day:
            return Answer(YES, "", applied, "The letter before proceedings")
        for earlier in self.windows:
            if earlier.day >= window.day:
                break
            fact = self.recorded(item, child, earlier.point)
            if fact and fact.value == YES:
                return Answer(YES, "", fact.as_at, fact.source)
        says: dict[str, Collection[str]] = {YES: BEEN_TO_COURT}
        if point == Point.INDEX:
            says[NO] = BEFORE_COURT
        return self._by_status(child, point, says)

    def missing(self, point: str) -> list[Missing]:
        """What is asked at a point and nobody has answered, not even with "not known"."""
        found = []
        for item, child in self.slots(point):
            if self.answer(item, child, point) is not None:
                continue
            if item.only_after and not self._is_yes(item.only_after, child, point):
                continue
            found.append(Missing(item, child))
        return found

    def _is_yes(self, key: str, child: CaseChild | None, point: str) -> bool:
        item = next((one for one in self.items if one.key == key), None)
        answer = self.answer(item, child, point) if item else None
        return answer is not None and answer.value == YES

    def state(self, window: Window, today: date | None = None) -> State:
        today = today or timezone.localdate()
        if today < window.day:
            return State.AHEAD
        if not self.missing(window.point):
            return State.RECORDED
        return State.OVERDUE if today > window.by else State.DUE


def read_records(cases: Iterable[Case], *, user: User | None = None) -> dict[int, Record]:
    """The records of those of the cases whose family has met, by the case's key.

    With a `user`, only the children and facts that this person may know of, and with them
    who they are and who wrote them. Costs the same few queries for any number of cases.
    """
    by_key = {case.pk: case for case in cases}
    first = hooks.first_meetings(by_key) if hooks.first_meetings and by_key else {}
    return records_of(by_key, first, user=user)


def records_of(
    cases: Mapping[int, Case], first: Mapping[int, FirstMeeting], *, user: User | None = None
) -> dict[int, Record]:
    """The records of these cases, of which it is known already when each family met."""
    keys = [key for key in first if key in cases]
    if not keys:
        return {}
    if user:
        children = ask_for(user, _children_for, cases=keys)
        facts = ask_for(user, _facts_for, cases=keys)
    else:
        children, facts = ask(_children, cases=keys), ask(_facts, cases=keys)
    of_case: dict[int, list[CaseChild]] = defaultdict(list)
    for child in children:
        of_case[child.case_id].append(child)
    said: dict[int, list[Fact]] = defaultdict(list)
    for fact in facts:
        said[fact.case_id].append(fact)
    applied = _applications({child.person_id for child in children})
    return {key: Record(cases[key], first[key], of_case[key], said[key], applied) for key in keys}


def _children() -> QuerySet[CaseChild]:
    return CaseChild.objects.current().filter(any_of("case", "cases")).order_by("pk")


def _children_for(user: User) -> QuerySet[CaseChild]:
    rows = CaseChild.objects.visible_to(user).current().filter(any_of("case", "cases"))
    return rows.select_related("person").order_by("pk")


def _facts() -> QuerySet[Fact]:
    return Fact.objects.standing().filter(any_of("case", "cases"))


def _facts_for(user: User) -> QuerySet[Fact]:
    rows = Fact.objects.visible_to(user).standing().filter(any_of("case", "cases"))
    return rows.select_related("recorded_by")


def read_record(case: Case, *, user: User | None = None) -> Record | None:
    return read_records([case], user=user).get(case.pk)


def _applications(people: Collection[int]) -> dict[int, date]:
    """When the first application to court about each of these children was made."""
    return dict(ask(_applied_for, people=list(people)))


def _applied_for() -> QuerySet[OfferChild, Any]:
    """The latest application about each first: of what is read into a dict, the last stays."""
    rows = OfferChild.objects.filter(any_of("child", "people"), offer__application_on__isnull=False)
    return rows.order_by("-offer__application_on").values_list("child", "offer__application_on")

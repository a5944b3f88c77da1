"""One family's rows, made into one family: every cell in a field or kept from the old sheet."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from cases.names import fold
from conferences.importing import surroundings
from conferences.importing.columns import Mapping
from conferences.importing.fields import BY_KEY
from conferences.importing.files import address
from conferences.importing.grouping import Entry
from conferences.importing.reading import AnyRead, Reader
from conferences.importing.records import (
    Cell,
    Child,
    Conference,
    Duplicate,
    Family,
    Offer,
    Parent,
    Referral,
    Refused,
    Review,
    RuleUsed,
)
from conferences.importing.values import (
    Coded,
    Named,
    plain,
    read_forename,
    read_full_name,
    write_name,
)

NAMES = ("surname", "forename", "name", "known_as")
# Shared, but each row may add to it.
GATHERED = ("network", "risk", "bottom_lines", "reason")
# Answered for the family by any of its rows.
BY_ANY = {"plan_agreed": "plan_agreed_by_any", "closed": "closed_by_any"}
SHARED = tuple(
    key for key, known in BY_KEY.items() if known.of_family and key not in (*GATHERED, "reference")
)
# What a child has of its own: the attribute that holds it.
OWN = {
    "gender": "gender",
    "ethnicity": "ethnicity",
    "disability": "disability",
    "language": "language",
    "interpreter": "interpreter",
    "address": "home",
    "postcode": "postcode",
    "status": "status",
    "living_with": "living_with",
    "pr_consent": "pr_consent",
    "pr_consent_date": "pr_consent_on",
    "child_agrees": "agrees",
    "father_pr": "father_pr",
    "child_attended": "attended",
    "status_6m": "status_6m",
    "status_12m": "status_12m",
    "living_with_12m": "living_with_12m",
}
_WHOLE = re.compile(r"\W+")


@dataclass(slots=True)
class Taken:
    """A row that is taken, and what was read of its cells."""

    entry: Entry
    reads: dict[str, AnyRead]
    child: Child = field(default_factory=lambda: Child([]))

    @property
    def number(self) -> int:
        return self.entry.number


@dataclass(slots=True)
class Made:
    """What became of a family's rows; without a family, none of them could be taken."""

    family: Family | None = None
    refused: list[Refused] = field(default_factory=list)
    duplicates: list[Duplicate] = field(default_factory=list)


class Maker:
    """Makes families of rows; `sheet` is named in the addresses of cells."""

    def __init__(self, mapping: Mapping, reader: Reader, *, sheet: str, is_lossy: bool) -> None:
        self.mapping = mapping
        self.reader = reader
        self.sheet = sheet
        self.is_lossy = is_lossy

    def make(self, entries: list[Entry], *, apart: bool = False) -> Made:
        made = Made()
        single = _without_doubles(entries, made, self.mapping.unknown)
        taken = [found for entry in single if (found := self._take(entry, made))]
        received = self._received(taken, made)
        if received is None:
            return made
        work = _Work(self, taken, received)
        if apart:
            work.use("rows_apart", [entry.number for entry in entries])
        made.family = work.finish(made.duplicates)
        return made

    def cell(self, row: int, key: str) -> str:
        return address(self.sheet, row, self.mapping.columns.get(key, 0))

    def _take(self, entry: Entry, made: Made) -> Taken | None:
        if entry.is_heading:
            where = address(self.sheet, entry.number, 0)
            made.refused.append(Refused(entry.number, where, "This row repeats the headings."))
            return None
        reads = {
            key: self.reader.read(key, text, entry.number)
            for key, text in entry.texts.items()
            if key not in NAMES and key != "reference"
        }
        problems = [
            Refused(entry.number, self.cell(entry.number, key), read.problem)
            for key, read in reads.items()
            if read.problem
        ]
        if not any(entry.texts.get(key) for key in ("surname", "forename", "name")):
            key = next((key for key in NAMES if key in self.mapping.columns), "reference")
            problems.append(
                Refused(entry.number, self.cell(entry.number, key), "There is no name of a child.")
            )
        made.refused += problems
        return None if problems else Taken(entry, reads)

    def _received(self, taken: list[Taken], made: Made) -> date | None:
        for found in taken:
            if (read := found.reads.get("received")) and read.value is not None:
                day: date = read.value
                return day
        made.refused += [
            Refused(
                found.number,
                self.cell(found.number, "received"),
                "There is no date of referral, and none with a brother or sister.",
            )
            for found in taken
        ]
        return None


def _without_doubles(entries: list[Entry], made: Made, unknown: tuple[int, ...]) -> list[Entry]:
    seen: dict[tuple[str, ...], int] = {}
    single = []
    for entry in entries:
        cells = entry.row.cells
        words = (
            *(f"{key}={plain(text)}" for key, text in sorted(entry.texts.items())),
            *(f"{column}={plain(cells[column])}" for column in unknown if column < len(cells)),
        )
        first = entry.number if entry.is_heading else seen.setdefault(words, entry.number)
        if first == entry.number:
            single.append(entry)
        else:
            made.duplicates.append(Duplicate(entry.number, first))
    return single


class _Work:
    """One family in the making."""

    def __init__(self, maker: Maker, taken: list[Taken], received: date) -> None:
        self.maker = maker
        self.taken = taken
        self.rules: dict[str, list[int]] = {}
        # Rows and columns whose cell says more, or other, than the field that took it.
        self.left: dict[tuple[int, int], str] = {}
        first = taken[0].entry
        self.family = Family(
            reference=first.reference,
            rows=[found.number for found in taken],
            children=[],
            mother=Parent("mother"),
            father=Parent("father"),
            referral=Referral(received),
        )

    def use(self, rule: str, rows: Iterable[int]) -> None:
        self.rules.setdefault(rule, []).extend(rows)

    def leave(self, found: Taken, key: str) -> None:
        """Keep a cell from the old sheet as well: its field does not say all that it says."""
        column = self.maker.mapping.columns[key]
        cells = found.entry.row.cells
        text = cells[column] if column < len(cells) else ""
        if text.strip():
            self.left[found.number, column] = text

    def finish(self, duplicates: list[Duplicate]) -> Family:
        self._children()
        self._shared()
        self._gathered()
        self._order_of_dates()
        surroundings.note_rules_of_rows(self, duplicates)
        surroundings.note_remarks(self)
        self._leftovers()
        family = self.family
        family.rules = [
            RuleUsed(key, tuple(sorted(set(rows)))) for key, rows in sorted(self.rules.items())
        ]
        return family

    # Children ---------------------------------------------------------------------------

    def _children(self) -> None:
        children: list[Child] = []
        surnames: dict[str, str] = {}
        for found in self.taken:
            child = self._child(found)
            spelt = surnames.setdefault(fold(child.surname), child.surname)
            written = found.entry.texts.get("surname", "").strip()
            if written and not written.isupper() and not written.islower():
                surnames[fold(child.surname)] = child.surname
            elif spelt:
                child.surname = spelt
            twin = next((other for other in children if _is_same(other, child)), None)
            if twin is not None:
                self._join(twin, child, found)
                continue
            if any(_has_same_name(other, child) for other in children):
                self.use("same_name", [found.number])
            found.child = child
            children.append(child)
        for child in children:
            child.surname = surnames.get(fold(child.surname), child.surname)
        self.family.children = children
        homes = {fold(child.home.text) for child in children if child.home and child.home.text}
        if len(homes) > 1:
            self.use("addresses_differ", self.family.rows)

    def _child(self, found: Taken) -> Child:
        texts, reads = found.entry.texts, found.reads
        child = Child([found.number])
        if "name" in texts:
            full = read_full_name(texts["name"])
            child.forename, child.surname, child.known_as = (
                full.forename,
                full.surname,
                full.known_as,
            )
        if "forename" in texts:
            child.forename, called = read_forename(texts["forename"])
            child.known_as = called or child.known_as
        if "surname" in texts:
            child.surname = write_name(texts["surname"])
        if "known_as" in texts:
            child.known_as = write_name(texts["known_as"])
        if "name" in texts and ("forename" in texts or "surname" in texts):
            self.leave(found, "name")
        self._birth(found, child)
        for key, attribute in OWN.items():
            if (read := reads.get(key)) is None:
                continue
            if read.value is not None:
                setattr(child, attribute, read.value)
            if read.value is None or (read.remark and not isinstance(read.value, Coded)):
                self.leave(found, key)
        if child.home and not child.home.text:
            child.home = None
            self.leave(found, "address")
        return child

    def _birth(self, found: Taken, child: Child) -> None:
        read = found.reads.get("born")
        if read is None:
            return
        if read.value is None or read.remark:
            self.leave(found, "born")
        if read.value is None:
            return
        if read.value.is_expected:
            child.expected = read.value.on
        elif read.value.on > self.family.referral.received:
            child.expected = read.value.on
            self.use("born_after_referral", [found.number])
            self.leave(found, "born")
        else:
            child.born = read.value.on

    def _join(self, child: Child, double: Child, found: Taken) -> None:
        """The second row of a child fills what the first left empty; what differs is kept."""
        child.rows.append(found.number)
        found.child = child
        self.use("near_double", child.rows)
        for key in ("known_as", *OWN):
            attribute = OWN.get(key, key)
            new, old = getattr(double, attribute), getattr(child, attribute)
            if new and not old:
                setattr(child, attribute, new)
            elif new and new != old:
                self.leave(found, key)

    # What a family shares ---------------------------------------------------------------

    def _values(self, key: str) -> list[tuple[Taken, Any]]:
        values = []
        for found in self.taken:
            read = found.reads.get(key)
            if read is None:
                continue
            if read.value is None:
                self.leave(found, key)
                continue
            if read.remark and not isinstance(read.value, Coded | Named):
                self.leave(found, key)
            values.append((found, read.value))
        return values

    def _one(self, key: str) -> Any:
        """The first answer of the rows; those that differ are kept from the old sheet."""
        values = self._values(key)
        if not values:
            return None
        chosen = values[0][1]
        if key in BY_ANY:
            yes = (
                value for _, value in values if not isinstance(value, Coded) or value.code == "yes"
            )
            chosen = next(yes, chosen)
        elif isinstance(chosen, Coded):
            chosen = next((value for _, value in values if value.code), chosen)
        elif isinstance(chosen, Named):
            chosen = next((value for _, value in values if value.name), chosen)
        if key in ("conference", "review"):
            chosen = next((value for _, value in values if isinstance(value, date)), chosen)
        others = [found for found, value in values if not _says_same(value, chosen)]
        for found in others:
            self.leave(found, key)
        if others:
            rule = BY_ANY.get(key, "shared_differs")
            self.use("coordinators_differ" if key == "coordinator" else rule, self.family.rows)
        return chosen

    def _shared(self) -> None:
        family = self.family
        one = {key: self._one(key) for key in SHARED if key in self.maker.mapping.columns}
        get = one.get
        family.referral.referrer = _name(get("referrer"))
        family.referral.team = get("team") or ""
        family.referral.email = get("referrer_email") or ""
        if any("received" not in found.reads for found in self.taken):
            self.use("blank_received", [f.number for f in self.taken if "received" not in f.reads])
        for parent in (family.mother, family.father):
            self._parent(parent, get(parent.part), get(f"{parent.part}_tel"))
        if get("offer_letter") or get("offer_reply"):
            family.offer = Offer(get("offer_letter"), get("offer_reply"))
        family.coordinator = _name(get("coordinator"))
        family.allocated_on = get("allocated")
        self._conference(one)
        family.plan_agreed = get("plan_agreed")
        if (review := get("review")) is not None:
            is_day = isinstance(review, date)
            family.review = Review(review, None) if is_day else Review(None, review)
        closed = get("closed")
        if isinstance(closed, date):
            family.closed_on = closed
            closed = Coded("yes", closed.isoformat())
        family.closed = closed

    def _parent(self, parent: Parent, named: Named | None, phones: Any) -> None:
        if named is not None:
            parent.name, parent.state, parent.remark = named.name, named.state, named.remark
        if phones is None:
            return
        parent.numbers = phones.numbers
        if not phones.numbers or phones.remark:
            for found in self.taken:
                if f"{parent.part}_tel" in found.reads:
                    self.leave(found, f"{parent.part}_tel")

    def _conference(self, one: dict[str, Any]) -> None:
        day = one.get("conference")
        conference = Conference(
            held_on=day if isinstance(day, date) else None,
            not_held=day if isinstance(day, Coded) else None,
            family_attended=one.get("family_attended"),
            professionals_attended=one.get("professionals_attended"),
            father_attended=one.get("father_attended"),
        )
        if conference != Conference():
            self.family.conference = conference

    def _gathered(self) -> None:
        family = self.family
        lists = {
            "network": family.network,
            "risk": family.referral.risks,
            "bottom_lines": family.referral.bottom_lines,
            "reason": family.referral.reasons,
        }
        for key, texts in lists.items():
            known = {_WHOLE.sub(" ", plain(text)) for text in texts}
            for _, text in self._values(key):
                text = text.text if isinstance(text, Coded) else text
                bare = _WHOLE.sub(" ", plain(text))
                if bare not in known:
                    known.add(bare)
                    texts.append(text)
        family.network_people = surroundings.network_people(family.network)

    def _order_of_dates(self) -> None:
        family = self.family
        received = family.referral.received
        held = family.conference.held_on if family.conference else None
        if family.allocated_on and family.allocated_on < received:
            self.use("allocated_before_referral", family.rows)
        if held and held < received:
            self.use("conference_before_referral", family.rows)
        if held and family.review and family.review.on and family.review.on < held:
            self.use("review_before_conference", family.rows)

    # From the old sheet -----------------------------------------------------------------

    def _leftovers(self) -> None:
        mapping = self.maker.mapping
        fields = {column for key, column in mapping.columns.items() if key != "notes"}
        for found in self.taken:
            for column, text in enumerate(found.entry.row.cells):
                if not text.strip():
                    continue
                if column not in fields or (found.number, column) in self.left:
                    heading = mapping.heading(column)
                    self.family.leftovers.append(Cell(found.number, column, heading, text.strip()))


def _name(named: Any) -> str:
    if isinstance(named, Named):
        return named.name
    return named.text if isinstance(named, Coded) else ""


def _says_same(one: Any, other: Any) -> bool:
    if isinstance(one, Coded) and isinstance(other, Coded):
        return one.code == other.code and one.remark == other.remark
    if isinstance(one, str) and isinstance(other, str):
        return plain(one) == plain(other)
    if isinstance(one, Named) and isinstance(other, Named):
        return fold(one.name) == fold(other.name) and one.remark == other.remark
    return bool(one == other)


def _has_same_name(one: Child, other: Child) -> bool:
    return bool(one.forename) and (fold(one.forename), fold(one.surname)) == (
        fold(other.forename),
        fold(other.surname),
    )


def _is_same(one: Child, other: Child) -> bool:
    births = (one.born or one.expected, other.born or other.expected)
    return births[0] is not None and births[0] == births[1] and _has_same_name(one, other)

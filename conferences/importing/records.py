"""What an old sheet holds once it is understood. Plain data: nothing here has been written."""

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from conferences.importing.contacts import Home, Number
from conferences.importing.values import Coded


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that has no field, or says something beside its value: "from the old sheet"."""

    row: int
    column: int
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Remark:
    """What a person has to look at: `kind` is one of contacts.SAFETY or "lost_letter".

    `about` is "mother", "father", "child" (of that row) or "family"; `who` those it is held
    against, in the sheet's words ("dad").
    """

    kind: str
    text: str
    row: int
    column: int
    about: str
    who: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """A row as it stands in the sheet: its cells, and by field what it says with ditto marks
    taken for what they say. In `marks` dates are written one way: whoever compares rows uses it."""

    cells: tuple[str, ...]
    texts: dict[str, str]
    marks: dict[str, str]


@dataclass(frozen=True, slots=True)
class RuleUsed:
    """A rule of `rules.RULES`, and the rows to which it was put."""

    key: str
    rows: tuple[int, ...]


@dataclass(slots=True)
class Child:
    """`rows` are the child's own and those of its doubles, the first of them its own."""

    rows: list[int]
    forename: str = ""
    surname: str = ""
    known_as: str = ""
    born: date | None = None
    expected: date | None = None
    gender: Coded | None = None
    ethnicity: str = ""
    disability: Coded | None = None
    language: str = ""
    interpreter: Coded | None = None
    home: Home | None = None
    postcode: str = ""
    status: Coded | None = None
    living_with: Coded | None = None
    pr_consent: Coded | None = None
    pr_consent_on: date | None = None
    agrees: Coded | None = None
    father_pr: Coded | None = None
    attended: Coded | None = None
    status_6m: Coded | None = None
    status_12m: Coded | None = None
    living_with_12m: Coded | None = None


@dataclass(slots=True)
class Parent:
    """`state`: named, unknown, deceased, or "" where the sheet says nothing of them."""

    part: str
    name: str = ""
    state: str = ""
    remark: str = ""
    numbers: tuple[Number, ...] = ()


@dataclass(frozen=True, slots=True)
class NetworkPerson:
    """Somebody of the wider network, where a name could be read."""

    name: str
    relation: str
    text: str


@dataclass(slots=True)
class Referral:
    received: date
    referrer: str = ""
    team: str = ""
    email: str = ""
    reasons: list[str] = field(default_factory=list)
    risks: list[str] = field(default_factory=list)
    bottom_lines: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Offer:
    letter_on: date | None = None
    reply: Coded | None = None


@dataclass(slots=True)
class Conference:
    """`held_on` is the sheet's date, which may still lie ahead; `not_held` is why there is none."""

    held_on: date | None = None
    not_held: Coded | None = None
    family_attended: int | None = None
    professionals_attended: int | None = None
    father_attended: Coded | None = None


@dataclass(slots=True)
class Review:
    on: date | None = None
    not_held: Coded | None = None


@dataclass(slots=True)
class Family:
    """One family's piece of work, from one or more rows.

    `coordinator` and `allocated_on` say that the referral was accepted; the outcomes of each
    child stand on the child. `reference` is "" where the sheet has none.
    """

    reference: str
    rows: list[int]
    children: list[Child]
    mother: Parent
    father: Parent
    referral: Referral
    offer: Offer | None = None
    coordinator: str = ""
    allocated_on: date | None = None
    conference: Conference | None = None
    plan_agreed: Coded | None = None
    review: Review | None = None
    closed: Coded | None = None
    closed_on: date | None = None
    network: list[str] = field(default_factory=list)
    network_people: list[NetworkPerson] = field(default_factory=list)
    leftovers: list[Cell] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    rules: list[RuleUsed] = field(default_factory=list)
    sources: dict[int, Source] = field(default_factory=dict)

    @property
    def was_accepted(self) -> bool:
        return bool(self.allocated_on or self.coordinator)

    def was_held(self, today: date) -> bool:
        held_on = self.conference.held_on if self.conference else None
        return held_on is not None and held_on <= today

    @property
    def has_plan(self) -> bool:
        return self.plan_agreed is not None and self.plan_agreed.code == "yes"

    def was_reviewed(self, today: date) -> bool:
        on = self.review.on if self.review else None
        return on is not None and on <= today

    def parents(self) -> Iterator[Parent]:
        """Those of whom the sheet says something, if only that they are not known."""
        return (parent for parent in (self.mother, self.father) if parent.state or parent.numbers)

    def people(self) -> int:
        """How many people this family brings: children, named parents, network."""
        named = sum(1 for parent in (self.mother, self.father) if parent.name)
        return len(self.children) + named + len(self.network_people)


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that is not taken, the cell that is in the way, and why in a plain sentence."""

    row: int
    cell: str
    why: str


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A row that says what another row of its family has said already."""

    row: int
    of_row: int


@dataclass(slots=True)
class UnknownValue:
    """A text that is on none of our lists, asked about once; `kind` is a key of words.CHOICES,
    or "date", "count", "date_order" or "lost_tick". The first rows it stands in, and how many."""

    field: str
    text: str
    kind: str
    rows: list[int] = dataclasses.field(default_factory=list)
    count: int = 0


@dataclass(frozen=True, slots=True)
class Answers:
    """What the user said of unknown values, by field and `plain` text: a code, a date as
    2025-04-10, a number, or "" for not known. `orders` is "day" or "month" by field."""

    values: dict[str, dict[str, str]] = field(default_factory=dict)
    orders: dict[str, str] = field(default_factory=dict)

    def as_data(self) -> dict[str, dict[str, str] | dict[str, dict[str, str]]]:
        return {"values": self.values, "orders": self.orders}

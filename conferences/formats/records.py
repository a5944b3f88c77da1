"""What a kind of meeting writes down in rows of its own, and which days it counts: as data."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from accounts.permissions import Permission
from cases.models.compartment import Compartment

Choices = tuple[tuple[str, str], ...]
# A field, and some of its answers; without any, that it is answered at all.
Where = tuple[str, tuple[str, ...]]
NOWHERE: Where = ("", ())
OWN = "Restorative's own definition"


def is_so(where: Where, values: Mapping[str, Any]) -> bool:
    """Whether a field has one of these answers; never so of no field."""
    field, answers = where
    given = values.get(field)
    return bool(field) and (given in answers if answers else given not in (None, "", []))


class Answer(StrEnum):
    """How a field is answered, and so how it is asked, checked, kept and said."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    DATE = "date"
    TIME = "time"
    CHOICE = "choice"
    SEVERAL = "several"
    YES_NO = "yes_no"
    NUMBER = "number"
    PARTICIPANT = "participant"


@dataclass(frozen=True)
class EntryField:
    """One thing an entry says. Its key is kept in the rows and never changes.

    `choices` are asked of CHOICE and SEVERAL; YES_NO takes "yes", "no" and, not required, "".
    `longest` is in characters, and the greatest value of a NUMBER. One asked `later` is not on
    the form that adds the entry: it is answered when one comes back to it. `of_parts` says
    which participants are offered: none is all. One that `can_be_reworded` is put in its own
    words by a service; `starts_today` fills in the day. `only_if` names another field and the
    answers to it without which this one is not answered; `required_if` those with which it must.
    A DATE that `has_been` is not one to come.
    """

    key: str
    label: str
    answer: Answer = Answer.TEXT
    required: bool = False
    hint: str = ""
    choices: Choices = ()
    longest: int = 0
    of_parts: tuple[str, ...] = ()
    later: bool = False
    can_be_reworded: bool = False
    starts_today: bool = False
    only_if: Where = NOWHERE
    required_if: Where = NOWHERE
    has_been: bool = False

    @property
    def most(self) -> int:
        """The most characters, or the greatest number, it takes."""
        usual = {Answer.LONG_TEXT: 5000, Answer.NUMBER: 9999}
        return self.longest or usual.get(self.answer, 300)

    @property
    def offered(self) -> Choices:
        return (("yes", "Yes"), ("no", "No")) if self.answer == Answer.YES_NO else self.choices


@dataclass(frozen=True)
class EntryKind:
    """A kind of row that a format keeps: what it is called and what it says.

    `title` is the field that names a row in a list. `due` is a date by which one looks at it
    again, open until `settled` is answered, or `settled_else`, such as why it never came;
    `unsettled` is the sentence read while a stage waits for that. `compartment` is the side whose rows these are;
    with `chooses_side` the writer says so, among the sides they know of. `reads` and `writes`
    are asked on the case, or of a meeting without one; without `writes`, what the format says.
    They are added from the stage `from_stage` on, as the stages are declared. No two of the
    fields `different` may say the same, such as who sits on a panel.
    """

    key: str
    label: str
    plural: str
    fields: tuple[EntryField, ...]
    about: str = ""
    title: str = ""
    one_per_meeting: bool = False
    due: str = ""
    settled: str = ""
    settled_else: str = ""
    unsettled: str = ""
    compartment: str = Compartment.OPEN
    chooses_side: bool = False
    reads: Permission = Permission.MEETING_VIEW
    writes: Permission | None = None
    from_stage: str = ""
    most: int = 60
    different: tuple[str, ...] = ()

    def field(self, key: str) -> EntryField:
        """Return a field by key; raises KeyError for one the kind does not have."""
        return {one.key: one for one in self.fields}[key]

    @property
    def has_sides(self) -> bool:
        """Whether its rows can belong to one side."""
        return self.chooses_side or self.compartment != Compartment.OPEN

    @property
    def first_asked(self) -> tuple[EntryField, ...]:
        return tuple(one for one in self.fields if not one.later)

    @property
    def named_by(self) -> EntryField:
        return self.field(self.title) if self.title else self.fields[0]

    def is_settled(self, values: Mapping[str, Any]) -> bool:
        """Whether nothing is left to be looked at again; of a kind without such, always."""
        answered = values.get(self.settled) or values.get(self.settled_else)
        return not self.settled or bool(answered)


@dataclass(frozen=True)
class Wanted:
    """An answer that a stage asks for before it is entered.

    Of the entries of a kind that `of` picks out, the newest has one of the answers `says`;
    without `says`, there is one. `otherwise` is the sentence that is read while it is not so.
    """

    kind: str
    otherwise: str
    of: Where = NOWHERE
    says: Where = NOWHERE


@dataclass(frozen=True)
class Clearing:
    """Who must be known to be safe before they are invited, and where that is written.

    Participants of these `parts` are, once each entry of the kind that names them in `person`
    has one of the answers `says`, and there is one.
    """

    kind: str
    person: str
    says: Where
    parts: tuple[str, ...]


@dataclass(frozen=True)
class Network:
    """Circles of closeness, before and now, drawn from the entries of a kind.

    `before` and `now` are fields with the same answers, and `rings` put these together, the
    closest first. `cleared` are the answers of those known to be safe; `not_cleared` words for
    the others. `counts` is a kind whose numbers are added up, `first` and `last` which of its
    entries are from before and from afterwards.
    """

    kind: str
    name: str
    words: str
    before: str
    now: str
    rings: tuple[tuple[str, tuple[str, ...]], ...]
    cleared: Where
    not_cleared: Choices
    not_known: str
    counts: str
    first: Where
    last: Where


@dataclass(frozen=True)
class RecordPage:
    """A page of a meeting, and its tab, on which the entries of these kinds stand.

    One with a `network` shows it above them.
    """

    key: str
    label: str
    kinds: tuple[EntryKind, ...]
    about: str = ""
    network: Network | None = None


class Count(StrEnum):
    WORKING_DAYS = "working days"
    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"


@dataclass(frozen=True)
class Clock:
    """Something owed by a day that is counted, with where that is said.

    It runs from the latest of `starts` that there is, and ends with the first of `ends`:
    "opened", "date" (of the meeting), "held" (the same, once it has been), "stage:key",
    "entry:kind" (the day it was added), "entry:kind.field" (a date it says),
    "settled:kind.field" (the same, of those in which nothing is left to be looked at again) or
    "every:kind.field" (the last of them, once each entry says one or is settled without).
    It counts only where the newest entries of some kinds say what `only_if` asks. `number` of days is negative where it is counted back.
    With `repeats` each new start begins it anew, such as three months after the last panel.
    `of` says which entries start it: a field, and some of its answers.
    """

    key: str
    label: str
    number: int
    starts: tuple[str, ...]
    ends: tuple[str, ...]
    source: str
    unit: Count = Count.WORKING_DAYS
    repeats: bool = False
    only_if: tuple[tuple[str, Where], ...] = ()
    of: Where = NOWHERE


@dataclass(frozen=True)
class Tally:
    """A share that a kind of meeting is counted by: of the answers to a field, some of them.

    `counted` are the values that count among all that were given; whatever has no answer is
    said beside it. Only entries that say what `among` asks for are asked about. `on` is the date
    field that puts one into a period: without it, that is the day it was written down. It is
    counted from the entries that its reader may see, so of a side by those alone who know of it;
    their kind is read by everybody who may read the meeting.
    """

    key: str
    name: str
    question: str
    kind: str
    field: str
    counted: tuple[str, ...]
    numerator_words: str
    denominator_words: str
    caveat: str = ""
    unknown_words: str = "those of which it is not said"
    among: Where = NOWHERE
    on: str = ""
    unit: str = "entries"
    source: str = OWN
    reference: str = ""

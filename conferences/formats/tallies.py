"""By what a kind of meeting is counted beside the shares of its entries: as data.

Each is read by conferences/measures/other_work.py, from entries that everybody who may read
the meeting may read: none of a side.
"""

from dataclasses import dataclass

from conferences.formats.records import OWN, Tally, Where


@dataclass(frozen=True, kw_only=True)
class Later:
    """A share of meetings, by what was answered so many months after their day.

    It is the first entry of the kind whose date `on` is at most `early` days before the
    months are over, or later. Nobody is asked about before they are.
    """

    key: str
    name: str
    question: str
    kind: str
    field: str
    counted: tuple[str, ...]
    on: str
    months: int
    early: int
    numerator_words: str
    denominator_words: str
    unknown_words: str
    unit: str = "meetings"
    source: str = OWN
    reference: str = ""
    caveat: str = ""


@dataclass(frozen=True, kw_only=True)
class Again:
    """A share of meetings, by whether another followed within so many days that was like it.

    Like it is one of the same team, both without a case, or one of the same case, whose entry
    of the kind gives the same answer to `same`, and one of the answers `says`.
    """

    key: str
    name: str
    question: str
    kind: str
    same: str
    says: Where
    days: int
    numerator_words: str
    denominator_words: str
    unknown_words: str
    unit: str = "meetings"
    source: str = OWN
    reference: str = ""
    caveat: str = ""


@dataclass(frozen=True, kw_only=True)
class Growth:
    """How many there were before and afterwards, and how many more: three amounts.

    The numbers of an entry of the kind are added up; the newest of those that are `first` is
    taken, and the newest of those that are `last`. A kind of meeting has one at most.
    """

    key: str
    name: str
    kind: str
    first: Where
    last: Where
    of_whom: str
    meetings: str = "meetings"
    unit: str = "people"
    source: str = OWN
    reference: str = ""
    caveat: str = ""


AnyTally = Tally | Later | Again | Growth

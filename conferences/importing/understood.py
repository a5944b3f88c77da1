"""From the rows of a sheet to families: everything that can be said of a file before it is written."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import chain

from conferences.importing.columns import Mapping
from conferences.importing.dates import DATE_ORDER
from conferences.importing.families import Maker
from conferences.importing.files import Tracker
from conferences.importing.grouping import families, survey
from conferences.importing.reading import Reader
from conferences.importing.records import (
    Answers,
    Duplicate,
    Family,
    Refused,
    Source,
    UnknownValue,
)

ROWS_KEPT = 50


@dataclass(slots=True)
class Counts:
    """What would be made. `rows` are those below the header that are not empty."""

    rows: int = 0
    families: int = 0
    children: int = 0
    people: int = 0
    referrals: int = 0
    accepted: int = 0
    offers: int = 0
    conferences: int = 0
    plans: int = 0
    reviews: int = 0
    # Dated, but after today.
    reviews_ahead: int = 0
    conferences_ahead: int = 0
    leftovers: int = 0
    remarks: int = 0

    def add(self, family: Family, today: date) -> None:
        self.families += 1
        self.children += len(family.children)
        self.people += family.people()
        self.referrals += 1
        self.accepted += family.was_accepted
        self.offers += family.offer is not None
        self.conferences += family.was_held(today)
        self.plans += family.has_plan
        self.reviews += family.was_reviewed(today)
        review, conference = family.review, family.conference
        self.reviews_ahead += bool(review and review.on and review.on > today)
        self.conferences_ahead += bool(
            conference and conference.held_on and conference.held_on > today
        )
        self.leftovers += len(family.leftovers)
        self.remarks += len(family.remarks)


@dataclass(slots=True)
class Understood:
    """Families, one after the other; the rest is complete once they have all been gone through.

    Iterate once. Memory holds one family, those whose rows stand apart, and the refusals.
    """

    _families: Iterator[Family]
    counts: Counts = field(default_factory=Counts)
    refused: list[Refused] = field(default_factory=list)
    duplicates: list[Duplicate] = field(default_factory=list)
    questions: list[UnknownValue] = field(default_factory=list)
    # How often each rule of rules.RULES was used, and the first rows.
    rules: Counter[str] = field(default_factory=Counter)
    rule_rows: dict[str, list[int]] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Family]:
        return self._families

    def finish(self) -> "Understood":
        """Go through what is left of the families, for the sake of the rest."""
        for _ in self._families:
            pass
        return self


def understand(
    tracker: Tracker,
    sheet: str,
    mapping: Mapping,
    answers: Answers | None = None,
    *,
    today: date,
) -> Understood:
    """Read a sheet twice through: once to see how it is laid out, once family by family.

    Raises FileRefused on the first reading where the sheet is too large; nothing has been
    given out then. `today` decides which years can be right, and what has been held.
    """
    answers = answers or Answers()
    seen = survey(tracker.rows(sheet), mapping, answers.orders)
    reader = Reader(answers, today=today, orders=seen.orders, is_lossy=tracker.is_lossy)
    maker = Maker(mapping, reader, sheet=sheet, is_lossy=tracker.is_lossy)

    def read() -> Iterator[Family]:
        for entries in families(lambda: tracker.rows(sheet), mapping, seen.apart):
            made = maker.make(entries, apart=hash(entries[0].family) in seen.apart)
            understood.refused += made.refused
            understood.duplicates += made.duplicates
            if (family := made.family) is None:
                continue
            taken = set(family.rows)
            family.sources = {
                entry.number: Source(
                    entry.row.cells,
                    entry.texts,
                    {key: reader.mark(key, text) for key, text in entry.texts.items()},
                )
                for entry in entries
                if entry.number in taken
            }
            understood.counts.add(family, today)
            for rule in family.rules:
                understood.rules[rule.key] += 1
                rows = understood.rule_rows.setdefault(rule.key, [])
                rows += rule.rows[: max(0, ROWS_KEPT - len(rows))]
            yield family
        understood.refused.sort(key=lambda refused: refused.row)
        understood.duplicates.sort(key=lambda double: double.row)
        understood.questions = sorted(
            chain(reader.questions.values()),
            key=lambda asked: (asked.kind != DATE_ORDER, asked.field, asked.text),
        )

    understood = Understood(read())
    understood.counts.rows = seen.rows
    return understood

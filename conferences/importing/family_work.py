"""One family in the making: every cell of its rows in a field or kept from the old sheet."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from conferences.importing import surroundings
from conferences.importing.children import read_children
from conferences.importing.grouping import Entry
from conferences.importing.reading import AnyRead
from conferences.importing.records import Cell, Child, Duplicate, Family, Parent, Referral, RuleUsed
from conferences.importing.shared import gather, read_shared

if TYPE_CHECKING:
    from conferences.importing.families import Maker


@dataclass(slots=True)
class Taken:
    """A row that is taken, and what was read of its cells."""

    entry: Entry
    reads: dict[str, AnyRead]
    child: Child = field(default_factory=lambda: Child([]))

    @property
    def number(self) -> int:
        return self.entry.number


class Work:
    """One family in the making."""

    def __init__(self, maker: "Maker", taken: list[Taken], received: date) -> None:
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
        read_children(self)
        read_shared(self)
        gather(self)
        self._order_of_dates()
        surroundings.note_rules_of_rows(self, duplicates)
        surroundings.note_remarks(self)
        self._leftovers()
        family = self.family
        family.rules = [
            RuleUsed(key, tuple(sorted(set(rows)))) for key, rows in sorted(self.rules.items())
        ]
        return family

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

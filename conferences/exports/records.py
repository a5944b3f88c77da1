"""The records behind a figure as a table, read in chunks with a server-side cursor."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import IO, Any

from django.db.models import Prefetch, QuerySet

from accounts.models import User
from cases.models import Case, CaseChild, OfferChild
from cases.models.person import closed_to
from cases.outcomes.items import DECLARED
from conferences.dashboards.filtering import Chosen
from conferences.exports.copied_families import copied_families, pathway_words
from conferences.exports.copying import Column, Copied, copy_rows
from conferences.exports.figures import about
from conferences.exports.sheets import Cell, Sheet
from conferences.measures import Measure, Part
from conferences.measures.computing import records
from conferences.measures.declaring import Amount, SumRate
from conferences.measures.documenting import how_it_is_counted
from conferences.models import Meeting

AT_ONCE = 500
PART_WORDS = {
    Part.NUMERATOR: "counted",
    Part.DENOMINATOR: "asked about",
    Part.UNKNOWN: "not known",
}


@dataclass(frozen=True)
class Listing:
    """How the rows of one kind stand in a file, and which cases they are about."""

    headings: tuple[str, ...]
    widths: tuple[int, ...]
    prepare: Callable[[QuerySet[Any], User], QuerySet[Any]]
    cells: Callable[[Any], list[Cell]]
    cases: Callable[[Any], list[int]]
    # The same cells for COPY, of what may be long: the rows, and what is asked of them.
    copied: Callable[[QuerySet[Any], User], tuple[QuerySet[Any], list[Column]]] | None = None


@dataclass
class Records:
    """One list: what it is of, and its rows as they are asked for.

    `keys` narrows it to rows that were recorded as seen; `on_chunk` is told of each piece
    before it is handed on, with how many rows have gone and the cases they are about.
    """

    measure: Measure
    part: Part
    chosen: Chosen
    reader: User
    keys: list[int] | None = None
    on_chunk: Callable[[int, set[int]], None] = lambda done, cases: None

    @property
    def title(self) -> str:
        return f"{self.measure.name}: {PART_WORDS[self.part]}"

    def rows(self, **how: bool) -> QuerySet[Any]:
        selection = self.chosen.selection
        found = records(self.measure, selection, self.part, reader=self.reader, **how)
        return found if self.keys is None else found.filter(pk__in=self.keys)

    def count(self) -> int:
        return self.rows().count()

    def sheet(self) -> Sheet:
        listing, value = _listing(self.measure), _value_of(self.measure, self.part)
        headings = (*listing.headings, *((value[0],) if value else ()))
        return Sheet("List", headings, self._cells(listing, value), (*listing.widths, 14))

    @property
    def can_be_copied(self) -> bool:
        return _listing(self.measure).copied is not None

    def copy_to(self, file: IO[bytes]) -> Copied:
        """Write the list as CSV, the same to the byte as its sheet, as fast as it can be read."""
        listing, value = _listing(self.measure), _value_of(self.measure, self.part)
        assert listing.copied is not None
        rows, columns = listing.copied(self.rows(most=True), self.reader)
        if value:
            columns = [*columns, Column(value[1])]
        headings = self.sheet().headings
        return copy_rows(rows.order_by(self.measure.index, "pk"), headings, columns, file)

    def sheets(self, at: datetime) -> Iterator[Sheet]:
        """The list, how it is counted, and about the file."""
        yield self.sheet()
        terms = how_it_is_counted(self.measure)
        yield Sheet(
            "Definitions", ("Term", "Words"), [("Measure", self.measure.name), *terms], (24, 60)
        )
        yield about(self.chosen.words, self.reader, at, ("List", self.title))

    def chunks(self) -> Iterator[list[Any]]:
        """Rows in pieces; the database keeps the rest."""
        listing = _listing(self.measure)
        index = self.measure.index
        found = listing.prepare(self.rows().order_by(index, "pk"), self.reader)
        coming = found.iterator(chunk_size=AT_ONCE)
        while piece := list(islice(coming, AT_ONCE)):
            yield piece

    def _cells(self, listing: Listing, value: tuple[str, str] | None) -> Iterable[list[Cell]]:
        done = 0
        for piece in self.chunks():
            done += len(piece)
            self.on_chunk(done, {key for row in piece for key in listing.cases(row)})
            for row in piece:
                cells = listing.cells(row)
                if value:
                    cells.append(getattr(row, value[1]))
                yield cells

    def cases(self) -> set[int]:
        listing = _listing(self.measure)
        return {key for piece in self.chunks() for row in piece for key in listing.cases(row)}


def _value_of(measure: Measure, part: Part) -> tuple[str, str] | None:
    """What each row carries into the figure, where that is more than being there."""
    if isinstance(measure, SumRate):
        column = measure.column(part)
        return (measure.unit.capitalize(), column) if column else None
    if isinstance(measure, Amount):
        return measure.unit.capitalize(), measure.of
    return None


def _listing(measure: Measure) -> Listing:
    return LISTINGS[measure.rows.name]


def _name(thing: Any) -> str:
    return str(thing) if thing else ""


def _said(item: str, value: str) -> str:
    """An answer in words; what is not one of the choices says why it is not known."""
    words = dict(DECLARED[item].choices)
    return words.get(value) or (value.replace("_", " ").capitalize() if value else "Not entered")


OF_OTHER_WORK = ("Kind", "Stage", "Team", "Cases")
_OF_WORK = ("Service team", "Referring team", "Coordinator", "Pathway")


def _of_work(row: Any) -> list[Cell]:
    return [
        _name(row.team),
        _name(row.referring_team),
        _name(row.coordinator),
        pathway_words(row.pathway),
    ]


def _with_work(rows: QuerySet[Any], reader: User) -> QuerySet[Any]:
    children = CaseChild.objects.filter(~closed_to(reader, "person"))
    return rows.select_related("case", "team", "referring_team", "coordinator").prefetch_related(
        Prefetch("case__children", children.select_related("person"), to_attr="known_children")
    )


def _family(row: Any) -> list[Cell]:
    names = ", ".join(child.person.full_name for child in row.case.known_children)
    return [
        row.case.reference,
        names,
        *_of_work(row),
        Case.Stage(row.stage).label,
        row.sent_on,
        row.accepted_on,
        row.allocated_on,
        row.held_on,
        row.plan_agreed_on,
        row.reviewed_on,
        row.ended_on,
    ]


def _children(rows: QuerySet[Any], reader: User) -> QuerySet[Any]:
    return rows.select_related("case", "person", "team", "referring_team", "coordinator")


def _child(row: Any) -> list[Cell]:
    return [
        row.case.reference,
        row.person.full_name,
        row.age,
        *_of_work(row),
        row.held_on,
        _said("legal_status", row.status_index),
        _said("legal_status", row.status_m6),
        _said("legal_status", row.status_m12),
        _said("living_with", row.living_m12),
        row.entered_care_on,
    ]


def _letters(rows: QuerySet[Any], reader: User) -> QuerySet[Any]:
    named = OfferChild.objects.filter(~closed_to(reader, "child"))
    return rows.select_related("team").prefetch_related(
        Prefetch("children", named.select_related("child"), to_attr="known_children"),
        Prefetch("case", Case.objects.visible_to(reader)),
    )


def _letter(row: Any) -> list[Cell]:
    return [
        row.letter_on,
        ", ".join(child.child.full_name for child in row.known_children),
        row.case.reference if row.case else "",
        _name(row.team),
        row.get_made_display(),
        row.application_on,
    ]


def _meetings(rows: QuerySet[Any], reader: User) -> QuerySet[Any]:
    meetings: Any = rows.select_related("team")
    found: QuerySet[Any] = meetings.with_parties_for(reader)
    return found


def _entries(rows: QuerySet[Any], reader: User) -> QuerySet[Any]:
    meetings = Meeting.objects.select_related("team").with_parties_for(reader)
    return rows.prefetch_related(Prefetch("meeting", meetings))


def _other_work(meeting: Any, day: date) -> list[Cell]:
    """No word of what was written, and not what it is about: nobody is named."""
    return [
        day,
        pathway_words(meeting.format),
        meeting.stage_now.label,
        _name(meeting.team),
        ", ".join(party.case.reference or "" for party in meeting.parties.all()),
    ]


def _meeting(row: Any) -> list[Cell]:
    return [
        row.held_on,
        pathway_words(row.format),
        row.stage_now.label,
        _name(row.team),
        ", ".join(party.case.reference or "" for party in row.parties.all()),
    ]


LISTINGS = {
    "families": Listing(
        (
            "Case",
            "Children",
            *_OF_WORK,
            "Stage",
            "Referred",
            "Accepted",
            "With a coordinator",
            "Met",
            "Plan agreed",
            "Reviewed",
            "Ended",
        ),
        (18, 40, 24, 24, 22, 28, 16, *[12] * 7),
        _with_work,
        _family,
        lambda row: [row.case_id],
        copied=copied_families,
    ),
    "children": Listing(
        (
            "Case",
            "Child",
            "Age when the family met",
            *_OF_WORK,
            "Met",
            "Status when they met",
            "Status after 6 months",
            "Status after 12 months",
            "Living with after 12 months",
            "Entered care",
        ),
        (18, 28, 12, 24, 24, 22, 28, 12, 24, 24, 24, 24, 12),
        _children,
        _child,
        lambda row: [row.case_id],
    ),
    "letters": Listing(
        ("Letter", "Children", "Case", "Team", "Offer", "Application to court"),
        (12, 40, 18, 28, 18, 18),
        _letters,
        _letter,
        lambda row: [row.case_id] if row.case_id else [],
    ),
    "meetings": Listing(
        ("Held", "Format", "Stage", "Team", "Cases"),
        (12, 30, 18, 28, 30),
        _meetings,
        _meeting,
        lambda row: [party.case_id for party in row.parties.all()],
    ),
    "other_work": Listing(
        ("Took place", *OF_OTHER_WORK),
        (12, 30, 24, 28, 30),
        _meetings,
        lambda row: _other_work(row, row.took_place_on),
        lambda row: [party.case_id for party in row.parties.all()],
    ),
    "written_down": Listing(
        ("Day", *OF_OTHER_WORK, "What"),
        (12, 30, 24, 28, 30, 24),
        _entries,
        lambda row: [*_other_work(row.meeting, row.said_on), row.declared.label],
        lambda row: [party.case_id for party in row.meeting.parties.all()],
    ),
}

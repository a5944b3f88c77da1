"""What one transaction writes: records collected family by family, made in a few statements."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice
from typing import Any, TypeVar, cast

from django.db import connection, models

from accounts.models import User
from cases.domain.name_index import index_people, search_text_of
from cases.models import (
    Case,
    CaseChild,
    Compartment,
    Consent,
    ContactPoint,
    Event,
    Fact,
    ImportedCell,
    ImportedRow,
    NetworkMember,
    Offer,
    OfferChild,
    OfferReply,
    ParentalResponsibility,
    Person,
    Referral,
    Referrer,
    Relationship,
    SheetImport,
)
from conferences.importing.records import Family
from conferences.importing.writing.inserting import write_records, write_rows
from conferences.models import Check, FamilyPlan, Meeting, MeetingParty, Participant
from restorative.fields import encrypt

M = TypeVar("M", bound=models.Model)
# Each after those it points to. Taken back in the other direction.
ORDER: tuple[type[models.Model], ...] = (
    Person,
    Referrer,
    Case,
    CaseChild,
    NetworkMember,
    Relationship,
    ParentalResponsibility,
    ContactPoint,
    Referral,
    Offer,
    OfferChild,
    OfferReply,
    Consent,
    Fact,
    Meeting,
    MeetingParty,
    Participant,
    Check,
    FamilyPlan,
)
# So many rows that a model for each would be a third of the work.
KEEP_RECORDS = """
    INSERT INTO cases_importedrecord (sheet_import_id, number, model, record_id)
    SELECT %s, made.* FROM unnest(%s::int[], %s::text[], %s::bigint[]) AS made
"""
# Of one kind, those that others of it point to are made first.
BEFORE: dict[type[models.Model], str] = {Case: "previous_case", Meeting: "reviews"}


@dataclass
class Told:
    """An event of the past; its case and subject have no keys before they are written."""

    case: Case
    at: datetime
    kind: str
    subject: models.Model | None = None
    was: str = ""
    now: str = ""
    why: str = ""
    children: Sequence[CaseChild] = ()


@dataclass
class Kept:
    """A cell of the sheet that is kept as it is."""

    case: Case
    number: int
    column: int
    heading: str
    text: str
    kind: str = ""
    person: Person | None = None
    is_confidential: bool = False


@dataclass
class Batch:
    sheet_import: SheetImport
    by: User
    made: dict[type[models.Model], list[tuple[models.Model, int]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    told: list[Told] = field(default_factory=list)
    rows: list[ImportedRow] = field(default_factory=list)
    cells: list[Kept] = field(default_factory=list)
    # Children who are new in this batch, by name and birth: another family may name them again.
    children: dict[tuple[str, str, date], Person] = field(default_factory=dict)
    parents: dict[int, dict[str, Person]] = field(default_factory=dict)
    cases_of: dict[int, list[tuple[date, Case]]] = field(default_factory=lambda: defaultdict(list))
    references: set[str] = field(default_factory=set)
    _seen: set[tuple[object, ...]] = field(default_factory=set)

    def is_first(self, *what: object) -> bool:
        """Whether this batch makes nothing of the kind yet for these records."""
        key = tuple(id(one) if isinstance(one, models.Model) else one for one in what)
        if key in self._seen:
            return False
        self._seen.add(key)
        return True

    def add(self, record: M, row: int) -> M:
        """A record to be made, of the row that it came from."""
        self.made[type(record)].append((record, row))
        return record

    def tell(self, case: Case, kind: str, at: datetime, **said: Any) -> None:
        self.told.append(Told(case, at, kind, **said))

    def write(self) -> Counter[str]:
        """Make all of it; returns how many of each kind. Within the transaction of its rows."""
        numbers: list[int] = []
        labels: list[str] = []
        keys: list[int] = []
        for model in ORDER:
            pairs = self.made.get(model, [])
            if not pairs:
                continue
            self._make(model, [record for record, _ in pairs])
            numbers += [row for _, row in pairs]
            labels += [model._meta.label_lower] * len(pairs)
            keys += [record.pk for record, _ in pairs]
        write_rows(Event, self._events())
        write_records(ImportedRow, self.rows)
        write_rows(ImportedCell, self._cells())
        with connection.cursor() as cursor:
            cursor.execute(KEEP_RECORDS, [self.sheet_import.pk, numbers, labels, keys])
        return Counter(labels)

    def _make(self, model: type[models.Model], records: list[models.Model]) -> None:
        if model is Person:
            people = [cast(Person, record) for record in records]
            for person in people:
                person.search_text = search_text_of(person)
            write_records(Person, people)
            index_people(people)
            return
        before = BEFORE.get(model)
        while records:
            ready = [record for record in records if not before or _is_made(record, before)]
            write_records(model, ready)
            records = [record for record in records if record.pk is None]

    def _events(self) -> list[dict[str, Any]]:
        """By their day; that the sheet brought them in is the last of each case."""
        brought_in = Event.Kind.SHEET_BROUGHT_IN
        self.told.sort(key=lambda told: (told.kind == brought_in, told.at))
        name = self.by.get_full_name()
        return [
            {
                "at": told.at.isoformat(),
                "kind": told.kind,
                "case_id": told.case.pk,
                "compartment": Compartment.OPEN,
                "audience": Event.Audience.CASE,
                "actor_id": self.by.pk,
                "actor_name": name,
                "subject_type": told.subject._meta.model_name if told.subject else "",
                "subject_id": told.subject.pk if told.subject else None,
                "child_ids": [child.pk for child in told.children],
                "from_value": told.was[:300],
                "to_value": told.now[:300],
                "why": told.why,
            }
            for told in self.told
        ]

    def _cells(self) -> list[dict[str, Any]]:
        return [
            {
                "case_id": cell.case.pk,
                "compartment": Compartment.OPEN,
                "sheet_import_id": self.sheet_import.pk,
                "number": cell.number,
                "column": cell.column,
                "heading": cell.heading[:200],
                "text": encrypt(cell.text),
                "kind": cell.kind,
                "person_id": cell.person.pk if cell.person else None,
                "is_confidential": cell.is_confidential,
                "settled_how": "",
            }
            for cell in self.cells
        ]


def in_batches(families: Iterable[Family], size: int) -> Iterator[list[Family]]:
    rest = iter(families)
    while some := list(islice(rest, size)):
        yield some


def _is_made(record: models.Model, name: str) -> bool:
    other = getattr(record, name)
    return other is None or other.pk is not None

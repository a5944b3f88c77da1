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
from conferences.models import Check, FamilyPlan, Meeting, MeetingParty, Participant

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
class Batch:
    sheet_import: SheetImport
    by: User
    made: dict[type[models.Model], list[tuple[models.Model, int]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    told: list[Told] = field(default_factory=list)
    rows: list[ImportedRow] = field(default_factory=list)
    cells: list[ImportedCell] = field(default_factory=list)
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
        Event.objects.bulk_create(self._events())
        ImportedRow.objects.bulk_create(self.rows)
        ImportedCell.objects.bulk_create(self.cells)
        with connection.cursor() as cursor:
            cursor.execute(KEEP_RECORDS, [self.sheet_import.pk, numbers, labels, keys])
        return Counter(labels)

    def _make(self, model: type[models.Model], records: list[models.Model]) -> None:
        if model is Person:
            people = [cast(Person, record) for record in records]
            for person in people:
                person.search_text = search_text_of(person)
            Person.objects.bulk_create(people)
            index_people(people)
            return
        before = BEFORE.get(model)
        while records:
            ready = [record for record in records if not before or _is_made(record, before)]
            model._default_manager.bulk_create(ready)
            records = [record for record in records if record.pk is None]

    def _events(self) -> list[Event]:
        """By their day; that the sheet brought them in is the last of each case."""
        brought_in = Event.Kind.SHEET_BROUGHT_IN
        self.told.sort(key=lambda told: (told.kind == brought_in, told.at))
        return [
            Event(
                at=told.at,
                kind=told.kind,
                case_id=told.case.pk,
                actor_id=self.by.pk,
                actor_name=self.by.get_full_name(),
                subject_type=(told.subject._meta.model_name or "") if told.subject else "",
                subject_id=told.subject.pk if told.subject else None,
                child_ids=[child.pk for child in told.children],
                from_value=told.was[:300],
                to_value=told.now[:300],
                why=told.why,
            )
            for told in self.told
        ]


def in_batches(families: Iterable[Family], size: int) -> Iterator[list[Family]]:
    rest = iter(families)
    while some := list(islice(rest, size)):
        yield some


def _is_made(record: models.Model, name: str) -> bool:
    other = getattr(record, name)
    return other is None or other.pk is not None

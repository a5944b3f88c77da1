"""A service's cases in the shape of its tracking sheet: one row a child, read in pieces.

Whoever wants to leave, or to work in a spreadsheet, takes it all with them, and can bring it in
again (conferences/importing). Confidential contacts stay where they are.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import Team, User
from cases.models import (
    Case,
    CaseChild,
    Compartment,
    Consent,
    ContactPoint,
    Event,
    Fact,
    ImportedCell,
    ImportedRecord,
    NetworkMember,
    Offer,
    OfferReply,
    ParentalResponsibility,
    Relationship,
)
from cases.models.person import closed_to
from conferences.exports.figures import about
from conferences.exports.sheets import Cell, Sheet
from conferences.exports.tracker_cells import cells_of
from conferences.formats import leading
from conferences.importing.fields import BY_KEY, TRACKER
from conferences.models import FamilyPlan, MeetingParty, Participant

AT_ONCE = 200
MOST_COLUMNS = 60
OPEN = Compartment.OPEN
# A tracking sheet has the child's name in two columns; "Child" is another way to write them.
KEYS = tuple(field.key for field in TRACKER if field.key != "name")
WIDTHS = {"address": 40, "reason": 40, "risk": 40, "bottom_lines": 40, "network": 30, "notes": 50}


@dataclass
class Group:
    """All that is known of some cases, by case, by child, by person: a dozen queries' worth."""

    children: dict[int, list[CaseChild]] = field(default_factory=lambda: defaultdict(list))
    network: dict[int, list[NetworkMember]] = field(default_factory=lambda: defaultdict(list))
    ties: dict[tuple[int, int], Relationship] = field(default_factory=dict)
    holds: dict[tuple[int, int], ParentalResponsibility] = field(default_factory=dict)
    contacts: dict[int, list[ContactPoint]] = field(default_factory=lambda: defaultdict(list))
    facts: dict[int, list[Fact]] = field(default_factory=lambda: defaultdict(list))
    consents: dict[int, list[Consent]] = field(default_factory=lambda: defaultdict(list))
    offers: dict[int, Offer] = field(default_factory=dict)
    replies: dict[int, list[OfferReply]] = field(default_factory=lambda: defaultdict(list))
    meetings: dict[int, list[Any]] = field(default_factory=lambda: defaultdict(list))
    plans: dict[int, list[FamilyPlan]] = field(default_factory=lambda: defaultdict(list))
    participants: dict[int, list[Participant]] = field(default_factory=lambda: defaultdict(list))
    coordinators: dict[int, str] = field(default_factory=dict)
    # Of a child by its key, or of its case: field or heading, and what the old sheet says.
    old: dict[int, list[tuple[str, str, str]]] = field(default_factory=lambda: defaultdict(list))


@dataclass
class TrackerExport:
    """What is taken out: of one team or all that the reader manages, of days of referral.

    `on_chunk` is told of each piece before it is handed on, with how many rows have gone and
    the cases they are about.
    """

    reader: User
    team: Team | None = None
    start: date | None = None
    end: date | None = None
    on_chunk: Callable[[int, set[int]], None] = lambda done, cases: None

    title = "Tracking sheet"

    def cases(self) -> QuerySet[Case]:
        found = Case.objects.visible_to(self.reader, by_glass=False).sent()
        if self.team is not None:
            found = found.filter(team=self.team)
        if self.start is not None:
            found = found.filter(referral__sent_at__date__gte=self.start)
        if self.end is not None:
            found = found.filter(referral__sent_at__date__lte=self.end)
        return found

    def count(self) -> int:
        return self._children().filter(case__in=self.cases()).count()

    def sheet(self) -> Sheet:
        headings = [BY_KEY[key].label for key in KEYS]
        others = self._other_headings()
        widths = [WIDTHS.get(key, 16) for key in KEYS] + [24] * len(others)
        return Sheet("Tracker", (*headings, *others), self._rows(others), widths)

    def sheets(self, at: datetime) -> Iterator[Sheet]:
        """The sheet itself, what was kept of the old one, and about the file."""
        yield self.sheet()
        headings = ("Ref No.", "Row", "Column", "Says", "Somebody has looked at it")
        yield Sheet("From the old sheet", headings, self._old_rows(), (16, 8, 24, 60, 16))
        yield about(self.words, self.reader, at, ("Tracker", self.title))

    @property
    def words(self) -> str:
        parts = [str(self.team) if self.team else "All cases that the reader sees"]
        if self.start:
            parts.append(f"referred from {self.start:%-d %B %Y}")
        if self.end:
            parts.append(f"referred until {self.end:%-d %B %Y}")
        return ", ".join(parts)

    def _children(self) -> QuerySet[CaseChild]:
        return CaseChild.objects.filter(~closed_to(self.reader, "person"), compartment=OPEN)

    def _pieces(self) -> Iterator[list[Case]]:
        rows = self.cases().select_related(
            "team", "referring_team", "coordinator", "referral__referrer__user"
        )
        coming = rows.order_by("referral__sent_at", "pk").iterator(chunk_size=AT_ONCE)
        while piece := list(islice(coming, AT_ONCE)):
            yield piece

    def _rows(self, others: list[str]) -> Iterator[list[Cell]]:
        done = 0
        for piece in self._pieces():
            group = self._group(piece)
            done += sum(len(group.children[case.pk]) for case in piece)
            self.on_chunk(done, {case.pk for case in piece})
            for case in piece:
                for child in group.children[case.pk]:
                    cells = cells_of(case, child, group)
                    extra = dict(_joined(group.old[child.pk]))
                    yield [
                        *(cells.get(key) for key in KEYS),
                        *(extra.get(heading) for heading in others),
                    ]

    def _other_headings(self) -> list[str]:
        """What the old sheets had columns for and no field takes, in the order of the sheet."""
        cells = self._old_cells().filter(kind="")
        seen: dict[str, None] = {}
        known = {known.label for known in TRACKER}
        rows = cells.order_by("sheet_import", "column").values_list(
            "sheet_import__columns", "column", "heading"
        )
        for columns, column, heading in rows.distinct():
            if heading and heading not in known and column not in columns.values():
                seen.setdefault(heading)
        return list(seen)[:MOST_COLUMNS]

    def _old_cells(self) -> QuerySet[ImportedCell]:
        return ImportedCell.objects.filter(case__in=self.cases(), compartment=OPEN)

    def _old_rows(self) -> Iterator[list[Cell]]:
        cells = self._old_cells().select_related("case").order_by("case", "number", "column", "pk")
        for cell in cells.iterator(chunk_size=AT_ONCE):
            yield [
                cell.case.reference,
                cell.number,
                cell.heading,
                shown_of(cell),
                cell.settled_at,
            ]

    def _group(self, piece: list[Case]) -> Group:
        keys = [case.pk for case in piece]
        group = Group()
        for child in self._children().filter(case__in=keys).select_related("person").order_by("pk"):
            group.children[child.case_id].append(child)
        self._people(group, keys)
        self._answers(group, keys)
        _meetings(group, keys)
        _old(group, keys)
        return group

    def _people(self, group: Group, keys: list[int]) -> None:
        network = NetworkMember.objects.current().filter(
            ~closed_to(self.reader, "person"), case__in=keys, compartment=OPEN
        )
        for member in network.select_related("person").order_by("pk"):
            group.network[member.case_id].append(member)
        here = {c.person_id for children in group.children.values() for c in children}
        there = {m.person_id for members in group.network.values() for m in members}
        ties = Relationship.objects.current().filter(person__in=there, relative__in=here)
        for tie in ties.order_by("pk"):
            group.ties.setdefault((tie.person_id, tie.relative_id), tie)
        held = ParentalResponsibility.objects.current().filter(child__in=here, holder__in=there)
        for one in held:
            group.holds[one.holder_id or 0, one.child_id] = one
        contacts = ContactPoint.objects.current().filter(person__in=here | there)
        for contact in contacts.order_by("pk"):
            group.contacts[contact.person_id].append(contact)

    def _answers(self, group: Group, keys: list[int]) -> None:
        facts = Fact.objects.standing().filter(case__in=keys, compartment=OPEN)
        for fact in facts.order_by("as_at", "pk"):
            group.facts[fact.case_id].append(fact)
        consents = Consent.objects.current().filter(
            case__in=keys, compartment=OPEN, kind=Consent.Kind.CONTACT
        )
        for consent in consents.order_by("pk"):
            group.consents[consent.case_id].append(consent)
        offers = Offer.objects.open_to(self.reader).filter(case__in=keys)
        group.offers = {offer.case_id or 0: offer for offer in offers.order_by("pk")}
        replies = OfferReply.objects.visible_to(self.reader)
        for reply in replies.filter(offer__case__in=keys).order_by("pk"):
            group.replies[reply.offer_id].append(reply)
        told = Event.objects.filter(
            case_id__in=keys, kind=Event.Kind.COORDINATOR_ALLOCATED, compartment=OPEN
        )
        for event in told.order_by("at", "pk"):
            group.coordinators[event.case_id or 0] = event.to_value


def _meetings(group: Group, keys: list[int]) -> None:
    parties = MeetingParty.objects.filter(case__in=keys, meeting__format__in=leading())
    parties = parties.select_related("meeting")
    meetings = set()
    for party in parties.order_by("meeting__opened_at", "meeting"):
        group.meetings[party.case_id].append(party.meeting)
        meetings.add(party.meeting_id)
    for plan in FamilyPlan.objects.filter(meeting__in=meetings).order_by("number"):
        group.plans[plan.meeting_id].append(plan)
    for one in Participant.objects.filter(meeting__in=meetings).order_by("pk"):
        group.participants[one.meeting_id].append(one)


def _old(group: Group, keys: list[int]) -> None:
    """Cells by the child whose row they stand in; those of no child's own row by the first."""
    label = CaseChild._meta.label_lower
    child_of = {
        (sheet, row): key
        for sheet, row, key in ImportedRecord.objects.filter(
            model=label,
            record_id__in=[c.pk for children in group.children.values() for c in children],
        ).values_list("sheet_import", "number", "record_id")
    }
    cells = ImportedCell.objects.filter(case__in=keys, compartment=OPEN)
    whole = ~Q(kind="") & Exists(
        ImportedCell.objects.filter(
            sheet_import=OuterRef("sheet_import"),
            number=OuterRef("number"),
            column=OuterRef("column"),
            kind="",
        )
    )
    # A remark that is part of a cell is said by the cell.
    for cell in cells.exclude(whole).select_related("sheet_import").order_by("number", "pk"):
        children = group.children[cell.case_id]
        if not children:
            continue
        child = child_of.get((cell.sheet_import_id, cell.number), children[0].pk)
        columns: dict[str, int] = cell.sheet_import.columns
        key = next((key for key, at in columns.items() if at == cell.column), "")
        group.old[child].append((key, cell.heading, shown_of(cell)))


def shown_of(cell: ImportedCell) -> str:
    return "confidential" if cell.is_confidential else cell.text


def _joined(old: list[tuple[str, str, str]]) -> dict[str, str]:
    """What each heading that is no field says, once."""
    said: dict[str, list[str]] = defaultdict(list)
    for key, heading, text in old:
        if not key and text not in said[heading]:
            said[heading].append(text)
    return {heading: "; ".join(texts) for heading, texts in said.items()}

"""What the product knows already of some families: their rows, their cases, their children."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import connection
from django.utils import timezone

from accounts.models import User
from cases.models import Case, CaseChild, ImportedRow, Person, Relationship, SheetImport
from cases.names import fold, plain_words
from conferences.importing.records import Child, Family
from conferences.importing.writing.fingerprints import prints_of

PARENT = (Relationship.Kind.PARENT, Relationship.Kind.ADOPTIVE_PARENT)
FIND_ALIKE = """
    SELECT asked.place, person.id
    FROM unnest(%s::date[], %s::text[]) WITH ORDINALITY AS asked (born, name, place)
    JOIN cases_person AS person ON person.date_of_birth = asked.born
    WHERE person.search_text = asked.name OR starts_with(person.search_text, asked.name || ' ')
    ORDER BY asked.place, person.id
"""


@dataclass(frozen=True)
class Earlier:
    """A case the importer may know of in which a child of the family is."""

    case: Case
    sent_on: date | None


@dataclass
class Resolved:
    """One family, and what is there of it. `person` is of a child's first row.

    Without `case` it is a new one. `hidden` are the rows of children of whom a record exists
    that the importer may not know of: nobody is told but those who hold it.
    """

    family: Family
    prints: dict[int, str]
    known: set[int] = field(default_factory=set)
    case: Case | None = None
    person: dict[int, Person] = field(default_factory=dict)
    parents: dict[str, Person] = field(default_factory=dict)
    earlier: list[Earlier] = field(default_factory=list)
    hidden: set[int] = field(default_factory=set)
    # Rows of children of whom somebody has said that they are new.
    is_new: set[int] = field(default_factory=set)
    is_reference_free: bool = True

    @property
    def new_rows(self) -> list[int]:
        return [row for row in self.family.rows if row not in self.known]


def key_of(row: int, part: str = "child") -> str:
    """How somebody of a row is named in `found` and in `same_people`."""
    return f"{row}:{part}"


def resolve(
    families: Sequence[Family],
    sheet_import: SheetImport,
    by: User,
    *,
    said: dict[str, str] | None = None,
) -> list[Resolved]:
    """Look up many families in the same few queries. `said` as SheetImport.same_people."""
    found = [Resolved(family, prints_of(family, sheet_import)) for family in families]
    _find_rows(found)
    _find_people(found, by, sheet_import.same_people if said is None else said)
    _find_earlier(found, by)
    _find_cases(found, sheet_import, by)
    return found


def _find_rows(found: list[Resolved]) -> None:
    every = [mark for one in found for mark in one.prints.values()]
    rows = ImportedRow.objects.filter(fingerprint__in=every).select_related("case")
    known = {row.fingerprint: row for row in rows}
    for one in found:
        mine = {row: known[mark] for row, mark in one.prints.items() if mark in known}
        one.known = set(mine)
        one.case = next((row.case for row in mine.values() if row.case), None)


def _find_people(found: list[Resolved], by: User, said: dict[str, str]) -> None:
    """The same name and date of birth, unless somebody has said otherwise."""
    asked = [(one, child) for one in found if one.new_rows for child in one.family.children]
    alike = _alike([child for _, child in asked])
    chosen = [key for _, child in asked if (key := said.get(key_of(child.rows[0])))]
    open_to = Person.objects.editable_by(by)
    keys = {key for keys in alike for key in keys}
    visible = {person.pk: person for person in open_to.filter(pk__in=keys)} if keys else {}
    by_id = (
        {str(person.public_id): person for person in open_to.filter(public_id__in=chosen)}
        if chosen
        else {}
    )
    for (one, child), matches in zip(asked, alike, strict=True):
        row = child.rows[0]
        answer = said.get(key_of(row))
        if answer is not None:
            if person := by_id.get(answer):
                one.person[row] = person
            else:
                one.is_new.add(row)
            continue
        if person := next((visible[key] for key in matches if key in visible), None):
            one.person[row] = person
        elif matches:
            one.hidden.add(row)
    _find_parents(found, by)


def _alike(children: Sequence[Child]) -> list[list[int]]:
    """For each child the keys of people with the same name and date of birth."""
    found: list[list[int]] = [[] for _ in children]
    dated = [(place, child) for place, child in enumerate(children) if child.born]
    if not dated:
        return found
    born = [child.born for _, child in dated]
    names = [name_of(child.forename, child.surname) for _, child in dated]
    with connection.cursor() as cursor:
        cursor.execute(FIND_ALIKE, [born, names])
        pairs = cursor.fetchall()
    people = Person.objects.filter(pk__in={key for _, key in pairs})
    names_of = {
        key: (fold(first), fold(last))
        for key, first, last in people.values_list("pk", "first_name", "last_name")
    }
    for number, key in pairs:
        place, child = dated[number - 1]
        if names_of.get(key) == (fold(child.forename), fold(child.surname)):
            found[place].append(key)
    return found


def name_of(first: str, last: str) -> str:
    """How the search text of such a person begins."""
    return " ".join([*plain_words(first), *plain_words(last)])


def _find_parents(found: list[Resolved], by: User) -> None:
    """A parent of a child who is known, by the same name: nobody else is taken for one."""
    children = {person.pk for one in found for person in one.person.values()}
    if not children:
        return
    ties = Relationship.objects.current().filter(relative__in=children, kind__in=PARENT)
    pairs = list(ties.select_related("person"))
    open_to = Person.objects.editable_by(by).filter(pk__in={tie.person_id for tie in pairs})
    visible = set(open_to.values_list("pk", flat=True))
    for one in found:
        mine = {person.pk for person in one.person.values()}
        one.parents = {
            fold(tie.person.full_name): tie.person
            for tie in pairs
            if tie.relative_id in mine and tie.person_id in visible
        }


def _find_earlier(found: list[Resolved], by: User) -> None:
    people = {person.pk for one in found for person in one.person.values()}
    if not people:
        return
    cases = Case.objects.visible_to(by, by_glass=False).sent()
    rows = CaseChild.objects.filter(person__in=people, case__in=cases.values("pk"))
    by_person: dict[int, list[Case]] = {}
    for child in rows.select_related("case__referral").order_by("case_id"):
        by_person.setdefault(child.person_id, []).append(child.case)
    for one in found:
        seen = {case.pk: case for p in one.person.values() for case in by_person.get(p.pk, [])}
        one.earlier = [Earlier(case, _sent_on(case)) for case in seen.values()]


def _sent_on(case: Case) -> date | None:
    referral = getattr(case, "referral", None)
    return timezone.localdate(referral.sent_at) if referral and referral.sent_at else None


def _find_cases(found: list[Resolved], sheet_import: SheetImport, by: User) -> None:
    """The case of a family brought in before, by its reference and by who is in it."""
    references = {one.family.reference for one in found if one.family.reference}
    rows = Case.objects.filter(reference__in=references)
    taken = set(rows.values_list("reference", flat=True))
    waiting = [one for one in found if one.case is None and one.family.reference in taken]
    named = (
        {
            case.reference: case
            for case in Case.objects.visible_to(by, by_glass=False)
            .select_related("referral")
            .filter(team=sheet_import.team, reference__in={one.family.reference for one in waiting})
        }
        if waiting
        else {}
    )
    every = {case.pk for case in named.values()}
    every |= {earlier.case.pk for one in found for earlier in one.earlier}
    ours = ImportedRow.objects.filter(sheet_import=sheet_import, case__in=every)
    # What this sheet itself brought in is another family of it.
    of_this_sheet = set(ours.values_list("case", flat=True)) if every else set()
    in_case = _people_in([case.pk for case in named.values()])
    for one in found:
        family = one.family
        one.is_reference_free = bool(family.reference) and family.reference not in taken
        if one.case is not None:
            continue
        case = named.get(family.reference)
        if case is not None and case.pk in of_this_sheet:
            case = None
        if case is not None and (
            _sent_on(case) == family.referral.received
            or not in_case.get(case.pk, set()).isdisjoint(_names(family))
        ):
            one.case = case
            continue
        same_day = [
            earlier.case
            for earlier in one.earlier
            if earlier.sent_on == family.referral.received
            and earlier.case.team_id == sheet_import.team_id
            and earlier.case.pk not in of_this_sheet
        ]
        one.case = same_day[0] if same_day else None


def _people_in(cases: list[int]) -> dict[int, set[str]]:
    """The names of those in some cases: children, and parents in the network."""
    if not cases:
        return {}
    found: dict[int, set[str]] = {}
    rows: Iterable[Any] = Person.objects.filter(cases_about__case__in=cases).values_list(
        "cases_about__case", "first_name", "last_name"
    )
    for case, first, last in rows:
        found.setdefault(case, set()).add(_folded(first, last))
    rows = Person.objects.filter(networks__case__in=cases).values_list(
        "networks__case", "first_name", "last_name"
    )
    for case, first, last in rows:
        found.setdefault(case, set()).add(_folded(first, last))
    return found


def _names(family: Family) -> Iterator[str]:
    for child in family.children:
        yield _folded(child.forename, child.surname)
    for parent in (family.mother, family.father):
        if parent.name:
            yield _folded(parent.name, "")


def _folded(first: str, last: str) -> str:
    return " ".join(fold(f"{first} {last}").split())

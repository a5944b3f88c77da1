"""What going through a sheet found, for the page that shows it before anything is written."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from accounts.models import User
from cases.models import Case, Person, RefusedRow, SheetImport
from conferences.importing.asked import answered, questions_of
from conferences.importing.field_words import FIELDS
from conferences.importing.rules import RULES

SHOWN = 50
# In the order of the page. What is counted elsewhere under another key has no line here.
COUNTED = (
    ("families", "Families"),
    ("children", "Children"),
    ("people", "People, with the children"),
    ("referrals", "Referrals"),
    ("accepted", "Referrals accepted"),
    ("offers", "Offers before proceedings"),
    ("conferences", "Conferences held"),
    ("plans", "Plans agreed"),
    ("reviews", "Reviews held"),
    ("conferences_ahead", "Conferences still ahead"),
    ("meetings_ahead", "Meetings still ahead"),
    ("reviews_ahead", "Reviews still ahead"),
    ("staff", "Colleagues"),
    ("venues", "Venues"),
    ("remarks", "Remarks for somebody to settle"),
    ("leftovers", "Cells that belong to no field"),
    ("cells", "Cells kept word for word"),
)
PARTS = {"child": "Child", "mother": "Mother", "father": "Father", "network": "Network"}


@dataclass(frozen=True)
class RuleUse:
    sentence: str
    count: int
    rows: list[int]
    more: bool


@dataclass(frozen=True)
class KnownFamily:
    case: Case
    rows: list[int]
    new_rows: list[int]
    changed_rows: list[int]


@dataclass(frozen=True)
class RowRefused:
    number: int
    cell: str
    why: str


def counted(counts: dict[str, Any]) -> list[tuple[str, int]]:
    """The counts in words; what is nought is left out, but for the first three."""
    known = [(key, words) for key, words in COUNTED if key in counts]
    return [
        (words, counts[key]) for place, (key, words) in enumerate(known) if place < 3 or counts[key]
    ]


def preview_of(sheet_import: SheetImport, user: User) -> dict[str, Any]:
    """What the page shows. Cases and people are those that this reader may see."""
    found, fields = sheet_import.found, FIELDS[sheet_import.kind]
    already = found.get("already") or {}
    families = sheet_import.counts.get("families", 0)
    refused = sheet_import.refused.all()
    said = {one.key for one in answered(sheet_import.answers, fields)}
    questions = questions_of(found.get("questions", []), fields)
    leftovers = found.get("leftover_headings") or {}
    return {
        "counts": counted(sheet_import.counts),
        "rows": sheet_import.counts.get("rows", 0),
        "questions": [one for one in questions if one.key not in said],
        "answer_count": len(said),
        "known_families": _known(found.get("families_known", []), user),
        "already_rows": already.get("rows", 0),
        "already_families": already.get("families", 0),
        "new_families": max(0, families - already.get("families", 0)),
        "people": people_of(sheet_import, user),
        "rules": _rules(found.get("rules", {})),
        "doubles": found.get("duplicates", [])[:SHOWN],
        "double_count": found.get("duplicate_count", len(found.get("duplicates", []))),
        "refused": first_refused(refused),
        "refused_rows": refused.values("number").distinct().count(),
        "leftovers": sorted(leftovers.items(), key=lambda pair: -pair[1]),
    }


def first_refused(rows: QuerySet[RefusedRow]) -> list[RowRefused]:
    return [RowRefused(row.number, row.cell, row.why) for row in rows[:SHOWN]]


def cases_shown(sheet_import: SheetImport, user: User) -> set[int]:
    """Keys of the visible cases of which a preview says something: known families and people."""
    found = sheet_import.found
    families = {one["case"] for one in found.get("families_known", []) if one.get("case")}
    people = Person.objects.visible_to(user).filter(
        public_id__in={one["person"] for one in found.get("people", []) if one.get("person")}
    )
    if not families and not people:
        return set()
    about = Q(children__person__in=people) | Q(network__person__in=people)
    cases = Case.objects.visible_to(user).filter(about | Q(public_id__in=families))
    return set(cases.values_list("pk", flat=True))


def people_of(sheet_import: SheetImport, user: User) -> list[dict[str, Any]]:
    """Those who seem to be known, each with everybody they may be, in the order of the rows.

    Whom the reader may not know of is left out, and with the last of them the question.
    """
    found = sheet_import.found.get("people", [])
    visible = {
        str(person.public_id): person
        for person in Person.objects.visible_to(user).filter(
            public_id__in={one["person"] for one in found if one.get("person")}
        )
    }
    people: dict[str, dict[str, Any]] = {}
    for one in found:
        person = visible.get(one.get("person", ""))
        if person is None:
            continue
        part = PARTS.get(one.get("part", ""), "")
        asked = people.setdefault(one["key"], {**one, "part_words": part, "known": []})
        asked["known"].append({**one, "url": person.get_absolute_url()})
    return list(people.values())


def _known(found: Iterable[dict[str, Any]], user: User) -> list[KnownFamily]:
    rows = list(found)
    cases = {
        str(case.public_id): case
        for case in Case.objects.visible_to(user).filter(
            public_id__in={one["case"] for one in rows if one.get("case")}
        )
    }
    return [
        KnownFamily(
            cases[one["case"]],
            one.get("rows", []),
            one.get("new_rows", []),
            one.get("changed_rows", []),
        )
        for one in rows
        if one.get("case") in cases
    ]


def _rules(found: dict[str, dict[str, Any]]) -> list[RuleUse]:
    used = []
    for key, one in found.items():
        rows = sorted(set(one.get("rows", [])))
        count = one.get("count", len(rows))
        used.append(RuleUse(RULES.get(key, key), count, rows[:SHOWN], len(rows) > SHOWN))
    return sorted(used, key=lambda rule: -rule.count)

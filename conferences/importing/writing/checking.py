"""Going through a sheet before anything is written: what would be made, refused, known, asked."""

from collections import Counter
from dataclasses import asdict
from time import monotonic
from typing import Any

from django.db import transaction

from cases.models import CaseChild, Person, RefusedRow, SheetImport
from conferences.domain.importing import tell_progress
from conferences.importing.records import Child
from conferences.importing.understood import Understood
from conferences.importing.writing.batch import in_batches
from conferences.importing.writing.resolving import Resolved, key_of, resolve

FAMILIES, TELL_EVERY = 200, 2.0
DUPLICATES, PEOPLE, KNOWN = 200, 500, 200
SAYS = "Going through the rows"
WHY = "The same name and date of birth"


class Findings:
    """What is known already, gathered family by family and kept short."""

    def __init__(self) -> None:
        self.already = Counter(rows=0, families=0)
        self.people: list[dict[str, Any]] = []
        self.families: list[dict[str, Any]] = []
        self.headings: Counter[str] = Counter()

    def add(self, one: Resolved) -> None:
        family = one.family
        self.headings.update(cell.heading for cell in family.leftovers)
        if not one.new_rows:
            self.already.update(rows=len(family.rows), families=1)
            return
        self.already.update(rows=len(one.known))
        if one.case is not None and len(self.families) < KNOWN:
            self.families.append(_known_family(one))
        for child in family.children:
            person = one.person.get(child.rows[0])
            if person is not None and len(self.people) < PEOPLE:
                self.people.append(_known_person(child, person))


def check(
    sheet_import: SheetImport, understood: Understood
) -> tuple[dict[str, int], dict[str, Any]]:
    """Returns the counts and what was found, as the pages read them; keeps the refused rows."""
    findings = Findings()
    by = sheet_import.uploaded_by
    told, done = 0.0, 0
    for families in in_batches(understood, FAMILIES):
        for one in resolve(families, sheet_import, by, said={}):
            findings.add(one)
            done += len(one.family.rows)
        if monotonic() - told >= TELL_EVERY:
            total = understood.counts.rows
            tell_progress(sheet_import, says=SAYS, done=min(done, total), total=total)
            told = monotonic()
    total = understood.counts.rows
    with transaction.atomic():
        tell_progress(sheet_import, says=SAYS, done=total, total=total)
        _keep_refused(sheet_import, understood)
    return asdict(understood.counts), _found(understood, findings)


def _keep_refused(sheet_import: SheetImport, understood: Understood) -> None:
    sheet_import.refused.all().delete()
    RefusedRow.objects.bulk_create(
        [
            RefusedRow(
                sheet_import=sheet_import,
                number=one.row,
                cell=one.cell[:150],
                why=one.why[:500],
            )
            for one in understood.refused
        ],
        batch_size=2000,
    )


def _found(understood: Understood, findings: Findings) -> dict[str, Any]:
    doubles = understood.duplicates
    return {
        "questions": [
            {
                "field": one.field,
                "text": one.text,
                "kind": one.kind,
                "rows": one.rows,
                "count": one.count,
            }
            for one in understood.questions
        ],
        "duplicates": [[one.row, one.of_row] for one in doubles[:DUPLICATES]],
        "duplicate_count": len(doubles),
        "rules": {
            key: {"count": count, "rows": understood.rule_rows.get(key, [])}
            for key, count in sorted(understood.rules.items())
        },
        "people": findings.people,
        "already": dict(findings.already),
        "families_known": findings.families,
        "leftover_headings": dict(findings.headings.most_common(200)),
    }


def _known_family(one: Resolved) -> dict[str, Any]:
    assert one.case
    known = {
        (child.person.first_name.casefold(), child.person.last_name.casefold())
        for child in CaseChild.objects.filter(case=one.case).select_related("person")
    }
    new: list[int] = []
    changed: list[int] = []
    for child in one.family.children:
        rows = [row for row in child.rows if row not in one.known]
        is_there = (child.forename.casefold(), child.surname.casefold()) in known
        (changed if is_there else new).extend(rows)
    return {
        "reference": one.family.reference or str(one.case),
        "rows": one.family.rows,
        "case": str(one.case.public_id),
        "new_rows": new,
        "changed_rows": changed,
    }


def _known_person(child: Child, person: Person) -> dict[str, Any]:
    row = child.rows[0]
    return {
        "key": key_of(row),
        "row": row,
        "part": "child",
        "name": f"{child.forename} {child.surname}".strip(),
        "born": child.born.isoformat() if child.born else "",
        "why": WHY,
        "person": str(person.public_id),
        "label": f"{person.full_name}, {person.age_text}",
    }

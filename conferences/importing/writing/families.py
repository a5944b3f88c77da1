"""One family written down: as a new case, or what is new of it into the case that it has."""

from datetime import date

from cases.models import Case, ImportedRow
from cases.names import fold
from conferences.domain.case_hooks import first_held
from conferences.importing.records import Child
from conferences.importing.writing.batch import Batch
from conferences.importing.writing.cases import tell_of_case, tell_of_sheet, write_case
from conferences.importing.writing.cells import write_cells
from conferences.importing.writing.contacts import write_contacts, write_home
from conferences.importing.writing.facts import write_consents, write_facts, write_offer
from conferences.importing.writing.meetings import write_meetings
from conferences.importing.writing.people import write_people
from conferences.importing.writing.resolving import Resolved
from conferences.importing.writing.work import Setting, Work


def write_family(setting: Setting, batch: Batch, resolved: Resolved) -> None:
    """Collect all records of a family in the batch; nothing for one that is there already."""
    rows = resolved.new_rows
    if not rows:
        return
    work = Work(setting, batch, resolved)
    if resolved.case is None:
        _write_new(work)
    else:
        _add_to(work, resolved.case, rows)
    for row in rows:
        batch.rows.append(
            ImportedRow(
                sheet_import=setting.sheet_import,
                number=row,
                fingerprint=resolved.prints[row],
                case=work.case,
            )
        )
    tell_of_sheet(work, rows)


def _write_new(work: Work) -> None:
    family = work.family
    _know_again(work, family.children)
    write_case(work)
    write_people(work, family.children)
    _remember(work)
    write_contacts(work)
    write_offer(work)
    write_consents(work)
    first = write_meetings(work)
    held_on = family.conference.held_on if first and family.conference else None
    write_facts(work, held_on)
    tell_of_case(work)
    write_cells(work, family.rows)


def _know_again(work: Work, children: list[Child]) -> None:
    """A child whom another family of this batch has named is the same one."""
    resolved, batch = work.resolved, work.batch
    for child in children:
        row, key = child.rows[0], _key(child)
        if key is None or row in resolved.person or row in resolved.is_new:
            continue
        if (person := batch.children.get(key)) is not None:
            resolved.person[row] = person
            resolved.parents |= batch.parents.get(id(person), {})


def _remember(work: Work) -> None:
    batch = work.batch
    parents = {fold(one.full_name): one for one in (work.mother, work.father) if one}
    for child, here in work.children:
        key = _key(child)
        if key is not None:
            batch.children.setdefault(key, here.person)
        batch.parents.setdefault(id(here.person), {}).update(parents)
        batch.cases_of[id(here.person)].append((work.family.referral.received, work.case))


def _key(child: Child) -> tuple[str, str, date] | None:
    return (fold(child.forename), fold(child.surname), child.born) if child.born else None


def _add_to(work: Work, case: Case, rows: list[int]) -> None:
    """Children who are new to the case join it; what else its rows say now is kept as cells."""
    work.case = case
    known = {
        (fold(one.person.first_name), fold(one.person.last_name))
        for one in case.children.select_related("person")
    }
    new = [
        child
        for child in work.family.children
        if not set(child.rows).isdisjoint(rows)
        and (fold(child.forename), fold(child.surname)) not in known
    ]
    if new:
        work.network = [one.person for one in case.network.select_related("person")]
        work.resolved.parents |= {fold(one.full_name): one for one in work.network}
        people = work.family.network_people
        work.family.network_people = []
        write_people(work, new)
        work.family.network_people = people
        _remember(work)
        for child, here in work.children:
            write_home(work, child, here.person)
        write_facts(work, _met_on(case))
    work.claimed = {(row, key) for row, key in work.claimed if row in rows}
    work.claim("reference", rows=rows)
    write_cells(work, rows)


def _met_on(case: Case) -> date | None:
    return first_held([case.pk]).get(case.pk)

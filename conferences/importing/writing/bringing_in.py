"""Bringing a sheet in: families in batches, each in one transaction with the rows it came from.

Whoever is stopped in the middle leaves whole batches; whoever begins again passes over the rows
that are there. Nobody is told of anything: it is history, and no rule of practice is asked.
"""

from collections import Counter
from collections.abc import Iterator

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from cases.domain.carrying_exclusions import carry_exclusions
from cases.domain.look_alikes import warn_holding_teams
from cases.models import Case, CaseChild, Exclusion, SheetImport
from conferences.domain.importing import tell_progress
from conferences.importing.columns import Mapping
from conferences.importing.records import Family
from conferences.importing.understood import Understood
from conferences.importing.writing.batch import Batch, in_batches
from conferences.importing.writing.families import write_family
from conferences.importing.writing.resolving import Resolved, resolve
from conferences.importing.writing.staff import Colleagues
from conferences.importing.writing.work import Setting

# Families in one transaction: so many are lost where a worker is killed.
FAMILIES = 100
SAYS = "Bringing families in"


def bring_in(sheet_import: SheetImport, understood: Understood, mapping: Mapping) -> Counter[str]:
    """Write all families that are not there yet. Raises TakenAway, with the batch undone."""
    by = sheet_import.uploaded_by
    setting = Setting(
        sheet_import, mapping, by, timezone.localdate(), Colleagues(sheet_import.team)
    )
    total = understood.counts.rows
    made: Counter[str] = Counter()
    done = 0
    for families in in_batches(understood, FAMILIES):
        done += sum(len(family.rows) for family in families)
        made += write_batch(setting, families, done=min(done, total), total=total)
    return made


@transaction.atomic
def write_batch(setting: Setting, families: list[Family], *, done: int, total: int) -> Counter[str]:
    """One transaction. The sheet is locked first: two workers never write at the same time."""
    sheet_import, by = setting.sheet_import, setting.by
    tell_progress(sheet_import, says=SAYS, done=done, total=total)
    found = resolve(families, sheet_import, by)
    _lock_cases(found)
    batch = Batch(sheet_import, by)
    for resolved in _told_apart(found):
        write_family(setting, batch, resolved)
    made = batch.write()
    _carry_exclusions(batch)
    _warn_of_hidden(found, by)
    return made


def _told_apart(found: list[Resolved]) -> Iterator[Resolved]:
    """A row that says what one of another family of the batch said is not written twice."""
    seen: set[str] = set()
    for resolved in found:
        for row in resolved.new_rows:
            if resolved.prints[row] in seen:
                resolved.known.add(row)
            seen.add(resolved.prints[row])
        yield resolved


def _lock_cases(found: list[Resolved]) -> None:
    """Those that get more rows, and those that share a child, by key (docs/locking.md)."""
    people = {person.pk for one in found for person in one.person.values()}
    keys = {one.case.pk for one in found if one.case and one.new_rows}
    keys |= set(CaseChild.objects.filter(person__in=people).values_list("case", flat=True))
    if keys:
        rows = Case.objects.filter(pk__in=keys).order_by("pk")
        list(rows.select_for_update(of=("self",), no_key=True))


def _carry_exclusions(batch: Batch) -> None:
    """Whoever is shut out of another case of a child is shut out of this one, too."""
    children = [
        record for record, _ in batch.made.get(CaseChild, []) if isinstance(record, CaseChild)
    ]
    people = {child.person_id for child in children}
    shared = CaseChild.objects.filter(person__in=people).values("case")
    excluded = Exclusion.objects.current().filter(case__in=shared)
    if not people or not excluded.exists():
        return
    for child in children:
        carry_exclusions(child.case, child.person)


def _warn_of_hidden(found: list[Resolved], by: User) -> None:
    """Those who hold a record that the importer may not know of are told that there is its like."""
    for resolved in found:
        for row in resolved.hidden:
            if person := resolved.person.get(row):
                warn_holding_teams(person, by=by)

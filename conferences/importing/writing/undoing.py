"""Taking an import back as a whole, as long as nobody has worked on what it made.

First all its cases become drafts in one transaction: nobody else sees them from then on, so that
what was true when it was looked at stays true. Then everything goes, batch by batch; whoever is
stopped leaves whole batches, and whoever begins again goes on with the rest.
"""

from django.db import connection, models, transaction
from django.db.models import Exists, OuterRef

from cases.domain.recording import record_event
from cases.models import (
    Case,
    CaseChild,
    Event,
    Exclusion,
    ImportedCell,
    ImportedRecord,
    ImportedRow,
    LookAlike,
    NetworkMember,
    OfferChild,
    OfferReply,
    Person,
    PersonNameWord,
    SheetImport,
)
from conferences.domain.importing import tell_progress
from conferences.importing.writing.batch import ORDER
from conferences.importing.writing.in_use import StillInUse, check_nobody_worked_on

__all__ = ["StillInUse", "take_back"]
ROWS, PEOPLE = 200, 500
SAYS = "Taking rows back"


def take_back(sheet_import: SheetImport) -> None:
    """Raises StillInUse, with nothing changed; TakenAway. What happened stays as events."""
    total = sheet_import.done = sheet_import.rows.count()
    if not _has_begun(sheet_import):
        _withdraw(sheet_import, total)
    while rows := list(sheet_import.rows.order_by("-case", "-number")[:ROWS]):
        _take_rows(sheet_import, rows, total)
    while _take_people(sheet_import):
        pass


def _made(
    sheet_import: SheetImport, model: type[models.Model]
) -> "models.QuerySet[ImportedRecord]":
    return sheet_import.records.filter(model=model._meta.label_lower)


def _has_begun(sheet_import: SheetImport) -> bool:
    """Whether its cases are drafts by now: then it was decided, and goes on to the end."""
    keys = _made(sheet_import, Case).values("record_id")
    return Case.objects.filter(pk__in=keys, stage=Case.Stage.DRAFT).exists()


@transaction.atomic
def _withdraw(sheet_import: SheetImport, total: int) -> None:
    tell_progress(
        sheet_import, says="Looking whether anybody has worked on it", done=0, total=total
    )
    every = Case.objects.filter(pk__in=sheet_import.rows.values("case"))
    keys = every.order_by("pk").select_for_update(of=("self",), no_key=True)
    locked = list(keys.values_list("pk", flat=True))
    check_nobody_worked_on(sheet_import)
    made = Case.objects.filter(pk__in=_made(sheet_import, Case).values("record_id"))
    by = sheet_import.undone_by or sheet_import.uploaded_by
    for case in every.exclude(pk__in=made.values("pk")):
        _tell(sheet_import, case)
    made.update(stage=Case.Stage.DRAFT, created_by=by)
    if locked:
        _tell(sheet_import, None)


def _tell(sheet_import: SheetImport, case: Case | None) -> None:
    record_event(
        case,
        Event.Kind.SHEET_TAKEN_BACK,
        by=sheet_import.undone_by,
        to_value=sheet_import.filename,
        why=sheet_import.undone_why,
    )


@transaction.atomic
def _take_rows(sheet_import: SheetImport, rows: list[ImportedRow], total: int) -> None:
    """All that came of some rows but people, who may be in more than one family."""
    numbers = [row.number for row in rows]
    left = sheet_import.rows.count() - len(rows)
    tell_progress(sheet_import, says=SAYS, done=max(total - left, 0), total=total)
    records = sheet_import.records.filter(number__in=numbers).exclude(
        model=Person._meta.label_lower
    )
    keys: dict[str, list[int]] = {}
    for model, key in records.values_list("model", "record_id"):
        keys.setdefault(model, []).append(key)
    ImportedCell.objects.filter(sheet_import=sheet_import, number__in=numbers).delete()
    sheet_import.rows.filter(number__in=numbers).delete()
    Exclusion.objects.filter(case__in=keys.get("cases.case", [])).delete()
    for kind in reversed(ORDER):
        if found := keys.get(kind._meta.label_lower):
            _delete(kind, found)
    records.delete()


@transaction.atomic
def _take_people(sheet_import: SheetImport) -> bool:
    """Those who are part of nothing else; returns whether there may be more."""
    records = _made(sheet_import, Person)
    keys = list(records.order_by("record_id").values_list("record_id", flat=True)[:PEOPLE])
    if not keys:
        return False
    tell_progress(sheet_import, says="Taking people back", done=sheet_import.done)
    me = OuterRef("pk")
    used = Person.objects.filter(pk__in=keys).filter(
        Exists(CaseChild.objects.filter(person=me))
        | Exists(NetworkMember.objects.filter(person=me))
        | Exists(OfferChild.objects.filter(child=me))
        | Exists(OfferReply.objects.filter(person=me))
    )
    free = sorted(set(keys) - set(used.values_list("pk", flat=True)))
    PersonNameWord.objects.filter(person__in=free).delete()
    LookAlike.objects.filter(entered__in=free).delete()
    LookAlike.objects.filter(resembles__in=free).delete()
    _delete(Person, free)
    records.filter(record_id__in=keys).delete()
    return True


def _delete(model: type[models.Model], keys: list[int]) -> None:
    """Without reading what else might point there: that was asked, and the database says no."""
    rows = model._default_manager.filter(pk__in=keys)
    rows._raw_delete(connection.alias)

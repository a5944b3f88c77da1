"""What a worker does with an uploaded sheet: goes through it, brings it in, or takes it back."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from django.utils import timezone

from cases.models import SheetImport
from conferences.domain.importing import (
    TakenAway,
    claim_sheet,
    finish_sheet,
    mapping_of,
    open_file,
    release_sheet,
)
from conferences.importing.columns import Mapping
from conferences.importing.files import Tracker, open_tracker
from conferences.importing.limits import FileRefused
from conferences.importing.records import Answers
from conferences.importing.understood import Understood, understand
from conferences.importing.writing.bringing_in import bring_in
from conferences.importing.writing.checking import check
from conferences.importing.writing.counting import count_made
from conferences.importing.writing.listing import Writer, work_on_list
from conferences.importing.writing.staff_list import STAFF
from conferences.importing.writing.undoing import StillInUse, take_back
from conferences.importing.writing.venue_list import VENUES

LISTS: dict[str, Writer] = {SheetImport.Kind.STAFF: STAFF, SheetImport.Kind.VENUES: VENUES}
logger = logging.getLogger(__name__)
State = SheetImport.State


def work_on_sheet(pk: int) -> None:
    """Do what a sheet is waiting for, unless another worker does. What goes wrong is said there."""
    sheet_import = claim_sheet(pk)
    if sheet_import is None:
        return
    try:
        _work_to_the_end(sheet_import)
    except TakenAway:
        logger.info("another worker goes on with a sheet", extra={"sheet": pk})


def _work_to_the_end(sheet_import: SheetImport) -> None:
    try:
        work_on(sheet_import)
    except TakenAway:
        raise
    except FileRefused as refused:
        finish_sheet(sheet_import, State.FAILED, says=refused.sentence)
    except Exception:
        logger.exception("work on a sheet stopped", extra={"sheet": sheet_import.pk})
        release_sheet(sheet_import)


def work_on(sheet_import: SheetImport) -> None:
    """Do what a claimed sheet is waiting for. Raises FileRefused and TakenAway."""
    if (writer := LISTS.get(sheet_import.kind)) is not None:
        work_on_list(sheet_import, writer)
        return
    match sheet_import.state:
        case State.CHECKING:
            with understood_of(sheet_import) as (understood, _):
                counts, found = check(sheet_import, understood)
            sheet_import.found = found
            finish_sheet(
                sheet_import,
                State.CHECKED,
                says="Gone through",
                counts=counts,
                _found=sheet_import._found,
            )
        case State.IMPORTING:
            with understood_of(sheet_import) as (understood, mapping):
                bring_in(sheet_import, understood, mapping)
            already = understood.counts.rows - _rows_of(sheet_import)
            made = count_made(sheet_import) | {
                "refused": len(understood.refused),
                "doubles": len(understood.duplicates),
                "already": already - len(understood.refused) - len(understood.duplicates),
            }
            finish_sheet(
                sheet_import, State.DONE, says="Brought in", made=made, finished_at=timezone.now()
            )
        case State.UNDOING:
            try:
                take_back(sheet_import)
            except StillInUse as in_use:
                was = State.DONE if sheet_import.finished_at else State.FAILED
                finish_sheet(sheet_import, was, says=str(in_use))
                return
            finish_sheet(sheet_import, State.UNDONE, says="Taken back", undone_at=timezone.now())


def _rows_of(sheet_import: SheetImport) -> int:
    return sheet_import.rows.count()


@contextmanager
def understood_of(sheet_import: SheetImport) -> Iterator[tuple[Understood, Mapping]]:
    """The families of the uploaded file, as its columns and values were matched."""
    answers = sheet_import.answers
    with open_file(sheet_import) as file:
        tracker = open_tracker(file)
        mapping = mapping_of(sheet_import, headings_of(tracker, sheet_import))
        yield (
            understand(
                tracker,
                sheet_import.sheet,
                mapping,
                Answers(answers.get("values", {}), answers.get("orders", {})),
                today=timezone.localdate(),
            ),
            mapping,
        )


def headings_of(tracker: Tracker, sheet_import: SheetImport) -> tuple[str, ...]:
    """The cells of the header row; none where the sheet has no such row."""
    for row in tracker.rows(sheet_import.sheet):
        if row.number >= sheet_import.header_row:
            return tuple(cell.strip() for cell in row.cells)
    return ()

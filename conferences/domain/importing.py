"""What may happen to an uploaded sheet: its columns and values said, checked, brought in, undone.

The row says what is due, so that a lost broker or worker loses nothing. A worker claims it,
says every few seconds how far it is, and outside of that holds no lock on it; what it writes
is committed family by family with the rows it came from (conferences/importing/writing), so
that whoever begins again goes on where the last one stopped.
"""

import hashlib
import hmac
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from tempfile import TemporaryFile
from typing import Any, BinaryIO

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from accounts.models import Team, User
from cases.models import KeptMapping, SheetImport, SheetPiece
from cases.reminders.nudging import nudge
from conferences.importing.columns import Mapping, find_header
from conferences.importing.field_words import FIELDS
from conferences.importing.files import open_tracker
from restorative.conflicts import StaleVersion, save_version

State = SheetImport.State
TASK = "conferences.tasks.work_on_sheet_task"
PIECE = 1024 * 1024
# A worker that has said nothing for so long has died; it says something every few seconds.
SILENT = timedelta(minutes=2)
MOST_ATTEMPTS = 20
FILE_KEPT = timedelta(days=90)

# What a worker does next, by what the user asked for.
BEGUN_FROM = {
    State.CHECKING: (State.UPLOADED, State.CHECKED, State.FAILED),
    State.IMPORTING: (State.CHECKED, State.FAILED),
    State.UNDOING: (State.DONE, State.FAILED),
}


class TakenAway(Exception):
    """Another worker has begun this anew: whoever reads this is the one thought dead."""


@transaction.atomic
def upload_sheet(file: BinaryIO, *, filename: str, kind: str, team: Team, by: User) -> SheetImport:
    """Keep an uploaded file, with the sheet and columns that seem right.

    Raises FileRefused with one plain sentence, before anything is written.
    """
    opened = open_tracker(file)
    sheet = opened.sheets[0] if opened.sheets else ""
    mapping, _ = find_header(opened.rows(sheet), FIELDS[kind])
    found = SheetImport(
        kind=kind,
        team=team,
        filename=os.path.basename(filename)[:200] or "Spreadsheet",
        description=opened.description[:100],
        sheet=sheet,
        header_row=mapping.header_row,
        columns=mapping.columns,
        uploaded_by=by,
    )
    digest = hmac.new(settings.LOOKUP_HASH_KEY.encode(), digestmod=hashlib.sha256)
    found.size = 0
    for content in _pieces(file):
        digest.update(content)
        found.size += len(content)
    found.file_hash = digest.hexdigest()
    found.save()
    for number, content in enumerate(_pieces(file)):
        SheetPiece.objects.create(sheet_import=found, number=number, content=content)
    return found


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    file.seek(0)
    while content := file.read(PIECE):
        yield content


def hash_of_file(file: BinaryIO) -> str:
    """By what an uploaded file is known again, without reading it: keyed, of its content."""
    digest = hmac.new(settings.LOOKUP_HASH_KEY.encode(), digestmod=hashlib.sha256)
    for content in _pieces(file):
        digest.update(content)
    return digest.hexdigest()


@contextmanager
def open_file(sheet_import: SheetImport) -> Iterator[BinaryIO]:
    """The uploaded file, unencrypted on disk while it is read and under no name there."""
    with TemporaryFile() as file:
        for piece in sheet_import.pieces.order_by("number").iterator(chunk_size=1):
            file.write(piece.content)
        file.seek(0)
        yield file


def mapping_of(sheet_import: SheetImport, headings: tuple[str, ...]) -> Mapping:
    return Mapping(sheet_import.header_row, headings, dict(sheet_import.columns))


@transaction.atomic
def match_sheet(
    sheet_import: SheetImport, *, version: int, by: User, **changes: Any
) -> SheetImport:
    """Say which sheet, header row and columns count, what values mean, who is known already.

    `changes` are of sheet, header_row, columns, answers and same_people. What was found
    before no longer holds: it is gone through again. Raises StaleVersion; ValidationError
    once it is being worked on or has been brought in.
    """
    locked = SheetImport.objects.select_for_update().get(pk=sheet_import.pk)
    if locked.state not in BEGUN_FROM[State.CHECKING]:
        raise ValidationError(
            "This sheet is being worked on. Wait until that is done.", code="at_work"
        )
    save_version(sheet_import, version=version, changes={**changes, "state": State.UPLOADED})
    return sheet_import


@transaction.atomic
def keep_mapping(
    sheet_import: SheetImport, *, name: str, headings: dict[str, str], by: User
) -> KeptMapping:
    """Keep which heading was which field, and what values meant, under a name for next time."""
    kept, _ = KeptMapping.objects.update_or_create(
        team=sheet_import.team,
        kind=sheet_import.kind,
        name=name,
        defaults={"headings": headings, "answers": sheet_import.answers, "kept_by": by},
    )
    return kept


@transaction.atomic
def begin(
    sheet_import: SheetImport,
    what: str,
    *,
    by: User,
    why: str = "",
    version: int | None = None,
) -> SheetImport:
    """Put it on the list of a worker: to be checked, brought in, or taken back.

    Asked for twice it is begun once. With a `version` raises StaleVersion where it has changed
    since that was seen. Raises ValidationError where that cannot be done as it
    stands now; whether an import can be taken back is asked again by the worker, row by row.
    """
    locked = SheetImport.objects.select_for_update().get(pk=sheet_import.pk)
    # Begun so often that no worker takes it any more: somebody asks for it anew.
    is_given_up = locked.state == what and locked.attempts >= MOST_ATTEMPTS
    if locked.state == what and not is_given_up:
        return locked
    if version is not None and locked.version != version:
        raise StaleVersion(locked)
    if not is_given_up and locked.state not in BEGUN_FROM[State(what)]:
        raise ValidationError(
            f"This cannot be done now: {locked.get_state_display().lower()}.", code="not_now"
        )
    locked.state = what
    locked.done, locked.total, locked.attempts = 0, None, 0
    locked.heard_at = None
    locked.says = "Waiting to start"
    if what == State.UNDOING:
        locked.undone_by, locked.undone_why = by, why[:300]
    locked.version += 1
    locked.save()
    nudge(TASK, locked.pk, expires=60)
    return locked


def claim_sheet(pk: int) -> SheetImport | None:
    """Take one that waits, or whose worker has fallen silent; None where there is nothing to do."""
    now = timezone.now()
    free = Q(heard_at=None) | Q(heard_at__lt=now - SILENT)
    taken = SheetImport.objects.filter(
        free, pk=pk, state__in=SheetImport.AT_WORK, attempts__lt=MOST_ATTEMPTS
    ).update(heard_at=now, attempts=F("attempts") + 1)
    return SheetImport.objects.get(pk=pk) if taken else None


def tell_progress(
    sheet_import: SheetImport, *, says: str, done: int, total: int | None = None
) -> None:
    """Say how far it is, in rows. Within the transaction of what was done. Raises TakenAway."""
    changes: dict[str, Any] = {"says": says[:300], "done": done, "heard_at": timezone.now()}
    if total is not None:
        changes["total"] = total
    _change(sheet_import, **changes)


def finish_sheet(sheet_import: SheetImport, state: str, *, says: str, **changes: Any) -> None:
    """The work is done: CHECKED, DONE, UNDONE, or back to what it was. Raises TakenAway."""
    _change(
        sheet_import,
        state=state,
        says=says[:300],
        heard_at=None,
        version=F("version") + 1,
        **changes,
    )


def release_sheet(sheet_import: SheetImport) -> None:
    """Put it back after a fault: it is begun again within a minute, until it has failed too often."""
    if sheet_import.attempts < MOST_ATTEMPTS:
        _change(sheet_import, heard_at=None, says="Will be tried again in a minute")
    else:
        finish_sheet(
            sheet_import,
            State.FAILED,
            says="This was begun many times and did not finish. What was written stays and can be taken back.",
        )


def sweep_sheets() -> list[int]:
    """Let go of files kept long enough, and return what is to be begun."""
    now = timezone.now()
    old = SheetImport.objects.filter(file_gone_at=None, uploaded_at__lt=now - FILE_KEPT).exclude(
        state__in=SheetImport.AT_WORK
    )
    for pk in old.values_list("pk", flat=True):
        SheetPiece.objects.filter(sheet_import=pk).delete()
        SheetImport.objects.filter(pk=pk).update(file_gone_at=now)
    at_work = SheetImport.objects.filter(state__in=SheetImport.AT_WORK)
    due = Q(heard_at=None) | Q(heard_at__lt=now - SILENT)
    return list(
        at_work.filter(due, attempts__lt=MOST_ATTEMPTS).order_by("pk").values_list("pk", flat=True)
    )


def _change(sheet_import: SheetImport, **changes: Any) -> None:
    found = SheetImport.objects.filter(
        pk=sheet_import.pk, state=sheet_import.state, attempts=sheet_import.attempts
    )
    if not found.update(**changes):
        raise TakenAway

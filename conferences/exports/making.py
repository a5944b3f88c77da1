"""Makes a file that somebody asked for, with that person's eyes as they are now."""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from tempfile import TemporaryFile
from time import monotonic
from typing import IO

from django.core.exceptions import PermissionDenied
from django.db import DatabaseError
from django.http import QueryDict
from django.utils import timezone
from django.utils.text import slugify

from accounts.models import User
from accounts.permissions import Permission, can
from conferences.dashboards.filtering import Chosen, chosen_from
from conferences.domain.preparing_files import (
    TakenAway,
    claim_file,
    fail_file,
    finish_file,
    release_file,
    tell_progress,
)
from conferences.exports.published import NotPublished, published_pdf
from conferences.exports.records import Records
from conferences.exports.report import report_pdf
from conferences.exports.sheets import MOST_ROWS, TYPES, csv_chunks, write_xlsx
from conferences.exports.tracker import TrackerExport
from conferences.exports.tracker_asked import TRACKER, tracker_from
from conferences.measures import MEASURES, Part
from conferences.measures.computing import bring_up_to_date
from conferences.models import PreparedFile
from restorative.pdf import PdfNotAvailable
from restorative.replica import from_replica

logger = logging.getLogger(__name__)
NOT_ALLOWED = "You may not take this out any more. Ask whoever gives you your role."
# How often a maker says how far it is.
TELL_EVERY = 2.0


class CannotBeMade(Exception):
    """Trying again would not help; its words are for the person who asked."""


@dataclass
class Made:
    """What was written into the file it was given; `cases` are keys, each once."""

    extension: str
    content_type: str
    rows: int = 0
    cases: Iterable[int] = ()


@dataclass
class Telling:
    """Says how far a job is, but not more often than anybody could read it."""

    prepared: PreparedFile
    total: int | None = None
    last: float = 0.0

    def __call__(self, says: str, done: int = 0, *, at_once: bool = True) -> None:
        if at_once or monotonic() - self.last >= TELL_EVERY:
            tell_progress(self.prepared, says=says, done=done, total=self.total)
            self.last = monotonic()


def prepare_file(pk: int) -> None:
    """Make one file, unless it is being made or is done. What goes wrong is said on its page."""
    prepared = claim_file(pk)
    if prepared is None:
        return
    try:
        with TemporaryFile() as file:
            made = _make(prepared, file)
            finish_file(
                prepared,
                file=file,
                filename=f"{slugify(prepared.name)[:100]}.{made.extension}",
                content_type=made.content_type,
                rows=made.rows,
                cases=made.cases,
            )
    except TakenAway:
        logger.info("a file was begun anew by another worker", extra={"file": pk})
    except (CannotBeMade, PermissionDenied) as refused:
        _quietly(fail_file, prepared, says=str(refused) or NOT_ALLOWED)
    except PdfNotAvailable:
        _quietly(fail_file, prepared, says="A PDF cannot be made on this machine.")
    except Exception:
        logger.exception("a file could not be made", extra={"file": pk})
        _quietly(release_file, prepared)


def _quietly(step: Callable[..., None], prepared: PreparedFile, **words: str) -> None:
    """The last word of a job: where even that is lost, the silence is found out."""
    try:
        step(prepared, **words)
    except (TakenAway, DatabaseError):
        logger.info("a file's end could not be written", extra={"file": prepared.pk})


def _make(prepared: PreparedFile, file: IO[bytes]) -> Made:
    reader = User.objects.get(pk=prepared.made_for_id)
    if not can(reader, Permission.OUTCOMES_EXPORT):
        raise PermissionDenied
    return from_replica(_begun_anew)(prepared, reader, file)


def _begun_anew(prepared: PreparedFile, reader: User, file: IO[bytes]) -> Made:
    """Make it from the start: the replica may have failed in the middle."""
    file.seek(0)
    file.truncate()
    return MAKERS[prepared.kind](prepared, reader, file)


def _chosen(prepared: PreparedFile, reader: User) -> Chosen:
    if not can(reader, Permission.OUTCOMES_VIEW):
        raise PermissionDenied
    bring_up_to_date()
    return chosen_from(QueryDict(prepared.parameters.get("query", "")), reader)


def _records(prepared: PreparedFile, reader: User, file: IO[bytes]) -> Made:
    asked = prepared.parameters
    if asked.get("list") == TRACKER:
        return _as_table(prepared, tracker_from(asked, reader), file)
    chosen = _chosen(prepared, reader)
    found = Records(MEASURES[asked["measure"]], Part(asked["part"]), chosen, reader)
    if asked["format"] == "csv" and found.can_be_copied:
        return _as_copy(prepared, found, file)
    return _as_table(prepared, found, file)


def _as_copy(prepared: PreparedFile, found: Records, file: IO[bytes]) -> Made:
    """A list in one go. How far it is cannot be said meanwhile, and it is done in seconds."""
    tell = Telling(prepared)
    tell("Writing the list")
    copied = found.copy_to(file)
    tell("Keeping the file", copied.rows)
    return Made("csv", TYPES["csv"], copied.rows, copied.cases)


def _as_table(prepared: PreparedFile, found: Records | TrackerExport, file: IO[bytes]) -> Made:
    """A list, row by row into a file, with the cases that are in it."""
    tell = Telling(prepared)
    kind = prepared.parameters["format"]
    tell.total = found.count()
    as_xlsx = kind == "xlsx"
    if as_xlsx and tell.total > MOST_ROWS:
        raise CannotBeMade(
            f"Excel files are made of up to {MOST_ROWS:,} rows, and this list has {tell.total:,}. "
            "Ask for it as CSV, which Excel opens too."
        )
    made = Made(kind, TYPES[kind])
    seen: set[int] = set()

    def on_chunk(done: int, cases: set[int]) -> None:
        made.rows = done
        seen.update(cases)
        tell("Writing the list", done, at_once=False)

    found.on_chunk = on_chunk
    tell("Writing the list")
    if as_xlsx:
        write_xlsx(found.sheets(timezone.now()), file, title=found.title)
    else:
        file.writelines(piece.encode() for piece in csv_chunks(found.sheet()))
    tell("Keeping the file", made.rows)
    made.cases = sorted(seen)
    return made


def _report(prepared: PreparedFile, reader: User, file: IO[bytes]) -> Made:
    tell = Telling(prepared, total=3)
    if prepared.parameters.get("which") == "published":
        if not can(reader, Permission.REPORT_READ):
            raise PermissionDenied
        try:
            content = published_pdf(prepared.parameters["quarter"], tell)
        except NotPublished:
            raise CannotBeMade("Nothing is published for this period any more.") from None
    else:
        content = report_pdf(_chosen(prepared, reader), reader, tell)
    file.write(content)
    return Made("pdf", "application/pdf")


MAKERS: dict[str, Callable[[PreparedFile, User, IO[bytes]], Made]] = {
    PreparedFile.Kind.RECORDS: _records,
    PreparedFile.Kind.REPORT: _report,
}

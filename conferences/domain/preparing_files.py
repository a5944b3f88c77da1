"""What may happen to a file that takes a while: asked for, claimed, told of, finished, swept.

The row says what is due, so that a lost broker or worker loses nothing. Each step is one
statement that finds the row as it expects it, and none holds a lock while a file is made.
"""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from functools import partial
from itertools import count, islice
from os import SEEK_END
from struct import pack
from typing import IO, Any

from django.db import connection, transaction
from django.db.models import F, Func, IntegerField, Q, Sum
from django.utils import timezone

from accounts.models import AccessEvent, User
from cases.reminders.nudging import nudge
from conferences.models import FilePiece, PreparedFile

State = PreparedFile.State
TASK = "conferences.tasks.prepare_file_task"
KEPT = timedelta(days=7)
# A maker that has said nothing for so long has died; it says something every few seconds.
SILENT = timedelta(minutes=4)
# Longer than a nudge takes: what still waits then was never told to a worker.
UNHEARD = timedelta(seconds=30)
MOST_ATTEMPTS = 3
CASES_AT_ONCE = 2_000
# Bytes of a file that are in memory at a time.
PIECE = 256 * 1024
GIVEN_UP = (
    "It was begun three times and did not finish. Ask for it again, for fewer months or one team."
)


class TakenAway(Exception):
    """Another worker has begun this file anew: whoever reads this is the one thought dead."""


@transaction.atomic
def ask_for_file(
    kind: str, *, by: User, name: str, parameters: dict[str, Any], total: int | None = None
) -> PreparedFile:
    """Put a file on the list of what is to be made, and wake a worker. Never waits for one."""
    prepared = PreparedFile.objects.create(
        kind=kind,
        name=name[:150],
        parameters=parameters,
        total=total,
        made_for=by,
        says="Waiting to start",
        expires_at=timezone.now() + KEPT,
    )
    nudge(TASK, prepared.pk, expires=60)
    return prepared


def claim_file(pk: int) -> PreparedFile | None:
    """Take a file that waits or whose maker has fallen silent; None where there is nothing to do."""
    now = timezone.now()
    free = Q(state=State.WAITING) | Q(state=State.MAKING, heard_at__lt=now - SILENT)
    taken = PreparedFile.objects.filter(
        free, pk=pk, attempts__lt=MOST_ATTEMPTS, expires_at__gt=now
    ).update(
        state=State.MAKING,
        attempts=F("attempts") + 1,
        heard_at=now,
        done=0,
        says="Reading the records",
    )
    return PreparedFile.objects.get(pk=pk) if taken else None


def tell_progress(
    prepared: PreparedFile, *, says: str, done: int = 0, total: int | None = None
) -> None:
    """Say how far it is; seen at once, since a job runs outside of any long transaction.

    Raises TakenAway.
    """
    _change(prepared, heard_at=timezone.now(), says=says[:200], done=done, total=total)


@transaction.atomic
def finish_file(
    prepared: PreparedFile,
    *,
    file: IO[bytes],
    filename: str,
    content_type: str,
    rows: int,
    cases: Iterable[int],
) -> None:
    """Keep the file, with a record of whose cases are in it, each once. Raises TakenAway."""
    now = timezone.now()
    _change(
        prepared,
        state=State.READY,
        size=file.seek(0, SEEK_END),
        filename=filename,
        content_type=content_type,
        done=rows,
        total=rows,
        says="Ready",
        heard_at=now,
        ready_at=now,
        expires_at=now + KEPT,
    )
    file.seek(0)
    _keep_pieces(prepared, file)
    seats = ",".join(sorted(prepared.made_for.seats))
    coming = iter(cases)
    while keys := list(islice(coming, CASES_AT_ONCE)):
        AccessEvent.objects.create(
            actor=prepared.made_for,
            seats=seats,
            action="file_made",
            object_type="preparedfile",
            object_id=str(prepared.pk),
            case_ids=sorted(keys),
            row_count=rows,
        )


def _keep_pieces(prepared: PreparedFile, file: IO[bytes]) -> None:
    """Write the file by COPY, its bytes as they are: as values of INSERT each is two letters."""
    table = FilePiece._meta.db_table
    with connection.cursor() as cursor:
        cursor.copy_expert(
            f"COPY {table} (prepared_file_id, number, content) FROM STDIN (FORMAT binary)",
            _Pieces(prepared.pk, file),
        )


class _Pieces:
    """What COPY reads: PostgreSQL's binary format, a row for each piece."""

    def __init__(self, key: int, file: IO[bytes]) -> None:
        self._coming = self._rows(key, file)
        self._left = b""

    def read(self, size: int) -> bytes:
        while len(self._left) < size and (more := next(self._coming, b"")):
            self._left += more
        given, self._left = self._left[:size], self._left[size:]
        return given

    @staticmethod
    def _rows(key: int, file: IO[bytes]) -> Iterator[bytes]:
        yield b"PGCOPY\n\xff\r\n\0" + bytes(8)
        for number, content in enumerate(iter(partial(file.read, PIECE), b"")):
            yield pack("!hiqiii", 3, 8, key, 4, number, len(content)) + content
        yield pack("!h", -1)


def pieces_of(prepared: PreparedFile) -> Iterator[bytes]:
    """The file, a piece at a time, each asked for when the one before is on its way."""
    pieces = FilePiece.objects.filter(prepared_file=prepared)
    for number in count():
        found = pieces.filter(number=number).values_list("content", flat=True).first()
        if found is None:
            return
        yield bytes(found)


def fail_file(prepared: PreparedFile, *, says: str) -> None:
    """Give it up, and say why in a plain sentence. Raises TakenAway."""
    _change(prepared, state=State.FAILED, says=says[:200])


def release_file(prepared: PreparedFile) -> None:
    """Put it back after a fault: it is begun again in a minute, until it has failed too often."""
    if prepared.attempts >= MOST_ATTEMPTS:
        fail_file(prepared, says=GIVEN_UP)
    else:
        _change(prepared, state=State.WAITING, says="Will be tried again in a minute")


def sweep_files() -> list[int]:
    """Delete the expired, give up what failed too often, and return what is to be begun."""
    now = timezone.now()
    PreparedFile.objects.filter(expires_at__lte=now).delete()
    silent = Q(state=State.MAKING, heard_at__lt=now - SILENT)
    unfinished = PreparedFile.objects.unfinished()
    unfinished.filter(silent, attempts__gte=MOST_ATTEMPTS).update(state=State.FAILED, says=GIVEN_UP)
    waiting = Q(state=State.WAITING, asked_at__lt=now - UNHEARD)
    return list(unfinished.filter(silent | waiting).order_by("pk").values_list("pk", flat=True))


def cases_closed_since(prepared: PreparedFile, reader: User) -> bool:
    """Whether a case whose records are in a file is one its reader may not see any more."""
    from cases.models import Case

    # By whom and when first: the record of looks is long, and has an index of these.
    seen = AccessEvent.objects.filter(
        actor=prepared.made_for_id,
        at__gte=prepared.asked_at,
        action="file_made",
        object_type="preparedfile",
        object_id=str(prepared.pk),
    )
    how_many = Func("case_ids", function="cardinality", output_field=IntegerField())
    total = seen.aggregate(total=Sum(how_many, default=0))["total"]
    keys = seen.values(key=Func("case_ids", function="unnest", output_field=IntegerField()))
    # Nothing is asked of a report, in which no case is named.
    return bool(total) and Case.objects.visible_to(reader).filter(pk__in=keys).count() < total


def _change(prepared: PreparedFile, **changes: Any) -> None:
    found = PreparedFile.objects.filter(
        pk=prepared.pk, state=State.MAKING, attempts=prepared.attempts
    )
    if not found.update(**changes):
        raise TakenAway

"""The drill's rows in the ledger, and what became of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from time import monotonic, sleep
from uuid import UUID, uuid4

from django.db import DatabaseError, InterfaceError, connection
from django.utils import timezone

from cases.models import Case, Reminder, SendingSwitch

State = Reminder.State
OPEN = (State.SCHEDULED, State.SENDING)


def start_anew() -> None:
    """Forget an earlier drill, and let messages go out: to the stand-in, which is all there is."""
    Reminder.objects.all().delete()
    SendingSwitch.objects.update_or_create(pk=1, defaults={"is_on": True})


def make_case() -> Case:
    """The drill's only case, which outlives it: its database is kept."""
    from tests.factories.cases import CaseFactory

    return Case.objects.first() or CaseFactory(allocated=True)


def add_rows(case: Case, count: int) -> list[UUID]:
    """Plan text messages that are due now."""
    now = timezone.now()
    person = case.network.first().person_id
    rows = [
        Reminder(
            dedupe_key=f"drill:{uuid4()}",
            rule="drill",
            step="now",
            case_id=case.pk,
            subject_type="case",
            subject_id=case.pk,
            role="attendees",
            person_id=person,
            channel=Reminder.Channel.TEXT,
            local_due=f"{timezone.localtime(now):%Y-%m-%d %H:%M}",
            zone="Europe/London",
            due_at=now - timedelta(seconds=1),
            next_attempt_at=now - timedelta(seconds=1),
            expires_at=now + timedelta(days=1),
        )
        for _ in range(count)
    ]
    Reminder.objects.bulk_create(rows, batch_size=500)
    return [row.pk for row in rows]


def patiently(ask, seconds=30):
    """Ask the database again while it restarts."""
    until = monotonic() + seconds
    while True:
        try:
            return ask()
        except (DatabaseError, InterfaceError):
            connection.close()
            if monotonic() > until:
                raise
            sleep(0.1)


def count_open(keys: list[UUID]) -> int:
    return Reminder.objects.filter(pk__in=keys, state__in=OPEN).count()


def wait_until_settled(keys: list[UUID], *, seconds: float) -> float:
    """Wait until nothing is open; return how long it took. Raises TimeoutError."""
    started = monotonic()
    while left := patiently(lambda: count_open(keys)):
        if monotonic() - started > seconds:
            raise TimeoutError(f"{left} reminders are still open after {seconds:.0f} s")
        sleep(0.1)
    return monotonic() - started


@dataclass(frozen=True)
class Count:
    """What became of the reminders of one part: the first two must be 0."""

    twice: int
    lost: int
    by_hand: int
    rescued: int

    @property
    def is_right(self) -> bool:
        return self.twice == self.lost == 0


def count(keys: list[UUID], said: dict) -> Count:
    """Compare the ledger with what the provider took."""
    taken = said["counts"]
    rows = patiently(lambda: list(Reminder.objects.filter(pk__in=keys)))
    return Count(
        twice=sum(taken.get(str(key), 0) > 1 for key in keys),
        lost=len(keys) - len(rows) + sum(_is_lost(row, taken.get(str(row.pk), 0)) for row in rows),
        by_hand=sum(row.state == State.FAILED for row in rows),
        rescued=said["rescued"],
    )


def _is_lost(row: Reminder, taken: int) -> bool:
    """Neither taken by the provider and known to be, nor given to a human."""
    return row.state != State.FAILED and not (row.state == State.SENT and taken)


def table(lines: Iterator[tuple[str, ...]]) -> str:
    lines = list(lines)
    widths = [max(len(line[place]) for line in lines) for place in range(len(lines[0]))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if place == 0 else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(line, widths, strict=True))
        )
        for line in lines
    )

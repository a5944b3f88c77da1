"""Work on a sheet in this very process, as somebody at a command line watches and may stop it."""

from collections.abc import Callable
from threading import Event as Signal
from threading import Thread
from time import sleep

from django.db import connection, connections

from cases.models import SheetImport
from conferences.domain.importing import finish_sheet
from conferences.importing.working import work_on_sheet

State = SheetImport.State
LOOK_EVERY = 2.0
STOPPED = (
    "Stopped. What was written stays, family by family, and can be taken back. "
    "The same command with --resume goes on."
)


class Stopped(Exception):
    """Somebody stopped it by hand."""


def work_by_hand(pk: int, *, tell: Callable[[str], object]) -> SheetImport:
    """Do what a sheet waits for, here or by the worker that was faster; returns how it ended.

    `tell` is given how far it is, every few seconds. Raises Stopped on Ctrl-C, with whole
    families written and the sheet put back, so that nobody goes on by themselves.
    """
    done = Signal()
    watching = Thread(target=_watch, args=(pk, done, tell), daemon=True)
    watching.start()
    try:
        while (found := SheetImport.objects.get(pk=pk)).is_at_work:
            work_on_sheet(pk)
            if SheetImport.objects.get(pk=pk).is_at_work:
                sleep(LOOK_EVERY)
    except KeyboardInterrupt:
        _stop(pk)
        raise Stopped(STOPPED) from None
    finally:
        done.set()
        watching.join()
    return found


def _stop(pk: int) -> None:
    if not connection.in_atomic_block:
        # It may have been stopped in the middle of a statement.
        connection.close()
    found = SheetImport.objects.get(pk=pk)
    if found.is_at_work:
        finish_sheet(found, State.FAILED, says=STOPPED)


def _watch(pk: int, done: Signal, tell: Callable[[str], object]) -> None:
    """Of a connection of its own: what others see is what is written."""
    last = ""
    try:
        while not done.wait(LOOK_EVERY):
            found = SheetImport.objects.filter(pk=pk).first()
            if found is None or not found.total:
                continue
            words = f"{found.says}: {found.done:,} of {found.total:,} rows"
            if words != last:
                tell(words)
                last = words
    finally:
        connections.close_all()

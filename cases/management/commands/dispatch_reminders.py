"""Sends reminders without Celery or Redis: once, or for as long as it runs."""

import logging
import signal
import threading
from argparse import ArgumentParser
from time import monotonic
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand
from django.db import DatabaseError, close_old_connections, connection

from cases.reminders.rounds import ALL

logger = logging.getLogger(__name__)
SECONDS_AFTER_FAILURE = 1.0


class Command(BaseCommand):
    help = "Send the reminders that are due. With --loop, go on until stopped."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--loop", action="store_true", help="go on until stopped")

    def handle(self, *, loop: bool, **options: Any) -> None:
        if not loop:
            for work in ALL:
                work.do()
            return
        # What is being sent is brought to its end; killed outright, it is recovered.
        self.stopped = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        due = dict.fromkeys(ALL, 0.0)
        while not self.stopped.is_set():
            for work in ALL:
                if due[work] <= monotonic() and not self.stopped.is_set():
                    self._do(work.do)
                    due[work] = monotonic() + work.every
            self.stopped.wait(max(0.05, min(due.values()) - monotonic()))

    def _do(self, work: Any) -> None:
        """Whatever fails is logged and comes round again: a database restarts, a rule breaks."""
        close_old_connections()
        try:
            work()
        except DatabaseError:
            logger.exception("the database did not answer")
            connection.close()
            self.stopped.wait(SECONDS_AFTER_FAILURE)
        except Exception:
            logger.exception("a round of reminders failed")

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self.stopped.set()

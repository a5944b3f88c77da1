"""Tells a worker that something is due now. Best effort: it looks every 15 seconds anyway."""

import logging
import threading
from time import monotonic

from celery import current_app
from django.db import transaction

logger = logging.getLogger(__name__)
TASK = "cases.tasks.dispatch_reminders_task"
# After a broker that did not answer: long enough that requests do not pile up threads.
REST_SECONDS = 30.0
_busy = threading.Lock()
_rest_until = 0.0


def nudge() -> None:
    """Wake a worker once the transaction has committed. Never waits, and never fails."""
    transaction.on_commit(_start, robust=True)


def _start() -> None:
    """Publish beside the request: a broker that takes without answering costs two seconds."""
    if monotonic() < _rest_until or not _busy.acquire(blocking=False):
        return
    try:
        threading.Thread(target=_publish, name="nudge", daemon=True).start()
    except RuntimeError:  # no more threads
        _busy.release()


def _publish() -> None:
    global _rest_until
    try:
        current_app.send_task(TASK, expires=14, retry=False, ignore_result=True)
    except Exception as failure:
        # Whatever it was: the worker looks by itself.
        logger.info("no worker could be nudged", extra={"task": type(failure).__name__})
        _rest_until = monotonic() + REST_SECONDS
    finally:
        _busy.release()

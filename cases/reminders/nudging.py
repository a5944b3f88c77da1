"""Tells a worker that something is due now. Best effort: it looks every 15 seconds anyway."""

import logging
import threading
from functools import partial
from time import monotonic
from typing import Any

from django.db import transaction

logger = logging.getLogger(__name__)
TASK = "cases.tasks.dispatch_reminders_task"
# After a broker that did not answer: long enough that requests do not pile up threads.
REST_SECONDS = 30.0
_busy = threading.Lock()
_rest_until = 0.0


def nudge(task: str = TASK, *args: Any, expires: int = 14) -> None:
    """Wake a worker once the transaction has committed. Never waits, and never fails.

    For any task whose row says that it is due, and which beat looks for as well.
    """
    transaction.on_commit(partial(_start, task, *args, expires=expires), robust=True)


def _start(task: str = TASK, *args: Any, expires: int = 14) -> None:
    """Publish beside the request: a broker that takes without answering costs two seconds."""
    if monotonic() < _rest_until or not _busy.acquire(blocking=False):
        return
    try:
        threading.Thread(
            target=_publish, args=(task, args, expires), name="nudge", daemon=True
        ).start()
    except RuntimeError:  # no more threads
        _busy.release()


def _celery() -> Any:
    """Not before the first message: it is a third of what a web worker would import."""
    from restorative.celery import app

    return app


def _publish(task: str, args: tuple[Any, ...], expires: int) -> None:
    global _rest_until
    try:
        _celery().send_task(task, args=args, expires=expires, retry=False, ignore_result=True)
    except Exception as failure:
        # Whatever it was: the worker looks by itself.
        logger.info("no worker could be nudged", extra={"task": type(failure).__name__})
        _rest_until = monotonic() + REST_SECONDS
    finally:
        _busy.release()

"""Forensic history: every insert, update and delete of a tracked row, kept by trigger.

No screen is built on it (that is what events are for); it answers what a row held,
when, and who changed it, also for bulk updates and raw SQL.
"""

from collections.abc import Callable, Sequence
from typing import Any

import pghistory

from restorative.trigger_registry import index_triggers

index_triggers()


def tracked(*, exclude: Sequence[str] = ()) -> Callable[[type[Any]], type[Any]]:
    """Track a model's rows, deletions among them, which the library leaves out by default."""
    options: dict[str, Any] = {"exclude": list(exclude)} if exclude else {}
    decorate: Callable[[type[Any]], type[Any]] = pghistory.track(
        pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent(), **options
    )
    return decorate

"""Two people saved the same thing: the second is shown both texts, never overrules the first."""

from typing import Any

from django.db import models
from django.db.models import F


class StaleVersion(Exception):
    """The row has moved on since the form was made; `current` is the row as it is now."""

    def __init__(self, current: models.Model) -> None:
        super().__init__("Someone else changed this while you were writing.")
        self.current = current


def save_version(thing: models.Model, *, version: int, changes: dict[str, Any]) -> None:
    """Write the changes if the row still has this version, and count the version up.

    Raises StaleVersion, having written nothing, when somebody was faster.
    """
    rows = type(thing)._default_manager.filter(pk=thing.pk, version=version)
    if not rows.update(**changes, version=F("version") + 1):
        raise StaleVersion(type(thing)._default_manager.get(pk=thing.pk))
    thing.refresh_from_db()

"""The triggers of history, found by name at once.

pgtrigger looks through all that are registered for each one more: with the five hundred of
our tables that took a quarter of the start of every process. It asks two questions of its
registry, which are answered here from what was kept on the way.
"""

from typing import Any

from pgtrigger import registry


class IndexedRegistry(registry._Registry):
    """pgtrigger's own registry, with what it asks for kept beside it."""

    _tables: dict[tuple[str, str], Any] | None = None
    _names: set[str] | None = None

    @property
    def by_db_table(self) -> dict[tuple[str, str], Any]:
        if self._tables is None:
            self._tables = dict(super().by_db_table)
        return self._tables

    @property
    def pg_function_names(self) -> set[str]:
        if self._names is None:
            self._names = set(super().pg_function_names)
        return self._names

    def __setitem__(self, key: str, value: Any) -> None:
        super().__setitem__(key, value)  # type: ignore[no-untyped-call]  # pgtrigger's
        model, trigger = value
        self.by_db_table[model._meta.db_table, trigger.name] = trigger
        self.pg_function_names.add(trigger.get_pgid(model))

    def __delitem__(self, key: str) -> None:
        super().__delitem__(key)  # type: ignore[no-untyped-call]  # pgtrigger's
        self.forget()

    def forget(self) -> None:
        """Look through all of them once more when next asked."""
        self._tables = self._names = None


def index_triggers() -> None:
    registry._registry.__class__ = IndexedRegistry

"""Answers that no page offered: another team's record in a list, put there by hand."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.core.exceptions import ValidationError

CODES = frozenset({"invalid_choice", "invalid_pk_value"})
_met: ContextVar[list[str] | None] = ContextVar("foreign_choices", default=None)


@contextmanager
def watching_choices() -> Iterator[list[str]]:
    """Collect the names of the fields that are given such an answer inside the block.

    A form knows no request, and a view need not know that its form was tampered with.
    """
    met: list[str] = []
    token = _met.set(met)
    try:
        yield met
    finally:
        _met.reset(token)


def note_foreign_choice(field: str | None, error: Any) -> None:
    met = _met.get()
    if met is None or field is None or not isinstance(error, ValidationError):
        return
    if not hasattr(error, "error_dict") and any(one.code in CODES for one in error.error_list):
        met.append(field)

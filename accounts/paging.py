"""Pages of a long list that cost the same at the end as at the start, however long it is."""

from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models import Q
from django.http import HttpRequest

Row = TypeVar("Row", bound=models.Model)


@dataclass(frozen=True)
class KeysetPage(Generic[Row]):
    """Some rows, and the addresses of what follows and of the beginning ("" when here)."""

    rows: list[Row]
    next_url: str
    first_url: str


def keyset_page(
    request: HttpRequest, rows: models.QuerySet[Row], *, order: tuple[str, ...], size: int = 30
) -> KeysetPage[Row]:
    """Return the page that begins after the row named by ?after=, keeping other parameters.

    `order` is the list's own and ends with a unique field; "-" turns a field round. The
    address carries a row's public id (or its key where it has none), never a name.
    """
    marker = _marker(rows.model)
    last = _row_before(rows, marker, request.GET.get("after", ""))
    if last is not None:
        rows = rows.filter(_after(last, order))
    found = list(rows.order_by(*order)[: size + 1])
    next_url = ""
    if len(found) > size:
        found = found[:size]
        next_url = _address(request, str(getattr(found[-1], marker)))
    return KeysetPage(found, next_url, _address(request, "") if last is not None else "")


def _marker(model: type[models.Model]) -> str:
    try:
        model._meta.get_field("public_id")
    except FieldDoesNotExist:
        return "pk"
    return "public_id"


def _row_before(rows: models.QuerySet[Row], marker: str, after: str) -> Row | None:
    value: UUID | int
    try:
        value = UUID(after) if marker == "public_id" else int(after)
    except ValueError:
        return None
    if marker == "pk" and not 0 < value < 2**63:  # type: ignore[operator]
        return None
    # Of these rows alone: of no other may an address tell where it would stand.
    return rows.prefetch_related(None).filter(**{marker: value}).first()


def _after(last: models.Model, order: tuple[str, ...]) -> Q:
    """(a > x) or (a = x and ((b > y) or ...)): PostgreSQL walks one index for it."""
    condition = Q()
    for field in reversed(order):
        name = field.removeprefix("-")
        value: Any = getattr(last, name)
        beyond = Q(**{f"{name}__{'lt' if field.startswith('-') else 'gt'}": value})
        condition = beyond | (Q(**{name: value}) & condition) if condition else beyond
    return condition


def _address(request: HttpRequest, after: str) -> str:
    query = request.GET.copy()
    query.pop("after", None)
    if after:
        query["after"] = after
    return f"{request.path}?{query.urlencode()}" if query else request.path

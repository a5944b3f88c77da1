"""Which measures this service shows: it may leave out those that it has no use for."""

from collections.abc import Iterable

from conferences.measures import MEASURES, Measure
from conferences.models import HiddenMeasure


def hidden_keys() -> frozenset[str]:
    """The keys that are hidden, and of measures that are never shown without one of those."""
    told = set(HiddenMeasure.objects.values_list("key", flat=True))
    told |= {one.key for one in MEASURES.values() if one.beside in told}
    return frozenset(told)


def shown(measures: Iterable[Measure], hidden: frozenset[str] | None = None) -> list[Measure]:
    """Leave out what is hidden, in one query; none where the caller has asked already."""
    keys = hidden_keys() if hidden is None else hidden
    return [one for one in measures if one.key not in keys]

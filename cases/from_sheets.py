"""Cases that a spreadsheet brought in, and whether anybody has worked on them since.

A person's event that was written after the one by which a sheet brought the case in: keys tell
the order, for what a sheet tells of has days long past.
"""

from collections.abc import Collection

from django.db.models import Min

from cases.models import Event, ImportedRow

OF_SHEETS = (Event.Kind.SHEET_BROUGHT_IN, Event.Kind.SHEET_TAKEN_BACK)


def untouched(cases: Collection[int]) -> set[int]:
    """Those of these cases that are history and nothing else: nobody is reminded of them."""
    rows = ImportedRow.objects.filter(case__in=cases)
    imported = {key for key in rows.values_list("case", flat=True).distinct() if key}
    return imported - worked_on(imported)


def worked_on(cases: Collection[int]) -> set[int]:
    """Those in which a person has done something since a sheet first brought them in."""
    if not cases:
        return set()
    brought_in = Event.objects.filter(case_id__in=cases, kind=Event.Kind.SHEET_BROUGHT_IN)
    first = dict(brought_in.order_by().values_list("case_id").annotate(first=Min("pk")))
    later = Event.objects.filter(
        case_id__in=first, actor_id__isnull=False, pk__gt=min(first.values(), default=0)
    ).exclude(kind__in=OF_SHEETS)
    return {
        case
        for case, key in later.order_by().values_list("case_id", "pk")
        if case is not None and key > first[case]
    }

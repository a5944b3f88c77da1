"""Circles, conversations, Lifelong Links and the like: measures of what formats declare.

No format is named here: each tally of each becomes a measure, and so does how many took place.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Q

from conferences.formats import Format, Tally
from conferences.formats.records import OWN
from conferences.formats.tallies import Again, AnyTally, Growth, Later
from conferences.measures.declaring import Amount, Maturity, Measure, Rate, Volume
from conferences.measures.other_rows import (
    OTHER_WORK,
    REPEATED,
    WRITTEN_DOWN,
    column_of,
    counted_formats,
    held_of,
    says,
)

ITS_DAY = "the day it took place, or was begun where it has no date"


def measures_of(declared: Format) -> Iterator[Measure]:
    """By what a kind of meeting is counted, its number first."""
    yield Volume(
        key=f"{declared.key}_held",
        name=f"{declared.name}: how many took place",
        question="How many of them took place?",
        unit="meetings",
        **_by_meeting(declared),
        numerator_words="those that took place, with or without a case",
        denominator_words="the same",
        source=OWN,
    )
    for tally in declared.tallies:
        yield from _measures(declared, tally)


def all_measures() -> Iterable[Measure]:
    return (one for declared in counted_formats() for one in measures_of(declared))


def _measures(declared: Format, tally: AnyTally) -> Iterator[Measure]:
    match tally:
        case Tally():
            yield _share(declared, tally)
        case Later():
            yield _later(declared, tally)
        case Again():
            yield _again(declared, tally)
        case Growth():
            yield from _growth(declared, tally)


def _by_meeting(declared: Format) -> dict[str, Any]:
    return {
        "rows": OTHER_WORK,
        "index": "took_place_on",
        "index_words": ITS_DAY,
        "among": held_of(declared),
        "label": declared.name,
    }


def _said(declared: Format, tally: Tally | Later | Again) -> dict[str, Any]:
    return {
        "key": f"{declared.key}_{tally.key}",
        "name": tally.name,
        "question": tally.question,
        "unit": tally.unit,
        "numerator_words": tally.numerator_words,
        "denominator_words": tally.denominator_words,
        "unknown_words": tally.unknown_words,
        "source": tally.source,
        "reference": tally.reference,
        "caveat": tally.caveat,
    }


def _share(declared: Format, tally: Tally) -> Rate:
    kind = declared.kinds[tally.kind]
    written = "the day it was written down"
    named = f"the day under “{kind.field(tally.on).label}”, or else {written}" if tally.on else ""
    return Rate(
        **_said(declared, tally),
        rows=WRITTEN_DOWN,
        index="said_on",
        index_words=named or written,
        among=says(declared.key, tally.kind, tally.among),
        counted=Q(**{f"values__{tally.field}__in": tally.counted}),
        unknown=~Q(values__has_key=tally.field),
        label=declared.name,
    )


def _later(declared: Format, tally: Later) -> Rate:
    column = column_of(declared, tally)
    return Rate(
        **_said(declared, tally),
        **_by_meeting(declared),
        maturity=Maturity(months=tally.months),
        counted=Q(**{f"{column}__in": tally.counted}),
        unknown=Q(**{f"{column}__isnull": True}),
    )


def _again(declared: Format, tally: Again) -> Rate:
    column = column_of(declared, tally)
    return Rate(
        **_said(declared, tally),
        **_by_meeting(declared),
        maturity=Maturity(days=tally.days),
        counted=Q(**{column: REPEATED}),
        unknown=Q(**{f"{column}__isnull": True}),
    )


def _growth(declared: Format, tally: Growth) -> Iterator[Amount]:
    for which, column, name, question, counted, known in (
        (
            "before",
            "counted_first",
            f"{tally.name}, before",
            "How many people were there before?",
            "as counted before",
            "counted before",
        ),
        (
            "after",
            "counted_last",
            f"{tally.name}, afterwards",
            "How many people are there afterwards?",
            "as counted last",
            "counted afterwards",
        ),
        (
            "gain",
            "counted_more",
            f"{tally.name}: how many more",
            "How many more people are there than before?",
            "as counted last, less those counted before",
            "counted both times",
        ),
    ):
        yield Amount(
            key=f"{declared.key}_{tally.key}_{which}",
            name=name,
            question=question,
            unit=tally.unit,
            **_by_meeting(declared),
            of=column,
            has_mean=True,
            numerator_words=f"{tally.of_whom}, {counted}",
            denominator_words=f"{tally.meetings} for which they were {known}",
            unknown_words=f"{tally.meetings} for which they were not {known}",
            source=tally.source,
            reference=tally.reference,
            caveat=tally.caveat,
        )

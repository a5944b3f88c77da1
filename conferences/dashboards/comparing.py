"""Is the service as good for every child? Rates by group beside the rate of all.

A comparison shows where to ask why, and no cause. Groups stand by name, not by rank; the
ratio is left out where a group is too small to say anything.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.safestring import SafeString

from accounts.models import User
from cases.models import Answer, Person
from conferences.dashboards.figure_words import Said
from conferences.measures import MEASURES, Measure
from conferences.measures.computing import Figure
from conferences.measures.declaring import Rate
from conferences.measures.rows import AGE_GROUPS
from conferences.measures.selection import Selection
from conferences.pictures.intervals import Row, intervals
from conferences.summaries.reading import DIMENSIONS, figures_by

# Fewer than this are no group to compare: one child more or less would turn the figure.
LEAST = 5
TOO_FEW = f"Fewer than {LEAST}: no comparison"
ANSWERS = {
    "": "Not recorded",
    Answer.NOT_ASKED: "Not asked",
    Answer.DECLINED: "Would rather not say",
    Answer.NOT_KNOWN: "Not known",
}
ACCESS = {
    Answer.GIVEN: "Needs help to take part",
    Answer.NONE: "Needs no help to take part",
}
COMPARABLE: dict[str, Measure] = {
    key: one
    for key, one in MEASURES.items()
    if one.unit == "children" and isinstance(one, Rate) and one.index == "held_on"
}


@dataclass(frozen=True)
class Group:
    """One group of children: its rate, and how it compares with that of all."""

    name: str
    said: Said
    ratio: str


@dataclass(frozen=True)
class Comparison:
    title: str
    groups: list[Group]
    unsaid: list[Group]
    picture: SafeString


def comparisons(
    measure: Measure, overall: Figure, selection: Selection, *, reader: User
) -> list[Comparison]:
    """A table for each of what children are compared by."""
    found = []
    for dimension, title in DIMENSIONS.items():
        by_value = figures_by(dimension, [measure], selection, reader=reader)
        groups: list[Group] = []
        unsaid: list[Group] = []
        for value in sorted(by_value, key=lambda value: _order(dimension, value)):
            figure = by_value[value][measure.key]
            if figure.n or figure.unknown:
                group = Group(_name(dimension, value), Said(figure), ratio(figure, overall))
                (unsaid if value in ANSWERS else groups).append(group)
        found.append(Comparison(title, groups, unsaid, _picture(dimension, title, groups, overall)))
    return found


def _picture(dimension: str, title: str, groups: list[Group], overall: Figure) -> SafeString:
    """Groups that said what they are, with the rate of all as a line; none for a single one."""
    if len(groups) < 2:
        return SafeString("")
    rows = [interval_row(group.name, group.said.figure) for group in groups]
    name = f"{overall.measure.name} by {title.lower()}"
    return intervals(rows, overall=overall.value, name=f"by-{dimension}", title=name)


def interval_row(label: str, figure: Figure) -> Row:
    """A rate as the pictures of intervals draw it."""
    within = figure.interval
    low, high = (within.low, within.high) if within else (None, None)
    return Row(label, figure.numerator or 0, figure.n, low, high, figure.unknown)


def ratio(figure: Figure, overall: Figure) -> str:
    """Such as "1.2 times the rate of all"; why there is none."""
    if figure.n < LEAST or figure.value is None:
        return TOO_FEW
    if not overall.value:
        return "Nobody in any group"
    times = figure.value / overall.value
    return "The rate of all" if f"{times:.1f}" == "1.0" else f"{times:.1f} times the rate of all"


def _name(dimension: str, value: str) -> str:
    labels: Mapping[str, str] = {}
    if dimension == "gender":
        labels = dict(Person.Gender.choices)
    elif dimension == "access":
        labels = {str(key): words for key, words in ACCESS.items()}
    return str(ANSWERS.get(value) or labels.get(value) or value)


def _order(dimension: str, value: str) -> tuple[int, str]:
    ages = [words for _, words in AGE_GROUPS]
    if dimension == "age_group" and value in ages:
        return ages.index(value), ""
    return len(ages), _name(dimension, value).casefold()

"""What pages and reports ask: many figures at once, whole, by month, and by group.

Periods are whole months. The figures are exactly those that `measures.computing.compute`
gives to the same reader, which stays as the check.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from accounts.models import User
from conferences.measures import Measure
from conferences.measures.computing import Figure
from conferences.measures.selection import Selection
from conferences.measures.together import compute_together, compute_together_by
from restorative.months import add_months

# What children are compared by: the columns of ChildFigure, with the words of a heading.
DIMENSIONS = {
    "age_group": "Age",
    "gender": "Sex",
    "ethnicity": "Ethnicity",
    "access": "Disability",
    "language": "Language",
    "faith": "Faith",
}


def figures(
    measures: Sequence[Measure], selection: Selection, *, reader: User
) -> dict[str, Figure]:
    """The figure of each measure, by its key."""
    return compute_together(measures, selection, reader=reader)


def figures_by_month(
    measures: Sequence[Measure], selection: Selection, *, reader: User
) -> dict[date, dict[str, Figure]]:
    """The same for each month of the period, by its first day, oldest first, none left out."""
    found = {}
    for first, last in months_of(selection):
        month = replace(selection, start=first, end=last)
        found[first] = figures(measures, month, reader=reader)
    return found


def figures_by(
    dimension: str, measures: Sequence[Measure], selection: Selection, *, reader: User
) -> dict[str, dict[str, Figure]]:
    """The same for each group of children (`DIMENSIONS`); "" holds those not recorded.

    Only for measures whose unit is children.
    """
    groups = compute_together_by(measures, selection, [dimension], reader=reader)
    return {value or "": found for (value,), found in groups.items()}


def months_of(selection: Selection) -> list[tuple[date, date]]:
    """First and last day of each month of a period. Raises ValueError unless it is whole."""
    if selection.start is None or selection.end is None or selection.start.day != 1:
        raise ValueError("A period is made of whole months")
    found, first = [], selection.start
    while first <= selection.end:
        following = add_months(first, 1)
        found.append((first, date.fromordinal(following.toordinal() - 1)))
        first = following
    if found and found[-1][1] != selection.end:
        raise ValueError("A period is made of whole months")
    return found

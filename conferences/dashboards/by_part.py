"""A measure in parts that add up to the whole: by quarter, by service and by referring team."""

from dataclasses import dataclass, replace
from datetime import date

from accounts.models import Team, User
from conferences.dashboards.figure_words import Said
from conferences.dashboards.filtering import Chosen, last_of_month, period_in_words
from conferences.measures import Measure
from conferences.measures.computing import compute_by
from conferences.summaries.reading import figures
from restorative.months import add_months

NO_TEAM = "No team recorded"


@dataclass(frozen=True)
class Part:
    """One row; `query` is the filter that shows it alone, "" where none can ask for it."""

    name: str
    query: str
    said: Said


@dataclass(frozen=True)
class Table:
    title: str
    rows: list[Part]


def by_quarter(measure: Measure, chosen: Chosen, reader: User) -> list[Table]:
    """Calendar quarters, the first and last cut to the period; none where there is but one."""
    rows = []
    for start, end in quarters_of(chosen.start, chosen.end):
        selection = replace(chosen.selection, start=start, end=end)
        figure = figures([measure], selection, reader=reader)[measure.key]
        query = chosen.narrowed(**{"from": f"{start:%Y-%m}", "to": f"{end:%Y-%m}"})
        rows.append(Part(period_in_words(start, end), query, Said(figure)))
    return [Table("Quarter", rows)] if len(rows) > 1 else []


def by_team(measure: Measure, chosen: Chosen, reader: User) -> list[Table]:
    """In the order of their names, only teams that have any: no ranking."""
    columns = {
        "Service team": measure.rows.team,
        "Referring team": measure.rows.referring_team,
    }
    found = {
        title: compute_by(measure, chosen.selection, [column], reader=reader)
        for title, column in columns.items()
    }
    teams = Team.objects.in_bulk({key for groups in found.values() for (key,) in groups if key})
    tables = []
    for title, groups in found.items():
        rows = []
        for (key,), figure in groups.items():
            if not figure.n and not figure.unknown:
                continue
            team = teams.get(key)
            query = chosen.narrowed(team=str(team.public_id)) if team and not chosen.team else ""
            rows.append(Part(team.name if team else NO_TEAM, query, Said(figure)))
        tables.append(Table(title, sorted(rows, key=lambda row: (row.name == NO_TEAM, row.name))))
    return tables


def quarters_of(start: date, end: date) -> list[tuple[date, date]]:
    found, first = [], start
    while first <= end:
        last = last_of_month(add_months(first, 2 - (first.month - 1) % 3))
        found.append((first, min(last, end)))
        first = add_months(last.replace(day=1), 1)
    return found

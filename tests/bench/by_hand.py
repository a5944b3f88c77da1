"""What the page of outcomes says of its counts, in plain functions that join strings."""

from collections.abc import Iterable, Iterator
from datetime import date
from html import escape
from math import sqrt
from statistics import median

Hole = tuple[str, str]
Counts = dict[str, dict]
CHARTS = ("families_met", "days_to_meet", "plan_agreed")
Z = 1.959963984540054
STEPS = ("referred", "accepted", "allocated", "held", "agreed", "reviewed", "closed")


class Page:
    """The measures of the page, as one who writes by hand would have them in the text."""

    def __init__(self) -> None:
        from conferences.dashboards.sections import keys_of_page
        from conferences.measures import MEASURES

        of_page = [MEASURES[key] for key in keys_of_page()]
        shown = [one for one in of_page if one.rows.name in ("families", "children")]
        self.measures = [(one.key, one.kind, one.unit, one.rows.name) for one in shown]
        self.names = {key: one.name for key, one in MEASURES.items()}

    def words(self, total: Counts, months: dict[date, Counts]) -> Iterator[tuple[Hole, str]]:
        """All that is said of figures but the pictures, each with the place it is said in."""
        for key, kind, unit, of in self.measures:
            counts = total.get(key, {})
            match kind:
                case "rate":
                    yield from _rate(key, counts, unit)
                case "amount":
                    yield from _amount(key, counts, unit, of)
                case "ratio" if n := counts.get("n"):
                    value = counts["numerator"] / counts["denominator"]
                    yield (key, "value"), f"<strong>{value:.1f}</strong> to 1"
                    yield (key, "made of"), f'data-label="Made of">{n:,} {of}<'
                case "volume" if n := counts.get("numerator"):
                    yield (key, "value"), f"<strong>{n:,}</strong>"
                    yield (key, "large"), f'__value">{n:,}<'
                    yield (key, "list"), f">{n:,} {unit}<"
        yield from self._way(total)
        for key in CHARTS:
            yield from self._chart(key, months)

    def _way(self, total: Counts) -> Iterator[tuple[Hole, str]]:
        def n_of(key: str) -> int:
            return total.get(key, {}).get("numerator", 0)

        first = n_of("reached_referred")
        for step in STEPS:
            n = n_of(f"reached_{step}")
            name = self.names[f"reached_{step}"].lower()
            told = f'{n}<span class="govuk-visually-hidden"> {name}</span></a>'
            yield (step, "reached"), f">{told} ({n / first * 100:.0f} %)"
            if left := n_of(f"left_{step}"):
                yield (step, "left"), f">{left} ended<"
                yield (step, "closed"), f">{n_of(f'left_{step}_closed')} closed<"
            if waits := n_of(f"under_way_{step}"):
                yield (step, "waits"), f">{waits} still under way<"
        met = f"{n_of('reached_held'):,} of {first:,} families referred in this period have met"
        yield ("way", "finding"), met

    def _chart(self, key: str, months: dict[date, Counts]) -> Iterator[tuple[Hole, str]]:
        rows, values = [], []
        for month, counts in months.items():
            n, value, words = _of_month(key, counts.get(key, {}))
            if value is not None:
                values.append(value)
            rows.append(
                '<tr class="govuk-table__row"><th scope="row" class="govuk-table__header">'
                f"{month:%B %Y}</th>"
                f'<td class="govuk-table__cell govuk-table__cell--numeric">{words}</td>'
                f'<td class="govuk-table__cell govuk-table__cell--numeric">{n}</td></tr>'
            )
        middle = median(values)
        said = f"{middle * 100:.0f} %" if key == "plan_agreed" else f"{middle:g}"
        yield (key, "finding"), f"{escape(self.names[key])}: the middle month is {said}"
        yield (key, "months"), "".join(rows)


def options(rows: Iterable[tuple[str, str]], chosen: str, nothing: str) -> str:
    """The choices of a filter."""
    found = [f'  <option value=""{"" if chosen else " selected"}>{nothing}</option>\n']
    for public_id, name in rows:
        mark = " selected" if public_id == chosen else ""
        found.append(f'  <option value="{public_id}"{mark}>{escape(name)}</option>\n')
    return "".join(found)


def add(into: Counts, counts: Counts) -> None:
    for key, numbers in counts.items():
        here = into.setdefault(key, {})
        for name, number in numbers.items():
            if name == "values":
                values = here.setdefault("values", {})
                for value, times in number.items():
                    values[value] = values.get(value, 0) + times
            else:
                here[name] = here.get(name, 0) + number


def _of_month(key: str, counts: dict) -> tuple[int, float | None, str]:
    if key == "families_met":
        n = counts.get("numerator", 0)
        return n, n, f"{n:,}"
    if key == "days_to_meet":
        values, n = _values(counts)
        middle = _at(values, n, 2) if n else None
        return n, middle, "–" if middle is None else f"{middle:,}"
    n = counts.get("denominator", 0)
    share = counts.get("numerator", 0) / n if n else None
    return n, share, "–" if share is None else _percent(share, n)


def _rate(key: str, counts: dict, unit: str) -> Iterator[tuple[Hole, str]]:
    numerator, n = counts.get("numerator", 0), counts.get("denominator", 0)
    if n:
        value, low, high = numerator / n, *_interval(numerator, n)
        said = _percent(value, n)
        between = f"{_percent(low, n)} to {_percent(high, n)}"
        yield (key, "value"), f"<strong>{said}</strong>"
        yield (key, "large"), f'__value">{said}<'
        yield (key, "beside"), f": {said} ({numerator:,} of {n:,} {unit})"
        yield (key, "made of"), f"{numerator:,} of {n:,} {unit}"
        yield (key, "interval"), f'95 % interval">{between}<'
        yield (key, "interval beside"), f"95 % interval {between}<"
        yield (key, "all"), f">all {n:,} {unit}<"
        yield (key, "some"), f">{numerator:,} {unit}<"
    if unknown := counts.get("unknown"):
        yield (key, "unknown"), f"{unknown:,} not known"


def _amount(key: str, counts: dict, unit: str, of: str) -> Iterator[tuple[Hole, str]]:
    values, n = _values(counts)
    if n:
        low, middle, high = (_at(values, n, quarters) for quarters in (1, 2, 3))
        yield (key, "value"), f"<strong>{middle:,}</strong> {unit}, the median"
        yield (key, "large"), f'__value">{middle:,} <'
        yield (key, "made of"), f"half of {n:,} {of} between {low:,} and {high:,}"
        yield (key, "all"), f">{n:,} {of}<"


def _values(counts: dict) -> tuple[list[tuple[int, int]], int]:
    values = sorted((int(value), times) for value, times in counts.get("values", {}).items())
    return values, sum(times for _, times in values)


def _at(values: list[tuple[int, int]], n: int, quarters: int) -> int:
    passed = 0
    for value, times in values:
        passed += times
        if passed * 4 >= n * quarters:
            return value
    raise AssertionError(values)


def _interval(numerator: int, n: int) -> tuple[float, float]:
    rate, square = numerator / n, Z * Z
    middle, whole = rate + square / (2 * n), 1 + square / n
    half = Z * sqrt(rate * (1 - rate) / n + square / (4 * n * n))
    low = 0.0 if numerator == 0 else (middle - half) / whole
    return low, 1.0 if numerator == n else (middle + half) / whole


def _percent(share: float, n: int) -> str:
    if n >= 1000:
        return f"{share * 100:.1f} %".replace(".0 %", " %")
    if 0 < share < 0.005:
        return "less than 1 %"
    return "more than 99 %" if 0.995 <= share < 1 else f"{share * 100:.0f} %"

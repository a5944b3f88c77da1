"""What a measure comes to: from the answers of the database to a figure with its interval."""

from dataclasses import dataclass
from typing import Any

from conferences.measures.declaring import Measure
from conferences.measures.wilson import Interval, wilson


@dataclass(frozen=True)
class Figure:
    """What was computed. `n` is what it rests on; `unknown` stands beside it, outside n.

    Of a rate: `value` from 0 to 1 and its interval. Of an amount: `value` is the median, with
    quartiles, and the mean where the measure has one. Of a volume or a ratio, `value` is it.
    `value` is None where n is 0.
    """

    measure: Measure
    n: int
    unknown: int
    numerator: int | None = None
    value: float | None = None
    interval: Interval | None = None
    lower: float | None = None
    upper: float | None = None
    mean: float | None = None


def facts_of(figure: Figure) -> tuple[Any, ...]:
    """All that tells two figures apart; an interval follows from the rest."""
    return (
        figure.measure.key,
        figure.n,
        figure.unknown,
        figure.numerator,
        figure.value,
        figure.lower,
        figure.upper,
        figure.mean,
    )


def figure_of(measure: Measure, found: dict[str, Any]) -> Figure:
    """The figure that the answers to a measure's aggregates make."""
    unknown = int(found.get("unknown") or 0)
    numerator = found.get("numerator")
    match measure.kind:
        case "rate":
            n = int(found["denominator"])
            value = numerator / n if n and numerator is not None else None
            interval = wilson(numerator, n) if numerator is not None else None
            return Figure(measure, n, unknown, numerator, value, interval)
        case "amount":
            mean = found["mean"] if getattr(measure, "has_mean", False) else None
            lower, median, upper = (_number(found[key]) for key in ("lower", "median", "upper"))
            return Figure(
                measure,
                int(found["denominator"]),
                unknown,
                value=median,
                lower=lower,
                upper=upper,
                mean=_number(mean),
            )
        case "ratio":
            whole = found["denominator"]
            value = numerator / whole if whole and numerator is not None else None
            return Figure(measure, int(found["n"]), unknown, numerator, value)
        case _:
            count = int(numerator or 0)
            return Figure(measure, count, 0, count, float(count))


def _number(value: Any) -> float | None:
    return None if value is None else float(value)

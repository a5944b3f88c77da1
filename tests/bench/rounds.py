"""How things are compared: in turn within a round, so that a noisy machine meets them alike."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from statistics import median
from time import perf_counter

ROUNDS = 7


@dataclass(frozen=True)
class Ratio:
    """How many times as long one thing takes as another: median and spread over the rounds."""

    middle: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.middle:.2f} ({self.low:.2f} to {self.high:.2f})"


def run_rounds(
    things: Mapping[str, Callable[[], object]],
    *,
    rounds: int = ROUNDS,
    calls: int = 3,
    before: Mapping[str, Callable[[], object]] = {},
) -> dict[str, list[float]]:
    """Seconds a call of each thing in each round, after one round that warms up.

    What is done `before` each call of a thing is not counted.
    """
    took: dict[str, list[float]] = {name: [] for name in things}
    for number in range(rounds + 1):
        for name, call in things.items():
            seconds = 0.0
            for _ in range(calls):
                before.get(name, _nothing)()
                started = perf_counter()
                call()
                seconds += perf_counter() - started
            if number:
                took[name].append(seconds / calls)
    return took


def _nothing() -> None:
    pass


def ratio_of(these: list[float], those: list[float]) -> Ratio:
    """Of the same rounds, one by one."""
    each = [this / that for this, that in zip(these, those, strict=True)]
    return Ratio(median(each), min(each), max(each))

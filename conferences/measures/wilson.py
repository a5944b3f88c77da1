"""The Wilson score interval of a proportion: one formula, so no library for it."""

from dataclasses import dataclass
from math import sqrt

# The 97.5th percentile of the normal distribution: 95 % between the two ends.
Z = 1.959963984540054


@dataclass(frozen=True)
class Interval:
    """Two proportions, from 0 to 1, between which the true one lies 19 times in 20."""

    low: float
    high: float


def wilson(numerator: int, n: int) -> Interval | None:
    """Return the 95 % interval of a proportion, without continuity correction; None for n = 0.

    E. B. Wilson, "Probable inference, the law of succession, and statistical inference",
    JASA 22 (1927) 209-212; method 3 of R. G. Newcombe, "Two-sided confidence intervals for
    the single proportion", Statistics in Medicine 17 (1998) 857-872. Never leaves 0 to 1,
    and holds for small numbers and for rates near either end.
    """
    if not 0 <= numerator <= n:
        raise ValueError(f"{numerator} of {n} is no proportion")
    if n == 0:
        return None
    rate, square = numerator / n, Z * Z
    middle = rate + square / (2 * n)
    half = Z * sqrt(rate * (1 - rate) / n + square / (4 * n * n))
    whole = 1 + square / n
    low = 0.0 if numerator == 0 else (middle - half) / whole
    high = 1.0 if numerator == n else (middle + half) / whole
    return Interval(low, high)

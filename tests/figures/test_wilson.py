"""Against the values that Newcombe (Statistics in Medicine 17, 1998, table I) published."""

import pytest

from conferences.measures.wilson import wilson

PUBLISHED = [
    (81, 263, 0.2553, 0.3662),
    (15, 148, 0.0624, 0.1605),
    (0, 20, 0.0000, 0.1611),
    (1, 29, 0.0061, 0.1718),
]


@pytest.mark.parametrize(("numerator", "n", "low", "high"), PUBLISHED)
def test_an_interval_is_the_published_one(numerator, n, low, high):
    interval = wilson(numerator, n)

    assert (round(interval.low, 4), round(interval.high, 4)) == (low, high)


def test_an_interval_of_everybody_mirrors_that_of_nobody():
    nobody, everybody = wilson(0, 20), wilson(20, 20)

    assert (nobody.low, everybody.high) == (0.0, 1.0)
    assert everybody.low == pytest.approx(1 - nobody.high)


def test_of_nobody_there_is_no_interval():
    assert wilson(0, 0) is None


@pytest.mark.parametrize(("numerator", "n"), [(3, 2), (-1, 2)])
def test_what_is_no_proportion_is_refused(numerator, n):
    with pytest.raises(ValueError, match="no proportion"):
        wilson(numerator, n)

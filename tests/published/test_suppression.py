"""No count kept back can be worked out again: random tables against a brute-force reader."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conferences.published.suppression import Mark, Suppression, check, primary_only, suppress
from tests.published.attacker import recovered


def table(cells):
    """Counts and sums of a table with margins and a total."""
    rows, columns = len(cells), len(cells[0])
    values = {(r, c): cells[r][c] for r in range(rows) for c in range(columns)}
    equations = []
    for r in range(rows):
        parts = tuple((r, c) for c in range(columns))
        values[r, "all"] = sum(values[p] for p in parts)
        equations.append(((r, "all"), parts))
    for c in [*range(columns), "all"]:
        parts = tuple((r, c) for r in range(rows))
        values["all", c] = sum(values[p] for p in parts)
        equations.append((("all", c), parts))
    equations.append((("all", "all"), tuple(("all", c) for c in range(columns))))
    return values, equations


counts = st.integers(0, 12)
tables = st.tuples(st.integers(2, 3), st.integers(2, 3)).flatmap(
    lambda size: st.lists(
        st.lists(counts, min_size=size[1], max_size=size[1]), min_size=size[0], max_size=size[0]
    )
)


@settings(max_examples=150, deadline=None)
@given(tables)
def test_a_reader_who_tries_everything_recovers_nothing(cells):
    values, equations = table(cells)
    found = suppress(values, equations)
    assert check(values, equations, found) == set()
    kept = [
        key
        for key in recovered(values, equations, found.marks, 2 * values["all", "all"] + 5)
        if values[key]
    ]
    assert kept == []


@settings(max_examples=150, deadline=None)
@given(tables)
def test_what_is_small_is_never_shown(cells):
    values, equations = table(cells)
    marks = suppress(values, equations).marks
    assert not [key for key, n in values.items() if 0 < n < 5 and marks[key] is Mark.SHOWN]


def test_without_the_second_step_the_reader_finds_the_leak():
    values, equations = table([[3, 20], [30, 40]])
    marks = primary_only(values)
    assert recovered(values, equations, marks, 100) == [(0, 0)]
    assert check(values, equations, Suppression(marks)) == {(0, 0)}


def test_four_small_parts_of_a_small_whole_are_not_given_away():
    values = {"all": 4, "a": 1, "b": 1, "c": 1, "d": 1}
    equations = [("all", ("a", "b", "c", "d"))]
    assert recovered(values, equations, primary_only(values), 20)
    found = suppress(values, equations)
    assert recovered(values, equations, found.marks, 20) == []


def test_a_search_without_a_budget_hides_all_that_hangs_together():
    values, equations = table([[3, 20], [30, 40]])
    found = suppress(values, equations, budget=0)
    assert set(found.marks.values()) == {Mark.HIDDEN}
    assert check(values, equations, found) == set()


def test_where_nothing_is_small_everything_is_shown():
    values, equations = table([[0, 20], [30, 40]])
    assert set(suppress(values, equations).marks.values()) == {Mark.SHOWN}


@pytest.mark.parametrize("proof", [{(0, 0): 1}, {(0, 0): 2, (0, 1): -2}, {}])
def test_a_proof_that_does_not_hold_is_no_proof(proof):
    values, equations = table([[3, 20], [30, 40]])
    marks = {**primary_only(values), (0, 1): Mark.HIDDEN}
    assert (0, 0) in check(values, equations, Suppression(marks, [proof]))

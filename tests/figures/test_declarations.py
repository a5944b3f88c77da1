"""What a declaration promises: its words, its columns, and the document made of them."""

from datetime import date
from pathlib import Path

import pytest

from conferences.measures import MEASURES, Part
from conferences.measures.computing import compute, compute_by, records
from conferences.measures.declaring import Maturity
from conferences.measures.documenting import as_markdown, how_it_is_counted
from conferences.measures.selection import Selection
from restorative.months import add_months

ALL = list(MEASURES.values())


def test_the_document_says_what_is_declared():
    written = (Path(__file__).parents[2] / "docs" / "measures.md").read_text()

    assert written == as_markdown(), "run: python manage.py document_measures"


@pytest.mark.parametrize("measure", ALL, ids=lambda measure: measure.key)
def test_a_measure_says_how_it_is_counted(measure):
    said = dict(how_it_is_counted(measure))

    assert {"Counted", "Among", "Unit", "Index date", "Source"} <= said.keys()
    assert measure.question.endswith("?")
    assert not any(words.endswith(".") for words in (measure.name, said["Counted"], said["Among"]))


@pytest.mark.django_db
@pytest.mark.parametrize("measure", ALL, ids=lambda measure: measure.key)
def test_of_nothing_there_is_no_figure(measure):
    found = compute(measure, Selection(), reader=None)

    assert (found.n, found.unknown, found.interval) == (0, 0, None)
    assert found.value in (None, 0)


@pytest.mark.django_db
@pytest.mark.parametrize("measure", ALL, ids=lambda measure: measure.key)
def test_a_figure_is_one_query_and_so_is_one_for_each_group(measure, django_assert_num_queries):
    selection = Selection(date(2025, 1, 1), date(2026, 1, 1), [1], [2], "", 3)

    with django_assert_num_queries(1):
        compute(measure, selection, reader=None)
    with django_assert_num_queries(1):
        compute_by(measure, selection, [measure.rows.team], reader=None)
    with django_assert_num_queries(1):
        list(records(measure, selection, Part.DENOMINATOR, reader=None))


@pytest.mark.parametrize("months", [3, 6, 12])
def test_a_record_matures_on_the_day_that_many_months_on(months):
    matures = Maturity(months=months)
    for today in (date(2026, 2, 28), date(2026, 6, 30), date(2024, 2, 29), date(2026, 11, 23)):
        latest = matures.latest(today)
        later = date.fromordinal(latest.toordinal() + 1)

        assert add_months(latest, months) <= today < add_months(later, months)

"""The whole published lattice of a random service, against a reader who tries everything."""

import re
from collections import defaultdict
from datetime import date

import pytest

from conferences.measures import MEASURES, Part
from conferences.measures.computing import rows_of
from conferences.measures.selection import Selection
from conferences.models import CaseFigure, ChildFigure, HiddenMeasure, PublishedEdition
from conferences.published.adding_up import WITHIN, Count, build, parts_of
from conferences.published.counting import ALL, Place, publishable, published_counts
from conferences.published.editions import (
    current_edition,
    make_edition,
    printed,
    publish,
    settled,
    take,
)
from conferences.published.lattice import HIDDEN, SMALL, report_for
from conferences.published.periods import published_quarters, quarter_of, years_of
from conferences.published.suppression import Mark, check, primary_only, suppress
from conferences.tasks import publish_report_task
from tests.published.attacker import derived, unproved
from tests.published.lived import live

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 26)
QUARTERS = published_quarters(TODAY)


@pytest.fixture(autouse=True)
def _today(clock):
    clock.move_to("2026-11-26 09:00:00")


def suppressed(lattice):
    return suppress(
        lattice.values, lattice.equations, unprinted=lattice.unprinted, cost=lattice.cost
    )


def told(edition):
    """Every number of every report of an edition, page and exports alike, by count."""
    found = {}
    for (key, place), figure in edition.figures.items():
        for part, n in (
            ("numerator", figure.numerator),
            ("denominator", figure.n),
            ("unknown", figure.unknown),
        ):
            if part in figure.marks:
                found[Count(key, part, place)] = (figure.marks[part], n)
    return found


def test_quarters_are_of_the_financial_year_and_settle_for_28_days():
    assert quarter_of(date(2026, 8, 1)).key == "2026-Q2"
    assert quarter_of(date(2027, 2, 1)).key == "2026-Q4"
    assert next(q.key for q in published_quarters(date(2026, 10, 27))) == "2026-Q1"
    assert next(q.key for q in published_quarters(date(2026, 10, 28))) == "2026-Q2"
    assert [year.key for year in years_of(QUARTERS)] == ["2025-26"]
    assert len(QUARTERS) == 8


@pytest.mark.parametrize(("families", "teams", "seed"), [(40, 2, 1), (150, 3, 2), (500, 2, 3)])
def test_each_count_kept_back_in_a_random_service_has_another_possible_value(families, teams, seed):
    live(families=families, teams=teams, seed=seed)
    counted, lattice = take(QUARTERS)
    found = suppressed(lattice)
    assert check(lattice.values, lattice.equations, found) == set()
    assert not [
        key
        for key, n in lattice.values.items()
        if 0 < n < 5 and found.marks[key] not in (Mark.SMALL, Mark.HIDDEN, Mark.UNPRINTED)
    ]
    # What stands on pages and in files, and the sums as a reader would write them down, apart.
    edition = make_edition(QUARTERS)
    assert derived(told(edition)) == {}
    true = {
        Count(key, part, place): n
        for (key, place), figure in counted.items()
        for part, n in parts_of(figure).items()
    }
    assert unproved(true, told(edition), found.proofs, lattice.same) == []


def test_without_the_second_step_the_same_reader_finds_leaks():
    live(families=150, teams=3, seed=2)
    counted, lattice = take(QUARTERS)
    found = suppressed(lattice)
    found.marks = primary_only(lattice.values, lattice.unprinted)
    assert len(check(lattice.values, lattice.equations, found)) > 20
    figures = {
        (key, place): printed(figure, key, place, lattice, found)
        for (key, place), figure in counted.items()
    }
    leaky = defaultdict(dict)
    for (key, place), figure in figures.items():
        leaky[key, place] = figure
    edition = make_edition(QUARTERS)
    edition.figures.clear()
    edition.figures.update(leaky)
    assert len(derived(told(edition))) > 20


def test_no_restricted_case_is_in_a_published_figure():
    live(families=120)
    before = published_counts(QUARTERS, settled(QUARTERS[0]))
    CaseFigure.objects.filter(is_restricted=True).update(held_on=date(2026, 8, 3))
    ChildFigure.objects.filter(is_restricted=True).update(held_on=date(2026, 8, 3))
    assert published_counts(QUARTERS, settled(QUARTERS[0])) == before
    CaseFigure.objects.update(is_restricted=True)
    ChildFigure.objects.update(is_restricted=True)
    assert not [f for f in published_counts(QUARTERS, settled(QUARTERS[0])).values() if f.n]


def test_sums_over_quarters_and_teams_are_those_that_are_printed():
    live(families=300)
    counted = published_counts(QUARTERS, settled(QUARTERS[0]))
    lattice = build(counted, QUARTERS)
    for whole, parts in lattice.equations:
        assert lattice.values[whole] == sum(lattice.values[part] for part in parts)


def test_the_same_count_in_two_measures_is_one():
    live(families=300)
    _, lattice = take(QUARTERS)
    place = Place(QUARTERS[0].key)
    assert (
        lattice.same[Count("plan_made", "numerator", place)]
        == lattice.same[Count("plan_agreed", "denominator", place)]
    )
    assert (
        lattice.same[Count("plan_made", "denominator", place)]
        == lattice.same[Count("families_met", "numerator", place)]
    )


def test_no_count_lies_within_another_that_nobody_declared():
    """The difference of two nested counts is a count too, and can be a small one."""
    live(families=900, seed=5)
    lists = {}
    for measure in publishable():
        if measure.kind not in ("rate", "amount", "volume") or hasattr(measure, "whole"):
            continue
        rows = rows_of(measure, Selection(today=TODAY), reader=None)
        for part in Part:
            found = frozenset(rows.filter(measure.condition(part)).values_list("pk", flat=True))
            if found and not (measure.kind == "volume" and part is Part.DENOMINATOR):
                lists[measure.key, part.value] = found
        base = rows.filter(measure.among)
        lists[measure.key, "base"] = frozenset(base.values_list("pk", flat=True))
    kinds = {key: (MEASURES[key].rows.name, MEASURES[key].index) for key, _ in lists}
    within = {(a, b) for a in lists for b in lists if a != b and kinds[a[0]] == kinds[b[0]]}
    within = {(a, b) for a, b in within if lists[a] and lists[a] <= lists[b]}
    declared = {((a, p), (b, q)) for a, p, b, q in WITHIN}
    declared |= {(a, b) for a, b in within if a[0] == b[0] or lists[a] == lists[b]}
    while True:
        more = {(a, d) for a, b in declared for c, d in declared if b == c} - declared
        if not more:
            break
        declared |= more
    assert within - declared == set()


def test_a_correction_changes_nothing_until_the_next_quarter(clock):
    live(families=300)
    first = report_for()
    CaseFigure.objects.filter(held_on__month=8).update(plan_made_on=None)
    clock.move_to("2027-01-20 09:00:00")
    assert report_for() == first
    clock.move_to("2027-01-28 09:00:00")
    assert report_for().period.key == "2026-Q3"


def test_a_period_of_which_a_part_has_not_matured_is_not_published():
    live(families=300)
    counted = current_edition().figures
    assert {place.period for key, place in counted if key == "entered_care"} == {
        "2024-Q3",
        "2024-Q4",
        "2025-Q1",
        "2025-Q2",
    }
    report = report_for("2025-Q3")
    row = next(row for row in report.headline.rows if row.head.startswith("Entered care"))
    assert [cell.text for cell in row.cells] == ["", "", "", "not yet", ""]


def test_a_percentage_is_printed_only_where_all_its_counts_are():
    live(families=150, teams=3, seed=2)
    seen = set()
    for key in ("", "2025-26", "2025-Q4"):
        report = report_for(key)
        tables = [report.headline, *(t for s in report.sections for t in s.tables)]
        for row in (row for table in tables for row in table.rows):
            counts = {cell.text for cell in row.cells[:3]}
            if counts & {SMALL, HIDDEN}:
                seen |= counts
                assert all(cell.value is None for cell in row.cells[3:])
                assert not re.search(r"\d+ %|median", row.cells[3].text + row.cells[4].text)
            for cell in row.cells:
                assert not (cell.text in (SMALL, HIDDEN) and cell.value is not None)
    assert {SMALL, HIDDEN} <= seen


def test_an_edition_is_kept_as_it_was_printed():
    live(families=150, teams=3, seed=2)
    printed = current_edition()
    assert PublishedEdition.objects.get().quarter == printed.quarters[0].key
    made = make_edition(QUARTERS)
    assert (printed.figures, printed.teams) == (made.figures, made.teams)
    assert printed.quarters == made.quarters
    # Another that comes at the same time takes the first.
    CaseFigure.objects.filter(held_on__month=8).update(plan_made_on=None)
    assert publish(QUARTERS).pk == PublishedEdition.objects.get().pk
    publish_report_task()
    assert current_edition().figures == printed.figures


def test_a_rare_group_is_not_named():
    live(families=60)
    ChildFigure.objects.filter(pk=ChildFigure.objects.first().pk).update(ethnicity="Tuvaluan")
    assert "Tuvaluan" not in {place.group for _, place in current_edition().figures}


def test_what_the_service_chose_not_to_show_is_left_out_and_hides_nothing_else():
    service = live(families=200)
    before = report_for()
    HiddenMeasure.objects.create(key="response_rate", hidden_by=service.manager)
    after = report_for()
    gone = {s.measure.key for s in before.sections} - {s.measure.key for s in after.sections}
    assert gone == {"response_rate", "satisfaction"}
    assert [s for s in before.sections if s.measure.key not in gone] == list(after.sections)


def test_nothing_is_published_by_coordinator_or_of_the_funnel():
    keys = {measure.key for measure in publishable()}
    assert not {key for key in keys if key.startswith(("reached_", "left_", "under_way_"))}
    assert keys < set(MEASURES)
    assert Place("2026-Q2").team == ALL

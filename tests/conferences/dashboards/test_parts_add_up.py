"""Filters divide the whole, what a bar loses stands in the lists between, hidden is not there."""

import itertools
from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from django.urls import reverse

from conferences.dashboards.behind import lines
from conferences.dashboards.by_part import by_quarter, by_team, quarters_of
from conferences.dashboards.figure_words import LISTED
from conferences.dashboards.filtering import chosen_from
from conferences.figures.refreshing import refresh_dirty
from conferences.measures import MEASURES, Part
from conferences.measures.computing import compute, records, rows_of, weight_of
from conferences.measures.funnel import LEFT, REACHED, STEPS, UNDER_WAY
from conferences.models import CaseFigure, HiddenMeasure
from conferences.summaries.reading import months_of
from tests.factories.recording import make_service, queries_of, reload
from tests.figures.cohorts import make_cohort

pytestmark = pytest.mark.django_db
# One of each kind, of each kind of rows.
DIVIDED = ("offer_rate", "reached_accepted", "days_to_meet", "actions_done", "in_family_m6")
LONG = {"from": "2024-01", "to": "2026-12"}


@pytest.fixture
def manager(edited):
    return reload(edited.services[0].manager)


@pytest.fixture
def chosen(manager):
    return chosen_from(LONG, manager)


def sizes(figure):
    return Counter({"n": figure.n, "unknown": figure.unknown, "of": figure.numerator or 0})


def added(figures):
    return sum((sizes(one) for one in figures), Counter())


def test_every_list_comes_to_its_figure_for_all_measures_and_parts(manager, chosen):
    for measure in MEASURES.values():
        figure = compute(measure, chosen.selection, reader=manager)
        said = {"numerator": figure.numerator, "denominator": figure.n, "unknown": figure.unknown}
        for part in LISTED[measure.kind]:
            rows = records(measure, chosen.selection, part, reader=manager)
            assert weight_of(measure, part, rows) == said[part], (measure.key, part)
            if measure.rows.name in ("families", "children"):
                assert len(lines(measure, part, list(rows), manager)) == rows.count()


def test_months_quarters_and_teams_add_up_to_the_whole(manager, chosen):
    selection = chosen.selection
    for key in DIVIDED:
        measure = MEASURES[key]
        whole = sizes(compute(measure, selection, reader=manager))
        months = [
            compute(measure, replace(selection, start=first, end=last), reader=manager)
            for first, last in months_of(selection)[-12:]
        ]
        year = replace(selection, start=months_of(selection)[-12][0])
        assert added(months) == +sizes(compute(measure, year, reader=manager)), measure.key
        for table in (*by_quarter(measure, chosen, manager), *by_team(measure, chosen, manager)):
            told = added(row.said.figure for row in table.rows)
            for what in ("n", "unknown"):
                assert told[what] == whole[what], (measure.key, table.title)


@pytest.mark.parametrize("name", ["coordinator", "pathway"])
def test_coordinators_and_kinds_of_meeting_add_up(manager, chosen, name):
    rows = CaseFigure.objects.visible_to(manager)
    values = set(rows.values_list(name, flat=True)) - {None}
    for key in ("families_met", "plan_made", "days_to_meet"):
        measure = MEASURES[key]
        parts = [
            compute(measure, replace(chosen.selection, **{name: value}), reader=manager)
            for value in values
        ]
        left = rows_of(measure, chosen.selection, manager).filter(measure.among)
        left = left.filter(**{f"{name}__isnull": True}).count()
        whole = compute(measure, chosen.selection, reader=manager)
        assert added(parts)["n"] + added(parts)["unknown"] + left == whole.n + whole.unknown


def test_what_a_bar_loses_is_exactly_who_stands_in_the_lists_between(manager, chosen):
    def keys(measure):
        found = records(measure, chosen.selection, Part.NUMERATOR, reader=manager)
        return set(found.values_list("pk", flat=True))

    for here, after in itertools.pairwise(STEPS):
        left, under_way = keys(LEFT[here.key]), keys(UNDER_WAY[here.key])
        assert not left & under_way
        assert keys(REACHED[here.key]) - keys(REACHED[after.key]) == left | under_way


def test_quarters_are_cut_to_the_period():
    assert quarters_of(date(2026, 2, 1), date(2026, 7, 31)) == [
        (date(2026, 2, 1), date(2026, 3, 31)),
        (date(2026, 4, 1), date(2026, 6, 30)),
        (date(2026, 7, 1), date(2026, 7, 31)),
    ]


def test_a_measure_page_shows_teams_and_leads_to_each(client, edited, manager):
    client.force_login(manager)
    html = client.get(reverse("conferences:outcome_measure", args=["families_met"]), LONG)

    assert "By service team" in html.content.decode()
    assert "By quarter" in html.content.decode()
    assert f"team={edited.services[0].team.public_id}" in html.content.decode()


def test_a_hidden_measure_has_no_page_and_no_list(client, clock):
    service = make_service()
    HiddenMeasure.objects.create(key="response_rate", hidden_by=service.manager)
    client.force_login(service.manager)

    # The second is never shown without the first.
    for key in ("response_rate", "satisfaction"):
        for name, args in (("outcome_measure", [key]), ("outcome_records", [key, "denominator"])):
            assert client.get(reverse(f"conferences:{name}", args=args)).status_code == 404


def test_pressing_twice_saves_the_same_choice(client, clock):
    service = make_service()
    client.force_login(service.manager)
    address, data = reverse("conferences:measure_choice"), {"plans": ["plan_made"]}

    assert client.post(address, data).status_code == 302
    first = list(HiddenMeasure.objects.values_list("key", "hidden_at"))
    assert client.post(address, data).status_code == 302
    assert list(HiddenMeasure.objects.values_list("key", "hidden_at")) == first


def test_a_list_and_a_measure_cost_the_same_for_many_families(client, clock):
    service = make_service()
    client.force_login(reload(service.manager))
    asked = "?from=2025-01&to=2026-12"
    urls = [reverse("conferences:outcome_measure", args=["plan_made"]) + asked]
    urls += [
        reverse("conferences:outcome_records", args=args) + asked
        for args in (
            ("families_met", "numerator"),
            ("meetings_held", "numerator"),
            ("in_family_m6", "unknown"),
        )
    ]
    make_cohort(service, families=2, first=date(2026, 1, 5), over_days=100)
    refresh_dirty()
    few = [queries_of(client, url) for url in urls]
    make_cohort(service, families=25, first=date(2026, 1, 5), over_days=100)
    refresh_dirty()

    assert [queries_of(client, url) for url in urls] == few

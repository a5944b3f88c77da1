"""The known answers as a manager reads them: on the page itself, with what they rest on.

Beside each stands the same worked out by hand or by plain SQL from the source tables.
"""

from html.parser import HTMLParser
from math import sqrt

import pytest
from django.urls import reverse

from conferences.figures.refreshing import rebuild
from tests.factories.recording import reload
from tests.figures.test_known_answers import (
    care_cohort,
    offending_cohort,
    school_cohort,
    select,
    work_cohort,
)

pytestmark = pytest.mark.django_db
WHOLE_FAMILY = "Whole-family programme"
Z = 1.959964


class Rows(HTMLParser):
    """The text of each table row of a page, by the words of its heading cell."""

    def __init__(self, html):
        super().__init__()
        self.cells, self.rows = [], {}
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        if tag == "tr":
            self.cells = []
        elif tag in ("th", "td"):
            self.cells.append("")

    def handle_data(self, data):
        if self.cells:
            self.cells[-1] = " ".join(f"{self.cells[-1]} {data}".split())

    def handle_endtag(self, tag):
        if tag == "tr" and self.cells:
            self.rows[self.cells[0]] = self.cells
            self.cells = []


def row_of(client, service, name):
    """What the page of outcomes says of a measure, for the year in which all families met."""
    client.force_login(reload(service.manager))
    shown = client.get(reverse("conferences:outcomes"), {"from": "2024-01", "to": "2024-12"})
    assert shown.status_code == 200
    found = [cells for head, cells in Rows(shown.content.decode()).rows.items() if name in head]
    assert len(found) == 1, [cells[0] for cells in found]
    return found[0]


def wilson(numerator, n, digits):
    """The interval by its textbook formula, as the page writes it."""
    rate, square = numerator / n, Z * Z
    middle = (rate + square / (2 * n)) / (1 + square / n)
    half = Z / (1 + square / n) * sqrt(rate * (1 - rate) / n + square / (4 * n * n))
    low, high = (f"{100 * end:.{digits}f} %" for end in (middle - half, middle + half))
    return f"{low} to {high}"


@pytest.mark.parametrize(
    ("entered", "rate", "interval"),
    [(362, "36.2 %", "33.3 % to 39.2 %"), (448, "44.8 %", "41.7 % to 47.9 %")],
)
def test_the_page_says_how_many_of_1000_children_entered_care(
    clock, client, entered, rate, interval
):
    service = care_cohort(entered)
    rebuild()

    head, value, made_of, shown = row_of(client, service, "Entered care within 12 months")

    assert value == rate == f"{100 * entered / 1000:.1f} %"
    assert f"{entered} of 1,000 children" in made_of
    assert "20 not known" in made_of
    assert shown == interval == wilson(entered, 1000, 1)
    assert WHOLE_FAMILY not in head


def test_the_page_says_that_91_of_100_families_offended_less_or_stopped(clock, client):
    service = offending_cohort()
    rebuild()

    head, value, made_of, shown = row_of(client, service, "Offended less, or stopped")

    less, known = select(
        "SELECT count(*) FILTER (WHERE value IN ('stopped', 'less')), count(*)"
        " FROM cases_fact WHERE kind = 'offending' AND value NOT IN ('', 'none')"
    )
    assert value == "91 %" == f"{100 * less / known:.0f} %"
    assert f"{less} of {known} families" in made_of
    assert "10 not known" in made_of
    assert shown == wilson(less, known, 0)
    assert WHOLE_FAMILY in head


def test_the_page_says_that_over_two_thirds_go_to_school_more_and_are_sent_home_less(clock, client):
    service = school_cohort()
    rebuild()

    head, value, made_of, shown = row_of(client, service, "Attendance raised and exclusions")

    both, known = select(
        """
        SELECT count(*) FILTER (WHERE a1::numeric > a0::numeric AND a1::numeric > 85
                                AND s1::int < s0::int), count(*)
        FROM (
            SELECT max(value) FILTER (WHERE kind = 'attendance' AND point = 'index') AS a0,
                max(value) FILTER (WHERE kind = 'attendance' AND point = 'm6') AS a1,
                max(value) FILTER (WHERE kind = 'suspensions' AND point = 'index') AS s0,
                max(value) FILTER (WHERE kind = 'suspensions' AND point = 'm6') AS s1
            FROM cases_fact GROUP BY person_id
        ) AS children
        """
    )
    assert both / known > 2 / 3
    assert value == "69 %" == f"{100 * both / known:.0f} %"
    assert f"{both} of {known} children" in made_of
    assert shown == wilson(both, known, 0)
    assert WHOLE_FAMILY in head


def test_the_page_says_that_in_41_of_100_families_an_adult_began_to_work(clock, client):
    service = work_cohort()
    rebuild()

    head, value, made_of, shown = row_of(client, service, "An adult began to work")

    begun, known = select(
        "SELECT count(*) FILTER (WHERE value = 'yes'), count(*) FROM cases_fact"
        " WHERE kind = 'employment' AND point = 'm6' AND value <> ''"
    )
    assert value == "41 %" == f"{100 * begun / known:.0f} %"
    assert f"{begun} of {known} families" in made_of
    assert "5 not known" in made_of
    assert shown == wilson(begun, known, 0)
    assert WHOLE_FAMILY in head

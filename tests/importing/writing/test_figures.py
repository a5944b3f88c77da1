"""The dashboards agree with the sheet, counted by hand."""

import pytest
from django.urls import reverse

from conferences.figures.refreshing import refresh_dirty
from conferences.measures import MEASURES
from conferences.measures.computing import compute
from conferences.measures.funnel import REACHED
from conferences.measures.selection import Selection
from conferences.models import CaseFigure
from tests.conferences.dashboards.cutting import lists_in
from tests.importing.reading import TODAY
from tests.importing.writing import plainly
from tests.importing.writing.bringing import bring, service, shared

pytestmark = pytest.mark.django_db
DECLARED = MEASURES


def figure(measure):
    return compute(measure, Selection(today=TODAY), reader=None)


def test_measures_and_their_pages_say_what_the_sheet_says(client):
    team, manager = service()
    bring(shared(by=manager, team=team))
    while refresh_dirty():
        pass

    assert plainly.accepted() == figure(REACHED["accepted"]).value == 120
    assert plainly.held() == figure(DECLARED["families_met"]).value == 94
    assert plainly.agreed() == figure(REACHED["agreed"]).value == 83
    assert plainly.reviewed() == figure(DECLARED["reviews_held"]).value == 59
    assert figure(DECLARED["days_to_meet"]).value == plainly.median_working_days()
    care = figure(DECLARED["entered_care"])
    assert (care.numerator, care.n) == plainly.came_into_care()

    client.force_login(manager)
    page = client.get(f"{reverse('conferences:outcomes')}?from=2023-01&to=2026-12")
    numbers = lists_in(page.content.decode())
    assert [n for at, n in numbers.items() if "/families_met/numerator" in at] == [94]
    assert 120 in [n for at, n in numbers.items() if "accepted" in at]
    assert 83 in numbers.values()


def test_bare_numbers_are_the_figure_and_nobody_is_made_up():
    team, manager = service()
    bring(shared(by=manager, team=team))
    while refresh_dirty():
        pass

    # "6" of the family, "1" professional, and the father was there.
    row = CaseFigure.objects.get(case__reference="FGC/25/001")
    assert (row.family_came, row.professionals_came, row.father_came) == (6, 1, True)

"""Many measures in a few queries are each what it is by itself."""

from datetime import date

import pytest

from cases.models import Fact
from conferences.figures.refreshing import refresh_dirty
from conferences.measures import MEASURES
from conferences.measures.computing import compute, compute_by
from conferences.measures.selection import Selection
from conferences.measures.together import alike, compute_together, compute_together_by
from tests.factories.recording import make_service
from tests.figures.cohorts import fact, make_cohort

pytestmark = pytest.mark.django_db
ALL = list(MEASURES.values())


@pytest.fixture
def cohort(clock):
    """Forty families over a year and a half, so that some have matured and some have not."""
    cohort = make_cohort(
        make_service(), families=40, children=2, first=date(2025, 6, 2), over_days=520
    )
    by = cohort.service.worker
    said = []
    for number, (case, key, held) in enumerate(cohort.pairs):
        for point, value in (("index", "no"), ("m12", "yes" if number % 3 else "no")):
            if number % 7:
                said.append(
                    fact(
                        case,
                        Fact.Kind.LOOKED_AFTER,
                        value,
                        by=by,
                        held=held,
                        point=point,
                        person=key,
                    )
                )
    Fact.objects.bulk_create(said)
    refresh_dirty()
    return cohort


@pytest.mark.parametrize("period", [(), (date(2025, 9, 1), date(2026, 3, 31))])
def test_together_is_what_each_is_by_itself(cohort, period):
    selection = Selection(*period)

    found = compute_together(ALL, selection, reader=cohort.service.manager)

    assert found["entered_care"].n > 0
    for measure in ALL:
        assert found[measure.key] == compute(measure, selection, reader=cohort.service.manager)


def test_in_groups_too(cohort):
    children = [one for one in ALL if one.rows.name == "children"]
    selection = Selection()

    found = compute_together_by(children, selection, ["held_on__month"], reader=None)

    assert len(found) > 6
    for measure in (one for one in children if one.index == "held_on"):
        for key, figure in compute_by(measure, selection, ["held_on__month"], reader=None).items():
            assert found[key][measure.key] == figure


def test_there_is_a_query_for_each_kind_of_rows_and_date(cohort, django_assert_num_queries):
    with django_assert_num_queries(len(alike(ALL))):
        compute_together(ALL, Selection(), reader=None)

"""A council with a year of families, of which one manager may see some."""

from datetime import date

from cases.models import Person
from conferences.figures.refreshing import rebuild
from tests.factories.recording import make_service
from tests.figures.cohorts import make_cohort

FIRST = date(2025, 1, 6)
QUERY = {"from": "2025-01", "to": "2025-12"}


def make_council(families=6):
    """Their own team's families, and those of another team that they never see."""
    service = make_service()
    cohort = make_cohort(service, families=families, first=FIRST)
    other = make_cohort(make_service(), families=2, first=FIRST)
    rebuild()
    return service, cohort, other


def rename(cohort, at, first_name, last_name="Okafor"):
    Person.objects.filter(pk=cohort.children[at][0]).update(
        first_name=first_name, last_name=last_name
    )

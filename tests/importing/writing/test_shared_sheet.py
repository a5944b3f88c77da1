"""The shared sheet brought in: as a workbook and as CSV, with everything that it says."""

import pytest

from cases.models import Case, CaseChild
from tests.importing.writing.bringing import bring, service, shared

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_as_many_are_in_the_database_as_the_sheet_holds(kind):
    team, manager = service()

    sheet = bring(shared(kind, by=manager, team=team))

    assert Case.objects.count() == 140
    assert CaseChild.objects.count() == 253
    made = sheet.made
    assert (made["families"], made["children"], made["accepted"]) == (140, 253, 120)
    assert (made["conferences"], made["plans"], made["reviews"]) == (94, 83, 59)
    assert made["meetings_ahead"] == 1
    assert (made["rows"], made["refused"], made["doubles"], made["already"]) == (253, 3, 4, 0)

"""What an old sheet remarks is settled by a person before anything is sent by itself."""

import pytest
from django.utils import timezone

from cases.models import ImportedCell, SheetImport
from cases.reminders.reaching import reach
from tests.reminders.safety.family import row_of

pytestmark = pytest.mark.django_db


def remark(world, person, kind="text_only"):
    sheet = SheetImport.objects.create(
        team=world.case.team, filename="tracker.csv", size=1, file_hash="-",
        uploaded_by=world.coordinator,
    )  # fmt: skip
    return ImportedCell.objects.create(
        case=world.case, sheet_import=sheet, number=2, column=3, text="text only", kind=kind,
        person=person,
    )  # fmt: skip


def why_not(world, key="mother"):
    row = row_of(world, key)
    return reach([row])[row.pk].why_not


@pytest.mark.parametrize("of_whom", ["mother", "family"])
def test_a_remark_holds_messages_back_until_it_is_settled(world, of_whom):
    assert why_not(world) == ""
    cell = remark(world, world.people["mother"].person if of_whom == "mother" else None)
    assert why_not(world) == "old_sheet"

    cell.settled_at = timezone.now()
    cell.save()

    assert why_not(world) == ""


def test_a_cell_without_a_remark_or_about_somebody_else_holds_nothing_back(world):
    remark(world, None, kind="")
    remark(world, world.people["child"].person)

    assert why_not(world) == ""

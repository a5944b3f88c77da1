"""The first real day of a service: its manager brings her tracking sheet in.

The tests of this module are one story, told in order.
"""

import re

import pytest

from cases.models import ImportedCell, ImportedRow, SheetImport
from conferences.importing.working import work_on_sheet
from tests.browser.journeys import follow, send
from tests.browser.journeys_coordinator import committed
from tests.browser.soundness import AXE, NARROW, WIDE, Watcher
from tests.importing.reading import DATA

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not AXE.exists(), reason="npm ci has not run"),
]
FILE = DATA / "fgc-tracker.xlsx"


@pytest.fixture
def helen(enter):
    return enter("service_manager")


@pytest.fixture
def sound():
    """Look at a page wide and narrow."""

    def sound(watcher):
        for width in (WIDE, NARROW):
            watcher.page.set_viewport_size({"width": width, "height": 900})
            watcher.assert_sound()
        watcher.page.set_viewport_size({"width": WIDE, "height": 900})

    return sound


def the_import():
    return SheetImport.objects.latest("pk")


def work(page):
    """What the worker does, and the page that has waited for it."""
    committed(lambda: work_on_sheet(the_import().pk))
    page.goto(the_import().get_absolute_url())


def test_the_sheet_is_uploaded_and_its_columns_are_known(helen, sound):
    watcher = Watcher(helen)
    helen.goto("/outcomes/")
    follow(helen, "Spreadsheets")
    helen.get_by_text("Nothing has been brought in yet.").wait_for()
    sound(watcher)
    helen.get_by_role("button", name="Bring in a spreadsheet").click()
    helen.get_by_label("Spreadsheet", exact=True).set_input_files(
        {"name": "letter.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7"}
    )
    send(helen, "Upload")
    helen.get_by_role("link", name=re.compile("^This is a PDF")).wait_for()
    sound(watcher)
    helen.get_by_label("Spreadsheet", exact=True).set_input_files(FILE)
    send(helen, "Upload")
    helen.get_by_role("heading", name="Which row holds the headings?").wait_for()
    sound(watcher)
    send(helen, "Go on to the columns")
    helen.get_by_role("heading", name="What does each column hold?").wait_for()
    sound(watcher)
    held = helen.get_by_role("row").filter(has_text="FGC date").get_by_role("combobox")
    assert held.evaluate("box => box.selectedOptions[0].text") == "Date of the conference"
    helen.get_by_label("Keep this matching under a name").fill("Our tracker")
    send(helen, "Go through it")
    helen.get_by_role("status").wait_for()
    helen.get_by_text("Nobody is at work on it yet").wait_for()
    sound(watcher)


def test_what_is_on_none_of_our_lists_is_asked_once(helen, sound):
    watcher = Watcher(helen)
    work(helen)
    assert the_import().state == "checked", the_import().says
    sound(watcher)
    if not helen.get_by_role("button", name="Answer the questions").count():
        return
    helen.get_by_role("button", name="Answer the questions").click()
    helen.get_by_role("heading", name="What do these mean?").wait_for()
    sound(watcher)
    for box in helen.locator("main .app-asked select").all():
        box.select_option("-")
    for first in helen.locator("main fieldset .govuk-radios").all():
        first.get_by_role("radio").first.check()
    send(helen, "Save and go through it")
    helen.get_by_role("status").wait_for()
    work(helen)
    assert the_import().state == "checked", the_import().says
    assert helen.get_by_role("button", name="Answer the questions").count() == 0


def test_what_would_be_made_is_read_and_brought_in(helen, sound):
    watcher = Watcher(helen)
    found = the_import()
    helen.goto(found.get_absolute_url())
    helen.get_by_text("Nothing has been written yet").wait_for()
    for summary in helen.locator("main summary").all():
        summary.click()
    sound(watcher)
    with helen.expect_download() as download:
        helen.get_by_role("link", name="Refused rows as Excel").click()
    assert download.value.suggested_filename == "refused-rows.xlsx"
    families = found.counts["families"]
    send(helen, f"Bring in {families} families")
    helen.get_by_role("status").wait_for()
    sound(watcher)
    work(helen)
    assert the_import().state == "done", the_import().says
    helen.get_by_role("heading", name="Brought in", exact=True).wait_for()
    sound(watcher)
    assert the_import().made["families"] == families


def test_a_case_of_it_keeps_what_no_field_took(helen, sound):
    watcher = Watcher(helen)
    found = the_import()
    helen.goto(found.get_absolute_url())
    follow(helen, "The cases that came of it")
    sound(watcher)
    cells = ImportedCell.objects.filter(sheet_import=found, case__ended_at=None)
    cell = cells.filter(kind="no_voicemail").first() or cells.exclude(kind="").first()
    helen.goto(cell.case.get_absolute_url())
    row = ImportedRow.objects.filter(sheet_import=found, case=cell.case).first()
    helen.get_by_text(
        re.compile(rf"Brought in from fgc-tracker.xlsx, rows? {row.number}")
    ).wait_for()
    helen.get_by_role("link", name=re.compile("from the old sheet$")).wait_for()
    sound(watcher)
    helen.get_by_role("link", name="From the old sheet", exact=True).click()
    helen.get_by_role("heading", name="To be settled").wait_for()
    sound(watcher)
    helen.locator(f"main a[href$='/old-sheet/{cell.pk}/settle/']").click()
    helen.get_by_label("What did you do about it?").fill("Rang her. It still holds.")
    sound(watcher)
    send(helen, "Settle it")
    helen.get_by_text("The remark is settled.").wait_for()
    helen.get_by_text("Rang her. It still holds.").wait_for()
    sound(watcher)


def test_what_somebody_has_worked_on_is_not_taken_back(helen, sound):
    watcher = Watcher(helen)
    helen.goto(the_import().get_absolute_url())
    follow(helen, "Take it back")
    sound(watcher)
    send(helen, "Take it back")
    helen.get_by_role("link", name="Enter why it is taken back").wait_for()
    helen.get_by_label("Why is it taken back?").fill("The wrong file")
    send(helen, "Take it back")
    helen.get_by_role("status").wait_for()
    work(helen)
    assert the_import().state == "done"
    sound(watcher)

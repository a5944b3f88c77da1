"""The preview, bringing in, what came of it, refused rows, and taking it back."""

import csv
import io

import pytest
from openpyxl import load_workbook

from accounts.models import AccessEvent
from cases.domain.restricting import exclude_colleague
from cases.models import ImportedRow, SheetImport
from tests.factories.cases import CaseFactory
from tests.factories.staff import UserFactory
from tests.importing.pages.sheets import (
    go_through,
    page,
    sheet_file,
    tracker_file,
    upload,
    uploaded,
)
from tests.importing.reading import HEADINGS, row

pytestmark = pytest.mark.django_db
State = SheetImport.State


@pytest.fixture
def manager(client):
    user = UserFactory(service_manager=True)
    client.force_login(user)
    return user


@pytest.fixture
def tracker(client, manager):
    upload(client, tracker_file())
    return go_through(SheetImport.objects.get())


def text_of(response):
    return " ".join(response.content.decode().split())


def test_the_preview_says_in_words_what_would_be_made_before_anything_is(client, tracker):
    html = text_of(client.get(tracker.get_absolute_url()))

    counts = tracker.counts
    assert counts["families"] > 130
    assert f"<dt>Families</dt><dd>{counts['families']}</dd>" in html
    assert f"<dt>Plans agreed</dt><dd>{counts['plans']}</dd>" in html
    assert f"Bring in {counts['families']} families" in html
    assert "Nothing has been written yet" in html
    assert "A ditto mark says what the row above says." in html
    refused = tracker.refused.first()
    assert refused.cell in html


def test_bringing_in_what_was_seen_puts_it_on_the_list_of_a_worker(client, tracker):
    data = {"what": "importing", "version": tracker.version}

    client.post(page("begin", tracker), data)
    again = client.post(page("begin", tracker), data)

    tracker.refresh_from_db()
    assert tracker.state == State.IMPORTING
    assert again.url == tracker.get_absolute_url()
    assert "Being brought in" in text_of(client.get(tracker.get_absolute_url()))


def test_what_has_been_gone_through_again_since_is_looked_at_again_first(client, tracker):
    version = tracker.version
    go_through(tracker)

    response = client.post(
        page("begin", tracker), {"what": "importing", "version": version}, follow=True
    )

    tracker.refresh_from_db()
    assert tracker.state == State.CHECKED
    assert "Somebody changed this while you were looking at it." in text_of(response)


@pytest.mark.parametrize("version", ["", "x", "-1", "９", "9" * 30])
def test_a_version_that_is_none_begins_nothing(client, tracker, version):
    client.post(page("begin", tracker), {"what": "importing", "version": version})

    tracker.refresh_from_db()
    assert tracker.state == State.CHECKED


def test_progress_is_said_in_rows(client, tracker):
    SheetImport.objects.update(
        state=State.IMPORTING,
        done=120,
        total=260,
        says="Writing families",
        heard_at="2026-01-01T00:00Z",
    )

    html = text_of(client.get(tracker.get_absolute_url()))

    assert "Writing families: 120 of 260 rows." in html
    assert 'max="260" value="120"' in html
    assert "Nobody is at work" not in html


def test_refused_rows_come_back_in_the_same_shape_with_why(client, manager):
    found = uploaded(
        client,
        row(ref="A/1", forename="Ama", tel="=HYPERLINK(1)"),
        row(ref='"', received="31/02/2025", forename="Kofi", shoe="=1+1"),
        row(ref="A/2", surname="", forename=""),
    )
    go_through(found)

    as_csv = client.get(f"{page('refused', found)}?format=csv")
    as_xlsx = client.get(page("refused", found))

    rows = list(csv.reader(io.StringIO(body(as_csv).decode("utf-8-sig"))))
    assert rows[0] == [*HEADINGS, "Why not"]
    assert [line[0] for line in rows[1:]] == ["A/1", "A/2"]
    assert rows[1][HEADINGS.index("Shoe size")] == "'=1+1"
    assert "that month has no day 31" in rows[1][-1]
    sheet = load_workbook(io.BytesIO(body(as_xlsx))).active
    assert [[cell.value or "" for cell in line] for line in sheet.iter_rows()] == rows
    assert AccessEvent.objects.filter(action="import_refused_downloaded").count() == 2


def test_a_mended_row_goes_in_again_and_why_not_is_not_taken_for_a_column(client, manager):
    found = uploaded(client, row(received="31/02/2025"))
    go_through(found)
    content = body(client.get(f"{page('refused', found)}?format=csv")).decode("utf-8-sig")
    mended = io.BytesIO(content.replace("31/02/2025", "28/02/2025").encode())
    mended.name = "mended.csv"

    upload(client, mended)
    second = go_through(SheetImport.objects.latest("pk"))

    assert (second.counts["families"], second.counts["leftovers"]) == (1, 0)
    assert not second.refused.exists()


def body(response):
    return b"".join(response.streaming_content)


def brought_in(client, manager, *cases):
    found = uploaded(client)
    go_through(found)
    SheetImport.objects.update(
        state=State.DONE, made={"families": 2, "children": 3}, says="2 families were brought in"
    )
    ImportedRow.objects.bulk_create(
        ImportedRow(sheet_import=found, number=n, fingerprint=f"x{n}", case=case)
        for n, case in enumerate(cases, start=2)
    )
    found.refresh_from_db()
    return found


def test_what_came_of_it_leads_to_the_cases_the_reader_may_see(client, manager):
    team = manager.memberships.get().team
    case, hidden = CaseFactory(team=team), CaseFactory(team=team)
    restricted = CaseFactory(team=team, restricted=True)
    found = brought_in(client, manager, case, hidden, restricted)
    exclude_colleague(
        hidden, manager, by=UserFactory(service_manager=True, team=team), ground="known"
    )

    html = text_of(client.get(page("cases", found)))

    assert "2 families were brought in." in text_of(client.get(found.get_absolute_url()))
    assert case.reference in html
    assert hidden.reference not in html
    assert restricted.reference not in html
    event = AccessEvent.objects.filter(action="import_cases", row_count=1).latest("pk")
    assert event.case_ids == [case.pk]


def test_the_cases_cost_the_same_for_one_and_for_many(
    client, manager, django_assert_max_num_queries
):
    team = manager.memberships.get().team
    found = brought_in(client, manager, CaseFactory(team=team))
    with django_assert_max_num_queries(30) as one:
        client.get(page("cases", found))
    ImportedRow.objects.bulk_create(
        ImportedRow(sheet_import=found, number=n, fingerprint=f"y{n}", case=CaseFactory(team=team))
        for n in range(50, 56)
    )
    with django_assert_max_num_queries(30) as many:
        client.get(page("cases", found))

    assert len(one) == len(many)


def test_an_import_is_taken_back_with_a_reason(client, manager):
    found = brought_in(client, manager)
    url = page("take_back", found)
    assert "Enter why it is taken back" in text_of(
        client.post(url, {"why": " ", "version": found.version})
    )

    client.post(url, {"why": "The wrong file", "version": found.version})

    found.refresh_from_db()
    assert (found.state, found.undone_by, found.undone_why) == (
        State.UNDOING,
        manager,
        "The wrong file",
    )


def test_what_has_not_been_brought_in_cannot_be_taken_back(client, tracker):
    response = client.get(page("take_back", tracker), follow=True)

    assert "Nothing to take back: ready to be brought in." in text_of(response)


def test_a_file_no_longer_kept_can_be_read_about_and_not_gone_through(client, tracker):
    SheetImport.objects.update(file_gone_at="2026-01-01T00:00Z")

    html = text_of(client.get(tracker.get_absolute_url()))
    elsewhere = client.get(page("columns", tracker), follow=True)

    assert "The file itself is no longer kept." in html
    assert "Upload it again." in text_of(elsewhere)
    assert client.get(page("refused", tracker)).status_code == 302


def test_the_same_file_brought_in_before_is_named(client, manager):
    brought_in(client, manager)
    upload(client, sheet_file(row(), name="again.csv"))

    again = SheetImport.objects.latest("pk")
    html = text_of(client.get(again.get_absolute_url()))
    assert "The same file was brought in before" in html


@pytest.mark.parametrize("state", State.values)
def test_each_state_has_a_page(client, tracker, state):
    SheetImport.objects.update(state=state, says="This is what became of it")

    assert client.get(tracker.get_absolute_url()).status_code == 200

"""The published report taken along: the cells of its page in every kind of file."""

import csv
import io
import re
from html import unescape

import pytest
from django.urls import reverse
from django.utils.html import strip_tags
from openpyxl import load_workbook

from accounts.models import AccessEvent, Team
from conferences.exports.published import published_html
from conferences.exports.published_sheets import published_csv, published_xlsx
from conferences.measures.documenting import how_it_is_counted
from conferences.published.lattice import HEADS, KEPT_BACK, report_for
from restorative.pdf import pdf_from_html
from tests.factories.recording import make_service
from tests.factories.staff import UserFactory
from tests.pdf_text import text_of_pdf
from tests.published.lived import live

pytestmark = pytest.mark.django_db
URL = "/report/export/"
YEAR = "2025-26"


@pytest.fixture(autouse=True)
def _today(clock):
    clock.move_to("2026-11-26 09:00:00")


def printed_in(html):
    """Every line of every table, as somebody reads it."""
    lines = []
    for row in re.findall(r"<tbody.*?</tbody>", html, re.DOTALL):
        for line in re.findall(r"<tr.*?</tr>", row, re.DOTALL):
            cells = re.findall(r"<t[hd].*?</t[hd]>", line, re.DOTALL)
            lines.append([unescape(strip_tags(cell)) for cell in cells])
    return lines


def as_read(value):
    """A cell of a file: a number as the page prints it, nothing as its dash."""
    if isinstance(value, int):
        return f"{value:,}"
    text = "" if value is None else value
    return f"{int(text):,}" if text.isdigit() else text or "–"


def lines_of_csv(content):
    read = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    return read, [[line["Row"], *(as_read(line[head]) for head in HEADS)] for line in read]


def test_each_printed_cell_of_page_csv_xlsx_and_pdf_is_the_same(client):
    client.force_login(live(families=400).manager)
    asked = {"quarter": YEAR}
    page = printed_in(client.get("/report/", asked).content.decode())
    html = published_html(report_for(YEAR))
    text = re.sub(r"\s+", "", text_of_pdf(pdf_from_html(html)))

    _, in_csv = lines_of_csv(client.get(URL, asked).content)
    book = load_workbook(io.BytesIO(client.get(URL, {**asked, "format": "xlsx"}).content))
    sheet = list(book["Each measure"].iter_rows(min_row=2, values_only=True))
    whole = list(book["Whole service"].iter_rows(min_row=2, values_only=True))

    assert {cell for line in page for cell in line} >= {"fewer than 5", "hidden", "not shown", "–"}
    # What cannot be said yet a page names in a sentence, and files in a row of its own.
    assert [line for line in in_csv if "not yet" not in line] == page
    assert [[row[3], *map(as_read, row[4:])] for row in sheet] == in_csv
    assert [[row[0], *map(as_read, row[1:])] for row in whole] == in_csv[: len(whole)]
    assert printed_in(html) == in_csv
    for line in in_csv:
        assert re.sub(r"\s+", "", "".join(line)) in text


def test_the_files_say_how_each_is_counted_and_what_kept_back_means(client):
    client.force_login(live(families=200).manager)
    report = report_for()

    lines, _ = lines_of_csv(client.get(URL).content)
    book = load_workbook(io.BytesIO(client.get(URL, {"format": "xlsx"}).content))

    defined = list(book["Definitions"].iter_rows(min_row=2, values_only=True))
    for section in report.sections:
        counted = next(one for one in lines if one["Measure"] == section.measure.name)
        for term, words in how_it_is_counted(section.measure):
            assert f"{term}: {words}" in counted["How it is counted"]
            assert (section.measure.name, section.measure.question, term, words) in defined
    assert all(one["What the words mean"] == " ".join(KEPT_BACK) for one in lines)
    assert all(one["Report"] == "July to September 2026" for one in lines)
    explained = [row[0] for row in book["How to read this"].iter_rows(min_row=2, values_only=True)]
    assert explained == list(report.explained)
    assert "Fewer than 5" in explained[0]
    about = dict(book["About"].iter_rows(min_row=2, values_only=True))
    assert about["Report"] == "July to September 2026"


def test_a_team_named_like_a_formula_runs_in_neither():
    live(families=100)
    Team.objects.filter(name="Service 0").update(name="=1+1")
    report = report_for()

    read = list(csv.reader(io.StringIO("".join(published_csv(report)))))
    cells = [
        cell
        for row in load_workbook(io.BytesIO(published_xlsx(report)))["Each measure"].rows
        for cell in row
    ]

    assert "'=1+1" in {cell for line in read for cell in line}
    assert "'=1+1" in {cell.value for cell in cells}
    assert all(cell.data_type != "f" for cell in cells)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_reader_of_the_report_takes_it_and_that_is_recorded(client, kind):
    make_service()
    reader = UserFactory(report_reader=True)
    client.force_login(reader)

    response = client.get(URL, {"quarter": YEAR, "format": kind})

    assert response.status_code == 200
    assert f'filename="published-report-{YEAR}.{kind}"' in response["Content-Disposition"]
    assert response["Cache-Control"] == "no-store, private"
    look = AccessEvent.objects.get(action="report_exported")
    assert (look.actor, look.case_ids) == (reader, [])
    assert look.row_count == len(report_for().sections)


def test_the_page_leads_to_both_and_to_a_pdf(client):
    client.force_login(make_service().manager)

    page = client.get("/report/", {"quarter": YEAR}).content.decode()

    for kind in ("csv", "xlsx"):
        assert f'href="{URL}?quarter={YEAR}&amp;format={kind}"' in page
    assert "Make a PDF of this report" in page


def test_others_may_not_take_it(client):
    service = make_service()
    for other in (service.coordinator, service.worker, service.referring_manager):
        client.force_login(other)
        assert client.get(URL).status_code == 403


@pytest.mark.parametrize("asked", ["2019-Q1", "x", "\x00", "2026-Q2'"])
def test_what_is_not_published_is_said_on_the_page(client, asked):
    client.force_login(make_service().manager)

    response = client.get(URL, {"quarter": asked, "format": "xlsx"}, follow=True)

    assert response.redirect_chain[0][0].startswith(reverse("conferences:report"))
    assert "Nothing is published for the period in this address" in response.content.decode()

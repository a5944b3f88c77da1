import csv
import io
from datetime import date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from accounts.models import AccessEvent
from cases.domain.restricting import exclude_colleague, restrict_case
from cases.models import Exclusion
from conferences.dashboards.filtering import chosen_from
from conferences.exports.records import Records
from conferences.exports.sheets import Sheet, csv_chunks, xlsx_bytes
from conferences.measures import MEASURES, Part
from conferences.measures.computing import compute
from conferences.models import HiddenMeasure, Meeting
from conferences.summaries.reading import figures
from conferences.views import exporting
from tests.exports.council import QUERY, make_council, rename
from tests.factories.recording import make_member

pytestmark = pytest.mark.django_db
FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\r=1", " =1", '"=1', "' =1", "＝1"]
NAMES = ["Zoë Ó Súilleabháin", "Łukasz 王小明", 'Bo "Bob" O’Neill', "Line\nbreak", "a,b;c"]


def export(client, kind, **more):
    return client.get(reverse("conferences:outcomes_export"), {**QUERY, "format": kind, **more})


def export_list(client, kind, key="families_met", part="numerator", **more):
    url = reverse("conferences:outcome_records_export", args=[key, part])
    return client.get(url, {**QUERY, "format": kind, **more})


def body(response):
    return response.getvalue() if response.streaming else response.content


def lines(response):
    return list(csv.DictReader(io.StringIO(body(response).decode("utf-8-sig"))))


def book(response):
    return load_workbook(io.BytesIO(body(response)))


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_of_either_kind_is_a_formula(text):
    sheet = Sheet("One", ("A",), [[text]])

    read = list(csv.reader(io.StringIO("".join(csv_chunks(sheet)), newline="")))
    cell = load_workbook(io.BytesIO(xlsx_bytes([sheet], title="T"))).active["A2"]

    assert read[1][0] == f"'{text}"
    assert cell.data_type == "s"
    assert cell.value.startswith("'")


@pytest.mark.parametrize("text", NAMES)
def test_names_come_out_as_they_were_written(text):
    sheet = Sheet("One", ("A",), [[text]])

    read = list(csv.reader(io.StringIO("".join(csv_chunks(sheet)), newline="")))

    assert read[1][0] == text
    assert load_workbook(io.BytesIO(xlsx_bytes([sheet], title="T"))).active["A2"].value == text


def test_dates_are_dates_and_letters_that_workbooks_cannot_hold_are_left_out():
    sheet = Sheet("One", ("A", "B"), [[date(2025, 3, 1), "a\x00b"]])

    page = load_workbook(io.BytesIO(xlsx_bytes([sheet], title="T"))).active

    assert page["A2"].is_date
    assert page["A2"].value.date() == date(2025, 3, 1)
    assert page["B2"].value == "ab"
    assert "2025-03-01" in "".join(csv_chunks(sheet))


def test_a_big_table_is_never_whole_in_memory():
    asked = 0

    def rows():
        nonlocal asked
        for number in range(10_000):
            asked += 1
            yield [number]

    pieces = csv_chunks(Sheet("One", ("N",), rows()))
    first = next(pieces)

    assert asked < 600
    assert len(first) < 5_000
    assert sum(1 for _ in pieces) == 20


def test_the_figures_are_those_of_the_page(client):
    service, _, _ = make_council()
    client.force_login(service.manager)
    chosen = chosen_from(QUERY, service.manager)
    shown = figures(list(MEASURES.values()), chosen.selection, reader=service.manager)

    found = {line["Key"]: line for line in lines(export(client, "csv"))}

    assert found.keys() == shown.keys()
    assert found["families_met"]["Among"] == "6"
    for key, figure in shown.items():
        assert int(found[key]["Among"]) == figure.n
        assert int(found[key]["Not known"]) == figure.unknown
        assert found[key]["Counted"] == ("" if figure.numerator is None else str(figure.numerator))


def test_what_was_changed_a_moment_ago_is_in_the_file(client):
    service, cohort, _ = make_council()
    client.force_login(service.manager)
    Meeting.objects.filter(parties__case=cohort.cases[0]).update(stage="preparing")

    found = {line["Key"]: line for line in lines(export(client, "csv"))}

    assert found["families_met"]["Counted"] == "5"
    assert len(lines(export_list(client, "csv"))) == 5


def test_a_workbook_has_its_five_sheets_and_every_definition(client):
    service, _, _ = make_council()
    client.force_login(service.manager)

    found = book(export(client, "xlsx"))

    assert found.sheetnames == ["Figures", "By month", "Funnel", "Definitions", "About"]
    defined = {row[1] for row in found["Definitions"].iter_rows(min_row=2, values_only=True)}
    assert defined == MEASURES.keys()
    about = dict(found["About"].iter_rows(min_row=2, values_only=True))
    assert about["What is in it"] == "January to December 2025"
    assert "Restricted cases you may not see" in about["What is not in it"]
    assert about["Made for"] == str(service.manager)
    assert isinstance(about["As at"], datetime)
    funnel = list(found["Funnel"].iter_rows(min_row=2, values_only=True))
    assert funnel[0][2] == 5  # the first of them was referred in the year before
    months = [
        row for row in found["By month"].iter_rows(values_only=True) if row[-1] == "families_met"
    ]
    assert sum(row[5] for row in months) == 6


def test_a_hidden_measure_is_in_no_file(client):
    service, _, _ = make_council(1)
    HiddenMeasure.objects.create(key="fathers", hidden_by=service.manager)
    client.force_login(service.manager)

    assert "fathers" not in {line["Key"] for line in lines(export(client, "csv"))}
    assert export_list(client, "csv", "fathers").status_code == 404


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_list_is_as_long_as_its_figure_and_is_recorded(client, kind):
    service, cohort, _ = make_council()
    client.force_login(service.manager)

    response = export_list(client, kind)

    if kind == "csv":
        references = {line["Case"] for line in lines(response)}
    else:
        rows = book(response)["List"].iter_rows(min_row=2, values_only=True)
        references = {row[0] for row in rows}
    assert references == {case.reference for case in cohort.cases}
    look = AccessEvent.objects.get(action="records_exported")
    assert look.row_count == 6
    assert look.case_ids == sorted(case.pk for case in cohort.cases)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_a_reader_may_not_see_is_in_no_file(client, kind):
    service, cohort, other = make_council()
    rename(cohort, 0, "Hidden")
    rename(cohort, 1, "Shutout")
    rename(cohort, 2, "Visible")
    rename(other, 0, "Elsewhere")
    second = make_member(service.team, "manager", "Sue", "Second")
    restrict_case(cohort.cases[0], by=second, why="A colleague’s family")
    exclude_colleague(cohort.cases[1], service.manager, by=second, ground=Exclusion.Ground.RELATED)
    client.force_login(service.manager)

    for key in ("families_met", "entered_care", "meetings_held"):
        for part in ("numerator", "denominator", "unknown"):
            response = export_list(client, kind, key, part)
            text = body(response)
            if kind == "xlsx":
                sheets = book(response)
                text = str([list(page.values) for page in sheets]).encode()
            assert response.status_code == 200
            for name in (b"Hidden", b"Shutout", b"Elsewhere"):
                assert name not in text
    assert b"Visible" in body(export_list(client, "csv", "entered_care", "unknown"))
    figure = {line["Key"]: line for line in lines(export(client, "csv"))}["families_met"]
    assert figure["Among"] == "4"


def test_every_list_can_be_taken_out_and_is_as_long_as_its_part():
    service, _, _ = make_council(2)
    chosen = chosen_from(QUERY, service.manager)
    for measure in MEASURES.values():
        for part in Part:
            found = Records(measure, part, chosen, service.manager)
            text = "".join(csv_chunks(found.sheet()))
            assert len(list(csv.reader(io.StringIO(text)))) == found.count() + 1
    assert compute(MEASURES["families_met"], chosen.selection, reader=service.manager).n == 2


def test_names_that_would_run_do_not(client):
    service, cohort, _ = make_council(1)
    rename(cohort, 0, '=HYPERLINK("http://x")', "王")
    client.force_login(service.manager)

    line = lines(export_list(client, "csv", "entered_care", "unknown"))[0]
    row = list(book(export_list(client, "xlsx", "entered_care", "unknown"))["List"].rows)[1]

    assert line["Child"].startswith("'=HYPERLINK")
    assert row[1].data_type == "s"
    assert row[1].value.startswith("'=HYPERLINK")
    assert isinstance(row[7].value, datetime)


def test_a_long_list_is_asked_for_first(client, monkeypatch):
    service, _, _ = make_council(4)
    monkeypatch.setattr(exporting, "AT_ONCE", 3)
    client.force_login(service.manager)

    response = export_list(client, "csv")

    assert response.status_code == 200
    assert b"4 rows" in response.content
    assert not AccessEvent.objects.filter(action="records_exported").exists()


def test_a_list_costs_as_many_queries_for_many_as_for_one():
    service, _, _ = make_council(1)
    many, _, _ = make_council(30)

    def ask(reader, key, part):
        chosen = chosen_from(QUERY, reader)
        with CaptureQueriesContext(connection) as asked:
            rows = list(Records(MEASURES[key], part, chosen, reader).sheet().rows)
        return len(rows), len(asked)

    for key, part in (("families_met", Part.NUMERATOR), ("entered_care", Part.UNKNOWN)):
        one, few = ask(service.manager, key, part)
        thirty, same = ask(many.manager, key, part)
        assert (one, thirty) == (1, 30)
        assert few == same


@pytest.mark.parametrize("query", [{"from": "x"}, {"format": "exe"}, {"team": "no"}])
def test_what_makes_no_sense_in_the_address_gives_the_usual(client, query):
    service, _, _ = make_council(1)
    client.force_login(service.manager)

    response = client.get(reverse("conferences:outcomes_export"), query)

    assert response["Content-Type"].startswith("text/csv")
    assert len(lines(response)) == len(MEASURES)


def test_a_measure_or_part_that_is_not_there_is_not_found(client):
    service, _, _ = make_council(1)
    client.force_login(service.manager)

    assert export_list(client, "csv", "no-such").status_code == 404
    assert export_list(client, "csv", "families_met", "some").status_code == 404

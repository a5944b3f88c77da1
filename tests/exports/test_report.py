import re
from itertools import pairwise

import pytest
from django.urls import reverse

from accounts.models import Membership
from conferences.dashboards.figure_words import Said
from conferences.dashboards.filtering import chosen_from
from conferences.exports.figures import read_figures
from conferences.exports.making import prepare_file
from conferences.exports.report import report_html, report_pdf
from conferences.models import PreparedFile
from conferences.published.lattice import report_for
from tests.exports.council import QUERY, make_council
from tests.factories.staff import UserFactory
from tests.pdf_text import text_of_pdf
from tests.restorative.test_pdf import streams

pytestmark = pytest.mark.django_db


def silent(*args, **kwargs):
    pass


@pytest.fixture
def service():
    return make_council()[0]


def flat(text):
    return re.sub(r"\s+", "", text)


def test_the_pdf_says_the_figures_of_the_page(service):
    chosen = chosen_from(QUERY, service.manager)
    figures = read_figures(chosen, service.manager, months=False)

    text = flat(text_of_pdf(report_pdf(chosen, service.manager, silent)))

    for figure in figures.listed:
        assert flat(Said(figure).sentence) in text, figure.measure.key
        for _, words in Said(figure).definition:
            assert flat(words) in text
        assert flat(figure.measure.reference) in text


def test_it_is_tagged_titled_in_english_and_its_pictures_have_words(service):
    chosen = chosen_from(QUERY, service.manager)

    drawn = streams(report_pdf(chosen, service.manager, silent))

    for tag in (b"/StructTreeRoot", b"/Figure", b"/Alt", b"/H1", b"/H2", b"/H3", b"/Table", b"/TH"):
        assert tag in drawn, tag
    assert b"pdfuaid" in drawn
    assert b"/Lang (en-GB)" in drawn
    assert b"Quarterly report: January to December 2025" in drawn


def test_headings_stand_in_order(service):
    figures = read_figures(chosen_from(QUERY, service.manager), service.manager, months=False)

    levels = [int(level) for level in re.findall(r"<h([1-6])>", report_html(figures))]

    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(b - a <= 1 for a, b in pairwise(levels))


def test_five_sentences_begin_it_and_every_picture_has_its_table(service):
    figures = read_figures(chosen_from(QUERY, service.manager), service.manager, months=False)

    html = report_html(figures)

    assert html.count("<li>") == 5
    assert html.count("<img") == html.count("The same in numbers") > 0
    assert 'alt=""' not in html
    assert "6 of 6 families referred have met" in html or "have met" in html


def test_a_report_of_nobody_is_still_a_report(service):
    chosen = chosen_from({"from": "2019-01", "to": "2019-03"}, service.manager)

    assert report_pdf(chosen, service.manager, silent).startswith(b"%PDF")


def test_a_manager_asks_for_the_report_and_gets_it(client, service):
    client.force_login(service.manager)
    page = client.get(reverse("conferences:files"))
    key = page.context["quarters"][1].key

    asked = client.post(
        reverse("conferences:file_ask"), {"kind": "report", "which": "own", "quarter": key}
    )
    prepared = PreparedFile.objects.get()
    assert asked.url == prepared.get_absolute_url()
    prepare_file(prepared.pk)
    response = client.get(reverse("conferences:file_download", args=[prepared.public_id]))

    assert response["Content-Type"] == "application/pdf"
    assert response.getvalue().startswith(b"%PDF")


def test_files_stand_below_the_first_place_that_somebody_has(client, service):
    reader = UserFactory(report_reader=True)
    for user, place in ((service.manager, "Outcomes"), (reader, "Report")):
        client.force_login(user)
        page = client.get(reverse("conferences:files"))
        assert [one.label for one in page.context["navigation"] if one.current] == [place]


def test_the_reader_of_the_report_gets_no_figures_of_cases(client, service):
    reader = UserFactory(report_reader=True)
    assert not Membership.objects.filter(user=reader).exists()
    client.force_login(reader)
    page = client.get(reverse("conferences:files"))
    key = page.context["quarters"][1].key

    own = client.post(
        reverse("conferences:file_ask"), {"kind": "report", "which": "own", "quarter": key}
    )
    export = client.get(reverse("conferences:outcomes_export"))

    assert page.status_code == 200
    assert own.status_code == export.status_code == 403


def test_the_published_report_as_pdf_says_the_cells_of_its_page(client, service):
    reader = UserFactory(report_reader=True)
    client.force_login(reader)
    files = client.get(reverse("conferences:files"))
    key = files.context["published"][-1].key
    client.post(
        reverse("conferences:file_ask"), {"kind": "report", "which": "published", "quarter": key}
    )
    prepared = PreparedFile.objects.get()
    prepare_file(prepared.pk)

    response = client.get(reverse("conferences:file_download", args=[prepared.public_id]))

    text, report = flat(text_of_pdf(response.getvalue())), report_for(key)
    for table in (report.headline, *(one for part in report.sections for one in part.tables)):
        assert flat(table.title) in text
        for row in table.rows:
            for cell in row.cells:
                assert flat(cell.text) in text
    page = client.get(reverse("conferences:report"), {"quarter": key})
    assert page.context["report"] == report


def test_a_manager_of_a_referring_team_gets_no_published_report(client, service):
    client.force_login(service.referring_manager)
    key = client.get(reverse("conferences:files")).context["published"][0].key

    asked = client.post(
        reverse("conferences:file_ask"), {"kind": "report", "which": "published", "quarter": key}
    )

    assert asked.status_code == 403

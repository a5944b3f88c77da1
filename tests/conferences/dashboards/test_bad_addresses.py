"""Junk in every parameter of the pages of outcomes: the page, never a failure."""

import pytest
from django.urls import reverse

from conferences.models import PreparedFile
from tests.factories.conferences import make_conference
from tests.factories.recording import make_service, reload
from tests.factories.staff import UserFactory

pytestmark = pytest.mark.django_db
JUNK = (
    "nul\x00here",
    "31/02/2026",
    "9" * 5000,
    "9999-12",
    "٢٠٢٦-٠٤",
    "99999999.1.00000000-0000-0000-0000-000000000000",
    "00010101.0.00000000-0000-0000-0000-000000000000",
    "\ud83d",
)
PARAMETERS = {
    "outcomes": ("from", "to", "team", "pathway", "coordinator"),
    "outcome_equality": ("from", "to", "team", "pathway", "coordinator", "measure"),
    "outcomes_export": ("from", "to", "team", "pathway", "coordinator", "format"),
    "other_work": ("from", "to", "team", "pathway", "coordinator"),
    "director": ("from", "to", "team", "pathway", "coordinator"),
    "due_and_overdue": ("team", "person", "kind", "when", "after"),
    "data_quality": ("team", "kind", "after"),
    "workload": ("team",),
    "files": ("still",),
}
OF_A_MEASURE = ("from", "to", "team", "pathway", "coordinator", "after")


def test_junk_in_an_address_shows_the_usual_page(client, clock):
    service = make_service()
    make_conference(service)
    client.force_login(reload(service.manager))
    pages = [(reverse(f"conferences:{name}"), names) for name, names in PARAMETERS.items()]
    for name in ("outcome_records", "outcome_records_export"):
        for key in ("families_met", "offer_rate", "meetings_held"):
            args = [key, "numerator"]
            pages.append((reverse(f"conferences:{name}", args=args), (*OF_A_MEASURE, "format")))
    pages.append((reverse("conferences:outcome_measure", args=["days_to_meet"]), OF_A_MEASURE))
    kinds = reverse("conferences:data_quality")
    pages += [(f"{kinds}?kind={kind}", ("after",)) for kind in ("letter", "plan", "birth")]
    offers = ("from", "to", "team", "show", "after", "missing")
    pages += [(reverse("cases:offer_list"), offers), (reverse("cases:offer_audit"), offers)]

    for address, names in pages:
        for junk in JUNK:
            told = quoted(junk.encode("utf-8", "surrogatepass"))
            joint = "&" if "?" in address else "?"
            query = "&".join(f"{name}={told}" for name in names)
            response = client.get(f"{address}{joint}{query}")
            assert response.status_code == 200, (address, junk[:20])


def test_junk_for_the_published_report_shows_the_newest(client, clock):
    client.force_login(UserFactory(report_reader=True))

    for junk in JUNK:
        told = quoted(junk.encode("utf-8", "surrogatepass"))
        response = client.get(f"{reverse('conferences:report')}?quarter={told}")
        assert response.status_code == 200, junk[:20]


def test_junk_in_what_is_asked_for_makes_no_file(client, clock):
    service = make_service()
    client.force_login(reload(service.manager))
    good = {
        "records": {"measure": "families_met", "part": "numerator", "format": "csv", "query": ""},
        "report": {"which": "own", "quarter": "2026-Q1"},
    }
    for kind, fields in good.items():
        for name in ("kind", *fields):
            for junk in (JUNK[0], JUNK[2]):
                data = {"kind": kind, **fields, name: junk}
                response = client.post(reverse("conferences:file_ask"), data)
                assert response.status_code in (302, 404), (kind, name, junk[:20])
    for one in PreparedFile.objects.all():
        assert "\x00" not in str(one.parameters)
        assert one.parameters["format"] in ("csv", "xlsx")


def quoted(told):
    return "".join(f"%{byte:02x}" for byte in told)

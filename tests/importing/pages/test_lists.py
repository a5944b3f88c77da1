"""A list of staff and one of venues, through the pages."""

import pytest

from accounts.models import User
from cases.models import SheetImport
from conferences.importing.working import work_on_sheet
from conferences.models import Resource
from tests.factories.recording import make_service
from tests.importing.pages.sheets import page, sheet_file, upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def service(client):
    service = make_service()
    client.force_login(service.manager)
    return service


def bring_in(client, kind, *rows, headings):
    """Upload, match, look, bring in; gives what the last two pages say."""
    assert upload(client, sheet_file(*rows, headings=headings), kind=kind).status_code == 302
    found = SheetImport.objects.get()
    said = []
    for what in ("checking", "importing"):
        found.refresh_from_db()
        data = {"version": found.version, "what": what}
        assert client.post(page("begin", found), data).status_code == 302
        work_on_sheet(found.pk)
        said.append(client.get(page("detail", found)).content.decode())
    return said


def test_a_list_of_staff_says_who_waits_and_what_has_no_place(client, service):
    looked, done = bring_in(
        client, "staff", ["Ann Obi", "ann@example.org", "Coordinator", "Mon"],
        ["Bo Li", "bo@example.org", "Manager", ""],
        headings=["Name", "Email", "Job title", "Days"],
    )  # fmt: skip

    assert "cannot sign in until an administrator invites them" in looked
    assert "What has no place here" in looked
    assert "Managers and administrators are not brought in from a list" in looked
    assert "An administrator finds them in the list of staff" in done
    assert User.objects.get(email="ann@example.org").waits_for_invitation
    assert not User.objects.filter(email="bo@example.org").exists()


def test_a_list_of_venues_leads_to_the_venues(client, service):
    looked, done = bring_in(
        client, "venues", ["Mill", "ZZ1 1AA", "20"], headings=["Venue", "Postcode", "Seats"]
    )

    assert "on the case" not in looked
    assert "The list of venues" in done
    assert Resource.objects.get(kind="venue").seats == 20

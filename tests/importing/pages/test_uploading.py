"""Uploading a spreadsheet: what is taken, what is refused, and what is left of a refused one."""

import io
import zipfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from accounts.models import Membership, Role
from cases.models import SheetImport, SheetPiece
from tests.factories.staff import TeamFactory, UserFactory
from tests.importing.pages.sheets import sheet_file, tracker_file, upload, uploaded
from tests.importing.reading import row

pytestmark = pytest.mark.django_db
ADD = "/imports/add/"


@pytest.fixture
def manager(client):
    user = UserFactory(service_manager=True)
    client.force_login(user)
    return user


def bomb():
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("[Content_Types].xml", "<Types/>")
        book.writestr("xl/workbook.xml", b" " * 60_000_000)
    return held.getvalue()


def locked():
    return b"\xd0\xcf\x11\xe0" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")


REFUSED = {
    "a PDF": (b"%PDF-1.7 ...", "This is a PDF"),
    "an old workbook": (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "old Excel file"),
    "a locked workbook": (locked(), "locked with a password"),
    "nothing": (b"", "The selected file is empty"),
    "nothing but spaces": (b" \n ", "The file is empty"),
    "a zip bomb": (bomb(), ""),
    "half a workbook": (tracker_file().read()[:9000], ""),
    "a web page": (b"<html><table><tr><td>1</td></tr></table></html>", "This is a web page"),
    "a picture": (b"\x89PNG\r\n", "This is a picture"),
    "letters and nuls": (bytes(range(256)) * 40, ""),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_what_is_no_spreadsheet_is_refused_beside_the_field_and_not_kept(client, manager, kind):
    content, sentence = REFUSED[kind]

    response = upload(client, SimpleUploadedFile("tracker.xlsx", content))

    html = response.content.decode()
    assert response.status_code == 200
    assert "Error: Bring in a spreadsheet" in html
    assert 'href="#id_file"' in html
    assert sentence in html
    assert not SheetImport.objects.exists()
    assert not SheetPiece.objects.exists()


def test_a_file_that_broke_off_on_its_way_is_not_taken_for_a_whole_one(client, manager):
    data = {"kind": "tracker", "file": sheet_file(row())}

    response = client.post(ADD, data)

    assert "The file broke off on its way. Upload it again." in response.content.decode()
    assert not SheetImport.objects.exists()


def test_a_file_above_the_limit_is_told_how_large_it_may_be(client, manager, monkeypatch):
    monkeypatch.setattr("conferences.forms.importing.MOST", 40)

    response = upload(client, sheet_file(row()))

    assert "The file is larger than" in response.content.decode()
    assert not SheetImport.objects.exists()


def test_of_a_longer_file_no_more_is_written_to_disk_than_may_be(client, manager, settings):
    settings.UPLOAD_MOST_BYTES = 50

    response = upload(client, SimpleUploadedFile("tracker.csv", b"Ref No.,Surname\n" * 50))

    # It is cut off, and its size is still known to the form.
    assert response.wsgi_request.FILES["file"].size == 16 * 50


def test_nothing_of_an_upload_is_left_on_disk(client, manager, settings, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    uploaded(client)
    upload(client, SimpleUploadedFile("tracker.xlsx", b"%PDF"))

    assert list(Path(tmp_path).iterdir()) == []


def test_the_file_is_kept_encrypted_with_the_columns_that_seem_right(client, manager):
    found = uploaded(client)

    team = manager.memberships.get().team
    assert (found.team, found.uploaded_by, found.state) == (team, manager, "uploaded")
    assert found.columns["surname"] == 2
    assert b"OSEI" in found.pieces.get().content
    stored = SheetPiece.objects.extra(select={"raw": "content"}).values_list("raw", flat=True)
    assert b"OSEI" not in bytes(stored[0])


def test_a_name_of_a_file_that_tries_to_lead_elsewhere_is_a_name_alone(client, manager):
    upload(client, sheet_file(row(), name="../../etc/Naïve “tracker”.csv"))

    found = SheetImport.objects.get()
    assert found.filename == "Naïve “tracker”.csv"


def test_a_form_pressed_twice_uploads_once(client, manager):
    token = "0a1b2c3d-0000-4000-8000-000000000001"

    first = upload(client, sheet_file(row()), form_token=token)
    second = upload(client, sheet_file(row()), form_token=token)

    assert first.url == second.url
    assert SheetImport.objects.count() == 1


def test_a_manager_of_two_teams_says_which(client, manager):
    other = TeamFactory()
    Membership.objects.create(user=manager, team=other, role=Role.MANAGER)

    asked = upload(client, sheet_file(row()))
    assert "Select team that it is for" in asked.content.decode()
    elsewhere = upload(client, sheet_file(row()), team=TeamFactory().pk)
    assert "Select one of the choices shown" in elsewhere.content.decode()
    upload(client, sheet_file(row()), team=other.pk)

    assert SheetImport.objects.get().team == other


def test_another_teams_manager_sees_nothing_of_it(client, manager):
    found = uploaded(client)
    client.force_login(UserFactory(service_manager=True))

    listed = client.get(reverse("conferences:import_list"))
    opened = client.get(found.get_absolute_url())

    assert "tracker.csv" not in listed.content.decode()
    assert "Nothing has been brought in yet." in listed.content.decode()
    assert opened.status_code == 404


def test_who_has_left_the_team_sees_nothing_of_it_any_more(client, manager):
    found = uploaded(client)
    manager.memberships.update(ended_at=timezone.now())

    assert client.get(found.get_absolute_url()).status_code == 403


def test_the_list_costs_the_same_for_one_and_for_thirty(
    client, manager, django_assert_max_num_queries
):
    url = reverse("conferences:import_list")
    uploaded(client)
    with django_assert_max_num_queries(30) as one:
        client.get(url)
    team = manager.memberships.get().team
    SheetImport.objects.bulk_create(
        SheetImport(team=team, filename=f"{n}.csv", size=1, file_hash="x", uploaded_by=manager)
        for n in range(29)
    )
    with django_assert_max_num_queries(30) as thirty:
        html = client.get(url).content.decode()

    assert html.count("/imports/") > 30
    assert len(one) == len(thirty)

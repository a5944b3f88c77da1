"""The pages of last resort, and that they need nothing that may be broken."""

from contextlib import nullcontext
from uuid import UUID

import pytest
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation, TooManyFilesSent
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

from restorative.errors import bad_request, server_error


@pytest.fixture
def request_():
    request = RequestFactory().get("/cases/")
    request.id = UUID("0a1b2c3d-0000-4000-8000-000000000000")
    return request


def test_a_server_error_gives_a_reference_and_asks_no_database(request_):
    response = server_error(request_)

    assert response.status_code == 500
    assert "0A1B2C3D" in response.content.decode()
    assert "Exampleshire Council" in response.content.decode()


def test_too_much_is_told_apart_from_nonsense(request_):
    too_much = bad_request(request_, RequestDataTooBig())
    nonsense = bad_request(request_, SuspiciousOperation())

    assert (too_much.status_code, nonsense.status_code) == (400, 400)
    assert "too long" in too_much.content.decode()
    assert "too long" not in nonsense.content.decode()


@pytest.mark.parametrize(("files", "is_taken"), [(10, True), (11, False)])
def test_one_request_opens_ten_files_at_most(files, is_taken):
    sent = {f"file{n}": SimpleUploadedFile(f"{n}.txt", b"x") for n in range(files)}
    request = RequestFactory().post("/", sent)

    with nullcontext() if is_taken else pytest.raises(TooManyFilesSent):
        assert len(request.FILES) == files
    # As the handler of requests does.
    request.close()


def test_the_product_uses_these_pages():
    from restorative import urls

    assert urls.handler400 == "restorative.errors.bad_request"
    assert urls.handler500 == "restorative.errors.server_error"


@pytest.mark.django_db
def test_a_page_that_is_not_there_says_so_in_plain_words(client):
    response = client.get("/nothing-here/")

    assert response.status_code == 404
    assert "<title>Page not found – Family group conferences – Exampleshire Council</title>" in (
        response.content.decode()
    )

import pytest

from accounts.models import AccessEvent
from restorative import settings as product
from tests.crawl.reading import PageReader
from tests.factories.staff import UserFactory

pytestmark = pytest.mark.django_db


def forms_of(client, address):
    return PageReader(address, client.get(address).content.decode()).forms


def test_people_change_their_name_and_phone_and_nothing_else(client):
    user = UserFactory(coordinator=True)
    client.force_login(user)

    client.post(
        "/you/",
        {
            "version": "1",
            "first_name": "Zoë",
            "last_name": "O’Néill-Ó",
            "phone": "01632 960123",
            "email": "other@example.org",
            "is_privacy_officer": "on",
        },
    )

    email = user.email
    user.refresh_from_db()
    assert (user.get_full_name(), user.phone) == ("Zoë O’Néill-Ó", "+441632960123")
    assert (user.email, user.is_privacy_officer) == (email, False)


def test_a_page_is_saved_as_it_was_shown(client):
    user = UserFactory()
    client.force_login(user)

    [form] = [one.as_shown() for one in forms_of(client, "/you/") if "phone" in one.as_shown()]
    response = client.post("/you/", form | {"first_name": "Zoë"})

    assert response.status_code == 302
    user.refresh_from_db()
    assert user.first_name == "Zoë"


def test_an_old_page_is_answered_with_both_versions(client):
    user = UserFactory()
    client.force_login(user)
    form = {"version": "1", "first_name": "A", "last_name": "B", "phone": ""}
    client.post("/you/", form)

    response = client.post("/you/", {**form, "first_name": "C"})

    assert response.status_code == 409
    assert [row["label"] for row in response.context["rows"]] == ["First name"]


def test_signing_in_and_out_and_failing_to_are_recorded(client):
    from accounts.domain.staffing import add_staff

    user = add_staff(
        email="amy@example.org", first_name="Amy", last_name="New", password="right words here"
    )

    for password in ("wrong words here", "right words here"):
        client.post("/account/login/", {"login": user.email, "password": password})
    client.post("/account/logout/")

    recorded = AccessEvent.objects.order_by("pk").values_list("action", "outcome", "actor")
    assert list(recorded) == [
        ("sign_in_failed", "denied", None),
        ("signed_in", "allowed", user.pk),
        ("signed_out", "allowed", user.pk),
    ]


@pytest.mark.django_db(databases=["default", "cache"])
@pytest.mark.parametrize("cache", ["of tests", "in PostgreSQL"])
def test_guessing_is_stopped_after_five_tries(client, settings, cache):
    if cache == "in PostgreSQL":
        settings.CACHES = product.CACHES
    from accounts.domain.staffing import add_staff

    user = add_staff(
        email="amy@example.org", first_name="Amy", last_name="New", password="right words here"
    )
    for _ in range(5):
        client.post("/account/login/", {"login": user.email, "password": "wrong words"})

    client.post("/account/login/", {"login": user.email, "password": "right words here"})

    assert client.get("/you/").status_code == 302

"""Who looks at a family is recorded, or nothing is shown."""

import pytest
from django.db import connection
from django.urls import reverse

from cases.models import Event
from tests.factories.cases import CaseFactory, NetworkMemberFactory
from tests.factories.people import ContactPointFactory

pytestmark = pytest.mark.django_db
SECRET = "07700 900654"


@pytest.fixture
def case(client):
    case = CaseFactory(allocated=True)
    client.force_login(case.coordinator)
    return case


@pytest.fixture
def mother(case):
    return NetworkMemberFactory(case=case).person


def shut(*, but: str = "") -> None:
    """Let the database refuse every record of a look but one."""
    with connection.cursor() as cursor:
        cursor.execute(
            "ALTER TABLE accounts_accessevent ADD CONSTRAINT shut CHECK (action = %s) NOT VALID",
            [but],
        )


def is_shut(response):
    return response.status_code == 503 and response["Retry-After"] == "60"


@pytest.mark.parametrize(
    "name", ["case_detail", "case_people", "case_timeline", "case_copy", "referral_detail"]
)
def test_no_page_of_a_case_is_shown_unrecorded(client, case, mother, name):
    url = reverse(f"cases:{name}", kwargs={"public_id": case.public_id})
    assert client.get(url).status_code == 200
    shut()

    response = client.get(url)

    assert is_shut(response)
    assert str(mother) not in response.content.decode()


def test_no_secret_number_is_shown_unrecorded(client, case, mother):
    contact = ContactPointFactory(person=mother, value=SECRET, confidential=True)
    url = reverse("cases:contact_reveal", kwargs={"public_id": contact.public_id})
    # The look at the page is recorded; that of the number itself is not.
    shut(but="contact_reveal_asked")
    assert client.get(url).status_code == 200

    response = client.post(url, {"reason": "To ring her about Tuesday"})

    assert is_shut(response)
    assert SECRET not in response.content.decode()
    assert not Event.objects.filter(kind=Event.Kind.CONTACT_REVEALED).exists()


def test_nobody_is_found_unrecorded(client, case, mother):
    found = client.post(reverse("cases:find"), {"text": mother.last_name}).headers["Location"]
    assert str(mother) in client.get(found).content.decode()
    shut()

    response = client.get(found)

    assert is_shut(response)
    assert str(mother) not in response.content.decode()

import subprocess
import sys

import pytest
from django.core.mail import EmailMessage

from accounts.demo_people import DEMO_PEOPLE, SOCIAL_WORKER
from accounts.models import AccessEvent, OutboxMessage
from accounts.outbox import OutboxEmailBackend
from tests.factories.staff import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo_person():
    return UserFactory(email=SOCIAL_WORKER.email, social_worker=True)


def test_one_click_signs_in_as_a_demo_person(client, demo_person):
    response = client.post("/demo/sign-in/", {"email": demo_person.email})

    assert response.url == "/"
    assert client.get("/you/").status_code == 200
    assert AccessEvent.objects.get(action="signed_in").actor == demo_person


def test_nobody_else_can_be_signed_in_as(client):
    UserFactory(email="real@example.org")

    assert client.post("/demo/sign-in/", {"email": "real@example.org"}).status_code == 404
    assert client.get("/you/").status_code == 302


def test_looking_signs_nobody_in(client, demo_person):
    assert client.get("/demo/sign-in/").status_code == 405


def test_the_sign_in_page_offers_those_the_demo_has_made(client, demo_person):
    response = client.get("/account/login/")

    assert response.context["demo_people"] == [SOCIAL_WORKER]
    assert client.get("/help/").context["demo_people"] == []


def test_mail_lands_in_the_outbox(client):
    message = EmailMessage("Hello", "Text", to=["a@example.org"], cc=["b@example.org"])

    assert OutboxEmailBackend().send_messages([message]) == 2

    client.force_login(UserFactory(administrator=True))
    page = client.get("/demo/outbox/").context["page"]
    assert [(m.to, m.subject) for m in page.rows] == [
        ("b@example.org", "Hello"),
        ("a@example.org", "Hello"),
    ]
    assert OutboxMessage.objects.count() == 2


def test_outside_a_demo_none_of_it_exists():
    """In a process of its own: addresses are read once, when it starts."""
    program = (
        "import os; os.environ['DJANGO_SETTINGS_MODULE'] = 'tests.settings'\n"
        "import tests.settings as s; s.DEMO = False\n"
        "import django; django.setup()\n"
        "from django.urls import get_resolver\n"
        "names = {k for k in get_resolver().namespace_dict['accounts'][1].reverse_dict}\n"
        "print(sorted(n for n in names if isinstance(n, str) and n.startswith('demo')))\n"
    )
    said = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )

    assert said.stdout.strip() == "[]"


def test_demo_people_have_addresses_that_reach_nobody():
    assert {person.email.split("@")[1] for person in DEMO_PEOPLE} == {"example.org"}

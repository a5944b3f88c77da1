"""The bad inputs of docs/safety that are about one page. The others:

rows 1-7 test_every_parameter, 8-9 and 41-44 test_addresses, 13 and 20-25 test_every_form,
10 tests/access, 11 and 16-17 and 26 and 30-33 with their pages in tests/cases/views, 19
tests/accounts/test_passkeys, 46-48 tests/accounts/domain/test_warning.
"""

from io import BytesIO
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import AccessEvent, Team
from cases.models import BreakGlass, Case
from conferences.models import Meeting
from tests.crawl.reading import PageReader

pytestmark = pytest.mark.django_db


@pytest.fixture
def okafor(council):
    return Case.objects.get(children__person__first_name="Amira")


@pytest.fixture
def coordinator(council, client):
    client.force_login(council.user("coordinator"))
    return client


def date_page(okafor):
    meeting = Meeting.objects.get(parties__case=okafor)
    return meeting, reverse("conferences:meeting_date", args=[meeting.public_id])


def dated(meeting, **changes):
    return {
        "day_day": "14",
        "day_month": "6",
        "day_year": "2027",
        "start": "16:30",
        "hours": "3",
        "place": "Library",
        "version": meeting.version,
        **changes,
    }


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"day_day": "28", "day_month": "3", "start": "01:30"}, "The clocks change that night"),
        ({"day_day": "31", "day_month": "10", "start": "01:30"}, "The clocks change that night"),
        ({"hours": "0"}, "must be"),
        ({"hours": "-2"}, "must be"),
        ({"hours": "13"}, "must be"),
        ({"hours": "NaN"}, ""),
        ({"day_year": "9999"}, ""),
        ({"day_year": "1"}, ""),
        ({"day_day": "31", "day_month": "2"}, "real date"),
        ({"start": "25:00"}, "real time"),
        ({"place": "x" * 201}, "200"),
    ],
)
def test_a_time_that_cannot_be_is_explained(coordinator, okafor, changes, words):
    meeting, url = date_page(okafor)

    response = coordinator.post(url, dated(meeting, **changes))

    page = PageReader(url, response.content.decode())
    assert page.has_errors
    assert words in page.text
    assert dated(meeting, **changes)["place"] in response.content.decode()
    assert Meeting.objects.get(pk=meeting.pk).starts_at == meeting.starts_at


MULTIPART = "multipart/form-data; boundary=part"


def multipart(fields):
    parts = [
        f'--part\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields.items()
    ]
    return "".join([*parts, "--part--\r\n"]).encode()


@pytest.mark.parametrize(
    ("content_type", "encoded"),
    [
        ("application/x-www-form-urlencoded", lambda said: urlencode(said).encode()),
        (MULTIPART, multipart),
    ],
    ids=["urlencoded", "multipart"],
)
def test_half_a_form_is_refused_and_not_kept(coordinator, okafor, content_type, encoded):
    url = reverse("cases:note_add", args=[okafor.public_id])
    today = timezone.localdate()
    said = {
        "audience": "case",
        "children": "all",
        "happened_on_day": today.day,
        "happened_on_month": today.month,
        "happened_on_year": today.year,
        "text": "They must not meet. " * 20,
    }
    whole = encoded(said)
    half = whole[: len(whole) - 150]

    def send(arrived):
        body = {"wsgi.input": BytesIO(arrived), "CONTENT_LENGTH": str(len(whole))}
        return coordinator.post(url, whole, content_type=content_type, **body)

    before = okafor.notes.count()
    refused = send(half)
    assert refused.status_code == 400
    assert "damaged on its way" in refused.content.decode()
    assert okafor.notes.count() == before

    assert send(whole).status_code == 302
    assert okafor.notes.count() == before + 1


def test_the_excluded_get_nowhere_with_a_reference_or_a_key(council, client, okafor):
    tom = council.user("excluded")
    client.force_login(tom)
    reference = okafor.reference

    found = client.post(reverse("cases:find"), {"text": reference}, follow=True)
    guessed = client.get(okafor.get_absolute_url())
    opened = client.post(
        reverse("cases:glass_break"),
        {"reference": reference, "ground": "safety", "reason": "A child alone in the street."},
    )

    assert "Okafor" not in found.content.decode()
    assert PageReader("", found.content.decode()).links.count(okafor.get_absolute_url()) == 0
    assert guessed.status_code == 404
    assert "There is no case with this reference" in opened.content.decode()
    assert not BreakGlass.objects.filter(case=okafor, user=tom).exists()
    assert AccessEvent.objects.filter(actor=tom, outcome="denied").exists()


@pytest.fixture
def dev(council, client):
    """The administrator, signed in."""
    user = council.user("administrator")
    client.force_login(user)
    return user


def give_role(client, user):
    """A post that is right in all but, perhaps, for whom it is."""
    team = Team.objects.get(reference_prefix="FGC")
    url = reverse("accounts:membership_add", args=[user.public_id])
    return client.post(url, {"team": team.public_id, "role": "manager"})


def edit(client, user, **more):
    said = {
        "version": user.version,
        "first_name": user.first_name,
        "last_name": user.last_name,
        "email": user.email,
        "job_title": "Head of service",
    }
    return client.post(reverse("accounts:staff_edit", args=[user.public_id]), said | more)


def test_a_role_is_given_to_others_and_never_to_oneself(council, client, dev):
    before = list(dev.memberships.values_list("team", "role"))
    grace = council.user("grace")
    assert give_role(client, grace).status_code == 302
    assert grace.memberships.filter(role="manager").exists()

    assert give_role(client, dev).status_code == 403

    assert list(dev.memberships.values_list("team", "role")) == before


def test_nobody_makes_themselves_privacy_officer(council, client, dev):
    lee = council.user("lee")
    assert edit(client, lee, is_privacy_officer="on").status_code == 302
    lee.refresh_from_db()
    assert lee.is_privacy_officer

    assert edit(client, dev, is_privacy_officer="on").status_code == 403

    dev.refresh_from_db()
    assert not dev.is_privacy_officer


def test_fields_that_a_form_does_not_have_do_nothing(council, client, dev):
    grace = council.user("grace")
    roles = list(grace.memberships.values_list("team", "role"))
    added = {"role": "manager", "is_active": "", "password": "x", "public_id": dev.public_id}

    assert edit(client, grace, **added).status_code == 302

    now = council.user("grace")
    assert now.job_title == "Head of service"
    assert (now.is_active, now.public_id, now.password) == (True, grace.public_id, grace.password)
    assert list(now.memberships.values_list("team", "role")) == roles


def test_a_session_that_ended_opens_nothing(council, client):
    grace = council.user("grace")
    client.force_login(grace)
    old = client.cookies["sessionid"].value
    client.post(reverse("account_logout"))
    signed_out = AccessEvent.objects.get(action="signed_out", actor=grace)
    client.cookies["sessionid"] = old
    assert client.get("/").status_code == 302

    replayed = AccessEvent.objects.get(action="ended_session_used")
    assert (replayed.actor, replayed.outcome) == (None, "denied")
    # Leads to whose it was.
    assert replayed.session_hash == signed_out.session_hash != ""

    client = Client()
    client.force_login(grace)
    grace.is_active = False
    grace.save()
    assert client.get("/").status_code == 302
    assert AccessEvent.objects.filter(action="ended_session_used", object_id=grace.pk).exists()

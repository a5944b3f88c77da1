import json
import re

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import AccessEvent
from tests.factories.cases import CaseFactory
from tests.factories.people import ChildFactory, PersonFactory
from tests.factories.staff import TeamFactory, UserFactory

FIND = "/find/"


@pytest.fixture
def manager(db):
    return UserFactory(service_manager=True, team=TeamFactory())


@pytest.fixture
def case(manager):
    team = manager.current_memberships[0].team
    child = ChildFactory(first_name="Amira", last_name="Okafor", known_as="Mimi")
    return CaseFactory(team=team, children=[child])


def search(client, text):
    return client.post(FIND, {"text": text}, follow=True)


def main_of(response):
    text = response.content.decode()
    return re.sub(r"<[^>]+>", " ", text[text.index("<main") :])


def test_the_empty_form_is_shown_first(client, manager):
    client.force_login(manager)

    response = client.get(FIND)

    assert response.status_code == 200
    assert "Find a person or case" in main_of(response)


def test_a_misspelt_child_is_found_with_what_tells_them_apart(client, manager, case):
    client.force_login(manager)

    shown = main_of(search(client, "Amera Okofor"))

    assert "Mimi" in shown
    assert "Amira Okafor" in shown
    assert case.reference in shown
    assert "aged 9" in shown


def test_the_address_and_title_say_nothing_of_what_was_looked_for(client, manager, case):
    client.force_login(manager)

    response = client.post(FIND, {"text": "Amira Okafor"})
    page = client.get(response["Location"])

    assert re.fullmatch(r"/find/[0-9a-f-]{36}/", response["Location"])
    assert re.search(r"<title>\s*Search results –", page.content.decode())


def test_a_search_is_no_get(client, manager, case):
    client.force_login(manager)

    response = client.get(FIND, {"text": "Amira"})

    assert "Okafor" not in response.content.decode()


def test_reloading_and_going_back_show_the_results_again(client, manager, case):
    client.force_login(manager)
    address = client.post(FIND, {"text": "Amira"})["Location"]
    client.post(FIND, {"text": "Nobody"})

    for _ in range(2):
        assert "Amira Okafor" in main_of(client.get(address))


def test_what_was_looked_for_is_kept_encrypted(client, manager, case):
    client.force_login(manager)
    search(client, "Amira Okafor")

    kept = json.dumps(Session.objects.get().get_decoded())

    assert "searches" in kept
    assert "Amira" not in kept


def test_the_results_are_for_whoever_asked_and_not_for_long(client, manager, case):
    client.force_login(manager)
    address = client.post(FIND, {"text": "Amira"})["Location"]
    colleague = UserFactory(service_manager=True, team=case.team)
    other = type(client)()
    other.force_login(colleague)

    assert other.get(address, follow=True).redirect_chain == [(FIND, 302)]

    session = client.session
    session["searches"] = [[k, t, at - 31 * 60] for k, t, at in session["searches"]]
    session.save()
    ended = client.get(address, follow=True)
    assert "That search has ended" in ended.content.decode()


def test_no_more_than_five_searches_are_kept(client, manager):
    client.force_login(manager)
    for number in range(7):
        client.post(FIND, {"text": f"Name{number}"})

    assert len(client.session["searches"]) == 5


def test_nobody_found_repeats_what_was_typed_and_offers_a_way_on(client, manager, case):
    client.force_login(manager)

    shown = main_of(search(client, "Featherstonehaugh"))

    assert "Nothing found for “Featherstonehaugh”" in shown
    assert "Refer a family" in shown


def test_names_are_shown_as_they_are_and_never_run(client, manager):
    name = "<img src=x onerror=alert(1)>"
    PersonFactory(first_name=name, last_name="Bell", created_by=manager)
    client.force_login(manager)

    page = search(client, "Bell").content.decode()

    assert "&lt;img src=x" in page
    assert name not in page


def test_an_impossible_date_is_said_to_be_left_out(client, manager, case):
    client.force_login(manager)

    shown = main_of(search(client, "Amira 31/02/2017"))

    assert "31/02/2017 is not a real date, so it was left out" in shown
    assert "Amira Okafor" in shown


@pytest.mark.parametrize("text", ["", "   ", "\x00"])
def test_an_empty_search_is_explained(client, manager, text):
    client.force_login(manager)

    response = client.post(FIND, {"text": text})

    assert response.status_code == 200
    assert "Enter a name, date of birth, reference, postcode or number" in main_of(response)


def test_too_long_a_search_is_explained(client, manager):
    client.force_login(manager)

    assert "200 characters or less" in main_of(client.post(FIND, {"text": "a" * 201}))


def test_a_search_is_recorded_once_without_what_was_typed(client, manager, case):
    client.force_login(manager)
    before = AccessEvent.objects.count()

    search(client, "Amira Okafor")

    event = AccessEvent.objects.filter(action="people_searched").get()
    assert (event.actor, event.case_ids, event.row_count) == (manager, [case.pk], 1)
    assert event.reason == event.object_id == ""
    assert AccessEvent.objects.count() == before + 1


def test_somebody_hidden_leaves_no_trace(client, case):
    stranger = UserFactory(social_worker=True)
    client.force_login(stranger)

    hidden = main_of(search(client, "Amira Okafor"))
    nobody = main_of(search(client, "Amina Okafar"))

    assert hidden.replace("Amira Okafor", "") == nobody.replace("Amina Okafar", "")


def test_people_are_found_by_casework_alone(client, db):
    client.force_login(UserFactory(administrator=True))

    assert client.post(FIND, {"text": "Amira"}).status_code == 403
    url = reverse("cases:find_results", args=["00000000-0000-4000-8000-000000000000"])
    assert client.get(url).status_code == 403


def test_the_form_needs_its_token(manager, client):
    strict = type(client)(enforce_csrf_checks=True)
    strict.force_login(manager)

    assert strict.post(FIND, {"text": "Amira"}).status_code == 403


def test_results_cost_the_same_for_one_and_for_many(client, manager, case):
    client.force_login(manager)
    address = client.post(FIND, {"text": "Amira Okafor"})["Location"]

    with CaptureQueriesContext(connection) as for_one:
        client.get(address)
    children = [ChildFactory(first_name="Amira", last_name="Okafor") for _ in range(9)]
    CaseFactory(team=case.team, children=children)
    with CaptureQueriesContext(connection) as for_ten:
        assert main_of(client.get(address)).count("Amira Okafor") >= 10

    assert len(for_one) == len(for_ten)

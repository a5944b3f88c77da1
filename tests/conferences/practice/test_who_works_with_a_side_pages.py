"""The page of who works with a side: read by those who may, and to everybody else not there."""

import pytest

from accounts.models import AccessEvent, Role
from cases.domain.naming_sides import end_side
from cases.models import CompartmentMember, Event
from conferences.domain.entries import add_entry
from tests.conferences.practice.furniture import errors_of, main_of, token_of, url
from tests.conferences.practice.panel import begin
from tests.conferences.practice.side_workers import CANARY, WHY, end_of, name, now, page_of, send
from tests.factories.recording import make_family, make_member, make_service, queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def service():
    return make_service()


@pytest.fixture
def case(service):
    return make_family(service).case


@pytest.fixture
def panel(service, case):
    """Opened by the coordinator, who so works with the person harmed."""
    panel = begin(case, service.coordinator)
    add_entry(
        panel,
        "harmed_contact",
        by=service.coordinator,
        values={"who": "M.T.", "consent": "yes", "words": CANARY},
    )
    return panel


# What is told of it, and to whom.


def test_the_event_is_for_those_of_the_side_and_for_who_answers_for_the_case(service, case, panel):
    member = name(case, service.colleague, by=service.coordinator)
    end_side(member, by=service.coordinator, why=WHY)

    kinds = ["side_given", "side_ended"]
    events = Event.objects.filter(kind__in=kinds)
    assert {(one.compartment, one.to_value, one.why) for one in events} == {
        ("harmed", str(service.colleague), "")
    }
    heard = {
        who: Event.objects.visible_to(getattr(service, who)).filter(kind__in=kinds).count()
        for who in ("coordinator", "manager", "colleague", "worker", "referring_manager")
    }
    assert heard == {
        "coordinator": 2, "manager": 2, "colleague": 0, "worker": 0, "referring_manager": 0,
    }  # fmt: skip


def test_the_page_names_who_since_when_by_whom_and_until_when(client, service, case, panel):
    member = name(case, service.colleague, by=service.manager)
    end_side(member, by=service.manager, why="Sandpiper-canary")
    name(case, service.worker, by=service.coordinator)
    client.force_login(service.coordinator)

    said = main_of(client.get(page_of(panel)))

    assert f"{service.coordinator} " in said
    assert "with the case" in said
    assert f"named by {service.manager}" in said
    assert f"ended by {service.manager}" in said
    for reason in (WHY, "Sandpiper-canary"):
        assert reason in said
    look = AccessEvent.objects.latest("pk")
    assert (look.case_id, look.action) == (case.pk, "side_workers")


def test_a_manager_outside_the_side_reads_the_names_and_nothing_of_the_side(
    client, service, case, panel
):
    member = name(case, service.colleague, by=service.coordinator)
    end_side(member, by=service.coordinator, why="Sandpiper-canary")
    client.force_login(service.manager)

    page = client.get(page_of(panel)).content.decode()

    assert str(service.colleague) in page
    assert str(service.coordinator) in page
    for word in (
        CANARY,
        WHY,
        "Sandpiper-canary",
        "M.T.",
        url("meeting_records", panel, page="harmed"),
    ):
        assert word not in page


@pytest.mark.parametrize("who", ["colleague", "worker", "referring_manager"])
def test_to_everybody_else_on_the_case_the_page_is_not_there(client, service, case, panel, who):
    member = CompartmentMember.objects.get()
    client.force_login(getattr(service, who))

    for address in (page_of(panel), end_of(panel, member)):
        assert client.get(address).status_code == 404
        assert client.post(address, {"why": "x"}).status_code == 404
    assert page_of(panel) not in client.get(panel.get_absolute_url()).content.decode()


def test_it_is_linked_from_the_page_of_the_side_and_from_the_overview(client, service, panel):
    client.force_login(service.coordinator)
    for address in (url("meeting_records", panel, page="harmed"), panel.get_absolute_url()):
        page = client.get(address).content.decode()
        assert page_of(panel) in page
        assert "Who works with the person harmed" in page
    assert page_of(panel) not in client.get(
        url("meeting_records", panel, page="order")
    ).content.decode()  # fmt: skip
    client.force_login(service.manager)
    assert page_of(panel) in client.get(panel.get_absolute_url()).content.decode()


def test_one_names_and_ends_on_the_page_and_what_was_typed_is_kept(client, service, case, panel):
    client.force_login(service.coordinator)
    wrong = send(client, panel, email="nobody@example.org", why=WHY)
    assert errors_of(wrong) == ["No colleague with an account has this email address."]
    assert WHY in wrong.content.decode()
    assert "nobody@example.org" in wrong.content.decode()
    without = send(client, panel, email=service.colleague.email, why="")
    assert errors_of(without) == ["Enter why"]
    assert service.colleague.email in without.content.decode()
    own = send(client, panel, email=service.coordinator.email, why=WHY)
    assert errors_of(own)[0].startswith("You cannot name yourself.")

    done = send(client, panel, email=service.colleague.email, why=WHY)

    assert done.url == page_of(panel)
    member = CompartmentMember.objects.get(user=service.colleague)
    end = end_of(panel, member)
    page = client.get(end)
    assert errors_of(client.post(end, token_of(page))) == ["Enter why"]
    assert client.post(end, {**token_of(page), "why": WHY}).url == page_of(panel)
    assert now(case) == {service.coordinator}


def test_the_same_form_twice_names_once(client, service, case, panel):
    client.force_login(service.coordinator)
    values = token_of(client.get(page_of(panel))) | {"email": service.colleague.email, "why": WHY}
    for _ in range(2):
        assert client.post(page_of(panel), values).status_code == 302
    assert CompartmentMember.objects.filter(user=service.colleague).count() == 1


def test_whoever_ends_their_own_is_led_away_from_a_page_that_is_not_there_any_more(
    client, service, case, panel
):
    name(case, service.colleague, by=service.coordinator)
    client.force_login(service.coordinator)
    own = end_of(panel, CompartmentMember.objects.get(user=service.coordinator))

    done = client.post(own, {**token_of(client.get(own)), "why": WHY})

    assert done.url == panel.get_absolute_url()
    assert client.get(page_of(panel)).status_code == 404
    assert client.get(done.url).status_code == 200


def test_a_member_of_another_case_is_found_on_no_page_of_this(client, service, case, panel):
    other = make_family(service).case
    begin(other, service.coordinator)
    theirs = CompartmentMember.objects.get(case=other)
    client.force_login(service.manager)
    assert client.get(end_of(panel, theirs)).status_code == 404


def test_the_page_costs_the_same_for_one_and_for_many(client, service, case, panel):
    client.force_login(service.coordinator)
    client.get(page_of(panel))
    one = queries_of(client, page_of(panel))
    for number in range(8):
        user = make_member(service.team, Role.COORDINATOR, f"N{number}", "Named")
        member = name(case, user, by=service.coordinator)
        if number % 2:
            end_side(member, by=service.coordinator, why=WHY)
    assert queries_of(client, page_of(panel)) == one

import pytest
from django.urls import reverse

from cases.domain.restricting import lift_restriction, restrict_case
from cases.models import Case, Event
from tests.factories.lifecycle import make_service

WHY = {"why": "A colleague’s own family"}


@pytest.fixture
def service(db):
    return make_service()


@pytest.fixture
def case(service):
    return service.case(coordinator=service.coordinator)


def url_of(case, page="case_restrict"):
    return reverse(f"cases:{page}", kwargs={"public_id": case.public_id})


def opened(client, case):
    """What the page sends back when its button is pressed: intent and token as it was made."""
    context = client.get(url_of(case)).context
    return {"intent": context["form"]["intent"].value(), "form_token": context["form_token"]}


def is_restricted(case):
    return Case.objects.get(pk=case.pk).is_restricted


def test_a_manager_restricts_a_case_and_is_on_its_list(client, service, case):
    client.force_login(service.manager)

    response = client.post(url_of(case), opened(client, case) | WHY)

    assert response.url == url_of(case, "case_access")
    assert is_restricted(case)
    assert [access.user for access in case.access_list.all()] == [service.manager]


def test_pressing_twice_restricts_once(client, service, case):
    client.force_login(service.manager)
    posted = opened(client, case) | WHY

    answers = [client.post(url_of(case), posted) for _ in range(2)]

    assert {answer.url for answer in answers} == {url_of(case, "case_access")}
    assert is_restricted(case)
    assert [event.kind for event in Event.objects.of_case(case)[:2]] == [
        Event.Kind.ACCESS_GRANTED,
        Event.Kind.CASE_RESTRICTED,
    ]


def test_a_manager_lifts_a_restriction(client, service, case):
    restrict_case(case, by=service.manager, why="A colleague’s own family")
    client.force_login(service.manager)

    response = client.post(url_of(case), opened(client, case) | {"why": "They have left."})

    assert response.url == url_of(case, "case_access")
    assert not is_restricted(case)


@pytest.mark.parametrize("intent", ["restrict", "lift"])
def test_a_page_left_open_changes_nothing_once_it_has_been_done(client, service, case, intent):
    by_me = {"by": service.manager, "why": "In another window."}
    if intent == "lift":
        restrict_case(case, **by_me)
    client.force_login(service.manager)
    posted = opened(client, case) | WHY
    assert posted["intent"] == intent
    {"restrict": restrict_case, "lift": lift_restriction}[intent](case, **by_me)
    events = Event.objects.count()

    response = client.post(url_of(case), posted)

    assert response.status_code == 409
    assert is_restricted(case) == (intent == "restrict")
    assert Event.objects.count() == events


def test_a_case_that_a_colleague_restricted_meanwhile_is_not_there(client, service, case):
    client.force_login(service.manager)
    posted = opened(client, case) | WHY
    restrict_case(case, by=service.second_manager, why="My sister’s family")

    assert client.post(url_of(case), posted).status_code == 404
    assert is_restricted(case)


def test_who_comes_second_reads_who_was_first_and_what_they_wrote_themselves(client, service, case):
    restrict_case(case, by=service.manager, why="A colleague’s own family")
    client.force_login(service.manager)
    posted = opened(client, case) | {"why": "They have left."}
    lift_restriction(case, by=service.second_manager, why="Asked to.")

    page = client.post(url_of(case), posted).content.decode()

    assert "This case is not restricted." in page
    assert f"{service.second_manager.get_full_name()} lifted the restriction on" in page
    assert "They have left." in page


@pytest.mark.parametrize("intent", [{}, {"intent": "toggle"}], ids=["none", "junk"])
def test_a_form_that_does_not_say_what_it_is_for_does_nothing(client, service, case, intent):
    client.force_login(service.manager)

    response = client.post(url_of(case), intent | WHY)

    assert "intent" in response.context["form"].errors
    assert "does not say whether to restrict the case" in response.content.decode()
    assert not is_restricted(case)


def test_why_is_asked_and_the_page_still_means_the_same(client, service, case):
    client.force_login(service.manager)

    response = client.post(url_of(case), opened(client, case) | {"why": " "})

    assert response.context["form"].errors == {"why": ["Enter why"]}
    assert response.context["form"]["intent"].value() == "restrict"


def test_others_on_the_case_do_not_restrict_it(client, service, case):
    client.force_login(service.coordinator)

    assert client.post(url_of(case), {"intent": "restrict", **WHY}).status_code == 403
    assert not is_restricted(case)

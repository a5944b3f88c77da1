import pytest
from django.urls import reverse

from tests.factories.lifecycle import make_service
from tests.factories.staff import UserFactory


@pytest.fixture
def service(db):
    return make_service()


@pytest.fixture
def case(service):
    return service.case(coordinator=service.coordinator, children=2)


def url_of(case):
    return reverse("cases:worker_allocate", kwargs={"public_id": case.public_id})


def workers_of(case):
    return list(case.children.order_by("pk").values_list("social_worker", flat=True))


def test_one_of_the_children_gets_another_social_worker(client, service, case):
    first, _ = case.children.order_by("pk")
    other = UserFactory(social_worker=True)
    client.force_login(service.referring_manager)

    response = client.post(url_of(case), {"children": [first.pk], "worker": other.public_id})

    assert response.url == case.get_absolute_url()
    assert workers_of(case) == [other.pk, service.worker.pk]


def test_nobody_is_an_answer_that_must_be_chosen(client, service, case):
    first, _ = case.children.order_by("pk")
    client.force_login(service.referring_manager)

    response = client.post(url_of(case), {"children": [first.pk]})
    assert "worker" in response.context["form"].errors

    client.post(url_of(case), {"children": [first.pk], "worker": "nobody"})
    assert workers_of(case) == [None, service.worker.pk]


def test_a_child_of_another_family_cannot_be_slipped_in(client, service, case):
    stranger = make_service().case().children.get()
    before = stranger.social_worker
    client.force_login(service.manager)

    response = client.post(
        url_of(case), {"children": [stranger.pk], "worker": service.worker.public_id}
    )

    stranger.refresh_from_db()
    assert "children" in response.context["form"].errors
    assert stranger.social_worker == before


def test_who_answers_to_the_coordinator_is_refused_with_the_reason(client, service, case):
    other = UserFactory(social_worker=True, line_manager=service.coordinator)
    client.force_login(service.manager)

    response = client.post(
        url_of(case),
        {"children": [child.pk for child in case.children.all()], "worker": other.public_id},
    )

    assert "must stay independent" in response.context["form"].errors["worker"][0]
    assert workers_of(case) == [service.worker.pk, service.worker.pk]


def test_who_may_not_know_of_the_case_finds_nothing(client, case):
    client.force_login(UserFactory(social_worker=True))

    assert client.get(url_of(case)).status_code == 404


def test_a_closed_case_keeps_its_workers(client, service):
    case = service.case(closed=True)
    client.force_login(service.manager)

    assert client.post(url_of(case), {"worker": "nobody"}).status_code == 403

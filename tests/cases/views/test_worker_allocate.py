import pytest
from django.urls import reverse

from cases.domain.allocating import allocate_social_worker
from cases.domain.restricting import restrict_case
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


def posted(client, case, *children, **answers):
    """What the page sends back as it was made: the versions of all children, and the answers."""
    form = client.get(url_of(case)).context["form"]
    versions = {field.html_name: field.value() for field in form.hidden_fields()}
    return versions | {"children": [child.pk for child in children], **answers}


def workers_of(case):
    return list(case.children.order_by("pk").values_list("social_worker", flat=True))


def test_one_of_the_children_gets_another_social_worker(client, service, case):
    first, _ = case.children.order_by("pk")
    other = UserFactory(social_worker=True)
    client.force_login(service.referring_manager)

    response = client.post(url_of(case), posted(client, case, first, worker=other.public_id))

    assert response.url == case.get_absolute_url()
    assert workers_of(case) == [other.pk, service.worker.pk]


def test_nobody_is_an_answer_that_must_be_chosen(client, service, case):
    first, _ = case.children.order_by("pk")
    client.force_login(service.referring_manager)

    response = client.post(url_of(case), posted(client, case, first))
    assert "worker" in response.context["form"].errors

    client.post(url_of(case), posted(client, case, first, worker="nobody"))
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


def test_the_second_is_told_who_was_faster_and_saves_again_only_by_choice(client, service, case):
    first, second = case.children.order_by("pk")
    theirs, mine = UserFactory(social_worker=True), UserFactory(social_worker=True)
    client.force_login(service.manager)
    answers = posted(client, case, first, second, worker=mine.public_id)
    allocate_social_worker(first, theirs, by=service.referring_manager, version=first.version)

    response = client.post(url_of(case), answers)

    assert response.status_code == 409
    assert workers_of(case) == [theirs.pk, service.worker.pk]
    [told] = response.context["faster"]
    name = first.person.liked_name
    assert told.startswith(
        f"{name} is now with {theirs}. {service.referring_manager} gave {name} to {theirs} on "
    )
    form = response.context["form"]
    again = {field.html_name: field.value() for field in form.hidden_fields()}

    client.post(url_of(case), answers | again)

    assert workers_of(case) == [mine.pk, mine.pk]


def test_a_change_of_another_child_is_in_nobodys_way(client, service, case):
    first, second = case.children.order_by("pk")
    other = UserFactory(social_worker=True)
    client.force_login(service.manager)
    answers = posted(client, case, first, worker=other.public_id)
    allocate_social_worker(second, None, by=service.referring_manager, version=second.version)

    assert client.post(url_of(case), answers).url == case.get_absolute_url()
    assert workers_of(case) == [other.pk, None]


@pytest.mark.parametrize(("version", "status"), [("", 409), ("junk", 200)])
def test_a_form_without_a_sound_version_changes_nothing(client, service, case, version, status):
    first, _ = case.children.order_by("pk")
    client.force_login(service.manager)
    answers = posted(client, case, first, worker="nobody") | {f"version_{first.pk}": version}

    assert client.post(url_of(case), answers).status_code == status
    assert workers_of(case) == [service.worker.pk, service.worker.pk]


def test_who_may_not_know_of_the_case_finds_nothing(client, case):
    client.force_login(UserFactory(social_worker=True))

    assert client.get(url_of(case)).status_code == 404


def test_a_closed_case_keeps_its_workers(client, service):
    case = service.case(closed=True)
    client.force_login(service.manager)

    assert client.post(url_of(case), {"worker": "nobody"}).status_code == 403


@pytest.mark.parametrize("who", ["worker", "coordinator"])
def test_on_a_restricted_case_it_takes_a_manager_on_its_list(client, service, case, who):
    other = UserFactory(social_worker=True)
    client.force_login(getattr(service, who))
    before = workers_of(case)
    summary = client.get(case.get_absolute_url()).content.decode()
    assert "Change social workers" in summary
    sent = posted(client, case, *case.children.all(), worker=other.public_id)
    restrict_case(case, by=service.manager, why="A colleague’s family.")

    refused = client.post(url_of(case), sent)

    assert refused.status_code == 403
    assert "Only a manager on its access list" in refused.content.decode()
    assert workers_of(case) == before
    assert "Change social workers" not in client.get(case.get_absolute_url()).content.decode()

    client.force_login(service.manager)
    client.post(url_of(case), sent)
    assert workers_of(case) == [other.pk, other.pk]

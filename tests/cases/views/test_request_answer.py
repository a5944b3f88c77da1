import pytest
from django.urls import reverse

from cases.domain.deciding import answer_request, decline_referral
from cases.models import Case
from tests.drafting import type_into
from tests.factories.lifecycle import make_service
from tests.factories.staff import UserFactory


@pytest.fixture
def service(db):
    return make_service()


@pytest.fixture
def case(service):
    return service.case(info_needed=True)


def url_of(case):
    return reverse("cases:request_answer", kwargs={"public_id": case.public_id})


def test_the_referrer_answers_and_the_referral_waits_for_a_decision(client, service, case):
    client.force_login(service.worker)
    assert "Which school?" in client.get(url_of(case)).content.decode()

    response = client.post(url_of(case), {"answer": "Mill Lane"})

    case.refresh_from_db()
    assert response.url == case.get_absolute_url()
    assert case.stage == Case.Stage.SUBMITTED
    assert case.referral.requests.get().answer == "Mill Lane"


@pytest.mark.parametrize("answer", ["", "   ", "x" * 2001])
def test_an_answer_is_needed_and_what_was_typed_is_kept(client, service, case, answer):
    client.force_login(service.worker)

    response = client.post(url_of(case), {"answer": answer})

    assert response.status_code == 200
    assert "answer" in response.context["form"].errors
    assert response.context["form"]["answer"].value() == answer


def test_another_teams_social_worker_finds_nothing(client, case):
    client.force_login(UserFactory(social_worker=True))

    assert client.get(url_of(case)).status_code == 404
    assert client.post(url_of(case), {"answer": "Mill Lane"}).status_code == 404


def test_business_support_does_not_answer(client, service, case):
    client.force_login(UserFactory(business_support=True, team=service.team))

    assert client.post(url_of(case), {"answer": "Mill Lane"}).status_code == 403


def test_a_question_that_was_answered_meanwhile_keeps_the_text(client, service, case):
    answer_request(case.referral.requests.get(), "Mill Lane", by=service.manager)
    client.force_login(service.worker)

    response = client.post(url_of(case), {"answer": "Bridge Street"})

    assert response.status_code == 409
    assert "Bridge Street" in response.content.decode()
    assert "Mill Lane" in response.content.decode()


def test_a_draft_of_an_answer_that_somebody_else_gave_is_shown(client, service, case):
    client.force_login(service.worker)
    type_into(client, url_of(case), answer="Bridge Street")
    answer_request(case.referral.requests.get(), "Mill Lane", by=service.manager)

    response = client.get(url_of(case))

    assert response.status_code == 200
    assert response.context["typed"] == [("Answer", "Bridge Street")]
    assert "Answer: Bridge Street" in response.content.decode()


def test_a_question_ends_with_its_referral(client, service, case):
    decline_referral(case, "Another council", by=service.manager)
    client.force_login(service.worker)

    response = client.post(url_of(case), {"answer": "Mill Lane"})

    assert response.status_code == 409
    assert case.referral.requests.get().answered_at is None

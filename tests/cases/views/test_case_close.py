import pytest
from django.urls import reverse
from django.utils import timezone

from cases.domain.alerting import raise_alert
from cases.domain.closing import close_case
from cases.models import Case
from tests.factories.lifecycle import make_service
from tests.factories.staff import UserFactory

FILLED_IN = {
    "close": {
        "outcome": "plan_working",
        "why": "The plan is working",
        "told": "Mum and Dad",
        "checked": "on",
    },
    "hold": {
        "why": "Mum is in hospital",
        "review_on_day": "4",
        "review_on_month": "1",
        "review_on_year": "2100",
    },
    "resume": {"why": ""},
    "withdraw": {"why": "No longer wanted"},
    "not_viable": {"why": "Nobody was found"},
}
STARTS = {"resume": Case.Stage.ON_HOLD}
LEADS_TO = {
    "close": Case.Stage.CLOSED,
    "hold": Case.Stage.ON_HOLD,
    "resume": Case.Stage.ALLOCATED,
    "withdraw": Case.Stage.WITHDRAWN,
    "not_viable": Case.Stage.NOT_VIABLE,
}


@pytest.fixture
def service(db):
    return make_service()


@pytest.fixture
def case(service):
    return service.case(coordinator=service.coordinator)


def url_of(case, name="close"):
    return reverse(f"cases:case_{name}", kwargs={"public_id": case.public_id})


def stage_of(case):
    return Case.objects.get(pk=case.pk).stage


def alert_on(case, by):
    return raise_alert(
        case,
        by=by,
        children=[case.children.get()],
        what="She said he hit her.",
        who_was_told="Duty manager",
        told_at=timezone.now(),
    )


@pytest.mark.parametrize("name", FILLED_IN)
def test_each_page_does_what_it_says(client, service, name):
    case = service.case(
        coordinator=service.coordinator, stage=STARTS.get(name, Case.Stage.ALLOCATED)
    )
    client.force_login(service.manager)
    assert client.get(url_of(case, name)).status_code == 200

    response = client.post(url_of(case, name), FILLED_IN[name])

    assert response.status_code == 302
    assert response.url == case.get_absolute_url()
    assert stage_of(case) == LEADS_TO[name]


@pytest.mark.parametrize("name", ["close", "not_viable"])
@pytest.mark.parametrize("who", ["worker", "coordinator", "referring_manager"])
def test_only_managers_of_the_service_end_a_case(client, service, case, name, who):
    client.force_login(getattr(service, who))

    assert client.post(url_of(case, name), FILLED_IN[name]).status_code == 403
    assert stage_of(case) == Case.Stage.ALLOCATED


@pytest.mark.parametrize("name", FILLED_IN)
def test_who_may_not_know_of_the_case_finds_nothing(client, case, name):
    client.force_login(UserFactory(service_manager=True))

    assert client.get(url_of(case, name)).status_code == 404
    assert client.post(url_of(case, name), FILLED_IN[name]).status_code == 404


@pytest.mark.parametrize("name", FILLED_IN)
def test_a_closed_record_says_when_and_by_whom(client, service, name):
    case = service.case(closed=True)
    client.force_login(service.manager)

    response = client.post(url_of(case, name), FILLED_IN[name])

    assert response.status_code == 403
    page = response.content.decode()
    assert f"was closed on {timezone.localtime(case.ended_at):%-d %B %Y}" in page
    assert f"by {case.ended_by}" in page


@pytest.mark.parametrize("name", ["close", "hold", "withdraw", "not_viable"])
def test_empty_forms_explain(client, service, case, name):
    client.force_login(service.manager)

    response = client.post(url_of(case, name), {"why": " "})

    assert response.status_code == 200
    assert "There is a problem" in response.content.decode()
    assert "why" in response.context["form"].errors
    assert stage_of(case) == Case.Stage.ALLOCATED


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (("", "", ""), "Enter when you look at it again"),
        (("31", "2", "2100"), "The day must be a real date"),
        (("1", "1", "2020"), "The day must be after today."),
    ],
)
def test_a_hold_needs_a_day_ahead(client, service, case, day, text):
    client.force_login(service.manager)
    posted = {
        f"review_on_{part}": value
        for part, value in zip(("day", "month", "year"), day, strict=True)
    }

    response = client.post(url_of(case, "hold"), {"why": "Ill"} | posted)

    assert response.context["form"].errors["review_on"] == [text]
    assert stage_of(case) == Case.Stage.ALLOCATED


def test_an_open_alert_is_named_before_anybody_fills_the_form_in(client, service, case):
    alert_on(case, service.worker)
    client.force_login(service.manager)

    page = client.get(url_of(case)).content.decode()

    assert "The case cannot be closed yet" in page
    assert "safeguarding alert of" in page
    assert "Who was told?" not in page


def test_an_alert_raised_meanwhile_stops_it_and_the_text_stays(client, service, case):
    client.force_login(service.manager)
    alert_on(case, service.worker)

    response = client.post(url_of(case), FILLED_IN["close"])

    assert "safeguarding alert" in response.context["form"].non_field_errors()[0]
    assert "The plan is working" in response.content.decode()
    assert stage_of(case) == Case.Stage.ALLOCATED


def test_the_check_must_be_ticked(client, service, case):
    client.force_login(service.manager)
    posted = {name: value for name, value in FILLED_IN["close"].items() if name != "checked"}

    response = client.post(url_of(case), posted)

    assert list(response.context["form"].errors) == ["checked"]


def test_tasks_that_end_with_the_case_are_shown(client, service, case):
    client.force_login(service.manager)

    assert "Contact the referrer of" in client.get(url_of(case)).content.decode()


def test_the_slower_of_two_who_hold_it_is_told(client, service):
    case = service.case(on_hold=True)
    client.force_login(service.manager)

    response = client.post(url_of(case, "hold"), FILLED_IN["hold"])

    assert response.status_code == 409
    assert "Mum is in hospital" in response.content.decode()
    assert "“On hold”" in response.content.decode()


def test_a_referrer_can_withdraw_before_a_decision(client, service):
    case = service.case()
    client.force_login(service.worker)

    client.post(url_of(case, "withdraw"), FILLED_IN["withdraw"])

    assert stage_of(case) == Case.Stage.WITHDRAWN


def test_a_family_comes_back_as_a_new_referral(client, service):
    case = service.case(closed=True, children=2)
    client.force_login(service.worker)
    assert client.get(url_of(case, "refer_again")).status_code == 200

    response = client.post(url_of(case, "refer_again"))

    again = Case.objects.get(previous_case=case)
    assert again.stage == Case.Stage.DRAFT
    assert again.created_by == service.worker
    assert [c.person_id for c in again.children.all()] == [c.person_id for c in case.children.all()]
    assert response.url == reverse("cases:referral_tasks", kwargs={"public_id": again.public_id})
    assert stage_of(case) == Case.Stage.CLOSED


def test_a_family_under_way_is_not_referred_again(client, service, case):
    client.force_login(service.worker)

    response = client.post(url_of(case, "refer_again"))

    assert "is still under way" in response.content.decode()
    assert not Case.objects.filter(previous_case=case).exists()


def test_closing_twice_with_one_form_leads_to_the_same_page(client, service, case):
    client.force_login(service.manager)
    token = client.get(url_of(case)).context["form_token"]
    client.post(url_of(case), FILLED_IN["close"] | {"form_token": token})
    ended = Case.objects.get(pk=case.pk).ended_at

    client.post(url_of(case), FILLED_IN["close"] | {"form_token": token})

    assert Case.objects.get(pk=case.pk).ended_at == ended


def test_a_manager_who_closes_what_was_closed_meanwhile_is_told(client, service, case):
    client.force_login(service.manager)
    close_case(case, by=service.second_manager, outcome="moved", why="They moved", told="Mum")

    response = client.post(url_of(case), FILLED_IN["close"])

    assert response.status_code == 403
    assert str(service.second_manager) in response.content.decode()

from datetime import date, timedelta

import pytest
from django.urls import reverse

from accounts.domain.covering import record_absence
from accounts.models import Absence
from tests.factories.staff import TeamFactory, UserFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


def sign_in(client, user):
    client.force_login(user)
    client.get("/you/")


def posted(user, deputy, **fields):
    return {
        "user": user.public_id,
        "deputy": deputy.public_id,
        "starts_on_day": "23",
        "starts_on_month": "11",
        "starts_on_year": "2026",
        "ends_on_day": "27",
        "ends_on_month": "11",
        "ends_on_year": "2026",
        **fields,
    }


def away(user, deputy):
    return record_absence(user, deputy, TODAY, TODAY + timedelta(days=4), by=user)


def test_people_record_their_own_absence(client, clock):
    user, deputy = UserFactory(coordinator=True), UserFactory(coordinator=True)
    sign_in(client, user)

    client.post("/absences/add/", posted(user, deputy))

    absence = Absence.objects.get()
    assert (absence.user, absence.deputy, absence.recorded_by) == (user, deputy, user)


def test_they_cannot_record_one_of_a_colleague(client, clock):
    user, colleague = UserFactory(coordinator=True), UserFactory(coordinator=True)
    sign_in(client, user)

    response = client.post("/absences/add/", posted(colleague, user))

    assert set(response.context["form"].errors) == {"user"}
    assert not Absence.objects.exists()


@pytest.mark.parametrize(
    ("fields", "field"),
    [({"ends_on_day": "20"}, "ends_on"), ({"ends_on_month": "13"}, "ends_on")],
)
def test_what_is_wrong_is_said_where_it_is_wrong(client, clock, fields, field):
    user, deputy = UserFactory(coordinator=True), UserFactory(coordinator=True)
    sign_in(client, user)

    response = client.post("/absences/add/", posted(user, deputy, **fields))

    assert set(response.context["form"].errors) == {field}


def test_an_unfit_deputy_is_said_at_the_deputy(client, clock):
    user = UserFactory(coordinator=True)
    sign_in(client, user)

    response = client.post("/absences/add/", posted(user, UserFactory(social_worker=True)))

    assert set(response.context["form"].errors) == {"deputy"}


def test_a_manager_is_told_that_they_cannot_be_the_deputy_themselves(client, clock):
    team = TeamFactory()
    user = UserFactory(coordinator=True, team=team)
    manager = UserFactory(service_manager=True, team=team)
    sign_in(client, manager)

    response = client.post("/absences/add/", posted(user, manager))

    assert set(response.context["form"].errors) == {"deputy"}
    assert not Absence.objects.exists()


def test_the_list_holds_own_managed_and_covered_absences_only(client, clock):
    team = TeamFactory()
    manager = UserFactory(service_manager=True, team=team)
    member = away(UserFactory(coordinator=True, team=team), UserFactory(coordinator=True))
    covered = away(UserFactory(service_manager=True), manager)
    away(UserFactory(coordinator=True), UserFactory(coordinator=True))
    sign_in(client, manager)

    rows = client.get("/absences/").context["page"].rows

    assert {(row, row.may_cancel) for row in rows} == {(member, True), (covered, False)}


def test_a_deputy_cannot_cancel(client, clock):
    deputy = UserFactory(coordinator=True)
    absence = away(UserFactory(coordinator=True), deputy)
    sign_in(client, deputy)

    url = reverse("accounts:absence_cancel", args=[absence.pk])

    assert client.post(url).status_code == 404
    absence.refresh_from_db()
    assert absence.cancelled_at is None


@pytest.mark.parametrize("count", [1, 30])
def test_the_list_costs_the_same_however_long_it_is(
    client, clock, django_assert_num_queries, count
):
    for _ in range(count):
        away(UserFactory(coordinator=True), UserFactory(coordinator=True))
    sign_in(client, UserFactory(administrator=True))

    with django_assert_num_queries(6):  # savepoint twice, session, user, seats, absences
        client.get("/absences/")


@pytest.mark.parametrize("name", ["absence_list", "absence_add"])
def test_the_page_says_that_restricted_cases_are_left_out(client, name):
    client.force_login(UserFactory(service_manager=True))

    page = client.get(reverse(f"accounts:{name}")).content.decode()

    assert "Restricted cases are left out, also those of a manager’s team" in page

import pytest
from django.urls import reverse

from accounts import work
from accounts.domain.staffing import change_staff, deactivate_staff
from accounts.models import AccessEvent, Role, User
from tests.crawl.reading import PageReader
from tests.factories.staff import MembershipFactory, TeamFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client):
    user = UserFactory(administrator=True)
    client.force_login(user)
    client.get("/you/")
    return user


def rows(response):
    return set(response.context["page"].rows)


def changed(user, **fields):
    return {
        "version": str(user.version),
        "first_name": user.first_name,
        "last_name": user.last_name,
        "email": user.email,
        "job_title": user.job_title,
        "phone": "",
        "line_manager": "",
        **fields,
    }


def test_the_list_is_filtered_by_team_role_and_account(client, admin):
    coordinator = UserFactory(coordinator=True)
    manager = UserFactory(service_manager=True)
    leaver = deactivate_staff(UserFactory(coordinator=True), by=admin)
    team = coordinator.memberships.get().team

    assert rows(client.get("/staff/")) == {admin, coordinator, manager}
    assert rows(client.get("/staff/", {"team": team.public_id})) == {coordinator}
    assert rows(client.get("/staff/", {"role": "manager"})) == {manager}
    assert rows(client.get("/staff/", {"role": "manager", "team": team.public_id})) == set()
    assert rows(client.get("/staff/", {"state": "left"})) == {leaver}
    assert rows(client.get("/staff/", {"role": "nonsense"})) == {admin, coordinator, manager}


@pytest.mark.parametrize("count", [1, 30])
def test_the_list_costs_the_same_however_long_it_is(
    client, admin, django_assert_num_queries, count
):
    team = TeamFactory()
    for _ in range(count):
        MembershipFactory(user=UserFactory(coordinator=True), team=team)

    # savepoint twice, session, user, seats, teams of the filter, invitations, staff, their roles
    with django_assert_num_queries(9):
        client.get("/staff/")


def test_a_colleague_is_changed_and_it_is_recorded(client, admin):
    user, boss = UserFactory(), UserFactory()

    response = client.post(
        reverse("accounts:staff_edit", args=[user.public_id]),
        changed(user, phone="01632 960123", line_manager=boss.public_id, is_privacy_officer="on"),
    )

    user.refresh_from_db()
    assert response.url == user.get_absolute_url()
    assert (user.phone, user.line_manager, user.is_privacy_officer) == ("+441632960123", boss, True)
    assert AccessEvent.objects.get(action="staff_changed").object_id == str(user.pk)


def test_a_colleague_is_saved_as_the_page_shows_them(client, admin):
    user = UserFactory(coordinator=True)
    url = reverse("accounts:staff_edit", kwargs={"public_id": user.public_id})
    forms = PageReader(url, client.get(url).content.decode()).forms
    form = next(one.as_shown() for one in forms if "job_title" in one.as_shown())

    response = client.post(url, form | {"job_title": "Senior coordinator"})

    assert response.status_code == 302
    user.refresh_from_db()
    assert user.job_title == "Senior coordinator"


def test_two_who_change_a_colleague_see_both_versions(client, admin):
    user = UserFactory()
    form = changed(user, job_title="Coordinator")
    change_staff(user, by=admin, version=1, changes={"job_title": "Senior coordinator"})
    url = reverse("accounts:staff_edit", args=[user.public_id])

    response = client.post(url, form)

    assert response.status_code == 409
    assert response.context["rows"] == [
        {"label": "Job title", "theirs": "Senior coordinator", "yours": "Coordinator"}
    ]
    assert response.context["form"]["version"].value() == "2"
    client.post(url, {**form, "version": "2"})
    user.refresh_from_db()
    assert user.job_title == "Coordinator"


def test_administrators_cannot_make_themselves_privacy_officer(client, admin):
    url = reverse("accounts:staff_edit", args=[admin.public_id])

    response = client.post(url, changed(admin, is_privacy_officer="on"))

    admin.refresh_from_db()
    assert response.status_code == 403
    assert not admin.is_privacy_officer
    assert admin.version == 1


def test_extra_fields_change_nothing(client, admin):
    user = UserFactory()
    url = reverse("accounts:staff_edit", args=[user.public_id])

    client.post(url, changed(user, is_active="", public_id=admin.public_id, password="x"))

    user.refresh_from_db()
    assert user.is_active
    assert user.check_password("correct-horse-battery-staple")


def test_what_is_wrong_is_said_and_what_was_typed_is_kept(client, admin):
    user = UserFactory()
    url = reverse("accounts:staff_edit", args=[user.public_id])

    response = client.post(url, changed(user, email="nonsense", phone="07400123456; 07400123457"))

    form = response.context["form"]
    assert set(form.errors) == {"email", "phone"}
    assert form["email"].value() == "nonsense"


def test_work_left_is_said_before_and_refused_after(client, admin, monkeypatch):
    user = UserFactory(coordinator=True)
    url = reverse("accounts:staff_deactivate", args=[user.public_id])
    monkeypatch.setattr(work, "_of_staff", [lambda user: ["2 cases."]])

    assert client.get(url).context["left"] == ["2 cases."]
    assert client.get(url).context["hand_over_url"] == f"/staff/{user.public_id}/hand-over/"
    response = client.post(url)

    assert response.status_code == 422
    assert response.context["refusal"] == [f"Hand over the work of {user} first. 2 cases."]
    assert User.objects.get(pk=user.pk).is_active


def test_the_last_administrator_is_told_so(client, admin):
    other = UserFactory(administrator=True)
    client.force_login(other)
    seat = other.memberships.get()

    response = client.post(reverse("accounts:membership_end", args=[other.public_id, seat.pk]))

    assert response.context["refusal"] == [
        "You cannot change your own teams and roles. Ask another administrator."
    ]


def test_a_role_that_does_not_fit_is_said_at_the_role(client, admin):
    user, team = UserFactory(), TeamFactory(referring=True)

    response = client.post(
        reverse("accounts:membership_add", args=[user.public_id]),
        {"team": team.public_id, "role": Role.COORDINATOR},
    )

    assert set(response.context["form"].errors) == {"role"}


def test_a_seat_is_found_only_under_its_own_person(client, admin):
    seat = UserFactory(coordinator=True).memberships.get()
    other = UserFactory()

    url = reverse("accounts:membership_end", args=[other.public_id, seat.pk])

    assert client.post(url).status_code == 404

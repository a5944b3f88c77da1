import re

import pytest

from accounts.domain.inviting import invite_staff
from accounts.models import AccessEvent, Invitation, Role, User
from tests.factories.staff import TeamFactory, UserFactory

pytestmark = pytest.mark.django_db
PASSWORD = "three quiet orange bicycles"


@pytest.fixture
def admin():
    return UserFactory(administrator=True)


def invite(client, team, **fields):
    return client.post(
        "/staff/invite/",
        {
            "first_name": "Amy",
            "last_name": "New",
            "email": "amy@example.org",
            "team": team.public_id,
            "role": Role.COORDINATOR,
            "form_token": "6f1f2a3e-8f4e-4b0e-9a63-0e7a3a7f7a01",
            **fields,
        },
    )


def link_in(mail):
    return re.search(r"http://testserver(/welcome/\S+)", mail.body)[1]


@pytest.fixture
def link(client, admin, mailoutbox, django_capture_on_commit_callbacks):
    client.force_login(admin)
    with django_capture_on_commit_callbacks(execute=True):
        invite(client, TeamFactory())
    client.logout()
    [mail] = mailoutbox
    assert mail.to == ["amy@example.org"]
    return link_in(mail)


def test_an_invited_person_creates_a_password_and_signs_in(client, link):
    assert client.get(link).status_code == 200

    assert client.post(link, {"password": PASSWORD}).url == "/account/login/"

    client.post("/account/login/", {"login": "amy@example.org", "password": PASSWORD})
    assert client.get("/you/").context["user"].email == "amy@example.org"
    assert AccessEvent.objects.filter(action="invitation_accepted").count() == 1


def test_looking_at_the_link_uses_nothing_up(client, link):
    for _ in range(3):
        client.get(link)

    assert Invitation.objects.get().accepted_at is None
    assert not User.objects.get_queryset().filter(email="amy@example.org").exists()


def test_a_used_link_says_so(client, link):
    client.post(link, {"password": PASSWORD})

    assert client.get(link).status_code == 410
    assert client.post(link, {"password": PASSWORD}).status_code == 410


def test_a_made_up_link_is_answered_like_a_used_one(client, link):
    client.post(link, {"password": PASSWORD})
    client.get("/account/login/")

    assert client.get("/welcome/made-up/").content == client.get(link).content


def test_a_weak_password_is_explained(client, link):
    response = client.post(link, {"password": "amynew"})

    assert set(response.context["form"].errors) == {"password"}


def test_two_presses_invite_once(client, admin):
    client.force_login(admin)
    team = TeamFactory()

    assert invite(client, team).url == invite(client, team).url

    assert Invitation.objects.count() == 1


def test_an_address_with_an_account_is_said_at_the_address(client, admin):
    client.force_login(admin)

    response = invite(client, TeamFactory(), email=admin.email)

    assert set(response.context["form"].errors) == {"email"}


def test_a_new_link_ends_the_earlier_one(
    client, admin, link, mailoutbox, django_capture_on_commit_callbacks
):
    client.force_login(admin)
    invitation = Invitation.objects.get()

    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"/invitations/{invitation.public_id}/send-again/")

    assert client.get(link).status_code == 410
    assert client.get(link_in(mailoutbox[-1])).status_code == 200
    assert [i.pk for i in client.get("/invitations/").context["invitations"]] != [invitation.pk]


def test_a_withdrawn_invitation_leaves_the_list(client, admin, link):
    client.force_login(admin)

    client.post(f"/invitations/{Invitation.objects.get().public_id}/revoke/")

    assert client.get(link).status_code == 410
    assert list(client.get("/invitations/").context["invitations"]) == []


@pytest.mark.parametrize("count", [1, 30])
def test_the_list_costs_the_same_however_long_it_is(
    client, admin, django_assert_num_queries, count
):
    team = TeamFactory()
    for number in range(count):
        invite_staff(
            by=admin,
            email=f"n{number}@example.org",
            first_name="N",
            last_name="N",
            team=team,
            role=Role.MANAGER,
        )
    client.force_login(admin)
    client.get("/you/")

    with django_assert_num_queries(6):  # savepoint twice, session, user, seats, invitations
        client.get("/invitations/")

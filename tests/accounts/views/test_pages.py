"""All pages of this app: who may open them, and that they open."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.domain.covering import record_absence
from accounts.domain.inviting import invite_staff
from accounts.domain.staffing import deactivate_staff
from accounts.models import Role
from tests.factories.staff import TeamFactory, UserFactory

pytestmark = pytest.mark.django_db

FOR_ADMINISTRATORS = [
    "staff_list",
    "staff_invite",
    "staff_detail",
    "staff_edit",
    "staff_deactivate",
    "staff_reactivate",
    "membership_add",
    "membership_move",
    "membership_end",
    "invitation_list",
    "team_list",
    "team_add",
    "team_detail",
    "team_edit",
    "team_archive",
]
FOR_PRIVACY_OFFICERS = ["audit_list", "audit_export"]
FOR_ALL_STAFF = [
    "role_page",
    "absence_list",
    "absence_add",
    "absence_cancel",
    "own_account",
    "demo_outbox",
]
FOR_ANYBODY = ["help_page", "accessibility", "privacy", "invitation_accept"]


@pytest.fixture
def world():
    admin = UserFactory(administrator=True)
    colleague = UserFactory(coordinator=True)
    leaver = deactivate_staff(UserFactory(), by=admin)
    membership = colleague.memberships.get()
    deputy = UserFactory(coordinator=True)
    today = timezone.localdate()
    absence = record_absence(colleague, deputy, today, today + timedelta(days=3), by=colleague)
    _, token = invite_staff(
        by=admin,
        email="new@example.org",
        first_name="Amy",
        last_name="New",
        team=TeamFactory(),
        role=Role.COORDINATOR,
    )
    person = {"public_id": colleague.public_id}
    seat = {**person, "membership_id": membership.pk}
    team = {"public_id": membership.team.public_id}
    arguments = {
        "staff_detail": person,
        "staff_edit": person,
        "staff_deactivate": person,
        "membership_add": person,
        "membership_move": seat,
        "membership_end": seat,
        "staff_reactivate": {"public_id": leaver.public_id},
        "team_detail": team,
        "team_edit": team,
        "team_archive": team,
        "absence_cancel": {"absence_id": absence.pk},
        "invitation_accept": {"token": token},
    }
    return {
        "url": lambda name: reverse(f"accounts:{name}", kwargs=arguments.get(name)),
        "admin": admin,
        "colleague": colleague,
        "officer": UserFactory(privacy_officer=True),
    }


@pytest.mark.parametrize("name", FOR_ADMINISTRATORS)
def test_pages_of_administrators(client, world, name):
    url = world["url"](name)
    for who, status in (("admin", 200), ("colleague", 403), ("officer", 403)):
        client.force_login(world[who])
        assert client.get(url).status_code == status
        if status == 403:
            assert client.post(url).status_code == 403 or "POST" not in client.options(url)["Allow"]


@pytest.mark.parametrize("name", FOR_PRIVACY_OFFICERS)
def test_pages_of_privacy_officers(client, world, name):
    for who, status in (("officer", 200), ("admin", 403), ("colleague", 403)):
        client.force_login(world[who])
        assert client.get(world["url"](name)).status_code == status


@pytest.mark.parametrize("name", FOR_ALL_STAFF)
def test_pages_of_all_staff(client, world, name):
    assert client.get(world["url"](name)).status_code == 302
    client.force_login(world["colleague"])

    assert client.get(world["url"](name)).status_code == 200


@pytest.mark.parametrize("name", FOR_ANYBODY)
def test_pages_for_anybody(client, world, name):
    assert client.get(world["url"](name)).status_code == 200


def test_strangers_do_not_read_who_administers(client, world):
    assert world["admin"].email not in client.get("/help/").content.decode()
    client.force_login(world["colleague"])
    assert world["admin"].email in client.get("/help/").content.decode()

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from allauth.account.models import EmailAddress
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.db import connection, connections
from django.test import Client
from django.utils import timezone

from accounts import work
from accounts.domain.covering import record_absence
from accounts.domain.staffing import (
    add_membership,
    appoint_first_administrator,
    change_own_account,
    change_staff,
    deactivate_staff,
    end_membership,
    move_staff,
    reactivate_staff,
)
from accounts.models import Membership, Role, User
from restorative.conflicts import StaleVersion
from tests.factories.staff import MembershipFactory, TeamFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin():
    return UserFactory(administrator=True)


def refused(code, act, *args, **kwargs):
    with pytest.raises(ValidationError) as refusal:
        act(*args, **kwargs)
    assert refusal.value.code == code


def roles_of(user):
    return {(m.team, m.role) for m in user.memberships.current()}


def test_a_role_is_given_and_ended_and_says_by_whom(admin):
    team, user = TeamFactory(), UserFactory()

    membership = add_membership(user, team, Role.COORDINATOR, by=admin)
    assert (membership.started_by, roles_of(user)) == (admin, {(team, Role.COORDINATOR)})

    ended = end_membership(membership, by=admin)
    assert ended.ended_by == admin
    assert roles_of(user) == set()


def test_nobody_changes_their_own_roles(admin):
    own = admin.memberships.get()

    refused("own_role", add_membership, admin, own.team, Role.MANAGER, by=admin)
    refused("own_role", end_membership, own, by=admin)
    refused("own_role", move_staff, own, TeamFactory(), Role.MANAGER, by=admin)
    refused("own_role", deactivate_staff, admin, by=admin)


def test_nobody_makes_themselves_privacy_officer(admin):
    refused(
        "own_role",
        change_staff,
        admin,
        by=admin,
        version=admin.version,
        changes={"is_privacy_officer": True},
    )


@pytest.mark.parametrize(
    ("referring", "role"), [(True, Role.COORDINATOR), (False, Role.SOCIAL_WORKER)]
)
def test_a_role_must_fit_the_kind_of_team(admin, referring, role):
    refused(
        "role_does_not_fit",
        add_membership,
        UserFactory(),
        TeamFactory(referring=referring),
        role,
        by=admin,
    )


def test_a_role_is_held_once(admin):
    user = UserFactory(coordinator=True)
    team = user.memberships.get().team

    refused("already_a_member", add_membership, user, team, Role.COORDINATOR, by=admin)


def test_moving_ends_one_role_and_starts_another(admin):
    user = UserFactory(coordinator=True)
    other = TeamFactory()

    move_staff(user.memberships.get(), other, Role.MANAGER, by=admin)

    assert roles_of(user) == {(other, Role.MANAGER)}


def test_the_last_administrator_stays(admin):
    other = UserFactory(administrator=True)
    end_membership(other.memberships.get(), by=admin)

    refused("last_administrator", end_membership, admin.memberships.get(), by=other)
    refused("last_administrator", deactivate_staff, admin, by=other)


def test_an_administrator_who_has_left_does_not_count(admin):
    leaver = UserFactory(administrator=True)
    User.objects.get_queryset().filter(pk=leaver.pk).update(is_active=False)

    refused("last_administrator", end_membership, admin.memberships.get(), by=UserFactory())


def test_an_administrator_with_two_seats_may_lose_one_of_them():
    """Only the last seat of the last administrator is kept."""
    admin = UserFactory(administrator=True)
    MembershipFactory(user=admin, role=Role.ADMINISTRATOR)

    end_membership(admin.memberships.first(), by=UserFactory())

    assert admin.memberships.current().count() == 1


def test_the_last_administrator_does_not_leave_by_having_two_seats():
    """Both end together: neither is another administrator."""
    last = UserFactory(administrator=True)
    MembershipFactory(user=last, role=Role.ADMINISTRATOR)

    refused("last_administrator", deactivate_staff, last, by=UserFactory())

    assert last.memberships.current().count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_administrators_cannot_remove_each_other_at_once():
    first, second = UserFactory(administrator=True), UserFactory(administrator=True)
    together = Barrier(2)
    refusals = []

    def deactivate(user, by):
        together.wait()
        try:
            deactivate_staff(user, by=by)
        except ValidationError as error:
            refusals.append(error.code)
        finally:
            connections.close_all()

    threads = [
        Thread(target=deactivate, args=(first, second)),
        Thread(target=deactivate, args=(second, first)),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert refusals == ["last_administrator"]
    assert User.objects.active().with_role(Role.ADMINISTRATOR).count() == 1


def test_a_house_has_one_first_administrator(admin):
    refused("not_first", appoint_first_administrator, UserFactory(), TeamFactory())


def test_a_leaver_is_signed_out_everywhere_and_cannot_sign_in(admin, client):
    leaver = UserFactory(coordinator=True)
    client.force_login(leaver)
    client.get("/you/")
    second = Client()
    second.force_login(leaver)
    second.get("/you/")
    assert Session.objects.count() == 2

    deactivate_staff(leaver, by=admin)

    assert Session.objects.count() == 0
    assert client.get("/you/").url == "/account/login/?next=/you/"
    leaver.refresh_from_db()
    assert (leaver.is_active, leaver.deactivated_by, roles_of(leaver)) == (False, admin, set())


def test_nobody_leaves_with_work_left_on_them(admin, monkeypatch):
    monkeypatch.setattr(work, "_of_staff", [lambda user: ["2 cases."]])
    leaver = UserFactory(coordinator=True)

    refused("work_left", deactivate_staff, leaver, by=admin)

    leaver.refresh_from_db()
    assert leaver.is_active


def test_standing_in_for_somebody_is_work(admin):
    away = UserFactory(coordinator=True)
    deputy = UserFactory(coordinator=True)
    today = timezone.localdate()
    record_absence(away, deputy, today, today + timedelta(days=7), by=away)

    refused("work_left", deactivate_staff, deputy, by=admin)


def test_a_deactivated_colleague_gets_no_role_until_reactivated(admin):
    user = deactivate_staff(UserFactory(coordinator=True), by=admin)
    refused("inactive", add_membership, user, TeamFactory(), Role.COORDINATOR, by=admin)

    user = reactivate_staff(user, by=admin)

    assert (user.is_active, roles_of(user)) == (True, set())


def test_whoever_comes_back_is_no_privacy_officer(admin):
    user = deactivate_staff(UserFactory(is_privacy_officer=True), by=admin)

    user = User.objects.get(pk=reactivate_staff(user, by=admin).pk)

    assert not user.is_privacy_officer
    assert user.seats == frozenset()


def test_a_changed_address_is_the_one_to_sign_in_with(admin):
    user = UserFactory()

    change_staff(
        user, by=admin, version=1, changes={"email": "New.Name@example.org", "phone": "+4416"}
    )

    assert (user.email, user.version) == ("new.name@example.org", 2)
    assert [a.email for a in EmailAddress.objects.filter(user=user, verified=True)] == [user.email]


def test_the_old_address_is_told_that_it_was_changed(
    admin, mailoutbox, django_capture_on_commit_callbacks
):
    user = UserFactory(email="old@example.org")

    with django_capture_on_commit_callbacks(execute=True):
        change_staff(user, by=admin, version=1, changes={"email": "new@example.org"})
        change_staff(user, by=admin, version=2, changes={"email": "NEW@example.org"})

    [message] = mailoutbox
    assert message.to == ["old@example.org"]
    assert str(admin) in message.body
    assert "new@example.org" not in message.body


def test_an_address_belongs_to_one_person(admin):
    taken = UserFactory()

    with pytest.raises(ValidationError) as refusal:
        change_staff(UserFactory(), by=admin, version=1, changes={"email": taken.email.upper()})

    assert refusal.value.error_dict["email"][0].code == "email_taken"


def test_the_slower_of_two_who_change_a_colleague_is_told(admin):
    user = UserFactory()
    change_staff(user, by=admin, version=1, changes={"phone": "1"})

    with pytest.raises(StaleVersion) as stale:
        change_staff(user, by=admin, version=1, changes={"phone": "2"})

    assert stale.value.current.phone == "1"


def test_what_people_change_of_themselves_is_name_and_phone():
    user = UserFactory()

    with pytest.raises(ValueError, match="name and phone"):
        change_own_account(user, version=1, changes={"email": "other@example.org"})


def test_history_says_who_gave_the_role(admin, client):
    user, team = UserFactory(), TeamFactory()
    client.force_login(admin)

    client.post(
        f"/staff/{user.public_id}/roles/add/", {"team": team.public_id, "role": Role.MANAGER}
    )

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pgh_context->>'user', pgh_context->>'route', pgh_context->>'seats' "
            "FROM accounts_membershipevent WHERE user_id = %s",
            [user.pk],
        )
        row = cursor.fetchone()
    assert row == (str(admin.pk), "accounts:membership_add", '["administrator"]')
    assert Membership.objects.get(user=user).team == team

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.domain.inviting import (
    accept_invitation,
    find_invitation,
    invite_staff,
    revoke_invitation,
)
from accounts.domain.staffing import add_membership, end_membership, move_staff
from accounts.domain.teaming import archive_team
from accounts.models import Invitation, Role, User
from tests.factories.staff import TeamFactory, UserFactory

pytestmark = pytest.mark.django_db
PASSWORD = "three quiet orange bicycles"


def invite(team=None, by=None, email="Amy.New@example.org", role=Role.COORDINATOR):
    return invite_staff(
        by=by or UserFactory(administrator=True),
        email=email,
        first_name="Amy",
        last_name="New",
        team=team or TeamFactory(),
        role=role,
    )


def test_an_invitation_becomes_an_account_with_its_role():
    team = TeamFactory()
    invitation, token = invite(team)

    user = accept_invitation(token, password=PASSWORD)

    assert (user.email, user.get_full_name()) == ("amy.new@example.org", "Amy New")
    assert user.check_password(PASSWORD)
    assert [(m.team, m.role, m.started_by) for m in user.memberships.current()] == [
        (team, Role.COORDINATOR, invitation.invited_by)
    ]
    assert EmailAddress.objects.get(user=user).verified


def test_an_invitation_works_once():
    _, token = invite()
    accept_invitation(token, password=PASSWORD)

    with pytest.raises(ValidationError) as refusal:
        accept_invitation(token, password=PASSWORD)

    assert refusal.value.code == "not_open"


@pytest.mark.parametrize(("hours", "is_open"), [(71, True), (72, False)])
def test_an_invitation_works_for_72_hours(clock, hours, is_open):
    _, token = invite()

    clock.shift(timedelta(hours=hours))

    assert (find_invitation(token) is not None) == is_open


def test_a_revoked_invitation_does_not_work():
    invitation, token = invite()

    revoke_invitation(invitation, by=invitation.invited_by)

    assert find_invitation(token) is None


def test_an_accepted_invitation_cannot_be_revoked():
    invitation, token = invite()
    accept_invitation(token, password=PASSWORD)

    with pytest.raises(ValidationError) as refusal:
        revoke_invitation(invitation, by=invitation.invited_by)

    assert refusal.value.code == "accepted"


def test_a_new_invitation_ends_the_earlier_one():
    _, first = invite()
    _, second = invite(email="AMY.NEW@example.org")

    assert find_invitation(first) is None
    assert find_invitation(second) is not None


def test_the_database_does_not_hold_the_link():
    invitation, token = invite()

    assert token not in str(Invitation.objects.filter(pk=invitation.pk).values().get())
    assert find_invitation(token.swapcase()) is None


def test_somebody_with_an_account_is_not_invited():
    UserFactory(email="amy.new@example.org")

    with pytest.raises(ValidationError) as refusal:
        invite(email="Amy.New@Example.org")

    assert refusal.value.code == "has_account"


def test_the_role_must_fit_the_team():
    with pytest.raises(ValidationError) as refusal:
        invite(TeamFactory(referring=True), role=Role.COORDINATOR)

    assert refusal.value.code == "role_does_not_fit"


def test_a_weak_password_leaves_the_invitation_open():
    _, token = invite()

    with pytest.raises(ValidationError):
        accept_invitation(token, password="password1234")

    assert find_invitation(token) is not None
    assert not User.objects.get_queryset().filter(email="amy.new@example.org").exists()


def test_an_invitation_to_a_team_that_has_closed_is_refused():
    team = TeamFactory()
    _, token = invite(team)
    archive_team(team, by=UserFactory())

    with pytest.raises(ValidationError) as refusal:
        accept_invitation(token, password=PASSWORD)

    assert refusal.value.code == "team_archived"


def test_an_invitation_ends_when_its_sender_is_no_administrator_any_more():
    sender, other = UserFactory(administrator=True), UserFactory(administrator=True)
    invitation, token = invite(by=sender)
    assert find_invitation(token) == invitation

    end_membership(sender.memberships.get(), by=other)

    invitation.refresh_from_db()
    assert invitation.revoked_at
    assert find_invitation(token) is None
    add_membership(sender, TeamFactory(), Role.ADMINISTRATOR, by=other)
    with pytest.raises(ValidationError) as refusal:
        accept_invitation(token, password=PASSWORD)
    assert refusal.value.code == "not_open"


def test_an_invitation_outlives_a_move_within_the_role_of_its_sender():
    sender, other = UserFactory(administrator=True), UserFactory(administrator=True)
    invitation, token = invite(by=sender)

    move_staff(sender.memberships.get(), TeamFactory(), Role.ADMINISTRATOR, by=other)

    assert find_invitation(token) == invitation


@pytest.mark.parametrize("change", ["role", "inactive"])
def test_an_invitation_of_somebody_who_may_not_invite_is_not_taken_up(change):
    """However they lost it: the link itself is asked again."""
    sender = UserFactory(administrator=True)
    _, token = invite(by=sender)
    if change == "role":
        sender.memberships.update(ended_at=timezone.now())
    else:
        User.objects.get_queryset().filter(pk=sender.pk).update(is_active=False)

    assert find_invitation(token) is None
    with pytest.raises(ValidationError) as refusal:
        accept_invitation(token, password=PASSWORD)
    assert refusal.value.code == "not_open"

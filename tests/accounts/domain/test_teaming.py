import pytest
from django.core.exceptions import ValidationError

from accounts import work
from accounts.domain.staffing import end_membership
from accounts.domain.teaming import add_team, archive_team, change_team, reopen_team
from accounts.models import Team
from tests.factories.staff import TeamFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin():
    return UserFactory(administrator=True)


@pytest.mark.parametrize("prefix", ["", "F", "FGCFGCF", "F1", "ÉÉ"])
def test_a_service_needs_letters_for_its_references(admin, prefix):
    with pytest.raises(ValidationError) as refusal:
        add_team(by=admin, name="Circles", kind=Team.Kind.SERVICE, reference_prefix=prefix)

    assert refusal.value.error_dict["reference_prefix"][0].code == "prefix"


def test_a_referring_team_has_no_letters(admin):
    team = add_team(by=admin, name="North", kind=Team.Kind.REFERRING, reference_prefix="N")

    assert team.reference_prefix == ""


def test_letters_are_kept_as_capitals(admin):
    team = add_team(by=admin, name="Circles", kind=Team.Kind.SERVICE, reference_prefix=" rc ")

    assert team.reference_prefix == "RC"


def test_a_name_is_used_once(admin):
    add_team(by=admin, name="North", kind=Team.Kind.REFERRING)
    other = TeamFactory(referring=True)

    for attempt in (
        lambda: add_team(by=admin, name="North", kind=Team.Kind.REFERRING),
        lambda: change_team(other, by=admin, version=1, changes={"name": "North"}),
    ):
        with pytest.raises(ValidationError) as refusal:
            attempt()
        assert refusal.value.error_dict["name"][0].code == "name_taken"


def test_a_team_with_people_is_not_archived(admin):
    user = UserFactory(coordinator=True)
    membership = user.memberships.get()

    with pytest.raises(ValidationError) as refusal:
        archive_team(membership.team, by=admin)
    assert refusal.value.code == "team_in_use"

    end_membership(membership, by=admin)
    assert archive_team(membership.team, by=admin).archived_at
    assert reopen_team(membership.team, by=admin).archived_at is None


def test_a_team_with_open_work_is_not_archived(admin, monkeypatch):
    monkeypatch.setattr(work, "_of_teams", [lambda team: ["3 open cases."]])

    with pytest.raises(ValidationError) as refusal:
        archive_team(TeamFactory(), by=admin)

    assert refusal.value.messages == ["3 open cases."]

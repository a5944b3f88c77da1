"""What the tests of a case's life stand on: one service, its people, and cases in it."""

from dataclasses import dataclass

from django.utils import timezone

from accounts.models import Role, Team, User
from cases.models import Case, Consent
from tests.factories.cases import CaseFactory
from tests.factories.people import PersonFactory
from tests.factories.staff import MembershipFactory, TeamFactory, UserFactory


@dataclass
class Service:
    team: Team
    referring: Team
    manager: User
    second_manager: User
    coordinator: User
    colleague: User
    worker: User
    referring_manager: User

    def case(self, **fields) -> Case:
        """A case of this service, referred by its worker."""
        fields = {
            "team": self.team,
            "referring_team": self.referring,
            "created_by": self.worker,
        } | fields
        return CaseFactory(**fields)


def make_service() -> Service:
    team, referring = TeamFactory(), TeamFactory(referring=True)
    return Service(
        team=team,
        referring=referring,
        manager=UserFactory(service_manager=True, team=team, first_name="Mo", last_name="Manager"),
        second_manager=UserFactory(service_manager=True, team=team),
        coordinator=UserFactory(coordinator=True, team=team, first_name="Cora"),
        colleague=UserFactory(coordinator=True, team=team, first_name="Colin"),
        worker=UserFactory(social_worker=True, team=referring, first_name="Will"),
        referring_manager=UserFactory(referring_manager=True, team=referring),
    )


def also_coordinates(user: User, team: Team) -> User:
    """Give somebody a coordinator's seat besides what they have."""
    MembershipFactory(user=user, team=team, role=Role.COORDINATOR)
    return User.objects.get(pk=user.pk)


def agree(case, capacity=Consent.Capacity.RESPONSIBILITY):
    """Let somebody of this capacity agree to be contacted."""
    Consent.objects.create(
        case=case,
        kind=Consent.Kind.CONTACT,
        person=PersonFactory(created_by=case.created_by),
        capacity=capacity,
        answer=Consent.Answer.YES,
        given_on=timezone.localdate(),
        recorded_by=case.created_by,
    )

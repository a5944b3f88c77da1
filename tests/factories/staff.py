"""Colleagues and their teams: UserFactory(coordinator=True), UserFactory(seat="coordinator")."""

import factory
from factory.django import DjangoModelFactory

from accounts.models import Membership, Role, Team, User
from accounts.permissions import Seat

PASSWORD = "correct-horse-battery-staple"
ROLES = {
    Seat.SOCIAL_WORKER: (Role.SOCIAL_WORKER, Team.Kind.REFERRING),
    Seat.COORDINATOR: (Role.COORDINATOR, Team.Kind.SERVICE),
    Seat.REFERRING_MANAGER: (Role.MANAGER, Team.Kind.REFERRING),
    Seat.SERVICE_MANAGER: (Role.MANAGER, Team.Kind.SERVICE),
    Seat.BUSINESS_SUPPORT: (Role.BUSINESS_SUPPORT, Team.Kind.SERVICE),
    Seat.ADMINISTRATOR: (Role.ADMINISTRATOR, Team.Kind.SERVICE),
}


class TeamFactory(DjangoModelFactory):
    """A service team; `referring=True` for one that refers families."""

    class Meta:
        model = Team

    class Params:
        referring = factory.Trait(
            kind=Team.Kind.REFERRING,
            reference_prefix="",
            name=factory.Sequence(lambda n: f"Social work team {n}"),
        )

    kind = Team.Kind.SERVICE
    name = factory.Sequence(lambda n: f"Conference service {n}")
    reference_prefix = "FGC"


class UserFactory(DjangoModelFactory):
    """Somebody who can sign in, with no seat unless a trait or `seat` gives one.

    The seat is in `team`, or in a new team of the right kind.
    """

    class Meta:
        model = User

    class Params:
        social_worker = factory.Trait(seat=Seat.SOCIAL_WORKER)
        coordinator = factory.Trait(seat=Seat.COORDINATOR)
        referring_manager = factory.Trait(seat=Seat.REFERRING_MANAGER)
        service_manager = factory.Trait(seat=Seat.SERVICE_MANAGER)
        business_support = factory.Trait(seat=Seat.BUSINESS_SUPPORT)
        administrator = factory.Trait(seat=Seat.ADMINISTRATOR)
        privacy_officer = factory.Trait(seat=Seat.PRIVACY_OFFICER)
        report_reader = factory.Trait(seat=Seat.REPORT_READER)
        panel_volunteer = factory.Trait(seat=Seat.PANEL_VOLUNTEER)

    first_name = factory.Sequence(lambda n: f"Robin{n}")
    last_name = "Colleague"
    email = factory.Sequence(lambda n: f"robin{n}@exampleshire.example")
    password = PASSWORD
    seat = ""
    team = None

    @classmethod
    def _create(cls, model_class, *args, seat, team, **fields):
        if seat == Seat.PRIVACY_OFFICER:
            fields["is_privacy_officer"] = True
        if seat == Seat.REPORT_READER:
            fields["reads_report"] = True
        if seat == Seat.PANEL_VOLUNTEER:
            fields["sits_on_panels"] = True
        user = model_class.objects.create_user(**fields)
        if seat in ROLES:
            role, kind = ROLES[Seat(seat)]
            team = team or TeamFactory(referring=kind == Team.Kind.REFERRING)
            Membership.objects.create(user=user, team=team, role=role)
        return user


class MembershipFactory(DjangoModelFactory):
    """A second seat: MembershipFactory(user=..., team=..., role=Role.MANAGER)."""

    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    team = factory.SubFactory(TeamFactory)
    role = Role.COORDINATOR

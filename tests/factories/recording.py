"""A family with those who work with it: what tests of notes, alerts and timelines stand on."""

from dataclasses import dataclass
from datetime import date
from itertools import count

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Membership, Role, Team, User
from cases.models import Case, CaseChild, Person, Referral

NAMES = ("Amira", "Sami", "Leila", "Noor", "Yusuf", "Hana")
numbers = count(1)


@dataclass
class Service:
    """A team that provides the service, one that refers, and one person in each part."""

    team: Team
    referring: Team
    worker: User
    referring_manager: User
    coordinator: User
    colleague: User
    manager: User
    support: User
    administrator: User


@dataclass
class Family:
    case: Case
    children: list[CaseChild]


def make_service() -> Service:
    number = next(numbers)
    team = Team.objects.create(
        name=f"Conferences {number}", kind="service", reference_prefix=f"F{number}"
    )
    referring = Team.objects.create(name=f"Assessment {number}", kind="referring")
    return Service(
        team=team,
        referring=referring,
        worker=make_member(referring, Role.SOCIAL_WORKER, "Will", "Worker"),
        referring_manager=make_member(referring, Role.MANAGER, "Rita", "Referring"),
        coordinator=make_member(team, Role.COORDINATOR, "Cora", "Coordinator"),
        colleague=make_member(team, Role.COORDINATOR, "Colin", "Colleague"),
        manager=make_member(team, Role.MANAGER, "Mo", "Manager"),
        support=make_member(team, Role.BUSINESS_SUPPORT, "Bea", "Support"),
        administrator=make_member(team, Role.ADMINISTRATOR, "Ada", "Admin"),
    )


def make_member(team: Team, role: Role, first_name: str, last_name: str) -> User:
    number = next(numbers)
    user = User.objects.create_user(
        f"{first_name}.{last_name}.{number}@example.org".lower(),
        first_name=first_name,
        last_name=last_name,
        phone="01632 960123",
    )
    Membership.objects.create(user=user, team=team, role=role)
    return user


def make_family(
    service: Service, *, children: int = 1, stage: Case.Stage = Case.Stage.ALLOCATED, **fields
) -> Family:
    """A family whose case stands at a stage, with a coordinator once it has come so far."""
    number = next(numbers)
    with_coordinator = stage in (Case.Stage.ALLOCATED, Case.Stage.ON_HOLD, *Case.ENDED_STAGES)
    ended = stage in Case.ENDED_STAGES
    case = Case.objects.create(
        team=service.team,
        referring_team=service.referring,
        stage=stage,
        **{
            "reference": None if stage == Case.Stage.DRAFT else f"FGC-2026-{number:05}",
            "created_by": service.worker,
            "coordinator": service.coordinator if with_coordinator else None,
            "ended_at": timezone.now() if ended else None,
            "ended_by": service.manager if ended else None,
        }
        | fields,
    )
    Referral.objects.create(case=case, reason="Nan worries.", strengths="Nan visits daily.")
    made = []
    for name in NAMES[:children]:
        person = Person.objects.create(
            first_name=name,
            last_name="Okafor",
            date_of_birth=date(2017, 5, 3),
            created_by=service.worker,
        )
        made.append(
            CaseChild.objects.create(case=case, person=person, social_worker=service.worker)
        )
    return Family(case, made)


def end_case(family: Family, service: Service) -> None:
    """Lock the records of a family, as a closure does."""
    Case.objects.filter(pk=family.case.pk).update(
        stage=Case.Stage.CLOSED, ended_at=timezone.now(), ended_by=service.manager
    )


def reload(user: User) -> User:
    """The same person on another day: what a user has read of themselves is kept per request."""
    return User.objects.get(pk=user.pk)


def queries_of(client, url: str) -> int:
    """How many queries a page costs once everything that is read once has been read."""
    assert client.get(url).status_code == 200
    with CaptureQueriesContext(connection) as queries:
        client.get(url)
    return len(queries)

"""A council, and referrals as far as a test needs them, made by the domain's own functions."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from accounts.models import Membership, Role, Team, User
from cases.domain.allocating import allocate_coordinator
from cases.domain.consenting import record_consent
from cases.domain.deciding import accept_referral
from cases.domain.networks import add_child, add_to_network
from cases.domain.people import add_person
from cases.domain.referring import save_referral, send_referral, start_referral
from cases.domain.relating import record_responsibility, tell_relationship
from cases.models import Case, Consent, NetworkMember, ParentalResponsibility, Person
from cases.relationships import Kind


@dataclass
class Council:
    service: Team
    referring: Team
    worker: User
    coordinator: User
    manager: User
    referring_manager: User


def make_member(team: Team, role: Role, name: str) -> User:
    user = User.objects.create_user(
        f"{name.lower()}@example.org", password="a long one", first_name=name, last_name="Staff"
    )
    Membership.objects.create(user=user, team=team, role=role)
    return user


def make_council() -> Council:
    service = Team.objects.create(name="Conferences", kind="service", reference_prefix="FGC")
    referring = Team.objects.create(name="Assessment", kind="referring")
    return Council(
        service=service,
        referring=referring,
        worker=make_member(referring, Role.SOCIAL_WORKER, "Grace"),
        coordinator=make_member(service, Role.COORDINATOR, "Lee"),
        manager=make_member(service, Role.MANAGER, "Helen"),
        referring_manager=make_member(referring, Role.MANAGER, "Angela"),
    )


def make_child(by: User, first_name: str = "Jonah", age: int = 9, **fields) -> Person:
    born = timezone.localdate() - timedelta(days=age * 366)
    return add_person(
        by=by, **{"first_name": first_name, "last_name": "Bell", "date_of_birth": born, **fields}
    )


def make_unborn(by: User, **fields) -> Person:
    due = timezone.localdate() + timedelta(days=80)
    return add_person(by=by, **{"last_name": "Bell", "expected_on": due, **fields})


def make_draft(council: Council, *children: Person, **fields) -> Case:
    """A referral begun by the social worker, about Jonah unless other children are given."""
    case = start_referral(by=council.worker, team=council.service, **fields)
    for child in children or (make_child(council.worker),):
        add_child(case, child, by=council.worker, social_worker=council.worker)
    return case


def add_parent(case: Case, first_name: str = "Kelly", *, gender: str = "female", holds="yes"):
    """A parent of every child of the case, whose parental responsibility is as said."""
    by = case.created_by
    parent = add_person(by=by, first_name=first_name, last_name="Bell", gender=gender)
    side = NetworkMember.Side.MOTHER if gender == "female" else NetworkMember.Side.FATHER
    add_to_network(case, parent, by=by, part=NetworkMember.Part.FAMILY, side=side)
    for child in case.children.current():
        tell_relationship(parent, Kind.PARENT, child.person, by=by)
        if not child.person.is_unborn and holds:
            record_responsibility(
                child.person,
                by=by,
                holder=parent,
                holds=holds,
                how_known=ParentalResponsibility.HowKnown.NOT_KNOWN,
            )
    return parent


def agree(case: Case, person: Person, **said) -> Consent:
    """A yes to being contacted, unless it is said otherwise."""
    return record_consent(
        case,
        person,
        by=case.created_by,
        **{
            "kind": Consent.Kind.CONTACT,
            "answer": Consent.Answer.YES,
            "capacity": Consent.Capacity.RESPONSIBILITY,
            "method": Consent.Method.IN_PERSON,
            "given_on": timezone.localdate(),
            **said,
        },
    )


def say(case: Case, **changes) -> None:
    """Save answers of a referral's sections."""
    referral = case.referral
    referral.refresh_from_db()
    save_referral(referral, by=case.created_by, version=referral.version, changes=changes)


def make_ready(council: Council, *children: Person, **fields) -> Case:
    """A draft that says all that must be said."""
    case = make_draft(council, *children, **fields)
    agree(case, add_parent(case))
    say(case, reason="The plan at home is not holding.", safety_asked=True)
    return case


def make_allocated(council: Council) -> Case:
    """A referral that was sent, accepted and given to the coordinator."""
    sent = send_referral(make_ready(council), by=council.worker)
    accepted = accept_referral(sent, by=council.manager)
    return allocate_coordinator(accepted, council.coordinator, by=council.manager)


def a_day_ago(days: int = 1) -> date:
    return timezone.localdate() - timedelta(days=days)

"""Entering a family into a draft: each person once, with all that is said of them at once.

Somebody who is known already is added, never overwritten: what is recorded of them stays,
and what is new beside it is told as well.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from accounts.models import User
from cases.domain.allocating import lock_staff
from cases.domain.contacting import add_contact
from cases.domain.look_alikes import warn_holding_teams
from cases.domain.networks import add_child, add_to_network, change_child, place_in_network
from cases.domain.people import add_person, change_person
from cases.domain.referring import lock_draft
from cases.domain.relating import end_relationship, record_responsibility, tell_relationship
from cases.models import (
    Case,
    CaseChild,
    NetworkMember,
    ParentalResponsibility,
    Person,
    Relationship,
)
from cases.relationships import Kind
from cases.rules import check_can_work_with


@dataclass(frozen=True)
class Ties:
    """What somebody is to each child, and whether they have parental responsibility."""

    kinds: Mapping[Person, Kind] = field(default_factory=dict)
    detail: str = ""
    is_carer: bool = False
    holds: Mapping[Person, str] = field(default_factory=dict)
    how_known: str = ""


@transaction.atomic
def enter_child(
    case: Case,
    *,
    by: User,
    known: Person | None = None,
    said: Mapping[str, Any],
    status: Mapping[str, Any],
) -> CaseChild:
    """Add a child to a draft: somebody known, or somebody new.

    Whether another team knows a child of this name is for that team to see, not for the
    author: it is told silently.
    """
    _lock_worker(status)
    case = lock_draft(case)
    person = known or add_person(by=by, **said)
    child = add_child(case, person, by=by, **status)
    if known is None:
        warn_holding_teams(person, by=by)
    return child


@transaction.atomic
def correct_child(
    child: CaseChild,
    *,
    by: User,
    version: int,
    person_version: int,
    said: dict[str, Any],
    status: dict[str, Any],
) -> CaseChild:
    """Correct what was said of a child in a draft. Raises StaleVersion."""
    _lock_worker(status)
    lock_draft(child.case)
    change_person(child.person, by=by, version=person_version, changes=said)
    status = dict(status)
    worker = status.pop("social_worker")
    child = change_child(child, by=by, version=version, changes=status)
    if child.social_worker_id != (worker.pk if worker else None):
        if worker:
            check_can_work_with(child.case, worker)
        child.social_worker = worker
        child.save(update_fields=["social_worker"])
    return child


@transaction.atomic
def enter_member(
    case: Case,
    *,
    by: User,
    known: Person | None = None,
    said: Mapping[str, Any],
    part: str,
    side: str,
    ties: Ties,
    contact: Mapping[str, Any] | None = None,
) -> NetworkMember:
    """Add somebody who matters to the children, with what they are to each of them."""
    case = lock_draft(case)
    person = known or add_person(by=by, **said)
    member = add_to_network(case, person, by=by, part=part, side=side)
    tie(person, ties, by=by, overrule=False)
    if contact:
        add_contact(person, by=by, **contact)
    if known is None:
        warn_holding_teams(person, by=by)
    return member


@transaction.atomic
def correct_member(
    member: NetworkMember,
    *,
    by: User,
    person_version: int,
    said: dict[str, Any],
    part: str,
    side: str,
    ties: Ties,
    contact: Mapping[str, Any] | None = None,
) -> NetworkMember:
    """Correct what was said of somebody in a draft. Raises StaleVersion."""
    lock_draft(member.case)
    change_person(member.person, by=by, version=person_version, changes=said)
    member = place_in_network(member, by=by, part=part, side=side)
    tie(member.person, ties, by=by, overrule=True)
    if contact:
        add_contact(member.person, by=by, **contact)
    return member


def _lock_worker(status: Mapping[str, Any]) -> None:
    """Staff come before cases (docs/locking.md)."""
    if worker := status.get("social_worker"):
        lock_staff(worker)


def tie(person: Person, ties: Ties, *, by: User, overrule: bool) -> None:
    """Record what is new; `overrule` also takes back what is said differently now."""
    for child, kind in ties.kinds.items():
        _tell(person, kind, child, ties, by=by, overrule=overrule)
    for child, holds in ties.holds.items():
        _hold(person, child, holds, ties.how_known, by=by, overrule=overrule)


def _tell(
    person: Person, kind: Kind, child: Person, ties: Ties, *, by: User, overrule: bool
) -> None:
    told = list(
        Relationship.objects.current().of(person).of(child).select_related("person", "relative")
    )
    for row in told:
        if row.kind_of_other_to(child) == kind and row.detail == ties.detail:
            return
    if told and not overrule:
        return
    for row in told:
        end_relationship(row, by=by, was_wrong=True)
    tell_relationship(person, kind, child, by=by, detail=ties.detail, is_carer=ties.is_carer)


def _hold(
    person: Person, child: Person, holds: str, how_known: str, *, by: User, overrule: bool
) -> None:
    """Nobody has parental responsibility for a child who is not born yet."""
    if not holds or child.is_unborn:
        return
    known = ParentalResponsibility.objects.current().filter(child=child, holder=person).first()
    how_known = how_known or ParentalResponsibility.HowKnown.NOT_KNOWN
    if known and (not overrule or (known.holds, known.how_known) == (holds, how_known)):
        return
    record_responsibility(child, by=by, holder=person, holds=holds, how_known=how_known)

"""Entering a family into a draft: each person once, with all that is said of them at once.

Somebody who is known already is added, never overwritten: what is recorded of them stays,
and what was typed fills what is empty.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from accounts.models import User
from cases.domain.allocating import lock_staff
from cases.domain.contacting import add_contact
from cases.domain.filling_in import fill_in_person
from cases.domain.look_alikes import warn_holding_teams
from cases.domain.networks import add_child, add_to_network, change_child, place_in_network
from cases.domain.people import add_person, change_person
from cases.domain.referring import lock_draft
from cases.domain.relating import (
    add_word,
    end_relationship,
    record_responsibility,
    take_back_responsibility,
    tell_relationship,
)
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
    """What somebody is to each child, and whether they have parental responsibility.

    A child with an empty answer was asked about and nothing was said; a child who is
    missing was not asked about. The word, the care and the source are asked once for all
    children: those named in `kept` were left alone, so each tie keeps its own.
    """

    kinds: Mapping[Person, Kind | None] = field(default_factory=dict)
    detail: str = ""
    is_carer: bool = False
    holds: Mapping[Person, str] = field(default_factory=dict)
    how_known: str = ""
    kept: frozenset[str] = frozenset()


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
    person = known_or_new(known, said, by=by)
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
    person = known_or_new(known, said, by=by)
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


def known_or_new(known: Person | None, said: Mapping[str, Any], *, by: User) -> Person:
    return fill_in_person(known, by=by, said=said) if known else add_person(by=by, **said)


def _lock_worker(status: Mapping[str, Any]) -> None:
    """Staff come before cases (docs/locking.md)."""
    if worker := status.get("social_worker"):
        lock_staff(worker)


def tie(person: Person, ties: Ties, *, by: User, overrule: bool) -> None:
    """Record what is new; `overrule` also takes back what is said differently, or no more."""
    for child, kind in ties.kinds.items():
        _tell(person, kind, child, ties, by=by, overrule=overrule)
    for child, holds in ties.holds.items():
        _hold(person, child, holds, ties, by=by, overrule=overrule)


def _tell(
    person: Person, kind: Kind | None, child: Person, ties: Ties, *, by: User, overrule: bool
) -> None:
    """Two people may be tied twice: the first tie is the one a form shows and corrects."""
    rows = Relationship.objects.current().of(person).of(child).order_by("pk")
    told = list(rows.select_related("person", "relative"))
    shown = told[0] if told else None
    if shown and not overrule:
        _add_word(told, person, kind, child, ties.detail, by=by)
        return
    detail, is_carer = ties.detail, ties.is_carer
    if shown and kind == shown.kind_of_other_to(child):
        word, cares = said_of(shown, person)
        detail = word if "detail" in ties.kept else detail
        is_carer = cares if "is_carer" in ties.kept else is_carer
        if (word, cares) == (detail, is_carer):
            return
    for row in told:
        if row == shown or row.kind_of_other_to(child) == kind:
            end_relationship(row, by=by, was_wrong=True)
    if kind:
        tell_relationship(person, kind, child, by=by, detail=detail, is_carer=is_carer)


def _add_word(
    told: list[Relationship],
    person: Person,
    kind: Kind | None,
    child: Person,
    word: str,
    *,
    by: User,
) -> None:
    """The family's word fills in where the same tie is recorded without one."""
    for row in told:
        is_same = row.kind_of_other_to(child) == kind and row.person_id == person.pk
        if word and is_same and not row.detail:
            add_word(row, word, by=by)


def said_of(tie: Relationship, person: Person) -> tuple[str, bool]:
    """The family's own word for this person, and whether they care for the other.

    Told from the other's side, both are about the other.
    """
    return (tie.detail, tie.is_carer) if tie.person_id == person.pk else ("", False)


def _hold(
    person: Person, child: Person, holds: str, ties: Ties, *, by: User, overrule: bool
) -> None:
    """Nobody has parental responsibility for a child who is not born yet."""
    if child.is_unborn:
        return
    known = ParentalResponsibility.objects.current().filter(child=child, holder=person).first()
    if known and not overrule:
        return
    if not holds:
        if known:
            take_back_responsibility(known, by=by)
        return
    how_known = ties.how_known or ParentalResponsibility.HowKnown.NOT_KNOWN
    if known and "how_known" in ties.kept and known.holds == holds:
        how_known = known.how_known
    if known and (known.holds, known.how_known) == (holds, how_known):
        return
    record_responsibility(child, by=by, holder=person, holds=holds, how_known=how_known)

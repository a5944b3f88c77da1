"""Entering a letter that no referral has followed: its children and those it went to."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import Team, User
from cases.domain.entering import Ties, known_or_new, tie
from cases.domain.look_alikes import warn_holding_teams
from cases.domain.offering import NOT_BORN, change_offer, record_offer, record_reply
from cases.models import Offer, Person
from cases.relationships import Kind

Said = Mapping[str, Any]


@transaction.atomic
def enter_offer(
    *,
    by: User,
    team: Team,
    said: Said,
    children: Sequence[tuple[Person | None, Said]],
    people: Sequence[tuple[Person | None, Said, Kind, Said]],
) -> Offer:
    """Record a letter with everybody it names: each known already, or new.

    People come with what they are to the children and what they answered.
    """
    young = [_person(known, fields, by=by) for known, fields in children]
    if len({child.pk for child in young}) < len(young):
        raise ValidationError("The same child is entered twice.", code="twice")
    offer = record_offer(by=by, team=team, children=young, **said)
    for known, fields, kind, reply in people:
        _name(offer, young, known, fields, kind, reply, by=by)
    return offer


@transaction.atomic
def enter_child_of(offer: Offer, *, by: User, known: Person | None, said: Said) -> Person:
    """Name another child whom a letter is about."""
    child = _person(known, said, by=by)
    rows = list(offer.children.select_related("child"))
    if child.pk in {row.child_id for row in rows}:
        raise ValidationError(
            f"{child.liked_name} is named in this letter already.", code="already_named"
        )
    not_for = {row.child: row.why_not for row in rows if not row.applies}
    if child.is_unborn:
        not_for[child] = NOT_BORN
    change_offer(
        offer,
        by=by,
        version=offer.version,
        changes={},
        children=[*(row.child for row in rows), child],
        not_for=not_for,
    )
    return child


@transaction.atomic
def enter_person_of(
    offer: Offer, *, by: User, known: Person | None, said: Said, kind: Kind, reply: Said
) -> Person:
    """Name somebody else to whom a letter went, and what they answered."""
    young = [row.child for row in offer.children.select_related("child")]
    return _name(offer, young, known, said, kind, reply, by=by)


def _name(
    offer: Offer,
    young: Sequence[Person],
    known: Person | None,
    said: Said,
    kind: Kind,
    reply: Said,
    *,
    by: User,
) -> Person:
    person = _person(known, said, by=by)
    if offer.replies.filter(person=person).exists():
        raise ValidationError(
            f"{person.liked_name} is named in this letter already.", code="already_named"
        )
    tie(person, Ties(kinds=dict.fromkeys(young, kind)), by=by, overrule=False)
    record_reply(offer, person, by=by, **reply)
    return person


def _person(known: Person | None, said: Said, *, by: User) -> Person:
    person = known_or_new(known, said, by=by)
    if known is None:
        warn_holding_teams(person, by=by)
    return person

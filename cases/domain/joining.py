"""Somebody new around a family whose case is under way."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from accounts.models import User
from cases.domain.entering import Ties, known_or_new, tie
from cases.domain.look_alikes import warn_holding_teams
from cases.domain.networks import add_child, add_to_network
from cases.models import Case, NetworkMember, Person
from cases.relationships import STORED, Kind

CHILD = "child"


@transaction.atomic
def bring_in(
    case: Case,
    *,
    by: User,
    part: str,
    known: Person | None = None,
    said: Mapping[str, Any] | None = None,
    side: str = "",
    suggested_by: str = "",
    kinds: Mapping[Person, Kind] | None = None,
    detail: str = "",
) -> Person:
    """Add somebody to a family: as a child of the case, or to its network.

    `known` is somebody entered already, of whom nothing is overwritten: `said` fills what
    is empty. Else it is what is known of somebody new, whose like may be held by a team
    out of sight, which is then told in silence. `detail` is the children's word for them.
    """
    person = known_or_new(known, said or {}, by=by)
    if part == CHILD:
        add_child(case, person, by=by)
    else:
        place = side if part == NetworkMember.Part.FAMILY else ""
        add_to_network(case, person, by=by, part=part, side=place, suggested_by=suggested_by)
    for child, kind in (kinds or {}).items():
        word = detail if kind in STORED else ""
        tie(person, Ties(kinds={child: kind}, detail=word), by=by, overrule=False)
    if known is None:
        warn_holding_teams(person, by=by)
    return person

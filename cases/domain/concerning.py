"""Which cases something about people concerns, and writing it down on each of them."""

from collections.abc import Iterable

from django.db import models
from django.db.models import Exists, OuterRef, Q

from accounts.models import User
from cases.domain.recording import record_event
from cases.models import Case, CaseChild, Event, NetworkMember, Person


def cases_with(*people: Person, by: User) -> list[Case]:
    """Return the sent and open cases, visible to this person, that have all these people.

    A draft has no timeline yet and an ended case is locked. A case that `by` may not know
    of is left out, so that nothing done elsewhere is written on it in their name.
    """
    keys = set.intersection(*(_live_cases_of(person) for person in people))
    if not keys:
        return []
    known = Case.objects.visible_to(by, by_glass=False).filter(pk__in=keys)
    return list(known.order_by("pk"))


def _live_cases_of(person: Person) -> set[int]:
    """Keys of the sent and open cases that somebody is a party to.

    Asked first, because most of what is told is about a draft, and this is cheap.
    """
    no_timeline = [Case.Stage.DRAFT, *Case.ENDED_STAGES]
    children, network = (
        rows.current().filter(person=person).exclude(case__stage__in=no_timeline)
        for rows in (CaseChild.objects, NetworkMember.objects)
    )
    return set(
        children.order_by()
        .values_list("case")
        .union(network.order_by().values_list("case"))
        .values_list("case", flat=True)
    )


def is_party(person: Person) -> Q:
    """A condition on cases: that this person is a child of it, or in its network, now."""
    this = OuterRef("pk")
    children = CaseChild.objects.current().filter(case=this, person=person)
    network = NetworkMember.objects.current().filter(case=this, person=person)
    return Q(Exists(children)) | Q(Exists(network))


def record_about(
    people: Iterable[Person],
    kind: Event.Kind,
    *,
    by: User,
    subject: models.Model | None = None,
    from_value: object = "",
    to_value: object = "",
    why: str = "",
    audience: Event.Audience = Event.Audience.CASE,
) -> None:
    """Put an event on the timeline of each case concerned, and of the children among these."""
    people = list(people)
    for case in cases_with(*people, by=by):
        children = CaseChild.objects.current().filter(case=case, person__in=people)
        record_event(
            case,
            kind,
            by=by,
            subject=subject,
            children=children,
            from_value=from_value,
            to_value=to_value,
            why=why,
            audience=audience,
        )

"""What was written about where a child lives: it can give a secret address away.

Where the address of the child, of a parent or of a carer is kept secret these words are
held with it: no page shows them but the one that reveals it, for a reason and on the record.
"""

from collections.abc import Iterable

from django.db.models import Q

from accounts.models import User
from cases.models import Case, CaseChild, ContactPoint, Person, Relationship
from cases.models.contact_point import HIDDEN
from cases.relationships import Kind

# Recorded of the parent or carer, to the child.
AT_HOME = Q(is_carer=True) | Q(kind__in=[Kind.PARENT, Kind.ADOPTIVE_PARENT])


def with_secret_addresses(children: Iterable[int]) -> set[int]:
    """Those of these children whose address, or a parent's or a carer's, is kept secret."""
    homes = {child: {child} for child in children}
    ties = Relationship.objects.current().filter(AT_HOME, relative__in=homes)
    for adult, child in ties.values_list("person", "relative"):
        homes[child].add(adult)
    addresses = ContactPoint.objects.current().filter(
        person__in=set().union(*homes.values()),
        channel=ContactPoint.Channel.ADDRESS,
        is_confidential=True,
    )
    secret = set(addresses.values_list("person", flat=True))
    return {child for child, people in homes.items() if people & secret}


def has_secret_address(person: Person) -> bool:
    return bool(with_secret_addresses([person.pk]))


def shown_detail(child: CaseChild, *, secret: bool) -> str:
    return HIDDEN if secret and child.living_detail else child.living_detail


def details_beside(contact: ContactPoint, cases: Iterable[Case], *, user: User) -> list[str]:
    """The words that come with a secret address once it is revealed for these cases."""
    if contact.channel != ContactPoint.Channel.ADDRESS:
        return []
    theirs = Relationship.objects.current().filter(AT_HOME, person=contact.person_id)
    children = CaseChild.objects.visible_to(user).current().filter(case__in=cases)
    told = children.filter(
        Q(person=contact.person_id) | Q(person__in=theirs.values("relative"))
    ).exclude(living_detail="")
    return list(dict.fromkeys(told.order_by("pk").values_list("living_detail", flat=True)))

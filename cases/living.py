"""What was written about where a child lives: it can give a secret address away.

Where the address is kept secret these words are held with it: no page shows them but the
one that reveals it, for a reason and on the record.
"""

from collections.abc import Iterable

from accounts.models import User
from cases.models import Case, CaseChild, ContactPoint, Person
from cases.models.contact_point import HIDDEN


def is_secret(contacts: Iterable[ContactPoint]) -> bool:
    """Whether an address among these ways of contact is kept secret."""
    address = ContactPoint.Channel.ADDRESS
    return any(one.is_confidential and one.channel == address for one in contacts)


def has_secret_address(person: Person) -> bool:
    return is_secret(ContactPoint.objects.current().filter(person=person))


def shown_detail(child: CaseChild, *, secret: bool) -> str:
    return HIDDEN if secret and child.living_detail else child.living_detail


def details_beside(contact: ContactPoint, cases: Iterable[Case], *, user: User) -> list[str]:
    """The words that come with a secret address once it is revealed for these cases."""
    if contact.channel != ContactPoint.Channel.ADDRESS:
        return []
    children = CaseChild.objects.visible_to(user).current().filter(case__in=cases)
    told = children.filter(person=contact.person_id)
    return list(told.exclude(living_detail="").values_list("living_detail", flat=True))

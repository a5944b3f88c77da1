"""How somebody who takes part in a meeting can be reached safely, and what is not safe.

Only what was confirmed counts (domain.md 7.5): a number that nobody has confirmed is not
shown on the pages of a meeting, and neither is a confidential one.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from accounts.models import User
from cases.models import ContactPoint
from conferences.models import Participant


@dataclass(frozen=True)
class Phone:
    """A number that was confirmed as safe to ring, and what to mind when ringing it."""

    number: str
    mind: str = ""

    @property
    def link(self) -> str:
        return "tel:" + "".join(sign for sign in self.number if sign.isdigit() or sign == "+")


def contacts_of(people: Iterable[Participant], user: User) -> dict[int, list[ContactPoint]]:
    """The ways of contact in use, by the key of the person, in one query."""
    contacts: dict[int, list[ContactPoint]] = defaultdict(list)
    keys = [one.person_id for one in people if one.person_id]
    for contact in ContactPoint.objects.visible_to(user).current().filter(person__in=keys):
        contacts[contact.person_id].append(contact)
    return contacts


def phones_of(one: Participant, contacts: list[ContactPoint]) -> list[Phone]:
    if one.user:
        return [Phone(one.user.phone)] if one.user.phone else []
    if one.resource:
        return [Phone(one.resource.contact_phone)] if one.resource.contact_phone else []
    return [
        Phone(contact.shown, _mind(contact))
        for contact in contacts
        if contact.is_phone
        and not contact.is_confidential
        and contact.confirmed_on
        and contact.may_ring == ContactPoint.May.YES
    ]


def _mind(contact: ContactPoint) -> str:
    words = []
    if contact.safe_from and contact.safe_until:
        words.append(f"{contact.safe_from:%H:%M} to {contact.safe_until:%H:%M}")
    if contact.safe_note:
        words.append(contact.safe_note)
    if contact.may_leave_message == ContactPoint.May.NO:
        words.append("leave no message")
    return "; ".join(words)


def contact_words(one: Participant, contacts: list[ContactPoint]) -> tuple[str, bool]:
    """Which ways are safe, in a word each; and whether any is."""
    if one.user or one.resource:
        return "At work", True
    if not one.person:
        return "Not known", False
    safe = [contact for contact in contacts if contact.confirmed_on]
    ways = [
        word
        for word, name in (("Ring", "may_ring"), ("text", "may_text"), ("write", "may_write"))
        if any(getattr(contact, name) == ContactPoint.May.YES for contact in safe)
    ]
    if ways:
        words = ", ".join(ways)
        return words[:1].upper() + words[1:], True
    return ("Not confirmed" if contacts else "None known"), False

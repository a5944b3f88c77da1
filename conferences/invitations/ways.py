"""By which ways somebody may be told: confirmed as safe for it, or not at all."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from cases.domain.contacting import is_allowed
from cases.models import ContactPoint
from conferences.models import MeetingInvitation, Participant

Channel = MeetingInvitation.Channel
OLD_ENOUGH = 16
# Which message goes to which kind of contact, what must have been allowed, the words for it.
BY_CONTACT = {
    ContactPoint.Channel.MOBILE.value: (Channel.TEXT, "may_text", "texts"),
    ContactPoint.Channel.EMAIL.value: (Channel.EMAIL, "may_write", "emails"),
    ContactPoint.Channel.ADDRESS.value: (Channel.LETTER, "may_write", "letters"),
}
LABELS = {
    Channel.TEXT.value: "Text",
    Channel.EMAIL.value: "Email",
    Channel.LETTER.value: "Letter",
    Channel.TOLD.value: "In person or by phone",
}


@dataclass(frozen=True)
class Way:
    """One way to tell somebody. `shown` is what a page may print; `why_not` closes the way."""

    channel: str
    shown: str = ""
    contact: ContactPoint | None = None
    why_not: str = ""

    @property
    def key(self) -> str:
        return f"{self.channel}:{self.contact.public_id}" if self.contact else self.channel

    @property
    def label(self) -> str:
        return f"{LABELS[self.channel]}: {self.shown}" if self.shown else LABELS[self.channel]


TOLD = Way(Channel.TOLD)


def is_young(participant: Participant) -> bool:
    """Whether no message goes to them: under 16, or a child of whom no age is known."""
    if participant.person is None:
        return False
    age = participant.person.age_on(timezone.localdate())
    if age is None:
        is_child = participant.part == Participant.Part.CHILD
        return is_child or participant.person.is_unborn
    return age < OLD_ENOUGH


def ways_of(participant: Participant, contacts: Sequence[ContactPoint]) -> list[Way]:
    """Every way to reach them, those that may be used first, telling them last."""
    if participant.user is not None:
        return [Way(Channel.EMAIL, participant.user.email), TOLD]
    if participant.resource is not None:
        found = [
            Way(channel, value)
            for channel, value in (
                (Channel.EMAIL, participant.resource.contact_email),
                (Channel.TEXT, participant.resource.contact_phone),
            )
            if value
        ]
        return [*found, TOLD]
    ways = [_way(contact, participant) for contact in contacts if contact.channel in BY_CONTACT]
    return [*(way for way in ways if not way.why_not), TOLD, *(way for way in ways if way.why_not)]


def why_not(contact: ContactPoint, participant: Participant) -> str:
    """Why a message must not go there; empty where it may."""
    if contact.channel not in BY_CONTACT or contact.person_id != participant.person_id:
        return "This is not a way to write to them."
    _, use, what = BY_CONTACT[contact.channel]
    if contact.ended_at is not None:
        return "No longer in use."
    if is_young(participant):
        return (
            "Under 16, or age not known: tell them in person, or through their carer or advocate."
        )
    if contact.confirmed_on is None:
        return "Not confirmed with them as safe."
    if not is_allowed(contact, use):
        said = getattr(contact, use) == ContactPoint.May.NO
        return f"They said no {what}." if said else f"Nobody has asked them about {what}."
    return ""


def _way(contact: ContactPoint, participant: Participant) -> Way:
    channel = BY_CONTACT[contact.channel][0]
    return Way(channel, contact.shown, contact, why_not(contact, participant))

"""Ways of contact as pages show them: masked, with what is safe said in words."""

from dataclasses import dataclass
from datetime import date, time, timedelta
from uuid import UUID

from django.utils import timezone

from cases.models import ContactPoint

Channel, May = ContactPoint.Channel, ContactPoint.May
ASK_AGAIN_AFTER = timedelta(days=180)
USES = {
    "may_text": ("text", "texting"),
    "may_ring": ("ring", "ringing"),
    "may_leave_message": ("leave a message", "leaving a message"),
    "may_write": ("write", "writing"),
}
# What can be done with a channel at all.
USES_OF = {
    Channel.MOBILE: ("may_text", "may_ring", "may_leave_message"),
    Channel.PHONE: ("may_ring", "may_leave_message"),
    Channel.EMAIL: ("may_write",),
    Channel.ADDRESS: ("may_write",),
    Channel.OTHER: tuple(USES),
}


@dataclass(frozen=True)
class ContactRow:
    """One way of contact, without what is confidential about it: what templates get."""

    public_id: UUID
    kind: str
    shown: str
    is_confidential: bool
    is_confirmed: bool
    dial: str
    words: list[str]


def contact_row(contact: ContactPoint, *, is_revealed: bool = False) -> ContactRow:
    """Say what may be known of a contact: of a confidential one all only once it is revealed."""
    is_open = is_revealed or not contact.is_confidential
    kind = contact.get_channel_display()
    return ContactRow(
        public_id=contact.public_id,
        kind=f"{kind} ({contact.label})" if contact.label and is_open else kind,
        shown=contact.shown,
        is_confidential=contact.is_confidential,
        is_confirmed=contact.confirmed_on is not None,
        dial=_dial(contact),
        words=[*safe_words(contact), *(_beside(contact) if is_open else [])],
    )


def safe_words(contact: ContactPoint) -> list[str]:
    """Say what may be done with a contact, when, and since when that is known."""
    if contact.confirmed_on is None:
        told = _answers(contact, only_given=True)
        words = ["Not confirmed: do not use it yet."]
        if told:
            words.append(f"Said so far: {told[0].lower()}{told[1:]}")
    else:
        words = [_answers(contact), _confirmed(contact.confirmed_on)]
    words.append(_times(contact.safe_from, contact.safe_until))
    return [sentence for sentence in words if sentence]


def _beside(contact: ContactPoint) -> list[str]:
    """What was written beside the value, and can give it away."""
    shared = contact.used_by_others and f"Also used or seen by: {contact.used_by_others}"
    return [sentence for sentence in (contact.safe_note, shared) if sentence]


def clock(at: time) -> str:
    """A time of day as people say it: 10am, 2:30pm, midday."""
    if at in (time(0), time(12)):
        return "midnight" if at == time(0) else "midday"
    return f"{at:%-I:%M%p}".replace(":00", "").lower()


def _answers(contact: ContactPoint, *, only_given: bool = False) -> str:
    allowed, refused, unknown = [], [], []
    for use in USES_OF[Channel(contact.channel)]:
        doing, gerund = USES[use]
        match getattr(contact, use):
            case May.YES:
                allowed.append(doing)
            case May.NO:
                refused.append(doing)
            case _:
                unknown.append(gerund)
    sentences = []
    if allowed:
        sentences.append(f"You can {_either(allowed)}.")
    if refused:
        sentences.append(f"Do not {_either(refused)}.")
    if unknown and not only_given:
        sentences.append(f"Not asked about {_either(unknown)}: do not.")
    return " ".join(sentences)


def _either(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"


def _times(since: time | None, until: time | None) -> str:
    if since and until:
        return f"Only between {clock(since)} and {clock(until)}."
    if since:
        return f"Only after {clock(since)}."
    return f"Only before {clock(until)}." if until else ""


def _confirmed(day: date) -> str:
    words = f"Confirmed on {day:%-d %B %Y}"
    if day < timezone.localdate() - ASK_AGAIN_AFTER:
        return f"{words}, more than six months ago: ask again."
    return f"{words}."


def _dial(contact: ContactPoint) -> str:
    """The address of a telephone link; none for what is hidden, or what must not be rung."""
    if not contact.is_phone or contact.is_confidential or contact.may_ring == May.NO:
        return ""
    return "tel:" + "".join(contact.shown.split())

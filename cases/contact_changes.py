"""What has changed of a way of contact, as an event may say it: never the number or address."""

from cases.contact_words import USES, clock
from cases.models import ContactPoint

# Of these an event says that they changed, and never what they say.
UNSPOKEN = {
    "_value": "number or address",
    "label": "what it is called",
    "safe_note": "what else keeps it safe",
    "used_by_others": "who else uses it",
}
State = dict[str, str]


def state_of(contact: ContactPoint) -> State:
    """What is recorded, by what it is called."""
    since, until = contact.safe_from, contact.safe_until
    confirmed = contact.confirmed_on
    spoken = {words: getattr(contact, f"get_{use}_display")() for use, (words, _) in USES.items()}
    spoken |= {
        "safe from": clock(since) if since else "any time",
        "safe until": clock(until) if until else "any time",
        "secret": "Yes" if contact.is_confidential else "No",
        "confirmed": f"{confirmed:%-d %B %Y}" if confirmed else "No",
    }
    return spoken | {words: getattr(contact, name) for name, words in UNSPOKEN.items()}


def from_what_to_what(before: State, after: State) -> tuple[str, str]:
    """Put into words what differs, before and after; both empty where nothing does."""
    changed = [name for name in after if before[name] != after[name]]
    told = [name for name in changed if name not in UNSPOKEN.values()]
    was = "; ".join(f"{name}: {before[name]}" for name in told)
    now = [f"{name}: {after[name]}" if name in told else name for name in changed]
    return was, "; ".join(now)

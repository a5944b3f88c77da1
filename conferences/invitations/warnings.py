"""What to look at again before a message goes to somebody (safety.md 4.6)."""

import re
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from cases.contact_values import write_value
from cases.models import ContactPoint
from conferences.invitations.desk import Desk
from conferences.invitations.ways import Way
from conferences.models import PairDecision, Participant

ASK_AGAIN_AFTER = timedelta(days=183)


@dataclass(frozen=True)
class Caution:
    """`words` are kept and name nobody; `detail` says whom, to those who may know of them."""

    code: str
    words: str
    detail: str = ""


def warnings_for(desk: Desk, participant: Participant, way: Way) -> list[Caution]:
    """Everything about one recipient and way that needs a second look."""
    found = [*_of_ties(desk, participant), *_of_contact(desk, participant, way)]
    if not _is_there(participant):
        found.append(
            Caution(
                "kept_away",
                "They no longer take part and were invited before. Think of ringing them first.",
            )
        )
    if desk.is_restricted:
        found.append(Caution("restricted", "The case is restricted."))
    if desk.place_is_typed and _names_somebody(desk):
        found.append(
            Caution(
                "place_names", "The place may name somebody of the family. Look at it in the text."
            )
        )
    return found


def others_with(desk: Desk, participant: Participant, contact: ContactPoint) -> list[ContactPoint]:
    """The same number or address on other people around, confidential ones among them."""
    value_hash = _hash_of(contact)
    return [
        other
        for other in desk.contacts
        if other.person_id != participant.person_id and _hash_of(other) == value_hash
    ]


def is_shared(desk: Desk, participant: Participant, way: Way) -> bool:
    """Whether what goes there may be read by somebody else."""
    if way.contact is None:
        return False
    return bool(way.contact.used_by_others or others_with(desk, participant, way.contact))


def _of_ties(desk: Desk, participant: Participant) -> list[Caution]:
    if participant.person_id is None:
        return []
    found = []
    by_person = {one.person_id: one for one in desk.coming if one.pk != participant.pk}
    for row in desk.apart.get(participant.person_id, []):
        other_key = row.second_id if row.first_id == participant.person_id else row.first_id
        other = by_person.get(other_key)
        if other is not None:
            found.append(
                Caution(
                    "keep_apart",
                    "Must be kept apart from somebody else who is asked to come.",
                    f"From {other.name}. {_decided(desk, participant, other)}",
                )
            )
    for key, other in by_person.items():
        if key is not None and (participant.person_id, key) in desk.separated:
            found.append(
                Caution(
                    "separated",
                    "Separated from somebody else who is asked to come.",
                    f"From {other.name}.",
                )
            )
    if participant.pk in desk.ordered_away:
        found.append(Caution("order", "A court order or bail condition stands about them."))
    return found


def _of_contact(desk: Desk, participant: Participant, way: Way) -> list[Caution]:
    contact = way.contact
    if contact is None:
        return []
    found = []
    away = {one.person_id for one in desk.people if not _is_there(one)}
    others = others_with(desk, participant, contact)
    if any(other.person_id in away for other in others):
        found.append(
            Caution(
                "shared_with_kept_away",
                "Somebody who is kept away from this meeting has the same number or address.",
                _whose([other for other in others if other.person_id in away]),
            )
        )
    elif others:
        found.append(
            Caution("shared", "Somebody else has the same number or address.", _whose(others))
        )
    if contact.used_by_others:
        detail = "" if contact.is_confidential else contact.used_by_others
        found.append(Caution("read_by_others", "Others use it or see it.", detail))
    if contact.confirmed_on and contact.confirmed_on < timezone.localdate() - ASK_AGAIN_AFTER:
        found.append(
            Caution(
                "confirmed_long_ago",
                f"It was last confirmed as safe on {contact.confirmed_on:%-d %B %Y}. Ask again.",
            )
        )
    return found


def _is_there(participant: Participant) -> bool:
    return participant.removed_at is None and not participant.is_kept_away


def _decided(desk: Desk, one: Participant, other: Participant) -> str:
    first, second = sorted((one.pk, other.pk))
    decision = desk.pairs.get((first, second))
    if decision is None:
        return "Nobody has decided yet how both can be heard."
    if decision.outcome == PairDecision.Outcome.SEPARATE_ARRIVAL:
        return "Decided: both come, arriving and leaving apart."
    return f"Decided: {decision.get_outcome_display().lower()}. Only one of them should be asked."


def _whose(contacts: list[ContactPoint]) -> str:
    names = sorted({contact.person.liked_name for contact in contacts})
    return f"It is also that of {' and '.join(names)}."


def _names_somebody(desk: Desk) -> bool:
    words = set(re.findall(r"\w+", desk.meeting.place))
    return any(word in words for name in desk.names_around() for word in name.split())


def _hash_of(contact: ContactPoint) -> str:
    """A confidential value has no hash in its row: it is made here and goes nowhere."""
    if contact.value_hash:
        return contact.value_hash
    try:
        return write_value(contact.channel, contact._value).value_hash
    except Exception:  # history holds numbers that are none
        return f"unreadable {contact.pk}"

"""Whether words about a place give away an address that is held securely."""

import re
from collections.abc import Iterable

from django.core.exceptions import ValidationError

from cases.models import CaseChild, ContactPoint, NetworkMember
from conferences.models import Meeting, Participant

POSTCODE = re.compile(r"\b[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][ABD-HJLNP-UW-Z]{2}\b", re.IGNORECASE)
SHORTEST_LINE = 5


def people_around(meeting: Meeting) -> set[int]:
    """The keys of all people of a meeting and of the families it is held for."""
    cases = meeting.parties.values("case")
    return {
        *Participant.objects.filter(meeting=meeting, person__isnull=False).values_list(
            "person", flat=True
        ),
        *CaseChild.objects.current().filter(case__in=cases).values_list("person", flat=True),
        *NetworkMember.objects.current().filter(case__in=cases).values_list("person", flat=True),
    }


def secret_addresses(people: Iterable[int]) -> list[str]:
    """Confidential addresses, to keep out of what others read; never shown.

    Also those of people whom the reader may not know of: it is the place that goes.
    """
    rows = ContactPoint.objects.current().filter(
        person__in=people, channel=ContactPoint.Channel.ADDRESS, is_confidential=True
    )
    return [row._value for row in rows]


def gives_away(words: str, secrets: Iterable[str]) -> bool:
    """Whether words hold one of these addresses, its first line or its postcode."""
    said, codes = _bare(words), _postcodes(words)
    for secret in secrets:
        first_line = _bare(secret.split(",")[0])
        if _bare(secret) in said or (len(first_line) > SHORTEST_LINE and first_line in said):
            return True
        if codes & _postcodes(secret):
            return True
    return False


def check_place(meeting: Meeting, place: str) -> None:
    """Refuse a place that is somebody's secret address: timelines and lists would tell it."""
    if place.strip() and gives_away(place, secret_addresses(people_around(meeting))):
        raise ValidationError(
            "This address is held securely, and others would read it here. Say where it is "
            "without the address, and tell each person yourself.",
            code="secret_place",
        )


def place_for_others(meeting: Meeting) -> str:
    """The place as those read it who do not prepare the meeting; empty where it is secret."""
    if gives_away(meeting.place, secret_addresses(people_around(meeting))):
        return ""
    return meeting.place


def _bare(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.lower())


def _postcodes(text: str) -> set[str]:
    return {_bare(code) for code in POSTCODE.findall(text)}

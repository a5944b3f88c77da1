"""Who must be kept apart from one person of a meeting, as their pages warn of it."""

from dataclasses import dataclass

from django.urls import reverse

from accounts.models import User
from conferences.apart import Pair, pairs_of
from conferences.domain.preparing import spoken_name
from conferences.models import Participant


@dataclass(frozen=True)
class Warned:
    """One of the two is the person whose page it is; `other` is what the other is called."""

    pair: Pair
    other: str
    url: str


def pairs_with(participant: Participant, user: User) -> list[Warned]:
    """The pairs of this person that the reader may know of."""
    people = list(
        Participant.objects.visible_to(user)
        .current()
        .with_names()
        .filter(meeting=participant.meeting_id)
    )
    meeting = participant.meeting
    return [
        Warned(
            pair,
            spoken_name(pair.other_than(participant)),
            reverse(
                "conferences:pair_decide",
                kwargs={
                    "public_id": meeting.public_id,
                    "first_id": pair.first.public_id,
                    "second_id": pair.second.public_id,
                },
            ),
        )
        for pair in pairs_of(meeting, people, reader=user)
        if participant in pair.people
    ]

"""Who must be kept apart from one person of a meeting, as their pages warn of it."""

from dataclasses import dataclass

from django.urls import reverse

from accounts.models import User
from conferences.apart import Pair, pairs_of
from conferences.models import Meeting, Participant


@dataclass(frozen=True)
class Warned:
    """A pair of which one is the person whose page it is, and where it is decided about."""

    pair: Pair
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


def to_let_in(meeting: Meeting, user: User) -> tuple[list[Participant], list[Participant]]:
    """Those not decided about: who can be let in with others at one press, and who cannot.

    Whoever is kept apart from somebody, or does not want to come, is decided about alone.
    """
    people = list(
        Participant.objects.visible_to(user)
        .current()
        .with_names()
        .filter(meeting=meeting)
        .order_by("pk")
    )
    apart = {key for pair in pairs_of(meeting, people, reader=user) for key in pair.keys}
    waiting = [one for one in people if not one.attendance]
    alone = [one for one in waiting if one.pk in apart or one.willing == Participant.Willing.NO]
    return [one for one in waiting if one not in alone], alone

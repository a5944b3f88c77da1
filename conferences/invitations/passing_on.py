"""Who may pass messages on to a child: an adult of the meeting with whom the child is safe."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from cases.models import KeepApart
from conferences.invitations.desk import is_reachable
from conferences.invitations.ways import is_young
from conferences.models import Participant

# From this age a young person may choose to be written to themselves.
MAY_CHOOSE_FROM = 13


def may_choose(participant: Participant) -> bool:
    """Whether a young person is old enough to get messages themselves if they want to."""
    if participant.person is None:
        return False
    age = participant.person.age_on(timezone.localdate())
    return age is not None and age >= MAY_CHOOSE_FROM


def may_pass_on(participant: Participant, others: Iterable[Participant]) -> list[Participant]:
    """Adults who take part and from whom this child need not be kept apart."""
    apart = _kept_apart_from(participant)
    return [
        one
        for one in others
        if one.person_id
        and one.part != Participant.Part.CHILD
        and one.person_id not in apart
        and is_reachable(one)
        and not is_young(one)
    ]


def check_messages_to(
    participant: Participant, *, adult: Participant | None, for_self: bool
) -> None:
    """Refuse who could not or should not get messages for a child."""
    if for_self and not may_choose(participant):
        raise ValidationError(
            f"Only from {MAY_CHOOSE_FROM} on can they choose to get messages themselves.",
            code="too_young",
        )
    if adult is None:
        return
    if adult.meeting_id != participant.meeting_id or not may_pass_on(participant, [adult]):
        raise ValidationError(
            "Choose an adult who takes part in this meeting and from whom they need not be "
            "kept apart.",
            code="passes_on_wrong",
        )


def messages_go_to(participant: Participant, user: User) -> str:
    """Who gets messages for a child, as one reader may know of it; empty for an adult."""
    if participant.writes_for_self:
        return "They get messages themselves."
    if not is_young(participant):
        return ""
    adult = participant.reached_through
    if adult is None:
        return "Nobody yet. They are told in person or by phone."
    if not Participant.objects.visible_to(user).filter(pk=adult.pk).exists():
        return "Through somebody agreed with them."
    return f"Through {adult.name}."


def _kept_apart_from(participant: Participant) -> set[int]:
    key = participant.person_id
    rows = KeepApart.objects.in_force().filter(Q(first=key) | Q(second=key))
    return {other for pair in rows.values_list("first", "second") for other in pair} - {key or 0}

"""Who of a meeting may be invited: where its format asks for it, those known to be safe.

Nobody is taken to be safe because nothing speaks against it: it is written down first, in an
entry that names them, and whatever says otherwise comes before what says so.
"""

from collections import defaultdict
from collections.abc import Iterable

from django.core.exceptions import ValidationError

from conferences.models import Entry, Meeting, Participant

NOT_KNOWN = "It is not written down that this person is safe for the child."


def not_cleared(meeting: Meeting, people: Iterable[Participant]) -> list[Participant]:
    """Those of these people who must be known to be safe and are not, in one query."""
    clearing = meeting.declared.clearing
    asked = [one for one in people if clearing and one.part in clearing.parts]
    if clearing is None or not asked:
        return []
    field, answers = clearing.says
    said: dict[str, list[bool]] = defaultdict(list)
    rows = Entry.objects.current().filter(meeting=meeting, kind=clearing.kind)
    for values in rows.values_list("values", flat=True):
        said[str(values.get(clearing.person, ""))].append(values.get(field) in answers)
    return [one for one in asked if not all(said.get(str(one.public_id)) or [False])]


def is_cleared(participant: Participant) -> bool:
    return not not_cleared(participant.meeting, [participant])


def check_cleared(participant: Participant) -> None:
    """Refuse to have somebody come of whom it is not known that they are safe."""
    if not is_cleared(participant):
        clearing = participant.meeting.declared.clearing
        assert clearing
        kind = participant.meeting.declared.kinds[clearing.kind]
        raise ValidationError(
            f"{NOT_KNOWN} Say so under “{kind.plural}” first.", code="not_cleared"
        )

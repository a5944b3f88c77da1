"""Who is on one side of a meeting with walls, as somebody reads it who knows that side alone.

Nothing of anybody else can stand here: not who somebody is kept apart from, nor why it was
decided how they take part, nor how many there are.
"""

from dataclasses import dataclass

from conferences.domain.preparing import spoken_name
from conferences.models import Participant
from conferences.standing import Standing


@dataclass(frozen=True)
class OwnRow:
    name: str
    about: list[str]
    taking_part: str


def people_of_side(standing: Standing) -> list[OwnRow]:
    """In the order in which they were added."""
    rows = Participant.objects.on_side_known_to(standing.user).current().with_names()
    people = list(rows.filter(meeting=standing.meeting).order_by("pk"))
    names = {one.pk: spoken_name(one) for one in people}
    found = []
    for one in people:
        one.meeting = standing.meeting
        about = [one.get_part_display(), *([one.relation] if one.relation else [])]
        if one.supports_id in names:
            about.append(f"Supports {names[one.supports_id]}")
        found.append(OwnRow(names[one.pk], about, _taking_part(one)))
    return found


def _taking_part(one: Participant) -> str:
    """Whether they do. With which arrangements may be told from somebody on the other side."""
    comes = one.attendance in Participant.COMING
    attendance = Participant.Attendance.COMES if comes else Participant.Attendance(one.attendance)
    return str(attendance.label)

"""The items of a checklist beside what was settled, as pages show them."""

from collections.abc import Iterable
from dataclasses import dataclass

from conferences.formats import Item
from conferences.models import Check, Meeting, Participant


@dataclass(frozen=True)
class Line:
    """One item, and how it was settled; open while there is no check."""

    item: Item
    check: Check | None = None

    @property
    def is_done(self) -> bool:
        return self.check is not None and self.check.state == Check.State.DONE

    @property
    def is_not_needed(self) -> bool:
        return self.check is not None and self.check.state == Check.State.NOT_NEEDED


@dataclass(frozen=True)
class Checklist:
    lines: list[Line]

    @property
    def open(self) -> list[Line]:
        return [line for line in self.lines if line.check is None]

    @property
    def keys(self) -> list[str]:
        return [line.item.key for line in self.lines]


def items_of(meeting: Meeting, participant: Participant | None = None) -> Checklist:
    """The checklist of a meeting, or of one of its people."""
    items: Iterable[Item] = (
        meeting.declared.items_for(participant.part)
        if participant
        else meeting.declared.meeting_checklist
    )
    checks = {
        check.key: check
        for check in Check.objects.filter(meeting=meeting, participant=participant).select_related(
            "by"
        )
    }
    return Checklist([Line(item, checks.get(item.key)) for item in items])

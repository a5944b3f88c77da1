"""What everybody can do on weekdays, in one go: one row of three boxes for each."""

from collections.abc import Sequence
from typing import Any

from django import forms

from conferences.diaries import short_name
from conferences.models import Availability, Participant
from restorative.forms import Checkboxes, GovForm

Part, Can = Availability.PartOfDay, Availability.Can
WORKING_DAYS = range(5)
LABELS = ((Part.MORNING, "Morning"), (Part.AFTERNOON, "Afternoon"), (Part.EVENING, "Evening"))
Weekly = dict[tuple[int, str], str]


class EverybodyForm(GovForm):
    """For each person the parts of a weekday on which they can; nothing ticked: not asked.

    Only who said the same of all five days is asked here: others keep what they said.
    """

    def __init__(self, data: Any = None, *, people: Sequence[Participant], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.people = {str(one.pk): one for one in people if is_simple(one)}
        for key, one in self.people.items():
            self.fields[f"can_{key}"] = forms.MultipleChoiceField(
                label=short_name(one),
                choices=[(part.value, label) for part, label in LABELS],
                initial=ticked(one),
                required=False,
                widget=Checkboxes(small=True, inline=True),
            )
            self.fields[f"version_{key}"] = forms.IntegerField(
                widget=forms.HiddenInput, initial=one.version
            )

    @property
    def changed(self) -> list[tuple[Participant, int, Weekly]]:
        """Whom something else was said of than before: with the version, and their week."""
        found = []
        for key, one in self.people.items():
            said = self.cleaned_data[f"can_{key}"]
            if set(said) != set(ticked(one)):
                found.append((one, self.cleaned_data[f"version_{key}"], week_of(one, said)))
        return found


def is_simple(participant: Participant) -> bool:
    """Whether the three boxes can hold what somebody said of weekdays."""
    said = _weekly(participant)
    days = {tuple(said.get((day, part.value)) for part in Part) for day in WORKING_DAYS}
    if len(days) > 1:
        return False
    (day,) = days
    return Can.AT_A_PINCH not in day and (not any(day) or (all(day) and Can.YES in day))


def ticked(participant: Participant) -> list[str]:
    said = _weekly(participant)
    return [part.value for part in Part if said.get((0, part.value)) == Can.YES]


def week_of(participant: Participant, parts: Sequence[str]) -> Weekly:
    """The week after ticking: what is not ticked cannot be, weekends stay as they were."""
    week = {key: can for key, can in _weekly(participant).items() if key[0] not in WORKING_DAYS}
    if parts:
        for day in WORKING_DAYS:
            week |= {(day, part.value): Can.YES if part in parts else Can.NO for part in Part}
    return week


def _weekly(participant: Participant) -> Weekly:
    return {
        (row.weekday, row.part_of_day): row.can
        for row in participant.availability.all()
        if row.weekday is not None
    }

from collections.abc import Sequence
from typing import Any

from django import forms

from cases.found_people import FoundPerson
from cases.models import Person
from restorative.forms import GovForm, Radios

NOBODY = "new"


class LookAlikeForm(GovForm):
    """Is it one of these? Asked before somebody is entered a second time."""

    who = forms.ChoiceField(
        label="Is it one of these people?",
        error_messages={"required": "Select one of these people, or “Somebody new”"},
    )

    def __init__(self, *args: Any, found: Sequence[FoundPerson], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.found = {str(row.person.public_id): row for row in found}
        hints = {key: f"{row.born}. {_places(row)}" for key, row in self.found.items()}
        who: Any = self.fields["who"]
        who.widget = Radios(hints=hints, divider_before=NOBODY)
        who.choices = [
            *((key, row.full_name) for key, row in self.found.items()),
            (NOBODY, "Somebody new"),
        ]

    @property
    def chosen(self) -> Person | None:
        """The person chosen, or None for somebody new."""
        row = self.found.get(self.cleaned_data["who"])
        return row.person if row else None


def _places(row: FoundPerson) -> str:
    if not row.places:
        return "In no case."
    return "; ".join(f"{place.case}, {place.part}" for place in row.places) + "."

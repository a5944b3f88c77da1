from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone

from accounts.models import User
from restorative.forms import GovDateField, GovForm, Radios

MANAGERS = "managers"


class WhoForm(GovForm):
    """A form whose field `who` names somebody on the case, or the managers of the service."""

    def __init__(self, *args: Any, people: Sequence[tuple[User, str]], **kwargs: Any) -> None:
        """`people` are those it can be given to, each with what they are on the case."""
        self.people = {str(user.public_id): user for user, _ in people}
        super().__init__(*args, **kwargs)
        self.fields["who"].choices = [  # type: ignore[attr-defined]
            *((str(user.public_id), f"{user}, {part}") for user, part in people),
            (MANAGERS, "The managers of the service"),
        ]

    @property
    def assignee(self) -> User | None:
        """Whom it is given to; None for whoever manages the service."""
        return self.people.get(self.cleaned_data["who"])


class TaskForm(WhoForm):
    """Something to do: what, by when, by whom."""

    title = forms.CharField(
        label="What needs to be done?",
        max_length=200,
        error_messages={"required": "Enter what needs to be done"},
    )
    due_on = GovDateField(
        label="By when?",
        help_text="For example, 27 3 2026",
        error_messages={"required": "Enter by when"},
    )
    who = forms.ChoiceField(
        label="Who will do it?",
        widget=Radios(),
        error_messages={"required": "Select who will do it"},
    )
    detail = forms.CharField(
        label="Anything to know about it (optional)",
        max_length=1_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, people: Sequence[tuple[User, str]], **kwargs: Any) -> None:
        first = next((str(user.public_id) for user, _ in people), MANAGERS)
        kwargs["initial"] = {"who": first} | (kwargs.get("initial") or {})
        super().__init__(*args, people=people, **kwargs)

    def clean_due_on(self) -> Any:
        due_on = self.cleaned_data["due_on"]
        if due_on < timezone.localdate():
            raise forms.ValidationError("The day must be today or later")
        return due_on


class GiveForm(WhoForm):
    """To whom a task goes, and why."""

    who = forms.ChoiceField(
        label="Who will do it now?",
        widget=Radios(),
        error_messages={"required": "Select who will do it now"},
    )
    why = forms.CharField(
        label="Why?",
        max_length=300,
        help_text="Everyone on the case can read this. For example, Lee is away until Monday",
        error_messages={"required": "Enter why"},
    )


class DoneForm(GovForm):
    note = forms.CharField(
        label="What came of it (optional)",
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

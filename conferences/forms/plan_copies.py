from typing import Any

from django import forms
from django.utils import timezone

from conferences.models import PlanCopy
from conferences.plan_copy import Piece, proposed_omissions
from restorative.forms import Checkboxes, GovDateField, GovForm, OneCheckbox, Radios


class CopyForm(GovForm):
    """One recipient's copy: how it goes, and what it leaves out."""

    channel = forms.ChoiceField(
        label="How does it go to them?",
        choices=PlanCopy.Channel.choices,
        widget=Radios(inline=True),
        error_messages={"required": "Select how it goes to them"},
    )
    is_large_print = forms.BooleanField(label="Large print", required=False, widget=OneCheckbox())
    language = forms.CharField(
        label="Translated or easy-read version (optional)",
        help_text="For example, Polish, by the interpreter. The copy itself stays as it is here.",
        max_length=60,
        required=False,
    )
    leave_out = forms.MultipleChoiceField(
        label="What does this copy leave out?",
        help_text="What is proposed is ticked, with the reason. Read it all: you know the family.",
        required=False,
        widget=Checkboxes(small=True),
    )

    def __init__(self, *args: Any, pieces: list[Piece], **kwargs: Any) -> None:
        proposed = proposed_omissions(pieces)
        kwargs["initial"] = {"leave_out": list(proposed)} | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        leave_out = self.fields["leave_out"]
        assert isinstance(leave_out, forms.MultipleChoiceField)
        leave_out.choices = [(piece.key, piece.label) for piece in pieces]
        assert isinstance(leave_out.widget, Checkboxes)
        leave_out.widget.hints = {key: f"Proposed: {why}." for key, why in proposed.items()}


class CheckForm(GovForm):
    checked = forms.BooleanField(
        label="I have read all of it, and this person may see it",
        widget=OneCheckbox(),
        error_messages={"required": "Tick to say that you have read all of it"},
    )


class SentForm(GovForm):
    sent_on = GovDateField(label="When did it go?", help_text="For example, 27 3 2026")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"sent_on": timezone.localdate()} | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)

    def clean_sent_on(self) -> Any:
        sent_on = self.cleaned_data["sent_on"]
        if sent_on > timezone.localdate():
            raise forms.ValidationError("The date must be today or in the past")
        return sent_on


class NoCopyForm(GovForm):
    why = forms.CharField(
        label="Why do they get no copy?",
        help_text="For example, they do not want one in the house.",
        max_length=300,
        error_messages={"required": "Enter why they get no copy"},
    )

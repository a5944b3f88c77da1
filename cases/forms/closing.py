from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from cases.models import Case
from restorative.forms import GovDateField, GovForm, OneCheckbox, Radios


class EndForm(GovForm):
    """Why a case ends before its work is done."""

    why = forms.CharField(
        label="Why?",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Everyone on the case can read this.",
        error_messages={"required": "Enter why"},
    )


class CloseForm(GovForm):
    outcome = forms.ChoiceField(
        label="What came of the work?",
        choices=Case.Outcome.choices,
        widget=Radios(),
        error_messages={"required": "Select what came of the work"},
    )
    why = forms.CharField(
        label="Why is the case closed now?",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Enter why the case is closed now"},
    )
    told = forms.CharField(
        label="Who was told?",
        max_length=300,
        help_text="For example, Mum, Dad, and the social worker by email",
        error_messages={"required": "Enter who was told"},
    )
    checked = forms.BooleanField(
        label="I have looked at what is still open, and nothing of it is needed",
        widget=OneCheckbox(),
        error_messages={"required": "Tick to say that you have looked at what is still open"},
    )


class OutcomeForm(GovForm):
    """What came of a case that was closed without saying so."""

    outcome = forms.ChoiceField(
        label="What came of the work?",
        choices=Case.Outcome.choices,
        widget=Radios(),
        error_messages={"required": "Select what came of the work"},
    )
    how_known = forms.CharField(
        label="How do you know?",
        max_length=300,
        help_text="For example, from the last review, or from the social worker",
        error_messages={"required": "Enter how you know"},
    )


class HoldForm(GovForm):
    why = forms.CharField(
        label="Why?",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="For example, the family asked to wait until the baby is born",
        error_messages={"required": "Enter why"},
    )
    review_on = GovDateField(
        label="When do you look at it again?",
        subject="The day",
        error_messages={"required": "Enter when you look at it again"},
    )

    def clean_review_on(self) -> Any:
        review_on: date = self.cleaned_data["review_on"]
        if review_on <= timezone.localdate():
            raise forms.ValidationError("The day must be after today.", code="review_not_ahead")
        return review_on


class ResumeForm(GovForm):
    why = forms.CharField(
        label="What has changed? (optional)",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ReferAgainForm(GovForm):
    """Nothing to fill in: a press that makes something."""

"""Keeping two people apart: the arrangement, not what one is said to have done."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from cases.forms.choosing import PersonChoiceField
from cases.models import KeepApart, Person
from restorative.forms import GovDateField, GovForm, Radios

LONGEST_WITHOUT_REVIEW = timedelta(days=366)


class KeepApartForm(GovForm):
    other = PersonChoiceField(label="Who must be kept apart from them?")
    kind = forms.ChoiceField(
        label="What is the arrangement?",
        widget=Radios(),
        error_messages={"required": "Select the arrangement"},
    )
    reason = forms.CharField(
        label="Why?",
        help_text="Say what the arrangement rests on, not what one says of the other.",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Enter why they must be kept apart"},
    )
    source = forms.ChoiceField(
        label="Where does it come from?",
        choices=KeepApart.Source.choices,
        widget=Radios(small=True),
        error_messages={"required": "Select where it comes from"},
    )
    source_detail = forms.CharField(
        label="Which order, condition or assessment? (optional)", required=False, max_length=200
    )
    source_ends_on = GovDateField(
        label="When does it end? (optional)",
        subject="The date it ends",
        help_text="For example, 30 6 2027",
        required=False,
    )
    heard_another_way = forms.CharField(
        label="How will their views be heard another way? (optional)",
        help_text="For example, by letter, or at a meeting of their own.",
        required=False,
        max_length=200,
    )
    decided_by = forms.CharField(
        label="Who decided this? (optional)", required=False, max_length=150
    )
    review_on = GovDateField(
        label="When will somebody look at this again?",
        subject="The review",
        help_text="Within a year. For example, 27 3 2027",
        error_messages={"required": "Enter when somebody will look at this again"},
    )
    audience = forms.ChoiceField(
        label="Who may read this?",
        choices=KeepApart.Audience.choices,
        initial=KeepApart.Audience.SERVICE,
        widget=Radios(),
        error_messages={"required": "Select who may read this"},
    )

    def __init__(self, *args: Any, person: Person, people: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name = person.liked_name
        self.fields["other"].offer(people)  # type: ignore[attr-defined]  # PersonChoiceField
        self.fields["other"].label = f"Who must be kept apart from {name}?"
        kind: Any = self.fields["kind"]
        kind.choices = [
            (KeepApart.Kind.MUST_NOT_MEET, "They must not meet"),
            (KeepApart.Kind.SEPARATE_ARRIVAL, "They may attend together, arriving separately"),
            (KeepApart.Kind.NOT_INVITED, f"{name} is not invited where the other is"),
        ]

    def clean_review_on(self) -> Any:
        day, today = self.cleaned_data["review_on"], timezone.localdate()
        if not today <= day <= today + LONGEST_WITHOUT_REVIEW:
            raise ValidationError("The review must be within a year from today")
        return day

    def clean_source_ends_on(self) -> Any:
        day = self.cleaned_data["source_ends_on"]
        if day and day < timezone.localdate():
            raise ValidationError("The date it ends must be today or later")
        return day


class KeepApartEndForm(GovForm):
    why = forms.CharField(
        label="Why does it end?",
        help_text="For example, the order has ended and was not renewed.",
        max_length=300,
        error_messages={"required": "Enter why it ends"},
    )

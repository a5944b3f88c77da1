"""Forms about reminders: why one is stopped, when a step goes, what a rule says."""

from datetime import time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from cases.domain.reminding import FURTHEST, check_step
from cases.models import ReminderSetting, ReminderText
from cases.reminders import texts
from cases.reminders.rules import Rule, Step
from cases.reminders.words import time_of
from restorative.forms import GovForm, GovTimeField, Radios, TextInput


class StopForm(GovForm):
    why = forms.CharField(
        label="Why is it not to go?",
        help_text="For example, Pat was told in person",
        max_length=300,
        error_messages={"required": "Enter why it is not to go"},
    )


class SwitchForm(GovForm):
    """Which way is said by the page, so that two presses do not undo each other."""

    on = forms.CharField(widget=forms.HiddenInput, required=False)
    why = forms.CharField(
        label="Why?",
        max_length=300,
        error_messages={"required": "Enter why"},
    )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("on") not in ("0", "1"):
            self.add_error(None, "Say whether to start or to stop sending")
        return data


class StepForm(GovForm):
    """Whether and when one step goes. The side of the day it is about is the rule's."""

    is_on = forms.ChoiceField(
        label="Is it sent?",
        choices=(("1", "Yes"), ("0", "No")),
        widget=Radios(inline=True),
        error_messages={"required": "Select whether it is sent"},
    )
    days = forms.IntegerField(
        min_value=0,
        max_value=FURTHEST,
        widget=TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-3"}),
        error_messages={
            "required": "Enter how many days",
            "invalid": "The number of days must be a whole number, like 2",
            "min_value": f"The number of days must be between 0 and {FURTHEST}",
            "max_value": f"The number of days must be between 0 and {FURTHEST}",
        },
    )
    at = GovTimeField(
        label="At what time of day?",
        help_text="Between 8am and 8pm. For example, 9am or 14:30",
        error_messages={"required": "Enter a time of day"},
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(
        self, *args: Any, step: Step, setting: ReminderSetting | None, **kwargs: Any
    ) -> None:
        self.step = step
        days = setting.days if setting and setting.days is not None else step.days
        kwargs["initial"] = {
            "is_on": "1" if setting is None or setting.is_on else "0",
            "days": abs(days),
            "at": time_of(step, setting),
            "version": setting.version if setting else 0,
        }
        super().__init__(*args, **kwargs)
        if step.at_once:
            del self.fields["days"], self.fields["at"]
            return
        unit = "working days" if step.working else "days"
        side = "before" if step.days < 0 else "after"
        self.fields["days"].label = f"How many {unit} {side}?"
        self.fields["days"].help_text = "0 is the same day"

    @property
    def signed_days(self) -> int | None:
        days: int | None = self.cleaned_data.get("days")
        return -days if days is not None and self.step.days < 0 else days

    @property
    def at_time(self) -> time | None:
        return self.cleaned_data.get("at")

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("at"):
            try:
                check_step(self.step, days=None, at=data["at"])
            except ValidationError as refusal:
                self.add_error("at", refusal)
        return data


class TextForm(GovForm):
    """What a rule says, by one way. A text message has no subject."""

    subject = forms.CharField(label="Subject", max_length=150)
    body = forms.CharField(label="What it says", max_length=2000, widget=forms.Textarea)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, rule: Rule, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rule, self.kind = rule, kind
        rows = 12 if kind == ReminderText.Kind.EMAIL else 4
        self.fields["body"].widget.attrs["rows"] = rows
        if kind != ReminderText.Kind.EMAIL:
            del self.fields["subject"]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors:
            try:
                texts.check_text(self.kind, data.get("subject", ""), data["body"], rule=self.rule)
            except ValidationError as refusal:
                self.add_error(None, refusal)
        return data

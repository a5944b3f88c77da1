from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import User
from conferences.domain.packs import check_days
from restorative.forms import GovDateField, GovForm

USUAL = timedelta(days=14)


class GivePackForm(GovForm):
    """Which volunteer may read the pack, and from when until when."""

    reader = forms.ModelChoiceField(
        User.objects.none(),
        label="Which volunteer?",
        to_field_name="public_id",
        empty_label="Choose a volunteer",
        error_messages={"required": "Select a volunteer"},
    )
    starts_on = GovDateField(
        label="From which day?", error_messages={"required": "Enter the first day"}
    )
    ends_on = GovDateField(
        label="Until which day?",
        help_text="That day included, for 60 days at most.",
        error_messages={"required": "Enter the last day"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        today = timezone.localdate()
        super().__init__(*args, initial={"starts_on": today, "ends_on": today + USUAL}, **kwargs)
        volunteers = User.objects.active().filter(sits_on_panels=True)
        self.fields["reader"].queryset = volunteers  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("starts_on") and data.get("ends_on"):
            try:
                check_days(data["starts_on"], data["ends_on"])
            except ValidationError as error:
                self.add_error("ends_on", error)
        return data


class EndPackForm(GovForm):
    why = forms.CharField(
        label="Why does it end?",
        max_length=200,
        error_messages={"required": "Enter why."},
    )

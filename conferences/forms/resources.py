from datetime import time
from typing import Any

from django import forms

from conferences.domain.resources import Hours
from conferences.models import Resource
from restorative.forms import (
    GovDateField,
    GovForm,
    GovModelForm,
    GovTimeField,
    PhoneField,
    PostcodeField,
    Radios,
)

Kind = Resource.Kind
COMMON = (
    "contact_name",
    "contact_phone",
    "contact_email",
    "minutes_before",
    "minutes_after",
    "note",
)
FIELDS = {
    Kind.VENUE: (
        "name",
        "address",
        "postcode",
        "directions",
        "step_free",
        "access_note",
        "has_kitchen",
        "rooms",
        "seats",
        "is_neutral",
        "cost",
        *COMMON,
    ),
    Kind.INTERPRETER: ("name", "languages", "cost", *COMMON),
    Kind.ADVOCATE: ("name", "cost", *COMMON),
    Kind.COORDINATOR: ("minutes_before", "minutes_after", "note"),
}
ADDED = {"venue": "venue", "interpreter": "interpreter", "advocate": "advocate"}
A_DAY = 4 * 60


class ResourceForm(GovModelForm):
    """What is known of a venue, an interpreter, an advocate; of staff only their travel."""

    postcode = PostcodeField(label="Postcode (optional)", required=False)
    contact_phone = PhoneField(label="Telephone (optional)", required=False)
    minutes_before = forms.IntegerField(label="Before", min_value=0, max_value=A_DAY)
    minutes_after = forms.IntegerField(label="After", min_value=0, max_value=A_DAY)

    class Meta:
        model = Resource
        fields = tuple(dict.fromkeys(name for names in FIELDS.values() for name in names))
        labels = {
            "name": "Name",
            "address": "Address (optional)",
            "directions": "How to get there, buses, parking (optional)",
            "step_free": "Can a wheelchair get in?",
            "access_note": "More about access (optional)",
            "has_kitchen": "Has a kitchen",
            "rooms": "Rooms, those to withdraw to among them",
            "seats": "Seats (optional)",
            "is_neutral": "Neutral: not children’s services’ own",
            "cost": "Cost (optional)",
            "languages": "Languages, with commas between",
            "contact_name": "Whom to ask for (optional)",
            "contact_email": "Email address (optional)",
            "note": "Anything else (optional)",
        }
        widgets = {
            "step_free": Radios(small=True),
            "directions": forms.Textarea(attrs={"rows": 3}),
            "note": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = FIELDS[Kind(kind)]
        self.fields = {name: self.fields[name] for name in names}
        what = "set-up" if kind == Kind.VENUE else "travel"
        for name, when in (("minutes_before", "before"), ("minutes_after", "after")):
            self.fields[name].label = f"Minutes for {what} {when} a meeting"
        if kind == Kind.INTERPRETER:
            self.fields["languages"].required = True
            self.fields["languages"].help_text = "For example, Polish, Ukrainian"
        if "step_free" in self.fields:
            self.fields["step_free"].required = False
        if self.instance.pk:
            self.fields["version"] = forms.IntegerField(widget=forms.HiddenInput)
            self.initial["version"] = self.instance.version

    def facts(self) -> dict[str, Any]:
        """What was entered, by field, without the version."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class HoursForm(GovForm):
    """From when to when on each weekday; a day left empty is one without hours."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, resource: Resource, **kwargs: Any) -> None:
        initial: dict[str, Any] = {"version": resource.version}
        # A second stretch on a day is kept by adding it in the second pair.
        for hours in resource.hours.all():
            turn = 1 if f"from_{hours.weekday}_0" in initial else 0
            initial[f"from_{hours.weekday}_{turn}"] = hours.starts
            initial[f"to_{hours.weekday}_{turn}"] = hours.ends
        super().__init__(data, initial=initial, **kwargs)
        for day in range(len(WEEKDAYS)):
            for turn, words in enumerate((("From", "To"), ("Again from", "Again to"))):
                for name, label in zip(("from", "to"), words, strict=True):
                    self.fields[f"{name}_{day}_{turn}"] = GovTimeField(
                        label=label, required=False, help_text=""
                    )

    @property
    def rows(self) -> list[tuple[str, list[forms.BoundField]]]:
        return [
            (
                label,
                [self[f"{name}_{day}_{turn}"] for turn in (0, 1) for name in ("from", "to")],
            )
            for day, label in enumerate(WEEKDAYS)
        ]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for day in range(len(WEEKDAYS)):
            for turn in (0, 1):
                starts, ends = cleaned.get(f"from_{day}_{turn}"), cleaned.get(f"to_{day}_{turn}")
                field = f"to_{day}_{turn}"
                if field in self.errors or f"from_{day}_{turn}" in self.errors:
                    continue
                if bool(starts is None) != bool(ends is None):
                    self.add_error(field, f"Enter both times of {WEEKDAYS[day]}, or none")
                elif starts is not None and ends is not None and ends <= starts:
                    self.add_error(field, f"{WEEKDAYS[day]} must end after it starts")
        return cleaned

    @property
    def hours(self) -> list[Hours]:
        found: list[Hours] = []
        for day in range(len(WEEKDAYS)):
            for turn in (0, 1):
                starts: time | None = self.cleaned_data[f"from_{day}_{turn}"]
                ends: time | None = self.cleaned_data[f"to_{day}_{turn}"]
                if starts is not None and ends is not None:
                    found.append((day, starts, ends))
        return found


class AwayForm(GovForm):
    """The days on which a venue is closed or somebody is on leave."""

    starts_on = GovDateField(label="First day")
    ends_on = GovDateField(label="Last day")
    why = forms.CharField(
        label="Why (optional)",
        required=False,
        max_length=100,
        help_text="Leave out anything private, such as an illness.",
    )

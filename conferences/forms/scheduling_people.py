from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils import timezone

from conferences.models import Availability, Participant
from restorative.forms import GovDateField, GovForm

Part = Availability.PartOfDay
Can = Availability.Can
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
ALL_WEEK = "week"
LINES = 3
LONGEST = timedelta(days=31)
ANSWERS = [("", "Not said"), *Can.choices]
WHOLE_DAY = ("", "All day")


class AvailabilityForm(GovForm):
    """What somebody can do: a grid of weekdays, and single days that differ from it."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, participant: Participant, **kwargs: Any) -> None:
        said = list(participant.availability.all())
        initial: dict[str, Any] = {"version": participant.version}
        for row in said:
            if row.weekday is not None:
                initial[f"d{row.weekday}_{row.part_of_day}"] = row.can
        super().__init__(data, initial=initial, **kwargs)
        for key, label in self._row_names():
            for part in Part:
                self.fields[f"{key}_{part}"] = forms.ChoiceField(
                    label=f"{label}, {part.label.lower()}", choices=ANSWERS, required=False
                )
        today = timezone.localdate()
        self.days = [row for row in said if row.day and row.day >= today]
        self.past = [row for row in said if row.day and row.day < today]
        self.fields["drop"] = forms.MultipleChoiceField(
            required=False, choices=[(str(row.pk), str(row.day)) for row in self.days]
        )
        for number in range(1, LINES + 1):
            self.fields[f"from_{number}"] = GovDateField(
                label="Day", subject="The day", required=False
            )
            self.fields[f"until_{number}"] = GovDateField(
                label="To (if more than one day)", subject="The last day", required=False
            )
            self.fields[f"part_{number}"] = forms.ChoiceField(
                label="Part of the day", choices=[WHOLE_DAY, *Part.choices], required=False
            )
            self.fields[f"can_{number}"] = forms.ChoiceField(
                label="Can they?", choices=Can.choices, required=False, initial=Can.NO
            )

    @staticmethod
    def _row_names() -> Iterator[tuple[str, str]]:
        yield ALL_WEEK, "Monday to Friday"
        for number, label in enumerate(WEEKDAYS):
            yield f"d{number}", label

    @property
    def rows(self) -> list[tuple[str, list[BoundField]]]:
        """The grid: a weekday and its three questions; the first row stands for five."""
        return [
            (label, [self[f"{key}_{part}"] for part in Part]) for key, label in self._row_names()
        ]

    @property
    def lines(self) -> list[list[BoundField]]:
        """The empty lines for single days."""
        names = ("from", "until", "part", "can")
        return [[self[f"{name}_{number}"] for name in names] for number in range(1, LINES + 1)]

    @property
    def dropped(self) -> list[str]:
        return self.data.getlist("drop") if hasattr(self.data, "getlist") else []

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for number in range(1, LINES + 1):
            first, last = cleaned.get(f"from_{number}"), cleaned.get(f"until_{number}")
            if last and not first and f"from_{number}" not in self.errors:
                self.add_error(f"from_{number}", "Enter the first day")
            elif first and first < timezone.localdate():
                self.add_error(f"from_{number}", "The day must be today or later")
            elif first and last and not timedelta() <= last - first <= LONGEST:
                self.add_error(
                    f"until_{number}", "The last day must be within a month of the first"
                )
        return cleaned

    @property
    def weekly(self) -> dict[tuple[int, str], str]:
        """By weekday; what is said of Monday to Friday fills those of them left empty."""
        said = {}
        for number in range(len(WEEKDAYS)):
            for part in Part:
                can = self.cleaned_data[f"d{number}_{part}"]
                if not can and number < 5:
                    can = self.cleaned_data[f"{ALL_WEEK}_{part}"]
                if can:
                    said[number, str(part)] = can
        return said

    @property
    def daily(self) -> dict[tuple[date, str], str]:
        """By day: what stands already and was not taken off, and then the new lines."""
        dropped = set(self.cleaned_data["drop"])
        said = {
            (row.day, row.part_of_day): row.can
            for row in (*self.past, *self.days)
            if row.day and str(row.pk) not in dropped
        }
        for number in range(1, LINES + 1):
            first = self.cleaned_data[f"from_{number}"]
            if not first:
                continue
            last = self.cleaned_data[f"until_{number}"] or first
            part = self.cleaned_data[f"part_{number}"]
            for ahead in range((last - first).days + 1):
                for one in [part] if part else list(Part):
                    can = self.cleaned_data[f"can_{number}"] or Can.NO
                    said[first + timedelta(days=ahead), str(one)] = can
        return said

from datetime import UTC, datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone

from conferences.domain.meetings import LONGEST, stage_of
from conferences.formats import format_of
from conferences.models import Meeting
from restorative.forms import GovDateField, GovForm

CLOCKS_CHANGE = "The clocks change that night. Choose a time after 2am."


class MeetingDateForm(GovForm):
    """When and where. Times are those of the wall clock; the end is worked out in UTC."""

    day = GovDateField(label="Date", error_messages={"required": "Enter the date"})
    start = forms.TimeField(
        label="Starts at",
        help_text="For example 16:30",
        input_formats=["%H:%M", "%H.%M", "%H%M"],
        error_messages={"required": "Enter the time it starts", "invalid": "Enter a real time"},
    )
    hours = forms.DecimalField(
        label="How many hours",
        min_value=0.25,
        max_value=LONGEST / timedelta(hours=1),
        decimal_places=2,
        initial=3,
        error_messages={"required": "Enter how many hours it will take"},
    )
    place = forms.CharField(
        label="Where",
        max_length=200,
        help_text="Somewhere the family chose, that is not children's services' own.",
        error_messages={"required": "Enter where it will be"},
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    @classmethod
    def initial_of(cls, meeting: Meeting) -> dict[str, Any]:
        initial: dict[str, Any] = {"version": meeting.version, "place": meeting.place}
        if meeting.starts_at and meeting.ends_at:
            start = timezone.localtime(meeting.starts_at)
            hours = (meeting.ends_at - meeting.starts_at) / timedelta(hours=1)
            initial |= {"day": start.date(), "start": start.time(), "hours": round(hours, 2)}
        return initial

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        day, start, hours = (cleaned.get(name) for name in ("day", "start", "hours"))
        if day and start and hours:
            try:
                starts_at = in_local_time(datetime.combine(day, start))
            except ValueError:
                self.add_error("start", CLOCKS_CHANGE)
            else:
                cleaned["starts_at"] = starts_at
                cleaned["ends_at"] = starts_at + timedelta(hours=float(hours))
        return cleaned


def in_local_time(naive: datetime) -> datetime:
    """Read a wall-clock time; ValueError for one that the change of clocks skips or repeats."""
    zone = timezone.get_current_timezone()
    first, second = (naive.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    if first.utcoffset() != second.utcoffset():
        raise ValueError(naive)
    return first.astimezone(UTC)


class MeetingMoveForm(GovForm):
    """Where the meeting goes from here, and why where the format asks."""

    to = forms.ChoiceField(
        label="What has happened?",
        widget=forms.RadioSelect,
        error_messages={"required": "Select what has happened"},
    )
    why = forms.CharField(
        label="Why",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        here, declared = stage_of(meeting), format_of(meeting.format)
        field = self.fields["to"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(key, declared.stage(key).label) for key in here.to]
        asked = [declared.stage(key).label for key in here.needs_reason]
        if asked:
            self.fields["why"].help_text = f"Needed for: {', '.join(asked)}."

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone

from conferences.domain.dates import LONGEST
from conferences.domain.meetings import stage_of
from conferences.formats import format_of
from conferences.local_time import CLOCKS_CHANGE, in_local_time
from conferences.models import Meeting, Resource
from restorative.forms import Checkboxes, GovDateField, GovForm, Radios

__all__ = ["CLOCKS_CHANGE", "MeetingDateForm", "MeetingMoveForm", "in_local_time"]
ELSEWHERE = ("", "Somewhere else")


class ChangeOfDate(forms.Form):
    """Why a date that was set is changed, and who asked: a family's own delay is not ours."""

    asked_by = forms.ChoiceField(
        label="Who asked for another date? (if the date or time changes)",
        required=False,
        widget=Radios(small=True),
    )
    why = forms.CharField(
        label="Why (if the date or time changes)",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


def offer_who_asks(form: forms.Form, meeting: Meeting) -> None:
    """Offer, where a form asks who asked, those whom the kind of meeting names."""
    field = form.fields.get("asked_by")
    if isinstance(field, forms.ChoiceField):
        field.choices = list(meeting.declared.who_asks)


def refuse_unsaid(form: forms.Form, cleaned: dict[str, Any]) -> None:
    """Ask for who and why where a date changes."""
    if not cleaned.get("asked_by"):
        form.add_error("asked_by", "Select who asked for another date")
    if not cleaned.get("why"):
        form.add_error("why", "Enter why the date changes")


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
    venue = forms.ChoiceField(label="Venue", required=False)
    place = forms.CharField(
        label="Where, if somewhere else",
        max_length=200,
        required=False,
        help_text="Somewhere the family chose, that is not children's services' own.",
    )
    interpreters = forms.MultipleChoiceField(
        label="Interpreters (optional)", required=False, widget=Checkboxes(small=True)
    )
    advocates = forms.MultipleChoiceField(
        label="Advocates (optional)", required=False, widget=Checkboxes(small=True)
    )
    asked_by = ChangeOfDate.base_fields["asked_by"]
    why = ChangeOfDate.base_fields["why"]
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        kwargs.setdefault("initial", initial_of(meeting))
        super().__init__(*args, **kwargs)
        self.meeting = meeting
        rows = Resource.objects.in_use().exclude(kind=Resource.Kind.COORDINATOR)
        self.known = {str(one.public_id): one for one in rows}
        for name, kind in (
            ("venue", Resource.Kind.VENUE),
            ("interpreters", Resource.Kind.INTERPRETER),
            ("advocates", Resource.Kind.ADVOCATE),
        ):
            choices = [(key, str(one)) for key, one in self.known.items() if one.kind == kind]
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [ELSEWHERE, *choices] if name == "venue" else choices
            if not choices:
                del self.fields[name]
        offer_who_asks(self, meeting)
        if not meeting.starts_at:
            del self.fields["asked_by"], self.fields["why"]

    @property
    def resources(self) -> list[Resource]:
        """What was chosen to be booked."""
        cleaned = self.cleaned_data
        keys = [
            cleaned.get("venue"),
            *(cleaned.get("interpreters") or ()),
            *(cleaned.get("advocates") or ()),
        ]
        return [self.known[key] for key in keys if key]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not cleaned.get("venue") and not cleaned.get("place") and "place" not in self.errors:
            self.add_error("place", "Choose a venue, or enter where it will be")
        day, start, hours = (cleaned.get(name) for name in ("day", "start", "hours"))
        if day and start and hours:
            try:
                starts_at = in_local_time(datetime.combine(day, start))
            except (ValueError, OverflowError):
                self.add_error("start", CLOCKS_CHANGE)
            else:
                cleaned["starts_at"] = starts_at
                cleaned["ends_at"] = starts_at + timedelta(hours=float(hours))
                if "why" in self.fields and starts_at != self.meeting.starts_at:
                    refuse_unsaid(self, cleaned)
        return cleaned


def initial_of(meeting: Meeting) -> dict[str, Any]:
    """A meeting's date, place and bookings as the form shows them."""
    initial: dict[str, Any] = {"version": meeting.version}
    if meeting.starts_at and meeting.ends_at:
        start = timezone.localtime(meeting.starts_at)
        hours = (meeting.ends_at - meeting.starts_at) / timedelta(hours=1)
        initial |= {"day": start.date(), "start": start.time(), "hours": round(hours, 2)}
    booked = [one.resource for one in meeting.bookings.standing().select_related("resource")]
    venue = next((one for one in booked if one.kind == Resource.Kind.VENUE), None)
    return initial | {
        "venue": str(venue.public_id) if venue else "",
        "place": "" if venue and venue.name == meeting.place else meeting.place,
        "interpreters": [str(one.public_id) for one in booked if one.kind == "interpreter"],
        "advocates": [str(one.public_id) for one in booked if one.kind == "advocate"],
    }


class CallOffForm(GovForm):
    """That a meeting does not take place: who asked, and why."""

    asked_by = forms.ChoiceField(
        label="Who asked for it?",
        widget=Radios(small=True),
        error_messages={"required": "Select who asked for it"},
    )
    why = forms.CharField(
        label="Why?",
        help_text="Everybody who works with the family reads this on the timeline.",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Enter why"},
    )

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_who_asks(self, meeting)
        if meeting.declared.sides:
            self.fields["why"].help_text = "Only those who know both sides read this."


class MeetingMoveForm(GovForm):
    """Where the meeting goes from here, and why where the format asks."""

    to = forms.ChoiceField(
        label="What has happened?",
        widget=forms.RadioSelect,
        error_messages={"required": "Select what has happened"},
    )
    asked_by = forms.ChoiceField(
        label="Who asked for it? (if the date is given up)",
        required=False,
        widget=Radios(small=True),
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
        stages = [declared.stage(key) for key in here.to]
        self.giving_up = {stage.key for stage in stages if meeting.starts_at and stage.clears_date}
        labels = {
            stage.key: f"Postponed: the date is given up, and it is “{stage.label}” again"
            if stage.key in self.giving_up and stage == declared.first
            else stage.label
            for stage in stages
        }
        field.choices = list(labels.items())
        asked = [labels[key].split(":")[0] for key in here.needs_reason]
        if asked:
            hints = [stage.why_hint for stage in stages if stage.why_hint]
            self.fields["why"].help_text = " ".join([f"Needed for: {', '.join(asked)}.", *hints])
        offer_who_asks(self, meeting)
        if not self.giving_up:
            del self.fields["asked_by"]

    def clean_asked_by(self) -> str:
        asked_by = str(self.cleaned_data["asked_by"])
        if self.cleaned_data.get("to") not in self.giving_up:
            return ""
        if not asked_by:
            raise forms.ValidationError("Select who asked for it")
        return asked_by

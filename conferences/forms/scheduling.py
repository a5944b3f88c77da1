from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from conferences.domain.dates import LONGEST
from conferences.forms.meetings import offer_who_asks
from conferences.models import Meeting, Need, Participant, Resource
from conferences.slots import LONGEST_SEARCH, Slot
from restorative.forms import Checkboxes, GovDateField, GovForm, OneCheckbox, Radios

DEFAULT_SEARCH = timedelta(days=28)
LENGTHS = [(str(n / 2), f"{n / 2:g} hours" if n != 2 else "1 hour") for n in range(2, 13)]


class SearchForm(GovForm):
    """What is looked for. Says nothing of a family, so that it can stand in an address."""

    length = forms.ChoiceField(label="How long", choices=LENGTHS, initial="3.0")
    earliest = GovDateField(label="From", subject="The first day")
    latest = GovDateField(label="To", subject="The last day")
    venues = forms.MultipleChoiceField(
        label="Venues (none ticked: any)", required=False, widget=Checkboxes(small=True)
    )
    step_free = forms.BooleanField(
        label="Step-free throughout", required=False, widget=OneCheckbox()
    )
    no_venue = forms.BooleanField(
        label="No venue of ours: it meets somewhere else", required=False, widget=OneCheckbox()
    )
    language = forms.MultipleChoiceField(
        label="Interpreter for (none ticked: not needed)",
        required=False,
        widget=Checkboxes(small=True, inline=True),
    )
    advocate = forms.ChoiceField(label="Advocate", required=False)
    weekends = forms.BooleanField(
        label="Saturdays and Sundays too", required=False, widget=OneCheckbox()
    )

    def __init__(self, data: Any, *, meeting: Meeting, **kwargs: Any) -> None:
        rows = Resource.objects.in_use().exclude(kind=Resource.Kind.COORDINATOR)
        self.known = {str(one.public_id): one for one in rows}
        super().__init__(data, **kwargs)
        self._choose("venues", self._of(Resource.Kind.VENUE))
        self._choose("advocate", self._of(Resource.Kind.ADVOCATE), ("", "Not needed"))
        spoken = _spoken(self._interpreters)
        field = self.fields["language"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(language, language) for language in spoken]
        if not spoken:
            del self.fields["language"]

    @classmethod
    def initial_data(cls, meeting: Meeting, meet_by: date | None) -> dict[str, Any]:
        """What is looked for at first: from tomorrow to the end of the timescale, and what
        those who come have said that they need.
        """
        first = timezone.localdate() + timedelta(days=1)
        last = meet_by if meet_by and meet_by > first else first + DEFAULT_SEARCH
        last = min(last, first + LONGEST_SEARCH)
        length = 3.0
        if meeting.starts_at and meeting.ends_at:
            hours = (meeting.ends_at - meeting.starts_at) / timedelta(hours=1)
            length = hours if (str(hours), f"{hours:g} hours") in LENGTHS else length
        return {
            "length": str(length),
            **_parts("earliest", first),
            **_parts("latest", last),
            **_needed(meeting),
        }

    @property
    def length_chosen(self) -> timedelta:
        return timedelta(hours=float(self.cleaned_data["length"]))

    @property
    def words(self) -> str:
        """What is looked for, in a line."""
        cleaned = self.cleaned_data
        first, last = cleaned["earliest"], cleaned["latest"]
        words = [f"{float(cleaned['length']):g} hours"]
        words += [self.known[key].name for key in cleaned["venues"]]
        words += ["step-free"] if cleaned["step_free"] else []
        wanted = cleaned.get("language")
        words += [f"interpreter for {' and '.join(wanted)}"] if wanted else []
        return f"{', '.join(words)}, {first:%-d %B} to {last:%-d %B %Y}"

    @property
    def groups(self) -> list[list[Resource]]:
        """What is needed beside the coordinator: of each group, one."""
        cleaned, groups = self.cleaned_data, []
        if not cleaned["no_venue"]:
            chosen = [self.known[key] for key in cleaned["venues"]]
            venues = chosen or self._of(Resource.Kind.VENUE)
            needs_one = bool(venues)
            if cleaned["step_free"]:
                venues = [one for one in venues if one.step_free == Resource.StepFree.YES]
            # Without any in the list it meets somewhere else.
            if needs_one:
                groups.append(venues)
        for language in cleaned.get("language", ()):
            groups.append([one for one in self._interpreters if language in languages(one)])
        if advocate := cleaned.get("advocate"):
            groups.append([self.known[advocate]])
        return groups

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = cleaned.get("earliest"), cleaned.get("latest")
        if first and last:
            if last < first:
                self.add_error("latest", "The last day must be the first or later")
            elif last < timezone.localdate():
                self.add_error("latest", "The last day must be today or later")
            elif last - max(first, timezone.localdate()) > LONGEST_SEARCH:
                self.add_error("latest", "Choose 12 weeks or less")
        return cleaned

    @property
    def _interpreters(self) -> list[Resource]:
        return self._of(Resource.Kind.INTERPRETER)

    def _of(self, kind: str) -> list[Resource]:
        return [one for one in self.known.values() if one.kind == kind]

    def _choose(self, name: str, rows: Sequence[Resource], *first: tuple[str, str]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [*first, *((str(one.public_id), str(one)) for one in rows)]
        if not rows:
            if name == "venues":
                field.label = "Venues: none is in the list yet"
            else:
                del self.fields[name]


def languages(resource: Resource) -> list[str]:
    """The languages of an interpreter, as they were entered: "Polish, Ukrainian"."""
    return [part.strip() for part in resource.languages.split(",") if part.strip()]


def _spoken(interpreters: Iterable[Resource]) -> list[str]:
    return sorted({language for one in interpreters for language in languages(one)})


def _needed(meeting: Meeting) -> dict[str, Any]:
    """What the needs of those who come ask of a venue and of interpreters, as the form has it."""
    coming = Participant.objects.filter(meeting=meeting).reachable()
    needs = Need.objects.filter(participant__in=coming)
    wanted = " ".join(
        needs.filter(kind=Need.Kind.INTERPRETER).values_list("detail", flat=True)
    ).casefold()
    known = Resource.objects.in_use().filter(kind=Resource.Kind.INTERPRETER)
    spoken = [one for one in _spoken(known) if one.casefold() in wanted] if wanted else []
    needed: dict[str, Any] = {"language": spoken} if spoken else {}
    if needs.filter(kind=Need.Kind.ACCESS).exists():
        needed["step_free"] = "on"
    return needed


def _parts(name: str, day: date) -> dict[str, str]:
    return {
        f"{name}_day": str(day.day),
        f"{name}_month": str(day.month),
        f"{name}_year": str(day.year),
    }


def slot_value(slot: Slot) -> str:
    """A slot as a radio button carries it: when, and what is booked with the coordinator."""
    keys = [str(one.public_id) for one in slot.resources if one.kind != Resource.Kind.COORDINATOR]
    return "~".join([slot.starts_at.isoformat(), slot.ends_at.isoformat(), *keys])


class BookForm(GovForm):
    """One of the times that were found, and where it is when that is no venue of ours."""

    slot = forms.CharField(max_length=600, error_messages={"required": "Select a time"})
    place = forms.CharField(required=False, max_length=200, label="Where")
    asked_by = forms.ChoiceField(
        label="Who asked for another date?", required=False, widget=Radios()
    )
    why = forms.CharField(
        label="Why the date changes",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.meeting = meeting
        offer_who_asks(self, meeting)
        if not meeting.starts_at:
            del self.fields["asked_by"], self.fields["why"]

    def clean_slot(self) -> tuple[datetime, datetime, list[Resource]]:
        said: list[str] = self.cleaned_data["slot"].split("~")
        if len(said) < 2:
            raise NOT_A_SLOT
        starts_at, ends_at = _moment(said[0]), _moment(said[1])
        wanted = {_uuid(key) for key in said[2:]}
        rows = Resource.objects.in_use().exclude(kind=Resource.Kind.COORDINATOR)
        found = list(rows.filter(public_id__in=wanted).order_by())
        if len(found) < len(wanted) or not timedelta() < ends_at - starts_at <= LONGEST:
            raise NOT_A_SLOT
        return starts_at, ends_at, found

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if "slot" in cleaned:
            starts_at, _, found = cleaned["slot"]
            has_venue = any(one.kind == Resource.Kind.VENUE for one in found)
            if not has_venue and not cleaned.get("place"):
                self.add_error("place", "Enter where it will be")
            if "why" in self.fields and starts_at != self.meeting.starts_at:
                if not cleaned.get("asked_by"):
                    self.add_error("asked_by", "Select who asked for another date")
                if not cleaned.get("why"):
                    self.add_error("why", "Enter why the date changes")
        return cleaned


NOT_A_SLOT = ValidationError("Select one of the times shown", code="invalid")


def _moment(text: str) -> datetime:
    try:
        moment = parse_datetime(text)
    except ValueError:
        moment = None
    if moment is None or timezone.is_naive(moment):
        raise NOT_A_SLOT
    return moment


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NOT_A_SLOT from None

"""Starting a circle or a conversation, who is in it, when it is, how it goes on."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone

from accounts.models import Team
from conferences.domain.sides import SIDES
from conferences.formats import EntryField, EntryKind, Format, Stage
from conferences.forms.people import INITIALS, offer_roles
from conferences.local_time import CLOCKS_CHANGE, in_local_time
from conferences.models import Meeting
from restorative.forms import GovDateField, GovForm, GovTimeField, Radios

MOST_AT_ONCE = 40
MOST_MINUTES = 12 * 60


class StartForm(GovForm):
    """What it is about, and where more than one is possible, in which team.

    With sides, in place of what it is about, which both would read: whose case this is.
    """

    subject = forms.CharField(
        label="What is it about? (optional)",
        help_text="A few words to find it by, without names. Such as: argument over a phone.",
        max_length=120,
        required=False,
    )
    side = forms.ChoiceField(
        label="Whose case is this?",
        help_text="The case of the other side can be joined later. Neither is shown to those who "
        "know of the other alone.",
        choices=[(side.value, side.label) for side in SIDES],
        widget=Radios(),
        error_messages={"required": "Select whose case this is"},
    )
    team = forms.ChoiceField(
        label="Which team is it for?",
        widget=Radios(),
        error_messages={"required": "Select a team"},
    )

    def __init__(
        self, *args: Any, teams: Sequence[Team] = (), sides: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["subject" if sides else "side"]
        self.teams = {str(team.public_id): team for team in teams}
        if len(self.teams) < 2:
            del self.fields["team"]
        else:
            choices = [(key, team.name) for key, team in self.teams.items()]
            self.fields["team"].choices = choices  # type: ignore[attr-defined]

    @property
    def said(self) -> dict[str, Any]:
        return {
            name: self.cleaned_data[name] for name in ("subject", "side") if name in self.fields
        }

    @property
    def chosen(self) -> Team:
        if "team" in self.fields:
            return self.teams[self.cleaned_data["team"]]
        return next(iter(self.teams.values()))


class JoinForm(GovForm):
    """The case of the other side, as its reference names it."""

    reference = forms.CharField(
        label="Reference of their case",
        help_text="For example FGC-2026-00012. It must be one that you prepare meetings for, too.",
        max_length=30,
        error_messages={"required": "Enter the reference of their case"},
    )


class WhoForm(GovForm):
    """Several people of one part at once, by their initials."""

    who = forms.CharField(
        label="Initials, one on each line",
        help_text="For example J.B. If two have the same, add a number: J.B. 2",
        max_length=800,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Enter the initials of at least one person"},
    )
    part = forms.ChoiceField(label="What is their part?", widget=Radios(small=True))

    def __init__(self, *args: Any, declared: Format, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_roles(self, declared.roles)

    def clean_who(self) -> list[str]:
        lines = [line.strip() for line in self.cleaned_data["who"].splitlines() if line.strip()]
        for line in lines:
            if not INITIALS.fullmatch(line) or any(one.islower() for one in line[1:]):
                raise forms.ValidationError(
                    f"“{line[:40]}” is more than initials. Enter capital letters, such as J.B."
                )
        if len(lines) > MOST_AT_ONCE:
            raise forms.ValidationError(f"Enter {MOST_AT_ONCE} people at most at one time.")
        return list(dict.fromkeys(lines))


class WhenForm(GovForm):
    """The day, the time and the place; one that has been is entered in the same way."""

    day = GovDateField(label="Date", error_messages={"required": "Enter the date"})
    start = GovTimeField(label="Starts at", error_messages={"required": "Enter the time it starts"})
    minutes = forms.IntegerField(
        label="How many minutes",
        min_value=5,
        max_value=MOST_MINUTES,
        initial=60,
        error_messages={"required": "Enter how many minutes it takes"},
    )
    place = forms.CharField(label="Where (optional)", max_length=200, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, meeting: Meeting) -> None:
        initial: dict[str, Any] = {"version": meeting.version, "place": meeting.place}
        if meeting.starts_at and meeting.ends_at:
            start = timezone.localtime(meeting.starts_at)
            length = meeting.ends_at - meeting.starts_at
            initial |= {
                "day": start.date(),
                "start": start.time(),
                "minutes": length // timedelta(minutes=1),
            }
        super().__init__(data, initial=initial)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        day, start, minutes = (cleaned.get(name) for name in ("day", "start", "minutes"))
        if day and start and minutes:
            try:
                starts_at = in_local_time(datetime.combine(day, start))
                cleaned["ends_at"] = starts_at + timedelta(minutes=minutes)
            except (ValueError, OverflowError):
                self.add_error("start", CLOCKS_CHANGE)
            else:
                cleaned["starts_at"] = starts_at
        return cleaned


class GoOnForm(GovForm):
    """Where a meeting goes from here, and why where its format asks."""

    to = forms.ChoiceField(
        label="What has happened?",
        widget=Radios(),
        error_messages={"required": "Select what has happened"},
    )
    why = forms.CharField(
        label="Why", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, data: Any = None, *, stages: Sequence[Stage], here: Stage) -> None:
        super().__init__(data)
        self.fields["to"].choices = [  # type: ignore[attr-defined]
            (stage.key, stage.label) for stage in stages
        ]
        asked = [stage.label for stage in stages if stage.key in here.needs_reason]
        if asked:
            self.fields["why"].help_text = f"Needed for: {', '.join(asked)}."
        else:
            del self.fields["why"]


def step_name(kind: EntryKind, field: EntryField) -> str:
    """What a step is called in the form that rewords it."""
    return f"{kind.key}-{field.key}"


class WordingForm(GovForm):
    """The steps of a kind of meeting, each with the words it has now."""

    def __init__(
        self,
        data: Any = None,
        *,
        steps: Sequence[tuple[EntryKind, EntryField]],
        words: Any,
    ) -> None:
        boxes: dict[str, forms.Field] = {
            step_name(kind, field): forms.CharField(
                label=field.label,
                max_length=200,
                required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
            )
            for kind, field in steps
        }
        self.base_fields = boxes  # type: ignore[misc]  # its own, not those of the class
        initial = {
            step_name(kind, field): words.get((kind.key, field.key), field.label)
            for kind, field in steps
        }
        super().__init__(data, initial=initial)

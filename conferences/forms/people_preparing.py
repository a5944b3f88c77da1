"""A contact with somebody who takes part, and what they need."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from cases.domain.noting import LONGEST_CONTACT
from cases.models import Note
from conferences.domain.preparing import spoken_name
from conferences.models import Need, Participant
from restorative.forms import Checkboxes, GovDateField, GovForm, Radios

KINDS = (Note.Kind.CALL, Note.Kind.VISIT, Note.Kind.MEETING, Note.Kind.MESSAGE, Note.Kind.OTHER)
DETAIL = "detail_"
HINTS = {
    Need.Kind.INTERPRETER: "Which language?",
    Need.Kind.CHILDCARE: "For whom?",
    Need.Kind.LIFT: "From where?",
    Need.Kind.FOOD: "What matters?",
    Need.Kind.ACCESS: "What helps? For example, no stairs",
    Need.Kind.BREAKS: "When?",
    Need.Kind.FAITH: "What matters?",
    Need.Kind.READING: "What helps?",
    Need.Kind.OTHER: "What is it?",
}


class NeedsForm(GovForm):
    """What somebody needs: ticked, with a detail where there is one."""

    needs = forms.MultipleChoiceField(
        label="What do they need?",
        choices=Need.Kind.choices,
        required=False,
        widget=Checkboxes(small=True, reveals={kind: f"{DETAIL}{kind}" for kind in Need.Kind}),
    )

    def __init__(self, *args: Any, known: Iterable[Need], **kwargs: Any) -> None:
        known = list(known)
        initial: dict[str, Any] = {"needs": [need.kind for need in known]}
        initial |= {f"{DETAIL}{need.kind}": need.detail for need in known}
        kwargs["initial"] = initial | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        for kind in Need.Kind:
            self.fields[f"{DETAIL}{kind}"] = forms.CharField(
                label=f"{HINTS[kind]} (optional)", max_length=200, required=False
            )

    @property
    def said(self) -> dict[str, str]:
        """Each kind of need that is ticked, with its detail."""
        typed = {
            kind.value: self.cleaned_data.get(f"{DETAIL}{kind}", "").strip() for kind in Need.Kind
        }
        ticked = self.cleaned_data["needs"]
        return {kind: detail for kind, detail in typed.items() if kind in ticked}


class ContactForm(NeedsForm):
    """A talk with somebody, or several of them, and what came of it, in one go."""

    kind = forms.ChoiceField(
        label="What kind of contact was it?",
        choices=[(kind.value, kind.label) for kind in KINDS],
        initial=Note.Kind.CALL,
        widget=Radios(inline=True, small=True),
    )
    happened_on = GovDateField(label="Date", help_text="For example, 27 3 2026")
    minutes = forms.IntegerField(
        label="How many minutes did it take? (optional)",
        help_text="With the way there and back.",
        required=False,
        min_value=1,
        max_value=LONGEST_CONTACT,
    )
    others = forms.MultipleChoiceField(
        label="Was it with anybody else as well? (optional)",
        required=False,
        widget=Checkboxes(small=True, inline=True),
    )
    text = forms.CharField(
        label="What was said",
        help_text="For the coordinator only. Nobody else reads it, your manager neither.",
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "Enter what was said"},
    )
    results = forms.MultipleChoiceField(
        label="What came of it?",
        choices=(
            ("reached", "Reached: we spoke"),
            ("visited", "Visited"),
            ("prepared", "Prepared: they know how it works and are ready"),
        ),
        initial=["reached"],
        required=False,
        widget=Checkboxes(small=True),
    )
    willing = forms.ChoiceField(
        label="Are they willing to take part?",
        choices=Participant.Willing.choices,
        required=False,
        widget=Radios(inline=True, small=True),
    )
    field_order = (
        "kind",
        "happened_on",
        "minutes",
        "text",
        "results",
        "willing",
        "needs",
        "others",
    )

    def __init__(
        self,
        *args: Any,
        participant: Participant,
        others: Sequence[Participant],
        **kwargs: Any,
    ) -> None:
        initial = {"happened_on": timezone.localdate(), "willing": participant.willing}
        kwargs["initial"] = initial | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        self.offered = {str(one.public_id): one for one in others}
        named = [(key, spoken_name(one)) for key, one in self.offered.items()]
        self.fields["others"].choices = named  # type: ignore[attr-defined]
        if not named:
            del self.fields["others"]
        self.fields["needs"].label = f"What does {spoken_name(participant)} need?"

    def clean_happened_on(self) -> date:
        happened_on: date = self.cleaned_data["happened_on"]
        if happened_on > timezone.localdate():
            raise forms.ValidationError("The date must be today or in the past")
        return happened_on

    @property
    def also(self) -> list[Participant]:
        return [self.offered[key] for key in self.cleaned_data.get("others", [])]

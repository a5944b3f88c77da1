"""The form of an entry, made from what its kind declares."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from cases.models.compartment import Compartment
from conferences.entry_values import Words, day_of
from conferences.formats import Answer, EntryField, EntryKind
from conferences.models import Entry
from restorative.forms import Checkboxes, GovDateField, GovForm, GovTimeField, Radios

FEW = 8


class EntryForm(GovForm):
    """What one entry says. `people` are those of the meeting, by public id.

    A new one is not asked for what is answered later; one with several sides asks which.
    """

    version = forms.IntegerField(widget=forms.HiddenInput, initial=0)

    def __init__(
        self,
        data: Any = None,
        *,
        kind: EntryKind,
        words: Words,
        people: Mapping[str, str],
        sides: Iterable[Compartment] = (),
        entry: Entry | None = None,
    ) -> None:
        self.kind, self.entry = kind, entry
        asked = kind.fields if entry else kind.first_asked
        made = {one.key: _field(one, kind, words, people) for one in asked}
        offered = list(sides)
        if kind.chooses_side and entry is None and len(offered) > 1:
            made["compartment"] = forms.ChoiceField(
                label="Who may read this?",
                choices=[(side.value, side.label) for side in offered],
                widget=Radios(),
            )
        every = {**made, "version": EntryForm.declared_fields["version"]}
        self.base_fields = every  # type: ignore[misc]  # its own, not those of the class
        super().__init__(data, initial=_initial(kind, entry))

    @property
    def said(self) -> dict[str, Any]:
        """The answers by field, as the domain takes them."""
        names = {one.key for one in self.kind.fields}
        return {name: value for name, value in self.cleaned_data.items() if name in names}


def _initial(kind: EntryKind, entry: Entry | None) -> dict[str, Any]:
    if entry is None:
        return {one.key: timezone.localdate() for one in kind.fields if one.starts_today}
    initial: dict[str, Any] = {**entry.values, "version": entry.version}
    for one in kind.fields:
        if one.answer == Answer.DATE:
            initial[one.key] = day_of(entry.values, one.key)
    return initial


def _field(one: EntryField, kind: EntryKind, words: Words, people: Mapping[str, str]) -> Any:
    label = words.get((kind.key, one.key), one.label)
    if not (one.required or one.later or one.can_be_reworded):
        label = f"{label} (optional)"
    shared: dict[str, Any] = {
        "label": label,
        "help_text": one.hint,
        "required": one.required and not one.later,
    }
    match one.answer:
        case Answer.LONG_TEXT:
            box = forms.Textarea(attrs={"rows": 4})
            return forms.CharField(max_length=one.most, widget=box, **shared)
        case Answer.DATE:
            return GovDateField(subject=_subject(label), **shared)
        case Answer.TIME:
            return GovTimeField(**shared)
        case Answer.NUMBER:
            return forms.IntegerField(min_value=0, max_value=one.most, **shared)
        case Answer.CHOICE | Answer.YES_NO:
            return forms.ChoiceField(choices=one.offered, widget=Radios(), **shared)
        case Answer.SEVERAL:
            return forms.MultipleChoiceField(
                choices=one.offered, widget=Checkboxes(small=True), **shared
            )
        case Answer.PARTICIPANT:
            choices = [("", "Nobody in particular"), *people.items()]
            if len(people) <= FEW:
                return forms.ChoiceField(choices=choices, widget=Radios(small=True), **shared)
            return forms.ChoiceField(choices=choices, **shared)
    return forms.CharField(max_length=one.most, **shared)


def _subject(label: str) -> str:
    return "The day" if label.removesuffix(" (optional)").endswith("?") else ""


def as_values(kind: EntryKind, form: EntryForm) -> dict[str, Any]:
    """What was typed, for the page that shows two versions; what cannot be read is left out."""
    said = getattr(form, "cleaned_data", None) or {
        name: form[name].value() for name in form.fields if name != "version"
    }
    names = {one.key for one in kind.fields}
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in said.items()
        if name in names and value not in (None, "", [])
    }


class RemoveEntryForm(GovForm):
    why = forms.CharField(
        label="Why is it taken out?",
        help_text="It is kept for the record and shown nowhere any more.",
        max_length=200,
        error_messages={"required": "Enter why it is taken out"},
    )

"""One follow-up of a family: all siblings on one form, with what is known already in it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField

from cases.domain.outcomes import REASONS, Said, check_day, words_of
from cases.forms.people_relating import PastDateField
from cases.models import CaseChild
from cases.outcomes.items import About, Item, Shape
from cases.outcomes.known import Answer, Record
from cases.outcomes.points import Window
from restorative.forms import GovDateField, GovForm
from restorative.forms.widgets import DateParts, TextInput

WHY = "why:"
CHOSEN = (Shape.CHOICE, Shape.YES_NO)
EMPTY = "Not recorded yet"


@dataclass
class Row:
    """One item of one child or of the family, as a card of the form shows it."""

    item: Item
    child: CaseChild | None
    name: str
    known: Answer | None
    fields: list[BoundField] = field(default_factory=list)
    own: list[BoundField] = field(default_factory=list)

    @property
    def known_words(self) -> str:
        return words_of(self.item, *self.known.said) if self.known else ""

    @property
    def is_open(self) -> bool:
        """Whether what is folded away has to be seen: something was typed into it, or is wrong."""
        return any(_is_touched(one) for one in (*self.fields, *self.own))

    @property
    def has_own(self) -> bool:
        return any(_is_touched(one) for one in self.own)


@dataclass
class Card:
    """A child, or the family, with what is asked of them."""

    title: str
    rows: list[Row]


class FollowUpForm(GovForm):
    """What is left empty stays as it is."""

    as_at = PastDateField(
        label="Of which day is this?",
        subject="The date",
        help_text="It counts for every answer below that has no day of its own.",
    )
    source = forms.CharField(
        label="How do you know? (optional)",
        help_text="For example, visit, Mum told me, or the school’s figures.",
        required=False,
        max_length=200,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=999_999_999)

    def __init__(self, *args: Any, record: Record, window: Window, **kwargs: Any) -> None:
        initial: dict[str, Any] = kwargs.pop("initial", {})
        super().__init__(*args, initial=initial, **kwargs)
        self.record, self.window = record, window
        self._rows = [self._add(item, child) for item, child in record.slots(window.point)]
        self.cards = list(self._cards())

    def _add(self, item: Item, child: CaseChild | None) -> Row:
        name = f"child-{child.person.public_id}-{item.key}" if child else f"family-{item.key}"
        row = Row(item, child, name, self.record.answer(item, child, self.window.point))
        lately = None if row.known else self.record.lately(item, child, self.window.point)
        shown = row.known or lately
        self.fields[name] = made = _field(item)
        if lately:
            made.help_text = (
                f"The case knows since {lately.as_at:%-d %B %Y}: "
                f"{item.in_words(lately.value)}. Save it if that was so."
            )
        if item.shape in CHOSEN:
            self._start(name, (shown.value or f"{WHY}{shown.unknown}") if shown else "")
        else:
            self._start(name, shown.value if shown else "")
            self.fields[f"{name}-why"] = forms.ChoiceField(
                label="If there is no answer, why?",
                choices=[("", "Choose"), *REASONS.items()],
                required=False,
            )
            self._start(f"{name}-why", shown.unknown if shown else "")
        self.fields[f"{name}-as_at"] = GovDateField(
            label="Of another day? (optional)", subject="The date", required=False
        )
        self.fields[f"{name}-source"] = forms.CharField(
            label="Known from elsewhere? (optional)", required=False, max_length=200
        )
        return row

    def _start(self, name: str, value: str) -> None:
        self.fields[name].initial = value
        if value:
            self.initial.setdefault(name, value)

    def _cards(self) -> Iterator[Card]:
        for row in self._rows:
            names = [row.name, f"{row.name}-why"]
            row.fields = [self[name] for name in names if name in self.fields]
            row.own = [self[f"{row.name}-as_at"], self[f"{row.name}-source"]]
        for child in self.record.children:
            rows = [row for row in self._rows if row.child and row.child.pk == child.pk]
            yield Card(child.person.liked_name, rows)
        of_family = [row for row in self._rows if row.item.about == About.FAMILY]
        if of_family:
            yield Card("The family", of_family)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        self._check_day("as_at", cleaned.get("as_at"), "")
        self.said: list[Said] = []
        for row in self._rows:
            if row.name in self.errors:
                continue
            who = row.child.person.liked_name if row.child else "The family"
            self._check_day(f"{row.name}-as_at", cleaned.get(f"{row.name}-as_at"), f"{who}: ")
            said = self._said(row, who)
            if said:
                self.said.append(said)
        return cleaned

    def _check_day(self, name: str, day: date | None, prefix: str) -> None:
        if day is None or name in self.errors:
            return
        try:
            check_day(day, self.window, self.record.first.day)
        except ValidationError as error:
            self.add_error(name, f"{prefix}{error.messages[0]}")

    def _said(self, row: Row, who: str) -> Said | None:
        cleaned = self.cleaned_data
        value = _text(cleaned.get(row.name))
        unknown = cleaned.get(f"{row.name}-why") or ""
        if value.startswith(WHY):
            value, unknown = "", value.removeprefix(WHY)
        if value and unknown:
            if row.known and row.known.value == value:
                # The number was known; now somebody says why it is not.
                value = ""
            elif row.known and row.known.unknown == unknown:
                unknown = ""
            else:
                self.add_error(
                    row.name,
                    f"{who}: enter {row.item.label.lower()}, or why there is no answer, not both",
                )
                return None
        if not value and not unknown:
            return None
        try:
            value = row.item.check(value) if value else ""
        except ValidationError as error:
            self.add_error(row.name, f"{who}: {error.messages[0]}")
            return None
        own_day, own_source = cleaned.get(f"{row.name}-as_at"), cleaned.get(f"{row.name}-source")
        return Said(row.item, row.child, value, unknown, own_day, own_source or "")


def _field(item: Item) -> forms.Field:
    if item.shape in CHOSEN:
        reasons = [(f"{WHY}{key}", label) for key, label in REASONS.items()]
        return forms.ChoiceField(
            label=item.label,
            help_text=item.hint,
            choices=[("", EMPTY), *item.choices, *reasons],
            required=False,
        )
    if item.shape == Shape.DATE:
        return GovDateField(
            label=item.label, subject=item.label, help_text=item.hint, required=False
        )
    return forms.CharField(
        label=item.label,
        help_text=item.hint,
        required=False,
        max_length=10,
        widget=TextInput(
            attrs={"class": "govuk-input--width-4", "inputmode": "decimal"},
            suffix="%" if item.shape == Shape.PERCENT else "",
        ),
    )


def _text(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    return str(value or "").strip()


def _is_touched(one: BoundField) -> bool:
    if one.errors:
        return True
    value, known = one.value(), one.field.initial
    if isinstance(value, DateParts | list | tuple):
        value = "-".join(part.zfill(2) for part in reversed(tuple(value)) if part)
    if isinstance(value, date):
        value = value.isoformat()
    return (value or "") != (known or "")

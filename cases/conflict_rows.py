"""Two people changed the same thing: what differs, in words, for both to be seen."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from django import forms

NOTHING = "Nothing"


@dataclass(frozen=True)
class Difference:
    label: str
    theirs: str
    yours: str


def differences(form: forms.BaseForm, theirs: Mapping[str, Any]) -> list[Difference]:
    """Compare what stands now with what somebody wants to save, field by field.

    `theirs` holds only what may be shown: a secret value is left out by whoever calls.
    """
    rows = []
    for name, value in theirs.items():
        if name == "version" or name not in form.cleaned_data:
            continue
        field, yours = form.fields[name], form.cleaned_data[name]
        if yours != value:
            label = str(field.label).removesuffix(" (optional)")
            rows.append(Difference(label, in_words(field, value), in_words(field, yours)))
    return rows


def in_words(field: forms.Field, value: Any) -> str:
    if isinstance(field, forms.ChoiceField):
        return str(dict(field.choices).get(value, NOTHING))  # type: ignore[arg-type]  # flat
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, date):
        return f"{value:%-d %B %Y}"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return str(value) if value else NOTHING

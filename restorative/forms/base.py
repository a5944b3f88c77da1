"""The form every page uses: harmless text, messages people understand, no browser's own."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from restorative.forms.fields import GovDateField
from restorative.forms.foreign import note_foreign_choice
from restorative.forms.text import clean_text, refuse_unreadable

CHOOSING = (forms.ChoiceField, forms.ModelChoiceField, forms.BooleanField)


class TextCleaningMixin:
    """Clean all text once, on arrival: what is checked, shown again and kept is the same."""

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(_cleaned(data), *args, **kwargs)  # type: ignore[call-arg]
        for field in self.fields.values():  # type: ignore[attr-defined]
            if isinstance(field, forms.CharField):
                field.validators.append(refuse_unreadable)


class PlainWordsMixin:
    """Say what is wrong in our words and beside the text, not in the browser's."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():  # type: ignore[attr-defined]
            _speak_plainly(name, field)


class GovMixin(PlainWordsMixin, TextCleaningMixin):
    """What GovForm and GovModelForm share; the template pack reads the two attributes."""

    # The name of the one field whose label is the heading of the page.
    page_heading = ""
    # Legends and the names of the fields under each: (("Name", ("first_name", "last_name")),)
    sections: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def add_error(self, field: str | None, error: Any) -> None:
        note_foreign_choice(field, error)
        super().add_error(field, error)  # type: ignore[misc]


class GovForm(GovMixin, forms.Form):
    pass


class GovModelForm(GovMixin, forms.ModelForm):  # type: ignore[type-arg]
    pass


def _cleaned(data: Any) -> Any:
    if data is None:
        return None
    if isinstance(data, QueryDict):
        clean = QueryDict(mutable=True, encoding=data.encoding)
        for name, values in data.lists():
            clean.setlist(name, [_clean(value) for value in values])
        return clean
    if isinstance(data, MultiValueDict):
        return MultiValueDict({name: [_clean(v) for v in vs] for name, vs in data.lists()})
    return {name: _clean(value) for name, value in data.items()}


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, list):
        return [_clean(item) for item in value]
    return value


def _speak_plainly(name: str, field: forms.Field) -> None:
    """Replace Django's messages with ours where the form has not set its own."""
    label = str(field.label) if field.label is not None else name.replace("_", " ").capitalize()
    defaults: dict[str, Any] = {}
    for kind in reversed(type(field).__mro__):
        if kind.__module__.startswith("django."):
            defaults |= getattr(kind, "default_error_messages", {})
    for code, words in _messages(field, label).items():
        if code not in field.error_messages or field.error_messages[code] == defaults.get(code):
            field.error_messages[code] = words


def _messages(field: forms.Field, label: str) -> dict[str, str]:
    label = label.removesuffix(" (optional)")
    is_question = label.endswith("?")
    low = label if is_question else lower_first(label)
    messages: dict[str, str] = {
        # A % would be read as a placeholder.
        "max_length": f"{_start(label)} must be %(limit_value)d characters or less",
        "min_length": f"{_start(label)} must be %(limit_value)d characters or more",
        "max_value": f"{_start(label)} must be %(limit_value)s or less",
        "min_value": f"{_start(label)} must be %(limit_value)s or more",
    }
    if isinstance(field, GovDateField):
        messages["required"] = f"Enter a date for “{label}”" if is_question else f"Enter {low}"
    elif isinstance(field, forms.BooleanField):
        messages["required"] = f"Tick “{label}” to go on"
    elif isinstance(field, CHOOSING):
        messages["required"] = f"Select an answer to “{label}”" if is_question else f"Select {low}"
    elif isinstance(field, forms.FileField):
        messages |= {
            "required": "Select a file",
            "invalid": "Select a file",
            "missing": "Select a file",
            "empty": "The selected file is empty",
            "max_length": "The name of the selected file is too long",
        }
    else:
        messages["required"] = f"Enter an answer to “{label}”" if is_question else f"Enter {low}"
    if isinstance(field, CHOOSING):
        messages["invalid_choice"] = "Select one of the choices shown"
        messages["invalid_list"] = messages["invalid_choice"]
        messages["invalid_pk_value"] = messages["invalid_choice"]
    if isinstance(field, forms.EmailField):
        messages["required"] = "Enter an email address"
        messages["invalid"] = "Enter an email address in the correct format, like name@example.com"
    elif isinstance(field, forms.URLField):
        messages["invalid"] = "Enter a web address, like https://www.example.org"
    elif isinstance(field, forms.IntegerField):
        messages["invalid"] = f"{_start(label)} must be a whole number, like 3"
    elif isinstance(field, forms.DateField):
        messages["invalid"] = f"{_start(label)} must be a real date"
    return messages


def _start(label: str) -> str:
    return ("Your answer" if label.endswith("?") else label).replace("%", "%%")


def lower_first(label: str) -> str:
    """Begin inside a sentence, but leave NHS and other capitals alone."""
    word = label.split(" ", 1)[0]
    return label if len(word) > 1 and word.upper() == word else label[:1].lower() + label[1:]


def revealed_names(form: forms.BaseForm) -> set[str]:
    """The fields that are shown under an answer of another field, not on their own."""
    names: set[str] = set()
    for field in form.fields.values():
        reveals: dict[str, Iterable[str]] = getattr(field.widget, "reveals", {})
        for revealed in reveals.values():
            names.update(revealed)
    return names

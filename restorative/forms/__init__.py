"""What forms are made of. docs/frontend.md shows how a page uses it."""

from restorative.forms.base import GovForm, GovModelForm, PlainWordsMixin, TextCleaningMixin
from restorative.forms.fields import (
    DateOfBirthField,
    GovDateField,
    GovTimeField,
    PhoneField,
    PostcodeField,
)
from restorative.forms.formsets import GovFormSet
from restorative.forms.widgets import (
    Checkboxes,
    DateInput3,
    DateParts,
    OneCheckbox,
    Radios,
    TextInput,
)

__all__ = [
    "Checkboxes",
    "DateInput3",
    "DateOfBirthField",
    "DateParts",
    "GovDateField",
    "GovForm",
    "GovFormSet",
    "GovModelForm",
    "GovTimeField",
    "OneCheckbox",
    "PhoneField",
    "PlainWordsMixin",
    "PostcodeField",
    "Radios",
    "TextCleaningMixin",
    "TextInput",
]

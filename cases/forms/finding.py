from django import forms

from cases.search_terms import LONGEST, clean
from restorative.forms import GovForm, TextInput


class FindForm(GovForm):
    """The one box in which anything known of a person or case may be typed."""

    text = forms.CharField(
        label="Name, date of birth, case reference, postcode or telephone number",
        help_text="Any part of a name will do, even misspelt. A date of birth looks like 3/5/2017",
        max_length=LONGEST,
        widget=TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": "Enter a name, date of birth, reference, postcode or number"},
    )

    def clean_text(self) -> str:
        text: str = clean(self.cleaned_data["text"])
        return text

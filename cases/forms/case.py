from django import forms

from restorative.forms import GovForm


class SummaryForm(GovForm):
    text = forms.CharField(
        label="Where things are now",
        help_text="About 150 words. Somebody who opens the case for the first time should "
        "understand it at once.",
        max_length=1_500,
        widget=forms.Textarea(attrs={"rows": 9}),
        error_messages={"required": "Enter where things are now"},
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2_000_000_000)


class CaseForm(GovForm):
    main_system_number = forms.CharField(
        label="Number in the main system",
        help_text="The family's or child's number in the council's main record. "
        "Leave it empty if you do not know it.",
        max_length=40,
        required=False,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2_000_000_000)

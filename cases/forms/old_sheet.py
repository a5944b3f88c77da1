from django import forms

from restorative.forms import GovForm


class SettleForm(GovForm):
    how = forms.CharField(
        label="What did you do about it?",
        help_text="Such as whom you asked, and what was changed. It is recorded on the case.",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Enter what you did about it"},
    )

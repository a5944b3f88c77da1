from django import forms

from cases.forms.access import ColleagueForm
from restorative.forms import GovForm


class EndForm(GovForm):
    """Why somebody works with a side no longer."""

    why = forms.CharField(
        label="Why?",
        help_text="Those who work with this side read it, and nobody else.",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Enter why"},
    )


class NameForm(ColleagueForm, EndForm):
    """Who is to work with a side from now on, and why."""

    field_order = ("email", "why")

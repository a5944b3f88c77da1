from typing import Any

from django import forms

from accounts.models import Team
from restorative.forms import GovForm, Radios


class TeamForm(GovForm):
    name = forms.CharField(max_length=100)
    kind = forms.ChoiceField(
        label="What does this team do?",
        choices=Team.Kind.choices,
        widget=Radios(reveals={Team.Kind.SERVICE: "reference_prefix"}),
    )
    reference_prefix = forms.CharField(
        label="Letters that case references start with",
        required=False,
        max_length=6,
        help_text="2 to 6 letters, such as FGC.",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5"}),
    )


class TeamChangeForm(GovForm):
    """A team's name and letters. Its kind stays."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    name = forms.CharField(max_length=100)
    reference_prefix = forms.CharField(
        label="Letters that case references start with",
        required=False,
        max_length=6,
        help_text="2 to 6 letters, such as FGC. References given before keep theirs.",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5"}),
    )

    def __init__(self, *args: Any, team: Team, **kwargs: Any) -> None:
        names = ("name", "reference_prefix", "version")
        initial = {name: getattr(team, name) for name in names}
        super().__init__(*args, initial=initial, **kwargs)
        if team.kind == Team.Kind.REFERRING:
            del self.fields["reference_prefix"]

    @property
    def changes(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}

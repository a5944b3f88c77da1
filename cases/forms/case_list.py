from typing import Any

from crispy_forms.templatetags.crispy_forms_filters import as_crispy_form
from django import forms
from django.utils.safestring import SafeString

from accounts.choices import Choices
from cases.case_list import NOBODY, SORTS, STAGES, ListFilter
from restorative.forms import GovForm
from restorative.kept import Kept


class CaseFilterForm(GovForm):
    """The filters beside the list of cases. Shown, never validated: the view reads them."""

    stage = forms.ChoiceField(label="Stage", required=False)
    team = forms.ChoiceField(label="Team", required=False)
    coordinator = forms.ChoiceField(label="Coordinator", required=False)
    worker = forms.CharField(required=False, widget=forms.HiddenInput)
    mine = forms.BooleanField(label="My cases", required=False)
    unplanned = forms.BooleanField(label="Nothing planned", required=False)
    restricted = forms.BooleanField(label="Restricted", required=False)
    sort = forms.ChoiceField(label="Order", required=False)

    sections = (("Only", ("mine", "unplanned", "restricted")),)

    def __init__(self, asked: ListFilter, choices: Choices) -> None:
        super().__init__(initial=asked.parameters | {"stage": asked.stage, "sort": asked.sort})
        self._offer("stage", list(STAGES.items()))
        self._offer("sort", list(SORTS.items()))
        teams = [(str(team.public_id), team.name) for team in choices.teams]
        self._offer("team", [("", "Any team"), *teams])
        people = [(str(user.public_id), str(user)) for user in choices.coordinators]
        self._offer("coordinator", [("", "Anyone"), (NOBODY, "No coordinator yet"), *people])

    def _offer(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices


# By what stands in it: most readers of a service see the same one, and it takes as long as the rows.
_rendered: Kept[SafeString] = Kept(100)


def filters_of(asked: ListFilter, choices: Choices) -> SafeString:
    """The filters as they stand on the page, with what was asked for chosen."""
    key = choices, tuple(asked.parameters.items())
    return _rendered.get(key, lambda: as_crispy_form(CaseFilterForm(asked, choices)))

from typing import Any

from django import forms

from cases.case_list import NOBODY, SORTS, STAGES, Choices, ListFilter
from restorative.forms import GovForm


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

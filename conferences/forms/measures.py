from typing import Any

from django import forms

from conferences.dashboards.choosable import CHOOSABLE
from conferences.dashboards.sections import SECTIONS
from conferences.measures import MEASURES
from restorative.forms import Checkboxes, GovForm


class MeasureChoiceForm(GovForm):
    """A box for each measure, in the sections of the page of outcomes."""

    def __init__(self, *args: Any, hidden: frozenset[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        told = set()
        for section in SECTIONS:
            keys = [key for key in section.measures if key not in told]
            told |= set(keys)
            self._add(section.key, section.title, keys, hidden)
        self._add("others", "At the top", [key for key in CHOOSABLE if key not in told], hidden)

    def _add(self, name: str, title: str, keys: list[str], hidden: frozenset[str]) -> None:
        if not keys:
            return
        self.fields[name] = forms.MultipleChoiceField(
            label=title,
            required=False,
            choices=[(key, MEASURES[key].name) for key in keys],
            initial=[key for key in keys if key not in hidden],
            widget=Checkboxes(hints={key: MEASURES[key].question for key in keys}),
        )

    @property
    def shown(self) -> list[str]:
        return [key for keys in self.cleaned_data.values() for key in keys]


class EqualityForm(GovForm):
    measure = forms.ChoiceField(label="Compare", required=False)

    def __init__(self, *args: Any, keys: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["measure"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(key, MEASURES[key].name) for key in keys]

from typing import Any

from django import forms

from conferences.dashboards.choosable import sections_to_choose
from conferences.dashboards.sections import Section
from conferences.measures import MEASURES
from restorative.forms import Checkboxes, GovForm


class MeasureChoiceForm(GovForm):
    """A box for each measure, in the sections of the pages that show them."""

    def __init__(self, *args: Any, hidden: frozenset[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pages = sections_to_choose()
        self.sections = tuple(
            (title, tuple(one.key for one in sections)) for title, sections in pages
        )
        for _, sections in pages:
            for section in sections:
                self._add(section, hidden)

    def _add(self, section: Section, hidden: frozenset[str]) -> None:
        keys = section.measures
        self.fields[section.key] = forms.MultipleChoiceField(
            label=section.title,
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

"""Several of the same: children of a referral, actions of a plan."""

from typing import Any

from django.forms import BaseFormSet
from django.forms.utils import ErrorDict
from django.http import QueryDict

MOST = 50


class GovFormSet(BaseFormSet):  # type: ignore[type-arg]
    """A formset with an "Add another" button that works without JavaScript.

    Use with `formset_factory(Form, formset=GovFormSet, extra=1, max_num=20, absolute_max=50)`.
    `item_name` is the word on the button and above each item. In the view:

        if formset.wants_another:  # show the page again, with one more and no complaints
            ...
        elif formset.is_valid():

    Items that were typed and not sent, from a draft, are shown again by handing them over as
    `data` with `checks=False`.
    """

    item_name = "item"
    default_error_messages = {
        "missing_management_form": "This form arrived damaged. Nothing was saved: send it again.",
        "too_many_forms": "Add no more than %(num)d",
        "too_few_forms": "Add at least %(num)d",
    }
    absolute_max = MOST

    def __init__(self, data: Any = None, *args: Any, checks: bool = True, **kwargs: Any) -> None:
        prefix = kwargs.get("prefix") or self.get_default_prefix()
        self.wants_another = bool(data) and f"{prefix}-add" in data
        self._checks = checks and not self.wants_another
        if self.wants_another:
            data = _one_more(data, f"{prefix}-TOTAL_FORMS")
        super().__init__(data, *args, **kwargs)

    def full_clean(self) -> None:
        """Check nothing while items are still being added: nobody has pressed Save yet."""
        if self._checks:
            super().full_clean()
            return
        for form in self.forms:
            form._errors = ErrorDict(renderer=form.renderer)
            form.cleaned_data = {}
        self._errors = [form._errors for form in self.forms]
        self._non_form_errors = self.error_class()

    def is_valid(self) -> bool:
        return self._checks and super().is_valid()


def _one_more(data: Any, field: str) -> Any:
    more = data.copy() if isinstance(data, QueryDict) else dict(data)
    try:
        total = int(more.get(field) or 0)
    except ValueError:
        return data
    more[field] = str(min(total + 1, MOST))
    return more

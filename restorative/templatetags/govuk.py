"""Tags of the template pack and of the page frame."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.forms import BaseForm, BaseFormSet
from django.forms.boundfield import BoundField
from django.template import Context
from django.template.loader import get_template

from restorative.forms.base import revealed_names
from restorative.forms.control import Control

register = template.Library()


@register.simple_tag
def govuk_field(field: BoundField) -> str:
    """Render a field with its label, hint and errors."""
    return govuk_control(Control(field))


@register.simple_tag
def govuk_control(control: Control) -> str:
    return get_template(control.template).render({"control": control})


@register.filter
def unrevealed(form: BaseForm) -> list[BoundField]:
    """Return the visible fields, but for those that an answer to another field reveals."""
    names = revealed_names(form)
    return [field for field in form.visible_fields() if field.name not in names]


@register.filter
def in_sections(form: BaseForm) -> list[tuple[str, list[BoundField]]]:
    """Group the visible fields under the legends of the form's `sections`.

    Fields that no section names come first, under no legend.
    """
    left = {field.name: field for field in unrevealed(form)}
    named = [
        (legend, [left.pop(name) for name in names if name in left])
        for legend, names in getattr(form, "sections", ())
    ]
    return [section for section in [("", list(left.values())), *named] if section[1]]


@register.simple_tag(takes_context=True)
def all_errors(context: Context) -> list[dict[str, str]]:
    """Return every error of every form of the page, each with the id it leads to.

    All forms are found, whatever a view calls them: an error that is not about one field
    is shown in the summary alone, and must not depend on somebody remembering it.
    """
    forms: list[BaseForm | BaseFormSet[Any]] = []
    for value in context.flatten().values():
        for thing in value if isinstance(value, list | tuple) else (value,):
            if isinstance(thing, BaseForm | BaseFormSet) and thing not in forms:
                forms.append(thing)
    errors = [error for form in forms if form.is_bound for error in form_errors(form)]
    # A form of a formset may stand in the context a second time.
    return [error for number, error in enumerate(errors) if error not in errors[:number]]


@register.filter
def form_errors(form: "BaseForm | BaseFormSet[Any]") -> list[dict[str, str]]:
    if isinstance(form, BaseFormSet):
        own = [{"text": str(text), "target": ""} for text in form.non_form_errors()]
        return own + [error for one in form.forms for error in form_errors(one)]
    return list(_errors(form))


def _errors(form: BaseForm) -> Iterable[dict[str, str]]:
    for text in form.non_field_errors():
        yield {"text": str(text), "target": ""}
    for name in form.fields:
        field = form[name]
        for text in form.errors.get(name, ()):
            target = "" if field.is_hidden else Control(field).error_target
            yield {"text": str(text), "target": target}

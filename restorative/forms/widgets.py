"""Widgets that GOV.UK has and Django has not."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict

PARTS = ("day", "month", "year")


class DateParts(tuple[str, str, str]):
    """A date as it was typed, real or not: shown again when it was not."""

    __slots__ = ()

    def __new__(cls, day: str = "", month: str = "", year: str = "") -> "DateParts":
        return super().__new__(cls, (day, month, year))


class DateInput3(forms.Widget):
    """Day, month and year in three boxes, as `name_day`, `name_month` and `name_year`."""

    template_name = "govuk/widgets/date_input.html"
    use_fieldset = True

    def format_value(self, value: Any) -> DateParts:
        if isinstance(value, DateParts):
            return value
        if isinstance(value, date):
            return DateParts(str(value.day), str(value.month), str(value.year))
        if isinstance(value, list | tuple) and len(value) == len(PARTS):
            return DateParts(*(str(part or "") for part in value))
        if isinstance(value, str):
            try:
                return self.format_value(date.fromisoformat(value))
            except ValueError:
                return DateParts()
        return DateParts()

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        final = context["widget"]["attrs"]
        wrong = final.get("data-wrong-parts", "").split()
        id_ = context["widget"]["id"] = final.get("id", "")
        context["widget"]["parts"] = [
            {
                "label": part.capitalize(),
                "name": f"{name}_{part}",
                "id": f"{id_}_{part}" if id_ else "",
                "value": typed,
                "width": 4 if part == "year" else 2,
                "is_wrong": part in wrong,
            }
            for part, typed in zip(PARTS, self.format_value(value), strict=True)
        ]
        return context

    def value_from_datadict(
        self, data: Mapping[str, Any], files: MultiValueDict[str, Any], name: str
    ) -> DateParts:
        typed = (data.get(f"{name}_{part}") or "" for part in PARTS)
        return DateParts(*(str(part).strip() for part in typed))

    def value_omitted_from_data(
        self, data: Mapping[str, Any], files: Mapping[str, Any], name: str
    ) -> bool:
        return not any(f"{name}_{part}" in data for part in PARTS)

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        return f"{id_}_day" if id_ else ""


class Choices:
    """What GOV.UK's radios and checkboxes can do beyond Django's.

    `inline` puts two or three short ones on a line, `small` makes them small, `hints` says
    more about a value, and `reveals` names the fields that belong to a value: they are
    shown under it, and only while it is chosen (always, without JavaScript).
    """

    def __init__(
        self,
        attrs: dict[str, Any] | None = None,
        choices: Iterable[Any] = (),
        *,
        inline: bool = False,
        small: bool = False,
        hints: Mapping[Any, Any] | None = None,
        reveals: Mapping[Any, str | Iterable[str]] | None = None,
        divider_before: Any = None,
    ) -> None:
        super().__init__(attrs, choices)  # type: ignore[call-arg]
        self.inline = inline
        self.small = small
        self.hints = {str(value): hint for value, hint in (hints or {}).items()}
        self.reveals = {
            str(value): (names,) if isinstance(names, str) else tuple(names)
            for value, names in (reveals or {}).items()
        }
        self.divider_before = None if divider_before is None else str(divider_before)


class Radios(Choices, forms.RadioSelect):
    pass


class Checkboxes(Choices, forms.CheckboxSelectMultiple):
    pass


class OneCheckbox(forms.CheckboxInput):
    """A single box that can reveal fields while it is ticked."""

    def __init__(
        self, attrs: dict[str, Any] | None = None, *, reveals: str | Iterable[str] = ()
    ) -> None:
        super().__init__(attrs)
        names = (reveals,) if isinstance(reveals, str) else tuple(reveals)
        self.reveals = {"on": names} if names else {}


class TextInput(forms.TextInput):
    """A text box with a unit or sign before or after it."""

    def __init__(
        self, attrs: dict[str, Any] | None = None, *, prefix: str = "", suffix: str = ""
    ) -> None:
        super().__init__(attrs)
        self.prefix = prefix
        self.suffix = suffix

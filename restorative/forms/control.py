"""Everything the templates of the pack need to know about one field."""

from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django import forms
from django.forms import BaseForm
from django.forms.boundfield import BoundField
from django.forms.widgets import Input
from django.utils.safestring import SafeString

from restorative.forms.widgets import DateInput3

# The first match counts: a subclass stands before what it is made from.
KINDS: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.HiddenInput, "hidden"),
    (forms.MultipleHiddenInput, "hidden"),
    (DateInput3, "date"),
    (forms.CheckboxSelectMultiple, "checkboxes"),
    (forms.RadioSelect, "radios"),
    (forms.CheckboxInput, "checkbox"),
    (forms.Select, "select"),
    (forms.Textarea, "textarea"),
    (forms.FileInput, "file"),
    (forms.PasswordInput, "password"),
    (Input, "input"),
)
CSS_CLASS = {
    "input": "govuk-input",
    "password": "govuk-input govuk-password-input__input govuk-js-password-input-input",
    "textarea": "govuk-textarea",
    "select": "govuk-select",
    "file": "govuk-file-upload",
}
ERROR_CLASS = {
    "input": "govuk-input--error",
    "password": "govuk-input--error",
    "textarea": "govuk-textarea--error",
    "select": "govuk-select--error",
    "file": "govuk-file-upload--error",
}
WIDTHS = (2, 3, 4, 5, 10, 20, 30)


@dataclass
class Item:
    """One radio or checkbox."""

    id: str
    name: str
    value: str
    label: Any
    is_chosen: bool
    is_disabled: bool
    hint: str
    revealed: list["Control"]
    divider: bool = False
    group: str = ""


class Control:
    def __init__(self, field: BoundField, *, is_revealed: bool = False) -> None:
        self.field = field
        self.form: BaseForm = field.form
        self.is_revealed = is_revealed
        self.is_heading = getattr(self.form, "page_heading", "") == field.name

    @cached_property
    def kind(self) -> str:
        widget = self.field.field.widget
        if widget.is_hidden:
            return "hidden"
        return next((kind for of, kind in KINDS if isinstance(widget, of)), "other")

    @property
    def template(self) -> str:
        return f"govuk/controls/{self.kind}.html"

    @property
    def id(self) -> str:
        return self.field.field.widget.attrs.get("id") or self.field.auto_id

    @property
    def label(self) -> Any:
        return self.field.label

    @property
    def hint(self) -> Any:
        return self.field.help_text

    @cached_property
    def errors(self) -> list[str]:
        return [str(error) for error in self.field.errors]

    @property
    def hint_id(self) -> str:
        return f"{self.id}_helptext"

    @property
    def error_id(self) -> str:
        return f"{self.id}_error"

    @property
    def size(self) -> str:
        if self.is_heading:
            return "l"
        return "" if self.is_revealed else "s"

    @cached_property
    def max_count(self) -> int | None:
        """The number of characters that a text area counts down from."""
        return getattr(self.field.field, "max_length", None) if self.kind == "textarea" else None

    @property
    def described_by(self) -> str:
        described: str = self.field.aria_describedby or ""
        return f"{described} {self.id}-info".strip() if self.max_count else described

    @property
    def prefix(self) -> str:
        return getattr(self.field.field.widget, "prefix", "")

    @property
    def suffix(self) -> str:
        return getattr(self.field.field.widget, "suffix", "")

    @cached_property
    def widget(self) -> SafeString:
        """The control itself, as Django renders it, with the classes of the design system."""
        widget = copy(self.field.field.widget)
        # Text that is too long comes back with a message; cut off while pasting it would be lost.
        widget.attrs = {name: value for name, value in widget.attrs.items() if name not in DROPPED}
        attrs: dict[str, Any] = {"class": self._css_class(widget.attrs.pop("class", ""))}
        if self.max_count and self.described_by:
            attrs["aria-describedby"] = self.described_by
        if isinstance(widget, forms.NumberInput):
            # A number box changes its value when one scrolls over it, and swallows letters.
            widget.input_type = "text"
            is_whole = isinstance(self.field.field, forms.IntegerField) and not isinstance(
                self.field.field, forms.FloatField | forms.DecimalField
            )
            attrs["inputmode"] = "numeric" if is_whole else "decimal"
        if getattr(widget, "input_type", "") in {"email", "password"}:
            attrs["spellcheck"] = "false"
        if isinstance(widget, forms.PasswordInput):
            attrs["autocapitalize"] = "none"
        if isinstance(widget, forms.ClearableFileInput):
            widget.template_name = "django/forms/widgets/file.html"
        if isinstance(widget, forms.Textarea):
            rows = int(widget.attrs.pop("rows", 0))
            widget.attrs.pop("cols", None)
            attrs["rows"] = 5 if rows in (0, 10) else rows
        if self.kind == "date" and self.errors:
            attrs["data-wrong-parts"] = " ".join(self.wrong_parts)
        return self.field.as_widget(widget, attrs)

    @property
    def wrong_parts(self) -> list[str]:
        """The boxes of a date that the errors speak of: all of them when none is named."""
        data = self.form.errors.get(self.field.name)
        errors = data.as_data() if data else []
        named = [part for error in errors for part in (error.params or {}).get("parts", ())]
        return named or ["day", "month", "year"]

    @property
    def error_target(self) -> str:
        """The id that a link in the error summary leads to: something that takes focus."""
        if self.kind == "date":
            return f"{self.id}_{self.wrong_parts[0]}"
        if self.kind in {"radios", "checkboxes"}:
            return next((item.id for item in self.items), self.id)
        return self.id

    @cached_property
    def items(self) -> list[Item]:
        widget: Any = self.field.field.widget
        hints = getattr(widget, "hints", {})
        reveals = getattr(widget, "reveals", {})
        divider = getattr(widget, "divider_before", None)
        attrs = self.field.build_widget_attrs({"id": self.id} if self.id else {})
        groups = widget.optgroups(
            self.field.html_name, widget.format_value(self.field.value()), attrs
        )
        items: list[Item] = []
        for heading, options, _ in groups:
            for number, data in enumerate(options):
                value = str(data["value"])
                if not value and str(data["label"]).startswith("---"):
                    # Nothing chosen is what radios without a dot already say.
                    continue
                items.append(
                    Item(
                        id=data["attrs"].get("id", ""),
                        name=data["name"],
                        value=value,
                        label=data["label"],
                        is_chosen=bool(data["selected"]),
                        is_disabled=bool(data["attrs"].get("disabled")),
                        hint=hints.get(value, ""),
                        revealed=self._revealed(reveals.get(value, ())),
                        divider=divider == value,
                        group=str(heading) if heading and number == 0 else "",
                    )
                )
        return items

    @property
    def revealed(self) -> list["Control"]:
        """What a single checkbox reveals."""
        return self._revealed(getattr(self.field.field.widget, "reveals", {}).get("on", ()))

    @property
    def is_inline(self) -> bool:
        return bool(getattr(self.field.field.widget, "inline", False))

    @property
    def is_small(self) -> bool:
        return bool(getattr(self.field.field.widget, "small", False))

    @property
    def is_ticked(self) -> bool:
        widget = self.field.field.widget
        return isinstance(widget, forms.CheckboxInput) and bool(
            widget.check_test(self.field.value())
        )

    def _revealed(self, names: Iterable[str]) -> list["Control"]:
        return [Control(self.form[name], is_revealed=True) for name in names]

    def _css_class(self, own: str) -> str:
        classes = [CSS_CLASS.get(self.kind, ""), own]
        if self.max_count:
            classes.append("govuk-js-character-count")
        if self.kind == "input" and "--width" not in own and "!-width" not in own:
            classes.append(self._width())
        if self.errors:
            classes.append(ERROR_CLASS.get(self.kind, ""))
        return " ".join(css for css in classes if css)

    def _width(self) -> str:
        """A box as wide as what it may hold tells people what is wanted."""
        if isinstance(self.field.field.widget, forms.NumberInput):
            return "govuk-input--width-5"
        longest = getattr(self.field.field, "max_length", None)
        if isinstance(self.field.field, forms.DateField):
            longest = 10
        fitting = next((width for width in WIDTHS if longest and longest <= width), None)
        return f"govuk-input--width-{fitting}" if fitting else ""


DROPPED = frozenset({"maxlength", "minlength", "min", "max", "step", "required", "placeholder"})

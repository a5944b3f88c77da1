"""Our fields are the reference's fields: same elements, classes, roles, in the same order."""

import json
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django import forms
from django.template.loader import get_template

from restorative.forms import Checkboxes, DateInput3, GovDateField, GovForm, Radios
from restorative.forms.control import Control

COMPONENTS = Path(__file__).parents[2] / "node_modules/govuk-frontend/dist/govuk/components"
pytestmark = pytest.mark.skipif(not COMPONENTS.exists(), reason="npm ci has not run")

THREE = [("a", "A"), ("b", "B"), ("c", "C")]
VOID = {"input", "br", "hr", "img"}
WHAT_MATTERS = ("data-module", "type", "role")


class Tree(HTMLParser):
    """Elements as nested lists: tag, classes, what matters, children."""

    def __init__(self, html):
        super().__init__()
        self.root = ["root", [], {}, []]
        self.open = [self.root]
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        classes = sorted(c for c in (found.get("class") or "").split() if "width" not in c)
        kept = {name: found[name] for name in WHAT_MATTERS if name in found}
        kept["described"] = "aria-describedby" in found
        node = [tag, classes, kept, []]
        self.open[-1][3].append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag):
        if tag not in VOID:
            self.open.pop()


def reference(component, name):
    found = json.loads((COMPONENTS / component / "fixtures.json").read_text())["fixtures"]
    return next(fixture["html"] for fixture in found if fixture["name"] == name)


def ours(field, *, error=None):
    heading = "field" if field.label == "Heading" else ""
    form_class = type("OneFieldForm", (GovForm,), {"field": field, "page_heading": heading})
    form = form_class({}) if error else form_class()
    if error:
        field.required = False
        form.fields["field"].required = False
        form.is_valid()
        form.add_error("field", error)
    # As under an answer: the reference's labels are plain, ours are bold at the top level.
    control = Control(form["field"], is_revealed=True)
    return get_template(control.template).render({"control": control})


def text(**kwargs):
    return forms.CharField(label="L", **kwargs)


def area(**kwargs):
    return forms.CharField(label="L", widget=forms.Textarea, **kwargs)


def choice(widget, choices, *, label="L", **kwargs):
    many = isinstance(widget, forms.CheckboxSelectMultiple)
    kind = forms.MultipleChoiceField if many else forms.ChoiceField
    return kind(label=label, choices=choices, widget=widget, **kwargs)


CASES = [
    ("input", "default", text(), None),
    ("input", "with hint text", text(help_text="H"), None),
    ("input", "with error message", text(), "E"),
    ("textarea", "default", area(), None),
    ("textarea", "with hint", area(help_text="H"), None),
    ("textarea", "with error message", area(), "E"),
    ("character-count", "default", area(max_length=10), None),
    ("character-count", "with hint", area(max_length=10, help_text="H"), None),
    ("character-count", "with hint and error", area(max_length=10, help_text="H"), "E"),
    ("select", "default", choice(forms.Select, THREE, initial="b"), None),
    ("select", "with hint text and error message", choice(forms.Select, THREE, help_text="H"), "E"),
    ("file-upload", "default", forms.FileField(label="L"), None),
    ("file-upload", "with hint text", forms.FileField(label="L", help_text="H"), None),
    ("password-input", "default", text(widget=forms.PasswordInput), None),
    ("password-input", "with error message", text(widget=forms.PasswordInput, help_text="H"), "E"),
    ("radios", "with fieldset and error message", choice(Radios(), THREE[:2]), "E"),
    ("radios", "inline", choice(Radios(inline=True), THREE[:2], help_text="H"), None),
    (
        "radios",
        "with hints on items",
        choice(Radios(hints={"a": "H", "b": "H"}), THREE[:2], label="Heading"),
        None,
    ),
    (
        "checkboxes",
        "with error message",
        choice(Checkboxes(hints={"a": "H", "b": "H", "c": "H"}), THREE),
        "E",
    ),
    ("checkboxes", "small with error", choice(Checkboxes(small=True), THREE), "E"),
    ("date-input", "with error message and hint", GovDateField(label="L", help_text="H"), "E"),
]


@pytest.mark.parametrize(
    ("component", "name", "field", "error"),
    CASES,
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_field_has_the_elements_of_the_reference(component, name, field, error):
    assert Tree(ours(field, error=error)).root == Tree(reference(component, name)).root


def test_every_widget_of_the_pack_is_compared():
    widgets = {type(field.widget) for *_, field, _ in CASES}

    assert widgets >= {
        forms.TextInput,
        forms.Textarea,
        forms.Select,
        forms.ClearableFileInput,
        forms.PasswordInput,
        Radios,
        Checkboxes,
        DateInput3,
    }

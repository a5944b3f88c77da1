"""What crispy-forms-gds got wrong, and we must not."""

import re
from xml.etree import ElementTree

import pytest
from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Fieldset, Layout, Submit
from crispy_forms.templatetags.crispy_forms_filters import as_crispy_form
from crispy_forms.utils import render_crispy_form
from django import forms
from django.template import Context, Template
from django.test import RequestFactory

from restorative.forms import Checkboxes, GovForm, Radios
from restorative.templatetags.govuk import form_errors
from tests.restorative.gallery.forms import ActionFormSet, EveryFieldForm


def parsed(html):
    """The elements of a rendered form: it is well-formed but for empty attributes."""
    html = re.sub(r" (checked|hidden|selected|disabled|novalidate)(?=[ >])", r' \1=""', html)
    html = re.sub(r"<(input|hr|br)([^>]*)>", r"<\1\2/>", html)
    return ElementTree.fromstring(f"<root>{html}</root>")  # our own


def ids(root):
    return [element.get("id") for element in root.iter() if element.get("id")]


@pytest.fixture
def wrong():
    """Every field, with every required one left empty."""
    form = EveryFieldForm({})
    assert not form.is_valid()
    return form


def test_every_link_of_the_error_summary_leads_to_something_that_takes_focus(wrong):
    root = parsed(as_crispy_form(wrong))
    targets = [error["target"] for error in form_errors(wrong) if error["target"]]
    focusable = {
        element.get("id")
        for element in root.iter()
        if element.tag in {"input", "select", "textarea"} and element.get("id")
    }

    assert len(targets) == len(set(targets)) > 10
    assert set(targets) <= focusable


def test_no_id_is_used_twice(wrong):
    found = ids(parsed(as_crispy_form(wrong)))

    assert len(found) == len(set(found))


@pytest.mark.parametrize("data", [None, {}])
def test_every_description_exists(data):
    root = parsed(as_crispy_form(EveryFieldForm(data)))
    found = set(ids(root))
    described = [e.get("aria-describedby") for e in root.iter() if "aria-describedby" in e.attrib]

    assert len(described) > 4
    assert {id_ for text in described for id_ in text.split()} <= found


def test_every_label_belongs_to_a_control(wrong):
    root = parsed(as_crispy_form(wrong))
    controls = {e.get("id") for e in root.iter() if e.tag in {"input", "select", "textarea"}}

    assert {label.get("for") for label in root.iter("label")} <= controls


def test_names_in_labels_hints_choices_and_errors_are_text_not_markup():
    evil = '<img src=x onerror="alert(1)">'

    class NameForm(GovForm):
        sections = ((evil, ("radio",)),)
        text = forms.CharField(label=evil, help_text=evil)
        radio = forms.ChoiceField(
            label=evil, choices=[(evil, evil)], widget=Radios(hints={evil: evil})
        )
        many = forms.MultipleChoiceField(label=evil, choices=[(evil, evil)], widget=Checkboxes)
        single = forms.BooleanField(label=evil, help_text=evil)
        select = forms.ChoiceField(label=evil, choices=[(evil, evil)])

    form = NameForm({"text": evil, "select": evil})
    form.add_error("text", evil)
    form.add_error(None, evil)
    page = Template("{% load crispy_forms_filters %}{{ form|crispy }}{{ form|as_crispy_errors }}")
    html = page.render(Context({"form": form}))

    assert "<img" not in html
    assert html.count("&lt;img") > 12


def test_an_error_gives_each_kind_its_own_class(wrong):
    root = parsed(as_crispy_form(wrong))
    by_name = {e.get("name"): e.get("class") for e in root.iter() if e.get("name")}

    assert "govuk-select--error" in by_name["team"]
    assert "govuk-textarea--error" in by_name["notes"]
    assert "govuk-input--error" in by_name["email"]
    assert "govuk-input--error" in by_name["secret"]
    assert "govuk-input--error" in by_name["children"]
    assert "govuk-input" not in by_name["team"] + by_name["notes"]


def test_a_number_box_does_not_swallow_letters_or_change_when_scrolled_over():
    html = as_crispy_form(EveryFieldForm())

    assert 'name="children" class="govuk-input govuk-input--width-5" inputmode="numeric"' in html
    assert 'type="number"' not in html


def test_text_that_is_too_long_is_not_cut_off_by_the_browser():
    html = as_crispy_form(EveryFieldForm())

    assert "maxlength=" not in html.replace("data-maxlength=", "")


def test_a_counted_text_area_without_a_hint_is_described_by_its_count():
    class NoteForm(GovForm):
        text = forms.CharField(max_length=50, widget=forms.Textarea)

    root = parsed(as_crispy_form(NoteForm()))

    [area] = root.iter("textarea")
    assert area.get("aria-describedby") == "id_text-info"


def test_what_an_answer_reveals_stands_under_it_once():
    html = as_crispy_form(EveryFieldForm({"way": "text"}))

    assert html.count('name="number"') == 1
    assert 'id="id_way_0_revealed"' in html
    # Chosen already: open, also after an error.
    assert '<div class="govuk-radios__conditional" id="id_way_0_revealed">' in html
    assert "govuk-checkboxes__conditional--hidden" in html


def test_the_browser_asks_for_nothing_by_itself():
    assert " required" not in as_crispy_form(EveryFieldForm())


def test_a_typed_date_that_is_not_real_comes_back_as_it_was_typed():
    typed = {
        "date_of_birth_day": "31",
        "date_of_birth_month": "Feb",
        "date_of_birth_year": "2016",
    }
    html = as_crispy_form(EveryFieldForm(typed))

    assert 'value="31"' in html
    assert 'value="Feb"' in html
    assert "Date of birth must be a real date" in html


def test_only_the_box_that_is_missing_is_marked_and_linked():
    form = EveryFieldForm({"date_of_birth_day": "3", "date_of_birth_year": "2016"})
    root = parsed(as_crispy_form(form))
    marked = [
        e.get("name")
        for e in root.iter("input")
        if "date_of_birth" in e.get("name", "") and "govuk-input--error" in e.get("class", "")
    ]

    assert marked == ["date_of_birth_month"]
    targets = {error["text"]: error["target"] for error in form_errors(form)}
    assert targets["Date of birth must include a month"] == "id_date_of_birth_month"


def test_several_errors_of_a_field_share_one_described_element():
    form = EveryFieldForm({})
    form.is_valid()
    form.add_error("first_name", "And again")
    root = parsed(as_crispy_form(form))

    [box] = [e for e in root.iter() if e.get("id") == "id_first_name_error"]
    assert [len(list(p)) for p in box] == [1, 1]


def test_errors_of_a_whole_formset_and_its_forms_are_in_the_summary():
    data = {"actions-TOTAL_FORMS": "2", "actions-INITIAL_FORMS": "0", "actions-0-what": "Bedtime"}
    data["actions-1-who"] = "Nan"
    formset = ActionFormSet(data, prefix="actions")
    formset.is_valid()

    assert form_errors(formset) == [
        {"text": "Enter who will do it", "target": "id_actions-0-who"},
        {"text": "Enter what will be done", "target": "id_actions-1-what"},
    ]


def test_add_another_adds_a_form_and_complains_of_nothing():
    data = {"actions-TOTAL_FORMS": "1", "actions-INITIAL_FORMS": "0", "actions-add": "1"}
    formset = ActionFormSet({**data, "actions-0-what": "Bedtime"}, prefix="actions")

    assert formset.wants_another
    assert not formset.is_valid()
    assert form_errors(formset) == []
    html = as_crispy_form(formset)
    assert 'name="actions-1-what"' in html
    assert 'value="Bedtime"' in html
    assert "govuk-error-message" not in html


@pytest.mark.parametrize("total", ["100000", "x", ""])
def test_a_formset_survives_a_made_up_number_of_forms(total):
    data = {"actions-TOTAL_FORMS": total, "actions-INITIAL_FORMS": "0"}
    formset = ActionFormSet(data, prefix="actions")

    assert not formset.is_valid()
    assert len(formset.forms) <= 50


def test_the_summary_finds_a_form_whatever_the_view_calls_it():
    form = EveryFieldForm({})
    form.add_error(None, "These two do not fit together")
    page = Template("{% load govuk %}{% all_errors as errors %}{{ errors.0.text }}")

    assert page.render(Context({"odd_name": [form]})) == "These two do not fit together"


def test_a_layout_draws_with_our_pack():
    form = EveryFieldForm({})
    form.helper = FormHelper()
    form.helper.layout = Layout(
        Fieldset("Names", "first_name"), Div("email", css_class="x"), HTML("<p>Hm</p>")
    )
    form.helper.add_input(Submit("save", "Save"))
    html = render_crispy_form(
        form, context={"csrf_token": "t", "request": RequestFactory().get("/")}
    )

    assert "govuk-fieldset__legend--m" in html
    assert '<div class="x" >' in html
    assert 'class="govuk-button"' in html
    assert "btn" not in html
    assert "novalidate" in html

import unicodedata

import pytest
from django import forms
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from restorative.forms import GovForm
from restorative.forms.text import clean_text


class NameForm(GovForm):
    name = forms.CharField(required=False)
    many = forms.MultipleChoiceField(choices=[("a", "A"), ("b", "B")], required=False)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Am\x00ira", "Amira"),
        ("a\x07b\x1bc\x7fd\x9f", "abcd"),
        ("one\ttwo\r\nthree", "one\ttwo\r\nthree"),
        ("\u202egnirts\u202c", "gnirts"),
        ("A\u200bmi\u200dra\u2060\ufeff", "Amira"),
        ("O’Néill-Ó", "O’Néill-Ó"),
        ("O'Brien", "O'Brien"),
        ("Zoe\u0308", "Zoë"),
        ("👩\u200d👧 and 🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",) * 2,
        ("x\U000e0067\U000e0062", "x"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("沐宸", "沐宸"),
        ("<b>Tom & Jerry</b>", "<b>Tom & Jerry</b>"),
    ],
)
def test_what_cannot_be_seen_goes_and_the_rest_stays(typed, kept):
    assert clean_text(typed) == kept


@given(st.text())
def test_cleaning_twice_changes_nothing_more(text):
    once = clean_text(text)

    assert clean_text(once) == once


@given(st.text(alphabet=st.characters(categories=["L", "N", "P", "S", "Zs"])))
def test_visible_text_is_only_normalised(text):
    assert clean_text(text) == unicodedata.normalize("NFC", text)


def test_a_form_shows_again_what_it_keeps():
    form = NameForm(QueryDict("name=Am%00ira%E2%80%AE&many=a&many=b"))

    assert form.is_valid()
    assert form.cleaned_data == {"name": "Amira", "many": ["a", "b"]}
    assert form["name"].value() == "Amira"


def test_text_that_arrived_damaged_is_refused_by_field():
    form = NameForm(QueryDict("name=%ff%fe"))

    assert form.errors == {
        "name": ["This has unreadable characters. Type it again, without pasting."]
    }


def test_a_form_without_data_stays_unbound():
    assert not NameForm().is_bound
    assert NameForm({}).is_bound


def test_the_data_of_the_request_is_not_changed():
    data = QueryDict("name=Am%00ira")
    NameForm(data).is_valid()

    assert data["name"] == "Am\x00ira"

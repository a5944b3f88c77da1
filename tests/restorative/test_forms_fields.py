from datetime import date, time

import pytest
from django import forms
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from restorative.forms import (
    DateOfBirthField,
    DateParts,
    GovDateField,
    GovForm,
    GovTimeField,
    PhoneField,
    PostcodeField,
    Radios,
)


def refusal(field, value):
    with pytest.raises(ValidationError) as refused:
        field.clean(value)
    return refused.value.messages


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        (("3", "5", "2017"), date(2017, 5, 3)),
        (("03", "05", "2017"), date(2017, 5, 3)),
        (("3", "May", "2017"), date(2017, 5, 3)),
        (("3", "sept", "2017"), date(2017, 9, 3)),
        (("29", "2", "2024"), date(2024, 2, 29)),
    ],
)
def test_a_date_is_read_as_people_write_it(typed, day):
    assert GovDateField(label="Start").clean(DateParts(*typed)) == day


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("", "5", "2017"), "Start must include a day"),
        (("3", "", ""), "Start must include a month and year"),
        (("31", "2", "2017"), "Start must be a real date"),
        (("29", "2", "2023"), "Start must be a real date"),
        (("3", "ma", "2017"), "Start must be a real date"),
        (("0", "5", "2017"), "Start must be a real date"),
        (("3", "13", "2017"), "Start must be a real date"),
        (("x", "y", "z"), "Start must be a real date"),
        (("3", "5", "17"), "Start must have a year with 4 numbers, like 2026"),
        (("1", "1", "0001"), "Start must have a year with 4 numbers, like 2026"),
        (("1", "1", "1066"), "Start must be between 1900 and 2199"),
        (("1", "1", "10000"), "Start must be a real date"),
        (("٣", "5", "2017"), "Start must be a real date"),
    ],
)
def test_a_date_that_is_none_says_what_is_wrong_with_it(typed, said):
    assert refusal(GovDateField(label="Start"), DateParts(*typed)) == [said]


@given(st.tuples(*[st.text(max_size=6)] * 3))
def test_whatever_is_typed_as_a_date_is_read_or_refused(typed):
    try:
        found = GovDateField(label="Start", required=False).clean(DateParts(*typed))
    except ValidationError:
        return
    assert found is None or isinstance(found, date)


def test_a_question_is_not_the_subject_of_a_message():
    field = GovDateField(label="When was it sent?")

    assert refusal(field, DateParts("31", "2", "2026")) == ["The date must be a real date"]


@pytest.mark.parametrize(
    ("day", "oldest", "said"),
    [
        (date(2026, 11, 24), 120, "Date of birth must be today or in the past"),
        (date(2026, 11, 23), 25, None),
        (date(2000, 11, 24), 25, None),
        (date(2000, 11, 23), 25, "Date of birth must not make the person older than 25"),
        (date(1906, 11, 24), 119, None),
        (date(1905, 11, 23), 120, "Date of birth must not make the person older than 120"),
    ],
)
def test_a_date_of_birth_fits_somebody_alive(clock, day, oldest, said):
    field = DateOfBirthField(oldest=oldest)
    typed = DateParts(str(day.day), str(day.month), str(day.year))

    if said:
        assert refusal(field, typed) == [said]
    else:
        assert field.clean(typed) == day


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("9:30", time(9, 30)),
        ("9.30am", time(9, 30)),
        ("9.30 a.m.", time(9, 30)),
        ("2pm", time(14)),
        ("12am", time(0)),
        ("12:15 pm", time(12, 15)),
        ("1430", time(14, 30)),
        ("0905", time(9, 5)),
        ("Midday", time(12)),
    ],
)
def test_a_time_is_read_as_people_write_it(text, moment):
    assert GovTimeField().clean(text) == moment


@pytest.mark.parametrize("text", ["25:00", "9:60", "13pm", "0pm", "soon", "9:3", "9m", "930:00"])
def test_a_time_that_is_none_is_refused(text):
    assert refusal(GovTimeField(), text) == ["Enter a time, like 9:30am or 14:00"]


def test_an_hour_alone_is_morning_or_afternoon():
    assert refusal(GovTimeField(), "3") == ["Say whether the time is am or pm"]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("07700 900123", "+447700900123"),
        ("+44 (0)7700 900 123", "+447700900123"),
        ("0113 496 0000", "+441134960000"),
        ("01632.960.001", "+441632960001"),
        ("+48 22 123 45 67", "+48221234567"),
        ("07700\u00a0900123", "+447700900123"),
    ],
)
def test_a_telephone_number_is_kept_one_way(text, number):
    assert PhoneField().clean(text) == number


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("07400123456; 07400123457", "several"),
        ("07400 123456 or 07400 123457", "several"),
        ("07400123456/7", "several"),
        ("01632 960001 ext 5", "invalid"),
        ("01632 960001 x5", "invalid"),
        ("ring mum", "invalid"),
        ("123", "invalid"),
        ("074001234567890123", "invalid"),
        ("+999 123456789", "invalid"),
    ],
)
def test_what_is_not_one_telephone_number_is_refused(text, code):
    with pytest.raises(ValidationError) as refused:
        PhoneField().clean(text)

    assert refused.value.code == code


@pytest.mark.parametrize(
    ("text", "postcode"),
    [
        ("ls14ap", "LS1 4AP"),
        ("sw1a 1aa", "SW1A 1AA"),
        (" M1-1AE ", "M1 1AE"),
        ("b338th", "B33 8TH"),
    ],
)
def test_a_postcode_is_kept_one_way(text, postcode):
    assert PostcodeField().clean(text) == postcode


@pytest.mark.parametrize("text", ["LS1", "LS1 4A", "12345", "LS14AP LS1", "QQ1 1CI"])
def test_what_is_not_a_whole_postcode_is_refused(text):
    assert refusal(PostcodeField(), text) == ["Enter a full UK postcode, like LS1 4AP"]


class WordsForm(GovForm):
    first_name = forms.CharField(max_length=5)
    nhs_number = forms.CharField(label="NHS number")
    what = forms.CharField(label="What happened?")
    team = forms.ChoiceField(choices=[("n", "North")])
    why = forms.ChoiceField(label="Why?", choices=[("n", "North")], widget=Radios)
    own = forms.CharField(error_messages={"required": "Say it in your own words"})
    day = GovDateField(label="Date of the letter")
    count = forms.IntegerField(label="Number of people", min_value=1)
    share = forms.FloatField(label="100% of it", max_value=3, required=False)


def said(form):
    return {name: errors[0] for name, errors in form.errors.items()}


def test_a_missing_answer_is_asked_for_in_plain_words():
    assert said(WordsForm({})) == {
        "first_name": "Enter first name",
        "nhs_number": "Enter NHS number",
        "what": "Enter an answer to “What happened?”",
        "team": "Select team",
        "why": "Select an answer to “Why?”",
        "own": "Say it in your own words",
        "day": "Enter date of the letter",
        "count": "Enter number of people",
    }


def test_a_wrong_answer_is_explained_in_plain_words():
    form = WordsForm(
        {"first_name": "Abcdef", "team": "x' OR 1=1", "count": "two", "share": "4"},
    )

    assert {
        k: v for k, v in said(form).items() if k in {"first_name", "team", "count", "share"}
    } == {
        "first_name": "First name must be 5 characters or less",
        "team": "Select one of the choices shown",
        "count": "Number of people must be a whole number, like 3",
        "share": "100% of it must be 3 or less",
    }


def test_the_words_of_one_form_do_not_reach_its_class():
    assert WordsForm.base_fields["first_name"].error_messages["required"] != "Enter first name"

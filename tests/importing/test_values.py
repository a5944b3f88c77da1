from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conferences.importing.contacts import read_home, read_phones, safety_in
from conferences.importing.dates import read_birth, read_date
from conferences.importing.values import read_coded, read_full_name, read_person, write_name
from tests.importing.reading import TODAY

WAYS = ["%d/%m/%Y", "%d.%m.%y", "%Y-%m-%d", "%d %b %Y", "%a %d %B %Y", "%d-%b-%y", "%Y%m%d"]


@given(st.dates(date(2001, 1, 1), date(2031, 12, 31)), st.sampled_from(WAYS))
def test_a_date_is_the_same_however_it_is_written(day, way):
    assert read_date(day.strftime(way), today=TODAY).value == day


@given(st.dates(date(1951, 1, 1), date(2031, 12, 31)))
def test_a_date_counted_by_excel_is_read(day):
    assert read_date(str((day - date(1899, 12, 30)).days), today=TODAY).value == day


@given(st.text(max_size=40))
def test_no_text_breaks_a_reader(text):
    read_date(text, today=TODAY)
    read_birth(text, today=TODAY, order="")
    read_phones(text)
    read_full_name(text)
    read_person(text)
    read_coded(text, "status")


@pytest.mark.parametrize("text", ["32/13/2025", "31/02/2025", "2105-04-09", "99999", "04/25/2025"])
def test_an_impossible_date_is_a_problem_with_a_sentence(text):
    assert text in read_date(text, today=TODAY).problem


def test_a_date_whose_order_is_not_certain_is_asked_about():
    assert read_date("03/04/2025", today=TODAY, order="").question == "date_order"
    assert read_date("03/04/2025", today=TODAY, order="month").value == date(2025, 3, 4)


def test_a_child_who_is_expected_has_no_birthday_yet():
    birth = read_birth("EDD 14/2/27", today=TODAY).value

    assert (birth.on, birth.is_expected) == (date(2027, 2, 14), True)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("+44 7700 900092 / 07700-900-060", [("07700900092", ()), ("07700900060", ())]),
        ("07700-900-854 - text only", [("07700900854", ("text_only",))]),
        ("07700900565 (do not leave vm)", [("07700900565", ("no_voicemail",))]),
        ("7700900123", [("07700900123", ())]),
        ("01392 900060 dad not to have", [("01392900060", ("not_to_know",))]),
        ("07700900123 07700900124", [("07700900123", ()), ("07700900124", ())]),
        ("n/k", []),
    ],
)
def test_numbers_and_remarks_are_told_apart(text, numbers):
    assert [(n.value, n.safety) for n in read_phones(text).numbers] == numbers


def test_a_remark_after_the_last_number_is_of_all_of_them():
    read = read_phones("07700 900123/07700900124 text only")

    assert [number.remarks for number in read.numbers] == [("text only",), ("text only",)]


@pytest.mark.parametrize(
    ("text", "name"),
    [("OSEI ", "Osei"), ("MCCARTHY", "McCarthy"), ("O’BRIEN", "O’Brien"), ("D'SOUZA", "D'Souza"),
     ("TAYLOR-REID", "Taylor-Reid"), ("van-der-Berg", "van-der-Berg"), ("NGUYỄN", "Nguyễn")],
)  # fmt: skip
def test_names_in_capitals_are_written_as_names(text, name):
    assert write_name(text) == name


def test_secret_homes_and_remarks_are_seen():
    assert read_home("Refuge - see SW").is_secret
    assert read_home("NFA").is_none
    assert safety_in("DA - dad not to know address", of_contact=False) == ("not_to_know",)
    assert safety_in("dad's side never contacted?", of_contact=False) == ()

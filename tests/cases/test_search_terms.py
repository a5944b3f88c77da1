from datetime import date

import pytest

from cases.search_terms import clean, read_terms
from restorative.fields import keyed_hash


@pytest.mark.parametrize(
    "text",
    [
        "03/05/2017",
        "3/5/17",
        "3.5.2017",
        "3-5-2017",
        "3 5 2017",
        "2017-05-03",
        "3 May 2017",
        "3rd of May 2017",
        "3 May 17",
        "May 3, 2017",
        "03052017",
    ],
)
def test_a_birthday_is_read_in_every_usual_form_day_first(text, clock):
    terms = read_terms(f"Amira {text}")

    assert (terms.dates, terms.words) == ([date(2017, 5, 3)], ["amira"])


def test_month_first_is_read_where_it_can_mean_nothing_else():
    assert read_terms("05/13/2017").dates == [date(2017, 5, 13)]


def test_two_figures_of_a_year_lie_in_the_last_hundred(clock):
    assert read_terms("1/2/58").dates == [date(1958, 2, 1)]
    assert read_terms("1/2/26").dates == [date(2026, 2, 1)]


def test_a_date_that_never_was_is_named_and_left_out():
    terms = read_terms("31/02/2017 Khan")

    assert (terms.dates, terms.impossible_dates) == ([], ["31/02/2017"])
    assert terms.words == ["khan"]


@pytest.mark.parametrize("text", ["FGC-2026-00042", "fgc 2026 42", "FGC2026/42", "fgc-2026-42"])
def test_a_reference_is_read_however_it_is_written(text):
    terms = read_terms(text)

    assert "FGC-2026-00042" in terms.references
    assert terms.words == []


@pytest.mark.parametrize(
    "text", ["07700 900123", "07700900123", "+44 7700 900123", "0044 7700 900 123", "447700900123"]
)
def test_a_telephone_number_is_hashed_as_it_is_kept(text):
    hashes = read_terms(text).contact_hashes
    if text.startswith("44"):
        assert read_terms(text).numbers == [text]
    else:
        assert keyed_hash("+447700900123") in hashes


@pytest.mark.parametrize("text", ["WB1 4AA", "wb14aa", "Wb1  4aa"])
def test_a_postcode_is_hashed_as_it_is_kept(text):
    assert read_terms(text).postcode_hashes == [keyed_hash("WB14AA")]


def test_an_email_is_hashed_and_no_name():
    terms = read_terms("nan@example.org")

    assert (terms.contact_hashes, terms.words) == ([keyed_hash("nan@example.org")], [])


def test_other_numbers_may_be_the_main_systems():
    assert read_terms("MOS-12345").numbers == ["MOS-12345"]
    assert read_terms("1234567").numbers == ["1234567"]


def test_what_cannot_be_read_is_cleaned_away_and_cut():
    assert clean("  Ami\x00ra\u202e\n Bell ") == "Ami ra Bell"
    assert len(clean("a" * 5000)) == 200
    assert not read_terms("\x00 ' - ///")


def test_no_more_than_six_words_are_looked_for():
    assert len(read_terms("an be ca do el fi go he").words) == 6


def test_an_initial_is_left_out_beside_a_word():
    assert read_terms("J Smith").words == ["smith"]
    assert read_terms("J").words == ["j"]

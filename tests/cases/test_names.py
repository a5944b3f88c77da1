import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.names import closeness, fold, is_one_slip, name_words, plain_words, slips_of, sound_of

words = st.text(string.ascii_lowercase, min_size=2, max_size=14)


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("O’Néill", ["oneill", "neill"]),
        ("O'Brien", ["obrien", "brien"]),
        ("D´Souza", ["dsouza", "souza"]),
        ("Taylor-Reid", ["taylorreid", "taylor", "reid"]),
        ("Taylor‑Reid", ["taylorreid", "taylor", "reid"]),
        ("van der Berg", ["van", "der", "berg", "vanderberg"]),
        ("Łukasz", ["lukasz"]),
        ("İpek Şimşek", ["ipek", "simsek", "ipeksimsek"]),
        ("Anne - Marie", ["anne", "marie", "annemarie"]),
        ("محمد", ["محمد"]),
        ("Bell (née Smith)", ["bell", "nee", "smith", "bellneesmith"]),
        ("  ", []),
        ("-'-", []),
    ],
)
def test_a_name_is_found_whole_and_by_its_parts(name, found):
    assert name_words(name) == found


def test_accents_and_capitals_make_no_difference():
    assert fold("Zoë ŁUKASZ Straße") == "zoe lukasz strasse"


def test_a_joined_name_counts_as_one_plain_word():
    assert plain_words("Amira O’Brien-Khan") == ["amira", "obrienkhan"]


def _slipped(word, kind, at, letter):
    at %= len(word)
    if kind == "wrong":
        return word[:at] + letter + word[at + 1 :]
    if kind == "missing":
        return word[:at] + word[at + 1 :]
    if kind == "added":
        return word[:at] + letter + word[at:]
    return word[:at] + word[at : at + 2][::-1] + word[at + 2 :]


@given(
    words,
    st.sampled_from(["wrong", "missing", "added", "swapped"]),
    st.integers(0, 20),
    st.sampled_from(string.ascii_lowercase),
)
def test_every_single_slip_shares_something_with_the_word(word, kind, at, letter):
    typed = _slipped(word, kind, at, letter)

    assert set(slips_of(word)) & set(slips_of(typed))
    assert typed == word or is_one_slip(typed, word)


def test_two_slips_are_not_one():
    assert not is_one_slip("okafor", "okefer")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("mohammed", "muhammad"),
        ("catherine", "kathryn"),
        ("philip", "filip"),
        ("hussain", "husayn"),
    ],
)
def test_the_usual_spellings_of_one_name_sound_alike(one, other):
    assert sound_of(one) == sound_of(other)


def test_the_same_word_comes_before_a_slip_before_a_beginning_before_a_sound():
    typed = "mohamed"

    ranked = [closeness(typed, word) for word in ("mohamed", "mohamad", "mohamedin", "muhammad")]

    assert ranked == sorted(ranked, reverse=True)
    assert closeness(typed, "grace") == 0


def test_a_short_word_that_differs_is_rather_another_name():
    assert closeness("ali", "ala") < closeness("okafar", "okafor")


def test_a_short_word_that_lacks_its_last_letter_comes_before_longer_ones():
    assert closeness("hal", "hall") > closeness("hal", "halder")

import pytest

from accounts.spreadsheets import plain_cell


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+44", "-1", "@x", "\t=x", "\r=x", "＝x", "＋x", "－x", "＠x", "  =x", '"=x', "'=x"],
)
def test_what_could_be_a_formula_is_shown_instead(text):
    assert plain_cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Amy New", "FGC-2026-00001", "2026-11-23", "a=b"])
def test_other_text_stays_as_it_is(text):
    assert plain_cell(text) == text

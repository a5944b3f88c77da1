from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from restorative.svg import Canvas, fit, text_width


def test_short_text_stays_on_one_line():
    assert fit("Amira", 60) == ["Amira"]


def test_words_stay_whole_while_they_can():
    assert fit("grandmother of Amira", 100, lines=3) == ["grandmother", "of Amira"]


def test_a_long_word_breaks_after_its_own_hyphen_first():
    assert fit("Oluwaseun-Elizabeth", 90, lines=3) == ["Oluwaseun-", "Elizabeth"]


def test_what_does_not_fit_ends_with_an_ellipsis():
    lines = fit("Bartholomew Maximilian Featherstonehaugh", 60, lines=2)

    assert len(lines) == 2
    assert lines[-1].endswith("…")


@given(st.text(max_size=60), st.integers(60, 200), st.integers(1, 4), st.booleans())
def test_no_line_is_wider_than_its_room(text, width, lines, bold):
    found = fit(text, width, lines=lines, bold=bold)

    assert 1 <= len(found) <= lines
    assert all(text_width(line, bold=bold) <= width for line in found)


@pytest.mark.parametrize(
    "text", ["<b>&\"'", "]]>", "</svg><script>alert(1)</script>", "Zoë 🌻 محمد"]
)
def test_text_is_escaped_everywhere(text):
    canvas = Canvas(height=40)
    canvas.text(10, 20, text)

    picture = ElementTree.fromstring(canvas.svg(name="p", title=text, description=text))

    assert [element.text for element in picture] == [text, text, text]
    assert picture.get("aria-labelledby") == "p-title p-desc"
    assert picture.get("viewBox") == "0 0 340 40"


def test_there_are_no_styles_and_no_scripts():
    canvas = Canvas()
    canvas.circle(5, 5, 3, dashes="2 2")
    canvas.rectangle(1, 1, 2, 2)
    canvas.polygon([(0, 0), (1, 1)])
    canvas.line([(0, 0), (4.25, 5)], dashes="6 4")
    picture = canvas.svg(name="p", title="t", description="d")

    assert "style=" not in picture
    assert "<script" not in picture
    assert 'points="0,0 4.2,5"' in picture
    assert 'stroke-dasharray="6 4"' in picture

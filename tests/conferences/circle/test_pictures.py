from itertools import combinations
from xml.etree import ElementTree

import pytest

from conferences.pictures.readiness import CirclePicture, draw_readiness, lay_out_readiness
from conferences.pictures.ring import Mark
from conferences.pictures.seating import SeatingPicture, draw_seating, lay_out_seating

NAMES = (
    "Ngozi",
    "Grandmother Patience Okafor-Whitfield",
    "Maximiliane Featherstonehaugh-Cholmondeley",
    "Obi",
    "Mrs Lal",
    "<b>Bo</b>",
    "Żółć Łukasz",
)
STATES = (
    ("coming", {"is_filled": True}),
    ("no answer", {"is_dashed": True}),
    ("not coming", {"is_crossed": True}),
)


def mark(key):
    words, state = STATES[key % len(STATES)]
    return Mark(key, NAMES[key % len(NAMES)], words, **state)


def circle(seats, children=1, outer=0, apart=()):
    return CirclePicture(
        tuple(Mark(100 + n, NAMES[n % 7], "coming", is_filled=True) for n in range(children)),
        tuple(mark(n) for n in range(seats)),
        tuple(Mark(200 + n, NAMES[n % 7], "by a recording") for n in range(outer)),
        tuple(apart),
    )


def assert_legible(canvas):
    assert canvas.width == 340
    for label in canvas.labels:
        assert 0 <= label.left < label.right <= canvas.width, label
        assert 0 <= label.top < label.bottom <= canvas.height, label
    for one, other in combinations(canvas.labels, 2):
        apart = (
            one.right <= other.left
            or other.right <= one.left
            or one.bottom <= other.top + 4
            or other.bottom <= one.top + 4
        )
        assert apart, (one, other)


@pytest.mark.parametrize("seats", range(21))
def test_names_are_inside_the_picture_and_apart(seats):
    assert_legible(lay_out_readiness(circle(seats, outer=seats % 8)))
    assert_legible(lay_out_seating(SeatingPicture(tuple(mark(n) for n in range(seats)))))


@pytest.mark.parametrize("children", range(6))
def test_several_siblings_stand_in_the_middle_without_covering_a_seat(children):
    canvas = lay_out_readiness(circle(3, children=children))

    assert_legible(canvas)


def test_everybody_is_written_with_how_they_answered():
    canvas = lay_out_readiness(circle(5, outer=2))
    written = " ".join(label.text for label in canvas.labels)

    for words in ("Ngozi", "Obi", "coming", "no answer", "not coming", "Heard another way"):
        assert words in written


def test_a_seat_says_by_its_shape_who_is_coming():
    svg = draw_readiness(circle(3), name="a", title="t", description="d")

    assert svg.count('fill="currentColor" stroke="currentColor"') == 1
    assert svg.count('stroke-dasharray="4 3"') == 1


def test_two_who_are_kept_apart_are_joined_by_a_struck_line():
    plain = draw_readiness(circle(6), name="a", title="t", description="d")
    struck = draw_readiness(circle(6, apart=[(0, 3)]), name="a", title="t", description="d")

    assert struck.count("<polyline") >= plain.count("<polyline") + 3
    assert 'stroke-dasharray="6 3"' in struck


def test_somebody_apart_who_is_not_in_the_room_is_not_drawn_with_a_line():
    svg = draw_readiness(circle(2, outer=1, apart=[(0, 200)]), name="a", title="t", description="d")

    assert 'stroke-dasharray="6 3"' not in svg


@pytest.mark.parametrize("seats", [0, 1, 7, 20])
def test_pictures_are_well_formed_named_and_always_the_same(seats):
    def draw():
        return draw_readiness(circle(seats, outer=2), name="r", title="Title", description="Words")

    tree = ElementTree.fromstring(draw())
    assert draw() == draw()
    assert tree.get("role") == "img"
    assert tree.get("aria-labelledby") == "r-title r-desc"
    assert "style=" not in draw()
    assert "<script" not in draw()


def test_names_are_escaped():
    svg = draw_seating(SeatingPicture((mark(5),)), name="s", title="<i>", description="&")

    assert "<b>" not in svg
    assert "&lt;b&gt;" in svg
    assert "<i>" not in svg


def test_no_seats_are_said_in_words():
    assert "Nobody has a seat yet" in draw_seating(
        SeatingPicture(()), name="s", title="t", description="d"
    )
    assert "Nobody invited yet" in draw_readiness(circle(0), name="s", title="t", description="d")

from xml.etree import ElementTree

import pytest

from conferences.models import Reflection
from conferences.pictures.window import draw_window, window_picture

PLACES = ["", *Reflection.Place.values]


@pytest.mark.parametrize("place", PLACES)
def test_the_window_is_well_formed_and_its_words_lie_inside(place):
    ElementTree.fromstring(window_picture(place))
    canvas = draw_window(place)

    for label in canvas.labels:
        assert label.left >= 0, label
        assert label.right <= canvas.width, label
        assert label.bottom <= canvas.height, label


@pytest.mark.parametrize("place", Reflection.Place.values)
def test_where_somebody_was_is_said_once_in_words_as_well(place):
    picture = window_picture(place)

    assert picture.count("I was here") == 1
    assert f"Placed in “{Reflection.Place(place).label}”" in picture


def test_no_words_of_the_window_lie_on_each_other():
    labels = draw_window("with").labels
    for at, one in enumerate(labels):
        for other in labels[at + 1 :]:
            apart = (
                one.right <= other.left
                or other.right <= one.left
                or one.bottom <= other.top
                or other.bottom <= one.top
            )
            assert apart, (one, other)


def test_nobody_placed_has_no_mark():
    assert "I was here" not in window_picture()

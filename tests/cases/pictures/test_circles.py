from itertools import combinations
from math import hypot
from xml.etree import ElementTree

import pytest

from cases.pictures.circles import draw_circles, lay_out_circles, rings_of
from tests.cases.pictures import families
from tests.cases.pictures.families import FAMILIES


@pytest.fixture(params=FAMILIES)
def family(request):
    return FAMILIES[request.param]


def draw(family):
    return draw_circles(family, name="circles", title="Circles", description="Who is close")


def rings(family):
    return {ring.heading: [m.name for m in ring.members] for ring in rings_of(family)}


def test_everybody_is_in_one_circle():
    for family in FAMILIES.values():
        named = [m.key for ring in rings_of(family) for m in ring.members]
        others = [m.key for m in family.members.values() if not m.is_child]
        assert sorted(named) == sorted(others)


def test_everybody_appears_as_text(family):
    written = "".join(label.text for label in lay_out_circles(family).labels)
    for member in family.members.values():
        assert member.name.replace(" ", "").replace("-", "") in (
            written.replace(" ", "").replace("-", "")
        )


def test_labels_are_inside_and_apart(family):
    canvas = lay_out_circles(family)
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


def test_each_circle_holds_its_names():
    """The names of the closest lie nearer to the child than those further out."""
    canvas = lay_out_circles(families.TWELVE)
    places = {
        label.text: hypot(label.left + label.right - 340, label.bottom) for label in canvas.labels
    }

    assert places["Tariq"] < places["Pat"]


def test_the_picture_is_well_formed_and_always_the_same(family):
    assert draw(family) == draw(family)
    assert ElementTree.fromstring(draw(family)).get("role") == "img"
    assert "style=" not in draw(family)


def test_parents_siblings_and_carers_are_closest_then_the_wider_family():
    assert rings(families.TWELVE) == {
        "Closest family": ["Tariq", "Leah", "Dean", "Nadia"],
        "Wider family": ["Yusuf", "Fatima", "Pat", "Grace", "George"],
        "Friends and community": [],
    }


def test_friends_are_no_lesser_people():
    assert rings(families.FRIENDS) == {
        "Closest family": [],
        "Wider family": [],
        "Friends and community": ["Mo", "Coach Ali"],
        "People whose job it is": ["Ms Green"],
    }


def test_an_empty_circle_says_so():
    assert draw(families.ALONE).count("Nobody yet") == 3

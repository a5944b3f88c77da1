from itertools import combinations
from xml.etree import ElementTree

import pytest

from cases.pictures.descent import BROKEN, DOTTED, trace_descent
from cases.pictures.genogram import draw_genogram, draw_plan
from cases.pictures.places import make_plan
from cases.pictures.rows import order_rows
from tests.cases.pictures import families
from tests.cases.pictures.families import FAMILIES


@pytest.fixture(params=FAMILIES)
def family(request):
    return FAMILIES[request.param]


def draw(family):
    return draw_genogram(family, name="tree", title="Family tree", description="Who is who")


def rows(family):
    """The rows of the tree from the top, as names."""
    found = order_rows(family, trace_descent(family))
    return [[family.members[key].name for key in row] for row in found.tree]


def text_of(svg):
    texts = ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")
    joined = "".join(text.text for text in texts)
    return joined.replace(" ", "").replace("-", "")


def test_the_picture_is_well_formed_and_says_what_it_is(family):
    picture = ElementTree.fromstring(draw(family))

    assert picture.get("role") == "img"
    assert [element.text for element in picture][:2] == ["Family tree", "Who is who"]
    assert "style=" not in draw(family)


def test_everybody_of_the_tree_appears_as_text(family):
    written = text_of(draw(family))

    for key in family.generations():
        assert family.members[key].name.replace(" ", "").replace("-", "") in written


def test_nobody_else_does():
    written = text_of(draw(families.FOSTERED))

    assert "MrsLal" not in written
    assert "Coach" not in text_of(draw(families.FRIENDS))


def test_every_label_is_inside_the_picture(family):
    canvas = draw_plan(family, make_plan(family))

    for label in canvas.labels:
        assert label.left >= 0, label
        assert label.top >= 0, label
        assert label.right <= canvas.width, label
        assert label.bottom <= canvas.height, label


def test_no_label_lies_on_another(family):
    canvas = draw_plan(family, make_plan(family))

    for one, other in combinations(canvas.labels, 2):
        apart = (
            one.right <= other.left
            or other.right <= one.left
            or one.bottom <= other.top + 4
            or other.bottom <= one.top + 4
        )
        assert apart, (one, other)


def test_no_line_down_goes_through_a_label(family):
    plan = make_plan(family)
    labels = draw_plan(family, plan).labels
    for band in plan.bands:
        for union in band.unions:
            x = plan.gutters[union]
            for label in labels:
                beside = not label.left < x < label.right
                assert beside or label.top >= band.foot or label.bottom <= band.top, label


def test_the_same_family_is_always_drawn_the_same(family):
    assert draw(family) == draw(family)


def test_a_family_of_twelve_in_three_generations_fits_a_phone():
    plan = make_plan(families.TWELVE)

    assert plan.width == 340
    assert rows(families.TWELVE) == [
        ["Yusuf", "Fatima", "George", "Pat"],
        ["Tariq", "Leah", "Dean", "Grace"],
        ["Nadia", "Amira", "Sami", "Zara"],
    ]
    assert plan.apart == ()


@pytest.mark.parametrize("name", ["seven", "crowd", "three_fathers"])
def test_large_families_fit_a_phone_too(name):
    assert make_plan(FAMILIES[name]).width == 340


def test_a_mother_stands_between_the_fathers_of_her_children():
    assert rows(families.THREE_FATHERS)[0] == ["Christopher", "Alexandra", "Maximilian", "Wojciech"]


def test_children_stand_eldest_left():
    assert rows(families.SEVEN)[-1] == [
        "Oluwaseun",
        "Benedict",
        "Cora",
        "Daniel",
        "Evangeline",
        "Finn",
        "Gabriella",
    ]


def test_a_young_mother_stands_above_her_baby():
    assert rows(families.YOUNG_MOTHER) == [["Nan Jean"], ["Tracey"], ["Ella", "Jay"], ["Baby Noah"]]


def test_grandparents_are_joined_to_the_parent_of_their_side():
    descent = trace_descent(families.TWELVE)
    keys = {member.name: key for key, member in families.TWELVE.members.items()}

    assert set(descent.parents_of(keys["Tariq"])) == {keys["Fatima"], keys["Yusuf"]}
    assert set(descent.parents_of(keys["Leah"])) == {keys["Pat"], keys["George"]}


def test_no_parent_is_guessed_where_two_are_possible():
    people = {
        "a": families.child(2017, 9),
        "m1": {**families.F, "age": 30},
        "m2": {**families.F, "age": 31},
        "g": {**families.F, "side": "mother"},
    }
    k = families.K
    ties = [("m1", k.PARENT, "a"), ("m2", k.PARENT, "a"), ("g", k.GRANDPARENT, "a")]
    descent = trace_descent(families.family(people, ties))

    assert descent.parents_of(2) == descent.parents_of(3) == []


def test_fostered_and_adopted_children_hang_on_broken_lines():
    lines = {union.line for union in trace_descent(families.FOSTERED).unions}

    assert BROKEN in lines
    assert 'stroke-dasharray="6 4"' in draw(families.ADOPTED)


def test_a_step_parent_is_joined_through_the_parent_or_by_dots():
    assert DOTTED not in {union.line for union in trace_descent(families.TWELVE).unions}
    assert DOTTED in {union.line for union in trace_descent(families.ADOPTED).unions}


def test_one_slash_says_separated_and_two_former():
    slashes = {
        (couple.first, couple.second): couple.slashes
        for couple in trace_descent(families.THREE_FATHERS).couples
    }
    keys = {member.name: key for key, member in families.THREE_FATHERS.members.items()}

    def between(one, other):
        return slashes[tuple(sorted((keys[one], keys[other])))]

    assert between("Alexandra", "Christopher") == 1
    assert between("Alexandra", "Maximilian") == 2
    assert between("Alexandra", "Wojciech") == 0


def shapes(family):
    tags = [element.tag.split("}")[1] for element in ElementTree.fromstring(draw(family))]
    return {tag: tags.count(tag) for tag in ("rect", "circle", "polygon")}


def test_the_signs_are_the_usual_ones_and_a_diamond_where_nobody_asked():
    # Rowan's diamond among squares and circles; the unborn child's triangle.
    assert shapes(families.FOSTERED) == {"rect": 2, "circle": 4, "polygon": 1}
    assert shapes(families.THREE_FATHERS) == {"rect": 4, "circle": 2, "polygon": 1}


def test_what_no_line_says_is_said_in_words():
    assert "specialguardianofRowan" in text_of(draw(families.FOSTERED))
    assert "anotherrelative" in text_of(draw(families.ADOPTED))


def test_names_are_escaped():
    assert "<b>" not in draw(families.ADOPTED)
    assert "&lt;b&gt;O’Neill" in draw(families.ADOPTED)


def test_the_father_stands_left_of_the_mother_and_her_new_partner_right():
    k = families.K
    people = {
        "a": families.child(2017, 9),
        "step": {**families.M, "name": "Step", "born": families.born(1980)},
        "mother": {**families.F, "name": "Mother", "born": families.born(1990)},
        "father": {**families.M, "name": "Father", "born": families.born(1992)},
    }
    ties = [
        ("mother", k.PARENT, "a"),
        ("father", k.PARENT, "a"),
        ("mother", k.PARTNER, "step"),
        ("mother", k.FORMER_PARTNER, "father"),
        ("step", k.STEP_PARENT, "a"),
    ]

    assert rows(families.family(people, ties))[0] == ["Father", "Mother", "Step"]

from itertools import combinations
from xml.etree import ElementTree

import pytest

from conferences.pictures.bars import Step, funnel_bars, lay_out_bars
from conferences.pictures.dots import Waits, lay_out_dots, waiting_dots
from conferences.pictures.intervals import Row, intervals, lay_out_intervals
from conferences.pictures.run_chart import Point, lay_out_run, run_chart, signals
from conferences.pictures.shares import Group, Share, lay_out_shares, shares

LONG = (
    "Families who accepted the offer of a Familienratskonferenzvorbereitungsgespräch & <b>met</b>"
)
STEPS = {
    "usual": [Step("Referred", 41), Step(LONG, 21, 41), Step("Met", 0, 41), Step("Plan", 1, 41)],
    "nothing": [Step("Referred", 0), Step("Met", 0, 0)],
    "none": [],
    "huge": [Step("Referred", 1234567), Step("Met", 1, 1234567), Step("Plan", 1234566, 1234567)],
}
GROUPS = {
    "usual": [
        Group("At the start", (Share("With a parent", 12), Share(LONG, 5), Share("Care", 0)), 3),
        Group("12 months on", tuple(Share(f"Part {n}", 1) for n in range(4)), 100000),
    ],
    "nothing": [Group("Nobody", (Share("With a parent", 0),), 0)],
    "unknown": [Group("Nobody known", (Share("With a parent", 0),), 7)],
    "none": [],
}
ROWS = {
    "usual": [Row("Under 1", 13, 21, 0.41, 0.79, 2), Row(LONG, 0, 1, 0, 0.79), Row("Other", 0, 0)],
    "all": [Row("1 to 4", 12345, 12345, 0.9997, 1), Row("5 to 9", 1, 1, 0.21, 1, 12345)],
    "none": [],
}
DAYS = {
    "none": [],
    "one": [17],
    "same": [0] * 400,
    "many": [(n * 37) % 61 for n in range(400)],
    "far": [3, 5, 8, 1000],
    "usual": [4, 9, 12, 12, 15, 18, 18, 18, 22, 25, 31, 47],
}


def months(*values):
    return [
        Point(f"{('January', 'September')[at % 2]} {2020 + at}", value, 0 if value is None else 9)
        for at, value in enumerate(values)
    ]


RUNS = {
    "per cent": (months(62, 55.5, None, 48, 70, 100, 0, 66, 61), "%"),
    "days": (months(*range(3, 40)), "working days"),
    "tiny": (months(*[0.1, 0.2] * 5), "siblings to a family"),
    "huge": (months(*[1234567, 2] * 60), "families"),
    "nought": (months(*[0] * 8), "meetings"),
}


def assert_legible(canvas):
    assert canvas.width == 340
    for label in canvas.labels:
        assert 0 <= label.left <= label.right <= canvas.width, label
        assert 0 <= label.top <= label.bottom <= canvas.height, label
    for one, other in combinations(canvas.labels, 2):
        apart = (
            one.right <= other.left
            or other.right <= one.left
            or one.bottom <= other.top + 4
            or other.bottom <= one.top + 4
        )
        assert apart, (one, other)


def assert_sound(markup, *told):
    ElementTree.fromstring(markup)
    assert "<script" not in markup
    assert "style=" not in markup
    text = "".join(ElementTree.fromstring(markup).itertext())
    for words in told:
        assert words in text


@pytest.mark.parametrize("steps", STEPS.values(), ids=STEPS)
def test_a_funnel_writes_each_count_and_share_beside_its_bar(steps):
    assert_legible(lay_out_bars(steps))
    markup = funnel_bars(steps, name="funnel", title="Funnel")

    assert_sound(markup, *(step.words for step in steps), *(step.figure for step in steps))
    assert markup == funnel_bars(steps, name="funnel", title="Funnel")


def test_a_share_is_never_rounded_to_nobody_or_everybody():
    assert Step("Met", 1, 1000).figure == "1 (under 1 %)"
    assert Step("Met", 999, 1000).figure == "999 (over 99 %)"
    assert Step("Met", 1000, 1000).figure == "1,000 (100 %)"


@pytest.mark.parametrize("groups", GROUPS.values(), ids=GROUPS)
def test_shares_name_each_part_and_the_unknown(groups):
    assert_legible(lay_out_shares(groups))
    markup = shares(groups, name="homes", title="Homes")

    told = [f"{part.words} {part.count:,}" for group in groups for part in group.shares]
    assert_sound(markup, *told, *(f"Not known {group.unknown:,}" for group in groups))


def test_a_bar_has_no_more_parts_than_can_be_told_apart():
    with pytest.raises(ValueError, match="at most 4"):
        lay_out_shares([Group("Many", tuple(Share(str(n), 1) for n in range(5)))])


@pytest.mark.parametrize("rows", ROWS.values(), ids=ROWS)
@pytest.mark.parametrize("overall", [None, 0, 0.6, 1])
def test_intervals_keep_the_order_they_were_given(rows, overall):
    canvas = lay_out_intervals(rows, overall)
    assert_legible(canvas)
    markup = intervals(rows, overall=overall, name="rates", title="Rates")

    assert_sound(markup, *(f"{row.label}: {row.words}" for row in rows))
    if len(rows) == 3:
        written = [label.text for label in canvas.labels]
        assert written.index("Under 1") < written.index("Other")


def test_a_rate_is_said_with_its_numbers_and_unknowns():
    row = Row("Under 1", 13, 21, 0.41, 0.79, 2)

    assert row.words == "62 % (13 of 21; 2 not known), 41 to 79 %"


@pytest.mark.parametrize("days", DAYS.values(), ids=DAYS)
@pytest.mark.parametrize("allowed", [None, 20])
def test_waits_are_legible_for_one_and_for_very_many(days, allowed):
    median = sorted(days)[len(days) // 2] if days else None
    canvas = lay_out_dots(Waits(days, median, allowed))
    assert_legible(canvas)
    assert canvas.height < 300
    markup = waiting_dots(days, median, allowed, name="waits", title="Waits")

    assert_sound(markup, *(f"{day:,} working days: {days.count(day)}" for day in days))
    for circle in ElementTree.fromstring(markup).iter("{http://www.w3.org/2000/svg}circle"):
        assert 3 < float(circle.get("cx")) < 337


def test_each_family_is_a_dot_until_there_are_too_many():
    markup = waiting_dots(DAYS["usual"], 18, 20, name="waits", title="Waits")

    assert markup.count("<circle") == len(DAYS["usual"])
    assert "Each dot is one family" in markup
    assert "up to 20 families" in waiting_dots([0] * 400, 0, 20, name="waits", title="Waits")


@pytest.mark.parametrize(("points", "unit"), RUNS.values(), ids=RUNS)
def test_a_run_chart_is_legible_and_tells_every_point(points, unit):
    assert_legible(lay_out_run(points, unit))
    markup = run_chart(points, unit, "run", "Run")

    assert_sound(markup, "Median", *(f"{point.label}: " for point in points))


def test_a_run_chart_has_a_gap_where_nobody_was_counted():
    points = months(62, 55, None, 48, 70, 100, 0, 66, 61)
    markup = run_chart(points, "%", "run", "Run")

    assert "January 2022: none" in markup
    assert markup.count('stroke="#12436D"') == 2


def test_fewer_than_eight_points_make_no_chart_and_no_signal():
    points = months(1, 2, 3, 4, 5, 6, 7, None)

    assert run_chart(points, "%", "run", "Run") is None
    assert signals(points) == []


def test_six_points_on_one_side_are_a_shift():
    assert signals(months(1, 1, 1, 2, 1, 2, 9, 8, 9, 8, 9, 9)) == [
        "6 points in a row lie below the median, from January 2020 to September 2025",
        "6 points in a row lie above the median, from January 2026 to September 2031",
    ]
    assert signals(months(1, 2, 1, 2, 1, 9, 8, 9, 8, 9)) == []


def test_points_on_the_median_neither_count_nor_break_a_shift():
    points = months(5, 9, 9, 5, 9, 9, 9, 9, 1, 1, 1, 5, 1, 4)

    assert signals(points)[0].startswith("6 points in a row lie above")


def test_five_points_going_one_way_are_a_trend_and_equal_ones_count_once():
    assert signals(months(5, 9, 1, 2, 2, 3, 4, 9, 5, 3, 6)) == [
        "5 points in a row go up, from January 2022 to September 2027"
    ]
    assert signals(months(5, 9, 1, 2, 3, 4, 3, 9, 5, 6)) == []

"""The pictures of the page as images of the report, each with its table: the same in numbers."""

import base64
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import unescape

from conferences.dashboards.change_over_time import Chart, charts
from conferences.dashboards.director import homes_of, homes_picture
from conferences.dashboards.figure_words import Said
from conferences.dashboards.funnel_page import finding, funnel
from conferences.dashboards.shown import hidden_keys
from conferences.exports.figures import Figures
from conferences.measures import funnel as way
from conferences.measures.computing import Figure
from conferences.measures.documenting import GROUPS
from conferences.pictures.bars import bar_picture
from conferences.pictures.intervals import Row, intervals
from restorative.svg import PAPER

# So many rates one image holds without being taller than a page.
MOST_RATES = 8
# An interval wider than this share of 1 says little.
WIDE = 0.3
SIZE = re.compile(r'<svg xmlns="\S+" viewBox="0 0 (\S+) (\S+)"')
WORDS = re.compile(r"<desc[^>]*>(.*?)</desc>", re.DOTALL)


@dataclass(frozen=True)
class Picture:
    """A finding as heading, the picture as an address, its words, and its table."""

    heading: str
    source: str
    alt: str
    headings: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]


def pictures_of(figures: Figures) -> list[Picture]:
    """How far families came, how it changed, where the children live, how sure the rates are."""
    return [
        *_way(figures),
        *_over_time(figures),
        *_homes(figures),
        *_rates(figures),
    ]


def _way(figures: Figures) -> Iterator[Picture]:
    if not figures.whole.keys() >= {measure.key for measure in way.MEASURES}:
        return
    bars = funnel(figures.whole)
    if bars[0].n:
        rows = [(bar.name, f"{bar.n:,}", bar.percent) for bar in bars]
        heads = ("Step", "Families", "Of those referred")
        yield _picture(finding(bars), bar_picture(bars, name="way"), heads, rows)


def _over_time(figures: Figures) -> Iterator[Picture]:
    for chart in charts(figures.chosen, hidden_keys(), reader=figures.reader):
        if chart.picture:
            is_count = chart.measure.kind == "volume"
            heads = ("Month", "Figure") if is_count else ("Month", "Figure", "Rests on")
            heading = ". ".join([chart.finding, *chart.said])
            yield _picture(heading, chart.picture, heads, _months(chart))


def _months(chart: Chart) -> list[tuple[str, ...]]:
    """A count rests on nothing but itself."""
    rests_on = chart.measure.kind != "volume"
    return [
        (f"{day:%B %Y}", said.value, *((said.rests_on,) if rests_on else ()))
        for day, said in chart.points
    ]


def _homes(figures: Figures) -> Iterator[Picture]:
    said = figures.whole.get("in_family_m12")
    groups = homes_of(figures.chosen, figures.reader) if said else []
    if said and groups:
        rows = [
            (group.label, *(f"{one.count:,}" for one in group.shares), f"{group.unknown:,}")
            for group in groups
        ]
        heads = ("When", *(one.words for one in groups[0].shares), "Not known")
        heading = (
            f"12 months on, {Said(said).value} of the children of whom it is known live in "
            "their family network"
        )
        yield _picture(heading, homes_picture(groups), heads, rows)


def _rates(figures: Figures) -> Iterator[Picture]:
    """Rates with their intervals on one line from 0 to 100 %, so that their width is seen."""
    for name, title in GROUPS:
        rates = [
            one
            for one in figures.listed
            if one.measure.rows.name == name and one.interval is not None and one.n
        ]
        for at in range(0, len(rates), MOST_RATES):
            yield _rates_picture(title, rates[at : at + MOST_RATES], f"rates-{name}-{at}")


def _rates_picture(title: str, rates: list[Figure], name: str) -> Picture:
    wide = sum(1 for one in rates if one.interval and one.interval.high - one.interval.low > WIDE)
    sure = f"{wide} of {len(rates)} rates rest on too few records to say much"
    heading = f"{title}: {sure if wide else 'how sure the rates are'}"
    rows = [_rate(one) for one in rates]
    drawn = intervals(rows, name=name, title=heading)
    table = [
        (one.measure.name, Said(one).value, Said(one).rests_on, Said(one).interval) for one in rates
    ]
    return _picture(heading, drawn, ("Rate", "Figure", "Counted", "95 % interval"), table)


def _rate(figure: Figure) -> Row:
    assert figure.interval is not None
    low, high = figure.interval.low, figure.interval.high
    name = figure.measure.name
    return Row(name, figure.numerator or 0, figure.n, low, high, figure.unknown)


def _picture(
    heading: str, svg: str, headings: tuple[str, ...], rows: Sequence[tuple[str, ...]]
) -> Picture:
    words = WORDS.search(svg)
    assert words is not None
    return Picture(heading, _address(svg), unescape(words.group(1)), headings, rows)


def _address(svg: str) -> str:
    """The picture itself as an address: an image has a size, and no page whose paper it takes."""
    sized = SIZE.sub(r'\g<0> width="\1" height="\2"', svg, count=1)
    sized = sized.replace(f'stroke="{PAPER}"', 'stroke="#fff"')
    return f"data:image/svg+xml;base64,{base64.b64encode(sized.encode()).decode()}"

"""The figures of the page of outcomes as HTML, drawn once for the same figures.

What is kept is kept by all that it is made from: the counts that were read for this reader,
one by one, and every word beside them. Nobody's name, seat or team is part of it, and nothing
has to be thrown away when a case is restricted, moved or corrected, or a day passes: other
counts are another key. What a reader may see is asked before on every request, as is the
record that they looked.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from conferences.dashboards.change_over_time import chart_of
from conferences.dashboards.funnel_page import finding, funnel
from conferences.dashboards.sections import headlines, sections
from conferences.measures import MEASURES
from conferences.measures.answering import Figure
from conferences.pictures.bars import bar_picture
from conferences.summaries.page import Asked, Read, figures_of
from restorative.kept import Kept


@dataclass(frozen=True)
class Told:
    """What is asked, and all words of the drawing that are no figures."""

    asked: Asked
    elsewhere: tuple[str, ...]
    query: str
    period: str
    has_offers: bool


@dataclass(frozen=True)
class Drawn:
    html: SafeString
    is_empty: bool


# Some 200 kB each, in every worker.
_drawn: Kept[Drawn] = Kept(32)


def draw(told: Told, read: Read) -> Drawn:
    """The headlines, the way of families, the sections and the charts."""
    terms = read.terms
    if terms is None:
        return _draw(told, *read.live)
    key = sha256(repr((told, terms)).encode()).digest()
    return _drawn.get(key, lambda: _draw(told, *figures_of(told.asked, terms)))


def forget() -> None:
    """Draw everything anew: for measuring how long that takes."""
    _drawn.clear()


def _draw(
    told: Told, figures: Mapping[str, Figure], by_month: Mapping[date, Mapping[str, Figure]]
) -> Drawn:
    if not any(one.n or one.unknown for one in figures.values()):
        return Drawn(SafeString(""), is_empty=True)
    bars = funnel(figures)
    context = {
        "headlines": headlines(figures),
        "bars": bars,
        "funnel_picture": bar_picture(bars, name="funnel") if bars[0].n else "",
        "funnel_finding": finding(bars),
        "sections": sections(figures, told.query),
        "charts": [
            chart_of(MEASURES[key], {month: found[key] for month, found in by_month.items()})
            for key in (told.asked.monthly if by_month else ())
        ],
        "elsewhere": [MEASURES[key] for key in told.elsewhere],
        "query": told.query,
        "period": told.period,
        "has_offers": told.has_offers,
    }
    return Drawn(SafeString(render_to_string("conferences/outcomes_drawn.html", context)), False)

"""The figures of the page of outcomes as HTML, drawn once for the same figures.

What is kept is kept by all that it is made from: the counts that were read for this reader,
one by one, and every word beside them. Nobody's name, seat or team is part of it, and nothing
has to be thrown away when a case is restricted, moved or corrected, or a day passes: other
counts are another key. What a reader may see is asked before on every request, as is the
record that they looked.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from conferences.dashboards.change_over_time import chart_of
from conferences.dashboards.funnel_page import finding, funnel
from conferences.dashboards.sections import HEADLINE_KEYS, SECTIONS, headlines, sections
from conferences.measures import MEASURES
from conferences.measures.answering import Figure, facts_of
from conferences.measures.funnel import MEASURES as FUNNEL
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


FUNNEL_KEYS = tuple(one.key for one in FUNNEL)
# Some 200 kB each, in every worker.
_drawn: Kept[Drawn] = Kept(32)
# Where a figure has changed, all pieces but its own stand as they were: a few kB each.
_pieces: Kept[SafeString] = Kept(2000)


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
    _pieces.clear()


def _draw(
    told: Told, figures: Mapping[str, Figure], by_month: Mapping[date, Mapping[str, Figure]]
) -> Drawn:
    if not any(one.n or one.unknown for one in figures.values()):
        return Drawn(SafeString(""), is_empty=True)
    pieces = [
        _piece("headlines", told, figures, HEADLINE_KEYS),
        _piece("funnel", told, figures, FUNNEL_KEYS),
        *(_piece(one.key, told, figures, one.measures) for one in SECTIONS),
    ]
    charts = [_chart(key, by_month) for key in (told.asked.monthly if by_month else ())]
    context = {
        "headlines": pieces[0],
        "funnel": pieces[1],
        "sections": SafeString("".join(pieces[2:])),
        "charts": SafeString("".join(charts)),
        "elsewhere": [MEASURES[key] for key in told.elsewhere],
        "query": told.query,
        "has_offers": told.has_offers,
    }
    return Drawn(SafeString(render_to_string("conferences/outcomes_drawn.html", context)), False)


def _piece(name: str, told: Told, figures: Mapping[str, Figure], keys: Iterable[str]) -> SafeString:
    """One piece of the page, kept by the figures and words that it says."""
    here = {key: figures[key] for key in keys if key in figures}
    facts = tuple(facts_of(one) for one in here.values())
    key = name, told.query, told.period, facts
    return _pieces.get(key, lambda: PIECES.get(name, _draw_section)(name, told, here))


def _draw_headlines(name: str, told: Told, figures: Mapping[str, Figure]) -> SafeString:
    context = {"headlines": headlines(figures), "query": told.query}
    return _render("conferences/outcomes_headlines.html", context)


def _draw_funnel(name: str, told: Told, figures: Mapping[str, Figure]) -> SafeString:
    bars = funnel(figures)
    context = {
        "bars": bars,
        "picture": bar_picture(bars, name="funnel") if bars[0].n else "",
        "finding": finding(bars),
        "query": told.query,
        "period": told.period,
    }
    return _render("conferences/outcomes_funnel.html", context)


def _draw_section(name: str, told: Told, figures: Mapping[str, Figure]) -> SafeString:
    shown = sections(figures, told.query, only=name)
    return _render("conferences/outcomes_section.html", {"sections": shown, "query": told.query})


PIECES = {"headlines": _draw_headlines, "funnel": _draw_funnel}


def _chart(key: str, by_month: Mapping[date, Mapping[str, Figure]]) -> SafeString:
    figures = {month: found[key] for month, found in by_month.items()}
    facts = tuple((month, facts_of(one)) for month, one in figures.items())

    def make() -> SafeString:
        chart = chart_of(MEASURES[key], figures)
        return _render("conferences/outcomes_chart.html", {"chart": chart})

    return _pieces.get(("chart", facts), make)


def _render(template: str, context: dict[str, Any]) -> SafeString:
    return SafeString(render_to_string(template, context))

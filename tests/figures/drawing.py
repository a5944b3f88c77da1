"""The page of outcomes as it is drawn for a reader, beside the same from the live query."""

from dataclasses import replace
from datetime import date

from conferences.dashboards.change_over_time import SHOWN
from conferences.dashboards.drawn import Told, draw
from conferences.dashboards.sections import keys_of_page
from conferences.measures import MEASURES
from conferences.measures.funnel import MEASURES as FUNNEL
from conferences.measures.together import compute_together
from conferences.summaries.page import Asked, Read, read_page
from conferences.summaries.reading import months_of, summarised

SHOWN_OF_PAGE = [MEASURES[key] for key in keys_of_page()]


def told_of(selection):
    """What the view asks for, with charts of the last year."""
    keys = [one.key for one in [*summarised(SHOWN_OF_PAGE), *FUNNEL]]
    start = max(selection.start, date(selection.end.year, 1, 1))
    asked = Asked(tuple(keys), SHOWN, selection.start, selection.end, (start, selection.end))
    return Told(asked, elsewhere=(), query="a=b", period="then", has_offers=False)


def drawn(reader, selection):
    """As the page draws it now, from what is kept where the same was drawn before."""
    told = told_of(selection)
    return draw(told, read_page(told.asked, selection, reader=reader)).html


def drawn_live(reader, selection):
    """The same from figures that are counted row by row, with nothing kept."""
    told = told_of(selection)
    found = compute_together([MEASURES[key] for key in told.asked.keys], selection, reader=reader)
    months = {}
    start, end = told.asked.reach
    for first, last in months_of(replace(selection, start=start, end=end)):
        month = replace(selection, start=first, end=last)
        monthly = [MEASURES[key] for key in SHOWN]
        months[first] = compute_together(monthly, month, reader=reader)
    return draw(told, Read(True, None, (found, months))).html

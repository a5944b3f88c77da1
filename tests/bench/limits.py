"""The limit of the page of outcomes: what its figures cost somebody who writes all by hand.

The same cells by one plain query, added up in plain Python, and joined with what of the page
never changes into the same bytes. It knows nobody and asks no rights, and takes pictures,
days and ratios as they stood when it was made: harder to reach than a limit that made those
too.
"""

import re
from collections.abc import Iterable
from datetime import date

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import path

from restorative.urls import *  # noqa: F403  # the handlers of errors
from restorative.urls import urlpatterns as of_product

ADDRESS = "/bench-limit/"
CELLS = """
    SELECT month, counts::text FROM conferences_figurecell
    WHERE dimension = '' AND coordinator = 0 AND referring_team = 0 AND pathway = %s
        AND team = %s AND month BETWEEN %s AND %s
"""
# What differs from one answer to the next without being what the page says.
PASSING = (
    re.compile(rb'nonce="[^"]*"|nonce-[^\']*'),
    re.compile(rb'name="csrfmiddlewaretoken" value="[^"]*"'),
    re.compile(rb"as at [^.<]*"),
    re.compile(rb"<!--.*?-->", re.DOTALL),
    re.compile(rb'(data-(?:session-)?ends(?:-in)?|data-seconds)="[^"]*"'),
)


class Limit:
    """Hand-written SQL and a page cut into pieces, between which numbers are put."""

    def __init__(self, page: bytes, *, team: int, pathway: str, start: date, end: date) -> None:
        self.team, self.pathway, self.start, self.end = team, pathway, start, end
        self.units: dict[str, tuple[str, str]] = {}
        from conferences.dashboards.sections import keys_of_page
        from conferences.measures import MEASURES

        for key in keys_of_page():
            measure = MEASURES[key]
            if measure.kind in ("rate", "volume"):
                self.units[key] = (measure.kind, measure.unit)
        self.pieces, self.holes = _cut(page.decode(), self._words())

    def answer(self, request: HttpRequest) -> HttpResponse:
        words = self._words()
        found = [self.pieces[0]]
        for hole, piece in zip(self.holes, self.pieces[1:], strict=True):
            found += (words[hole], piece)
        return HttpResponse("".join(found))

    def _words(self) -> dict[tuple[str, str], str]:
        """What is said of each figure, by its measure and what of it."""
        words = {}
        for key, counted in self._sums().items():
            kind, unit = self.units[key]
            numerator, n = counted.get("numerator", 0), counted.get("denominator", 0)
            if kind == "rate" and n:
                words[key, "made of"] = f"{numerator:,} of {n:,} {unit}"
                words[key, "all"] = f">all {n:,} {unit}<"
                words[key, "some"] = f">{numerator:,} {unit}<"
            elif kind == "volume":
                words[key, "some"] = f">{numerator:,} {unit}<"
            if unknown := counted.get("unknown"):
                words[key, "unknown"] = f"{unknown:,} not known"
        return words

    def _sums(self) -> dict[str, dict[str, int]]:
        from json import loads

        sums: dict[str, dict[str, int]] = {key: {} for key in self.units}
        # As far back as charts reach: they are of the same cells.
        earliest = min(self.start, date(self.end.year - 2, self.end.month, 1))
        with connection.cursor() as cursor:
            cursor.execute(CELLS, [self.pathway, self.team, earliest, self.end])
            for month, told in cursor.fetchall():
                counts = loads(told)
                if month < self.start:
                    continue
                for key, into in sums.items():
                    for name, number in counts.get(key, {}).items():
                        into[name] = into.get(name, 0) + number
        return sums


def _cut(page: str, words: dict[tuple[str, str], str]) -> tuple[list[str], list[tuple[str, str]]]:
    """Cut a page at all that is said of figures; the same words are the same hole."""
    by_words: dict[str, tuple[str, str]] = {}
    for hole, said in words.items():
        by_words.setdefault(said, hole)
    longest = sorted(by_words, key=len, reverse=True)
    parts = re.split("(" + "|".join(map(re.escape, longest)) + ")", page)
    return parts[::2], [by_words[said] for said in parts[1::2]]


def lasting(page: bytes) -> bytes:
    """A page without what differs from one answer to the next: tokens, times."""
    for pattern in PASSING:
        page = pattern.sub(b"", page)
    return page


limits: dict[str, Limit] = {}


def _limit(request: HttpRequest, name: str) -> HttpResponse:
    return limits[name].answer(request)


urlpatterns: Iterable = [path("bench-limit/<name>/", _limit), *of_product]

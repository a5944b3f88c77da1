"""Go wherever a page leads, as one person, and keep what was met."""

import os
import re
from collections import Counter, deque
from dataclasses import dataclass, field
from time import process_time
from traceback import extract_tb
from urllib.parse import urlencode, urlsplit

from django.db import connection
from django.db.models import Max
from django.test import Client
from django.urls import Resolver404, resolve

from accounts.models import AccessEvent
from tests.crawl.reading import Form, PageReader

# CRAWL=all follows every link, not one of each kind.
ALL = os.environ.get("CRAWL") == "all"
WRITE = re.compile(r'^\s*(INSERT INTO|UPDATE|DELETE FROM)\s+"?(\w+)"?', re.I)
# What a look may leave behind: who looked, and that they are still here.
MAY_WRITE = {"accounts_accessevent", "django_session", "usersessions_usersession"}


@dataclass
class Visit:
    """One page as it was answered."""

    url: str
    route: str
    found_on: str
    status: int
    page: PageReader
    headers: dict[str, str]
    written: Counter = field(default_factory=Counter)
    seconds: float = 0
    trouble: str = ""
    # Of the access events that this visit wrote: the cases they name, and other things.
    cases: frozenset[int] = frozenset()
    things: frozenset[tuple[str, str]] = frozenset()

    def __str__(self) -> str:
        return f"{self.status} {self.route} {self.url} (on {self.found_on}) {self.trouble}"


class Crawler:
    """Breadth first, from the start page and the seeds; only ever GET.

    Pages of one route that lead to the same routes are of one kind: an open case, a closed
    one. From each kind one link to each route is followed, and a route is left alone once
    so many of its pages were of a kind seen before.
    """

    def __init__(self, client: Client, *, bored_after: int) -> None:
        self.client = client
        self.bored_after = bored_after
        self.visits: list[Visit] = []
        self.outside: set[str] = set()
        self._seen: set[str] = set()
        self._followed: set[tuple[object, str]] = set()
        self._kinds: set[object] = set()
        self._bored: Counter = Counter()
        self._queue: deque[tuple[str, str]] = deque()

    def crawl(self, *seeds: str) -> list[Visit]:
        for seed in seeds:
            self._offer(seed, "seed", kind=seed)
        while self._queue:
            url, found_on = self._queue.popleft()
            if ALL or found_on == "seed" or self._bored[route_of(url)] < self.bored_after:
                self.visit(url, found_on)
        return self.visits

    def visit(self, url: str, found_on: str) -> Visit:
        written: Counter = Counter()

        def watch(execute, sql, params, many, context):
            if write := WRITE.match(sql):
                written[write[2].lower()] += 1
            return execute(sql, params, many, context)

        last = AccessEvent.objects.aggregate(last=Max("pk"))["last"] or 0
        started = process_time()
        with connection.execute_wrapper(watch):
            response = self.client.get(url, follow=True)
        seconds = process_time() - started
        here = response.redirect_chain[-1][0] if response.redirect_chain else url
        is_page = "text/html" in response.get("Content-Type", "")
        html = response.content.decode() if is_page and not response.streaming else ""
        page = PageReader(here, html)
        events = list(AccessEvent.objects.filter(pk__gt=last))
        visit = Visit(
            url=here,
            route=route_of(here),
            found_on=found_on,
            status=response.status_code,
            page=page,
            headers=dict(response.headers),
            written=written,
            seconds=seconds,
            trouble=trouble_of(response),
            cases=frozenset(
                key for event in events for key in (event.case_id, *event.case_ids) if key
            ),
            things=frozenset((event.object_type, event.object_id) for event in events),
        )
        self.visits.append(visit)
        kind = (visit.route, frozenset(route_of(link) for link in page.links))
        self._bored[visit.route] += kind in self._kinds
        self._kinds.add(kind)
        for link in page.links:
            self._offer(link, here, kind=kind)
        for form in page.forms:
            if form.method == "get" and form.visible:
                for address in searches(form):
                    self._offer(address, here, kind=address)
        return visit

    def _offer(self, link: str, found_on: str, *, kind: object) -> None:
        parts = urlsplit(link)
        if parts.scheme in ("tel", "mailto"):
            return
        if parts.netloc:
            self.outside.add(link)
            return
        url = parts.path + (f"?{parts.query}" if parts.query else "")
        route = route_of(url)
        if url in self._seen or ((kind, route) in self._followed and not ALL):
            return
        self._seen.add(url)
        self._followed.add((kind, route))
        self._queue.append((url, found_on))


def route_of(url: str) -> str:
    """The name of the route an address belongs to, or the path itself if to none."""
    path = urlsplit(url).path
    try:
        return resolve(path).view_name or path
    except Resolver404:
        return path


def trouble_of(response) -> str:
    """What went wrong inside and where, for a client that does not raise it."""
    if not response.exc_info:
        return ""
    _, error, traceback = response.exc_info
    frames = [frame for frame in extract_tb(traceback) if "site-packages" not in frame.filename]
    where = f"{frames[-1].filename}:{frames[-1].lineno}" if frames else ""
    return f"{error!r} {where}"


def searches(form: Form) -> list[str]:
    """A filter form as it stands, and with the last of every choice."""
    last = {
        one.name: [one.choices[-1] if one.choices else one.value or "a"]
        for one in form.fields
        if one.kind != "hidden"
    }
    path = form.action.partition("?")[0]
    shown = form.as_shown()
    return [f"{path}?{urlencode(data, doseq=True)}" for data in (shown, {**shown, **last})]

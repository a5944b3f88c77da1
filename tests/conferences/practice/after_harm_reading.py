"""Goes wherever somebody who knows one side of a harm can get, and keeps what it read there."""

import html
import re
from collections import Counter, deque
from collections.abc import Iterable
from io import BytesIO
from urllib.parse import urljoin, urlsplit
from zipfile import ZipFile

from django.test import Client
from django.urls import Resolver404, resolve, reverse

from accounts.models import User
from conferences.feed_text import feed_text
from tests.crawl.routes import our_routes
from tests.pdf_text import text_of_pdf

# So many pages of one kind, that calendars come to an end.
MOST = 4
LINK = re.compile(r'(?:href|action)="([^"#?][^"]*)"')
# What is another one on each page: tokens, nonces, drafts, ids made for this page alone.
MASKED = (
    re.compile(r'name="(?:csrfmiddlewaretoken|form_token)" value="[^"]*"'),
    re.compile(r'nonce="[^"]*"|content="[\w-]{40,}"'),
    re.compile(r"(?i)as at [^<\"]*?\d\d:\d\d"),
    # The moment at which a file was made: a cell of a workbook, a column of a CSV.
    re.compile(r"As at</t></is></c><c [^>]*><v>[\d.]+"),
    re.compile(r",\d{4}-\d\d-\d\d \d\d:\d\d,"),
)
# Who has looked grows with each look of one's own.
GROWING = re.compile(r"/looked/")
FEED = "feed"


def read_everything(user: User) -> dict[str, str]:
    """Every page and file that links lead to from the pages of this person's own, by address."""
    client = Client()
    client.force_login(user)
    found: dict[str, str] = {}
    taken: Counter[str] = Counter()
    queue = deque(["/", *_starts()])
    seen = set(queue)
    while queue:
        url = queue.popleft()
        route = _route(url)
        if taken[route] >= MOST or not route.startswith(("cases:", "conferences:")):
            continue
        response = client.get(url, follow=True)
        if response.status_code != 200:
            continue
        taken[route] += 1
        text = _text(response)
        found[url] = text
        for link in LINK.findall(text):
            other = urljoin(url, html.unescape(link))
            if urlsplit(other).netloc in ("", "testserver") and other not in seen:
                seen.add(other)
                queue.append(other)
    found[FEED] = feed_of(user)
    return found


def read_again(user: User, urls: Iterable[str]) -> dict[str, str]:
    """The same addresses another time."""
    client = Client()
    client.force_login(user)
    found = {url: _text(client.get(url, follow=True)) for url in urls if url != FEED}
    return {**found, FEED: feed_of(user)}


def feed_of(user: User) -> str:
    """What other calendars read of this person's, but not when they read it."""
    text = feed_text(user)[0].decode().replace("\r\n ", "")
    return re.sub(r"DTSTAMP:\S+", "", text)


def search_for(user: User, word: str) -> str:
    """What a search says that looks for one word, without the word that was looked for."""
    client = Client()
    client.force_login(user)
    response = client.post(reverse("cases:find"), {"text": word}, follow=True)
    text = _text(response)
    return text.replace(f'value="{word}"', "").replace(f"“{word}”", "")


def masked(text: str) -> str:
    for pattern in MASKED:
        text = pattern.sub("", text)
    return text


def differences(before: dict[str, str], after: dict[str, str]) -> list[str]:
    """The addresses at which something else stands than before, and what."""
    found = []
    for url in {**before, **after}:
        if GROWING.search(url):
            continue
        one, other = masked(before.get(url, "")), masked(after.get(url, ""))
        if one != other:
            lines = set(other.splitlines()) ^ set(one.splitlines())
            found.append(f"{url}: {[line.strip()[:200] for line in lines][:4]}")
    return found


def _text(response) -> str:
    content = b"".join(response.streaming_content) if response.streaming else response.content
    if content.startswith(b"%PDF"):
        return text_of_pdf(content)
    if content.startswith(b"PK"):
        with ZipFile(BytesIO(content)) as sheets:
            names = [name for name in sheets.namelist() if not name.startswith("docProps")]
            return "\n".join(sheets.read(name).decode(errors="replace") for name in names)
    return content.decode(errors="replace")


def _starts() -> list[str]:
    """Every address that names nothing."""
    starts = []
    for name in our_routes():
        try:
            starts.append(reverse(name))
        except Exception:  # it names something
            continue
    return starts


def _route(url: str) -> str:
    try:
        return resolve(urlsplit(url).path).view_name
    except Resolver404:
        return ""

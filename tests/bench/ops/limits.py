"""The limits: the rows of each page by hand-written SQL, joined with its pieces into its bytes.

Each asks by the same rule of access and writes the same record of who looked. What never
changes between two answers is cut from the page once; what comes out of the database is
fetched anew and put between. Tokens and ratios of the frame stay as they stood.
"""

import re
from collections.abc import Callable
from html import escape
from typing import Any

from django.db import connection, transaction

from tests.bench.ops import sql

Words = list[str]
Cut = tuple[list[str], list[int]]
cuts: dict[str, Cut] = {}
FETCHING: dict[str, Callable[[Any, dict[str, str]], tuple[Words, list[int]]]] = {
    "list": sql.list_words,
    "search": sql.search_words,
    "summary": sql.summary_words,
    "timeline": sql.timeline_words,
}
AUDIT = """
    INSERT INTO accounts_accessevent (at, actor_id, seats, session_hash, request_id, action,
        object_type, object_id, case_id, case_ids, outcome, reason, row_count, ip_prefix, agent_hash)
    VALUES (now(), %s, 'bench', repeat('0', 64), gen_random_uuid(), %s, '', '', %s, %s, 'allowed',
        '', %s, '127.0.0', repeat('0', 64))
"""


def answer(name: str, asked: dict[str, str], page: Callable[[], bytes]) -> bytes:
    """Answer by hand; the first time, cut the page that is to be answered alike."""
    with transaction.atomic(), connection.cursor() as cursor:
        words, cases = FETCHING[name](cursor, asked)
        one = cases[0] if name in ("summary", "timeline") else None
        cursor.execute(
            AUDIT, [asked["user"], f"bench_{name}", one, [] if one else cases, len(cases)]
        )
    key = f"{name}?{sorted(asked.items())}"
    if key not in cuts:
        page()
        cuts[key] = _cut(page().decode(), words)
    pieces, holes = cuts[key]
    found = [pieces[0]]
    for hole, piece in zip(holes, pieces[1:], strict=True):
        found += (escape(words[hole]), piece)
    return "".join(found).encode()


def _cut(page: str, words: Words) -> Cut:
    """Cut a page at what the database said. Raises ValueError where it says nothing of it."""
    places: dict[str, int] = {}
    for at, word in enumerate(words):
        if word:
            places.setdefault(escape(word), at)
    places = {word: at for word, at in places.items() if word in page}
    if not places:
        raise ValueError("the page says nothing of what was fetched")
    longest = sorted(places, key=len, reverse=True)
    parts = re.split("(" + "|".join(map(re.escape, longest)) + ")", page)
    return parts[::2], [places[said] for said in parts[1::2]]

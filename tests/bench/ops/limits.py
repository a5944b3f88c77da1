"""The limits: the rows of each page by hand-written SQL, joined with its pieces into its bytes.

Each reads the session, asks by the same rule of access and writes the record of who looked. What never
changes between two answers is cut from the page once; what comes out of the database is
fetched anew and put between. Tokens and ratios of the frame stay as they stood.
"""

import re
from collections.abc import Callable
from html import escape
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection, transaction
from django.utils.crypto import constant_time_compare, salted_hmac

from tests.bench.ops import sql, sql_meetings

Words = list[str]
Cut = tuple[list[str], list[int]]
cuts: dict[str, Cut] = {}
FETCHING: dict[str, Callable[[Any, dict[str, str]], tuple[Words, list[int]]]] = {
    "list": sql.list_words,
    "search": sql.search_words,
    "summary": sql.summary_words,
    "timeline": sql.timeline_words,
    "calendar": sql_meetings.calendar_words,
    "dates": sql_meetings.dates_words,
}
# So many of the first words must stand in the page, or both did not find the same.
FOUND = {"dates": 8, "calendar": 60}
ONE_CASE = ("summary", "timeline", "dates")
WHO = """
    SELECT id, password, is_active,
        ARRAY(SELECT team_id FROM accounts_membership WHERE user_id = accounts_user.id
            AND ended_at IS NULL)
    FROM accounts_user WHERE id = %s
"""
SALT = "django.contrib.auth.models.AbstractBaseUser.get_session_auth_hash"
AUDIT = """
    INSERT INTO accounts_accessevent (at, actor_id, seats, session_hash, request_id, action,
        object_type, object_id, case_id, case_ids, outcome, reason, row_count, ip_prefix, agent_hash)
    VALUES (now(), %s, 'bench', repeat('0', 64), gen_random_uuid(), %s, '', '', %s, %s, 'allowed',
        '', %s, '127.0.0', repeat('0', 64))
"""


def who_asks(cursor: Any, cookies: str) -> None:
    """Read whose session it is and check its signature, as the page's own frame does."""
    key = cookies.partition(f"{settings.SESSION_COOKIE_NAME}=")[2].partition(";")[0]
    cursor.execute(
        "SELECT session_data FROM django_session WHERE session_key = %s AND expire_date > now()",
        [key],
    )
    session = SessionStore().decode(cursor.fetchone()[0])
    cursor.execute(WHO, [session["_auth_user_id"]])
    _, password, is_active, _ = cursor.fetchone()
    signed = salted_hmac(SALT, password, algorithm="sha256").hexdigest()
    if not is_active or not constant_time_compare(session["_auth_user_hash"], signed):
        raise PermissionError


def answer(name: str, asked: dict[str, str], cookies: str, page: Callable[[], bytes]) -> bytes:
    """Answer by hand; the first time, cut the page that is to be answered alike."""
    with transaction.atomic(), connection.cursor() as cursor:
        who_asks(cursor, cookies)
        words, cases = FETCHING[name](cursor, asked)
        one = cases[0] if name in ONE_CASE else None
        cursor.execute(
            AUDIT, [asked["user"], f"bench_{name}", one, [] if one else cases, len(cases)]
        )
    key = f"{name}?{sorted(asked.items())}"
    if key not in cuts:
        page()
        said = page().decode()
        if missing := [one for one in words[: FOUND.get(name, 1)] if escape(one) not in said]:
            raise ValueError(f"{name}: the page does not say {missing}")
        cuts[key] = _cut(said, words)
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

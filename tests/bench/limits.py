"""The limit of the page of outcomes: what it costs somebody who writes all of it by hand.

The same page for the same person, by plain SQL and joined strings in a bare view: whose
session it is, what they may see by the same rule, the record that they looked, the choices
of the filter, whether the months hold, the cells added up, and every number, share, interval
and median that the page says. It goes through no middleware and no template. The pictures
stand as they were when it was made, which makes it harder to reach.
"""

import re
from collections.abc import Iterable
from datetime import date
from hashlib import sha256
from json import loads
from uuid import uuid4

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.crypto import constant_time_compare, salted_hmac

from restorative.urls import *  # noqa: F403  # the handlers of errors
from restorative.urls import urlpatterns as of_product
from tests.bench.by_hand import CHARTS, Counts, Hole, Page, add, options

ADDRESS = "/bench-limit/"
WHO = """
    SELECT id, password, is_active,
        ARRAY(SELECT team_id FROM accounts_membership JOIN accounts_team AS team
                  ON team.id = team_id AND team.kind = 'service'
              WHERE user_id = accounts_user.id AND ended_at IS NULL
                  AND role IN ('manager', 'coordinator')),
        id || ARRAY(SELECT user_id FROM accounts_absence
                    WHERE deputy_id = accounts_user.id AND cancelled_at IS NULL
                        AND current_date BETWEEN starts_on AND ends_on)
    FROM accounts_user WHERE id = %s
"""
# The rule of access, beside the teams: closed to them, named to them elsewhere or although
# restricted, cases that wait to be counted anew; and what the service hides.
MAY_SEE = """
    SELECT ARRAY(SELECT case_id FROM cases_exclusion WHERE user_id = %(me)s AND ended_at IS NULL),
        ARRAY(SELECT id FROM (
                  SELECT * FROM cases_case WHERE created_by_id = ANY (%(acting)s)
                  UNION ALL SELECT * FROM cases_case WHERE coordinator_id = ANY (%(acting)s)
              ) AS named
              WHERE stage <> 'draft' AND (is_restricted OR team_id <> ALL (%(teams)s))),
        ARRAY(SELECT case_id FROM cases_caseaccess WHERE user_id = %(me)s AND ended_at IS NULL),
        ARRAY(SELECT case_id FROM cases_breakglass
              WHERE user_id = %(me)s AND expires_at > now()),
        ARRAY(SELECT DISTINCT case_id FROM conferences_figuredirty LIMIT 501),
        ARRAY(SELECT key FROM conferences_hiddenmeasure)
"""
CHOICES = """
    (SELECT 1, public_id::text, name FROM accounts_team ORDER BY kind, name LIMIT 500)
    UNION ALL
    (SELECT 2, public_id::text, first_name || ' ' || last_name FROM accounts_user
     WHERE id IN (SELECT user_id FROM accounts_membership WHERE role = 'coordinator')
     ORDER BY first_name, last_name, id LIMIT 500)
"""
MONTHS = """
    SELECT month FROM conferences_figuremonth WHERE month = ANY (%s)
        AND (made_for IS DISTINCT FROM current_date OR made_with <> %s)
"""
CELLS = """
    SELECT month, counts::text FROM conferences_figurecell
    WHERE month = ANY (%s) AND team = ANY (%s) AND referring_team = 0 AND pathway = %s
        AND coordinator = %s AND dimension = '' ORDER BY month
"""
LOOKED = """
    INSERT INTO accounts_accessevent (at, actor_id, seats, session_hash, request_id, action,
        object_type, object_id, case_ids, outcome, reason, ip_prefix, agent_hash)
    VALUES (now(), %s, 'service_manager', %s, %s, 'outcomes', '', '', '{}', 'allowed', '',
        '127.0.0', '')
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
    """A page cut into pieces, between which is put what each request finds."""

    def __init__(
        self,
        page: bytes,
        request: HttpRequest,
        *,
        months: list[date],
        period: tuple[date, date],
        pathway: str,
        coordinator: int,
        chosen: tuple[str, str],
    ) -> None:
        from conferences.summaries.making import declared

        self.months, self.period, self.chosen = months, period, chosen
        self.pathway, self.coordinator = pathway, coordinator
        self.made_with = declared()
        self.by_hand = Page()
        self.pieces, self.holes = _cut(page.decode(), self._words(request))
        wanted = {(key, "months") for key in CHARTS} | {("team", "options")}
        if missing := wanted - set(self.holes):
            raise RuntimeError(f"the page says nothing of {missing}")

    def answer(self, request: HttpRequest) -> HttpResponse:
        words = self._words(request)
        found = [self.pieces[0]]
        for hole, piece in zip(self.holes, self.pieces[1:], strict=True):
            found += (words[hole], piece)
        return HttpResponse("".join(found))

    def _words(self, request: HttpRequest) -> dict[Hole, str]:
        with connection.cursor() as cursor:
            who, teams, acting = _who(cursor, request)
            cursor.execute(MAY_SEE, {"me": who, "teams": teams, "acting": acting})
            if any(cursor.fetchone()):
                raise NotImplementedError("this limit has nothing beside the cells to count")
            cursor.execute(MONTHS, [self.months, self.made_with])
            if cursor.fetchall():
                raise NotImplementedError("this limit makes no months")
            cursor.execute(CHOICES)
            choices = cursor.fetchall()
            cursor.execute(CELLS, [self.months, teams, self.pathway, self.coordinator])
            months: dict[date, Counts] = {month: {} for month in self.months}
            total: Counts = {}
            first, last = self.period
            for month, told in cursor.fetchall():
                counts = months[month] = loads(told)
                if first <= month <= last:
                    add(total, counts)
            key = request.COOKIES[settings.SESSION_COOKIE_NAME]
            hidden = sha256(f"{settings.SECRET_KEY}{key}".encode()).hexdigest()
            cursor.execute(LOOKED, [who, hidden, uuid4()])
        team, coordinator = self.chosen
        words = dict(self.by_hand.words(total, months))
        words["team", "options"] = options(
            ((key, name) for kind, key, name in choices if kind == 1), team, "All teams"
        )
        words["coordinator", "options"] = options(
            ((key, name) for kind, key, name in choices if kind == 2), coordinator, "Anybody"
        )
        return words


def _who(cursor, request: HttpRequest) -> tuple[int, list[int], list[int]]:
    """Whose session it is, the teams whose cases they see, and for whom they act."""
    cursor.execute(
        "SELECT session_data FROM django_session WHERE session_key = %s AND expire_date > now()",
        [request.COOKIES[settings.SESSION_COOKIE_NAME]],
    )
    session = SessionStore().decode(cursor.fetchone()[0])
    cursor.execute(WHO, [session["_auth_user_id"]])
    who, password, is_active, teams, acting = cursor.fetchone()
    salt = "django.contrib.auth.models.AbstractBaseUser.get_session_auth_hash"
    signed = salted_hmac(salt, password, algorithm="sha256").hexdigest()
    if not is_active or not constant_time_compare(session["_auth_user_hash"], signed):
        raise PermissionDenied
    return who, teams, acting


def _cut(page: str, words: dict[Hole, str]) -> tuple[list[str], list[Hole]]:
    """Cut a page at all that is said of figures; the same words are the same hole."""
    by_words: dict[str, Hole] = {}
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

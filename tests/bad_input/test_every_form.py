"""Every field of every form, sent everything in junk.py: an answer, never a failure.

One request of a form carries a different piece in each field; the pieces then move on by
one, so that each field has had each piece after as many requests as there are pieces. The
odd rounds change the text alone and leave choices and hidden fields as they were, so that
the text gets past the form; the even ones change everything. Nothing of it stays: each
request is taken back.
"""

import re
from html import unescape

import pytest
from django.db import transaction
from django.test import Client

from restorative.forms.text import clean_text
from tests.bad_input.junk import JUNK, KEPT
from tests.council import ROLES
from tests.crawl.crawler import ALL, route_of, trouble_of
from tests.crawl.reading import PageReader
from tests.crawl.routes import post_routes

pytestmark = pytest.mark.django_db

# All of them with CRAWL=all. Otherwise every third: each field of each form meets nine of the
# pieces, the next field the next nine.
TURNS = range(0, len(JUNK), 1 if ALL else 3)
IN_A_LIST = re.compile(r"\w+-\d+-")
# Answered with what was asked for, not with the form.
ANSWERED = {"cases:contact_reveal", "cases:old_sheet_reveal"}
TYPED = ("text", "textarea", "search", "email", "tel", "number", "url")
# Forms that stand on no page a role can reach by looking; each has tests of its own.
NOT_ON_A_PAGE = {
    "accounts:demo_sign_in": "one button for a stranger, tests/accounts/test_demo.py",
    "accounts:invitation_accept": "behind a secret address, tests/accounts/views",
    "accounts:session_keep": "a script's, tests/accounts/middleware/test_session_limits.py",
    "cases:draft_save": "a script's, tests/cases",
    "cases:draft_detail": "of a draft that was not saved, tests/cases",
    "cases:draft_discard": "on a page with a draft restored, tests/cases",
    "cases:notify_callback": "a provider's, tests/reminders/engine/test_receipts.py",
    "conferences:day_mode_unlock": "once a meeting's day is idle, tests/conferences/circle",
}


@pytest.fixture
def form_of(walk):
    """The form that posts to a route, on the first page of the first role that has one."""

    def form_of(route):
        for role in ROLES:
            for visit in walk(role).visits:
                for form in visit.page.forms:
                    if form.method == "post" and route_of(form.action) == route and form.fields:
                        return role, form
        return None

    return form_of


@pytest.mark.parametrize("route", sorted(post_routes() - set(NOT_ON_A_PAGE)))
def test_a_form_answers_whatever_is_sent(council, form_of, route):
    found = form_of(route)
    assert found, f"no page has a form for {route}"
    role, form = found
    client = Client(raise_request_exception=False)
    client.force_login(council.user(role))
    cookies = client.cookies.copy()
    wrong = []
    for turn in TURNS:
        data, typed = filled(form, turn)
        before = transaction.savepoint()
        response = client.post(form.action, data)
        transaction.savepoint_rollback(before)
        client.cookies = cookies.copy()
        wrong += judged(response, form, typed)

    assert not wrong, "\n".join(sorted(set(wrong)))


@pytest.mark.parametrize("route", sorted(post_routes() - set(NOT_ON_A_PAGE)))
def test_a_form_refuses_text_that_arrived_damaged(council, form_of, route):
    """Row 20: bytes that are no UTF-8. A name with one would be lost for good if kept."""
    role, form = form_of(route) or (None, None)
    assert form, f"no page has a form for {route}"
    client = Client(raise_request_exception=False)
    client.force_login(council.user(role))
    names = [one.name for one in form.fields if one.kind in TYPED]
    shown = "&".join(f"{one.name}={one.value}" for one in form.fields if one.kind == "hidden")
    body = f"{shown}&" + "&".join(f"{name}=%ff%fe" for name in names)
    response = client.post(form.action, body, content_type="application/x-www-form-urlencoded")

    assert response.status_code < 500, trouble_of(response)
    if names and response.status_code == 200:
        assert (
            "unreadable" in response.content.decode()
            or PageReader("", response.content.decode()).has_errors
        )


def filled(form, turn):
    """What to send in this turn, and what of it was typed as text.

    Where the count of a list is junk too, nobody can have typed its fields.
    """
    data = plausible(form)
    typed = {}
    for place, one in enumerate(form.fields):
        if "__prefix__" in one.name:  # what a script makes one more of
            continue
        piece = JUNK[(place + turn) % len(JUNK)]
        if one.kind in TYPED:
            data[one.name] = [piece]
            if turn % 2 or not IN_A_LIST.match(one.name):
                typed[one.name] = piece
        elif turn % 2 == 0:
            data[one.name] = [piece]
    return data, typed


def plausible(form):
    """The form as shown, with the first answer where none is chosen yet."""
    data = form.as_shown()
    for one in form.fields:
        answers = [choice for choice in one.choices if choice]
        if answers and not any(data.get(one.name, [])):
            data[one.name] = [answers[0]]
    return data


def judged(response, form, typed):
    """What is wrong with an answer: a failure, or text that somebody must type again."""
    if response.status_code >= 500:
        return [f"{response.status_code} {form.action}: {trouble_of(response)}"]
    if response.status_code not in (200, 400, 409, 422):
        return []
    if response.status_code == 200 and route_of(form.action) in ANSWERED:
        return []
    body = unescape(response.content.decode())
    squeezed = " ".join(body.split())
    return [
        f"{form.action}: {name} lost {piece[:40]!r} ({response.status_code})"
        for name, piece in typed.items()
        if piece in KEPT and " ".join(clean_text(piece).split())[:5_000] not in squeezed
    ]

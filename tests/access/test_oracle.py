"""Every address, as every seat, to every kind of record: what the oracle says, over HTTP.

The oracle (tests/access_matrix.toml) is written by hand. A table made from the code that
it checks could not fail.
"""

import tomllib
from pathlib import Path

import pytest
from django.db import transaction
from django.urls import URLPattern, get_resolver, reverse

from accounts.permissions import Permission, Seat
from tests.access.world import RELATIONS, SEATS, make_user, make_world

pytestmark = pytest.mark.django_db

ORACLE = tomllib.loads((Path(__file__).parents[1] / "access_matrix.toml").read_text())
URLS = ORACLE["urls"]
OUTSIDE = tuple(ORACLE["outside"]["prefixes"])
METHODS = ("get", "post")


def our_urls(patterns, namespace=""):
    """Every named address of the product, with its view."""
    for entry in patterns:
        if isinstance(entry, URLPattern):
            if not entry.name:  # allauth's pages of a kind of sign-in that is switched off
                continue
            yield f"{namespace}{entry.name}", entry.callback
        else:
            inner = f"{entry.namespace}:" if entry.namespace else ""
            yield from our_urls(entry.url_patterns, namespace + inner)


ALL_URLS = {
    name: view
    for name, view in our_urls(get_resolver().url_patterns)
    if not name.startswith(OUTSIDE)
}


def test_no_url_stands_outside_the_oracle():
    assert set(ALL_URLS) == set(URLS)


@pytest.mark.parametrize("name", sorted(ALL_URLS))
def test_every_url_names_the_permission_the_oracle_says(name):
    asked = getattr(ALL_URLS[name], "permission", None)

    assert asked == (Permission(URLS[name]["permission"]) if "permission" in URLS[name] else None)


@pytest.mark.parametrize("permission", list(Permission))
def test_every_permission_has_its_rows(permission):
    own_rows = {
        row["cells"]
        for row in URLS.values()
        if row.get("permission") == permission and "cells" in row
    }
    tables = [ORACLE[table].get(permission) for table in ("permissions", "alone")]
    tables += [ORACLE["cells"][name] for name in own_rows]

    assert any(tables)
    for rows in filter(None, tables):
        assert set(rows) == set(Seat)


def kwargs_for(name, world):
    """The parts of an address, from the records of the world."""
    kwargs = {}
    for part, source in URLS[name].get("kwargs", {}).items():
        if source.startswith("="):
            kwargs[part] = source[1:]
        else:
            record, _, attribute = source.partition(".")
            value = world.records[record]
            for step in attribute.split("."):
                value = getattr(value, step)
            kwargs[part] = value
    return kwargs


def expected(name, seat, relation):
    """What GET and POST should answer."""
    row = URLS[name]
    if row.get("alone"):
        cell = ORACLE["alone"][row["permission"]][seat]
    else:
        rows = ORACLE["cells"][row["cells"]] if "cells" in row else None
        rows = rows or ORACLE["permissions"][row["permission"]]
        cell = rows[seat].split()[RELATIONS.index(relation)]
    get, _, post = cell.partition("/")
    return {"get": get, "post": post or get}


def answer(client, method, url):
    """What the server says, with nothing kept of what the request changed."""
    before = transaction.savepoint()
    try:
        return getattr(client, method)(url)
    finally:
        transaction.savepoint_rollback(before)


def verdict(response):
    """One word of the oracle for a response; anything else is reported as it is."""
    status = response.status_code
    if status in (200, 204, 400, 409, 422):
        return "ok"
    if status == 401:
        return "sign in"
    if status in (302, 303):
        return "sign in" if "/account/login" in response.url else "ok"
    return str(status)


@pytest.mark.parametrize("relation", RELATIONS)
@pytest.mark.parametrize("seat", SEATS)
def test_every_cell_of_the_oracle_holds(client, seat, relation):
    world = make_world(seat, relation)
    client.force_login(world.user)
    wrong = []
    for name, row in URLS.items():
        if "permission" not in row:
            continue
        url = reverse(name, kwargs=kwargs_for(name, world))
        answers = {method: verdict(answer(client, method, url)) for method in METHODS}
        should = expected(name, seat, relation)
        told = {method: word for method, word in answers.items() if word != "405"}
        if not told or told != {method: should[method] for method in told}:
            wrong.append(f"{name}: should be {should}, is {answers}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("who", ["a stranger", "a leaver", "somebody without a team"])
def test_who_has_no_seat_gets_nowhere(client, who):
    world = make_world(Seat.SERVICE_MANAGER, "own")
    if who != "a stranger":
        client.force_login(world.user)
    world.user.memberships.update(ended_at=world.case.created_at)
    if who == "a leaver":
        world.user.is_active = False
        world.user.save()
    allowed = "403" if who == "somebody without a team" else "sign in"
    wrong = []
    for name, row in URLS.items():
        if "permission" not in row:
            continue
        url = reverse(name, kwargs=kwargs_for(name, world))
        for method in METHODS:
            word = verdict(answer(client, method, url))
            # One's own account stays one's own, whatever the teams.
            theirs = "ok" if row["permission"] == Permission.OWN_ACCOUNT else allowed
            if word not in (allowed, "405") and (word != theirs or allowed != "403"):
                wrong.append(f"{method} {name}: {word}")
    assert not wrong, "\n".join(wrong)


def test_a_hidden_record_answers_like_one_never_made(client):
    world = make_world(Seat.SOCIAL_WORKER, "restricted")
    client.force_login(world.user)
    hidden = client.get(reverse("cases:case_detail", args=[world.case.public_id]))
    never = client.get(reverse("cases:case_detail", args=["00000000-0000-4000-8000-000000000000"]))

    assert hidden.status_code == never.status_code == 404
    assert _comparable(hidden) == _comparable(never)


def _comparable(response):
    import re

    return re.sub(rb'value="[A-Za-z0-9-]{30,}"', b"", response.content)


def test_two_seats_add_up(client):
    world = make_world(Seat.SOCIAL_WORKER, "other")
    teams = {"referring": world.case.referring_team, "service": world.case.team}
    both = make_user(Seat.COORDINATOR, teams, "Both")
    client.force_login(both)

    response = client.get(reverse("cases:case_detail", args=[world.case.public_id]))

    assert response.status_code == 200

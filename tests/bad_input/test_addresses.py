"""Addresses and requests that no page ever made (rows 3, 8, 9, 41, 42, 44 of the bad inputs)."""

from urllib.parse import urljoin

import pytest
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse

from tests.crawl.crawler import trouble_of
from tests.crawl.routes import allowed_methods, our_routes

pytestmark = pytest.mark.django_db

NOBODYS = "00000000-0000-4000-8000-000000000000"
IDS = ("9" * 5_000, "9" * 30, "-1", "0", "abc", "1.5", "%00", "'", "é", "../..", NOBODYS[:-1])
# An invitation and a search that ended say so, whatever the address: see their own tests.
ANSWERED_KINDLY = ("accounts:invitation_accept", "cases:find_results")
ROLES = ("service_manager", "administrator", "privacy_officer")


def named_parts():
    """The routes whose address has parts, and the names of the parts."""
    lookup = get_resolver()
    for name in sorted(our_routes()):
        namespace, _, short = name.partition(":")
        patterns = lookup.namespace_dict[namespace][1].reverse_dict.getlist(short)
        if parts := [part for possible, *_ in patterns for _, names in possible for part in names]:
            yield name, parts


@pytest.mark.parametrize("role", ROLES)
def test_an_id_that_is_none_is_not_there(council, role):
    client = Client(raise_request_exception=False)
    client.force_login(council.user(role))
    wrong = []
    for name, parts in named_parts():
        if name in ANSWERED_KINDLY:
            continue
        for junk in (*IDS, NOBODYS):
            try:
                url = reverse(name, kwargs=dict.fromkeys(parts, NOBODYS) | {parts[-1]: junk})
            except NoReverseMatch:
                url = spliced(name, parts, junk)
            response = client.get(url)
            if response.status_code not in (403, 404, 405):
                wrong.append(f"{response.status_code} {name} {junk[:40]} {trouble_of(response)}")

    assert not wrong, "\n".join(wrong)


def spliced(name, parts, junk):
    """The address with junk where its last part would stand."""
    word = {part: "7777777" if part.endswith("_id") else NOBODYS for part in parts}
    for harmless in (word[parts[-1]], "7777777", NOBODYS, "word"):
        try:
            url = reverse(name, kwargs=word | {parts[-1]: harmless})
        except NoReverseMatch:
            try:
                url = reverse(name, kwargs=dict.fromkeys(parts, NOBODYS) | {parts[-1]: harmless})
            except NoReverseMatch:
                continue
        return url.replace(harmless, junk) if junk else url
    raise AssertionError(f"no address for {name}")


@pytest.mark.parametrize("method", ["TRACE", "FOO", "PUT", "PATCH", "DELETE"])
def test_a_method_nobody_declared_is_refused(council, method):
    client = Client(raise_request_exception=False)
    client.force_login(council.user("service_manager"))
    wrong = []
    for name, view in sorted(our_routes().items()):
        assert allowed_methods(view) <= {"GET", "POST", "HEAD"}, name
        parts = dict(named_parts()).get(name, [])
        url = spliced(name, parts, "") if parts else reverse(name)
        response = client.generic(method, url)
        if response.status_code != 405:
            wrong.append(f"{response.status_code} {method} {name}")

    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    "host",
    ["evil.example", "testserver:80@evil.example", "testserver.evil.example", "", "a b", "[::1"],
)
def test_another_host_is_refused(client, host):
    response = client.get("/account/login/", headers={"host": host})

    assert response.status_code == 400
    assert "evil" not in response.content.decode()


@pytest.mark.parametrize(
    "target",
    [
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "https:evil.example",
        "https://evil.example",
        "http:///evil.example",
        "javascript:alert(1)",
        "data:text/html,x",
        "////evil.example",
        "/%09/evil.example",
        "\t//evil.example",
        "https://testserver@evil.example",
        "https://testserver.evil.example/",
        "%2f%2fevil.example",
    ],
)
def test_signing_in_leads_nowhere_else(council, client, target):
    data = {"login": "grace.adeyemi@example.org", "password": "restorative-demo"}
    for address in (f"/account/login/?next={target}", "/account/login/"):
        response = client.post(address, {**data, "next": target})
        assert response.status_code == 302, response.content.decode()[:500]
        # As a browser reads it: a backslash is a slash, white space at the start is nothing.
        there = response.headers["Location"].strip().replace("\\", "/")
        assert urljoin("https://testserver/account/login/", there).startswith("https://testserver/")
        client.logout()


def test_more_than_a_form_can_hold_is_refused_in_words(council, client):
    client.force_login(council.user("grace"))
    for body in (b"text=" + b"x" * 3_000_000, b"&".join(b"a%d=1" % n for n in range(1_001))):
        response = client.post(
            reverse("cases:find"), body, content_type="application/x-www-form-urlencoded"
        )
        assert response.status_code == 400
        assert "too" in response.content.decode()

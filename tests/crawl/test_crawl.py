"""Every link that a role is shown leads somewhere; no look changes anything or tells too much.

`CRAWL=all make test ARGS=tests/crawl` follows every link there is, not a few of each kind.
"""

import re
from urllib.parse import unquote, urlsplit

import pytest

from tests.council import ROLES
from tests.crawl.crawler import MAY_WRITE
from tests.crawl.routes import get_routes

pytestmark = pytest.mark.django_db

WALKERS = (*ROLES, "karen")
WITHOUT_FAMILIES = (
    *("business_support", "administrator", "privacy_officer", "report_reader", "panel_volunteer"),
)

# Pages to which nothing on another page leads, each with the reason.
NOT_LINKED = {
    "accounts:invitation_accept": "its address is a secret, known only to the letter",
    "accounts:second_factor": "where people are led who have no second step while it is required",
    "cases:draft_detail": "of a draft that was not saved; nobody in the demo has one",
    "cases:work_handed_over": "shown once, after a hand-over",
    "cases:referral_sent": "shown once, after sending",
    "conferences:answer_record": "the form of a list, where it was sent without an answer",
    "conferences:arrival_record": "the form of the day's page, where it was refused",
    "conferences:calendar_feed": "its address is a secret, known to a colleague's own calendar",
    "conferences:case_brief": "leads on at once, from a task to the page of a meeting",
    "conferences:case_report": "leads on at once, from a task to the page of a meeting",
    "conferences:case_checklist": "leads on at once, from a task to the page of a meeting",
    "conferences:case_date": "leads on at once, from a task to the page of a meeting",
    "conferences:case_invitations": "leads on at once, from a task to the page of a meeting",
    "conferences:case_plan": "leads on at once, from a task to the page of a meeting",
    "conferences:day_mode_unlock": "where day mode leads once nobody has touched it for a while",
}


@pytest.mark.parametrize("role", WALKERS)
def test_no_page_fails_and_no_link_leads_nowhere(walk, role):
    bad = [str(visit) for visit in walk(role).visits if visit.status >= 400]

    assert not bad, "\n".join(bad)


@pytest.mark.parametrize("role", WALKERS)
def test_no_link_leads_out_of_the_product(walk, role):
    assert walk(role).outside == set()


@pytest.mark.parametrize("role", WALKERS)
def test_looking_changes_nothing(walk, role):
    writes = [
        f"{visit} wrote {sorted(set(visit.written) - MAY_WRITE)}"
        for visit in walk(role).visits
        if set(visit.written) - MAY_WRITE
    ]

    assert not writes, "\n".join(writes)
    assert walk(role).changed_tables == []


def test_nearly_every_page_is_reached_by_somebody(walk):
    reached = set().union(*(walk(role).routes for role in WALKERS))
    missing = get_routes() - reached

    assert set(NOT_LINKED) <= get_routes(), "a name in NOT_LINKED is no page any more"
    assert missing <= set(NOT_LINKED), f"nothing leads to {sorted(missing - set(NOT_LINKED))}"
    assert len(NOT_LINKED) <= 0.1 * len(get_routes())


@pytest.mark.parametrize("role", WALKERS)
def test_who_sees_something_of_a_family_is_recorded(council, walk, role):
    """By an event that names a case of what is shown, or the very person or letter.

    A list of letters has no case to name for one that stands by itself, nor has the list of
    looks for the references in it: of those a look is recorded, without more.
    """
    unrecorded = []
    for visit in walk(role).visits:
        if visit.status != 200:
            continue
        for seen in _told_of(council.holders.keys(), visit.page.text):
            cases, things = council.holders[seen]
            if (not cases or visit.route == "accounts:audit_list") and visit.things:
                continue
            if not (cases & visit.cases or things & visit.things):
                unrecorded.append(f"{visit}: {seen}")

    assert not unrecorded, "\n".join(unrecorded)


@pytest.mark.parametrize("role", WALKERS)
def test_families_are_seen_by_caseworkers_alone(council, walk, role):
    told = [
        visit
        for visit in walk(role).visits
        if _told_of(council.family_names, f"{visit.page.title} {visit.page.text}")
    ]

    if role in WITHOUT_FAMILIES:
        assert not told, "\n".join(map(str, told))
    else:
        assert len(told) > 20


@pytest.mark.parametrize("role", ["excluded", "karen"])
def test_who_is_excluded_reads_nothing_of_the_family(council, walk, role):
    hidden = council.hidden_from(council.user(role))
    assert len(hidden) > 5
    told = []
    for visit in walk(role).visits:
        page = visit.page
        everything = " ".join([page.title, page.text, *page.links, *map(str, page.forms)])
        if seen := _told_of(hidden, everything):
            told.append(f"{visit}: {sorted(seen)[:4]}")

    assert not told, "\n".join(told)


@pytest.mark.parametrize("role", WALKERS)
def test_no_name_stands_in_a_title_or_an_address(council, walk, role):
    told = []
    for visit in walk(role).visits:
        if seen := _told_of(council.family_names, visit.page.title):
            told.append(f"title of {visit}: {seen}")
        for link in {visit.url, *visit.page.links, *(form.action for form in visit.page.forms)}:
            parts = urlsplit(link)
            words = set(re.findall(r"[^\W\d_]+", unquote(f"{parts.path} {parts.query}").casefold()))
            if seen := words & council.words_of_names:
                told.append(f"address {link} on {visit}: {seen}")

    assert not told, "\n".join(told)


@pytest.mark.parametrize("role", WALKERS)
def test_every_answer_carries_its_headers(walk, role):
    poor = []
    for visit in walk(role).visits:
        given = {name.lower(): value for name, value in visit.headers.items()}
        policy = given.get("content-security-policy", "")
        if not (
            "default-src 'none'" in policy
            and "frame-ancestors 'none'" in policy
            and "unsafe" not in policy
            and given.get("x-content-type-options") == "nosniff"
            and given.get("referrer-policy") == "same-origin"
            and given.get("x-frame-options") == "DENY"
            and "camera=()" in given.get("permissions-policy", "")
            and "no-store" in given.get("cache-control", "")
        ):
            poor.append(f"{visit}: {given}")

    assert not poor, "\n".join(poor)


def _told_of(names, text):
    """The names that stand in a text as words of their own."""
    return {name for name in names if name in text and re.search(rf"\b{re.escape(name)}\b", text)}

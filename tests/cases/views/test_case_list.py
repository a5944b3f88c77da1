import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import AccessEvent
from cases.case_list import PAGE, choices_for, list_page, read_filter
from cases.domain.restricting import exclude_colleague
from cases.models import Case, Exclusion
from tests.factories.cases import CaseFactory
from tests.factories.people import ChildFactory
from tests.factories.staff import TeamFactory, UserFactory

CASES = "/cases/"


@pytest.fixture
def team(db):
    return TeamFactory(name="Conferences north")


@pytest.fixture
def manager(team):
    return UserFactory(service_manager=True, team=team)


@pytest.fixture
def coordinator(team):
    return UserFactory(coordinator=True, team=team, first_name="Owen", last_name="Price")


def listed(user, **asked):
    """The references on the first page, as the list orders them."""
    page = list_page(user, read_filter(asked, choices_for()), choices_for())
    return [row.case.reference for row in page.rows]


def refs(*cases):
    return [case.reference for case in cases]


def test_a_row_says_what_one_looks_for(client, manager, team, coordinator):
    children = [
        ChildFactory(first_name="Amira", known_as="Mimi", age=9),
        ChildFactory(first_name="Sami", age=6),
    ]
    case = CaseFactory(team=team, children=children, coordinator=coordinator)
    client.force_login(manager)

    page = client.get(CASES).content.decode()
    shown = re.sub(r"<[^>]+>|\s+", " ", page[page.index("<tbody") : page.index("</tbody")])

    assert "Mimi, 9 and Sami, 6" in shown
    assert case.reference in shown
    assert "Owen Price" in shown
    assert "Conferences north" in shown


def test_the_newest_come_first_and_drafts_never(manager, team):
    first = CaseFactory(team=team)
    CaseFactory(team=team, draft=True, created_by=manager, children=[])
    second = CaseFactory(team=team)

    assert listed(manager) == refs(second, first)


def test_ended_cases_are_shown_when_asked_for(manager, team):
    ended = CaseFactory(team=team, closed=True)
    live = CaseFactory(team=team)

    assert listed(manager) == refs(live)
    assert listed(manager, stage="any") == refs(live, ended)
    assert listed(manager, stage="closed") == refs(ended)


def test_every_filter_leaves_what_fits_it(manager, team, coordinator):
    theirs = CaseFactory(team=team, coordinator=coordinator)
    restricted = CaseFactory(team=team, submitted=True, coordinator=None)
    Case.objects.filter(pk=restricted.pk).update(
        is_restricted=True, restriction_review_on=timezone.localdate(), created_by=manager
    )

    assert listed(manager, coordinator=str(coordinator.public_id)) == refs(theirs)
    assert listed(manager, coordinator="none") == refs(restricted)
    assert listed(manager, mine="on") == refs(restricted)
    assert listed(manager, restricted="on") == refs(restricted)
    assert listed(manager, team=str(theirs.referring_team.public_id)) == refs(theirs)
    assert listed(manager, team=str(team.public_id)) == refs(restricted, theirs)
    assert listed(manager, stage="submitted") == refs(restricted)


def test_cases_with_nothing_planned_are_those_of_my_work(manager, team):
    planned = CaseFactory(team=team)
    bare = CaseFactory(team=team)
    Case.objects.filter(pk=bare.pk).update(next_step_on=None)
    Case.objects.filter(pk=planned.pk).update(next_step_on=timezone.localdate())
    bare.tasks.update(cancelled_at=timezone.now())

    assert listed(manager, unplanned="on") == refs(bare)


def test_the_next_date_first(manager, team):
    later, sooner, never = (CaseFactory(team=team) for _ in range(3))
    today = timezone.localdate()
    for case, day in ((later, today + timedelta(9)), (sooner, today), (never, None)):
        Case.objects.filter(pk=case.pk).update(next_step_on=day)

    assert listed(manager, sort="next") == refs(sooner, later)
    assert listed(manager, sort="oldest") == refs(later, sooner, never)


def test_what_one_may_not_know_of_is_in_no_row_and_no_count(manager, team):
    hidden = CaseFactory(team=team)
    exclude_colleague(
        hidden,
        manager,
        by=UserFactory(service_manager=True, team=team),
        ground=Exclusion.Ground.RELATED,
        reason="Their niece",
    )
    shown = CaseFactory(team=team)
    CaseFactory()

    page = list_page(manager, read_filter({}, choices_for()), choices_for())

    assert [row.case for row in page.rows] == [shown]
    assert page.count == 1


def test_one_goes_through_all_pages_and_back(client, manager, team, monkeypatch):
    monkeypatch.setattr("cases.case_list.PAGE", 3)
    cases = [CaseFactory(team=team) for _ in range(8)]
    # Two referrals of one moment.
    moment = timezone.now()
    Case.objects.filter(pk__in=[cases[2].pk, cases[3].pk, cases[4].pk]).update(created_at=moment)
    wanted = list(
        Case.objects.filter(team=team)
        .order_by("-created_at", "-pk")
        .values_list("reference", flat=True)
    )
    client.force_login(manager)

    def walk(word, start):
        address, seen = start, []
        while address:
            response = client.get(CASES + address)
            page = response.context["page"]
            references = [row.case.reference for row in page.rows]
            seen = references + seen if word == "newer" else seen + references
            last = address
            address = getattr(page, word)
        return seen, last

    forward, last = walk("older", "?")
    back, first = walk("newer", last)

    assert forward == wanted
    assert back == wanted
    assert client.get(CASES + first).context["page"].newer == ""


def test_a_page_begins_at_no_case_that_one_may_not_know_of(manager, team):
    shown = [CaseFactory(team=team) for _ in range(2)]
    hidden = CaseFactory()
    asked = read_filter({}, choices_for())

    page = list_page(manager, asked, choices_for(), after=str(hidden.public_id))

    assert [row.case for row in page.rows] == list(reversed(shown))
    assert page.newer == ""


@pytest.mark.parametrize(
    "junk",
    [
        "stage=nope",
        "team=abc&coordinator=%00",
        "team=00000000-0000-4000-8000-000000000000",
        "sort=created_by__password",
        "sort=-pk&after=abc",
        "after=%ff%fe&before=1",
        "after=00000000-0000-4000-8000-000000000000",
        "page=999999999999999999",
        "mine=2&restricted=&unplanned=no",
        "q=%00",
        "stage=" + "9" * 4000,
    ],
)
def test_junk_is_as_if_it_had_not_been_asked(client, manager, team, junk):
    case = CaseFactory(team=team)
    client.force_login(manager)

    response = client.get(f"{CASES}?{junk}")

    assert response.status_code == 200
    assert [row.case for row in response.context["page"].rows] == [case]
    assert response.context["asked"].parameters == {}


def test_filters_that_are_on_can_be_taken_off_one_by_one(client, manager, team, coordinator):
    client.force_login(manager)

    response = client.get(
        CASES, {"coordinator": str(coordinator.public_id), "stage": "any", "sort": "oldest"}
    )

    tags = dict(response.context["asked"].tags)
    assert list(tags) == ["Open and ended cases", "Coordinator: Owen Price"]
    assert tags["Coordinator: Owen Price"] == "?stage=any&sort=oldest"
    assert "Clear all filters" in response.content.decode()


def test_the_list_is_one_look_that_names_its_cases(client, manager, team):
    cases = [CaseFactory(team=team) for _ in range(2)]
    client.force_login(manager)

    client.get(CASES)

    event = AccessEvent.objects.get(action="case_list")
    assert (event.case_ids, event.row_count) == ([case.pk for case in cases], 2)


def test_an_empty_list_says_why(client, manager):
    client.force_login(manager)

    assert "There are no open cases that you can see." in client.get(CASES).content.decode()
    none = client.get(CASES, {"restricted": "on"}).content.decode()
    assert "No case fits these filters." in none


def test_many_cases_are_counted_no_further_than_a_bound(manager, team, monkeypatch):
    monkeypatch.setattr("cases.case_list.PAGE", 2)
    monkeypatch.setattr("cases.case_list.MOST_COUNTED", 3)
    for _ in range(5):
        CaseFactory(team=team)

    page = list_page(manager, read_filter({}, choices_for()), choices_for())

    assert (page.count, page.has_more_than_counted) == (3, True)


def test_the_list_costs_the_same_for_one_case_and_for_thirty(client, manager, team, coordinator):
    CaseFactory(team=team, coordinator=coordinator, children=2)
    client.force_login(manager)
    client.get(CASES)

    with CaptureQueriesContext(connection) as for_one:
        client.get(CASES)
    for _ in range(9):
        CaseFactory(team=team, coordinator=coordinator, children=2)
    with CaptureQueriesContext(connection) as for_ten:
        assert len(client.get(CASES).context["page"].rows) == 10

    assert len(for_one) == len(for_ten)
    assert PAGE == 50


def test_the_list_is_for_casework(client, db):
    client.force_login(UserFactory(business_support=True))

    assert client.get(CASES).status_code == 403


def test_coordinators_of_one_name_are_offered_in_one_order(manager, team):
    namesakes = [
        UserFactory(coordinator=True, team=team, first_name="Ann", last_name="Lee")
        for _ in range(3)
    ]
    for user in (namesakes[0], namesakes[1]):  # the database keeps a changed row elsewhere
        type(user).objects.filter(pk=user.pk).update(job_title="Senior")

    assert [one.pk for one in choices_for().coordinators] == [one.pk for one in namesakes]

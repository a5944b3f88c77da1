from datetime import date

import pytest

from accounts.permissions import Seat
from cases.domain.restricting import exclude_colleague
from cases.models import Exclusion
from cases.search import search_people
from tests.factories.cases import CaseFactory
from tests.factories.people import ChildFactory, ContactPointFactory, PersonFactory
from tests.factories.staff import TeamFactory, UserFactory


@pytest.fixture
def team(db):
    return TeamFactory(name="Conferences north")


@pytest.fixture
def manager(team):
    return UserFactory(service_manager=True, team=team)


@pytest.fixture
def amira(team):
    """A child among others, in a case of the team."""
    child = ChildFactory(
        first_name="Amira",
        middle_names="Grace",
        last_name="Okafor",
        known_as="Mimi",
        date_of_birth=date(2017, 5, 3),
    )
    CaseFactory(team=team, children=[child, *others(6)])
    return child


def others(number):
    return [
        ChildFactory(first_name=first, last_name=last)
        for first, last in [
            ("Amara", "Okonkwo"),
            ("Amir", "Afoka"),
            ("Sami", "Bell"),
            ("Zara", "Khan"),
            ("Jonah", "O’Brien"),
            ("Tilly", "Taylor-Reid"),
        ][:number]
    ]


def names(found):
    return [str(person) for person in found.people]


@pytest.mark.parametrize(
    "text",
    [
        "Amira Okafor",
        "okafor amira",
        "AMERA OKOFOR",
        "Amira Okafro",
        "Amira Okfor",
        "Amira Okaffor",
        "Mimi Okafor",
        "grace okafor",
        "Okafor",
        "Ami Oka",
        "Amira Grace Okafor",
        "Amira 3/5/2017",
        "Okofor 03.05.17",
        "3 May 2017",
    ],
)
def test_a_child_is_found_first_by_what_one_remembers(text, manager, amira):
    assert names(search_people(manager, text))[0] == "Amira Okafor"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("o'brien", "Jonah O’Brien"),
        ("OBrien", "Jonah O’Brien"),
        ("Brien", "Jonah O’Brien"),
        ("o brien", "Jonah O’Brien"),
        ("taylor reid", "Tilly Taylor-Reid"),
        ("TaylorReid", "Tilly Taylor-Reid"),
        ("reid", "Tilly Taylor-Reid"),
    ],
)
def test_joined_names_are_found_however_they_are_typed(text, found, manager, amira):
    assert names(search_people(manager, text))[0] == found


def test_the_right_spelling_comes_before_the_similar(manager, amira):
    assert names(search_people(manager, "Amara"))[0] == "Amara Okonkwo"


def test_half_of_what_was_typed_is_enough_and_told_apart(manager, amira):
    found = search_people(manager, "Amira Featherstonehaugh")

    assert found.people == []
    assert str(found.partly[0]) == "Amira Okafor"


def test_the_birthday_tells_two_of_one_name_apart(manager, team, amira):
    other = ChildFactory(first_name="Amira", last_name="Okafor", date_of_birth=date(2009, 1, 9))
    CaseFactory(team=team, children=[other])

    found = search_people(manager, "Amira Okafor 9/1/2009")

    assert found.people[0] == other


def test_a_case_is_found_by_its_reference_with_its_children(manager, team):
    case = CaseFactory(team=team, children=[ChildFactory(first_name="Ella", last_name="Reed")])

    found = search_people(manager, case.reference.lower().replace("-", " "))

    assert (found.cases, names(found)) == ([case], ["Ella Reed"])


def test_a_case_is_found_by_the_main_systems_number(manager, team):
    case = CaseFactory(team=team)
    type(case).objects.filter(pk=case.pk).update(main_system_number="MOS-778")

    assert search_people(manager, "mos-778").cases == [case]


def test_people_are_found_by_postcode_and_telephone(manager, team):
    nan = PersonFactory(first_name="Pat", created_by=manager)
    ContactPointFactory(person=nan, value="07700 900123")
    ContactPointFactory(person=nan, address=True, value="4 Mill Lane, Westbridge, WB1 4AA")

    assert search_people(manager, "+44 7700 900123").people == [nan]
    assert search_people(manager, "wb14aa").people == [nan]


def test_a_confidential_contact_finds_nobody(manager):
    nan = PersonFactory(created_by=manager)
    ContactPointFactory(person=nan, value="07700 900123", confidential=True)
    ContactPointFactory(
        person=nan, address=True, value="4 Mill Lane, Westbridge, WB1 4AA", confidential=True
    )

    assert search_people(manager, "07700 900123").people == []
    assert search_people(manager, "WB1 4AA").people == []


def seats_without_the_case(team):
    yield "another service's manager", UserFactory(service_manager=True)
    yield "another coordinator", UserFactory(coordinator=True)
    yield "another social worker", UserFactory(social_worker=True)
    yield "another referring manager", UserFactory(referring_manager=True)


def test_whoever_may_not_know_the_family_finds_nothing(team, amira):
    for who, user in seats_without_the_case(team):
        for text in ("Amira Okafor", "Amera Okofor", "3/5/2017", "Amira"):
            found = search_people(user, text)
            assert (who, found.everyone, found.cases, found.has_more) == (who, [], [], False)


def test_the_excluded_find_nothing_even_as_managers(manager, amira):
    case = amira.cases_about.get().case
    exclude_colleague(
        case,
        manager,
        by=UserFactory(service_manager=True, team=case.team),
        ground=Exclusion.Ground.RELATED,
        reason="Her aunt",
    )

    assert search_people(manager, "Amira Okafor").everyone == []
    assert search_people(manager, case.reference).cases == []


def test_a_worker_finds_the_children_they_work_with(amira):
    worker = amira.cases_about.get().social_worker

    assert names(search_people(worker, "Amera Okofor")) == ["Amira Okafor"]


def test_a_worker_finds_their_own_among_many_of_the_name(team, db):
    """The ones they may not know of take up no place, however many there are."""
    theirs = ChildFactory(first_name="Sarah", last_name="Jones")
    case = CaseFactory(children=[theirs])
    CaseFactory(children=[ChildFactory(first_name="Sarah", last_name="Jones") for _ in range(30)])

    found = search_people(case.created_by, "Sarah Jones")

    assert (found.people, found.has_more) == ([theirs], False)


def test_no_more_than_twenty_are_shown_and_that_is_said(manager, team):
    children = [ChildFactory(first_name="Sarah", last_name="Jones") for _ in range(23)]
    CaseFactory(team=team, children=children)

    found = search_people(manager, "Sarah Jones")

    assert (len(found.people), found.has_more) == (20, True)


@pytest.mark.parametrize("text", ["", "   ", "'", "%", "_", "\x00", "9999/99/9999", "a", "'; --"])
def test_nonsense_finds_nothing_and_breaks_nothing(text, manager, amira):
    assert not search_people(manager, text).cases


def test_searching_costs_the_same_for_one_and_for_many(manager, team, django_assert_num_queries):
    case = CaseFactory(team=team, children=[ChildFactory(first_name="Sarah", last_name="Jones")])
    seats = manager.team_ids(Seat.SERVICE_MANAGER)
    assert seats == [case.team_id]
    assert manager.stands_in_for == []
    with django_assert_num_queries(4):  # words, who has them, who of those is visible, their rows
        search_people(manager, "Sarah Jones")
    CaseFactory(
        team=team, children=[ChildFactory(first_name="Sarah", last_name="Jones") for _ in range(8)]
    )
    with django_assert_num_queries(4):
        assert len(search_people(manager, "Sarah Jones").people) == 9

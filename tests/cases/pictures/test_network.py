import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases.domain.networks import add_to_network
from cases.domain.restricting import exclude_colleague
from cases.models import Exclusion, NetworkMember
from cases.pictures.network import (
    circle_of_support_svg,
    family_network_svg,
    finding_of,
    list_generations,
    network_picture,
)
from cases.relationships import Kind
from tests.cases.pictures import families
from tests.factories.cases import CaseFactory
from tests.factories.people import ChildFactory, PersonFactory, RelationshipFactory
from tests.factories.staff import UserFactory

Part = NetworkMember.Part


@pytest.fixture
def amira(db):
    return ChildFactory(first_name="Amira", last_name="Okafor", gender="female")


@pytest.fixture
def case(amira):
    return CaseFactory(children=[amira])


@pytest.fixture
def worker(case):
    return case.created_by


def join(case, amira, name, kind, **more):
    person = PersonFactory(first_name=name, last_name="Bell", **more)
    part = Part.FRIEND if kind == Kind.NEIGHBOUR else Part.FAMILY
    add_to_network(case, person, by=case.created_by, part=part)
    if kind:
        RelationshipFactory(person=person, kind=kind, relative=amira)
    return person


def as_lists(groups):
    return {
        group.heading: [f"{p.name}: {p.words}" if p.words else p.name for p in group.people]
        for group in groups
    }


def test_the_list_says_what_the_picture_shows(case, worker, amira):
    join(case, amira, "Leah", Kind.PARENT, gender="female")
    join(case, amira, "Pat", Kind.GRANDPARENT, gender="female")
    join(case, amira, "Bina", Kind.NEIGHBOUR)
    join(case, amira, "Kim", None)

    picture = network_picture(case, worker)

    assert as_lists(picture.generations) == {
        "Grandparents’ generation": ["Pat Bell: Grandmother"],
        "Parents’ generation": ["Leah Bell: Mother"],
        "Children’s generation": ["Amira Okafor"],
        "Family, how related is not said yet": ["Kim Bell"],
        "Friends, neighbours and community": ["Bina Bell: Neighbour"],
    }
    assert as_lists(picture.rings) == {
        "Closest family": ["Leah Bell: Mother"],
        "Wider family": ["Pat Bell: Grandmother", "Kim Bell"],
        "Friends and community": ["Bina Bell: Neighbour"],
    }
    assert picture.finding == "Three relatives and one friend or neighbour round Amira"


def test_whom_a_reader_may_not_know_of_is_not_drawn(case, worker, amira):
    hidden = join(case, amira, "Leah", Kind.PARENT)
    boss = UserFactory(service_manager=True)
    other = CaseFactory(children=[ChildFactory()], team=boss.current_memberships[0].team)
    add_to_network(other, hidden, by=other.created_by, part=Part.FAMILY)
    exclude_colleague(
        other, worker, by=boss, ground=Exclusion.Ground.RELATED, reason="Her own sister"
    )

    picture = network_picture(case, worker)

    assert "Leah" not in picture.genogram + picture.circles
    assert "Leah" not in str(picture.generations)
    assert picture.is_empty


def test_whoever_left_the_network_is_not_drawn(case, worker, amira):
    join(case, amira, "Leah", Kind.PARENT)
    case.network.update(left_at="2026-01-01T00:00Z", left_why="Moved away")

    assert "Leah" not in family_network_svg(case, worker)
    assert "Leah" not in circle_of_support_svg(case, worker)


def test_a_relationship_taken_back_joins_nobody(case, worker, amira):
    leah = join(case, amira, "Leah", Kind.PARENT)
    leah.relationships_from.update(withdrawn_at="2026-01-01T00:00Z")

    assert "Leah" not in family_network_svg(case, worker)
    assert "Leah" in circle_of_support_svg(case, worker)


def test_one_child_of_several_may_have_relatives_of_their_own():
    words = {
        person.name: person.words
        for group in list_generations(families.TWELVE)
        for person in group.people
    }

    assert words["Leah Okafor"] == "Mother; Former partner of Tariq; Partner of Dean"
    assert words["Tariq Okafor"] == "Father of Amira and Sami; Former partner of Leah"
    assert words["Dean Okafor"] == "Stepfather of Amira and Sami; Father of Zara; Partner of Leah"


def test_nobody_added_yet_is_said():
    assert finding_of(families.ALONE) == "Nobody else has been added to the family network yet"


def test_the_pictures_cost_the_same_however_many_people(case, worker, amira):
    join(case, amira, "Leah", Kind.PARENT)
    network_picture(case, worker)
    with CaptureQueriesContext(connection) as for_one:
        network_picture(case, worker)
    for number in range(6):
        join(case, amira, f"Aunt{number}", Kind.AUNT_UNCLE)
    with CaptureQueriesContext(connection) as for_many:
        network_picture(case, worker)

    assert len(for_one) == len(for_many)


def test_the_people_page_shows_both_pictures_with_their_lists(client, case, worker, amira):
    join(case, amira, "Leah", Kind.PARENT)
    client.force_login(worker)

    page = client.get(f"/cases/{case.public_id}/people/").content.decode()

    assert page.count('role="img"') == 2
    assert "The family tree as a list" in page
    assert "The circles as a list" in page
    ids = ["family-network-title", "family-network-desc", "circles-of-support-title"]
    assert [page.count(f'id="{name}"') for name in ids] == [1, 1, 1]

"""child_edit, network_edit and network_leave."""

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.domain.networks import change_child, place_in_network
from cases.models import Fact
from tests.factories.cases import CaseFactory, ExclusionFactory, NetworkMemberFactory
from tests.factories.staff import UserFactory

pytestmark = pytest.mark.django_db


def url_of(row, page):
    return reverse(
        f"cases:{page}",
        kwargs={"public_id": row.case.public_id, "person_id": row.person.public_id},
    )


def filled(**said):
    day = timezone.localdate()
    return {
        "legal_status": "cp",
        "living_with": "mother",
        "living_detail": "",
        "as_at_day": day.day,
        "as_at_month": day.month,
        "as_at_year": day.year,
        "version": "1",
    } | said


@pytest.fixture
def case(client):
    case = CaseFactory(children=2)
    client.force_login(case.created_by)
    return case


@pytest.fixture
def child(case):
    return case.children.first()


def test_status_and_living_arrangement_are_facts_with_a_day_and_a_source(client, case, child):
    response = client.post(url_of(child, "child_edit"), filled(source="Plan seen"))

    assert response.url == reverse("cases:case_people", kwargs={"public_id": case.public_id})
    child.refresh_from_db()
    assert (child.legal_status, child.living_with) == ("cp", "mother")
    assert set(Fact.objects.values_list("kind", "value", "source")) == {
        ("legal_status", "cp", "Plan seen"),
        ("living_with", "mother", "Plan seen"),
    }


def test_the_slower_of_two_sees_both(client, case, child):
    change_child(child, by=case.created_by, version=1, changes={"living_with": "father"})

    response = client.post(url_of(child, "child_edit"), filled())

    assert response.status_code == 409
    rows = {row.label: (row.theirs, row.yours) for row in response.context["differences"]}
    assert rows["Living with"] == ("Father", "Mother")
    child.refresh_from_db()
    assert child.living_with == "father"


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"legal_status": "robot"}, "legal_status"),
        ({"as_at_day": "31", "as_at_month": "2"}, "as_at"),
        ({"as_at_year": "2190"}, "as_at"),
        ({"as_at_day": "", "as_at_month": "", "as_at_year": ""}, "as_at"),
        ({"living_detail": "x" * 201}, "living_detail"),
    ],
)
def test_what_is_wrong_is_said_and_kept(client, child, said, field):
    response = client.post(url_of(child, "child_edit"), filled(source="Mum told me", **said))

    assert list(response.context["form"].errors) == [field]
    assert 'value="Mum told me"' in response.content.decode()
    assert not Fact.objects.exists()


def test_a_child_leaves_with_why_but_not_the_last(client, case, child):
    client.post(url_of(child, "network_leave"), {"why": "Added by mistake"})
    child.refresh_from_db()
    assert child.left_why == "Added by mistake"
    assert client.get(url_of(child, "child_edit")).status_code == 404

    last = case.children.current().get()
    response = client.post(url_of(last, "network_leave"), {"why": "x"})

    assert response.context["form"].non_field_errors() == [
        "The last child of a case cannot leave it."
    ]


def test_somebody_of_the_network_is_moved_and_taken_out(client, case):
    member = NetworkMemberFactory(case=case)

    client.post(url_of(member, "network_edit"), {"part": "family", "side": "father"})
    member.refresh_from_db()
    assert member.side == "father"
    client.post(url_of(member, "network_edit"), {"part": "friend", "side": "father"})
    member.refresh_from_db()
    assert (member.part, member.side) == ("friend", "")
    blank = client.post(url_of(member, "network_leave"), {"why": " "})
    assert blank.context["form"].errors["why"] == ["Enter why"]
    client.post(url_of(member, "network_leave"), {"why": "No longer in touch"})
    member.refresh_from_db()
    assert member.left_why == "No longer in touch"


def test_the_slower_of_two_who_place_somebody_sees_both_and_can_save(client, case):
    member = NetworkMemberFactory(case=case)
    opened = client.get(url_of(member, "network_edit")).context["form"]
    typed = {"part": "friend", "instead_of": opened["instead_of"].value()}
    place_in_network(member, by=case.created_by, part="family", side="father")

    response = client.post(url_of(member, "network_edit"), typed)

    assert response.status_code == 409
    assert [(row.theirs, row.yours) for row in response.context["differences"]] == [
        ("Family", "Friend, neighbour or community"),
        ("Father's side", "Not known"),
    ]
    typed["instead_of"] = response.context["form"]["instead_of"].value()
    client.post(url_of(member, "network_edit"), typed)
    member.refresh_from_db()
    assert (member.part, member.side) == ("friend", "")


@pytest.mark.parametrize("page", ["child_edit", "network_edit", "network_leave"])
def test_no_page_for_those_who_may_not(client, case, page):
    member = NetworkMemberFactory(case=case)
    row = case.children.first() if page == "child_edit" else member
    excluded = UserFactory(coordinator=True, team=case.team)
    ExclusionFactory(case=case, user=excluded)

    for user, status in (
        (excluded, 404),
        (UserFactory(social_worker=True), 404),
        (UserFactory(seat="administrator"), 403),
    ):
        client.force_login(user)
        assert client.get(url_of(row, page)).status_code == status
        assert client.post(url_of(row, page), filled(why="x")).status_code == status


def test_a_child_of_another_case_is_not_reached_through_this_one(client, case):
    other = CaseFactory(created_by=case.created_by).children.get()
    other.case = case

    assert client.get(url_of(other, "child_edit")).status_code == 404


def test_a_closed_case_is_not_changed(client):
    case = CaseFactory(closed=True)
    client.force_login(case.coordinator)

    response = client.post(url_of(case.children.get(), "child_edit"), filled())

    assert response.status_code == 403
    assert "was closed on" in response.content.decode()

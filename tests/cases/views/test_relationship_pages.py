"""relationship_add, relationship_end, responsibility_record, keep_apart_add and _end."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.domain.relating import tell_relationship
from cases.models import KeepApart, ParentalResponsibility, Relationship
from cases.relationships import Kind
from tests.factories.cases import CaseFactory, ExclusionFactory, NetworkMemberFactory
from tests.factories.people import (
    KeepApartFactory,
    PersonFactory,
    RelationshipFactory,
    ResponsibilityFactory,
)
from tests.factories.staff import UserFactory

pytestmark = pytest.mark.django_db


def url_of(thing, page):
    return reverse(f"cases:{page}", kwargs={"public_id": thing.public_id})


def parts(name, day):
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


@pytest.fixture
def case(client):
    """An allocated case of a child and their mother; the social worker is signed in."""
    case = CaseFactory(allocated=True)
    client.force_login(case.created_by)
    return case


@pytest.fixture
def child(case):
    return case.children.get().person


@pytest.fixture
def mother(case):
    return case.network.get().person


def test_a_relationship_is_recorded_from_the_childs_page(client, child, mother):
    response = client.post(
        url_of(child, "relationship_add"),
        {"other": mother.public_id, "kind": "parent", "detail": "Mummy", "is_carer": "on"},
    )

    assert response.url == child.get_absolute_url()
    told = Relationship.objects.get()
    assert (told.person, told.kind, told.relative) == (mother, "parent", child)
    assert (told.detail, told.is_carer) == ("Mummy", True)


def test_what_is_odd_is_recorded_and_said(client, child, mother):
    response = client.post(
        url_of(mother, "relationship_add"),
        {"other": child.public_id, "kind": "parent"},
        follow=True,
    )

    assert Relationship.objects.get().person == child
    assert f"{child.liked_name} is not older than {mother.liked_name}." in (
        response.content.decode()
    )


def test_telling_it_again_is_refused_in_words(client, child, mother):
    tell_relationship(mother, Kind.PARENT, child, by=mother.created_by)

    response = client.post(
        url_of(mother, "relationship_add"), {"other": child.public_id, "kind": "child"}
    )

    assert response.context["form"].non_field_errors() == ["This relationship is recorded already."]


def test_nobody_outside_the_family_can_be_chosen(client, child):
    stranger = NetworkMemberFactory().person

    response = client.post(
        url_of(child, "relationship_add"), {"other": stranger.public_id, "kind": "parent"}
    )

    assert response.status_code == 422
    assert response.context["form"].errors["other"] == ["Select one of the choices shown"]
    assert stranger.full_name not in response.content.decode()
    assert not Relationship.objects.exists()


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"kind": ""}, "kind"),
        ({"kind": "robot"}, "kind"),
        ({"other": ""}, "other"),
        ({"other": "1"}, "other"),
        ({"kind": "child", "detail": "Babs"}, "detail"),
        ({"started_on_day": "31", "started_on_month": "2", "started_on_year": "2020"}, "started_on"),
        ({"started_on_day": "1", "started_on_month": "1", "started_on_year": "2190"}, "started_on"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_relationship_is_said(client, child, mother, said, field):
    response = client.post(
        url_of(child, "relationship_add"), {"other": mother.public_id, "kind": "parent"} | said
    )

    assert list(response.context["form"].errors) == [field]
    assert not Relationship.objects.exists()


def test_a_relationship_ends_or_never_was(client, child, mother):
    told = RelationshipFactory(person=mother, relative=child)
    page = client.get(url_of(told, "relationship_end"))
    assert f"{mother.full_name}: Mother of {child.full_name}" in page.content.decode()

    client.post(url_of(told, "relationship_end"), {"what": "wrong"})

    told.refresh_from_db()
    assert told.withdrawn_at is not None
    assert client.get(url_of(told, "relationship_end")).status_code == 404


def test_responsibility_is_recorded_with_how_it_is_known(client, child, mother):
    page = client.get(url_of(child, "responsibility_record") + f"?holder={mother.public_id}")
    assert page.context["form"]["holder"].value() == str(mother.public_id)

    client.post(
        url_of(child, "responsibility_record"),
        {"holder": mother.public_id, "holds": "yes", "how_known": "birth_certificate"}
        | parts("since", child.date_of_birth),
    )

    row = ParentalResponsibility.objects.get()
    assert (row.child, row.holder, row.holds, row.since) == (
        child,
        mother,
        "yes",
        child.date_of_birth,
    )


def test_an_authority_can_hold_it(client, child):
    said = {"holder": "authority", "holds": "yes", "how_known": "care_order"}
    url = url_of(child, "responsibility_record")
    assert client.post(url, said).context["form"].errors["authority"] == ["Enter which authority"]

    client.post(url, said | {"authority": "Exampleshire Council"})

    row = ParentalResponsibility.objects.get()
    assert (row.holder, row.authority) == (None, "Exampleshire Council")


@pytest.mark.parametrize("holder", ["junk", "00000000-0000-0000-0000-000000000000", "%00"])
def test_junk_in_the_address_is_no_holder_and_no_crash(client, child, holder):
    assert (
        client.get(url_of(child, "responsibility_record") + f"?holder={holder}").status_code == 200
    )


def test_responsibility_begins_after_birth_and_not_for_grown_ups(client, child, mother):
    said = {"holder": mother.public_id, "holds": "yes", "how_known": "told"}
    before = child.date_of_birth - timedelta(days=1)

    early = client.post(url_of(child, "responsibility_record"), said | parts("since", before))

    assert early.context["form"].errors["since"] == [
        "The date it began must not be before the child was born"
    ]
    assert client.get(url_of(mother, "responsibility_record")).status_code == 404


def apart_said(other, **said):
    review = timezone.localdate() + timedelta(days=60)
    return {
        "other": other.public_id,
        "kind": "must_not_meet",
        "reason": "An order says so",
        "source": "order",
        "audience": "service",
        **parts("review_on", review),
    } | said


def test_an_arrangement_is_for_its_audience_alone(client, case, mother):
    uncle = NetworkMemberFactory(case=case, person=PersonFactory(first_name="Obi")).person
    client.force_login(case.coordinator)

    response = client.post(url_of(uncle, "keep_apart_add"), apart_said(mother))

    assert response.url == uncle.get_absolute_url()
    assert f"Must not meet {mother.liked_name}" in client.get(response.url).content.decode()
    apart = KeepApart.objects.get()
    client.force_login(case.created_by)
    assert "Must not meet" not in client.get(uncle.get_absolute_url()).content.decode()
    assert client.get(url_of(apart, "keep_apart_end")).status_code == 404
    assert client.post(url_of(apart, "keep_apart_end"), {"why": "x"}).status_code == 404


@pytest.mark.parametrize(
    ("said", "field", "message"),
    [
        ({"reason": " "}, "reason", "Enter why they must be kept apart"),
        ({"source": ""}, "source", "Select where it comes from"),
        ({"kind": ""}, "kind", "Select the arrangement"),
        ({"review_on_year": "2190"}, "review_on", "The review must be within a year from today"),
        ({"review_on_year": ""}, "review_on", "The review must include a year"),
        (
            {"source_ends_on_day": "1", "source_ends_on_month": "1", "source_ends_on_year": "2020"},
            "source_ends_on",
            "The date it ends must be today or later",
        ),
    ],
)
def test_what_is_wrong_with_an_arrangement_is_said_and_kept(
    client, child, mother, said, field, message
):
    response = client.post(
        url_of(child, "keep_apart_add"), apart_said(mother, decided_by="Helen Osei", **said)
    )

    assert response.context["form"].errors[field] == [message]
    assert 'value="Helen Osei"' in response.content.decode()
    assert not KeepApart.objects.exists()


def test_an_arrangement_ends_with_why(client, case, child, mother):
    apart = KeepApartFactory(first=child, second=mother, recorded_by=case.created_by)
    assert client.get(url_of(apart, "keep_apart_end")).status_code == 200
    blank = client.post(url_of(apart, "keep_apart_end"), {"why": ""})
    assert blank.context["form"].errors["why"] == ["Enter why it ends"]

    client.post(url_of(apart, "keep_apart_end"), {"why": "The order has ended"})

    apart.refresh_from_db()
    assert apart.ended_why == "The order has ended"


def test_somebody_alone_on_a_case_is_told_to_add_the_other_first(client):
    case = CaseFactory()
    client.force_login(case.created_by)

    for page in ("relationship_add", "keep_apart_add"):
        response = client.get(url_of(case.children.get().person, page))
        assert "Add them to the case first." in response.content.decode()


@pytest.mark.parametrize(
    "page", ["relationship_add", "responsibility_record", "keep_apart_add", "contact_add"]
)
def test_people_of_hidden_cases_are_not_there(client, case, child, page):
    excluded = UserFactory(coordinator=True, team=case.team)
    ExclusionFactory(case=case, user=excluded)

    for user, status in (
        (excluded, 404),
        (UserFactory(coordinator=True), 404),
        (UserFactory(seat="business_support", team=case.team), 403),
    ):
        client.force_login(user)
        assert client.get(url_of(child, page)).status_code == status
        assert client.post(url_of(child, page), {}).status_code == status


@pytest.mark.parametrize("page", ["relationship_end"])
def test_a_relationship_of_hidden_people_is_not_there(client, page):
    told = RelationshipFactory()
    ResponsibilityFactory(child=told.relative, holder=told.person)
    client.force_login(UserFactory(social_worker=True))

    assert client.get(url_of(told, page)).status_code == 404

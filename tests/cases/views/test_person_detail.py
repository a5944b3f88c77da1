from uuid import uuid4

import pytest
from django.urls import reverse

from accounts.models import AccessEvent
from cases.domain.breaking_glass import break_glass
from cases.domain.relating import end_relationship
from cases.models import Answer, BreakGlass
from cases.relationships import Kind
from tests.factories.cases import CaseFactory, ExclusionFactory, NetworkMemberFactory
from tests.factories.people import (
    ChildFactory,
    ContactPointFactory,
    KeepApartFactory,
    PersonFactory,
    RelationshipFactory,
    ResponsibilityFactory,
)
from tests.factories.staff import UserFactory

pytestmark = pytest.mark.django_db


def url_of(person):
    return reverse("cases:person_detail", kwargs={"public_id": person.public_id})


def test_parts_are_those_in_visible_cases_alone(client):
    person = PersonFactory()
    mine = CaseFactory()
    NetworkMemberFactory(case=mine, person=person, side="father")
    hidden = CaseFactory()
    NetworkMemberFactory(case=hidden, person=person)
    client.force_login(mine.created_by)

    response = client.get(url_of(person))

    [part] = response.context["parts"].parts
    assert (part.case, part.words) == (mine, "Family, father's side")
    assert hidden.reference not in response.content.decode()
    look = AccessEvent.objects.get(action="person_detail")
    assert (look.case_ids, look.object_id) == ([mine.pk], str(person.pk))


def test_somebody_in_hidden_cases_alone_is_not_there(client):
    person = NetworkMemberFactory().person
    client.force_login(UserFactory(social_worker=True))

    hidden, absent = client.get(url_of(person)), client.get(f"/people/{uuid4()}/")

    assert (hidden.status_code, absent.status_code) == (404, 404)
    assert len(hidden.content) == len(absent.content)


def test_an_excluded_worker_finds_nobody_of_the_family(client):
    case = CaseFactory(allocated=True)
    excluded = UserFactory(coordinator=True, team=case.team)
    ExclusionFactory(case=case, user=excluded)
    client.force_login(excluded)

    for person in (case.children.get().person, case.network.get().person):
        assert client.get(url_of(person)).status_code == 404


def test_a_relationship_reads_from_both_ends_and_ends_for_both(client):
    case = CaseFactory()
    child = case.children.get().person
    pat = NetworkMemberFactory(case=case, person=PersonFactory(gender="female")).person
    told = RelationshipFactory(person=pat, kind=Kind.GRANDPARENT, relative=child, is_carer=True)
    client.force_login(case.created_by)

    [from_child] = client.get(url_of(child)).context["parts"].kin
    [from_pat] = client.get(url_of(pat)).context["parts"].kin

    assert (from_child.other, from_child.word) == (pat, "Grandmother")
    assert from_child.notes == [f"Cares for {child.liked_name}"]
    assert (from_pat.other, from_pat.word) == (child, "Grandchild")
    assert from_pat.notes == [f"{pat.liked_name} cares for them"]
    end_relationship(told, by=case.created_by)
    assert client.get(url_of(pat)).context["parts"].kin == []


def test_a_relative_who_may_not_be_known_of_is_left_out(client):
    case = CaseFactory()
    child = case.children.get().person
    stranger = PersonFactory(first_name="Zebedee")
    RelationshipFactory(person=stranger, kind=Kind.PARENT, relative=child)
    ResponsibilityFactory(child=child, holder=stranger)
    KeepApartFactory(first=stranger, second=child, recorded_by=case.created_by)
    client.force_login(case.created_by)

    page = client.get(url_of(child)).content.decode()

    assert "Zebedee" not in page


def test_parental_responsibility_is_read_from_both_ends(client):
    case = CaseFactory()
    child = case.children.get().person
    father = NetworkMemberFactory(case=case).person
    ResponsibilityFactory(child=child, holder=father, holds="not_known", how_known="not_known")
    client.force_login(case.created_by)

    [held_by] = client.get(url_of(child)).context["parts"].held_by
    [held_for] = client.get(url_of(father)).context["parts"].held_for

    assert (held_by.name, held_by.words) == (father.liked_name, "Not known")
    assert (held_for.name, held_for.words) == (child.liked_name, "Not known")


def test_declined_is_said_and_not_asked_is_not(client):
    person = PersonFactory(
        faith_answer=Answer.DECLINED, ethnicity="Igbo", interpreter=Answer.NOT_ASKED
    )
    client.force_login(person.created_by)
    person.created_by.memberships.create(team=CaseFactory().referring_team, role="social_worker")

    response = client.get(url_of(person))

    assert response.context["special"] == [
        ("Faith", "Preferred not to say"),
        ("Ethnicity", "Igbo"),
    ]
    assert response.context["interpreter"] == "Interpreter: not asked"
    assert "Culture" not in response.content.decode()


def test_a_secret_value_is_masked_and_only_some_are_offered_to_see_it(client):
    case = CaseFactory(allocated=True)
    mother = case.network.get().person
    contact = ContactPointFactory(person=mother, value="07700 900654", confidential=True)
    reveal = reverse("cases:contact_reveal", kwargs={"public_id": contact.public_id})

    for user, offered in ((case.created_by, False), (case.coordinator, True)):
        client.force_login(user)
        response = client.get(url_of(mother))
        assert "900654" not in response.content.decode()
        assert "900654" not in repr(response.context["parts"])
        assert (reveal in response.content.decode()) is offered


def test_what_an_unknown_person_may_do_is_nothing(client):
    client.force_login(UserFactory(seat="administrator"))

    assert client.get(url_of(PersonFactory())).status_code == 403


def test_by_emergency_access_somebody_is_read_and_not_changed(client):
    case = CaseFactory(allocated=True)
    outsider = UserFactory(coordinator=True)
    child = case.children.get().person
    break_glass(
        case, by=outsider, ground=BreakGlass.Ground.SAFETY, reason="A child may be at risk tonight."
    )
    client.force_login(outsider)

    page = client.get(url_of(child))

    assert page.status_code == 200
    assert "Change details" not in page.content.decode()
    assert AccessEvent.objects.get(action="person_detail").outcome == "break_glass"
    edit = reverse("cases:person_edit", kwargs={"public_id": child.public_id})
    assert client.get(edit).status_code == 403


def test_the_title_names_nobody(client):
    case = CaseFactory(children=[ChildFactory(first_name="Amira", last_name="Okafor")])
    client.force_login(case.created_by)

    page = client.get(url_of(case.children.get().person)).content.decode()

    title = page.split("<title>")[1].split("</title>")[0]
    assert title.startswith(f"Person – {case} – ")
    assert "Amira" not in title


def test_a_key_that_is_none_is_not_found(client):
    client.force_login(UserFactory(social_worker=True))

    assert client.get(f"/people/{uuid4()}/").status_code == 404
    assert client.get("/people/not-a-uuid/").status_code == 404


def test_a_closed_case_is_read_and_not_changed(client):
    case = CaseFactory(closed=True)
    child = case.children.get().person
    client.force_login(case.coordinator)

    assert "Change details" not in client.get(url_of(child)).content.decode()
    edit = client.get(reverse("cases:person_edit", kwargs={"public_id": child.public_id}))
    assert edit.status_code == 403
    assert "was closed on" in edit.content.decode()

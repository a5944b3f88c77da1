import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import AccessEvent
from cases.models import Answer, ContactPoint, KeepApart, NetworkMember
from cases.relationships import Kind
from tests.factories.cases import CaseFactory, ExclusionFactory, NetworkMemberFactory
from tests.factories.people import (
    ContactPointFactory,
    KeepApartFactory,
    PersonFactory,
    RelationshipFactory,
    ResponsibilityFactory,
)
from tests.factories.staff import UserFactory

pytestmark = pytest.mark.django_db
May, Side = ContactPoint.May, NetworkMember.Side


def url_of(case):
    return reverse("cases:case_people", kwargs={"public_id": case.public_id})


def add_relative(case, n=0):
    """Somebody with everything that a row of the page can print."""
    person = PersonFactory(first_name=f"Pat{n}", language="Polish", interpreter=Answer.GIVEN)
    NetworkMemberFactory(case=case, person=person, side=Side.MOTHER)
    ContactPointFactory(person=person, confirmed=True)
    for child in case.children.all():
        RelationshipFactory(person=person, kind=Kind.GRANDPARENT, relative=child.person)
        ResponsibilityFactory(child=child.person, holder=person)
    return person


def rows_of(response):
    family = response.context["family"]
    return {group.key: [row.person for row in group.rows] for group in family.groups}


def test_people_stand_by_side_of_the_family(client):
    case = CaseFactory(allocated=True)
    [mother] = [member.person for member in case.network.all()]
    expected = {"mother": [mother]}
    for key, fields in {
        "father": {"side": Side.FATHER},
        "both": {"side": Side.BOTH},
        "family": {"side": Side.NOT_KNOWN},
        "friend": {"part": "friend", "side": Side.MOTHER},
        "professional": {"part": "professional"},
    }.items():
        expected[key] = [NetworkMemberFactory(case=case, **fields).person]
    client.force_login(case.created_by)

    response = client.get(url_of(case))

    assert rows_of(response) == expected
    assert list(rows_of(response)) == list(expected)


def test_a_row_says_what_somebody_is_to_each_child_what_they_need_and_what_is_safe(client):
    case = CaseFactory(children=2)
    names = [child.person.liked_name for child in case.children.all()]
    pat = PersonFactory(
        first_name="Pat", gender="female", access=Answer.DECLINED, interpreter=Answer.NONE
    )
    NetworkMemberFactory(case=case, person=pat, side=Side.MOTHER)
    for child in case.children.all():
        RelationshipFactory(
            person=pat, kind=Kind.GRANDPARENT, relative=child.person, is_carer=child.pk % 2 == 0
        )
    ContactPointFactory(person=pat, confirmed=True, safe_note="Not at weekends.")
    client.force_login(case.created_by)

    [group] = client.get(url_of(case)).context["family"].groups
    [row] = group.rows

    assert row.relations[0] == f"Grandmother to {names[0]} and {names[1]}"
    assert row.relations[1].startswith("Cares for Child")
    assert row.needs == ["No interpreter needed", "Access needs: preferred not to say"]
    [contact] = row.contacts
    assert contact.words[0] == ("You can text or ring. Not asked about leaving a message: do not.")
    assert contact.words[-1] == "Not at weekends."


def test_a_secret_value_is_nowhere_on_the_page_or_behind_it(client):
    case = CaseFactory(allocated=True)
    ContactPointFactory(person=case.network.get().person, value="07700 900654", confidential=True)
    client.force_login(case.coordinator)

    response = client.get(url_of(case))

    page = response.content.decode()
    assert "Held securely" in page
    assert "900654" not in page
    assert "900654" not in repr(response.context["family"])


def test_who_must_not_meet_is_marked_for_those_who_may_know(client):
    case = CaseFactory(allocated=True)
    uncle = NetworkMemberFactory(case=case, person=PersonFactory(first_name="Obi")).person
    KeepApartFactory(first=uncle, second=case.network.first().person, recorded_by=case.coordinator)
    shown = f"Must not meet {case.network.first().person.liked_name}"

    client.force_login(case.coordinator)
    assert shown in client.get(url_of(case)).content.decode()
    client.force_login(case.created_by)
    assert shown not in client.get(url_of(case)).content.decode()
    KeepApart.objects.update(audience=KeepApart.Audience.CASE)
    assert shown in client.get(url_of(case)).content.decode()


def test_somebody_from_whose_family_the_reader_is_excluded_is_left_out(client):
    case = CaseFactory(allocated=True)
    hidden = NetworkMemberFactory(case=case, person=PersonFactory(first_name="Zebedee")).person
    other = CaseFactory()
    NetworkMemberFactory(case=other, person=hidden)
    client.force_login(case.coordinator)
    assert "Zebedee" in client.get(url_of(case)).content.decode()

    ExclusionFactory(case=other, user=case.coordinator)

    assert "Zebedee" not in client.get(url_of(case)).content.decode()


def test_the_page_costs_the_same_for_1_and_for_30_people(client):
    coordinator = UserFactory(coordinator=True)
    team = coordinator.current_memberships[0].team
    small, large = CaseFactory(team=team), CaseFactory(team=team)
    add_relative(small)
    for n in range(30):
        add_relative(large, n)
    client.force_login(coordinator)
    client.get(url_of(small))

    counts = []
    for case in (small, large):
        with CaptureQueriesContext(connection) as queries:
            response = client.get(url_of(case))
        counts.append(len(queries))

    assert len(rows_of(response)["mother"]) == 30
    assert counts[0] == counts[1]


def test_the_look_is_recorded(client):
    case = CaseFactory()
    client.force_login(case.created_by)

    client.get(url_of(case))

    look = AccessEvent.objects.get(action="case_people")
    assert (look.actor, look.case_id) == (case.created_by, case.pk)


@pytest.mark.parametrize("seat", ["business_support", "administrator", "privacy_officer"])
def test_seats_without_casework_are_turned_away(client, seat):
    client.force_login(UserFactory(seat=seat))

    assert client.get(url_of(CaseFactory())).status_code == 403


def test_a_hidden_case_and_a_draft_are_not_there(client):
    outsider = UserFactory(social_worker=True)
    client.force_login(outsider)
    assert client.get(url_of(CaseFactory())).status_code == 404

    assert client.get(url_of(CaseFactory(draft=True, created_by=outsider))).status_code == 404


def test_a_closed_case_is_read_and_offers_no_change(client):
    case = CaseFactory(closed=True)
    client.force_login(case.coordinator)

    page = client.get(url_of(case)).content.decode()

    assert "Add a person" not in page
    assert "Change status" not in page


def test_nobody_yet_says_what_to_do(client):
    case = CaseFactory()
    client.force_login(case.created_by)

    assert "Nobody has been added yet." in client.get(url_of(case)).content.decode()

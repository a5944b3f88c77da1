import pytest
from django.urls import reverse

from cases.domain.people import change_person
from cases.drafts import DraftKey
from cases.models import Answer, Person
from tests.factories.cases import CaseFactory, ExclusionFactory
from tests.factories.people import ChildFactory, PersonFactory
from tests.factories.staff import UserFactory

pytestmark = pytest.mark.django_db


def url_of(person):
    return reverse("cases:person_edit", kwargs={"public_id": person.public_id})


def filled(**said):
    return {"first_name": "Amira", "last_name": "Okafor", "version": "1"} | said


@pytest.fixture
def child(client):
    case = CaseFactory(children=[ChildFactory(first_name="Amira", last_name="Okafor")])
    client.force_login(case.created_by)
    return case.children.get().person


def test_everything_known_can_be_changed(client, child):
    response = client.post(
        url_of(child),
        filled(
            known_as="Mimi",
            gender="female",
            language="Igbo",
            interpreter=Answer.GIVEN,
            access=Answer.DECLINED,
            access_needs="left over",
            faith_answer=Answer.GIVEN,
            faith="Catholic",
            ethnicity_answer=Answer.DECLINED,
        ),
    )

    assert response.url == child.get_absolute_url()
    child.refresh_from_db()
    assert (child.known_as, child.gender, child.language, child.version) == (
        "Mimi",
        "female",
        "Igbo",
        2,
    )
    assert (child.access, child.access_needs) == (Answer.DECLINED, "")
    assert (child.faith_answer, child.faith) == (Answer.GIVEN, "Catholic")
    assert (child.culture_answer, child.ethnicity_answer) == (Answer.NOT_ASKED, Answer.DECLINED)


def test_culture_faith_and_ethnicity_are_folded_away_until_there_is_something_to_show(
    client, child
):
    assert not client.get(url_of(child)).context["form"].folded_is_open

    change_person(child, by=child.created_by, version=1, changes={"faith": "Catholic"})

    assert client.get(url_of(child)).context["form"].folded_is_open


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"first_name": "", "last_name": ""}, "first_name"),
        ({"access": "given"}, "access_needs"),
        ({"gender": "robot"}, "gender"),
        ({"known_as": "x" * 101}, "known_as"),
        (
            {
                "date_of_birth_day": "1",
                "date_of_birth_month": "1",
                "date_of_birth_year": "1999",
            },
            "date_of_birth",
        ),
        (
            {"died_on_day": "1", "died_on_month": "1", "died_on_year": "2000"}
            | {"date_of_birth_day": "1", "date_of_birth_month": "1", "date_of_birth_year": "2018"},
            "died_on",
        ),
        (
            {"expected_on_day": "1", "expected_on_month": "1", "expected_on_year": "2190"},
            "expected_on",
        ),
    ],
)
def test_what_is_wrong_is_said_beside_it_and_the_text_is_kept(client, child, said, field):
    response = client.post(url_of(child), filled(pronouns="she and her", **said))

    assert field in response.context["form"].errors
    assert 'value="she and her"' in response.content.decode()
    child.refresh_from_db()
    assert child.version == 1


@pytest.mark.parametrize("version", ["", "abc", "99999999999999999999", "-1"])
def test_a_version_that_is_none_is_an_error_and_no_crash(client, child, version):
    response = client.post(url_of(child), filled(version=version))

    assert response.status_code == 200
    assert "version" in response.context["form"].errors
    child.refresh_from_db()
    assert child.version == 1


def test_the_slower_of_two_sees_both_and_loses_nothing(client, child):
    change_person(child, by=UserFactory(), version=1, changes={"pronouns": "they and them"})

    response = client.post(url_of(child), filled(pronouns="she and her", known_as="Mimi"))

    assert response.status_code == 409
    rows = {row.label: (row.theirs, row.yours) for row in response.context["differences"]}
    assert rows["Pronouns"] == ("they and them", "she and her")
    assert rows["What do they like to be called?"] == ("Nothing", "Mimi")
    form = response.context["form"]
    assert (form["pronouns"].value(), form["version"].value()) == ("she and her", "2")
    child.refresh_from_db()
    assert child.pronouns == "they and them"
    assert client.post(url_of(child), filled(pronouns="she", version="2")).status_code == 302


def test_a_draft_older_than_what_somebody_saved_does_not_replace_it_unseen(client, child):
    case = child.cases_about.get().case
    key = DraftKey.of("person", child.public_id, title="x", url=url_of(child))
    page = client.get(url_of(child)).content.decode()
    assert '<input type="hidden" name="based_on" value="1">' in page
    client.post(key.save_url, filled(based_on="1", pronouns="she", draft_title="x", draft_url="/"))
    change_person(child, by=case.created_by, version=1, changes={"language": "Igbo"})

    form = client.get(url_of(child)).context["form"]

    assert (form["pronouns"].value(), str(form["version"].value())) == ("she", "1")
    response = client.post(url_of(child), filled(pronouns="she", version=form["version"].value()))
    assert response.status_code == 409


def test_a_hidden_person_cannot_be_changed_or_known_of(client, child):
    case = child.cases_about.get().case
    outsider = UserFactory(coordinator=True)
    excluded = UserFactory(coordinator=True, team=case.team)
    ExclusionFactory(case=case, user=excluded)

    for user in (outsider, excluded):
        client.force_login(user)
        assert client.get(url_of(child)).status_code == 404
        assert client.post(url_of(child), filled(known_as="x")).status_code == 404
    assert Person.objects.get(pk=child.pk).version == 1


def test_somebody_entered_and_in_no_case_is_their_authors_to_change(client):
    author = UserFactory(social_worker=True)
    person = PersonFactory(created_by=author)
    client.force_login(author)

    assert client.post(url_of(person), filled()).status_code == 302
    client.force_login(UserFactory(social_worker=True))
    assert client.post(url_of(person), filled(version="2")).status_code == 404

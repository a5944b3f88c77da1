import pytest
from django.urls import reverse

from accounts.models import AccessEvent
from cases.domain.relating import tell_relationship
from cases.drafts import DraftKey, find_draft
from cases.models import Person, Relationship, Task
from cases.relationships import Kind
from tests.factories.cases import CaseFactory, NetworkMemberFactory
from tests.factories.people import ChildFactory, PersonFactory
from tests.factories.staff import UserFactory

pytestmark = pytest.mark.django_db
TOKEN = "8f14e45f-ceea-467f-a8d5-0d0b8a0b0c1d"


def url_of(case):
    return reverse("cases:person_add", kwargs={"public_id": case.public_id})


def filled(**said):
    return {"first_name": "Pat", "last_name": "Bell", "part": "family", "side": ""} | said


def to(child, kind):
    return {f"to_{child.person.public_id.hex}": kind}


@pytest.fixture
def case(client):
    """A case of two children whose social worker is signed in."""
    case = CaseFactory(children=2)
    client.force_login(case.created_by)
    return case


def test_a_name_and_one_press_are_enough(client, case):
    response = client.post(url_of(case), {"first_name": "Pat", "part": "family"})

    assert response.url == reverse("cases:case_people", kwargs={"public_id": case.public_id})
    member = case.network.get()
    assert (member.person.first_name, member.person.created_by) == ("Pat", case.created_by)


def test_what_they_are_to_each_child_can_differ(client, case):
    first, second = case.children.all()

    client.post(
        url_of(case),
        filled(side="mother", detail="Nan", suggested_by="Mum")
        | to(first, "grandparent")
        | to(second, "step_parent"),
    )

    member = case.network.get()
    assert (member.side, member.suggested_by) == ("mother", "Mum")
    told = Relationship.objects.order_by("pk").values_list("relative", "kind", "detail")
    assert list(told) == [
        (first.person_id, "grandparent", "Nan"),
        (second.person_id, "step_parent", "Nan"),
    ]


def test_a_professional_has_a_job_and_no_side(client, case):
    client.post(url_of(case), filled(part="professional", side="mother", job_title="Class teacher"))

    member = case.network.get()
    assert (member.part, member.side, member.person.job_title) == (
        "professional",
        "",
        "Class teacher",
    )


def test_one_more_child_can_be_on_the_way(client, case):
    client.post(
        url_of(case),
        filled(
            first_name="",
            part="child",
            expected_on_day="14",
            expected_on_month="2",
            expected_on_year="2027",
        ),
    )

    newest = case.children.last().person
    assert (newest.last_name, newest.is_unborn) == ("Bell", True)
    assert case.children.count() == 3


def test_whoever_is_like_them_is_shown_first_and_the_text_is_kept(client, case):
    other = CaseFactory(created_by=case.created_by)
    known = NetworkMemberFactory(
        case=other, person=PersonFactory(first_name="Pat", last_name="Bell")
    ).person

    response = client.post(url_of(case), filled(known_as="Patsy"))

    page = response.content.decode()
    assert response.status_code == 200
    assert not case.network.exists()
    assert [str(row.person.public_id) for row in response.context["alike"].found.values()] == [
        str(known.public_id)
    ]
    assert 'value="Patsy"' in page
    assert str(other) in page
    assert "Select one of these people" not in page
    look = AccessEvent.objects.get(action="look_alikes_shown")
    assert (look.case_ids, look.row_count) == ([other.pk], 1)


def test_what_was_typed_of_somebody_chosen_fills_what_is_empty_and_what_differs_is_said(
    client, case
):
    other = CaseFactory(created_by=case.created_by)
    person = PersonFactory(first_name="Pat", last_name="Bell", known_as="Pip")
    known = NetworkMemberFactory(case=other, person=person).person

    response = client.post(
        url_of(case),
        filled(known_as="Patsy", other_names="Ball", asked="1", who=known.public_id),
        follow=True,
    )

    known.refresh_from_db()
    assert (known.known_as, known.other_names) == ("Pip", "Ball")
    said = [str(one) for one in response.context["messages"] if one.level_tag == "warning"]
    assert said == [
        "Pat Bell was known already. What is recorded stayed as it was: likes to be called "
        "“Pip”, not “Patsy”. Change it if it is wrong."
    ]


def test_choosing_somebody_adds_them_and_overwrites_nothing(client, case):
    other = CaseFactory(created_by=case.created_by)
    known = NetworkMemberFactory(
        case=other, person=PersonFactory(first_name="Pat", last_name="Bell", known_as="Pip")
    ).person
    child = case.children.first()
    tell_relationship(known, Kind.GRANDPARENT, child.person, by=case.created_by, detail="Nan")

    client.post(
        url_of(case),
        filled(known_as="Patsy", asked="1", who=known.public_id, detail="Granny")
        | to(child, "grandparent"),
    )

    assert case.network.get().person == known
    known.refresh_from_db()
    assert (known.known_as, known.version) == ("Pip", 1)
    assert Relationship.objects.get().detail == "Nan"


def test_somebody_new_is_entered_after_the_question(client, case):
    NetworkMemberFactory(
        case=CaseFactory(created_by=case.created_by),
        person=PersonFactory(first_name="Pat", last_name="Bell"),
    )
    unanswered = client.post(url_of(case), filled(asked="1"))
    assert unanswered.context["alike"].errors["who"] == [
        "Select one of these people, or “Somebody new”"
    ]

    client.post(url_of(case), filled(asked="1", who="new"))

    assert case.network.get().person.full_name == "Pat Bell"
    assert Person.objects.filter(last_name="Bell").count() == 2


def test_a_person_who_was_not_offered_cannot_be_chosen(client, case):
    NetworkMemberFactory(
        case=CaseFactory(created_by=case.created_by),
        person=PersonFactory(first_name="Pat", last_name="Bell"),
    )
    hidden = NetworkMemberFactory().person

    response = client.post(url_of(case), filled(asked="1", who=hidden.public_id))

    assert response.context["alike"].errors["who"] == ["Select one of the choices shown"]
    assert not case.network.exists()


def test_somebody_who_is_here_already_is_named_and_not_offered(client, case):
    here = NetworkMemberFactory(
        case=case, person=PersonFactory(first_name="Pat", last_name="Bell")
    ).person

    response = client.post(url_of(case), filled())

    assert [row.person for row in response.context["here"]] == [here]
    assert response.context["alike"].found == {}
    assert case.network.count() == 1


def test_a_hidden_look_alike_says_nothing_here_and_tells_those_who_hold_it(client, case):
    held = ChildFactory(first_name="Amira", last_name="Okafor", age=9)
    holding = CaseFactory(children=[held])
    born = held.date_of_birth

    response = client.post(
        url_of(case),
        filled(
            first_name="Amira",
            last_name="Okafor",
            part="child",
            date_of_birth_day=born.day,
            date_of_birth_month=born.month,
            date_of_birth_year=born.year,
        ),
        follow=True,
    )

    assert case.children.count() == 3
    assert str(holding) not in response.content.decode()
    task = Task.objects.get(kind=Task.Kind.LOOK_ALIKE)
    assert task.for_managers_of == holding.team
    assert not Task.objects.visible_to(case.created_by).filter(pk=task.pk).exists()


def test_pressing_twice_makes_one(client, case):
    for _ in range(2):
        response = client.post(url_of(case), filled(form_token=TOKEN))

    assert response.status_code == 302
    assert case.network.count() == 1


@pytest.mark.parametrize(
    ("said", "field", "message"),
    [
        ({"first_name": "  ", "last_name": ""}, "first_name", "Enter a name"),
        ({"part": ""}, "part", "Select who they are"),
        ({"part": "robot"}, "part", "Select one of the choices shown"),
        ({"first_name": "x" * 101}, "first_name", "First name must be 100 characters or less"),
        ({"first_name": "Zo\ufffd"}, "first_name", "This has unreadable characters. Type it again, without pasting."),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(client, case, said, field, message):
    response = client.post(url_of(case), filled(detail="Nana Pat", **said))

    assert response.context["form"].errors[field] == [message]
    assert 'value="Nana Pat"' in response.content.decode()
    assert not case.network.exists()


@pytest.mark.parametrize(
    ("day", "month", "year"), [("1", "1", "0001"), ("1", "1", "10000"), ("31", "2", "2019")]
)
def test_a_birthday_that_cannot_be_is_an_error(client, case, day, month, year):
    response = client.post(
        url_of(case),
        filled(date_of_birth_day=day, date_of_birth_month=month, date_of_birth_year=year),
    )

    assert "date_of_birth" in response.context["form"].errors


def test_a_grown_up_is_not_added_as_a_child(client, case):
    response = client.post(
        url_of(case),
        filled(
            part="child",
            date_of_birth_day="1",
            date_of_birth_month="1",
            date_of_birth_year="1980",
        ),
    )

    [message] = response.context["form"].non_field_errors()
    assert "at most 25" in message


def test_names_are_cleaned_of_what_cannot_be_seen_and_otherwise_left_alone(client, case):
    client.post(
        url_of(case), filled(first_name="O\u2019N\u0065\u0301ill\u202e-\u00d3", last_name="😀")
    )

    person = case.network.get().person
    assert (person.first_name, person.last_name) == ("O’Néill-Ó", "😀")


def test_markup_in_a_name_is_shown_as_it_was_typed(client, case):
    name = "<img src=x onerror=alert(1)>"
    client.post(url_of(case), filled(first_name=name))

    person = case.network.get().person
    for url in (url_of(case).removesuffix("add/"), person.get_absolute_url()):
        page = client.get(url).content.decode()
        assert name not in page
        assert "&lt;img src=x onerror=alert(1)&gt;" in page


def test_fields_that_the_form_does_not_have_change_nothing(client, case):
    client.post(url_of(case), filled(created_by="1", version="9", faith="x", is_restricted="1"))

    person = case.network.get().person
    assert (person.created_by, person.version, person.faith) == (case.created_by, 1, "")


def test_typed_text_waits_on_the_server_until_it_is_saved(client, case):
    key = DraftKey.of("person-add", case.public_id, title="x", url=url_of(case))
    child = case.children.first()
    client.post(key.save_url, filled(draft_title="x", draft_url="/") | to(child, "sibling"))

    response = client.get(url_of(case))

    form = response.context["form"]
    assert form["first_name"].value() == "Pat"
    assert form[f"to_{child.person.public_id.hex}"].value() == "sibling"
    assert "This is your draft" in response.content.decode()
    client.post(url_of(case), filled())
    assert find_draft(case.created_by, key) is None


@pytest.mark.parametrize(("stage", "status"), [("closed", 403), ("draft", 404)])
def test_a_closed_case_and_a_draft_take_nobody(client, stage, status):
    case = CaseFactory(**{stage: True})
    client.force_login(case.created_by)

    assert client.get(url_of(case)).status_code == status
    assert client.post(url_of(case), filled()).status_code == status


def test_nobody_is_added_to_a_case_that_is_not_there(client):
    case = CaseFactory()
    client.force_login(UserFactory(social_worker=True))

    assert client.post(url_of(case), filled()).status_code == 404
    client.force_login(UserFactory(seat="business_support"))
    assert client.post(url_of(case), filled()).status_code == 403

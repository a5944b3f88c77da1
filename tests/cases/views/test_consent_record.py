"""consent_record: one person's answer to one question, changed and withdrawn after sending."""

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.submitting import new_form_token
from cases.domain.closing import withdraw_case
from cases.domain.networks import add_child
from cases.models import Consent, Draft, Event, Task
from tests.drafting import shown, type_into
from tests.factories.referrals import (
    a_day_ago,
    add_parent,
    agree,
    make_allocated,
    make_child,
    make_council,
    make_unborn,
)

Answer, Capacity, Kind = Consent.Answer, Consent.Capacity, Consent.Kind
pytestmark = pytest.mark.django_db


@pytest.fixture
def council():
    return make_council()


@pytest.fixture
def case(client, council):
    """An allocated case whose mother agreed to be contacted; its coordinator is signed in."""
    client.force_login(council.coordinator)
    return make_allocated(council)


@pytest.fixture
def mother(case):
    return case.network.get().person


@pytest.fixture
def child(case):
    return case.children.get().person


def page(case, person, kind=Kind.CONTACT):
    return reverse("cases:consent_record", args=[case.public_id, person.public_id, kind])


def parts(day):
    return {
        "given_on_day": day.day,
        "given_on_month": day.month,
        "given_on_year": day.year,
    }


def said(version=1, **changes):
    return {
        "version": version,
        "answer": Answer.YES,
        "capacity": Capacity.RESPONSIBILITY,
        "method": Consent.Method.IN_PERSON,
        "taken_by": "Lee Staff",
        **parts(timezone.localdate()),
        **changes,
    }


def standing(person, kind=Kind.CONTACT):
    return Consent.objects.current().get(person=person, kind=kind)


def text_of(response):
    return " ".join(response.content.decode().split())


def test_a_first_answer_is_recorded_with_all_that_was_said(client, council, case, mother):
    response = client.post(
        page(case, mother, Kind.GO_AHEAD),
        said(
            method=Consent.Method.WRITING,
            taken_by="Sam Reed",
            scope="Without her brother",
            why="If it is soon",
            **parts(a_day_ago(2)),
        ),
    )

    assert response.url == reverse("cases:case_consent", kwargs={"public_id": case.public_id})
    consent = standing(mother, Kind.GO_AHEAD)
    assert (consent.answer, consent.capacity, consent.method, consent.given_on) == (
        Answer.YES,
        Capacity.RESPONSIBILITY,
        Consent.Method.WRITING,
        a_day_ago(2),
    )
    assert (consent.taken_by, consent.scope, consent.why, consent.recorded_by) == (
        "Sam Reed",
        "Without her brother",
        "If it is soon",
        council.coordinator,
    )


def test_a_withdrawal_keeps_the_yes_and_asks_what_follows(client, council, case, mother):
    response = client.post(
        page(case, mother), said(2, answer=Answer.WITHDRAWN, why="A new partner"), follow=True
    )

    assert list(Consent.objects.filter(person=mother).values_list("answer", flat=True)) == [
        Answer.YES,
        Answer.WITHDRAWN,
    ]
    event = Event.objects.get(kind=Event.Kind.CONSENT_RECORDED)
    assert (event.actor_name, event.from_value, event.to_value, event.why) == (
        "Lee Staff",
        "Yes",
        "Kelly Bell, “May we contact you about this”: Withdrawn",
        "A new partner",
    )
    assert Task.objects.get(kind=Task.Kind.CONTACT_WITHDRAWN).assigned_to == council.coordinator
    assert "decide what follows" in text_of(response)


def test_a_second_press_records_it_once(client, case, mother):
    data = said(2, answer=Answer.NO, form_token=new_form_token())

    first, second = (client.post(page(case, mother), data) for _ in range(2))

    assert first.url == second.url
    assert Consent.objects.filter(person=mother).count() == 2


def test_the_page_says_what_stands_and_begins_with_the_last_capacity(client, case, mother):
    agree(case, mother, capacity=Capacity.AUTHORITY, scope="Only letters")

    response = client.get(page(case, mother))

    assert "Only letters" in text_of(response)
    form = response.context["form"]
    assert form["capacity"].value() == Capacity.AUTHORITY
    assert (form["answer"].value(), form["taken_by"].value()) == (None, "Lee Staff")
    assert form["given_on"].value() == timezone.localdate()


@pytest.mark.parametrize(
    ("gender", "holds", "capacity"),
    [
        ("male", "no", Capacity.FATHER_WITHOUT),
        ("male", "yes", Capacity.RESPONSIBILITY),
        ("female", "no", Capacity.RESPONSIBILITY),
    ],
)
def test_in_what_capacity_is_guessed_from_what_is_recorded(client, case, gender, holds, capacity):
    parent = add_parent(case, "Sam", gender=gender, holds=holds)

    assert client.get(page(case, parent)).context["form"]["capacity"].value() == capacity


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"answer": ""}, "answer", "Select what they answered"),
        ({"answer": "unborn"}, "answer", "Select one of the choices shown"),
        ({"capacity": ""}, "capacity", "Select in what capacity they answer"),
        ({"method": ""}, "method", "Select how they answered"),
        ({"taken_by": " "}, "taken_by", "Enter who took the answer"),
        ({"given_on_day": ""}, "given_on", None),
        (parts(a_day_ago(-1)), "given_on", None),
        (parts(a_day_ago(5)), "why", None),
        ({"why": "x" * 301}, "why", None),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    client, case, mother, changes, field, message
):
    response = client.post(page(case, mother), said(2, scope="Only by text", **changes))

    form = response.context["form"]
    assert list(form.errors) == [field]
    if message:
        assert form.errors[field] == [message]
    assert 'value="Only by text"' in text_of(response)
    assert Consent.objects.filter(person=mother).count() == 1


def test_an_earlier_answer_takes_a_note(client, case, mother):
    data = said(2, answer=Answer.NO, why="The day was wrong", **parts(a_day_ago(5)))

    client.post(page(case, mother), data)

    assert standing(mother).given_on == a_day_ago(5)


def test_only_a_yes_is_withdrawn(client, case, mother):
    agree(case, mother, answer=Answer.NO)

    response = client.post(page(case, mother), said(3, answer=Answer.WITHDRAWN))

    assert response.context["form"].errors["answer"] == ["There is no yes to withdraw."]


def test_a_child_answers_in_the_capacity_of_their_age(client, council, case):
    sam = make_child(council.worker, "Sam", age=16)
    add_child(case, sam, by=council.worker)

    client.post(page(case, sam, Kind.GO_AHEAD), said(capacity=Capacity.ADULT))

    assert standing(sam, Kind.GO_AHEAD).capacity == Capacity.YOUNG_PERSON


def test_a_child_is_too_young_for_a_reason(client, case, child):
    too_young = said(answer=Answer.TOO_YOUNG, method="")

    refused = client.post(page(case, child), too_young)
    assert refused.context["form"].errors["why"] == [
        "Enter why Jonah Bell is too young to be asked."
    ]
    client.post(page(case, child), too_young | {"why": "She is three"})

    assert standing(child).why == "She is three"


def test_an_adult_is_never_too_young(client, case, mother):
    response = client.post(page(case, mother), said(2, answer=Answer.TOO_YOUNG, why="Three"))

    assert list(response.context["form"].errors) == ["answer"]


def test_who_comes_second_is_shown_both(client, council, case, mother):
    agree(case, mother, answer=Answer.NO, scope="Nothing at all")

    response = client.post(page(case, mother), said(2, scope="Only by text"))

    text = text_of(response)
    assert response.status_code == 409
    assert "Grace Staff recorded an answer" in text
    assert "Nothing at all" in text
    assert 'value="Only by text"' in text
    assert standing(mother).answer == Answer.NO
    again = dict(said(), version=response.context["form"]["version"].value(), scope="Only by text")
    assert client.post(page(case, mother), again).status_code == 302
    assert standing(mother).scope == "Only by text"


def test_what_was_typed_comes_back_and_goes_when_it_is_saved(client, case, mother):
    url = page(case, mother)
    type_into(client, url, answer=Answer.NO, method="phone", why="Too much at once")

    assert "This is your draft" in client.get(url).content.decode()
    assert "while you were writing" not in client.get(url).content.decode()
    assert shown(client, url)["why"] == ["Too much at once"]
    assert client.post(url, shown(client, url)).status_code == 302
    assert standing(mother).why == "Too much at once"
    assert not Draft.objects.exists()


def test_a_draft_is_of_one_question_and_one_person(client, council, case, mother, child):
    type_into(client, page(case, mother), why="Too much at once")

    for other in (page(case, mother, Kind.GO_AHEAD), page(case, child)):
        assert "Too much at once" not in client.get(other).content.decode()
    client.force_login(council.manager)
    assert "Too much at once" not in client.get(page(case, mother)).content.decode()


@pytest.mark.parametrize("kind", Kind)
def test_my_work_leads_on_to_the_form_while_it_is_open(client, council, case, mother, kind):
    url = page(case, mother, kind)
    type_into(client, url, why="Too much at once")
    own = reverse("cases:draft_detail", args=[Draft.objects.get().public_id])

    assert client.get(own).url == url
    withdraw_case(case, "They moved", by=council.manager)
    assert "Why: Too much at once" in client.get(own).content.decode()


def test_a_draft_begun_before_a_colleagues_answer_shows_both(client, case, mother):
    url = page(case, mother)
    opened = client.get(url).content.decode()
    agree(case, mother, answer=Answer.NO, scope="Nothing at all")
    type_into(client, url, page=opened, answer=Answer.YES, method="phone", scope="Only by text")

    restored = client.get(url)

    assert restored.status_code == 200
    assert "while you were writing" in text_of(restored)
    assert "Nothing at all" in text_of(restored)
    assert client.post(url, shown(client, url)).status_code == 302
    assert standing(mother).scope == "Only by text"


def test_an_ended_case_takes_no_answer_and_shows_what_was_typed(client, council, case, mother):
    withdraw_case(case, "They moved", by=council.manager)

    response = client.post(page(case, mother), said(2, scope="Only by text"))

    assert response.status_code == 403
    assert "Only by text" in response.content.decode()


def test_the_unborn_and_strangers_and_other_questions_are_not_there(client, council, case, mother):
    baby = make_unborn(council.worker)
    add_child(case, baby, by=council.worker)
    stranger = make_child(council.worker, "Sam")

    for url in (
        page(case, baby),
        page(case, stranger),
        page(case, mother, "processing"),
        page(case, mother).replace(str(mother.public_id), str(case.public_id)),
    ):
        assert client.get(url).status_code == 404


def test_no_name_stands_in_the_title(client, case, mother):
    title = client.get(page(case, mother)).content.decode().split("<title>")[1].split("</title>")[0]

    assert "Record an answer" in title
    assert "Kelly" not in title

"""case_consent: who was asked what, what stands, and everything that was said before."""

import pytest
from django.urls import reverse

from accounts.models import AccessEvent
from cases.domain.closing import withdraw_case
from cases.domain.consenting import record_consent
from cases.domain.networks import add_child, add_to_network, leave_network
from cases.domain.people import add_person
from cases.domain.referring import send_referral
from cases.models import Consent, NetworkMember
from tests.factories.cases import ExclusionFactory
from tests.factories.recording import queries_of
from tests.factories.referrals import (
    a_day_ago,
    agree,
    make_allocated,
    make_council,
    make_ready,
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


def url_of(case):
    return reverse("cases:case_consent", kwargs={"public_id": case.public_id})


def record_url(case, person, kind=Kind.CONTACT):
    return reverse("cases:consent_record", args=[case.public_id, person.public_id, kind])


def relative(case, name="Pat", part=NetworkMember.Part.FAMILY):
    person = add_person(by=case.created_by, first_name=name, last_name="Bell")
    add_to_network(case, person, by=case.created_by, part=part)
    return person


def page_of(client, case):
    return client.get(url_of(case)).context["consent"]


def text_of(response):
    return " ".join(response.content.decode().split())


def test_each_question_shows_what_stands_and_what_was_said_before(
    client, council, case, mother, child
):
    record_consent(
        case,
        mother,
        by=council.coordinator,
        kind=Kind.CONTACT,
        answer=Answer.WITHDRAWN,
        capacity=Capacity.RESPONSIBILITY,
        method=Consent.Method.PHONE,
        scope="The whole of it",
        why="She has a new partner",
        taken_by="Sam Reed",
        given_on=a_day_ago(0),
    )

    response = client.get(url_of(case))

    kelly, jonah = response.context["consent"].asked
    assert (kelly.person, jonah.person) == (mother, child)
    contact, go_ahead = kelly.questions
    assert contact.standing.answer == Answer.WITHDRAWN
    assert [one.answer for one in contact.earlier] == [Answer.YES]
    assert (go_ahead.standing, go_ahead.earlier) == (None, [])
    text = text_of(response)
    for words in (
        "<strong>Withdrawn</strong>",
        "As: Person with parental responsibility. By phone",
        "The whole of it",
        "She has a new partner",
        "Taken by Sam Reed. Recorded by Lee Staff",
        "Recorded by Grace Staff",
        "Earlier answers (1)",
    ):
        assert words in text


def test_a_look_is_recorded(client, council, case):
    client.get(url_of(case))

    look = AccessEvent.objects.latest("pk")
    assert (look.actor, look.action, look.case_id) == (
        council.coordinator,
        "case_consent",
        case.pk,
    )


def test_what_the_answers_come_to_is_said_by_question(client, case, mother, child):
    def states():
        return [state.words for state in page_of(client, case).states]

    assert states() == ["Yes: Kelly agreed.", "Not asked yet."]

    agree(case, child, kind=Kind.GO_AHEAD, capacity=Capacity.CHILD)
    assert states()[1] == "For a manager to decide: Jonah agreed, which is not enough alone."

    agree(case, child, kind=Kind.GO_AHEAD, capacity=Capacity.CHILD, answer=Answer.WITHDRAWN)
    assert states()[1] == "No: nobody whose word is enough agrees now."


def test_how_much_a_yes_counts_is_said_beside_it(client, case, mother, child):
    aunt = relative(case)
    agree(case, aunt, capacity=Capacity.ADULT)
    agree(case, child, capacity=Capacity.CHILD)

    asked = page_of(client, case).asked

    assert [one.questions[0].counts for one in asked] == [
        "Enough on its own.",
        "Alone, enough only if a manager decides so.",
        "Does not count: what is recorded does not let them agree for the children.",
    ]


def test_the_unborn_are_named_and_not_asked(client, council, case):
    baby = make_unborn(council.worker)
    add_child(case, baby, by=council.worker)

    response = client.get(url_of(case))

    assert "Not asked: not yet born." in text_of(response)
    assert record_url(case, baby) not in text_of(response)


def test_others_on_the_case_can_be_asked(client, case):
    aunt = relative(case)

    page = page_of(client, case)

    assert page.others == [aunt]
    assert record_url(case, aunt, Kind.GO_AHEAD) in text_of(client.get(url_of(case)))


def test_the_answers_of_somebody_who_left_stay(client, council, case):
    aunt = relative(case)
    agree(case, aunt, capacity=Capacity.ADULT)
    member = case.network.get(person=aunt)
    leave_network(member, by=council.worker, why="Moved away")

    response = client.get(url_of(case))

    [left] = response.context["consent"].left
    assert left.person == aunt
    assert left.questions[0].standing.answer == Answer.YES
    assert record_url(case, aunt) not in text_of(response)


def test_the_basis_for_keeping_records_is_not_consent(client, case):
    text = text_of(client.get(url_of(case)))

    assert f"{case.get_processing_basis_display()}. It does not rest on consent" in text
    assert "Referred without agreement" not in text

    case.referral.shared_without_consent = "A child may be harmed if we ask first."
    case.referral.save()
    assert "A child may be harmed if we ask first." in text_of(client.get(url_of(case)))


def test_what_is_left_to_decide_stands_above(client, case, mother):
    agree(case, mother, answer=Answer.WITHDRAWN)

    [task] = page_of(client, case).decisions

    own = reverse("cases:task_done", args=[task.public_id])
    assert own in text_of(client.get(url_of(case)))
    assert "Contact stops until this is decided" in text_of(client.get(own))
    assert url_of(case) in text_of(client.get(reverse("cases:my_work")))


def test_an_ended_case_is_read_and_offers_nothing_to_record(client, council, case, mother):
    withdraw_case(case, "They moved", by=council.manager)

    response = client.get(url_of(case))

    assert response.status_code == 200
    assert record_url(case, mother) not in text_of(response)


def test_it_is_led_to_from_the_people_and_from_the_summary(client, case):
    for name in ("case_people", "case_detail"):
        page = client.get(reverse(f"cases:{name}", kwargs={"public_id": case.public_id}))
        assert url_of(case) in page.content.decode()


def test_somebody_of_another_family_who_may_not_be_known_of_is_left_out(client, council, case):
    aunt = relative(case)
    agree(case, aunt, capacity=Capacity.ADULT)
    other = send_referral(make_ready(council), by=council.worker)
    add_to_network(other, aunt, by=council.worker, part=NetworkMember.Part.FAMILY)
    assert aunt.full_name in text_of(client.get(url_of(case)))

    ExclusionFactory(case=other, user=council.coordinator)

    assert aunt.full_name not in text_of(client.get(url_of(case)))


def test_the_page_costs_the_same_for_one_person_and_for_thirty(client, case):
    def more(number):
        for index in range(number):
            person = relative(case, f"Pat{index}")
            for answer in (Answer.YES, Answer.NO):
                for kind in Kind:
                    agree(case, person, kind=kind, capacity=Capacity.ADULT, answer=answer)
            relative(case, f"Ann{index}")

    more(1)
    cost = queries_of(client, url_of(case))

    more(29)

    assert queries_of(client, url_of(case)) == cost

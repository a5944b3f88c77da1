"""The long forms of a referral keep what is typed: per form, per referral, until it is saved."""

import pytest
from django.db import connection
from django.urls import reverse

from accounts.submitting import new_form_token
from cases.domain.networks import add_to_network, change_child
from cases.domain.people import change_person
from cases.domain.referring import start_referral, take_out
from cases.drafts import DraftKey
from cases.models import Consent, ContactPoint, Draft, NetworkMember, Referral
from tests.drafting import form_on, shown, type_into
from tests.factories.referrals import add_parent, agree, make_child, make_council, make_draft

pytestmark = pytest.mark.django_db


@pytest.fixture
def council():
    return make_council()


@pytest.fixture
def worker(client, council):
    client.force_login(council.worker)
    return council.worker


def page(name, case, *more):
    return reverse(f"cases:{name}", args=[case.public_id, *more])


def save(client, url, **changes):
    """Press the button of a page as it stands."""
    return client.post(url, shown(client, url) | {"form_token": new_form_token()} | changes)


def says_draft(client, url):
    return "This is your draft" in client.get(url).content.decode()


# Who matters

NAN = {
    "first_name": "Pat",
    "relation": "grandparent.female",
    "word": "Nan",
    "channel": "mobile",
    "value": "07700 900123",
    "is_confidential": "on",
}


def test_somebody_half_entered_comes_back_and_is_saved_once(client, council, worker):
    case = make_draft(council, make_child(worker), make_child(worker, "Sam", 4))
    url = page("referral_person_add", case)
    type_into(client, url, **NAN)

    assert says_draft(client, url)
    assert save(client, url).status_code == 302

    member = case.network.get()
    assert (member.person.first_name, member.side) == ("Pat", "")
    assert ContactPoint.objects.get(person=member.person).is_confidential
    assert not Draft.objects.exists()
    assert not says_draft(client, url)


def test_what_differs_between_the_children_comes_back_too(client, council, worker):
    jonah, sam = make_child(worker), make_child(worker, "Sam", 4)
    case = make_draft(council, jonah, sam)
    url = page("referral_person_add", case)
    of_sam = f"relation_{sam.public_id.hex}"
    type_into(client, url, first_name="Dean", same="no", **{of_sam: "step_parent.male"})

    assert shown(client, url)[of_sam] == ["step_parent.male"]


def test_a_confidential_number_in_a_draft_is_encrypted(client, council, worker):
    type_into(client, page("referral_person_add", make_draft(council)), **NAN)

    with connection.cursor() as cursor:
        cursor.execute("SELECT data, title, url, subject FROM cases_draft")
        assert "900123" not in "".join(cursor.fetchone())


def test_somebody_in_two_referrals_has_a_draft_in_each(client, council, worker):
    one, other = make_draft(council), make_draft(council, make_child(worker, "Sam"))
    nan = add_parent(one, "Pat")
    add_to_network(other, nan, by=worker, part=NetworkMember.Part.FAMILY)
    here, there = (page("referral_person_edit", case, nan.public_id) for case in (one, other))
    type_into(client, here, word="Nan")

    assert shown(client, here)["word"] == ["Nan"]
    assert shown(client, there)["word"] == [""]
    assert save(client, there, word="Gran", relation="grandparent.female").status_code == 302
    assert Draft.objects.get().subject == f"{one.public_id}-{nan.public_id}"


def test_a_draft_about_somebody_who_was_changed_meanwhile_shows_both(client, council, worker):
    case = make_draft(council)
    mother = add_parent(case)
    url = page("referral_person_edit", case, mother.public_id)
    type_into(client, url, known_as="Kel")
    change_person(mother, by=council.manager, version=1, changes={"known_as": "Kelly-Ann"})

    response = save(client, url)

    assert response.status_code == 409
    assert "likes to be called Kelly-Ann" in response.content.decode()
    assert response.context["form"]["known_as"].value() == "Kel"


def test_a_draft_about_somebody_taken_out_is_read_on_its_own_page(client, council, worker):
    case = make_draft(council)
    mother = add_parent(case)
    url = page("referral_person_edit", case, mother.public_id)
    type_into(client, url, known_as="Kel")
    own = reverse("cases:draft_detail", args=[Draft.objects.get().public_id])
    assert client.get(own).url == url

    take_out(case.network.get(), by=worker)

    assert "Known as: Kel" in client.get(own).content.decode()


# Children


def test_children_half_entered_come_back_without_complaints(client, council, worker):
    case = start_referral(by=worker, team=council.service)
    url = page("referral_child_add", case)
    two = {"child-TOTAL_FORMS": 2, "child-0-first_name": "Jonah", "child-0-last_name": "Bell"}
    type_into(client, url, **two, **{"child-1-first_name": "Sam"}, worker="none")

    response = client.get(url)

    again = form_on(response.content.decode(), url)
    assert says_draft(client, url)
    assert "There is a problem" not in response.content.decode()
    assert (again["child-0-first_name"], again["child-1-first_name"]) == (["Jonah"], ["Sam"])
    assert (again["child-TOTAL_FORMS"], again["worker"]) == (["2"], ["none"])


def test_children_of_a_draft_are_entered_and_the_draft_goes(client, council, worker):
    case = start_referral(by=worker, team=council.service)
    url = page("referral_child_add", case)
    type_into(client, url, **{"child-0-first_name": "Jonah", "child-0-birth": "not_known"})

    assert save(client, url).status_code == 302

    assert case.children.get().person.first_name == "Jonah"
    assert not Draft.objects.exists()


def test_a_list_without_its_counts_is_shown_empty(client, council, worker):
    case = start_referral(by=worker, team=council.service)
    key = DraftKey.of("referral-child-add", case.public_id, title="x", url="/")
    client.post(key.save_url, {"child-0-first_name": "Jonah"})

    assert shown(client, page("referral_child_add", case))["child-0-first_name"] == [""]


def test_a_change_of_a_child_comes_back_with_its_social_worker(client, council, worker):
    case = make_draft(council)
    jonah = case.children.get().person
    url = page("referral_child_edit", case, jonah.public_id)
    type_into(client, url, known_as="Joe", worker="other", worker_email="lee@example.org")

    again = shown(client, url)
    assert (again["known_as"], again["worker_email"]) == (["Joe"], ["lee@example.org"])
    assert save(client, url, worker="none").status_code == 302
    jonah.refresh_from_db()
    assert jonah.known_as == "Joe"
    assert not Draft.objects.exists()


def test_a_draft_about_a_child_who_was_changed_meanwhile_shows_both(client, council, worker):
    case = make_draft(council)
    child = case.children.get()
    url = page("referral_child_edit", case, child.person.public_id)
    type_into(client, url, living_detail="Nan's, Hull")
    change_child(child, by=worker, version=1, changes={"living_with": "mother"})

    response = save(client, url)

    assert response.status_code == 409
    assert "living with: Mother" in response.content.decode()


# Agreement


def test_answers_half_entered_come_back_for_each_person(client, council, worker):
    case = make_draft(council)
    mother, jonah = add_parent(case), case.children.get().person
    url = page("referral_consent", case)
    of = {one: f"person-{one.public_id.hex}" for one in (mother, jonah)}
    type_into(
        client,
        url,
        **{
            f"{of[mother]}-answer": "yes",
            f"{of[mother]}-scope": "Only by text",
            f"{of[jonah]}-answer": "too_young",
            f"{of[jonah]}-why": "She is two",
        },
    )

    assert says_draft(client, url)
    assert save(client, url).status_code == 302

    said = {row.person: (row.answer, row.scope, row.why) for row in Consent.objects.current()}
    assert said == {mother: ("yes", "Only by text", ""), jonah: ("too_young", "", "She is two")}
    assert not Draft.objects.exists()


def test_why_without_agreement_comes_back(client, council, worker):
    case = make_draft(council)
    url = page("referral_consent", case)
    type_into(client, url, shared_without_consent="Serious harm")

    assert shown(client, url)["shared_without_consent"] == ["Serious harm"]


def test_somebody_added_since_is_asked_as_ever_on_a_restored_page(client, council, worker):
    case = make_draft(council)
    url = page("referral_consent", case)
    type_into(client, url, shared_without_consent="Serious harm")
    mother = add_parent(case)
    agree(case, mother)

    assert shown(client, url)[f"person-{mother.public_id.hex}-answer"] == ["yes"]


# Who is referring


def test_a_teacher_half_entered_comes_back(client, council, worker):
    case = make_draft(council)
    url = page("referral_referrer", case)
    type_into(client, url, who="other", name="Mrs Moss", phone="01632 960001")

    assert says_draft(client, url)
    assert save(client, url).status_code == 302

    referrer = Referral.objects.get().referrer
    assert (referrer.name, referrer.phone) == ("Mrs Moss", "+441632960001")
    assert not Draft.objects.exists()


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("referral_person_add", "first_name"),
        ("referral_child_add", "child-0-first_name"),
        ("referral_consent", "shared_without_consent"),
        ("referral_referrer", "name"),
    ],
)
def test_a_draft_turns_up_in_no_other_referral_and_for_nobody_else(
    client, council, worker, name, field
):
    case = make_draft(council)
    another = make_draft(council, make_child(worker, "Sam"))
    type_into(client, page(name, case), **{field: "Typed here"})

    assert shown(client, page(name, case))[field] == ["Typed here"]
    assert "Typed here" not in client.get(page(name, another)).content.decode()
    client.force_login(council.manager)
    assert client.get(page(name, case)).status_code == 404

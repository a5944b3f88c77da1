"""The long forms of a referral keep what is typed: per form, per referral, until it is saved."""

import pytest
from django.db import connection
from django.urls import reverse

from accounts.submitting import new_form_token
from cases.domain.networks import add_to_network
from cases.domain.people import change_person
from cases.domain.referring import take_out
from cases.models import ContactPoint, Draft, NetworkMember
from tests.drafting import shown, type_into
from tests.factories.referrals import add_parent, make_child, make_council, make_draft

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

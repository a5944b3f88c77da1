"""What was typed on the pages of a letter and not saved: all of it comes back, or it is undone."""

import pytest
from django.urls import reverse

from accounts.submitting import new_form_token
from cases.domain.networks import add_child
from cases.domain.offering import change_offer, record_offer
from cases.domain.referring import send_referral
from cases.models import Draft, Offer, OfferReply
from tests.drafting import shown, type_into
from tests.factories.referrals import (
    a_day_ago,
    add_parent,
    make_child,
    make_council,
    make_draft,
    make_ready,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def council():
    return make_council()


@pytest.fixture
def worker(client, council):
    client.force_login(council.worker)
    return council.worker


def page(name, *args):
    return reverse(f"cases:{name}", args=[one.public_id for one in args])


def letter(council, *children, **said):
    return record_offer(
        by=council.worker,
        team=council.referring,
        letter_on=a_day_ago(9),
        children=children,
        made=Offer.Made.YES,
        **said,
    )


def sent(days=9):
    on = a_day_ago(days)
    return {
        "letter": "sent",
        "letter_on_day": on.day,
        "letter_on_month": on.month,
        "letter_on_year": on.year,
        "made": "yes",
    }


def reply_of(person, reply, days=2):
    key, on = f"reply-{person.public_id.hex}", a_day_ago(days)
    return {
        f"{key}-reply": reply,
        f"{key}-replied_on_day": on.day,
        f"{key}-replied_on_month": on.month,
        f"{key}-replied_on_year": on.year,
    }


def test_a_restored_letter_keeps_what_the_parents_answered(client, council, worker):
    case = make_draft(council)
    mother = add_parent(case)
    url = page("referral_offer", case)
    type_into(client, url, **sent(), **reply_of(mother, "declined"))

    client.post(url, shown(client, url) | {"form_token": new_form_token()})

    [reply] = OfferReply.objects.all()
    assert (reply.person, reply.reply, reply.replied_on) == (mother, "declined", a_day_ago(2))
    assert not Draft.objects.exists()


def test_a_restored_letter_keeps_why_it_does_not_apply(client, council, worker):
    case = make_draft(council)
    url = page("referral_offer", case)
    type_into(client, url, **sent(), applies=[], why_not="Lives abroad")

    client.post(url, shown(client, url) | {"form_token": new_form_token()})

    row = Offer.objects.get().children.get()
    assert (row.applies, row.why_not) == (False, "Lives abroad")


def test_a_child_who_came_after_the_draft_is_not_left_out_of_it(client, council, worker):
    case = make_draft(council)
    jonah = case.children.get().person
    url = page("referral_offer", case)
    type_into(client, url, **sent(), applies=[], why_not="Lives abroad")
    sam = make_child(worker, "Sam", 4)
    add_child(case, sam, by=worker)

    applies = client.get(url).context["applies"]

    assert applies["applies"].value() == [sam.public_id.hex]
    assert applies["why_not"].value() == "Lives abroad"
    assert shown(client, url)["children_asked"] == [f"{jonah.public_id.hex} {sam.public_id.hex}"]


def test_a_restored_change_of_a_letter_keeps_to_whom_it_applies(client, council, worker):
    jonah, sam = make_child(worker), make_child(worker, "Sam", 4)
    offer = letter(council, jonah, sam)
    url = page("offer_edit", offer)
    type_into(client, url, applies=[jonah.public_id.hex], why_not="Lives abroad")

    client.post(url, shown(client, url) | {"form_token": new_form_token()})

    rows = {row.child: (row.applies, row.why_not) for row in offer.children.all()}
    assert rows == {jonah: (True, ""), sam: (False, "Lives abroad")}


def test_a_draft_of_a_letter_that_a_colleague_changed_shows_both(client, council, worker):
    offer = letter(council, make_child(worker))
    url = page("offer_edit", offer)
    opened = client.get(url).content.decode()
    change_offer(offer, by=council.manager, version=1, changes={"letter_on": a_day_ago(20)})
    type_into(client, url, page=opened, **sent(5))

    restored = client.get(url)

    assert restored.status_code == 200
    assert restored.context["stale"] == Offer.objects.get()
    assert "Somebody changed this while you were writing" in restored.content.decode()
    assert shown(client, url)["letter_on_day"] == [str(a_day_ago(5).day)]
    assert client.post(url, shown(client, url)).status_code == 302
    assert Offer.objects.get().letter_on == a_day_ago(5)


def test_a_new_letter_comes_back_with_its_children_and_people(client, council, worker):
    url = page("offer_add")
    type_into(
        client,
        url,
        **sent(),
        **{
            "child-TOTAL_FORMS": 2,
            "child-0-first_name": "Jonah",
            "child-0-last_name": "Bell",
            "child-0-birth": "not_known",
            "child-1-first_name": "Sam",
            "child-1-birth": "not_known",
            "person-0-first_name": "Kelly",
            "person-0-relation": "parent.female",
        },
    )

    restored = client.get(url).content.decode()
    assert "This is your draft" in restored
    assert "There is a problem" not in restored
    assert client.post(url, shown(client, url)).status_code == 302

    offer = Offer.objects.get()
    assert [row.child.first_name for row in offer.children.order_by("pk")] == ["Jonah", "Sam"]
    assert offer.replies.get().person.first_name == "Kelly"
    assert not Draft.objects.exists()


def test_a_letter_about_a_case_comes_back_with_its_answers(client, council, worker):
    case = send_referral(make_ready(council), by=worker)
    mother = case.network.get().person
    url = page("case_offer_add", case)
    type_into(client, url, **sent(), **reply_of(mother, "accepted"), applies=[], why_not="Abroad")

    assert client.post(url, shown(client, url)).status_code == 302

    offer = case.offers.get()
    assert (offer.replies.get().reply, offer.children.get().why_not) == ("accepted", "Abroad")
    assert not Draft.objects.exists()


def test_a_letter_about_one_case_turns_up_in_no_other(client, council, worker):
    case = send_referral(make_ready(council), by=worker)
    another = send_referral(make_ready(council, make_child(worker, "Sam")), by=worker)
    type_into(client, page("case_offer_add", case), not_made_reason="Not safe")

    assert shown(client, page("case_offer_add", case))["not_made_reason"] == ["Not safe"]
    assert shown(client, page("case_offer_add", another))["not_made_reason"] == [""]
    assert shown(client, page("offer_add"))["not_made_reason"] == [""]

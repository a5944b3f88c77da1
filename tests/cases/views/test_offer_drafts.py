"""What was typed on the pages of a letter and not saved: all of it comes back, or it is undone."""

import pytest
from django.urls import reverse

from accounts.submitting import new_form_token
from cases.domain.networks import add_child
from cases.domain.offering import change_offer, record_offer
from cases.models import Draft, Offer, OfferReply
from tests.drafting import shown, type_into
from tests.factories.referrals import (
    a_day_ago,
    add_parent,
    make_child,
    make_council,
    make_draft,
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

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import User
from cases.domain.offering import change_offer, record_offer, record_reply, take_back_reply
from cases.domain.people import add_person
from cases.domain.referring import send_referral
from cases.domain.restricting import exclude_colleague
from cases.models import Event, Offer, OfferReply
from restorative.conflicts import StaleVersion
from tests.factories.referrals import (
    a_day_ago,
    make_child,
    make_council,
    make_draft,
    make_member,
    make_ready,
    make_unborn,
)

Made, Reply = Offer.Made, OfferReply.Reply
pytestmark = pytest.mark.django_db


@pytest.fixture
def council():
    return make_council()


@pytest.fixture
def mother(council):
    return add_person(by=council.worker, first_name="Kelly", last_name="Bell")


def letter(council, *children, **said):
    return record_offer(
        **{
            "by": council.worker,
            "team": council.referring,
            "letter_on": a_day_ago(10),
            "children": children or (make_child(council.worker),),
            "made": Made.YES,
            **said,
        }
    )


def code_of(act):
    with pytest.raises(ValidationError) as caught:
        act()
    return caught.value.code


NOT_MADE = {
    "made": Made.NO,
    "not_made_reason": "It would not be safe.",
    "not_made_decided_by": "Angela Staff",
    "not_made_decided_on": date(2026, 1, 5),
}


def test_an_offer_is_made_on_the_day_of_its_letter_unless_said_otherwise(council):
    assert letter(council).made_on == a_day_ago(10)
    assert letter(council, made_on=a_day_ago(8)).made_on == a_day_ago(8)


def test_an_offer_stands_without_any_case(council):
    offer = letter(council)

    event = Event.objects.get()
    assert (offer.case, event.case_id, event.to_value) == (None, None, "Offer made")


def test_an_offer_not_made_keeps_its_reason_and_who_decided(council):
    offer = letter(council, **NOT_MADE, made_on=a_day_ago())

    assert (offer.made_on, offer.not_made_reason) == (None, "It would not be safe.")


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"letter_on": date(2099, 1, 1), "made": ""}, "letter_in_the_future"),
        ({"made_on": date(2099, 1, 1)}, "made_in_the_future"),
        ({**NOT_MADE, "not_made_reason": " "}, "reason_missing"),
        ({**NOT_MADE, "not_made_decided_by": ""}, "decider_missing"),
        ({**NOT_MADE, "not_made_decided_on": None}, "decided_on_missing"),
        ({**NOT_MADE, "not_made_decided_on": date(2099, 1, 1)}, "decided_in_the_future"),
    ],
)
def test_what_a_letter_cannot_be(council, said, code):
    assert code_of(lambda: letter(council, **said)) == code
    assert not Offer.objects.exists()


def test_a_letter_is_about_somebody(council):
    refused = {
        "by": council.worker,
        "team": council.referring,
        "letter_on": a_day_ago(),
        "children": [],
    }
    assert code_of(lambda: record_offer(**refused)) == "no_children"


def test_the_offer_does_not_apply_to_an_unborn_child(council):
    child, unborn = make_child(council.worker), make_unborn(council.worker)

    offer = letter(council, child, unborn)

    assert set(offer.children.values_list("child", "applies", "why_not")) == {
        (child.pk, True, ""),
        (unborn.pk, False, "Not yet born"),
    }


def test_for_whom_it_does_not_apply_can_be_said(council):
    child, unborn = make_child(council.worker), make_unborn(council.worker)

    offer = letter(council, child, unborn, not_for={child: "Lives abroad"})

    assert set(offer.children.values_list("child", "why_not")) == {
        (child.pk, "Lives abroad"),
        (unborn.pk, ""),
    }


def test_an_answer_is_recorded_with_its_day(council, mother):
    offer = letter(council)

    reply = record_reply(
        offer, mother, by=council.worker, reply=Reply.ACCEPTED, replied_on=a_day_ago(7)
    )
    assert (reply.reply, reply.replied_on) == (Reply.ACCEPTED, a_day_ago(7))


def test_one_person_has_one_answer_that_can_change(council, mother):
    offer = letter(council)
    record_reply(offer, mother, by=council.worker, reply=Reply.UNANSWERED, replied_on=a_day_ago())
    first = offer.replies.get()

    record_reply(offer, mother, by=council.worker, reply=Reply.DECLINED, replied_on=a_day_ago())

    assert first.replied_on is None
    assert offer.replies.get().reply == Reply.DECLINED


@pytest.mark.parametrize(
    ("reply", "replied_on", "code"),
    [
        ("perhaps", a_day_ago, "reply_missing"),
        (Reply.ACCEPTED, lambda: None, "replied_on_missing"),
        (Reply.ACCEPTED, lambda: a_day_ago(-1), "replied_in_the_future"),
        (Reply.DECLINED, lambda: a_day_ago(11), "replied_before_letter"),
    ],
)
def test_what_cannot_be_an_answer(council, mother, reply, replied_on, code):
    offer = letter(council)
    act = lambda: record_reply(  # noqa: E731
        offer, mother, by=council.worker, reply=reply, replied_on=replied_on()
    )
    assert code_of(act) == code


def test_only_an_offer_can_be_answered(council, mother):
    offer = letter(council, **NOT_MADE)

    act = lambda: record_reply(  # noqa: E731
        offer, mother, by=council.worker, reply=Reply.UNANSWERED
    )
    assert code_of(act) == "not_offered"


def test_children_do_not_answer_the_letter_about_them(council):
    child = make_child(council.worker)
    offer = letter(council, child)

    act = lambda: record_reply(offer, child, by=council.worker, reply=Reply.UNANSWERED)  # noqa: E731
    assert code_of(act) == "a_child_of_it"


def test_somebody_named_by_mistake_is_taken_back(council, mother):
    offer = letter(council)
    record_reply(offer, mother, by=council.worker, reply=Reply.UNANSWERED)

    take_back_reply(offer, mother, by=council.worker)
    take_back_reply(offer, mother, by=council.worker)

    assert not offer.replies.exists()
    assert Event.objects.filter(to_value="Kelly Bell: not offered").count() == 1


def test_a_missing_letter_is_filled_in_later(council):
    offer = letter(council, made="")

    offer = change_offer(offer, by=council.manager, version=1, changes={"made": Made.YES})

    assert (offer.made, offer.made_on, offer.version) == (Made.YES, offer.letter_on, 2)
    event = Event.objects.get(kind=Event.Kind.OFFER_CHANGED)
    assert (event.from_value, event.to_value) == ("Not recorded", "Offer made")


def test_a_reason_not_to_offer_is_gone_once_it_was_offered(council):
    offer = letter(council, **NOT_MADE)

    offer = change_offer(offer, by=council.worker, version=1, changes={"made": Made.YES})

    assert (offer.not_made_reason, offer.not_made_decided_on) == ("", None)


def test_the_slower_of_two_is_told(council):
    offer = letter(council)
    change_offer(offer, by=council.worker, version=1, changes={"made_on": a_day_ago(3)})

    with pytest.raises(StaleVersion):
        change_offer(offer, by=council.manager, version=1, changes={"made_on": a_day_ago(4)})


def test_a_change_is_checked_like_a_new_letter(council):
    offer = letter(council)
    changes = {"made": Made.NO, "not_made_reason": "Because"}

    act = lambda: change_offer(offer, by=council.worker, version=1, changes=changes)  # noqa: E731
    assert code_of(act) == "decider_missing"


def test_children_are_added_to_a_letter(council):
    child, sister = make_child(council.worker), make_child(council.worker, "Tilly")
    offer = letter(council, child)

    change_offer(offer, by=council.worker, version=1, changes={}, children=[child, sister])

    assert offer.children.count() == 2


def test_only_fields_of_the_letter_change(council):
    with pytest.raises(ValueError, match="case"):
        change_offer(letter(council), by=council.worker, version=1, changes={"case": None})


def test_a_letter_of_a_draft_stands_on_the_timeline_once_it_is_sent(council):
    case = make_ready(council)
    offer = letter(council, case.children.get().person, case=case)
    assert not Event.objects.exists()

    send_referral(case, by=council.worker)

    event = Event.objects.get(kind=Event.Kind.OFFER_RECORDED)
    assert (event.subject_id, event.child_ids) == (offer.pk, [case.children.get().pk])


def test_who_may_know_of_a_letter_that_stands_alone(council):
    colleague = make_member(council.referring, "social_worker", "Rhys")
    letter(council)

    seen_by = [
        user.first_name
        for user in (
            council.worker,
            colleague,
            council.referring_manager,
            council.manager,
            council.coordinator,
        )
        if Offer.objects.visible_to(user).exists()
    ]
    assert seen_by == ["Grace", "Angela", "Helen"]


def test_whoever_is_shut_out_of_the_family_does_not_see_its_letters(council):
    case = send_referral(make_ready(council), by=council.worker)
    letter(council, case.children.get().person)
    manager = make_member(council.service, "manager", "Omar")
    assert Offer.objects.visible_to(manager).exists()

    exclude_colleague(case, manager, by=council.manager, ground="related")

    assert not Offer.objects.visible_to(User.objects.get(pk=manager.pk)).exists()


def test_a_letter_of_a_draft_is_its_authors_alone(council):
    case = make_draft(council)
    letter(council, case.children.get().person, case=case)

    assert Offer.objects.visible_to(council.worker).exists()
    assert not Offer.objects.visible_to(council.manager).exists()


def test_a_letter_may_be_of_today(council):
    assert letter(council, letter_on=timezone.localdate(), made_on=None).pk
    tomorrow = timezone.localdate() + timedelta(days=1)
    assert code_of(lambda: letter(council, letter_on=tomorrow)) == "letter_in_the_future"

"""Letters before proceedings on their own: listed, recorded, answered, filled in later."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import Team
from accounts.submitting import new_form_token
from cases.domain.entering_offers import enter_offer
from cases.domain.offering import record_offer, record_reply
from cases.domain.people import add_person
from cases.domain.referring import send_referral
from cases.models import BreakGlass, Offer, OfferReply, Person, Relationship
from cases.offer_gaps import count_offers, gaps_in, warnings_on
from cases.relationships import Kind
from tests.factories.referrals import (
    a_day_ago,
    add_parent,
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
def worker(client, council):
    client.force_login(council.worker)
    return council.worker


def page(name, *args):
    return reverse(f"cases:{name}", args=[getattr(one, "public_id", one) for one in args])


def text_of(response):
    return response.content.decode()


def letter(council, *children, days=10, **said):
    return record_offer(
        **{
            "by": council.worker,
            "team": council.referring,
            "letter_on": a_day_ago(days),
            "children": children or [make_child(council.worker)],
            "made": Made.YES,
            **said,
        }
    )


NOT_MADE = {
    "made": Made.NO,
    "not_made_reason": "It would not be safe.",
    "not_made_decided_by": "Angela Staff",
    "not_made_decided_on": date(2026, 1, 5),
}


def answered(offer, council, reply, name="Kelly"):
    person = add_person(by=council.worker, first_name=name, last_name="Bell")
    on = None if reply == Reply.UNANSWERED else a_day_ago(2)
    return record_reply(offer, person, by=council.worker, reply=reply, replied_on=on)


# The list


def test_the_list_says_how_many_letters_have_an_offer_or_a_reason(client, council, worker):
    for _ in range(12):
        letter(council)
    letter(council, **NOT_MADE)
    missing = letter(council, made="")
    client.force_login(council.manager)

    shown = client.get(page("offer_list"))
    assert "14 letters: 12 offered, 1 not made with reason, 1 missing." in text_of(shown)
    assert "It is not recorded whether a meeting was offered" in text_of(shown)

    client.post(
        page("offer_edit", missing),
        {
            "form_token": new_form_token(),
            "version": 1,
            "letter_on_day": missing.letter_on.day,
            "letter_on_month": missing.letter_on.month,
            "letter_on_year": missing.letter_on.year,
            "made": "yes",
            "applies": [missing.children.get().child.public_id.hex],
        },
    )
    assert "14 letters: 13 offered, 1 not made with reason, 0 missing." in text_of(
        client.get(page("offer_list"))
    )


def test_families_that_decline_are_listed(client, council, worker):
    answered(letter(council), council, Reply.DECLINED)

    shown = text_of(client.get(page("offer_list")))

    assert "Kelly Bell: declined" in shown
    assert "1 letter: 1 offered" in shown


@pytest.mark.parametrize(
    ("show", "listed"),
    [
        ("", 5),
        ("offered", 3),
        ("not_made", 1),
        ("missing", 1),
        ("unanswered", 1),
        ("declined", 1),
        ("nonsense", 5),
    ],
)
def test_the_list_can_be_cut_down_to_what_is_missing(client, council, worker, show, listed):
    letter(council, **NOT_MADE)
    letter(council, made="")
    answered(letter(council), council, Reply.UNANSWERED)
    answered(letter(council), council, Reply.DECLINED, "Dean")
    answered(letter(council), council, Reply.ACCEPTED, "Lou")

    shown = client.get(page("offer_list"), {"show": show})

    assert len(shown.context["rows"]) == listed
    assert shown.context["counts"].letters == 5


def test_the_list_can_be_cut_down_to_one_team(client, council, worker):
    court = Team.objects.create(name="Court", kind="referring")
    letter(council)
    letter(council, team=court)
    client.force_login(council.manager)

    shown = client.get(page("offer_list"), {"team": court.public_id})

    assert (len(shown.context["rows"]), shown.context["counts"].letters) == (1, 1)
    assert "Counted for Court alone" in text_of(shown)


@pytest.mark.parametrize(
    "query",
    [
        {"team": "x"},
        {"team": "\x00"},
        {"show": "\x00"},
        {"after": "x"},
        {"after": "9" * 5000},
        {"after": "00000000-0000-4000-8000-000000000000"},
        {"nonsense": "1"},
    ],
)
def test_nonsense_in_the_address_shows_the_list(client, council, worker, query):
    letter(council)

    shown = client.get(page("offer_list"), query)

    assert (shown.status_code, len(shown.context["rows"])) == (200, 1)


def test_a_long_list_goes_on_from_page_to_page(client, council, worker):
    for number in range(33):
        letter(council, days=number % 3 + 1)
    seen = []
    url = page("offer_list")
    while url:
        shown = client.get(url).context["page"]
        seen += [offer.pk for offer in shown.rows]
        url = shown.next_url

    assert len(seen) == len(set(seen)) == 33


def test_the_list_costs_the_same_for_one_letter_and_for_three(client, council, worker):
    answered(letter(council), council, Reply.DECLINED)
    client.get(page("offer_list"))
    one = queries(client, page("offer_list"))
    case = send_referral(make_ready(council), by=worker)
    letter(council, case.children.get().person, case=case)
    letter(council, make_child(worker), make_unborn(worker))
    joined = queries(client, page("offer_list"))
    for name in ("A", "B", "C"):
        answered(letter(council), council, Reply.UNANSWERED, name)
        case = send_referral(make_ready(council), by=worker)
        letter(council, case.children.get().person, case=case)

    assert queries(client, page("offer_list")) == joined
    # The first letter of a case asks once when families met.
    assert joined == one + 1


def queries(client, url):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def test_who_does_no_casework_sees_no_letters(client, council):
    client.force_login(make_member(council.service, "business_support", "Ruth"))

    assert client.get(page("offer_list")).status_code == 403
    assert client.get(page("offer_add")).status_code == 403


def test_a_letter_one_may_not_know_of_is_in_no_row_and_no_count(client, council, worker):
    offer = letter(council)
    reply = answered(offer, council, Reply.UNANSWERED)
    client.force_login(make_member(council.referring, "social_worker", "Rhys"))

    shown = client.get(page("offer_list"))
    assert (shown.context["rows"], shown.context["counts"].letters) == ([], 0)
    for url in (
        page("offer_detail", offer),
        page("offer_edit", offer),
        page("offer_child_add", offer),
        page("offer_person_add", offer),
        page("offer_reply", offer, reply.person),
    ):
        assert client.get(url).status_code == 404
        assert client.post(url).status_code in (404, 405)


# What is missing, and what does not fit


def test_gaps_of_a_letter_in_words(council):
    offer = letter(council)
    assert gaps_in(offer) == ["Nobody with parental responsibility is named"]

    answered(offer, council, Reply.UNANSWERED)
    assert gaps_in(Offer.objects.get()) == ["No answer yet from Kelly Bell"]


def test_gaps_of_a_record_that_was_taken_over(council):
    Offer.objects.filter(pk=letter(council).pk).update(made=Made.NO)
    offer = Offer.objects.get()

    assert len(gaps_in(offer)) == 3
    assert count_offers(Offer.objects.all(), seen_by=council.worker).missing == 1


@pytest.mark.parametrize(
    ("reply", "applied", "held", "warns"),
    [
        (Reply.ACCEPTED, None, None, False),
        (Reply.ACCEPTED, date(2026, 3, 2), None, True),
        (Reply.ACCEPTED, date(2026, 3, 2), date(2026, 3, 3), True),
        (Reply.ACCEPTED, date(2026, 3, 2), date(2026, 3, 2), False),
        (Reply.ACCEPTED, date(2026, 3, 2), date(2026, 3, 1), False),
        (Reply.DECLINED, date(2026, 3, 2), None, False),
    ],
)
def test_an_application_before_the_meeting_is_warned_of(council, reply, applied, held, warns):
    offer = letter(council, application_on=applied)
    answered(offer, council, reply)

    assert bool(warnings_on(Offer.objects.get(), held)) == warns


def test_an_application_without_any_offer_is_warned_of(council):
    assert warnings_on(letter(council, made="", application_on=a_day_ago()), None)
    assert not warnings_on(letter(council, **NOT_MADE, application_on=a_day_ago()), None)


def test_the_page_of_a_letter_says_what_is_missing(client, council, worker):
    offer = letter(council, application_on=a_day_ago())
    answered(offer, council, Reply.ACCEPTED)

    shown = text_of(client.get(page("offer_detail", offer)))

    assert "was made before any meeting was held, although it was accepted." in shown
    assert "the meeting is to be held before any application" in shown


# Recording one


def new_letter(**said):
    on = a_day_ago(7)
    return {
        "form_token": new_form_token(),
        "letter_on_day": on.day,
        "letter_on_month": on.month,
        "letter_on_year": on.year,
        "made": "yes",
        "child-TOTAL_FORMS": "1",
        "child-INITIAL_FORMS": "0",
        "child-0-first_name": "Ada",
        "child-0-last_name": "Quill",
        "child-0-birth": "not_known",
        "person-TOTAL_FORMS": "1",
        "person-INITIAL_FORMS": "0",
        "person-0-first_name": "Maud",
        "person-0-last_name": "Quill",
        "person-0-relation": "parent.female",
        "person-0-reply": "unanswered",
        **said,
    }


def test_a_letter_is_recorded_with_its_people_at_once(client, council, worker):
    response = client.post(page("offer_add"), new_letter())

    offer = Offer.objects.get()
    assert response.url == offer.get_absolute_url()
    assert (offer.team, offer.case, offer.made) == (council.referring, None, "yes")
    reply = offer.replies.get()
    assert (str(reply.person), reply.reply) == ("Maud Quill", "unanswered")
    told = Relationship.objects.get()
    assert (told.kind, told.relative) == (Kind.PARENT, offer.children.get().child)


def test_pressing_save_twice_records_one_letter(client, council, worker):
    said = new_letter()

    answers = {client.post(page("offer_add"), said).url for _ in range(2)}

    assert len(answers) == 1
    assert (Offer.objects.count(), Person.objects.count()) == (1, 2)


def test_people_known_already_are_shown_and_picked(client, council, worker):
    ada = add_person(by=worker, first_name="Ada", last_name="Quill")
    maud = add_person(by=worker, first_name="Maud", last_name="Quill")

    shown = client.post(page("offer_add"), new_letter())
    assert set(shown.context["form"].fields) == {"child-who-0", "person-who-0"}
    assert not Offer.objects.exists()

    carried = dict(shown.context["carried"])
    client.post(
        page("offer_add"),
        carried | {"alike": "1", "child-who-0": ada.public_id, "person-who-0": maud.public_id},
    )
    offer = Offer.objects.get()
    assert (offer.children.get().child, offer.replies.get().person) == (ada, maud)
    assert Person.objects.count() == 2


def test_a_letter_without_an_offer_needs_no_people(client, council, worker):
    client.post(
        page("offer_add"),
        new_letter(
            made="no",
            not_made_reason="Not safe",
            not_made_decided_by="Angela",
            not_made_decided_on_day="1",
            not_made_decided_on_month="6",
            not_made_decided_on_year="2026",
            **{"person-0-first_name": "", "person-0-last_name": "", "person-0-relation": ""},
        ),
    )

    offer = Offer.objects.get()
    assert (offer.made, offer.replies.count()) == ("no", 0)


@pytest.mark.parametrize(
    "said",
    [
        {"letter_on_year": ""},
        {"letter_on_year": "2099"},
        {"made": "no"},
        {"made": "", "person-0-first_name": "Maud"},
        {"child-0-first_name": ""},
        {"child-TOTAL_FORMS": "x"},
        {"child-TOTAL_FORMS": "-1"},
        {"person-0-relation": "boss"},
        {"person-0-reply": "accepted"},
        {"person-TOTAL_FORMS": "100000"},
        {"child-0-first_name": "A" * 101},
    ],
)
def test_a_refused_letter_saves_nobody_and_keeps_the_text(client, council, worker, said):
    response = client.post(page("offer_add"), new_letter(**said))

    assert response.status_code == (422 if said.get("person-0-relation") == "boss" else 200)
    assert "There is a problem" in text_of(response)
    assert not Offer.objects.exists()
    assert not Person.objects.exists()


@pytest.mark.parametrize(("prefix", "children", "people"), [("child", 2, 1), ("person", 1, 2)])
def test_one_more_can_be_added_without_complaints(
    client, council, worker, prefix, children, people
):
    response = client.post(
        page("offer_add"), new_letter(**{f"{prefix}-add": "1", "letter_on_year": ""})
    )

    shown = response.context
    assert (len(shown["children"].forms), len(shown["people"].forms)) == (children, people)
    assert "There is a problem" not in text_of(response)
    assert shown["children"].forms[0]["first_name"].value() == "Ada"
    assert shown["people"].forms[0]["first_name"].value() == "Maud"
    assert next(iter(shown["form"]["letter_on"].value())) == str(a_day_ago(7).day)


def test_a_manager_of_the_service_says_whose_letter_it_is(client, council):
    court = Team.objects.create(name="Court", kind="referring")
    client.force_login(council.manager)

    refused = client.post(page("offer_add"), new_letter())
    assert list(refused.context["team_form"].errors) == ["team"]

    client.post(page("offer_add"), new_letter(team=court.public_id))
    assert Offer.objects.get().team == court


def test_the_same_child_twice_is_refused(council):
    child = make_child(council.worker)
    with pytest.raises(Exception, match="twice"):
        enter_offer(
            by=council.worker,
            team=council.referring,
            said={"letter_on": a_day_ago()},
            children=[(child, {}), (child, {})],
            people=[],
        )


# Changing one


def edit(offer, **said):
    return {
        "form_token": new_form_token(),
        "version": offer.version,
        "letter_on_day": offer.letter_on.day,
        "letter_on_month": offer.letter_on.month,
        "letter_on_year": offer.letter_on.year,
        "made": offer.made,
        "applies": [row.child.public_id.hex for row in offer.children.all()],
        **said,
    }


def test_two_who_change_one_letter_are_shown_both(client, council, worker):
    offer = letter(council, made="")
    client.post(page("offer_edit", offer), edit(offer, made="yes"))

    response = client.post(
        page("offer_edit", offer),
        edit(offer, made="no", not_made_reason="My reason")
        | {"not_made_decided_by": "Angela"}
        | {
            f"not_made_decided_on_{part}": n
            for part, n in (("day", 1), ("month", 6), ("year", 2026))
        },
    )

    assert response.status_code == 409
    assert "Offer made" in text_of(response)
    assert response.context["form"]["not_made_reason"].value() == "My reason"


def test_an_answer_that_comes_later_is_recorded(client, council, worker):
    offer = letter(council)
    reply = answered(offer, council, Reply.UNANSWERED)
    url = page("offer_reply", offer, reply.person)

    refused = client.post(url, {"form_token": new_form_token(), "reply": "accepted"})
    assert list(refused.context["form"].errors) == ["replied_on"]

    today = timezone.localdate()
    client.post(
        url,
        {
            "form_token": new_form_token(),
            "reply": "accepted",
            "replied_on_day": today.day,
            "replied_on_month": today.month,
            "replied_on_year": today.year,
        },
    )
    assert offer.replies.get().reply == Reply.ACCEPTED


def test_somebody_named_by_mistake_is_taken_off_the_letter(client, council, worker):
    offer = letter(council)
    reply = answered(offer, council, Reply.UNANSWERED)

    client.post(
        page("offer_reply", offer, reply.person), {"form_token": new_form_token(), "mistake": "1"}
    )
    assert not offer.replies.exists()


def test_a_child_and_a_person_are_added_to_a_letter(client, council, worker):
    offer = letter(council)

    client.post(
        page("offer_child_add", offer),
        {
            "form_token": new_form_token(),
            "last_name": "Bell",
            "birth": "unborn",
            "expected_on_day": "14",
            "expected_on_month": "2",
            "expected_on_year": str(timezone.localdate().year + 1),
        },
    )
    client.post(
        page("offer_person_add", offer),
        {
            "form_token": new_form_token(),
            "first_name": "Dean",
            "relation": "parent.male",
            "reply": "unanswered",
        },
    )

    why = set(offer.children.values_list("applies", "why_not"))
    assert why == {(True, ""), (False, "Not yet born")}
    assert offer.replies.get().person.first_name == "Dean"
    assert Relationship.objects.count() == 2


def test_a_person_is_named_in_a_letter_once(client, council, worker):
    offer = letter(council)
    reply = answered(offer, council, Reply.UNANSWERED)

    response = client.post(
        page("offer_person_add", offer),
        {
            "form_token": new_form_token(),
            "first_name": "Kelly",
            "last_name": "Bell",
            "relation": "parent.female",
            "reply": "unanswered",
            "alike": "1",
            "who": reply.person.public_id,
        },
    )
    assert "is named in this letter already" in text_of(response)
    assert offer.replies.count() == 1


# With a case


def test_a_letter_is_recorded_on_a_case_under_way(client, council, worker):
    case = make_ready(council)
    mother = case.network.get().person
    case = send_referral(case, by=worker)
    on = a_day_ago(1)
    key = f"reply-{mother.public_id.hex}"

    client.post(
        page("case_offer_add", case),
        {
            "form_token": new_form_token(),
            "letter_on_day": on.day,
            "letter_on_month": on.month,
            "letter_on_year": on.year,
            "made": "yes",
            "applies": [case.children.get().person.public_id.hex],
            f"{key}-reply": "unanswered",
        },
    )

    offer = case.offers.get()
    assert offer.replies.get().person == mother
    assert text_of(client.get(page("referral_detail", case))).count("Letter of") >= 1


def test_a_draft_has_no_such_page(client, council, worker):
    assert client.get(page("case_offer_add", make_draft(council))).status_code == 404


def test_emergency_access_reads_a_letter_and_changes_none(client, council, worker):
    case = send_referral(make_ready(council), by=worker)
    offer = letter(council, case.children.get().person, case=case)
    rhys = make_member(council.referring, "social_worker", "Rhys")
    now = timezone.now()
    BreakGlass.objects.create(
        case=case,
        user=rhys,
        ground="safety",
        reason="A child was found alone in the street.",
        at=now,
        expires_at=now + timedelta(hours=1),
        review_due_on=now.date(),
    )
    client.force_login(rhys)

    assert client.get(page("offer_detail", offer)).status_code == 200
    assert client.get(page("offer_edit", offer)).status_code == 403
    assert client.post(page("offer_edit", offer), edit(offer)).status_code == 403


def test_the_letter_of_a_draft_is_in_nobody_elses_list(client, council, worker):
    case = make_draft(council)
    add_parent(case)
    letter(council, case.children.get().person, case=case)
    assert client.get(page("offer_list")).context["counts"].letters == 1

    client.force_login(council.manager)
    assert client.get(page("offer_list")).context["counts"].letters == 0

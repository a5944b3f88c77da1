"""A social worker refers three siblings, one not yet born, from the first page to the last."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.submitting import new_form_token
from cases.domain.people import add_person
from cases.models import (
    Case,
    CaseChild,
    Consent,
    ContactPoint,
    OfferReply,
    ParentalResponsibility,
    Person,
    Task,
)
from tests.factories.referrals import make_council

pytestmark = pytest.mark.django_db


@pytest.fixture
def council():
    return make_council()


def day(name, value):
    return {f"{name}_day": value.day, f"{name}_month": value.month, f"{name}_year": value.year}


def page(name, case):
    return reverse(f"cases:{name}", args=[case.public_id])


def siblings(**said):
    due = timezone.localdate() + timedelta(days=80)
    return {
        "form_token": new_form_token(),
        "worker": "me",
        "child-TOTAL_FORMS": "3",
        "child-INITIAL_FORMS": "0",
        "child-0-first_name": "Jonah",
        "child-0-last_name": "Bell",
        "child-0-birth": "born",
        **day("child-0-date_of_birth", date(2017, 5, 3)),
        "child-0-legal_status": "plo",
        "child-0-living_with": "mother",
        "child-1-first_name": "Tilly",
        "child-1-last_name": "",
        "child-1-birth": "born",
        **day("child-1-date_of_birth", date(2019, 9, 11)),
        "child-2-first_name": "",
        "child-2-last_name": "",
        "child-2-birth": "unborn",
        **day("child-2-expected_on", due),
        **said,
    }


def somebody(**said):
    return {
        "form_token": new_form_token(),
        "first_name": "Kelly",
        "last_name": "Bell",
        "relation": "parent.female",
        "same": "yes",
        **said,
    }


@pytest.fixture
def draft(client, council):
    client.force_login(council.worker)
    client.post(reverse("cases:referral_start"), {"form_token": new_form_token()})
    return Case.objects.get()


def test_a_referral_starts_with_one_press(client, council):
    client.force_login(council.worker)

    answer = client.post(reverse("cases:referral_start"), {"form_token": new_form_token()})

    case = Case.objects.get()
    assert answer.url == page("referral_tasks", case)
    assert (case.team, case.referring_team) == (council.service, council.referring)


def test_three_siblings_are_added_at_once(client, draft, council):
    answer = client.post(page("referral_child_add", draft), siblings())

    assert answer.url == page("referral_children", draft)
    children = CaseChild.objects.filter(case=draft).select_related("person", "social_worker")
    assert [
        (child.person.full_name, child.legal_status, child.living_with, child.social_worker)
        for child in children
    ] == [
        ("Jonah Bell", "plo", "mother", council.worker),
        ("Tilly Bell", "", "", council.worker),
        ("Unborn child Bell", "", "unborn", council.worker),
    ]


def test_the_whole_way_from_start_to_reference(client, draft, council, clock):
    client.force_login(council.worker)
    client.post(page("referral_child_add", draft), siblings())
    client.post(
        page("referral_person_add", draft),
        somebody(
            holds="yes",
            how_known="birth_certificate",
            channel="mobile",
            value="07700 900123",
            is_safe="yes",
            ways=["may_text"],
            safe_from="10am",
            safe_until="2pm",
        ),
    )
    client.post(
        page("referral_person_add", draft),
        somebody(first_name="Dean", relation="parent.male", holds="not_known", another="1"),
    )
    kelly, dean = Person.objects.get(first_name="Kelly"), Person.objects.get(first_name="Dean")
    client.post(
        page("referral_reasons", draft),
        {
            "form_token": new_form_token(),
            "version": Case.objects.get().referral.version,
            "reason": "Nan can do more, and Mum wants to ask her.",
            "strengths": "Nan visits daily",
            "bottom_lines": "must not stay overnight",
            "urgency": "soon",
        },
    )
    letter = timezone.localdate() - timedelta(days=7)
    young = [child.person for child in draft.children.order_by("pk")]
    answer = client.post(
        page("referral_offer", draft),
        {
            "form_token": new_form_token(),
            "version": Case.objects.get().referral.version,
            "offer_version": 0,
            "letter": "sent",
            **day("letter_on", letter),
            "made": "yes",
            "applies": [person.public_id.hex for person in young[:2]],
            f"reply-{kelly.public_id.hex}-reply": "accepted",
            **day(f"reply-{kelly.public_id.hex}-replied_on", letter + timedelta(days=3)),
            f"reply-{dean.public_id.hex}-reply": "unanswered",
        },
    )
    assert answer.status_code == 302
    said = {"form_token": new_form_token(), "version": Case.objects.get().referral.version}
    for person, answered in ((kelly, "yes"), (young[0], "yes"), (young[1], "too_young")):
        key = f"person-{person.public_id.hex}"
        said |= {
            f"{key}-answer": answered,
            f"{key}-capacity": "responsibility",
            f"{key}-method": "in_person",
            f"{key}-why": "She is seven and her mother speaks for her",
            **day(f"{key}-given_on", letter),
        }
    assert client.post(page("referral_consent", draft), said).status_code == 302
    client.post(
        page("referral_safety", draft),
        {
            "form_token": new_form_token(),
            "version": Case.objects.get().referral.version,
            "answer": "no",
        },
    )
    assert "Still needed" not in client.get(page("referral_check", draft)).content.decode()

    token = new_form_token()
    first = client.post(page("referral_send", draft), {"form_token": token})
    second = client.post(page("referral_send", draft), {"form_token": token})

    case = Case.objects.get()
    assert first.url == second.url == page("referral_sent", case)
    assert case.reference == "FGC-2026-00001"
    assert Task.objects.filter(kind=Task.Kind.DECIDE).count() == 1
    shown = client.get(first.url).content.decode()
    assert "FGC-2026-00001" in shown
    assert "You will have an answer by Wednesday 25 November 2026." in shown
    point = ContactPoint.objects.get()
    assert (point.may_text, point.may_ring, str(point.safe_from)) == ("yes", "no", "10:00:00")
    held = ParentalResponsibility.objects.order_by("pk").values_list("holder", "child", "holds")
    assert list(held) == [
        (kelly.pk, young[0].pk, "yes"),
        (kelly.pk, young[1].pk, "yes"),
        (dean.pk, young[0].pk, "not_known"),
        (dean.pk, young[1].pk, "not_known"),
    ]
    offer = case.offers.get()
    assert list(offer.replies.order_by("pk").values_list("person", "reply")) == [
        (kelly.pk, OfferReply.Reply.ACCEPTED),
        (dean.pk, OfferReply.Reply.UNANSWERED),
    ]
    assert offer.children.get(child=young[2]).why_not == "Not yet born"
    assert list(Consent.objects.order_by("pk").values_list("answer", "capacity")) == [
        ("yes", "responsibility"),
        ("yes", "child"),
        ("too_young", "child"),
    ]


def test_look_alikes_are_shown_before_anybody_is_entered_twice(client, draft, council, clock):
    client.force_login(council.worker)
    known = add_person(
        by=council.worker, first_name="Jona", last_name="Bell", date_of_birth=date(2017, 5, 3)
    )

    shown = client.post(page("referral_child_add", draft), siblings())

    assert shown.status_code == 200
    assert "Jona Bell, 9, born 3 May 2017" in shown.content.decode()
    assert not CaseChild.objects.exists()

    carried = dict(shown.context["carried"])
    answer = client.post(
        page("referral_child_add", draft), {**carried, "alike": "1", "who-0": known.public_id}
    )

    assert answer.status_code == 302
    known.refresh_from_db()
    assert (known.first_name, known.version) == ("Jona", 1)
    assert CaseChild.objects.filter(person=known).count() == 1
    assert Person.objects.count() == 3


def test_none_of_these_makes_somebody_new(client, draft, council):
    add_person(by=council.worker, first_name="Jonah", last_name="Bell")

    client.post(page("referral_child_add", draft), siblings(**{"alike": "1", "who-0": "none"}))

    assert Person.objects.count() == 4


def test_only_somebody_shown_can_be_chosen(client, draft, council):
    add_person(by=council.worker, first_name="Jonah", last_name="Bell")
    hidden = add_person(by=council.manager, first_name="Jonah", last_name="Bell")

    answer = client.post(
        page("referral_child_add", draft),
        siblings(**{"alike": "1", "who-0": str(hidden.public_id)}),
    )

    assert "Select one of the people shown" in answer.content.decode()
    assert not CaseChild.objects.exists()


def test_going_back_from_look_alikes_keeps_what_was_typed(client, draft, council):
    add_person(by=council.worker, first_name="Jonah", last_name="Bell")

    answer = client.post(page("referral_child_add", draft), siblings(go_back="1"))

    assert answer.context["formset"].forms[0]["first_name"].value() == "Jonah"
    assert answer.context["formset"].forms[1]["first_name"].value() == "Tilly"
    assert not CaseChild.objects.exists()

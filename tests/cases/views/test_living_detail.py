"""What was written about where a child lives, once their address is kept secret."""

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.domain.networks import change_child
from cases.domain.relating import tell_relationship
from cases.models import CaseChild, Event
from cases.relationships import Kind
from tests.factories.cases import CaseFactory, NetworkMemberFactory
from tests.factories.people import ContactPointFactory

pytestmark = pytest.mark.django_db
DETAIL = "With the Bells in Hull"
PAGES = ("case_detail", "case_timeline", "case_people", "case_copy", "referral_detail")


@pytest.fixture
def case(client):
    case = CaseFactory(allocated=True, children=1)
    client.force_login(case.created_by)
    return case


@pytest.fixture
def child(case):
    return told_of(case.children.get(), by=case.created_by)


def told_of(child, *, by):
    changes = {"living_with": "foster_care", "living_detail": DETAIL}
    return change_child(child, by=by, version=child.version, changes=changes)


def kept_secret(child, whose="their own"):
    """A secret address of the child, or of somebody the child may live with."""
    person = child.person
    if whose != "their own":
        person = NetworkMemberFactory(case=child.case).person
        kind = Kind.PARENT if whose == "a parent's" else Kind.GRANDPARENT
        by = child.case.created_by
        tell_relationship(person, kind, child.person, by=by, is_carer=whose == "a carer's")
    return ContactPointFactory(person=person, address=True, confidential=True)


def edit_url(child, page="child_edit"):
    return reverse(f"cases:{page}", args=[child.case.public_id, child.person.public_id])


def filled(**said):
    day = timezone.localdate()
    return {
        "living_with": "foster_care",
        "living_detail": "",
        "as_at_day": day.day,
        "as_at_month": day.month,
        "as_at_year": day.year,
        "version": "2",
    } | said


def shown_on(client, urls):
    pages = [client.get(url) for url in urls]
    assert [page.status_code for page in pages] == [200] * len(urls)
    return [url for url, page in zip(urls, pages, strict=True) if DETAIL in page.content.decode()]


@pytest.mark.parametrize("whose", ["their own", "a parent's", "a carer's"])
@pytest.mark.parametrize("seat", ["created_by", "coordinator"])
def test_it_is_on_no_page_while_the_address_is_secret(client, case, child, seat, whose):
    client.force_login(getattr(case, seat))
    of_case = [reverse(f"cases:{page}", args=[case.public_id]) for page in PAGES]
    urls = [*of_case, edit_url(child), child.person.get_absolute_url()]
    contact = ContactPointFactory(person=child.person, address=True)
    assert shown_on(client, urls) == [of_case[2], of_case[4], edit_url(child)]
    contact.delete()

    kept_secret(child, whose)

    assert shown_on(client, urls) == []
    assert "Foster care: Held securely" in client.get(of_case[2]).content.decode()


def test_the_secret_address_of_another_relative_hides_nothing(client, case, child):
    kept_secret(child, "an uncle's")

    assert shown_on(client, [reverse("cases:case_people", args=[case.public_id])])


@pytest.mark.parametrize("whose", ["their own", "a parent's", "a carer's"])
def test_it_comes_with_the_secret_address_for_a_reason(client, case, child, whose):
    url = reverse("cases:contact_reveal", args=[kept_secret(child, whose).public_id])
    client.force_login(case.coordinator)
    assert shown_on(client, [url]) == []

    page = client.post(url, {"reason": "To visit"})

    assert DETAIL in page.content.decode()
    assert Event.objects.of_case(case).of_kinds(Event.Kind.CONTACT_REVEALED).get().why == "To visit"
    client.force_login(case.created_by)
    assert client.post(url, {"reason": "To visit"}).status_code == 403


def test_a_secret_number_alone_does_not_come_with_it(client, case, child):
    contact = ContactPointFactory(person=child.person, confidential=True)
    kept_secret(child)
    client.force_login(case.coordinator)

    page = client.post(
        reverse("cases:contact_reveal", args=[contact.public_id]), {"reason": "To ring"}
    )

    assert DETAIL not in page.content.decode()


def test_hidden_words_stay_when_the_box_is_left_empty_and_can_be_replaced(client, child):
    kept_secret(child)

    client.post(edit_url(child), filled(living_with="residential"))
    child.refresh_from_db()
    assert (child.living_with, child.living_detail) == ("residential", DETAIL)

    client.post(edit_url(child), filled(living_detail="With Nan", version="3"))
    child.refresh_from_db()
    assert child.living_detail == "With Nan"


def test_an_open_box_that_is_emptied_is_empty(client, child):
    client.post(edit_url(child), filled())

    child.refresh_from_db()
    assert child.living_detail == ""


def test_the_slower_of_two_does_not_see_it_either(client, child):
    kept_secret(child)

    response = client.post(edit_url(child), filled(version="1", living_detail="With Nan"))

    assert response.status_code == 409
    assert DETAIL not in response.content.decode()


def test_an_event_says_that_it_changed_and_not_what_it_says(case, child):
    event = Event.objects.of_case(case).get(kind=Event.Kind.CHILD_CHANGED)

    assert event.to_value == "Not known; living with: Foster care; more about it changed"


def test_a_referral_not_sent_yet_keeps_it_hidden_too(client):
    draft = CaseFactory(draft=True, children=1)
    child = told_of(draft.children.get(), by=draft.created_by)
    client.force_login(draft.created_by)
    of_case = [
        reverse(f"cases:{page}", args=[draft.public_id])
        for page in ("referral_children", "referral_check")
    ]
    urls = [*of_case, edit_url(child, "referral_child_edit")]
    assert shown_on(client, urls) == urls

    kept_secret(child)

    assert shown_on(client, urls) == []
    assert CaseChild.objects.get(pk=child.pk).living_detail == DETAIL

"""Somebody of a family from which the reader is excluded is nowhere, in a visible case neither."""

import pytest
from django.urls import reverse

from cases.domain.offering import change_offer, record_offer, record_reply
from cases.models import NetworkMember, Offer, OfferReply
from tests.factories.cases import CaseFactory, ExclusionFactory, NetworkMemberFactory
from tests.factories.lifecycle import make_service
from tests.factories.people import ChildFactory, PersonFactory, RelationshipFactory
from tests.factories.referrals import a_day_ago

pytestmark = pytest.mark.django_db
NAME = "Zebedee"


@pytest.fixture
def service():
    return make_service()


@pytest.fixture
def case(service):
    """A case whose letter went to a father with another family."""
    case = service.case(submitted=True)
    father = PersonFactory(first_name=NAME, last_name="Quill", language="Wolof")
    NetworkMemberFactory(case=case, person=father)
    child = case.children.get().person
    RelationshipFactory(person=father, kind="parent", relative=child)
    offer = record_offer(
        by=service.worker,
        team=service.referring,
        letter_on=a_day_ago(9),
        children=[child],
        case=case,
        made=Offer.Made.YES,
    )
    record_reply(offer, father, by=service.worker, reply=OfferReply.Reply.UNANSWERED)
    return case


def father_of(case):
    return case.network.get(person__first_name=NAME).person


def exclude_from_other_family(case, user):
    other = CaseFactory()
    NetworkMemberFactory(case=other, person=father_of(case))
    ExclusionFactory(case=other, user=user)


def pages_of(case):
    offer = case.offers.get()
    of_case = (
        "referral_detail",
        "referral_decide",
        "case_offer_add",
        "case_detail",
        "case_timeline",
        "case_people",
    )
    urls = [reverse(f"cases:{name}", args=[case.public_id]) for name in of_case]
    of_offer = ("offer_detail", "offer_edit")
    urls += [reverse(f"cases:{name}", args=[offer.public_id]) for name in of_offer]
    return [*urls, reverse("cases:offer_list"), reverse("cases:offer_list") + "?show=unanswered"]


def test_somebody_of_a_family_one_is_excluded_from_is_on_no_page(client, service, case):
    client.force_login(service.manager)
    named = [url for url in pages_of(case) if NAME in client.get(url).content.decode()]
    assert len(named) >= 6

    exclude_from_other_family(case, service.manager)

    for url in pages_of(case):
        page = client.get(url)
        assert page.status_code == 200
        assert NAME not in page.content.decode(), url


def test_their_answer_is_not_there(client, service, case):
    client.force_login(service.manager)
    offer, father = case.offers.get(), father_of(case)
    url = reverse("cases:offer_reply", args=[offer.public_id, father.public_id])
    assert client.get(url).status_code == 200

    exclude_from_other_family(case, service.manager)

    assert client.get(url).status_code == 404
    assert client.post(url, {"reply": "declined"}).status_code == 404
    assert offer.replies.get().reply == OfferReply.Reply.UNANSWERED
    listed = client.get(reverse("cases:offer_list") + "?show=unanswered")
    assert offer not in [row for row, _, _ in listed.context["rows"]]


def test_a_professional_is_seen_although_they_also_work_with_that_family(client, service, case):
    other = CaseFactory()
    NetworkMemberFactory(case=other, person=father_of(case), part=NetworkMember.Part.PROFESSIONAL)
    ExclusionFactory(case=other, user=service.manager)
    client.force_login(service.manager)

    page = client.get(reverse("cases:referral_detail", args=[case.public_id]))

    assert NAME in page.content.decode()


def test_neither_list_nor_header_names_a_child_whom_the_reader_may_not_know_of(
    client, service, case
):
    sibling = service.case(children=[ChildFactory(first_name="Ottoline")])
    child = sibling.children.get()
    client.force_login(service.manager)
    urls = [reverse("cases:case_detail", args=[sibling.public_id]), reverse("cases:case_list")]
    assert all("Ottoline" in client.get(url).content.decode() for url in urls)
    other = CaseFactory()
    NetworkMemberFactory(case=other, person=child.person)
    ExclusionFactory(case=other, user=service.manager)

    assert not any("Ottoline" in client.get(url).content.decode() for url in urls)


def test_correcting_a_letter_leaves_what_is_said_of_a_hidden_child(service, case):
    offer, child = case.offers.get(), case.children.get().person
    change_offer(offer, by=service.manager, version=1, changes={}, not_for={child: "Moved away"})
    other = CaseFactory()
    NetworkMemberFactory(case=other, person=child)
    ExclusionFactory(case=other, user=service.manager)

    change_offer(offer, by=service.manager, version=2, changes={}, not_for={})

    row = offer.children.get()
    assert (row.applies, row.why_not) == (False, "Moved away")

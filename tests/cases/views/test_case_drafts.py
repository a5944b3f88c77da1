"""The shorter forms of a case keep what is typed, too: per form, per case, until it is saved."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.domain.closing import withdraw_case
from cases.models import Case, Draft
from tests.drafting import shown, type_into
from tests.factories.recording import make_family, make_service

pytestmark = pytest.mark.django_db

NEXT_WEEK = timezone.localdate() + timedelta(days=7)


def day(name):
    return {
        f"{name}_day": NEXT_WEEK.day,
        f"{name}_month": NEXT_WEEK.month,
        f"{name}_year": NEXT_WEEK.year,
    }


# page: what is typed first, the field to look at, and what is still missing of it
FORMS = {
    "case_hold": ({"why": "They wait for the baby"}, "why", day("review_on")),
    "case_withdraw": ({"why": "They no longer want it"}, "why", {}),
    "task_add": (
        {"title": "Ring the school", "detail": "Ask for Mrs Moss"},
        "detail",
        day("due_on"),
    ),
    "case_not_viable": ({"why": "Nobody is left to ask"}, "why", {}),
}


@pytest.fixture
def service():
    return make_service()


@pytest.fixture
def manager(client, service):
    client.force_login(service.manager)
    return service.manager


def page(name, family):
    return reverse(f"cases:{name}", kwargs={"public_id": family.case.public_id})


@pytest.mark.parametrize("name", FORMS)
def test_what_was_typed_comes_back_and_goes_when_it_is_saved(client, service, manager, name):
    typed, field, missing = FORMS[name]
    url = page(name, make_family(service))
    type_into(client, url, **typed)

    assert "This is your draft" in client.get(url).content.decode()
    assert shown(client, url)[field] == [typed[field]]
    assert client.post(url, shown(client, url) | missing).status_code == 302
    assert not Draft.objects.exists()


@pytest.mark.parametrize("name", FORMS)
def test_it_turns_up_in_no_other_case_and_for_nobody_else(client, service, manager, name):
    typed, field, _ = FORMS[name]
    family, another = make_family(service), make_family(service)
    type_into(client, page(name, family), **typed)

    assert typed[field] not in client.get(page(name, another)).content.decode()
    client.force_login(service.worker)
    assert typed[field] not in client.get(page(name, family)).content.decode()


def test_two_ways_to_end_a_case_have_a_draft_each(client, service, manager):
    family = make_family(service)
    type_into(client, page("case_withdraw", family), why="They no longer want it")

    assert shown(client, page("case_not_viable", family))["why"] == [""]


@pytest.mark.parametrize("name", ["case_hold", "case_not_viable"])
def test_what_was_typed_before_the_case_moved_on_is_shown(client, service, manager, name):
    family = make_family(service)
    type_into(client, page(name, family), why="Typed before")
    Case.objects.filter(pk=family.case.pk).update(stage=Case.Stage.ACCEPTED)
    if name == "case_hold":
        Case.objects.filter(pk=family.case.pk).update(stage=Case.Stage.ON_HOLD)

    response = client.get(page(name, family))

    assert response.status_code == 200
    assert "Why: Typed before" in response.content.decode()


def test_what_was_typed_before_the_case_ended_has_a_page(client, service, manager):
    family = make_family(service)
    type_into(client, page("case_hold", family), why="Typed before")
    withdraw_case(family.case, "They no longer want it", by=service.worker)

    own = reverse("cases:draft_detail", args=[Draft.objects.get().public_id])
    assert "Why: Typed before" in client.get(own).content.decode()


def test_what_has_happened_is_kept_until_the_case_is_open(client, service):
    family = make_family(service)
    client.force_login(make_service().worker)
    url = reverse("cases:glass_break")
    reason = "A child was found alone in the street."
    type_into(client, url, reason=reason, ground="safety")

    assert "This is your draft" in client.get(url).content.decode()
    assert shown(client, url)["reason"] == [reason]
    answer = client.post(url, shown(client, url) | {"reference": family.case.reference})
    assert answer.url == family.case.get_absolute_url()
    assert not Draft.objects.exists()


def test_a_reference_that_leads_nowhere_keeps_the_draft(client, service):
    client.force_login(service.worker)
    url = reverse("cases:glass_break")
    type_into(client, url, reason="A child was found alone in the street.", ground="safety")

    response = client.post(url, shown(client, url) | {"reference": "FGC-1999-00001"})

    assert response.status_code == 200
    assert Draft.objects.exists()

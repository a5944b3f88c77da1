"""A draft whose form is closed to its author: its words can be read, the record is not told of."""

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from accounts.models import AccessEvent
from cases.domain.alerting import follow_up_alert, raise_alert
from cases.domain.deciding import decline_referral
from cases.domain.noting import write_note
from cases.domain.offering import record_offer
from cases.domain.restricting import end_exclusion, exclude_colleague, restrict_case
from cases.models import Case, Draft
from tests.drafting import type_into
from tests.factories.cases import NetworkMemberFactory
from tests.factories.people import ContactPointFactory, PersonFactory
from tests.factories.recording import end_case, make_family, make_service, reload

pytestmark = pytest.mark.django_db
MY_WORK = reverse("cases:my_work")


@pytest.fixture
def service():
    return make_service()


@pytest.fixture
def family(service):
    return make_family(service)


def url_of(name, thing):
    return reverse(f"cases:{name}", kwargs={"public_id": thing.public_id})


def page_of(draft):
    return reverse("cases:draft_detail", kwargs={"public_id": draft.public_id})


def typed(client, user, url, **said):
    """What somebody typed into a page and did not save."""
    client.force_login(reload(user))
    type_into(client, url, **said)
    return Draft.objects.get()


def note(client, user, family):
    return typed(client, user, url_of("note_add", family.case), text="Nan said yes.")


def alert_on(family, by):
    return raise_alert(
        family.case,
        by=by,
        children=family.children,
        what="A bruise.",
        who_was_told="Duty",
        told_at=timezone.now(),
    )


def test_while_the_form_is_open_my_work_leads_to_it(client, service, family):
    draft = note(client, service.worker, family)

    assert page_of(draft) in client.get(MY_WORK).content.decode()
    assert client.get(page_of(draft)).url == url_of("note_add", family.case)


OF_A_CASE = (
    "note_add alert_add case_summary_edit person_add case_close case_hold case_withdraw "
    "case_not_viable task_add case_offer_add"
).split()
OF_A_REFERRAL = (
    "referral_child_add referral_person_add referral_reasons referral_offer referral_consent "
    "referral_safety referral_access referral_referrer"
).split()
OF_A_PERSON = "person_edit contact_add keep_apart_add".split()
OF_NOTHING = "offer_add glass_break".split()


@pytest.mark.parametrize("name", [*OF_A_CASE, *OF_A_REFERRAL, *OF_A_PERSON, *OF_NOTHING])
def test_every_form_that_is_open_is_led_to(client, service, family, name):
    if name in OF_A_REFERRAL:
        thing = make_family(service, stage=Case.Stage.DRAFT, created_by=service.manager).case
    else:
        thing = family.children[0].person if name in OF_A_PERSON else family.case
    url = reverse(f"cases:{name}") if name in OF_NOTHING else url_of(name, thing)
    draft = typed(client, service.manager, url, anything="Typed")

    assert client.get(page_of(draft)).url == url


def test_forms_about_what_belongs_to_a_case_are_led_to(client, service, family):
    nan = NetworkMemberFactory(case=family.case).person
    written = write_note(
        family.case,
        by=service.worker,
        children=family.children,
        kind="visit",
        happened_on=timezone.localdate(),
        text="We met.",
    )
    offer = record_offer(
        by=service.worker,
        team=service.referring,
        case=family.case,
        letter_on=timezone.localdate(),
        children=[family.children[0].person],
    )
    contact = ContactPointFactory(person=nan)
    for name, thing in (
        ("note_correct", written),
        ("offer_edit", offer),
        ("contact_edit", contact),
    ):
        draft = typed(client, service.worker, url_of(name, thing), anything="Typed")
        assert client.get(page_of(draft)).url == url_of(name, thing)
        draft.delete()


def test_after_the_case_was_closed_the_words_can_be_read(client, service, family):
    draft = note(client, service.worker, family)
    end_case(family, service)

    response = client.get(page_of(draft))

    page = response.content.decode()
    assert response.status_code == 200
    assert f"Note on {family.case}" in page
    assert "Text: Nan said yes." in page
    look = AccessEvent.objects.latest("pk")
    assert (look.action, look.case_ids) == ("draft_detail", [family.case.pk])


def test_a_decision_that_was_taken_by_another_manager_can_be_read(client, service):
    family = make_family(service, stage=Case.Stage.SUBMITTED)
    url = url_of("referral_decide", family.case)
    draft = typed(client, service.manager, url, decision="ask", question="Which school?")
    assert client.get(page_of(draft)).url == url

    decline_referral(family.case, "Another council", by=service.manager)

    assert "Question: Which school?" in client.get(page_of(draft)).content.decode()


def test_a_follow_up_that_somebody_else_wrote_can_be_read(client, service, family):
    alert = alert_on(family, service.worker)
    url = url_of("alert_follow_up", alert)
    draft = typed(client, service.manager, url, follow_up="We met.")
    assert client.get(page_of(draft)).url == url

    follow_up_alert(alert, by=service.coordinator, follow_up="Done.")

    assert "Follow up: We met." in client.get(page_of(draft)).content.decode()


def test_somebody_whose_only_case_was_closed_can_be_read_about(client, service, family):
    nan = NetworkMemberFactory(case=family.case).person
    draft = typed(client, service.worker, url_of("person_edit", nan), pronouns="she")
    assert client.get(page_of(draft)).url == url_of("person_edit", nan)

    end_case(family, service)

    assert "Pronouns: she" in client.get(page_of(draft)).content.decode()


def test_somebody_excluded_reads_their_own_words_and_no_reference(client, service, family):
    draft = note(client, service.colleague, family)
    exclude_colleague(family.case, service.colleague, by=service.manager, ground="known")

    page = client.get(page_of(draft)).content.decode()

    assert "Text: Nan said yes." in page
    assert "Text you typed" in page
    assert str(family.case) not in page
    assert str(family.case.public_id) not in page
    assert AccessEvent.objects.latest("pk").case_ids == []


def test_a_restricted_case_is_not_named_to_who_is_not_on_its_list(client, service, family):
    draft = note(client, service.colleague, family)
    restrict_case(family.case, by=service.manager, why="A colleague's family.")

    page = client.get(page_of(draft)).content.decode()

    assert "Text: Nan said yes." in page
    assert str(family.case) not in page


def test_what_began_with_the_record_is_not_shown_to_who_is_excluded(client, service, family):
    Case.objects.filter(pk=family.case.pk).update(where_things_are="Dad lives in Hull.")
    url = url_of("case_summary_edit", family.case)
    draft = typed(client, service.colleague, url, text="Dad lives in Hull. Nan said yes.")
    exclusion = exclude_colleague(
        family.case, service.colleague, by=service.manager, ground="known"
    )

    assert client.get(page_of(draft)).status_code == 404
    assert page_of(draft) not in client.get(MY_WORK).content.decode()

    end_exclusion(exclusion, by=service.manager, why="A mistake.")

    assert client.get(page_of(draft)).url == url


def test_a_way_of_contact_is_not_shown_again_to_who_is_excluded(client, service, family):
    nan = NetworkMemberFactory(case=family.case).person
    draft = typed(client, service.colleague, url_of("contact_add", nan), value="07700 900123")
    exclude_colleague(family.case, service.colleague, by=service.manager, ground="known")

    assert client.get(page_of(draft)).status_code == 404


def test_somebody_elses_draft_is_not_there(client, service, family):
    draft = note(client, service.worker, family)
    client.force_login(service.manager)

    assert client.get(page_of(draft)).status_code == 404
    assert client.post(page_of(draft)).status_code == 404
    assert Draft.objects.get() == draft


def test_a_draft_can_be_discarded_from_its_page(client, service, family):
    draft = note(client, service.worker, family)
    end_case(family, service)

    assert client.post(page_of(draft)).url == MY_WORK
    assert not Draft.objects.exists()


def test_a_draft_is_kept_encrypted(client, service, family):
    nan = PersonFactory(created_by=service.worker)
    typed(client, service.worker, url_of("contact_add", nan), value="07700 900123")

    with connection.cursor() as cursor:
        cursor.execute("SELECT data FROM cases_draft")
        assert "900123" not in cursor.fetchone()[0]

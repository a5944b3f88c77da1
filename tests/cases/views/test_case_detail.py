from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AccessEvent
from cases.domain.alerting import raise_alert
from cases.domain.breaking_glass import break_glass
from cases.domain.facts import record_fact
from cases.domain.noting import write_note
from cases.domain.restricting import restrict_case
from cases.domain.summarising import write_where_things_are
from cases.domain.tasking import add_task
from cases.models import Case, Fact
from tests.factories.recording import make_family, make_service, queries_of, reload

pytestmark = pytest.mark.django_db


@pytest.fixture
def service():
    return make_service()


@pytest.fixture
def family(service):
    return make_family(service, children=2)


def page(client, user, family):
    client.force_login(user)
    return client.get(family.case.get_absolute_url())


def fill(family, service, number):
    today = timezone.localdate()
    for _ in range(number):
        write_note(
            family.case,
            by=service.worker,
            children=family.children,
            kind="visit",
            happened_on=today,
            text="We met.",
        )
        add_task(
            title="Ring Nan",
            due_on=today,
            assigned_to=service.worker,
            case=family.case,
            by=service.worker,
        )
        record_fact(
            family.case,
            Fact.Kind.SCORE,
            "6",
            as_at=today,
            source="Family",
            by=service.worker,
            person=family.children[0].person,
            scale="Worry",
        )
        raise_alert(
            family.case,
            by=service.worker,
            children=family.children,
            what="A bruise.",
            who_was_told="Duty",
            told_at=timezone.now(),
        )


def test_an_empty_case_says_what_is_missing_and_what_to_do(client, service, family):
    text = page(client, service.worker, family).content.decode()

    for words in (
        "Nobody has written where things are now.",
        "Nothing is due.",
        "Nothing has happened yet.",
        "No scores have been recorded yet.",
        "No date yet",
    ):
        assert words in text


def test_where_things_are_the_coordinators_number_and_what_is_due(client, service, family):
    write_where_things_are(family.case, "Nan said yes.", by=service.worker, version=1)
    fill(family, service, 1)

    text = page(client, service.worker, family).content.decode()

    for words in ("Nan said yes.", 'href="tel:01632960123"', "Ring Nan", "Worry", "We met."):
        assert words in text


def test_only_the_last_five_events_are_shown(client, service, family):
    fill(family, service, 4)

    assert len(page(client, service.worker, family).context["latest"]) == 5


def test_an_open_alert_comes_first(client, service, family):
    fill(family, service, 1)

    text = page(client, service.worker, family).content.decode()

    assert text.index("not followed up yet") < text.index("Where things are now")
    assert "has not been followed up" in text


def actions(response):
    return [action.label for action in response.context["actions"]]


def test_a_note_is_what_a_social_worker_does_first(client, service, family):
    labels = actions(page(client, service.worker, family))

    assert labels[0] == "Add a case note"
    assert "Close the case" not in labels
    assert "Restrict or exclude" not in labels


def test_every_action_offered_can_be_taken(client, service):
    for stage in (*Case.LIVE_STAGES, Case.Stage.CLOSED):
        family = make_family(service, stage=stage)
        for part in (service.worker, service.coordinator, service.manager):
            for action in page(client, part, family).context["actions"]:
                status = client.get(action.url).status_code
                assert status in (200, 302), f"{stage} {part} {action}: {status}"


def test_a_case_that_ended_offers_what_is_left(client, service):
    ended = make_family(service, stage=Case.Stage.CLOSED)

    response = page(client, service.worker, ended)

    assert "Add a case note" not in actions(response)
    assert "Record a safeguarding alert" in actions(response)
    assert "Write it" not in response.content.decode()


def test_emergency_access_reads_and_can_raise_an_alert(client, service, family):
    outsider = make_service().worker
    restrict_case(family.case, by=service.manager, why="A colleague's family.")
    break_glass(family.case, by=outsider, ground="safety", reason="A child was found alone.")

    response = page(client, reload(outsider), family)

    assert response.status_code == 200
    assert actions(response) == [
        "Record a safeguarding alert",
        "Consent",
        "Copy for the main record",
    ]


def test_the_page_costs_the_same_however_much_there_is(client, service, family):
    fill(family, service, 1)
    client.force_login(service.manager)
    cost = queries_of(client, family.case.get_absolute_url())
    fill(family, service, 29)

    assert queries_of(client, family.case.get_absolute_url()) == cost


def test_nothing_of_a_coordinators_note_is_on_the_referrers_page(client, service, family):
    write_note(
        family.case,
        by=service.coordinator,
        children=family.children,
        kind="visit",
        happened_on=date(2026, 1, 5),
        text="Mum is afraid.",
        minutes=25,
    )

    assert "5 January 2026" not in page(client, service.worker, family).content.decode()
    managers = page(client, service.manager, family).content.decode()
    assert "25 minutes" in managers
    assert "Mum is afraid" not in managers


def test_an_earlier_case_of_the_family_is_a_press_away(client, service, family):
    earlier = make_family(service, stage=Case.Stage.CLOSED)
    hidden = make_family(make_service(), stage=Case.Stage.CLOSED)
    Case.objects.filter(pk=family.case.pk).update(previous_case=earlier.case)
    assert page(client, service.worker, family).context["related"] == [earlier.case]
    assert page(client, service.worker, earlier).context["related"] == [family.case]

    Case.objects.filter(pk=family.case.pk).update(previous_case=hidden.case)

    assert page(client, service.worker, family).context["related"] == []


def test_a_look_is_recorded(client, service, family):
    page(client, service.worker, family)

    look = AccessEvent.objects.latest("pk")
    assert (look.action, look.case_id) == ("case_detail", family.case.pk)


def test_a_family_that_is_not_theirs_is_not_there(client, service, family):
    absent = reverse(
        "cases:case_detail", kwargs={"public_id": "00000000-0000-4000-8000-000000000000"}
    )
    client.force_login(make_service().worker)

    hidden, missing = client.get(family.case.get_absolute_url()), client.get(absent)

    assert (hidden.status_code, missing.status_code) == (404, 404)
    assert len(hidden.content) == len(missing.content)


def test_roles_without_case_content_get_none(client, service, family):
    for part in (service.support, service.administrator):
        assert page(client, part, family).status_code == 403


def test_a_draft_leads_to_its_own_pages(client, service):
    draft = make_family(service, stage=Case.Stage.DRAFT)

    response = page(client, service.worker, draft)

    assert response.url == reverse(
        "cases:referral_tasks", kwargs={"public_id": draft.case.public_id}
    )


def test_the_summary_can_be_copied_for_the_main_record(client, service, family, clock):
    write_where_things_are(family.case, "Nan said yes.", by=service.worker, version=1)
    Case.objects.filter(pk=family.case.pk).update(main_system_number="LCS-4711")
    client.force_login(service.worker)

    response = client.get(reverse("cases:case_copy", kwargs={"public_id": family.case.public_id}))

    assert response.context["text"].splitlines() == [
        f"{service.team}, {family.case}",
        "Number in the main system: LCS-4711",
        "Children: Amira Okafor, 9, Sami Okafor, 9",
        "Stage: With a coordinator",
        "Coordinator: Cora Coordinator, 01632 960123",
        "",
        "Where things are now (Will Worker, 23 November 2026):",
        "Nan said yes.",
    ]
    assert AccessEvent.objects.latest("pk").action == "case_copy"


def test_a_task_of_somebody_else_says_whose_it_is(client, service, family):
    add_task(
        title="Book the hall",
        due_on=timezone.localdate() - timedelta(days=3),
        assigned_to=service.coordinator,
        case=family.case,
        by=None,
    )

    [owed] = page(client, service.worker, family).context["tasks"]

    assert (owed.owner, owed.due.days_late) == ("Cora Coordinator", 3)

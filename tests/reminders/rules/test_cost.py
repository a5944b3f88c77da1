"""What planning costs: the same few queries for any number of cases, and few for one change."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases.domain.recording import record_event
from cases.models import Event
from cases.reminders.planning import wanted
from cases.reminders.rules import all_rules
from conferences.domain.inviting import mark_told, record_answer
from conferences.models import Need, Participant, PlanAction
from tests.factories.conferences import make_plan
from tests.reminders.rules.ledger import make_asked, plan, set_date

pytestmark = pytest.mark.django_db


def full(*, met=False):
    """A conference of which nearly every rule finds something."""
    one = make_asked()
    Participant.objects.filter(meeting=one.meeting).update(attendance="comes")
    set_date(one.meeting, "2026-12-17 10:00", stage="scheduled")
    mark_told(one["Pat"], by=one.service.coordinator)
    Need.objects.create(participant=one["Lal"], kind="interpreter")
    if met:
        set_date(one.meeting, "2026-11-20 10:00", stage="plan_agreed")
        make_plan(one.meeting, one.service.coordinator)
        PlanAction.objects.filter(plan__meeting=one.meeting).update(
            by_when="2026-12-18", participant=one["Pat"], wants_reminder=True
        )
    return one


def queries_for(keys):
    with CaptureQueriesContext(connection) as queries:
        found = list(wanted(keys, rules=all_rules()))
    assert found
    return len(queries)


def test_what_is_wanted_costs_the_same_for_one_family_of_each_kind_and_for_many(clock):
    few = [full(), full(met=True)]
    before = queries_for({one.case.pk for one in few})
    many = few + [full(met=bool(n % 2)) for n in range(4)]

    assert queries_for({one.case.pk for one in many}) == before
    assert before < 40


def test_an_answer_costs_few_queries_to_plan(clock):
    one = full()
    plan(one.case)
    record_answer(one["Emeka"], by=one.service.coordinator, answer="yes")

    with CaptureQueriesContext(connection) as queries:
        record_event(
            one.case, Event.Kind.INVITATION_ANSWERED, by=one.service.coordinator, subject=one["Pat"]
        )

    assert len(queries) <= 16
    assert not any("SAVEPOINT" in query["sql"] for query in queries.captured_queries)

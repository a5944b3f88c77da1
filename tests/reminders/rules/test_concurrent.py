"""Two who plan one case at the same time: nothing twice, nothing brought back, nobody stuck."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from time import monotonic, sleep

import pytest
from django.db import connection, transaction

from cases.models import Reminder
from cases.reminders.planning import plan_cases
from conferences.models import Participant
from tests.reminders.rules.ledger import make_asked, plan, rows, set_date

pytestmark = pytest.mark.django_db(transaction=True)
PATIENCE = 20


@pytest.fixture
def one(clock):
    found = make_asked()
    set_date(found.meeting, "2026-12-07 10:00", stage="scheduled")
    return found


def in_a_thread(act):
    def run(*args):
        try:
            return act(*args)
        finally:
            connection.close()

    return run


def wait_until_somebody_waits():
    until = monotonic() + PATIENCE
    while monotonic() < until:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0]:
                return
        sleep(0.02)
    raise AssertionError("Nobody waits.")


def test_four_at_once_plan_each_row_once(one):
    start = Barrier(4)

    @in_a_thread
    def plan_it(_):
        start.wait(PATIENCE)
        with transaction.atomic():
            return plan_cases({one.case.pk})

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(plan_it, range(4), timeout=PATIENCE))

    assert len(rows(one.case, "meeting_soon")) == 2 * len(one.people)
    keys = list(Reminder.objects.values_list("dedupe_key", flat=True))
    assert len(keys) == len(set(keys))
    assert plan(one.case) == 0


def test_whoever_plans_with_what_was_so_brings_nothing_back(one):
    """The sweep plans while somebody is being kept away, and has not committed yet."""
    plan(one.case)
    pat = one["Pat"]

    @in_a_thread
    def sweep():
        return plan_cases({one.case.pk})

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            Participant.objects.filter(pk=pat.pk).update(attendance="no_part")
            plan(one.case)
            # It still sees them taking part, and a row that waits: there is nothing to do.
            assert pool.submit(sweep).result(timeout=PATIENCE) == 0
        assert pool.submit(sweep).result(timeout=PATIENCE) == 0

    assert not Reminder.objects.filter(person=pat.person, state="scheduled").exists()


def test_one_who_waits_for_the_other_looks_again_before_it_changes_anything(one):
    """Both find that the date has moved; the first has changed the rows when the second may."""
    plan(one.case)
    set_date(one.meeting, "2026-12-14 10:00")

    @in_a_thread
    def sweep():
        with transaction.atomic():
            return plan_cases({one.case.pk})

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            plan(one.case)
            second = pool.submit(sweep)
            wait_until_somebody_waits()
        second.result(timeout=PATIENCE)

    assert {when for _, _, when in rows(one.case, "meeting_soon")} == {
        "2026-12-12 09:00",
        "2026-12-13 09:00",
    }
    cancelled = rows(one.case, "meeting_soon", state="cancelled")
    assert len(cancelled) == 2 * len(one.people)


def test_a_row_that_a_dispatcher_has_claimed_meanwhile_is_left_to_it(one):
    plan(one.case)
    set_date(one.meeting, "2026-12-14 10:00")
    row = Reminder.objects.filter(rule="meeting_soon").first()

    @in_a_thread
    def sweep():
        with transaction.atomic():
            return plan_cases({one.case.pk})

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute(
                    "UPDATE cases_reminder SET state = 'sending', lease_token = gen_random_uuid(),"
                    " lease_until = now() + interval '90 s', attempts = 1 WHERE id = %s",
                    [row.pk],
                )
            planning = pool.submit(sweep)
            wait_until_somebody_waits()
        planning.result(timeout=PATIENCE)

    row.refresh_from_db()
    assert row.state == "sending"
    assert len(rows(one.case, "meeting_soon", state="cancelled")) == 2 * len(one.people) - 1

"""That no two wait for each other (docs/locking.md): what two at once would hold, held in turn."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from time import monotonic, sleep

import pytest
from django.db import connection, transaction
from django.utils import timezone

from cases.domain.tasking import add_task
from conferences.domain.locking import lock_cases
from conferences.domain.reviewing import record_review
from conferences.models import Meeting, MeetingParty
from tests.conferences.planning.making import make_agreed, make_met
from tests.factories.conferences import make_conference

pytestmark = pytest.mark.django_db(transaction=True)

PATIENCE = 20


def in_a_thread(act):
    def run():
        try:
            return act()
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


def test_who_has_a_meeting_can_ask_for_something_while_another_has_its_case():
    conference = make_conference()

    @in_a_thread
    def ask():
        with transaction.atomic():
            Meeting.objects.select_for_update().get(pk=conference.meeting.pk)
            return add_task(
                title="Look at it",
                due_on=timezone.localdate(),
                by=None,
                for_managers_of=conference.service.team,
                case=conference.case,
            )

    with ThreadPoolExecutor(1) as pool, transaction.atomic():
        lock_cases(conference.meeting)
        asked = pool.submit(ask)
        assert asked.result(timeout=PATIENCE).pk
        Meeting.objects.select_for_update(nowait=True).get(pk=conference.meeting.pk)


def test_amending_on_a_review_waits_for_a_closing_case_with_empty_hands():
    met = make_met()
    make_agreed(met)
    now = timezone.now()
    by = met.service.coordinator
    review = Meeting.objects.create(
        format="review_conference",
        team=met.service.team,
        stage="scheduled",
        starts_at=now - timedelta(hours=2),
        ends_at=now,
        reviews=met.meeting,
        opened_by=by,
    )
    MeetingParty.objects.create(meeting=review, case=met.case)

    @in_a_thread
    def amend():
        return record_review(review, by=by, decision="amend")

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            Meeting.objects.select_for_update().get(pk=met.meeting.pk)
            amended = pool.submit(amend)
            wait_until_somebody_waits()
            Meeting.objects.select_for_update(nowait=True).get(pk=review.pk)
        assert amended.result(timeout=PATIENCE).decision == "amend"

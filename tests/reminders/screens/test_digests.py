"""One email a day that says how many, and one at once for what cannot wait."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.utils import timezone

from accounts.models import Absence, User
from cases.domain.digesting import mail_digests
from cases.models import Notice, SendingSwitch
from tests.factories.recording import make_family, make_service
from tests.factories.reminders import make_notice

pytestmark = pytest.mark.django_db
# A Tuesday; London is at UTC then.
TUESDAY = datetime(2026, 3, 3, 9, 15, tzinfo=UTC)


@pytest.fixture(autouse=True)
def switched_on():
    SendingSwitch.objects.update_or_create(pk=1, defaults={"is_on": True})


def told():
    return sorted(address for message in mail.outbox for address in message.to)


def test_each_colleague_gets_one_email_that_counts_and_names_nobody(service, family):
    for _ in range(3):
        make_notice(service.coordinator, family.case, text="Ring Pat Okafor about Amira.")
    make_notice(service.manager, family.case)

    with time_machine.travel(TUESDAY, tick=False):
        assert mail_digests() == 2

    assert told() == sorted([service.coordinator.email, service.manager.email])
    to_cora = next(one for one in mail.outbox if one.to == [service.coordinator.email])
    assert "You have 3 reminders. Sign in to read them." in to_cora.body
    for word in ("Okafor", "Amira", "FGC-2026", "Pat"):
        assert word not in to_cora.body + to_cora.subject


def test_never_twice_a_day_whatever_comes_and_again_the_next(service, family):
    make_notice(service.coordinator, family.case)
    with time_machine.travel(TUESDAY, tick=False):
        assert mail_digests() == 1
        make_notice(service.coordinator, family.case)
        assert mail_digests() == 0
    with time_machine.travel(TUESDAY + timedelta(days=1), tick=False):
        assert mail_digests() == 1
    assert "You have 2 reminders" in mail.outbox[-1].body
    with time_machine.travel(TUESDAY + timedelta(days=2), tick=False):
        assert mail_digests() == 0, "nothing new: those stand on My work"


@pytest.mark.parametrize(
    "at",
    [
        TUESDAY.replace(hour=7),
        TUESDAY.replace(hour=19),
        datetime(2026, 3, 7, 10, tzinfo=UTC),
        datetime(2026, 12, 25, 10, tzinfo=UTC),
    ],
    ids=["early", "evening", "Saturday", "Christmas"],
)
def test_nothing_goes_outside_the_mornings_of_working_days(service, family, at):
    make_notice(service.coordinator, family.case)

    with time_machine.travel(at, tick=False):
        assert mail_digests() == 0


def test_the_morning_is_local_in_summer_as_well(service, family):
    make_notice(service.coordinator, family.case)

    with time_machine.travel(datetime(2026, 7, 7, 8, 5, tzinfo=UTC), tick=False):
        assert mail_digests() == 0
    with time_machine.travel(datetime(2026, 7, 7, 8, 15, tzinfo=UTC), tick=False):
        assert mail_digests() == 1


def test_what_cannot_wait_goes_at_once_and_does_not_take_the_place_of_the_daily_one(
    service, family
):
    make_notice(service.coordinator, family.case, is_urgent=True)
    with time_machine.travel(TUESDAY.replace(hour=6), tick=False):
        assert mail_digests() == 1
        assert mail_digests() == 0
    assert "1 reminder that cannot wait. Sign in to read it." in mail.outbox[0].body
    make_notice(service.coordinator, family.case)
    with time_machine.travel(TUESDAY, tick=False):
        assert mail_digests() == 1


def test_who_is_away_or_has_left_gets_none(service, family):
    make_notice(service.coordinator, family.case)
    make_notice(service.manager, family.case)
    Absence.objects.create(
        user=service.coordinator,
        deputy=service.colleague,
        starts_on=TUESDAY.date(),
        ends_on=TUESDAY.date(),
        recorded_by=service.manager,
    )
    User.objects.filter(pk=service.manager.pk).update(is_active=False)

    with time_machine.travel(TUESDAY, tick=False):
        assert mail_digests() == 0


def test_read_gone_and_hidden_ones_count_for_nothing(service, family):
    now = timezone.now()
    make_notice(service.coordinator, family.case, read_at=now)
    make_notice(service.coordinator, family.case, gone_at=now)
    make_notice(service.coordinator, make_family(make_service()).case)

    with time_machine.travel(TUESDAY, tick=False):
        assert mail_digests() == 0


def test_nothing_goes_while_sending_is_switched_off(service, family):
    make_notice(service.coordinator, family.case, is_urgent=True)
    SendingSwitch.objects.update(is_on=False)

    with time_machine.travel(TUESDAY, tick=False):
        assert mail_digests() == 0
    assert Notice.objects.get().mailed_at is None


@pytest.mark.django_db(transaction=True)
def test_two_at_once_send_one(service, family):
    """The second finds the colleague's row taken and leaves them to the first."""
    from threading import Barrier, Thread

    make_notice(service.coordinator, family.case)
    start, sent = Barrier(2), []

    def go():
        start.wait()
        try:
            sent.append(mail_digests())
        finally:
            connection.close()

    with time_machine.travel(TUESDAY, tick=False):
        threads = [Thread(target=go) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    assert sorted(sent) == [0, 1]
    assert len(mail.outbox) == 1

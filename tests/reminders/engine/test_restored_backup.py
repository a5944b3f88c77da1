from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from cases.models import SendingSwitch
from cases.reminders.channels.base import Outcome, Result
from tests.reminders.engine.ledger_rows import State, dispatcher, fresh, make_reminder

pytestmark = pytest.mark.django_db


def hours_ago(hours):
    return timezone.now() - timedelta(hours=hours)


@pytest.fixture
def off(provider):
    SendingSwitch.objects.update(is_on=False)
    return provider


def look_up(hours=6):
    call_command("look_up_reminders", "--since", f"{hours_ago(hours):%Y-%m-%dT%H:%M:%SZ}")


def test_what_went_after_the_backup_is_found_and_not_sent_again(case, off, settings):
    settings.MESSAGES_VIA = "notify"
    gone = make_reminder(case, due_at=hours_ago(3))
    not_gone = make_reminder(case, due_at=hours_ago(2))
    before = make_reminder(case, due_at=hours_ago(7))
    ahead = make_reminder(case, due_at=hours_ago(-3))
    notice = make_reminder(case, due_at=hours_ago(3), channel="notice")
    off.known = {gone.pk: Result(Outcome.ACCEPTED, "n-1", delivery="delivered")}

    look_up()

    assert set(off.looked_up) == {gone.pk, not_gone.pk}
    assert (fresh(gone).state, fresh(gone).provider) == (State.SENT, "notify")
    assert {fresh(row).state for row in (not_gone, before, ahead, notice)} == {State.SCHEDULED}
    assert off.sent == []
    assert dispatcher().round() == 1  # the notice; sending is still off


def test_what_went_by_mail_perhaps_goes_to_humans(case, off, settings, handed):
    settings.MESSAGES_VIA = "smtp"
    off.can_look_up = False
    row = make_reminder(case, due_at=hours_ago(3), channel="email")

    look_up()

    assert handed == [(row.pk, "not_known_if_sent", "")]


def test_sending_has_to_be_off(case, provider):
    with pytest.raises(CommandError, match="Turn sending off first"):
        look_up()


def test_a_moment_is_asked_for(off):
    with pytest.raises(CommandError, match="Write the moment"):
        call_command("look_up_reminders", "--since", "yesterday")

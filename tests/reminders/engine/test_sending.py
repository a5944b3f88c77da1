import pytest
from django.core.exceptions import ValidationError

from cases.models import Event, SendingSwitch
from cases.reminders import sending
from tests.factories.staff import UserFactory

pytestmark = pytest.mark.django_db


def test_nothing_goes_out_until_somebody_says_so():
    assert sending.is_on() is False


def test_somebody_turns_it_on_and_off_and_says_why():
    manager = UserFactory(service_manager=True)

    sending.switch(True, by=manager, why="  We go live today ")
    assert sending.is_on() is True
    sending.switch(False, by=manager, why="A wrong text")
    assert sending.is_on() is False

    switch = SendingSwitch.objects.get()
    assert (switch.changed_by, switch.why) == (manager, "A wrong text")
    off, on = Event.objects.filter(kind=Event.Kind.SENDING_SWITCHED)
    assert (on.actor_id, on.case_id, on.audience) == (manager.pk, None, "service")
    assert (on.from_value, on.to_value, on.why) == (
        "Sending is off",
        "Sending is on",
        "We go live today",
    )
    assert (off.from_value, off.to_value) == ("Sending is on", "Sending is off")


@pytest.mark.parametrize("why", ["", "   "])
def test_a_reason_is_asked_for(why):
    with pytest.raises(ValidationError, match="Say why"):
        sending.switch(True, by=UserFactory(service_manager=True), why=why)

    assert sending.is_on() is False


def test_twice_is_once():
    manager = UserFactory(service_manager=True)
    for _ in range(2):
        sending.switch(True, by=manager, why="We go live")

    assert Event.objects.filter(kind=Event.Kind.SENDING_SWITCHED).count() == 1

"""Whether anything leaves the house."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.models import Event, SendingSwitch
from cases.reminders import sending
from tests.factories.recording import make_family, make_service
from tests.factories.reminders import make_reminder

pytestmark = pytest.mark.django_db


def test_it_is_off_until_somebody_turns_it_on_and_says_why(signed_in, service):
    client = signed_in(service.manager)
    assert "Nobody has switched it on yet." in client.get(reverse("cases:sending")).content.decode()

    client.post(reverse("cases:sending"), {"on": "1", "why": "We begin."})

    assert sending.is_on()
    page = client.get(reverse("cases:sending")).content.decode()
    assert "Sending is on" in page
    assert f"by {service.manager}" in page
    assert "We begin." in page
    assert Event.objects.filter(kind="sending_switched", actor_id=service.manager.pk).exists()


def test_two_presses_do_not_undo_each_other(signed_in, service):
    client = signed_in(service.administrator)

    for _ in range(2):
        client.post(reverse("cases:sending"), {"on": "1", "why": "We begin."})

    assert sending.is_on()


def test_a_reason_is_needed(signed_in, service):
    page = signed_in(service.manager).post(reverse("cases:sending"), {"on": "1", "why": ""})

    assert "Enter why" in page.content.decode()
    assert not SendingSwitch.objects.filter(is_on=True).exists()


@pytest.mark.parametrize("who", ["coordinator", "worker", "support", "referring_manager"])
def test_nobody_else_switches(signed_in, service, who):
    client = signed_in(getattr(service, who))

    assert client.post(reverse("cases:sending"), {"on": "1", "why": "x"}).status_code == 403
    assert not sending.is_on()


def test_it_counts_what_waits_and_what_became_of_today_and_names_nobody(signed_in, service, family):
    person = family.children[0].person
    make_reminder(family.case, person)
    make_reminder(family.case, person, due_at=timezone.now() - timedelta(minutes=1))
    for state in ("sent", "sent", "failed", "held"):
        make_reminder(family.case, person, state=state)
    make_reminder(family.case, service.coordinator)

    page = signed_in(service.administrator).get(reverse("cases:sending")).content.decode()

    assert "2, of which 1 due now" in page
    assert "Amira" not in page
    assert str(family.case) not in page


def test_whoever_does_casework_counts_the_cases_they_may_see_and_no_other(
    signed_in, service, family
):
    make_reminder(family.case, family.children[0].person)
    other = make_family(make_service())
    for _ in range(3):
        make_reminder(other.case, other.children[0].person)
    make_reminder(other.case, other.children[0].person, state="held")

    theirs = signed_in(service.manager).get(reverse("cases:sending"))
    whole = signed_in(service.administrator).get(reverse("cases:sending"))

    assert (theirs.context["figures"].waiting, theirs.context["figures"].held_today) == (1, 0)
    assert "Of the cases that you can open." in theirs.content.decode()
    assert (whole.context["figures"].waiting, whole.context["figures"].held_today) == (4, 1)
    assert "Of the whole council." in whole.content.decode()

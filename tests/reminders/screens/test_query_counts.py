"""Lists of messages and notices cost the same for thirty rows as for one."""

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.models import Person, Reminder, Task
from conferences.models import Resource
from tests.factories.conferences import make_conference
from tests.factories.recording import queries_of
from tests.factories.reminders import make_notice, make_reminder

pytestmark = pytest.mark.django_db
MANY = 30


def test_every_list_costs_the_same_however_long_it_is(signed_in):
    conference = make_conference()
    service, case, meeting = conference.service, conference.case, conference.meeting
    pat = conference["Pat"].person
    client = signed_in(service.manager)
    pages = [
        reverse("cases:case_messages", args=[case.public_id]),
        reverse("conferences:meeting_messages", args=[meeting.public_id]),
        reverse("cases:person_messages", args=[pat.public_id]),
        reverse("cases:notices"),
        reverse("cases:my_work"),
    ]

    def more(number):
        child = Person.objects.create(
            first_name=f"Kit{number}", last_name="Example", created_by=service.worker
        )
        case.network.create(person=child, part="family", added_by=service.worker)
        venue = Resource.objects.create(kind="venue", name=f"Hall {number}")
        for state in Reminder.State.values:
            make_reminder(case, pat, state=state, about=meeting)
            make_reminder(case, child, state=state, about=meeting, through=pat)
            make_reminder(case, ("resource", venue.pk), state=state, about=meeting)
            make_reminder(case, service.coordinator, state=state, about=meeting)
        Task.objects.create(
            title="Ring", kind="ring", due_on=timezone.localdate(), case=case,
            assigned_to=service.coordinator,
        )  # fmt: skip
        make_notice(service.manager, case)
        make_notice(service.manager, case, read_at=timezone.now())

    more(0)
    few = [queries_of(client, page) for page in pages]
    for number in range(1, MANY):
        more(number)

    assert [queries_of(client, page) for page in pages] == few

"""Many colleagues want the same coordinator and the same venue at the same time."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.db.models import F
from django.utils import timezone

from conferences.domain.booking import DoubleBooked, book_meeting
from conferences.domain.resources import resource_of
from conferences.local_time import in_local_time
from conferences.models import Booking, Meeting, MeetingParty, Resource
from conferences.slots import free_slots
from tests.factories.recording import make_family, make_member, make_service

HOUR = timedelta(hours=1)
HOURS = (9, 12, 15, 18)


class Contest:
    """Slots that differ in their times; each rival has a meeting of their own for each."""

    def __init__(self, rivals, slots):
        service = make_service()
        self.user = service.coordinator
        coordinators = [service.coordinator, service.colleague]
        coordinators += [make_member(service.team, "coordinator", "Co", str(n)) for n in range(2)]
        interpreters = [Resource.objects.create(kind="interpreter", name="Polish")]
        venues = [
            Resource.objects.create(kind="venue", name=f"Hall {n}", minutes_before=30)
            for n in range(3)
        ]
        # Made after the venues, so that the order of the keys is not that of the kinds.
        for one in coordinators:
            resource_of(one)
        venues += [Resource.objects.create(kind="venue", name=f"Hall {n}") for n in range(3, 5)]
        first = timezone.localdate() + timedelta(days=7)
        self.slots = [
            (
                in_local_time(
                    datetime.combine(first + timedelta(days=n // 4), datetime.min.time())
                    + timedelta(hours=HOURS[n % 4])
                ),
                [venues[n % 5], *(interpreters if n % 3 == 0 else [])],
            )
            for n in range(slots)
        ]
        self.meetings = [self._meetings_of(service, coordinators) for _ in range(rivals)]
        self.barriers = [Barrier(rivals) for _ in self.slots]

    def _meetings_of(self, service, coordinators):
        cases = [make_family(service, coordinator=one).case for one in coordinators]
        meetings = Meeting.objects.bulk_create(
            Meeting(
                format="family_group_conference",
                team=service.team,
                stage="preparing",
                opened_by=self.user,
            )
            for _ in self.slots
        )
        MeetingParty.objects.bulk_create(
            MeetingParty(meeting=meeting, case=cases[n % len(cases)])
            for n, meeting in enumerate(meetings)
        )
        return meetings

    def run(self):
        """Return what came of every attempt, slot by slot."""
        with ThreadPoolExecutor(len(self.meetings)) as pool:
            outcomes = list(pool.map(self._try_all, range(len(self.meetings))))
        return list(zip(*outcomes, strict=True))

    def _try_all(self, rival):
        try:
            return [self._try(rival, number) for number in range(len(self.slots))]
        finally:
            connection.close()

    def _try(self, rival, number):
        starts_at, wanted = self.slots[number]
        meeting = self.meetings[rival][number]
        resources = wanted if rival % 2 else wanted[::-1]
        self.barriers[number].wait(timeout=120)
        try:
            book_meeting(
                meeting,
                by=self.user,
                version=1,
                starts_at=starts_at,
                ends_at=starts_at + HOUR,
                resources=resources,
            )
        except DoubleBooked as lost:
            day = timezone.localdate(starts_at)
            others = free_slots(
                meeting,
                resources_wanted=[[one] for one in resources],
                length=HOUR,
                between=(day, day + timedelta(days=6)),
                limit=3,
            )
            return len(others) if lost.taken else "lost to nothing"
        return "won"


def assert_one_winner_each(contest, outcomes):
    for number, attempts in enumerate(outcomes):
        assert attempts.count("won") == 1, number
        # Everybody else was offered three other times.
        assert {one for one in attempts if one != "won"} == {3}
    bookings = Booking.objects.standing()
    assert bookings.count() == sum(1 + len(wanted) for _, wanted in contest.slots)
    twice = bookings.filter(
        resource__bookings__cancelled_at=None,
        resource__bookings__held__overlap=F("held"),
        resource__bookings__pk__gt=F("pk"),
    )
    assert not twice.exists()
    dated = Meeting.objects.filter(starts_at__isnull=False)
    assert dated.count() == len(contest.slots)


@pytest.mark.django_db(transaction=True)
def test_of_eight_who_want_the_same_slot_one_gets_it():
    contest = Contest(rivals=8, slots=20)

    assert_one_winner_each(contest, contest.run())


@pytest.mark.long
@pytest.mark.django_db(transaction=True)
def test_of_thirty_two_who_want_each_of_two_hundred_slots_one_gets_it():
    contest = Contest(rivals=32, slots=200)

    assert_one_winner_each(contest, contest.run())

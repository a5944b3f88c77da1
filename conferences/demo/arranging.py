"""How far the meetings of a made-up family have come, and the days on which it happened."""

from datetime import date, timedelta
from itertools import product
from random import Random

from django.utils import timezone

from accounts.models import User
from cases.models import Case
from conferences.demo.clock import at, moment_on, working_day_by
from conferences.demo.meeting_day import Holder
from conferences.demo.preparation import Preparer
from conferences.demo.safety import keep_safe
from conferences.demo.staff import Council
from conferences.domain.booking import DoubleBooked, book_meeting
from conferences.domain.meetings import move_meeting, open_meeting
from conferences.models import Meeting, Resource
from restorative.working_days import add_working_days

HELD = (
    "held", "plan_not_agreed", "plan_agreed", "distributed", "review_scheduled", "reviewed",
    "closed",
)  # fmt: skip
AGREED = ("plan_agreed", "distributed", "review_scheduled", "reviewed", "closed")
DISTRIBUTED = ("distributed", "review_scheduled", "reviewed", "closed")
REVIEWED = ("review_scheduled", "reviewed", "closed")
# How many days ago a case ended, for those that end after work on them began.
SINCE_END = {"withdrawn": 6, "closed": 4, "not_viable": 4}
# With travel between them, a coordinator can be at three meetings on a day.
HOURS = (9, 13, 17)


class Arranger:
    """Prepares, dates, holds and reviews the meetings of one family after another."""

    def __init__(self, council: Council, rng: Random, today: date) -> None:
        self.rng = rng
        self.today = today
        self.preparer = Preparer(council, rng, today)
        self.holder = Holder(council, rng, today)
        kinds = Resource.objects.in_use().filter(kind=Resource.Kind.VENUE)
        self.venues = list(kinds.order_by("pk"))

    def meet(self, case: Case, coordinator: User, ending: str, since: date) -> None:
        """Take a family's conference, and its review, as far as its ending says."""
        with at(moment_on(min(since + timedelta(days=3), self.today), 9)):
            meeting = open_meeting(case, "family_group_conference", by=coordinator)
        case.refresh_from_db()
        has_date = ending in HELD or ending in ("scheduled", "ready")
        self.preparer.plan_with_referrer(meeting, case, since + timedelta(days=5), signed=has_date)
        whole = ending in HELD or ending == "ready"
        self.preparer.prepare_people(meeting, case, since + timedelta(days=4), whole=whole)
        if not has_date:
            return
        day = self._day(ending, since)
        dated_on = min(since + timedelta(days=21), day - timedelta(days=6), self.today)
        meeting = self._date(meeting, coordinator, day, dated_on)
        day = timezone.localdate(meeting.starts_at)
        told_on = min(dated_on + timedelta(days=1), day - timedelta(days=4), self.today)
        self.preparer.tell_everybody(meeting, case, told_on, all_answer=ending != "scheduled")
        if ending == "scheduled":
            keep_safe(meeting, case, told_on)
            return
        ready_on = min(day - timedelta(days=3), self.today)
        self.preparer.check_everything(meeting, case, ready_on)
        with at(moment_on(ready_on, 17)):
            meeting = move_meeting(meeting, "ready", by=coordinator)
        if ending in HELD:
            self._hold(meeting, case, coordinator, ending)
        if ending in REVIEWED:
            self._review(case, meeting, coordinator, ending, day)

    def _day(self, ending: str, since: date) -> date:
        if ending in ("scheduled", "ready"):
            return add_working_days(self.today, self.rng.choice([1, 3, 4, 6, 9]))
        if ending == "held":
            return working_day_by(self.today - timedelta(days=12))
        return working_day_by(min(since + timedelta(days=30), self.today - timedelta(days=2)))

    def _date(self, meeting: Meeting, coordinator: User, day: date, dated_on: date) -> Meeting:
        """Book a time at which the coordinator and a venue are free, on the day or near it.

        A day that has passed gives way to one before it, one ahead to one after it.
        """
        step = 1 if day > self.today else -1
        days = [add_working_days(day, step * number) if number else day for number in range(6)]
        wishes = [(hour, venue) for hour in HOURS for venue in self.venues]
        self.rng.shuffle(wishes)
        for on, (hour, venue) in product(days, wishes):
            start = moment_on(on, hour)
            with at(moment_on(min(dated_on, on - timedelta(days=6)), 12)):
                try:
                    return book_meeting(
                        meeting,
                        by=coordinator,
                        version=meeting.version,
                        starts_at=start,
                        ends_at=start + timedelta(hours=3),
                        resources=[venue],
                    )
                except DoubleBooked:
                    continue
        raise RuntimeError(f"{coordinator} has no time left near {day}.")

    def _hold(self, meeting: Meeting, case: Case, coordinator: User, ending: str) -> None:
        assert meeting.starts_at
        assert meeting.ends_at
        with at(meeting.starts_at + timedelta(minutes=1)):
            meeting = move_meeting(meeting, "held", by=coordinator)
        self.holder.hold(meeting, coordinator)
        if ending == "held":
            return
        plan = self.holder.write_plan(meeting, coordinator)
        if ending == "plan_not_agreed":
            self.holder.refuse(plan, case, coordinator)
            return
        self.holder.agree(plan, case, coordinator)
        self.holder.ask_feedback(meeting, coordinator)
        if ending in DISTRIBUTED:
            self.holder.send_copies(meeting, coordinator)

    def _review(
        self, case: Case, meeting: Meeting, coordinator: User, ending: str, held_on: date
    ) -> None:
        opened_on = held_on + timedelta(days=20)
        meeting.refresh_from_db()
        with at(moment_on(opened_on)):
            review = open_meeting(case, "review_conference", by=coordinator, reviews=meeting)
        if ending == "review_scheduled":
            day = add_working_days(self.today, 7)
        else:
            last = self.today - timedelta(days=SINCE_END.get(ending, 0) + 1)
            day = working_day_by(min(held_on + timedelta(days=60), last))
        review = self._date(review, coordinator, day, opened_on + timedelta(days=10))
        if ending == "review_scheduled":
            return
        self.holder.hold(review, coordinator)
        self.holder.look_back(review, coordinator)

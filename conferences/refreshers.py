"""Who is to learn something again, and by when: from what they took last."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Max

from accounts.models import User
from conferences.models import Course, SessionAttendance
from restorative.months import add_months

DUE_WITHIN = timedelta(days=60)
OVERDUE, DUE, LATER = "Overdue", "Due", "Later"
COLOURS = {OVERDUE: "red", DUE: "blue", LATER: "grey"}


@dataclass(frozen=True)
class Refresher:
    """One person and one course; `state` is a word for the page and the file."""

    person: User
    course: Course
    last_on: date
    due_on: date
    state: str

    @property
    def colour(self) -> str:
        return COLOURS[self.state]


def refreshers_of(people: Iterable[User], today: date) -> list[Refresher]:
    """The soonest first: two queries for the courses and what was taken, however many people."""
    by_key = {person.pk: person for person in people}
    courses = {
        course.pk: course
        for course in Course.objects.filter(archived_at=None, refresher_months__isnull=False)
    }
    taken = (
        SessionAttendance.objects.on_list()
        .filter(person__in=by_key, session__course__in=courses)
        .values("person", "session__course")
        .annotate(last_on=Max("session__held_on"))
        .order_by()
    )
    found = []
    for row in taken:
        course = courses[row["session__course"]]
        due_on = add_months(row["last_on"], course.refresher_months or 0)
        found.append(
            Refresher(by_key[row["person"]], course, row["last_on"], due_on, _state(due_on, today))
        )
    return sorted(found, key=lambda one: (one.due_on, str(one.person), one.course.name))


def _state(due_on: date, today: date) -> str:
    if due_on < today:
        return OVERDUE
    return DUE if due_on <= today + DUE_WITHIN else LATER

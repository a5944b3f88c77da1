"""Training and supervision as tables: what a manager sees of their teams, and no more.

What people will try stays with them and whoever led the session: it goes into no file.
"""

from collections.abc import Callable
from datetime import date

from django.db.models import Prefetch, QuerySet

from accounts.models import Membership, User
from conferences.exports.sheets import Cell, Sheet
from conferences.models import DevelopmentSession, SessionAttendance
from conferences.models.development import managed_people
from conferences.refreshers import refreshers_of


def people_of(manager: User) -> QuerySet[User]:
    """Those in the teams of this manager now, by name."""
    return managed_people(manager).order_by("last_name", "first_name", "pk")


def refreshers_sheet(manager: User, today: date) -> Sheet:
    teams = Membership.objects.current().select_related("team").order_by("team__name", "pk")
    people = list(people_of(manager).prefetch_related(Prefetch("memberships", teams)))
    rows: list[list[Cell]] = [
        [
            str(one.person),
            ", ".join(dict.fromkeys(str(member.team) for member in one.person.memberships.all())),
            one.course.name,
            one.last_on,
            one.due_on,
            one.state,
        ]
        for one in refreshers_of(people, today)
    ]
    headings = ("Name", "Teams", "Course", "Last taken", "Due again", "State")
    return Sheet("Refreshers", headings, rows, (28, 40, 40, 14, 14, 12))


def sessions_sheet(manager: User, today: date) -> Sheet:
    attendances = SessionAttendance.objects.on_list().select_related("person").order_by("pk")
    sessions = (
        DevelopmentSession.objects.changeable_by(manager)
        .select_related("course", "led_by")
        .prefetch_related(Prefetch("attendances", attendances))
    )
    rows: list[list[Cell]] = [
        [
            one.held_on,
            one.get_kind_display(),
            one.course.name if one.course else "",
            one.subject,
            one.minutes,
            one.leader,
            one.place,
            ", ".join(str(attendance.person) for attendance in one.attendances.all()),
        ]
        for one in sessions
    ]
    headings = ("Day", "Kind", "Course", "About", "Minutes", "Led by", "Where", "Who took part")
    return Sheet("Sessions", headings, rows, (12, 24, 40, 50, 10, 28, 28, 60))


FILES: dict[str, Callable[[User, date], Sheet]] = {
    "refreshers": refreshers_sheet,
    "sessions": sessions_sheet,
}

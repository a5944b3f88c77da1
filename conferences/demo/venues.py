"""Venues, interpreters and advocates of the made-up council, and when its people work."""

from datetime import time, timedelta
from typing import Any

from django.utils import timezone

from conferences.demo.staff import Council
from conferences.domain.resources import add_away, add_resource, resource_of, set_hours
from conferences.models import Resource
from restorative.working_days import add_working_days

ALL_WEEK, WEEKDAYS = range(7), range(5)
DAY = (time(9), time(17))
INTO_THE_EVENING = (time(9), time(21))

# Name, facts, days, hours.
VENUES: tuple[tuple[str, dict[str, Any], range, tuple[time, time]], ...] = (
    (
        "St Mark’s Hall",
        {
            "address": "12 Mill Lane, Westbridge",
            "postcode": "ZZ1 4AP",
            "directions": "Bus 7 and 42 stop outside. Parking behind the church.",
            "step_free": "yes",
            "access_note": "Accessible toilet beside the entrance.",
            "has_kitchen": True,
            "rooms": 3,
            "seats": 40,
            "cost": "£18 an hour",
            "contact_name": "Mrs Hartley",
            "contact_phone": "+441632960201",
            "minutes_before": 45,
            "minutes_after": 30,
        },
        ALL_WEEK,
        INTO_THE_EVENING,
    ),
    (
        "Riverside Community Centre",
        {
            "address": "3 Quay Street, Westbridge",
            "postcode": "ZZ1 2QS",
            "directions": "Five minutes from the station along the river.",
            "step_free": "yes",
            "has_kitchen": True,
            "rooms": 4,
            "seats": 60,
            "cost": "£25 an hour",
            "contact_name": "Front desk",
            "contact_phone": "+441632960202",
            "minutes_before": 30,
            "minutes_after": 30,
        },
        range(6),
        INTO_THE_EVENING,
    ),
    (
        "Westbridge Library, meeting room",
        {
            "address": "High Street, Westbridge",
            "postcode": "ZZ1 1HS",
            "step_free": "partly",
            "access_note": "Lift to the first floor; the small room has one step.",
            "rooms": 2,
            "seats": 16,
            "cost": "Free",
            "minutes_before": 15,
            "minutes_after": 15,
        },
        range(6),
        (time(9), time(18)),
    ),
    (
        "Gurdwara community kitchen",
        {
            "address": "40 Station Road, Westbridge",
            "postcode": "ZZ2 6SR",
            "step_free": "yes",
            "has_kitchen": True,
            "rooms": 2,
            "seats": 50,
            "cost": "A donation",
            "note": "Vegetarian food alone; no alcohol, no smoking.",
            "minutes_before": 30,
            "minutes_after": 30,
        },
        ALL_WEEK,
        (time(10), time(20)),
    ),
    (
        "Northside Children’s Centre",
        {
            "address": "7 Beech Avenue, Northside",
            "postcode": "ZZ3 8BA",
            "step_free": "yes",
            "has_kitchen": True,
            "rooms": 3,
            "seats": 25,
            "is_neutral": False,
            "cost": "Free",
            "note": "A playroom and somebody to look after small children, if asked for.",
            "minutes_before": 15,
            "minutes_after": 15,
        },
        WEEKDAYS,
        DAY,
    ),
    (
        "Old Mill rooms",
        {
            "address": "1 Mill Bank, Westbridge",
            "postcode": "ZZ1 9MB",
            "step_free": "no",
            "access_note": "Eleven steps to the door.",
            "rooms": 2,
            "seats": 20,
            "cost": "£12 an hour",
            "minutes_before": 30,
            "minutes_after": 15,
        },
        ALL_WEEK,
        INTO_THE_EVENING,
    ),
)
INTERPRETERS = (("Ewa Nowak", "Polish"), ("Imran Saleem", "Urdu, Punjabi"), ("Carys Webb", "BSL"))
ADVOCATES = ("Nia Thomas, Voices for Children", "Ben Adler, Voices for Children")
# Who works when: whole weeks, a short week, evenings on two days.
PATTERNS: dict[str, dict[int, tuple[time, time]]] = {
    "lee": {day: (time(9), time(20)) for day in WEEKDAYS},
    "owen": {day: (time(9), time(20)) for day in range(4)},
    "sunita": {day: (time(9), time(21) if day in (1, 3) else time(17)) for day in WEEKDAYS},
}
LEAVE_IN, LEAVE_FOR = 45, timedelta(days=4)


def make_resources(council: Council) -> dict[str, Resource]:
    """Fill the list of what can be booked, by name; by "joan", who keeps it.

    Coordinators get their hours, and one of them leave far enough ahead to cross no date.
    """
    by = council["joan"]
    made: dict[str, Resource] = {}
    for name, facts, days, (opens, closes) in VENUES:
        venue = add_resource("venue", by=by, name=name, **facts)
        made[name] = set_hours(
            venue, [(day, opens, closes) for day in days], by=by, version=venue.version
        )
    for name, languages in INTERPRETERS:
        travel = {"minutes_before": 30, "minutes_after": 30}
        made[name] = add_resource("interpreter", by=by, name=name, languages=languages, **travel)
    for name in ADVOCATES:
        made[name] = add_resource("advocate", by=by, name=name, minutes_before=30)
    for key, pattern in PATTERNS.items():
        resource = resource_of(council[key])
        hours = [(day, *times) for day, times in pattern.items()]
        made[key] = set_hours(resource, hours, by=council[key], version=resource.version)
    _give_leave(council, made["owen"])
    return made


def _give_leave(council: Council, resource: Resource) -> None:
    first = add_working_days(timezone.localdate(), LEAVE_IN)
    add_away(resource, first, first + LEAVE_FOR, by=council["owen"], why="Leave")

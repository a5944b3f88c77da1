"""Circles and conversations of the made-up council, at each stage, with and without a case."""

from datetime import date, timedelta

from django.utils import timezone

from accounts.models import Team, User
from cases.models import Case
from conferences.demo.clock import at, moment_on, working_day_by
from conferences.demo.staff import Council
from conferences.domain.entries import add_entry, change_entry
from conferences.domain.gathering import add_participant
from conferences.domain.meetings import date_meeting, move_meeting, open_alone, open_meeting
from conferences.models import Entry, Meeting, Participant

RULES = (
    "One person speaks at a time.\nYou may pass.\n"
    "What is said here stays here, unless somebody is not safe."
)


def make_practice(council: Council, *, today: date) -> None:
    """A circle at each stage, conversations had and to be asked again, one beside a case."""
    grace, lee, rhys = council["grace"], council["lee"], council["rhys"]
    home, service = council.teams["assessment"], council.service
    days_ago = [working_day_by(today - timedelta(days=number)) for number in (50, 24, 9, 2)]
    looked_back = _circle(home, grace, days_ago[0], "Phone broken in the yard")
    _agree(looked_back, grace, days_ago[0], back_on=days_ago[0] + timedelta(days=14))
    _look_back(looked_back, grace, again="no")
    late = _circle(service, lee, days_ago[1], "Noise at night in the house")
    _agree(late, lee, days_ago[1], back_on=days_ago[1] + timedelta(days=20))
    agreed = _circle(home, grace, days_ago[2], "Left out at lunch")
    _agree(agreed, grace, days_ago[2], back_on=today + timedelta(days=10))
    with at(moment_on(days_ago[3])):
        ready = open_alone("circle", home, by=rhys, subject="New in the class")
        add_participant(ready, by=rhys, part="child", initials="M.O.")
    _talk(home, grace, days_ago[1], "Shouting at tea", again_on=days_ago[2], since="good")
    _talk(home, grace, days_ago[2], "Late home again", again_on=today + timedelta(days=3))
    owen = council["owen"]
    allocated = Case.objects.filter(stage=Case.Stage.ALLOCATED, coordinator=owen)
    case = allocated.order_by("-pk").first()
    if case is not None:
        with at(moment_on(days_ago[3], 15)):
            beside = open_meeting(
                case, "restorative_conversation", by=owen, subject="After the visit"
            )
            _answers(beside, owen, days_ago[3], again_on=today + timedelta(days=5))


def _circle(team: Team, by: User, day: date, subject: str) -> Meeting:
    """One that has taken place on a day."""
    with at(moment_on(day, 8)):
        circle = open_alone("circle", team, by=by, subject=subject)
        for initials, part in (("J.B.", "child"), ("K.L.", "child"), ("S.W.", "professional")):
            add_participant(circle, by=by, part=part, initials=initials)
        values = {
            "setting": "school" if team.kind == Team.Kind.REFERRING else "home",
            "why": "Something went wrong between us, and we go on seeing each other every day.",
            "rules": RULES,
            "again": "no",
        }
        add_entry(circle, "purpose", by=by, values=values)
        start = moment_on(day, 10)
        date_meeting(
            circle,
            by=by,
            version=circle.version,
            starts_at=start,
            ends_at=start + timedelta(minutes=40),
            place="Room 4",
        )
    with at(moment_on(day, 11)):
        move_meeting(circle, "sat_together", by=by)
        for question, said in (
            ("How are you today?", "“Fine.” “Tired.” Two passed."),
            ("What happened?", "“I threw it because I was angry.” “I was frightened.”"),
            ("What would put it right?", "“Say sorry, and mean it.” “Help me pay.”"),
        ):
            add_entry(circle, "round", by=by, values={"question": question, "said": said})
    return circle


def _agree(circle: Meeting, by: User, day: date, *, back_on: date) -> None:
    with at(moment_on(day, 12)):
        jb = Participant.objects.get(meeting=circle, initials="J.B.")
        add_entry(
            circle,
            "promise",
            by=by,
            values={"what": "J.B. says sorry and pays half.", "who": jb, "by": back_on},
        )
        add_entry(circle, "check_back", by=by, values={"on": back_on})
        move_meeting(circle, "circle_agreed", by=by)


def _look_back(circle: Meeting, by: User, *, again: str) -> None:
    back = Entry.objects.get(meeting=circle, kind="check_back")
    promise = Entry.objects.get(meeting=circle, kind="promise")
    assert back.due_on
    with at(moment_on(back.due_on, 14)):
        change_entry(promise, by=by, version=promise.version, values={"kept": "kept"})
        said = {"how": "better", "happened_again": again, "words": "“We play football again.”"}
        change_entry(back, by=by, version=back.version, values=said)
        move_meeting(circle, "looked_back", by=by)


def _talk(
    team: Team, by: User, day: date, subject: str, *, again_on: date, since: str = ""
) -> None:
    with at(moment_on(day, 16)):
        talk = open_alone("restorative_conversation", team, by=by, subject=subject)
        entry = _answers(talk, by, day, again_on=again_on)
    if since:
        with at(moment_on(again_on, 16)):
            values = {"since_then": since, "words": "They laughed about it."}
            change_entry(entry, by=by, version=entry.version, values=values)


def _answers(talk: Meeting, by: User, day: date, *, again_on: date) -> Entry:
    assert day <= timezone.localdate()
    return add_entry(
        talk,
        "conversation",
        by=by,
        values={
            "on": day,
            "with_whom": "J.B. and his key worker",
            "happened": "Shouted, and threw a plate.",
            "thinking": "Nobody listens to me anyway.",
            "since": "It was not the plate’s fault.",
            "affected": "The little ones, who were frightened.",
            "needed": "Say sorry to them, and eat with them tomorrow.",
            "agreed": "He says sorry at breakfast.",
            "again_on": again_on,
        },
    )

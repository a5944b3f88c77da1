"""What the made-up council learns: reflections of one coordinator, training with its refreshers."""

from datetime import date, timedelta

from accounts.models import User
from conferences.demo.clock import at, moment_on, working_day_by
from conferences.demo.staff import Council
from conferences.domain.learning import add_course, record_session, say_what_to_try
from conferences.domain.reflecting import (
    reply_to_reflection,
    share_reflection,
    write_reflection,
)
from conferences.models import Course, DevelopmentSession, Reflection
from conferences.reflection_prompts import BY_KEY
from restorative.working_days import add_working_days

About, Place = Reflection.About, Reflection.Place
Kind = DevelopmentSession.Kind


def make_learning(council: Council, today: date) -> None:
    """Three reflections of Lee, one of Grace; courses, sessions, who is due again."""
    _reflect(council, today)
    _learn(council, today)


def _reflect(council: Council, today: date) -> None:
    lee, grace, helen = council["lee"], council["grace"], council["helen"]
    day = working_day_by(today - timedelta(days=37))
    with at(moment_on(day, 16)):
        write_reflection(
            by=lee,
            reflected_on=day,
            about=About.COLLEAGUES,
            words="In the team meeting I settled who rings the schools before anybody had spoken. "
            "It was quick, and two people looked at the table.",
            answers=[_answer("respect", ("participatory",), "I did not ask Owen at all.")],
            place=Place.TO,
        )
    day = working_day_by(today - timedelta(days=12))
    with at(moment_on(day, 17)):
        shared = write_reflection(
            by=lee,
            reflected_on=day,
            about=About.WORK,
            words="A grandmother wanted to think it over and I filled the silence. By the end I "
            "had rung the taxi, chosen the room and written her list.",
            answers=[
                _answer("relational", ("caring",), "She thanked me three times. I was helpful."),
                _answer(
                    "responsibility",
                    ("empowering",),
                    "The list was hers to make. I took it because I was in a hurry.",
                ),
            ],
            place=Place.FOR,
            place_words="Ask, then wait. Count to ten if I must.",
            next_step="Let her ring the two cousins herself, and ask how it went.",
        )
    with at(moment_on(day, 17, 20)):
        share_reflection(shared, helen, by=lee)
    with at(moment_on(add_working_days(day, 1), 9)):
        reply_to_reflection(
            shared, "What were you afraid would happen if you had waited?", by=helen
        )
    day = working_day_by(today - timedelta(days=3))
    with at(moment_on(day, 15)):
        write_reflection(
            by=lee,
            reflected_on=day,
            about=About.WORK,
            words="I said nothing for a whole minute and he decided by himself whom to bring.",
            place=Place.WITH,
        )
        write_reflection(
            by=grace,
            reflected_on=day,
            about=About.WORK,
            words="I put off the call again. Nothing was done, by me or with anybody.",
            place=Place.NOT,
        )


def _answer(key: str, qualities: tuple[str, ...], words: str) -> dict[str, object]:
    prompt = BY_KEY[key]
    return {
        "key": key,
        "name": prompt.name,
        "asked": prompt.question,
        "qualities": list(qualities),
        "words": words,
    }


def _learn(council: Council, today: date) -> None:
    helen, service = council["helen"], [council[key] for key in ("lee", "owen", "sunita")]
    priya, workers = council["priya"], [council["grace"], council["rhys"]]
    with at(moment_on(working_day_by(today - timedelta(days=420)))):
        safety = add_course(
            by=helen, name="Domestic abuse and family meetings", refresher_months=12
        )
        circle = add_course(by=helen, name="Holding a circle", refresher_months=24)
        add_course(by=helen, name="Restorative practice: the first two days")
    _session(council, today, 400, safety, [service[0], workers[0]], led_by_name="Jo Linden")
    _session(council, today, 330, safety, [service[1], workers[1]], led_by_name="Jo Linden")
    _session(council, today, 90, circle, service, led_by=helen)
    day = working_day_by(today - timedelta(days=20))
    with at(moment_on(day, 14)):
        group = record_session(
            by=helen,
            people=service,
            kind=Kind.GROUP,
            held_on=day,
            minutes=90,
            subject="Silence: what we do with it",
            led_by=helen,
            place="Room 2",
        )
        record_session(
            by=priya,
            people=workers,
            kind=Kind.SUPERVISION,
            held_on=day,
            minutes=60,
            subject="Referring early",
            led_by=priya,
        )
        for person, words in (
            (service[0], "Ask one question, then count to ten before I say anything."),
            (service[2], "Put the child’s own question first on the sheet."),
        ):
            attendance = group.attendances.get(person=person)
            say_what_to_try(attendance, by=person, version=1, will_try=words)
    attendance = group.attendances.get(person=service[0])
    with at(moment_on(working_day_by(today - timedelta(days=4)), 16)):
        say_what_to_try(
            attendance,
            by=service[0],
            version=2,
            will_try=attendance.will_try,
            tried="partly",
            looked_back="Twice of three times. The third time I was late for the next family.",
        )


def _session(
    council: Council, today: date, days_ago: int, course: Course, people: list[User], **led: object
) -> None:
    day = working_day_by(today - timedelta(days=days_ago))
    with at(moment_on(day, 9)):
        record_session(
            by=council["helen"],
            people=people,
            kind=Kind.TRAINING,
            course=course,
            held_on=day,
            minutes=180,
            subject=course.name,
            place="Westbridge Library",
            **led,
        )

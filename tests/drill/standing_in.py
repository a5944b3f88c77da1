"""What the drill's worker does in another way than the product: what is sent, and the pace."""

from cases.management.commands import dispatch_reminders
from cases.reminders import by_hand, checking, rounds
from cases.reminders.channels.base import Outgoing
from cases.reminders.verdicts import Send

WORDS = "You have a meeting on Tuesday 3 March at 4pm. Questions? Ring Lee on 01632 960001."


def install(app):
    checking.prepare = prepare
    by_hand.ask_a_human = lambda rows: None
    app.conf.beat_schedule = {
        "dispatch": {
            "task": "cases.tasks.dispatch_reminders_task",
            "schedule": 1.0,
            "options": {"expires": 0.9},
        },
        "recover": {
            "task": "cases.tasks.recover_reminders_task",
            "schedule": 2.0,
            "options": {"expires": 1.9},
        },
    }
    dispatch_reminders.ALL = (
        rounds.Work("dispatch", 0.2, rounds.dispatch),
        rounds.Work("recover", 1, rounds.recover),
    )


def prepare(rows, *, now):
    return {
        row.pk: Send(Outgoing(row.pk, "text", "+447700900123", "Your meeting", WORDS))
        for row in rows
    }

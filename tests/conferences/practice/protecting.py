"""A restorative child protection conference as somebody keeps it, step by step."""

from datetime import timedelta

from django.utils import timezone

from conferences.domain.deciding_attendance import decide_attendance
from conferences.domain.entries import add_entry
from conferences.domain.meetings import date_meeting, move_meeting, open_meeting
from conferences.models import Meeting, Participant
from tests.conferences.practice.lifelong import add_pat, let_the_child_come

KEY = "child_protection_conference"


def days_ago(number):
    return timezone.localdate() - timedelta(days=number)


def call(case, by, **more):
    """One that is called, and why."""
    conference = open_meeting(case, KEY, by=by)
    add_pat(conference, by, part="family")
    values = {"which": "first", "why": "Bruises nobody explains.", "chair": "Ann Chair"}
    values |= {"strategy_on": days_ago(6), **more}
    add_entry(conference, "basis", by=by, values=values)
    return move_meeting(conference, "preparing", by=by)


def share_report(conference, by, whose="School"):
    values = {"whose": whose, "in_on": days_ago(4), "shared_on": days_ago(3)}
    return add_entry(conference, "report", by=by, values=values)


def set_date(conference, by, *, days=2):
    """Let everybody be decided about, and the day be set; days may be gone."""
    for one in Participant.objects.current().filter(meeting=conference).exclude(part="child"):
        decide_attendance(one, by=by, outcome="comes")
    let_the_child_come(conference, by)
    conference.refresh_from_db()
    start = timezone.now() + timedelta(days=2)
    conference = date_meeting(
        conference,
        by=by,
        version=conference.version,
        starts_at=start,
        ends_at=start + timedelta(hours=2),
        place="The family hub",
    )
    if days != 2:
        start = timezone.now() + timedelta(days=days)
        Meeting.objects.filter(pk=conference.pk).update(
            starts_at=start, ends_at=start + timedelta(hours=2)
        )
    return Meeting.objects.get(pk=conference.pk)


def hold(case, by, **more):
    conference = call(case, by, **more)
    share_report(conference, by)
    return move_meeting(set_date(conference, by, days=-1), "held", by=by)


def say_the_five(conference, by):
    for kind, values in (
        ("harm", {"what": "Bruises on both arms"}),
        ("impact", {"what": "Sleeps badly", "words": "“I listen for the door.”"}),
        ("feeling", {"who": "Mum", "words": "Ashamed, and tired."}),
        ("better", {"what": "Nobody shouts at bedtime", "who": "Mum"}),
        ("support", {"what": "Somebody there on Fridays", "who": "Gran"}),
    ):
        add_entry(conference, kind, by=by, values=values)


def decide(conference, by, outcome="plan"):
    values = {"outcome": outcome, "why": "It has happened three times."}
    if outcome == "plan":
        values |= {"categories": ["physical"], "next_on": days_ago(-80)}
    return add_entry(conference, "decision", by=by, values=values)


def make_plan(conference, by):
    say_the_five(conference, by)
    decide(conference, by)
    step = {"what": "Gran is there at bedtime", "who": "Gran", "by": days_ago(-20)}
    step = add_entry(conference, "step", by=by, values=step)
    group = add_entry(conference, "core_group", by=by, values={"on": days_ago(0)})
    return move_meeting(conference, "planned", by=by), step, group

"""A referral order panel as somebody keeps it: each step of it, written down as it comes."""

from datetime import timedelta

from django.utils import timezone

from cases.models import CompartmentMember
from conferences.domain.deciding_attendance import decide_attendance
from conferences.domain.entries import add_entry
from conferences.domain.meetings import date_meeting, move_meeting, open_meeting
from conferences.models import Meeting, Participant

KEY = "referral_order"


def begin(case, by):
    return open_meeting(case, KEY, by=by)


def work_with_harmed(case, user):
    return CompartmentMember.objects.create(case=case, user=user, compartment="harmed")


def order(panel, by, *, days_ago=7, **more):
    values = {
        "court": "Westbridge Youth Court",
        "on": timezone.localdate() - timedelta(days=days_ago),
        "months": "6",
        "intensive": "no",
        "offence": "Damage to a bus shelter.",
    }
    return add_entry(panel, "order", by=by, values=values | more)


def assess(panel, by, **more):
    """From the order to getting ready for the panel."""
    today = timezone.localdate()
    order(panel, by, **more)
    panel = move_meeting(panel, "visiting", by=by)
    add_entry(panel, "appointment", by=by, values={"on": today, "said": "What a panel is."})
    visit = {"on": today, "seen": "Him and his nan", "learnt": "He draws all day."}
    add_entry(panel, "home_visit", by=by, values=visit)
    add_entry(panel, "assessment", by=by, values={"on": today, "led_to": "Older friends."})
    return move_meeting(panel, "reporting", by=by)


def report(panel, by, **more):
    values = {
        "on": timezone.localdate(),
        "happened": "The glass was broken.",
        "account": "“I was showing off.”",
    }
    return add_entry(panel, "report", by=by, values=values | more)


def decide_on_inviting(panel, by, **more):
    values = {"invited": "yes", "why": "She asked to come.", "on": timezone.localdate(), "by": "Us"}
    return add_entry(panel, "harmed_decision", by=by, values=values | more)


def give_a_date(panel, by, *, days):
    panel.refresh_from_db()
    start = timezone.now() + timedelta(days=days)
    return date_meeting(
        panel,
        by=by,
        version=panel.version,
        starts_at=start,
        ends_at=start + timedelta(hours=1),
        place="The town hall",
    )


def sit(panel, by, which="initial", **more):
    values = {
        "which": which,
        "on": timezone.localdate(),
        "volunteer_1": "Ann Field",
        "volunteer_2": "Raj Bose",
        "trained": "yes",
        "worker": "Kim Hall",
        "parent": "yes",
    }
    return add_entry(panel, "panel", by=by, values=values | more)


def hold(panel, by):
    """The day has come and the initial panel has sat."""
    panel = assess(panel, by)
    report(panel, by)
    for one in Participant.objects.current().filter(meeting=panel):
        decide_attendance(one, by=by, outcome="comes")
    give_a_date(panel, by, days=2)
    Meeting.objects.filter(pk=panel.pk).update(starts_at=timezone.now() - timedelta(hours=2))
    panel.refresh_from_db()
    sit(panel, by)
    decide_on_inviting(panel, by)
    return move_meeting(panel, "panel_held", by=by)


def add_item(panel, by, **more):
    values = {
        "what": "Mend the shelter with the parks team",
        "reparation": "community",
        "hours": 12,
        "by": timezone.localdate() + timedelta(days=60),
        "supervisor": "Dee Moss",
    }
    return add_entry(panel, "item", by=by, values=values | more)


def agree_contract(panel, by):
    today = timezone.localdate()
    values = {"signed_on": today, "ends_on": today + timedelta(days=182), "aim": "To mend it."}
    add_entry(panel, "contract", by=by, values=values)
    item = add_item(panel, by)
    return move_meeting(panel, "contract_agreed", by=by), item

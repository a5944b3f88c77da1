"""Lifelong Links as somebody keeps it: each step of it, written down as it comes."""

from datetime import timedelta

from django.utils import timezone

from cases.models import Person
from conferences.domain.checking import settle_checks
from conferences.domain.deciding_attendance import decide_attendance
from conferences.domain.entries import add_entry
from conferences.domain.gathering import add_participant
from conferences.domain.meetings import date_meeting, move_meeting, open_meeting
from conferences.models import Participant

KEY = "lifelong_links"


def begin(case, by):
    return open_meeting(case, KEY, by=by)


def ask(links, by, who, answer="yes", **more):
    values = {"who": who, "answer": answer, "on": timezone.localdate(), **more}
    return add_entry(links, "agreement", by=by, values=values)


def agree(links, by):
    """Let the child and the authority say yes, and go on to what matters to the child."""
    ask(links, by, "child")
    ask(links, by, "authority")
    return move_meeting(links, "exploring", by=by)


def count_network(links, by, when, **numbers):
    values = {"family": 2, "friends": 1, "carers": 1, "professionals": 3} | numbers
    return add_entry(
        links, "network", by=by, values={"when": when, "on": timezone.localdate(), **values}
    )


def search(links, by):
    links = agree(links, by)
    add_entry(links, "wish", by=by, values={"kind": "person", "what": "My first foster nan"})
    count_network(links, by, "before")
    return move_meeting(links, "searching", by=by)


def connect(links, by, **more):
    values = {"name": "Pat Nunn", "relation": "Foster nan", "wanted": "yes", "before": "none"}
    return add_entry(links, "connection", by=by, values=values | more)


def tell(links, by, **more):
    links = search(links, by)
    values = {"on": timezone.localdate(), "whom": "Pat Nunn", "where": "file"}
    add_entry(links, "search", by=by, values={**values, "outcome": "A letter of hers."})
    connection = connect(links, by, **more)
    return move_meeting(links, "telling", by=by), connection


def add_pat(links, by, part="friend"):
    """Put the foster nan on the list of people."""
    pat = Person.objects.create(first_name="Pat", last_name="Nunn", created_by=by)
    return add_participant(links, by=by, part=part, person=pat)


def known_safe(pat):
    return {"safe": "yes", "safe_why": "Her worker has checked.", "person": str(pat.public_id)}


def give_a_date(links, by, *, days):
    links.refresh_from_db()
    start = timezone.now() + timedelta(days=days)
    return date_meeting(
        links,
        by=by,
        version=links.version,
        starts_at=start,
        ends_at=start + timedelta(hours=2),
        place="The boat house",
    )


def let_the_child_come(links, by):
    child = Participant.objects.get(meeting=links, part="child")
    decide_attendance(child, by=by, outcome="comes")
    settle_checks(links, ["advocate_offered"], by=by, participant=child)
    return child

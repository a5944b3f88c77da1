"""A circle or a conversation as somebody keeps it, and how its pages are read."""

import re
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from conferences.domain.entries import add_entry
from conferences.domain.gathering import add_participant
from conferences.domain.meetings import date_meeting, move_meeting, open_alone

# What belongs to a family group conference, and has no business in a circle.
FOREIGN = re.compile(
    r"family group|\bconferences?\b(?!\.)|\bFGC\b|bottom line|family.s plan|family plan|\bplan\b"
    r"|private family time|side of the family|information report|\breferrer\b|coordinator",
    re.IGNORECASE,
)


def url(name, thing, **more):
    return reverse(f"conferences:{name}", kwargs={"public_id": thing.public_id, **more})


def main_of(response):
    """What a page says itself, without the name of the service and the way to other pages."""
    text = response.content.decode()
    assert response.status_code in (200, 409), response.status_code
    inner = text[text.index("<main") : text.index("</main>")]
    inner = re.sub(r"<(svg|style|script)\b.*?</\1>", " ", inner, flags=re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", inner))


def token_of(response):
    found = re.search(r'name="form_token" value="([^"]+)"', response.content.decode())
    return {"form_token": found.group(1)} if found else {}


def errors_of(response):
    return [
        str(error)
        for name in ("form", "known_form")
        if name in (response.context or {})
        for errors in response.context[name].errors.values()
        for error in errors
    ]


def in_boxes(name, day):
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


def make_circle(team, by, *, initials=("J.B.", "K.L."), subject="Argument over a phone"):
    circle = open_alone("circle", team, by=by, subject=subject)
    for one in initials:
        add_participant(circle, by=by, part="child", initials=one)
    return circle


def write_purpose(circle, by, **more):
    values = {"setting": "school", "why": "A phone was broken in the yard."} | more
    return add_entry(circle, "purpose", by=by, values=values)


def sit_together(circle, by, *, days=1):
    """Let it have taken place some days ago, its purpose written down."""
    write_purpose(circle, by)
    start = timezone.now() - timedelta(days=days)
    date_meeting(
        circle,
        by=by,
        version=circle.version,
        starts_at=start,
        ends_at=start + timedelta(hours=1),
        place="Room 4",
    )
    return move_meeting(circle, "sat_together", by=by)


def agree(circle, by, *, back_on):
    add_entry(circle, "promise", by=by, values={"what": "K.L. pays half.", "by": back_on})
    add_entry(circle, "check_back", by=by, values={"on": back_on})
    return move_meeting(circle, "circle_agreed", by=by)

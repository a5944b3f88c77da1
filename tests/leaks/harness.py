"""Renders everything that one person gets, and looks in it for what they must not get.

`ARTEFACTS` is open: whatever else leaves the house for somebody (a copy of a plan, a calendar
entry, a reminder) is one more function (world, recipient) -> text, or None where it is not
made for them, registered with `@artefact("its name")`. One that is a page of the coordinator's
(`outward=False`) may name the family, but hold nobody's secret contact, worry or note.
"""

import html
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.models import User
from cases.models import ContactPoint
from cases.reminders.words_for_time import long_day, short_day, time_words
from conferences.domain.inviting import (
    mark_told,
    prepare_invitation,
    release_invitation,
    send_invitation,
)
from conferences.invitations.calendar_file import addressed_to
from conferences.invitations.composing import compose
from conferences.invitations.desk import Desk
from conferences.invitations.letter import letter_html
from conferences.invitations.ways import TOLD, ways_of
from conferences.models import Participant
from restorative.pdf import pdf_from_html
from tests.dispatching import dispatch
from tests.leaks.world import Secret, World
from tests.pdf_text import text_of_pdf

Render = Callable[[World, Participant], "str | None"]
Wrong = Callable[[World, str], "list[Secret]"]
KIND = {"text": "mobile", "email": "email", "letter": "address"}
# What a page of the coordinator must not hold either, whoever it is about.
NEVER = ("worried", "reason", "note", "keep apart", "pair", "viewed", "removed", "restriction")


@dataclass(frozen=True)
class Artefact:
    name: str
    render: Render
    outward: bool
    wrong: Wrong | None = None
    of_family: bool = False


@dataclass(frozen=True)
class Leak:
    artefact: str
    secret: Secret


ARTEFACTS: dict[str, Artefact] = {}


def artefact(
    name: str, *, outward: bool = True, wrong: Wrong | None = None, of_family: bool = False
) -> Callable[[Render], Render]:
    def register(render: Render) -> Render:
        ARTEFACTS[name] = Artefact(name, render, outward, wrong, of_family)
        return render

    return register


def make_invitation(world: World, key: str, by: str, callbacks) -> None:
    """Write, release and send what one person gets, as the coordinator does."""
    world.refresh()
    world.by = by
    participant = world[key]
    if by == "told":
        world.invitation = mark_told(participant, by=coordinator_of(world), how="In person")
        return
    contact = None
    if participant.person_id:
        contact = participant.person.contact_points.filter(channel=KIND[by]).first()
    row = prepare_invitation(
        participant, by=coordinator_of(world), channel=by, contact_point=contact
    )
    if row.state == "waiting":
        row = release_invitation(row, by=world.service.manager)
    if by == "letter":
        world.invitation = send_invitation(row, by=coordinator_of(world))
        return
    world.posted = dispatch()
    row.refresh_from_db()
    assert row.state == "sent", row.failed_why
    world.invitation = row


def refusal_of(world: World, key: str, by: str, callbacks) -> str:
    """Why nothing goes to somebody; empty if it did go."""
    try:
        make_invitation(world, key, by, callbacks)
    except ValidationError as refusal:
        return " ".join(refusal.messages)
    return ""


def leaks_in(world: World, key: str, *, with_family: bool = True) -> list[Leak]:
    """Everything found in anything made for one person that must not be there.

    `with_family=False` leaves out what is the same whoever of the family is looked at.
    """
    found = []
    for made in ARTEFACTS.values():
        if made.of_family and not with_family:
            continue
        text = made.render(world, world[key])
        if text is not None:
            wrong = forbidden(world, key, made)
            searched = Searched(text)
            found += [Leak(made.name, one) for one in wrong if searched.holds(one.value)]
    return found


def missing_in(world: World, key: str, wanted: list[str]) -> list[str]:
    """What the message itself lacks though it must say it."""
    searched = Searched(message(world, world[key]) or "")
    return [one for one in wanted if not searched.holds(one)]


def expected(world: World, key: str, extra: list[str]) -> list[str]:
    """What a message of this way must say; `extra` may use the names in braces."""
    row = world.invitation
    assert row is not None
    assert row.starts_at is not None
    coordinator = coordinator_of(world)
    words = {
        "day": short_day(row.starts_at) if row.channel == "text" else long_day(row.starts_at),
        "time": time_words(row.starts_at),
        "lee": coordinator.first_name,
        "phone": coordinator.phone,
        "name": _own_name(world[key]),
        "reference": world.case.reference,
    }
    usual = ["{day}", "{time}", "{lee}", "{phone}"] + (["{name}"] if row.channel != "text" else [])
    return [one.format(**words) for one in (*usual, *extra)]


def forbidden(world: World, key: str, made: Artefact) -> list[Secret]:
    """The secrets one artefact must not hold for one person."""
    if made.wrong is not None:
        return made.wrong(world, key)
    if not made.outward:
        return not_for_a_page(world)
    recipient = world[key]
    return [secret for secret in world.secrets if not _allowed(world, key, recipient, secret)]


def not_for_a_page(world: World) -> list[Secret]:
    """What no page of the coordinator's holds, whoever it is about."""
    held = ContactPoint.objects.filter(person__in=world.persons, is_confidential=True)
    values = {contact._value for contact in held}
    return [one for one in world.secrets if one.key in NEVER or one.value in values]


def _allowed(world: World, key: str, recipient: Participant, secret: Secret) -> bool:
    """The few things one person may find in what they get."""
    row = world.invitation
    channel = row.channel if row else ""
    if secret.owner == key:
        # Their full name stands on their letter; a page of ours never shows a secret address.
        if secret.key == "name":
            return channel != "text"
        if secret.key == KIND.get(channel):
            return channel == "email" or (channel == "letter" and not _is_hidden(world, key))
        if secret.key == "family name":
            return channel == "letter"
        return secret.key in ("arrival time",)
    if secret.key == "reference":
        return recipient.user_id is not None and channel != "text"
    if secret.key == "venue":
        return channel != "text"
    if secret.key.startswith("new "):
        return recipient.attendance not in Participant.KEPT_AWAY and not recipient.removed_at
    return False


def _is_hidden(world: World, key: str) -> bool:
    return world.contact(key, "address").is_confidential


class Searched:
    """A text in which things are found however they are spaced, cased, folded or escaped."""

    def __init__(self, text: str) -> None:
        self.plain = html.unescape(text)
        self.bare = _bare(self.plain)

    def holds(self, wanted: str) -> bool:
        if re.fullmatch(r"\d{1,2}:\d\d(am|pm)?", wanted):
            return re.search(rf"(?<![\d:]){re.escape(wanted)}(?!\d)", self.plain) is not None
        return _bare(wanted) in self.bare


def _bare(text: str) -> str:
    return re.sub(r"[\W_]", "", text.casefold())


def _own_name(participant: Participant) -> str:
    if participant.person:
        return participant.person.liked_name
    if participant.resource:
        return participant.resource.contact_name
    return participant.user.first_name


def coordinator_of(world: World) -> User:
    return type(world.case).objects.get(pk=world.case.pk).coordinator


def _page(name: str, thing: object, world: World, **query: str) -> str:
    return page(world, coordinator_of(world), name, thing, **query)


def page(world: World, user: User, name: str, thing: object = None, **query: str) -> str:
    """What somebody reads under the name of a page; nothing where it is not theirs."""
    client = world.client_of(user)
    kwargs = {"public_id": thing.public_id} if thing else {}
    response = client.get(reverse(f"conferences:{name}", kwargs=kwargs), query)
    return response.content.decode() if response.status_code == 200 else ""


@cache
def pdf_text(html_text: str) -> str:
    """What stands in the PDF of a page: drawn once for all who get the same one."""
    return text_of_pdf(pdf_from_html(html_text))


@artefact("message")
def message(world: World, recipient: Participant) -> str | None:
    row = world.invitation
    return f"{row.subject}\n{row._text}" if row else None


@artefact("every other way, too")
def every_way(world: World, recipient: Participant) -> str | None:
    """What would be written by any way that is open; what is told goes to their ear alone."""
    if world.invitation is None or world.invitation.channel == "text":
        return None
    desk = Desk(world[_key(world, recipient)].meeting, coordinator_of(world))
    texts = []
    for way in ways_of(recipient, desk.contacts_of(recipient)):
        if way == TOLD:
            continue
        try:
            composed = compose(desk, recipient, way)
        except ValidationError:
            continue
        texts += [composed.subject, composed.text]
    return "\n".join(texts)


@artefact("letter, as HTML")
def letter_as_html(world: World, recipient: Participant) -> str | None:
    row = world.invitation
    return letter_html(row) if row and row.channel == "letter" else None


@artefact("letter, as PDF")
def letter_as_pdf(world: World, recipient: Participant) -> str | None:
    row = world.invitation
    if not row or row.channel != "letter":
        return None
    return pdf_text(letter_html(row))


@artefact("calendar file")
def calendar(world: World, recipient: Participant) -> str | None:
    row = world.invitation
    if not row or not row.calendar_file:
        return None
    text = addressed_to(row.calendar_file, "me@example.invalid").replace("\r\n ", "")
    assert text.count("ATTENDEE") == 1
    assert f"UID:{recipient.public_id}@" in text
    assert f"SEQUENCE:{row.revision}" in text
    return text


@artefact("email, as it left")
def email(world: World, recipient: Participant) -> str | None:
    from django.core import mail

    row = world.invitation
    if not row or row.channel != "email":
        return None
    sent = mail.outbox[-1]
    assert (len(sent.to), sent.cc, sent.bcc) == (1, [], [])
    parts = [
        part.get_payload(decode=True).decode()
        for part in sent.message().walk()
        if not part.is_multipart()
    ]
    heads = [f"{name}: {value}" for name, value in sent.message().items() if name != "To"]
    heads = [one.replace(settings.DEFAULT_FROM_EMAIL, "") for one in heads]
    return "\n".join([*heads, *parts]).replace("\r\n ", "")


@artefact("page of the invitation", outward=False)
def detail_page(world: World, recipient: Participant) -> str | None:
    return _page("invitation_detail", world.invitation, world) if world.invitation else None


@artefact("page of the calendar file", outward=False)
def calendar_page(world: World, recipient: Participant) -> str | None:
    row = world.invitation
    return _page("invitation_calendar", row, world) if row and row.calendar_file else None


@artefact("page to tell in person", outward=False)
def told_page(world: World, recipient: Participant) -> str | None:
    return _page("invitation_told", recipient, world)


@artefact("list of invitations", outward=False)
def list_page(world: World, recipient: Participant) -> str | None:
    return _page("meeting_invitations", recipient.meeting, world)


@artefact("check page", outward=False)
def check_page(world: World, recipient: Participant) -> str | None:
    return _page("invitation_prepare", recipient.meeting, world, who=str(recipient.public_id))


def _key(world: World, recipient: Participant) -> str:
    return next(key for key, one in world.people.items() if one.pk == recipient.pk)

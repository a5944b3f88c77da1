"""The timeline of a case: notes and events in one list, newest first, a page at a time.

Notes stand on the day they are about, events on the day they happened. Of a note for the
coordinator alone a manager reads day, kind and minutes; nobody else learns of it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from operator import itemgetter
from typing import NamedTuple

from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from cases.asking import ask_for
from cases.case_page import alerts_of, children_ever_of
from cases.models import Case, Event, Note, NoteCorrection, SafeguardingAlert
from cases.note_history import correctors_of
from cases.timeline_kinds import ALERTS
from cases.timeline_questions import (
    EVENT,
    NOTE,
    Cursor,
    EventRow,
    NoteRow,
    Wanted,
    events_asked_for,
    notes_asked_for,
)

PAGE = 60
EVENT_KINDS, NOTE_KINDS = dict(Event.Kind.choices), dict(Note.Kind.choices)

Alerts = dict[int, SafeguardingAlert]


class Entry(NamedTuple):
    """One row of a timeline, whatever it is made from."""

    cursor: Cursor
    kind: str
    title: str
    by: str
    # When it was, as people read it and as machines do.
    when: str
    stamp: str
    corrected_by: str = ""
    text: str = ""
    child_voice: str = ""
    url: str = ""
    children: str = ""
    tags: tuple[str, ...] = ()
    is_alert: bool = False
    change: str = ""
    why: str = ""


@dataclass(frozen=True)
class Page:
    entries: list[Entry] = field(default_factory=list)
    older: Cursor | None = None


def read_timeline(case: Case, user: User, wanted: Wanted, *, limit: int = PAGE) -> Page:
    """Return the newest entries before the cursor that this person may read.

    The queries are the same few whatever there is to show: notes, events, the children's
    names; where there are any, the alerts and who corrected notes.
    """
    shape, given, one_more = wanted.shape, wanted.given(case), limit + 1
    names = _names(case, user)
    entries: list[Entry] = []
    if wanted.group in {"", "notes"}:
        notes = [NoteRow(*row) for row in ask_for(user, notes_asked_for, shape, one_more, **given)]
        correctors = _correctors([note.pk for note in notes if note.version > 1])
        entries += [_note_entry(note, names, correctors.get(note.pk, "")) for note in notes]
    if wanted.group != "notes":
        rows = ask_for(user, events_asked_for, shape, one_more, **given)
        events = [EventRow(*row) for row in rows]
        alerts = _alerts_among(events, case, user)
        entries += [_event_entry(event, case, names, alerts) for event in events]
    entries.sort(key=itemgetter(0), reverse=True)
    shown = entries[:limit]
    return Page(shown, shown[-1].cursor if len(entries) > limit else None)


def _note_entry(note: NoteRow, names: dict[int, str], correctors: str) -> Entry:
    """A note; of one that a manager may not read, that it was and how long it took."""
    entry = Entry(
        cursor=Cursor(note.happened_on, note.written_at, NOTE, note.pk),
        kind="note",
        title=NOTE_KINDS[note.kind],
        by=f"{note.author__first_name} {note.author__last_name}".strip(),
        when=f"{note.happened_on:%-d %B %Y}",
        stamp=f"{note.happened_on:%Y-%m-%d}",
    )
    if not note.is_readable:
        minutes = f" {note.minutes} minutes." if note.minutes else ""
        return entry._replace(kind="contact", change=f"A note for the coordinator only.{minutes}")
    tags = ["Significant"] if note.is_significant else []
    if note.audience == Note.Audience.COORDINATOR:
        tags.append("Coordinator only")
    if note.version > 1:
        tags.append("Corrected")
    return entry._replace(
        corrected_by=correctors,
        text=note.text,
        child_voice=note.child_voice,
        url=reverse("cases:note_detail", kwargs={"public_id": note.public_id}),
        children=_named(note.child_keys, names),
        tags=tuple(tags),
    )


def _event_entry(event: EventRow, case: Case, names: dict[int, str], alerts: Alerts) -> Entry:
    at = timezone.localtime(event.at)
    url, alert = "", alerts.get(event.subject_id or 0) if event.kind in ALERTS else None
    if event.kind == Event.Kind.SUMMARY_WRITTEN:
        # The event has its beginning; there it stands in whole.
        url = reverse("cases:case_summary_versions", kwargs={"public_id": case.public_id})
    elif alert:
        url = reverse("cases:alert_detail", kwargs={"public_id": alert.public_id})
    return Entry(
        cursor=Cursor(at.date(), event.at, EVENT, event.pk),
        kind="event",
        title=EVENT_KINDS.get(event.kind, event.kind),
        by=event.actor_name,
        when=f"{at:%-d %B %Y, %H:%M}",
        stamp=f"{at:%Y-%m-%dT%H:%M%z}",
        url=url,
        children=_named(event.child_ids, names),
        is_alert=alert is not None and event.kind == Event.Kind.ALERT_RAISED,
        change=_change(event),
        why=event.why,
    )


def _change(event: EventRow) -> str:
    if event.from_value and event.to_value:
        return f"{event.from_value} → {event.to_value}"
    return event.to_value or event.from_value


def _alerts_among(events: list[EventRow], case: Case, user: User) -> Alerts:
    if not any(event.kind in ALERTS for event in events):
        return {}
    return {alert.pk: alert for alert in alerts_of(case, user)}


def _correctors(notes: list[int]) -> dict[int, str]:
    """Who corrected these notes, in words, without what they said before."""
    if not notes:
        return {}
    rows = NoteCorrection.objects.filter(note__in=notes).select_related("corrected_by")
    found: dict[int, list[NoteCorrection]] = {}
    for row in rows.only(
        "note", "number", "corrected_at", "corrected_by__first_name", "corrected_by__last_name"
    ):
        found.setdefault(row.note_id, []).append(row)
    return {note: correctors_of(corrections) for note, corrections in found.items()}


def _names(case: Case, user: User) -> dict[int, str]:
    """The children of a case by key, those who left it as well: history speaks of them."""
    return {child.pk: child.person.liked_name for child in children_ever_of(case, user)}


def _named(keys: Iterable[int], names: dict[int, str]) -> str:
    return ", ".join(names[key] for key in sorted(set(keys)) if key in names)

"""The timeline of a case: notes and events in one list, newest first, a page at a time.

Notes stand on the day they are about, events on the day they happened. Of a note for the
coordinator alone a manager reads day, kind and minutes; nobody else learns of it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from functools import reduce
from operator import or_
from typing import Self

from django.db.models import Exists, F, OuterRef, Q, QuerySet, TextField, Value
from django.db.models.functions import Concat, Trim
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from cases.case_page import children_ever_of
from cases.models import (
    Case,
    CaseChild,
    Event,
    Exclusion,
    NetworkMember,
    Note,
    OfferReply,
    Person,
    SafeguardingAlert,
)
from cases.models.named import named_in
from cases.models.note import NoteQuerySet
from cases.models.person import closed_to
from cases.note_history import correctors_of
from cases.timeline_kinds import ALERTS, AS_NOTES, GROUPS, SIGNIFICANT, TASKS

PAGE = 60
# Days outside cannot be reckoned with in every time zone.
FIRST, LAST = "19000101", "21991231"


@dataclass(frozen=True)
class Cursor:
    """The place of one entry in the order: day, moment, notes after events, key."""

    day: date
    moment: datetime
    rank: int
    pk: int

    def __str__(self) -> str:
        return f"{self.day:%Y%m%d}-{self.moment.timestamp():.6f}-{self.rank}-{self.pk}"

    @classmethod
    def read(cls, text: str) -> Self | None:
        """Read what `str` wrote; anything else, however odd, is no cursor at all."""
        try:
            day, moment, rank, pk = text.split("-")
            if len(text) > 80 or rank not in {"0", "1"} or not pk.isdecimal() or len(pk) > 18:
                return None
            if not FIRST <= day <= LAST:
                return None
            return cls(
                date.fromisoformat(day),
                datetime.fromtimestamp(float(moment), tz=timezone.get_current_timezone()),
                int(rank),
                int(pk),
            )
        except (ValueError, OverflowError, OSError):
            return None


@dataclass(frozen=True)
class Entry:
    """One row of a timeline, whatever it is made from."""

    cursor: Cursor
    kind: str
    title: str
    by: str
    corrected_by: str = ""
    at: datetime | None = None
    text: str = ""
    child_voice: str = ""
    url: str = ""
    children: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    is_alert: bool = False
    change: str = ""
    why: str = ""

    @property
    def day(self) -> date:
        return self.cursor.day


@dataclass(frozen=True)
class Wanted:
    """What of a timeline somebody asked to see."""

    group: str = ""
    child: CaseChild | None = None
    is_significant: bool = False
    before: Cursor | None = None
    without_tasks: bool = False

    @property
    def is_narrowed(self) -> bool:
        return bool(self.group or self.child or self.is_significant)


@dataclass(frozen=True)
class Page:
    entries: list[Entry] = field(default_factory=list)
    older: Cursor | None = None


def read_timeline(case: Case, user: User, wanted: Wanted, *, limit: int = PAGE) -> Page:
    """Return the newest entries before the cursor that this person may read.

    The queries are the same few whatever there is to show: notes with their children and
    correctors, contacts, events, the alerts among them, the children's names.
    """
    one_more = limit + 1
    names = _names(case, user)
    entries: list[Entry] = []
    if wanted.group in {"", "notes"}:
        notes = _narrowed_notes(Note.objects.visible_to(user), case, wanted)
        notes = notes.prefetch_related("about").with_correctors()
        entries += [_note_entry(note, names) for note in notes[:one_more]]
        if not wanted.child and not wanted.is_significant:
            contacts = _narrowed_notes(Note.objects.contacts_visible_to(user), case, wanted)
            entries += [_contact_entry(note) for note in contacts[:one_more]]
    if wanted.group != "notes":
        events = list(_narrowed_events(case, user, wanted)[:one_more])
        alerts = _alerts_of(events, user)
        entries += [_event_entry(event, case, names, alerts) for event in events]
    entries.sort(key=_order, reverse=True)
    shown = entries[:limit]
    return Page(shown, shown[-1].cursor if len(entries) > limit else None)


def _order(entry: Entry) -> tuple[date, datetime, int, int]:
    place = entry.cursor
    return place.day, place.moment, place.rank, place.pk


def _narrowed_notes(notes: NoteQuerySet, case: Case, wanted: Wanted) -> NoteQuerySet:
    notes = (
        notes.filter(case=case)
        .select_related("author")
        .order_by("-happened_on", "-written_at", "-pk")
    )
    if wanted.child:
        notes = notes.filter(about__child=wanted.child)
    if wanted.is_significant:
        notes = notes.filter(is_significant=True)
    if before := wanted.before:
        earlier = Q(written_at__lt=before.moment)
        if before.rank == NOTE:
            earlier |= Q(written_at=before.moment, pk__lt=before.pk)
        notes = notes.filter(Q(happened_on__lt=before.day) | Q(Q(happened_on=before.day) & earlier))
    return notes


def _narrowed_events(case: Case, user: User, wanted: Wanted) -> QuerySet[Event]:
    events = Event.objects.visible_to(user).of_case(case).exclude(kind__in=AS_NOTES)
    events = events.exclude(_names_hidden(case, user))
    if wanted.group:
        events = events.of_kinds(*GROUPS[wanted.group].kinds)
    if wanted.child:
        # What names no child is about the whole family.
        events = events.filter(Q(child_ids__contains=[wanted.child.pk]) | Q(child_ids=[]))
    if wanted.without_tasks:
        events = events.exclude(kind__in=TASKS)
    if wanted.is_significant:
        events = events.of_kinds(*SIGNIFICANT)
    if before := wanted.before:
        start, end = _bounds(before.day)
        earlier = Q(at__lt=before.moment)
        if before.rank == NOTE:
            earlier |= Q(at=before.moment)
        else:
            earlier |= Q(at=before.moment, pk__lt=before.pk)
        events = events.filter(Q(at__lt=start) | (Q(at__lt=end) & earlier))
    return events.order_by("-at", "-pk")


def _names_hidden(case: Case, user: User) -> Q:
    """Whether an event names somebody of the case whom this person may not know of, in words.

    Asked only of those who are excluded from something, for there is nobody else hidden.
    """
    if named_in(user).closed == ():
        return Q(pk__in=())
    parts = (
        CaseChild.objects.filter(case=case).values("person"),
        NetworkMember.objects.filter(case=case).values("person"),
        OfferReply.objects.filter(offer__case=case).values("person"),
    )
    party = reduce(or_, (Q(pk__in=part) for part in parts))
    hidden = (
        Person.objects.filter(party, closed_to(user, "pk"))
        .exclude(first_name="")
        .annotate(
            called=Trim(Concat("first_name", Value(" "), "last_name")),
            said=Concat(
                OuterRef("from_value"),
                Value(" "),
                OuterRef("to_value"),
                Value(" "),
                OuterRef("why"),
                output_field=TextField(),
            ),
        )
        .filter(said__contains=F("called"))
    )
    return Q(Exists(Exclusion.objects.current().filter(user=user))) & Q(Exists(hidden))


def _bounds(day: date) -> tuple[datetime, datetime]:
    """When a day begins and ends here, on the nights when clocks change as well."""
    zone = timezone.get_current_timezone()
    return (
        datetime.combine(day, time.min, tzinfo=zone),
        datetime.combine(day + timedelta(days=1), time.min, tzinfo=zone),
    )


EVENT, NOTE = 0, 1


def _note_entry(note: Note, names: dict[int, str]) -> Entry:
    tags = ["Significant"] if note.is_significant else []
    if note.audience == Note.Audience.COORDINATOR:
        tags.append("Coordinator only")
    if note.version > 1:
        tags.append("Corrected")
    return Entry(
        cursor=_note_cursor(note),
        kind="note",
        title=note.get_kind_display(),
        by=note.author.get_full_name(),
        corrected_by=correctors_of(note.corrections.all()),
        text=note.text,
        child_voice=note.child_voice,
        url=note.get_absolute_url(),
        children=_named((about.child_id for about in note.about.all()), names),
        tags=tuple(tags),
    )


def _contact_entry(note: Note) -> Entry:
    minutes = f" {note.minutes} minutes." if note.minutes else ""
    return Entry(
        cursor=_note_cursor(note),
        kind="contact",
        title=note.get_kind_display(),
        by=note.author.get_full_name(),
        change=f"A note for the coordinator only.{minutes}",
    )


def _note_cursor(note: Note) -> Cursor:
    return Cursor(note.happened_on, note.written_at, NOTE, note.pk)


def _event_entry(
    event: Event, case: Case, names: dict[int, str], alerts: dict[int, SafeguardingAlert]
) -> Entry:
    entry = Entry(
        cursor=Cursor(timezone.localdate(event.at), event.at, EVENT, event.pk),
        kind="event",
        title=event.get_kind_display(),
        by=event.actor_name,
        at=event.at,
        children=_named(event.child_ids, names),
        change=_change(event),
        why=event.why,
    )
    if event.kind == Event.Kind.SUMMARY_WRITTEN:
        # The event has its beginning; there it stands in whole.
        url = reverse("cases:case_summary_versions", kwargs={"public_id": case.public_id})
        return replace(entry, url=url)
    alert = alerts.get(event.subject_id or 0) if event.kind in ALERTS else None
    if alert is None:
        return entry
    url = reverse("cases:alert_detail", kwargs={"public_id": alert.public_id})
    return replace(entry, url=url, is_alert=event.kind == Event.Kind.ALERT_RAISED)


def _change(event: Event) -> str:
    if event.from_value and event.to_value:
        return f"{event.from_value} → {event.to_value}"
    return event.to_value or event.from_value


def _alerts_of(events: Iterable[Event], user: User) -> dict[int, SafeguardingAlert]:
    keys = [event.subject_id or 0 for event in events if event.kind in ALERTS]
    if not keys:
        return {}
    alerts = SafeguardingAlert.objects.visible_to(user).filter(pk__in=keys)
    return {alert.pk: alert for alert in alerts}


def _names(case: Case, user: User) -> dict[int, str]:
    """The children of a case by key, those who left it as well: history speaks of them."""
    return {child.pk: child.person.liked_name for child in children_ever_of(case, user)}


def _named(keys: Iterable[int], names: dict[int, str]) -> tuple[str, ...]:
    return tuple(names[key] for key in sorted(set(keys)) if key in names)

"""Writing down what a kind of meeting keeps: entries added, changed, taken out.

What they hold is declared (conferences/formats). An event says which kind it was and never
what it says; of one side's entry it is told to that side alone.
"""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from cases.domain.recording import record_event
from cases.models import Case, Event
from cases.models.compartment import Compartment
from cases.rules_recording import check_there
from conferences.domain.locking import lock_meeting
from conferences.domain.meetings import follow_on
from conferences.entry_values import check, due_of, kept
from conferences.formats import EntryKind
from conferences.models import Entry, Meeting
from restorative.conflicts import StaleVersion, save_version

CLOSED = "Nothing can be written down in this meeting any more: it did not take place."


@transaction.atomic
def add_entry(
    meeting: Meeting,
    key: str,
    *,
    by: User,
    values: Mapping[str, Any],
    compartment: str = "",
) -> Entry:
    """Write down one thing of a kind that the meeting's format declares.

    `values` are by field, dates as dates. `compartment` is the side it belongs to, where the
    kind lets one choose. Where that is all a next stage waits for, the meeting enters it.
    """
    meeting = lock_meeting(meeting)
    kind = _kind_of(meeting, key)
    _check_open(meeting, kind)
    side = _side(kind, compartment)
    there = Entry.objects.current().filter(meeting=meeting, kind=key, compartment=side)
    if kind.one_per_meeting and there.exists():
        raise ValidationError(f"{kind.label}: this is written down already.", code="there_already")
    if there.count() >= kind.most:
        raise ValidationError(
            f"{kind.plural}: {kind.most} is the most that can be kept.", code="too_many"
        )
    said = kept(kind, values)
    check(kind, said, meeting)
    entry = Entry.objects.create(
        meeting=meeting,
        kind=key,
        values=said,
        compartment=side,
        due_on=due_of(kind, said),
        added_by=by,
        added_at=timezone.now(),
    )
    _record(entry, Event.Kind.ENTRY_ADDED, by=by)
    follow_on(meeting, by=by)
    return entry


@transaction.atomic
def change_entry(entry: Entry, *, by: User, version: int, values: Mapping[str, Any]) -> Entry:
    """Change what an entry says; what is not given stays. Raises StaleVersion."""
    entry = _locked(entry)
    if entry.version != version:
        raise StaleVersion(entry)
    kind = entry.declared
    given = {one.key for one in kind.fields} & set(values)
    said = {key: value for key, value in entry.values.items() if key not in given}
    said |= kept(kind, values)
    check(kind, said, entry.meeting, entry.values)
    if said == entry.values:
        return entry
    meeting = entry.meeting
    save_version(
        entry,
        version=version,
        changes={
            "values": said,
            "due_on": due_of(kind, said),
            "changed_by": by,
            "changed_at": timezone.now(),
        },
    )
    entry.meeting = meeting
    _record(entry, Event.Kind.ENTRY_CHANGED, by=by)
    follow_on(meeting, by=by)
    return entry


@transaction.atomic
def remove_entry(entry: Entry, *, by: User, why: str) -> Entry:
    """Take an entry out of every list. It is kept, with who took it out and why."""
    check_there(why, "Enter why.", code="why_missing")
    entry = _locked(entry)
    entry.removed_at, entry.removed_by = timezone.now(), by
    entry.removed_why, entry.due_on = why.strip()[:200], None
    entry.version += 1
    entry.save(update_fields=["removed_at", "removed_by", "removed_why", "due_on", "version"])
    _record(entry, Event.Kind.ENTRY_REMOVED, by=by)
    return entry


def _locked(entry: Entry) -> Entry:
    meeting = lock_meeting(entry.meeting)
    fresh: Entry = Entry.objects.select_for_update(no_key=True).get(pk=entry.pk)
    if fresh.removed_at:
        raise ValidationError("This was taken out meanwhile.", code="removed")
    fresh.meeting = meeting
    _check_open(meeting, fresh.declared)
    return fresh


def _kind_of(meeting: Meeting, key: str) -> EntryKind:
    kind = meeting.declared.kinds.get(key)
    if kind is None:
        raise ValidationError("This meeting does not keep that.", code="no_such_kind")
    return kind


def _check_open(meeting: Meeting, kind: EntryKind) -> None:
    declared = meeting.declared
    if meeting.stage == declared.not_held:
        raise ValidationError(CLOSED, code="not_held")
    if not declared.has_come_to(meeting.stage_now, kind.from_stage):
        raise ValidationError(
            f"{kind.plural} can be written down from “{declared.stage(kind.from_stage).label}” on.",
            code="too_early",
        )


def _side(kind: EntryKind, compartment: str) -> str:
    if not kind.chooses_side:
        return kind.compartment
    if compartment not in Compartment:
        raise ValidationError("Select which side this belongs to.", code="side_missing")
    return compartment


def _record(entry: Entry, kind: Event.Kind, *, by: User) -> None:
    """Tell the timeline of the cases concerned: of one side's entry, that side's alone."""
    parties = list(entry.meeting.parties.select_related("case").order_by("pk"))
    if entry.compartment != Compartment.OPEN:
        own = [party for party in parties if party.side == entry.compartment]
        parties = own if entry.meeting.declared.sides else own or parties
    # Behind walls the case is the side: whoever may know of it may know of its rows.
    is_walled = entry.meeting.declared.sides and bool(parties)
    cases: list[Case | None] = [party.case for party in parties]
    for case in cases or [None]:
        record_event(
            case,
            kind,
            by=by,
            subject=entry,
            to_value=entry.declared.label,
            compartment=Compartment.OPEN if is_walled else entry.compartment,
        )

"""What was agreed and is to be looked at again, and the days that a format counts."""

from collections import defaultdict
from collections.abc import Iterator

from django.utils import timezone

from cases.models import Event
from cases.reminders.occasions import Occasion, Recipient, Scope, occasion
from conferences.clocks import clocks_of
from conferences.models import Entry
from conferences.reminders.kinds import OF_CASE, OF_DATE, OF_STAFF
from conferences.reminders.reading import Held, about, knowing_whole, meetings

Kind = Event.Kind
OF_ENTRIES = (Kind.ENTRY_ADDED, Kind.ENTRY_CHANGED, Kind.ENTRY_REMOVED)


@occasion("entry_due", listens=(*OF_ENTRIES, Kind.MEETING_MOVED, *OF_CASE, *OF_STAFF))
def entry_due(scope: Scope) -> Iterator[Occasion]:
    """Each entry with a day to look at it again: for whoever keeps the meeting.

    That is who wrote it down, as long as they work with the family, or else its coordinator.
    """
    found: dict[int, list[Held]] = defaultdict(list)
    for one in meetings(scope):
        found[one.meeting.pk].append(one)
    rows = Entry.objects.current().filter(meeting__in=found, due_on__isnull=False)
    by_meeting: dict[int, list[Entry]] = defaultdict(list)
    for entry in rows.order_by("pk"):
        by_meeting[entry.meeting_id].append(entry)
    for key, entries in sorted(by_meeting.items()):
        told = [(one, entry) for entry in entries for one in found[key] if one.answers_for(entry)]
        for one, entry in told:
            assert entry.due_on
            yield about(
                one,
                since=entry.due_on,
                revision=entry.due_on.toordinal(),
                subject=entry,
                recipients={"keeper": _keeper(one, entry)},
            )


def _keeper(one: Held, entry: Entry) -> tuple[Recipient, ...]:
    staff, writer = one.staff, Recipient(user=entry.added_by_id)
    if writer in (*staff.coordinator, *staff.referrer, *staff.sender):
        return (writer,)
    return staff.coordinator or staff.managers


@occasion("clock_due", listens=(*OF_ENTRIES, *OF_DATE, *OF_CASE, *OF_STAFF))
def clock_due(scope: Scope) -> Iterator[Occasion]:
    """Each day that a format counts and that is not met yet: for the coordinator."""
    today = timezone.localdate()
    for one in meetings(scope):
        for number, clock in enumerate(clocks_of(one.meeting, today=today)):
            if clock.due_on is None or clock.done_on is not None:
                continue
            told = about(
                one,
                since=clock.due_on,
                revision=clock.due_on.toordinal() * 100 + number,
                recipients={"coordinator": knowing_whole(one, one.staff.coordinator)},
            )
            yield Occasion(
                **{**vars(told), "facts": {**told.facts, "what": clock.clock.label}},
            )

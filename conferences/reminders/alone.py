"""Notices about what belongs to no case: a circle to be asked about again, a refresher due.

The ledger of reminders is of cases, and asks of each row what is safe for a family. Nothing
here leaves the house: colleagues alone are told, in the product and by the daily email that
says how many. So a notice is all that is kept, under a key by which there is never a second.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from accounts.models import Membership, Role, User
from cases.models import Notice
from cases.reminders.wanting import settings_of
from conferences.formats import FORMATS
from conferences.models import Entry, Meeting, SessionAttendance
from conferences.refreshers import refreshers_of
from conferences.reminders.rules import LOOK_AGAIN

# After so many days nobody is told for the first time: what is old stands in lists.
LASTS = timedelta(days=14)


@dataclass(frozen=True)
class Told:
    """What somebody is to be told, in a sentence that names nobody; `since` is its day."""

    key: str
    user: int
    text: str
    url: str
    since: date


@transaction.atomic
def remind_alone() -> int:
    """Tell whoever keeps it of each thing that is due, once; take away what no longer holds.

    May run at any time and twice at once. Returns how many notices were left.
    """
    today = timezone.localdate()
    told = {one.key: one for one in (*_entries(today), *_refreshers(today))}
    ours = Notice.objects.exclude(about=None)
    ours.filter(gone_at=None).exclude(about__in=told).update(gone_at=timezone.now())
    ours.filter(about__in=told).exclude(gone_at=None).update(gone_at=None)
    known = set(ours.filter(about__in=told).values_list("about", flat=True))
    new = [
        Notice(about=one.key, user_id=one.user, text=one.text[:300], url=one.url)
        for one in told.values()
        if one.key not in known and one.since >= today - LASTS
    ]
    Notice.objects.bulk_create(new, ignore_conflicts=True)
    return len(new)


def _entries(today: date) -> Iterator[Told]:
    """Each entry to be looked at again, of a meeting without a case: for whoever keeps it."""
    step = LOOK_AGAIN.steps[0]
    setting = settings_of([LOOK_AGAIN]).get((LOOK_AGAIN.key, step.key))
    if setting is not None and not setting.is_on:
        return
    days = step.days if setting is None or setting.days is None else setting.days
    alone = Q(pk__in=[])
    for key, declared in FORMATS.items():
        if declared.alone and LOOK_AGAIN in declared.reminders:
            alone |= Q(meeting__format=key) & ~Q(meeting__stage=declared.not_held)
    due = Entry.objects.due_by(today - timedelta(days=days)).filter(
        alone, ~Q(meeting__open_to=Meeting.OpenTo.CASE), meeting__parties=None
    )
    entries = list(due.select_related("meeting").order_by("pk"))
    for entry, keepers in _keepers(entries):
        assert entry.due_on
        day = f"{date_format(entry.due_on, 'l j F')}"
        text = LOOK_AGAIN.notice.format(reference=entry.meeting.declared.name, day=day)
        for user in keepers:
            key = f"entry{entry.pk}:{entry.due_on.toordinal()}:u{user}"
            yield Told(key, user, text, entry.meeting.get_absolute_url(), entry.due_on)


def _keepers(entries: list[Entry]) -> Iterator[tuple[Entry, list[int]]]:
    """Who wrote it down, else who opened the meeting, else managers of a team that knows of it.

    Each only as long as they work here and may know of it: a query for each of the first two.
    """
    people = {one.added_by_id for one in entries} | {one.meeting.opened_by_id for one in entries}
    readable: dict[int, set[int]] = {}
    for user in User.objects.active().filter(pk__in=people).order_by("pk"):
        rows = Entry.objects.visible_to(user).filter(pk__in=[one.pk for one in entries])
        readable[user.pk] = set(rows.values_list("pk", flat=True))
    managers = _managers_of({one.meeting.team_id for one in entries})
    for entry in entries:
        first = (entry.added_by_id, entry.meeting.opened_by_id)
        own = next((user for user in first if entry.pk in readable.get(user, ())), None)
        if own is not None:
            yield entry, [own]
        elif entry.meeting.open_to == Meeting.OpenTo.TEAM:
            yield entry, managers.get(entry.meeting.team_id, [])


def _managers_of(teams: Iterable[int]) -> dict[int, list[int]]:
    rows = Membership.objects.current().filter(
        team__in=teams, role=Role.MANAGER, user__is_active=True
    )
    found: dict[int, list[int]] = defaultdict(list)
    for team, user in rows.order_by("pk").values_list("team", "user"):
        found[team].append(user)
    return found


def _refreshers(today: date) -> Iterator[Told]:
    """Each refresher whose day has come: for the person themselves, and nobody else."""
    people = SessionAttendance.objects.on_list().order_by().values("person")
    for one in refreshers_of(User.objects.active().filter(pk__in=people), today):
        if one.due_on > today:
            continue
        yield Told(
            f"refresher{one.course.pk}:{one.due_on.toordinal()}:u{one.person.pk}",
            one.person.pk,
            f"A refresher is due: {one.course.name}. You took it last on "
            f"{date_format(one.last_on, 'j F Y')}.",
            reverse("conferences:development_own"),
            one.due_on,
        )

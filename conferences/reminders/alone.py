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
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from accounts.models import Absence, Membership, Role, User
from cases.models import Notice
from cases.reminders.rules import Rule
from cases.reminders.wanting import settings_of
from conferences.clocks import clocks_of_each
from conferences.formats import FORMATS
from conferences.models import Entry, Meeting, SessionAttendance
from conferences.refreshers import refreshers_of
from conferences.reminders.rules import CLOCK_DUE, LOOK_AGAIN

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


@dataclass(frozen=True)
class Owed:
    """What is due in a meeting without a case; `keepers` are asked in their order."""

    key: str
    meeting: Meeting
    keepers: tuple[int, ...]
    text: str
    since: date


@transaction.atomic
def remind_alone() -> int:
    """Tell whoever keeps it of each thing that is due, once; take away what no longer holds.

    May run at any time and twice at once. Returns how many notices were left.
    """
    today = timezone.localdate()
    owed = [*_entries(today), *_clocks(today)]
    told = {one.key: one for one in (*_to_keepers(owed, today), *_refreshers(today))}
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


def _entries(today: date) -> Iterator[Owed]:
    """Each entry to be looked at again: for who wrote it down, or else who opened the meeting."""
    ahead = _days_of(LOOK_AGAIN)
    if ahead is None:
        return
    due = Entry.objects.due_by(today - ahead).filter(
        meeting__in=_meetings_with(LOOK_AGAIN).values("pk")
    )
    for entry in due.select_related("meeting").order_by("pk"):
        assert entry.due_on
        day = f"{date_format(entry.due_on, 'l j F')}"
        yield Owed(
            f"entry{entry.pk}:{entry.due_on.toordinal()}",
            entry.meeting,
            (entry.added_by_id, entry.meeting.opened_by_id),
            LOOK_AGAIN.notice.format(reference=entry.meeting.declared.name, day=day),
            entry.due_on,
        )


def _clocks(today: date) -> Iterator[Owed]:
    """Each day that a format counts and that is not met yet: for who opened the meeting."""
    ahead = _days_of(CLOCK_DUE)
    if ahead is None:
        return
    meetings = {one.pk: one for one in _meetings_with(CLOCK_DUE).order_by("pk")}
    for key, readings in clocks_of_each(meetings.values(), today=today).items():
        meeting = meetings[key]
        for one in readings:
            if one.due_on is None or one.done_on is not None or one.due_on + ahead > today:
                continue
            day = f"{date_format(one.due_on, 'l j F')}"
            yield Owed(
                f"clock{key}:{one.clock.key}:{one.due_on.toordinal()}",
                meeting,
                (meeting.opened_by_id,),
                CLOCK_DUE.notice.format(
                    reference=meeting.declared.name, what=one.clock.label, day=day
                ),
                one.due_on,
            )


def _days_of(rule: Rule) -> timedelta | None:
    """How long after its day one is told, as the service has set it; None where it is off."""
    step = rule.steps[0]
    setting = settings_of([rule]).get((rule.key, step.key))
    if setting is None:
        return timedelta(days=step.days)
    if not setting.is_on:
        return None
    return timedelta(days=step.days if setting.days is None else setting.days)


def _meetings_with(rule: Rule) -> QuerySet[Meeting]:
    """Meetings without a case of the kinds that have a rule, as long as they go on."""
    alone = Q(pk__in=[])
    for key, declared in FORMATS.items():
        if declared.alone and rule in declared.reminders:
            alone |= Q(format=key) & ~Q(stage=declared.not_held)
    return Meeting.objects.filter(alone, ~Q(open_to=Meeting.OpenTo.CASE), parties=None)


def _to_keepers(owed: list[Owed], today: date) -> Iterator[Told]:
    """The first keeper who works here and may know of it, else managers of a team that does.

    Whoever stands in today for one of them is told as well, where they may know of it too.
    """
    people = {user for one in owed for user in one.keepers}
    managers = _managers_of({one.meeting.team_id for one in owed})
    deputies = _deputies_of(
        {*people, *(user for told in managers.values() for user in told)}, today
    )
    people |= {user for standing_in in deputies.values() for user in standing_in}
    meetings = {one.meeting.pk for one in owed}
    known: dict[int, set[int]] = {}
    for user in User.objects.active().filter(pk__in=people).order_by("pk"):
        rows = Meeting.objects.visible_to(user).filter(pk__in=meetings)
        known[user.pk] = set(rows.values_list("pk", flat=True))
    for one in owed:
        key = one.meeting.pk
        own = next((user for user in one.keepers if key in known.get(user, ())), None)
        told = [own] if own is not None else []
        if own is None and one.meeting.open_to == Meeting.OpenTo.TEAM:
            told = managers.get(one.meeting.team_id, [])
        instead = [deputy for away in told for deputy in deputies.get(away, ())]
        told = [*told, *(deputy for deputy in instead if key in known.get(deputy, ()))]
        for pk in dict.fromkeys(told):
            url = one.meeting.get_absolute_url()
            yield Told(f"{one.key}:u{pk}", pk, one.text, url, one.since)


def _deputies_of(people: Iterable[int], today: date) -> dict[int, list[int]]:
    """Who stands in today for those of them who are away."""
    found: dict[int, list[int]] = defaultdict(list)
    rows = Absence.objects.on(today).filter(user__in=people).order_by("pk")
    for away, deputy in rows.values_list("user", "deputy"):
        found[away].append(deputy)
    return found


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

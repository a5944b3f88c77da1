"""What the page of a meeting without preparation shows: what it is for, and how it stands."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta

from django.db.models import Min, Q
from django.utils import timezone

from accounts.models import Team, User
from accounts.permissions import CASEWORK
from cases.models import Case, Event
from cases.models.event import EventQuerySet
from conferences.entry_values import Line, in_order, lines_of, people_named, words_of
from conferences.formats import EntryKind, RecordPage, Stage, beside
from conferences.guards import what_stands_open
from conferences.models import Entry, Meeting, Participant
from conferences.standing import Standing

SHOWN = 100
SOON = timedelta(days=14)


@dataclass
class Row:
    """One entry as it is read: what names it, what else it says, what may be done with it."""

    entry: Entry
    title: str
    lines: list[Line]
    may_change: bool

    @property
    def is_late(self) -> bool:
        return self.entry.is_late


@dataclass
class Section:
    """The entries of one kind on a page."""

    kind: EntryKind
    rows: list[Row] = field(default_factory=list)
    may_add: bool = False

    @property
    def heading(self) -> str:
        return self.kind.label if self.kind.one_per_meeting else self.kind.plural


@dataclass(frozen=True)
class NextStage:
    """Where a meeting can go from here, and what still stands in the way."""

    stage: Stage
    open: list[str]


def sections_of(standing: Standing, *pages: RecordPage) -> list[Section]:
    """What is written down on these pages, kind by kind, in four queries for any number."""
    meeting = standing.meeting
    kinds = [
        kind
        for page in pages
        for kind in page.kinds
        if standing.may_read(kind) and standing.sides(kind)
    ]
    entries = standing.entries(*kinds)
    people, words = people_named(meeting, standing.user), words_of(meeting.declared)
    is_open = meeting.stage != meeting.declared.not_held
    found = []
    for kind in kinds:
        may_write = is_open and standing.may_write(kind)
        section = Section(kind)
        for entry in in_order(kind, entries):
            said = lines_of(entry, words=words, people=people)
            named = [line for line in said if line.key == kind.named_by.key]
            rest = said if kind.one_per_meeting else [one for one in said if one not in named]
            title = named[0].value if named else kind.label
            section.rows.append(Row(entry, title, rest, may_change=may_write))
        section.may_add = may_write and not (kind.one_per_meeting and section.rows)
        found.append(section)
    return found


def next_stages(standing: Standing) -> list[NextStage]:
    """The stages it can be moved to by hand. Nothing where this person may not."""
    meeting = standing.meeting
    if not standing.may_keep or not standing.knows_whole:
        return []
    stages = [meeting.declared.stage(key) for key in meeting.stage_now.to]
    return [
        NextStage(stage, what_stands_open(meeting, stage, reader=standing.user))
        for stage in stages
        if not stage.follows_by_itself
    ]


def people_in(standing: Standing) -> list[Participant]:
    """Who is in it, as they were added."""
    rows = Participant.objects.visible_to(standing.user).current().with_names()
    people = list(rows.filter(meeting=standing.meeting).order_by("pk"))
    for one in people:
        one.meeting = standing.meeting
    return people


def moves_of(standing: Standing) -> list[Event]:
    """What has happened to it, the newest first; of one without a case, its own events."""
    return list(moves_seen(standing)[:SHOWN])


def moves_seen(standing: Standing) -> EventQuerySet:
    """The same as rows. Of a meeting with sides, those who know the whole read what neither
    case was told: those events belong to none.
    """
    rows = Event.objects.filter(subject_type="meeting", subject_id=standing.meeting.pk)
    if standing.case is None or (standing.meeting.declared.sides and standing.knows_whole):
        return rows.filter(case_id=None)
    return rows.visible_to(standing.user).of_case(standing.case)


def teams_of(user: User) -> list[Team]:
    """The teams for which somebody can start a meeting without a case."""
    return list(Team.objects.open().filter(pk__in=user.team_ids(*CASEWORK)).order_by("name"))


@dataclass
class Listed:
    """A meeting in the list of practice: its case, if any, and when to look at it again."""

    meeting: Meeting
    case: Case | None
    due_on: object
    is_mine: bool

    @property
    def is_late(self) -> bool:
        return bool(self.due_on) and self.due_on < timezone.localdate()  # type: ignore[operator]


def practice_rows(user: User) -> list[Listed]:
    """The newest circles, conversations and the like of which this person may know."""
    keys = [declared.key for declared in beside()]
    rows = Meeting.objects.visible_to(user).filter(format__in=keys)
    meetings = list(
        rows.select_related("team", "opened_by")
        .with_parties_for(user)
        .order_by("-opened_at", "-pk")[:SHOWN]
    )
    due = _due(meetings, user)
    return [
        Listed(
            meeting,
            next((party.case for party in meeting.parties.all()), None),
            due.get(meeting.pk),
            is_mine=meeting.opened_by_id in user.acting_ids,
        )
        for meeting in meetings
    ]


def due_again(user: User) -> list[Listed]:
    """Those of this person's own that are to be looked at again soon, or should have been."""
    until = timezone.localdate() + SOON
    entries = Entry.objects.visible_to(user).due_by(until)
    mine = Q(opened_by__in=user.acting_ids) | Q(entries__added_by__in=user.acting_ids)
    meetings = list(
        Meeting.objects.visible_to(user)
        .filter(mine, format__in=[one.key for one in beside()])
        .filter(entries__in=entries)
        .distinct()
        .with_parties_for(user)
        .order_by("pk")[:SHOWN]
    )
    due = _due(meetings, user)
    listed = [
        Listed(
            meeting,
            next((party.case for party in meeting.parties.all()), None),
            due[meeting.pk],
            is_mine=True,
        )
        for meeting in meetings
        if meeting.pk in due
    ]
    return sorted(listed, key=lambda one: (str(one.due_on), one.meeting.pk))


def _due(meetings: Iterable[Meeting], user: User) -> dict[int, object]:
    """The first day on which each of these is to be looked at again."""
    rows = Entry.objects.visible_to(user).current()
    found = rows.filter(meeting__in=[one.pk for one in meetings], due_on__isnull=False)
    return dict(found.order_by().values_list("meeting").annotate(first=Min("due_on")))

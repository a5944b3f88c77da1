"""What is asked of the database for a timeline: notes and events of a case, as rows."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import reduce
from operator import or_
from typing import Any, NamedTuple, Self
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    DateField,
    DateTimeField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    TextField,
    Value,
)
from django.db.models.functions import Concat, Trim
from django.utils import timezone

from accounts.models import User
from cases.models import (
    Case,
    CaseChild,
    Event,
    Exclusion,
    NetworkMember,
    Note,
    NoteChild,
    OfferReply,
    Person,
)
from cases.models.named import named_in
from cases.models.person import closed_to
from cases.timeline_kinds import AS_NOTES, GROUPS, SIGNIFICANT, TASKS
from restorative.asked_again import Given

# Days outside cannot be reckoned with in every time zone.
FIRST, LAST = "19000101", "21991231"
EVENT, NOTE = 0, 1


class Cursor(NamedTuple):
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


class Shape(NamedTuple):
    """What of a timeline is asked for, without the values: which questions that takes."""

    group: str
    has_child: bool
    is_significant: bool
    before_rank: int | None
    without_tasks: bool


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

    @property
    def shape(self) -> Shape:
        return Shape(
            group=self.group,
            has_child=self.child is not None,
            is_significant=self.is_significant,
            before_rank=self.before.rank if self.before else None,
            without_tasks=self.without_tasks,
        )

    def given(self, case: Case) -> dict[str, Any]:
        """The values of a question of this shape."""
        values: dict[str, Any] = {"case": case.pk}
        if self.child:
            values["child"] = self.child.pk
        if before := self.before:
            starts, ends = _bounds(before.day)
            values |= {"day": before.day, "day_starts": starts, "day_ends": ends}
            values |= {"moment": before.moment, "last": before.pk}
        return values


class NoteRow(NamedTuple):
    """The columns of a note that an entry is made from."""

    pk: int
    public_id: UUID
    kind: str
    happened_on: date
    written_at: datetime
    version: int
    is_significant: bool
    audience: str
    minutes: int | None
    text: str
    child_voice: str
    author__first_name: str
    author__last_name: str
    is_readable: bool
    child_keys: list[int]


class EventRow(NamedTuple):
    """The columns of an event that an entry is made from."""

    pk: int
    kind: str
    at: datetime
    actor_name: str
    subject_id: int | None
    child_ids: list[int]
    from_value: str
    to_value: str
    why: str


def notes_asked_for(user: User, shape: Shape, limit: int) -> QuerySet[Note, Any]:
    """The notes, and the contacts of which a manager knows, as rows.

    About whom a contact was, and whether it is significant, is not known.
    """
    notes = Note.objects.known_to(user).filter(case=Given("case"))
    if shape.has_child or shape.is_significant:
        notes = notes.filter(Q(("is_readable", True)))
    if shape.has_child:
        notes = notes.filter(about__child=Given("child"))
    if shape.is_significant:
        notes = notes.filter(is_significant=True)
    if shape.before_rank is not None:
        day, moment = Given("day", DateField()), Given("moment", DateTimeField())
        earlier = Q(written_at__lt=moment)
        if shape.before_rank == NOTE:
            earlier |= Q(written_at=moment, pk__lt=Given("last"))
        notes = notes.filter(Q(happened_on__lt=day) | Q(Q(happened_on=day) & earlier))
    about = NoteChild.objects.filter(note=OuterRef("pk")).values("child")
    return (
        notes.annotate(child_keys=ArraySubquery(about))
        .order_by("-happened_on", "-written_at", "-pk")
        .values_list(*NoteRow._fields)[:limit]
    )


def events_asked_for(user: User, shape: Shape, limit: int) -> QuerySet[Event, Any]:
    events = Event.objects.visible_to(user).filter(case_id=Given("case"))
    events = events.exclude(kind__in=AS_NOTES).exclude(_names_hidden(user))
    if shape.group:
        events = events.of_kinds(*GROUPS[shape.group].kinds)
    if shape.has_child:
        # What names no child is about the whole family.
        events = events.filter(Q(child_ids__contains=[Given("child")]) | Q(child_ids=[]))
    if shape.without_tasks:
        events = events.exclude(kind__in=TASKS)
    if shape.is_significant:
        events = events.of_kinds(*SIGNIFICANT)
    if shape.before_rank is not None:
        moment = Given("moment", DateTimeField())
        earlier = Q(at__lt=moment)
        if shape.before_rank == NOTE:
            earlier |= Q(at=moment)
        else:
            earlier |= Q(at=moment, pk__lt=Given("last"))
        starts, ends = Given("day_starts", DateTimeField()), Given("day_ends", DateTimeField())
        events = events.filter(Q(at__lt=starts) | (Q(at__lt=ends) & earlier))
    return events.order_by("-at", "-pk").values_list(*EventRow._fields)[:limit]


def _names_hidden(user: User) -> Q:
    """Whether an event names somebody of the case whom this person may not know of, in words.

    Asked only of those who are excluded from something, for there is nobody else hidden.
    """
    if named_in(user).closed == ():
        return Q(pk__in=())
    case = Given("case")
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

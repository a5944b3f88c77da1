"""The rows of other restorative work: its meetings, with or without a case, and its entries.

Both are read where they stand, with the eyes of the reader: a meeting as `Meeting.visible_to`
says, an entry of a side by those alone who know of that side. They are few.
"""

from datetime import timedelta
from typing import Any

from django.db.models import (
    Case,
    CharField,
    DateField,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Coalesce, NullIf, TruncDate

from conferences.formats import FORMATS, Answer, EntryKind, Format, Tally
from conferences.formats.records import Where
from conferences.formats.tallies import Again, Growth, Later
from conferences.measures.rows import Rows, RowSet
from conferences.models import Entry, Meeting, MeetingParty

REPEATED = "yes"


def counted_formats() -> list[Format]:
    """The kinds of meeting whose figures stand apart from those of families."""
    return [one for one in FORMATS.values() if one.tallies or not one.leads_case]


def held_of(declared: Format) -> Q:
    """Meetings of a kind that have taken place."""
    stages = [stage.key for stage in declared.from_its_day]
    return Q(format=declared.key, stage__in=stages)


def _meetings(rows: Rows) -> Rows:
    """Those that took place, on their day, with how many there were before and afterwards."""
    held = Q(pk__in=[])
    for declared in counted_formats():
        held |= held_of(declared)
    found: Rows = rows.filter(held).annotate(
        took_place_at=Coalesce("starts_at", "opened_at"),
        took_place_on=TruncDate(Coalesce("starts_at", "opened_at")),
        **_of_first_case("pk"),
        counted_first=_newest_count("first"),
        counted_last=_newest_count("last"),
    )
    found = found.annotate(counted_more=F("counted_last") - F("counted_first"))
    for declared in counted_formats():
        for tally in declared.tallies:
            match tally:
                case Later():
                    found = found.annotate(**{column_of(declared, tally): _said_later(tally)})
                case Again():
                    again = _followed(declared, tally)
                    found = found.annotate(**{column_of(declared, tally): again})
    return found


def _entries(rows: Rows) -> Rows:
    """What is written down of a kind by which something is counted, on the day it is of."""
    asked, days = Q(pk__in=[]), []
    for declared in counted_formats():
        for tally in declared.tallies:
            if isinstance(tally, Tally):
                of_kind = Q(meeting__format=declared.key, kind=tally.kind)
                asked |= of_kind
                if tally.on:
                    said = Cast(NullIf(KT(f"values__{tally.on}"), Value("")), DateField())
                    days.append(When(of_kind, then=said))
    written: Any = TruncDate("added_at")
    said_on = Case(*days, default=Value(None), output_field=DateField()) if days else None
    found: Rows = rows.filter(asked, removed_at__isnull=True).annotate(
        said_on=Coalesce(said_on, written) if said_on is not None else written,
        **_of_first_case("meeting"),
    )
    return found


def _of_first_case(meeting: str) -> dict[str, Any]:
    parties = MeetingParty.objects.filter(meeting=OuterRef(meeting)).order_by("pk")
    return {
        "coordinator": Subquery(parties.values("case__coordinator")[:1]),
        "referring_team": Subquery(parties.values("case__referring_team")[:1]),
    }


def _newest_count(which: str) -> Any:
    """The numbers of the newest entry that counts, added up; none where nobody has counted."""
    asked, sums = Q(pk__in=[]), []
    for declared in counted_formats():
        for tally in declared.tallies:
            if isinstance(tally, Growth):
                where = tally.first if which == "first" else tally.last
                of_it = says(declared.key, tally.kind, where)
                asked |= of_it
                sums.append(When(of_it, then=_sum(declared.kinds[tally.kind])))
    if not sums:
        return Value(None, output_field=IntegerField())
    newest = Entry.objects.filter(asked, removed_at__isnull=True, meeting=OuterRef("pk"))
    total = Case(*sums, output_field=IntegerField())
    rows = newest.order_by("-added_at", "-pk").annotate(total=total)
    return Subquery(rows.values("total")[:1], output_field=IntegerField())


def column_of(declared: Format, tally: Later | Again) -> str:
    """The column in which a meeting carries what is counted of it."""
    return f"{declared.key}_{tally.key}"


def _said_later(tally: Later) -> Any:
    """The first answer that was given once the months were nearly over; none without one."""
    entries = Entry.objects.filter(
        kind=tally.kind, meeting=OuterRef("pk"), removed_at__isnull=True
    ).annotate(said_on=Cast(_answer(tally.on), DateField()), said=_answer(tally.field))
    # In days, since a year of the calendar is not the same for each row.
    after = timedelta(days=round(tally.months * 365.25 / 12) - tally.early)
    first = entries.filter(said_on__gte=OuterRef("took_place_on") + after, said__isnull=False)
    return Subquery(first.order_by("said_on", "pk").values("said")[:1])


def _followed(declared: Format, tally: Again) -> Any:
    """REPEATED or "no"; none where it is not known."""
    entries = Entry.objects.filter(
        kind=tally.kind, removed_at__isnull=True, meeting__format=declared.key
    ).annotate(same=_answer(tally.same))
    alone = ~Q(meeting__open_to=Meeting.OpenTo.CASE) & Q(
        meeting__team=OuterRef("meeting__team"), meeting__open_to=OuterRef("meeting__open_to")
    )
    of_case = Q(meeting__parties__case__meetings__meeting=OuterRef("meeting"))
    begun = OuterRef("meeting__starts_at")
    followed = entries.filter(
        alone | of_case,
        meeting__stage__in=[stage.key for stage in declared.from_its_day],
        meeting__starts_at__gt=begun,
        meeting__starts_at__lte=begun + timedelta(days=tally.days),
        same=OuterRef("same"),
    )
    field, answers = tally.says
    yes = followed.filter(**{f"values__{field}__in": answers})
    unsaid = followed.exclude(values__has_key=field)
    own = entries.filter(meeting=OuterRef("pk"), same__isnull=False)
    return Case(
        When(Exists(own.filter(Exists(yes))), then=Value(REPEATED)),
        When(Exists(own.filter(Exists(unsaid))), then=Value(None)),
        When(Exists(own), then=Value("no")),
        default=Value(None),
        output_field=CharField(),
    )


def _sum(kind: EntryKind) -> Any:
    total: Any = Value(0)
    for one in kind.fields:
        if one.answer == Answer.NUMBER:
            number = Cast(NullIf(KT(f"values__{one.key}"), Value("")), IntegerField())
            total = total + Coalesce(number, Value(0))
    return total


def says(format_key: str, kind: str, where: Where) -> Q:
    """Entries of a kind that give one of some answers."""
    field, answers = where
    of_kind = Q(meeting__format=format_key, kind=kind)
    return of_kind & Q(**{f"values__{field}__in": answers}) if field else of_kind


def _answer(key: str) -> Any:
    """What an entry answers to a field, as text; none where it has no answer."""
    return NullIf(KT(f"values__{key}"), Value(""), output_field=CharField())


OTHER_WORK = RowSet(
    "other_work",
    Meeting,
    _meetings,
    pathway="format",
    moment="took_place_at",
    noun="meetings",
)
WRITTEN_DOWN = RowSet(
    "written_down",
    Entry,
    _entries,
    team="meeting__team",
    pathway="meeting__format",
    noun="entries",
)

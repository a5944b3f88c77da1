"""The shares by which circles, conversations and the like are counted: a year back from today."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Q
from django.utils import timezone

from accounts.models import User
from conferences.formats import FORMATS, Format, Tally
from conferences.formats.records import NOWHERE
from conferences.models import Entry, Meeting

YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Counted:
    """One share as its reader may see it: how many of how many, and of how many nothing is said."""

    tally: Tally
    numerator: int
    denominator: int
    unknown: int


@dataclass(frozen=True)
class Figures:
    """What a kind of meeting is counted by, and how many were begun."""

    declared: Format
    begun: int
    shares: list[Counted]


def practice_figures(user: User) -> list[Figures]:
    """Of each kind that has shares to be counted by, begun in the last year.

    Counted from what this person may see, in two queries for a kind.
    """
    since = timezone.now() - YEAR
    found = []
    for declared in FORMATS.values():
        if not declared.tallies:
            continue
        meetings = Meeting.objects.visible_to(user).filter(
            format=declared.key, opened_at__gte=since
        )
        begun = meetings.exclude(stage=declared.not_held).count()
        entries = Entry.objects.visible_to(user).current().filter(meeting__in=meetings)
        counted = entries.aggregate(
            **{
                f"{tally.key}_{what}": Count("pk", filter=condition)
                for tally in declared.tallies
                for what, condition in _conditions(tally)
            }
        )
        shares = [
            Counted(
                tally,
                counted[f"{tally.key}_counted"],
                counted[f"{tally.key}_said"],
                counted[f"{tally.key}_all"] - counted[f"{tally.key}_said"],
            )
            for tally in declared.tallies
        ]
        found.append(Figures(declared, begun, shares))
    return [one for one in found if one.begun]


def _conditions(tally: Tally) -> list[tuple[str, Q]]:
    of_kind = Q(kind=tally.kind)
    if tally.of != NOWHERE:
        of_kind &= Q(**{f"values__{tally.of[0]}__in": tally.of[1]})
    return [
        ("all", of_kind),
        ("said", of_kind & Q(values__has_key=tally.field)),
        ("counted", of_kind & Q(**{f"values__{tally.field}__in": tally.counted})),
    ]

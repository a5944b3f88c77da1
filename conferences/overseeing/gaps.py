"""What is missing in the records, by kind: each with the rows, the page that mends it, the cost.

Rows are read from where they stand, so a gap is gone as soon as it is filled.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone

from accounts.permissions import Permission
from cases.access import may
from cases.models import Case, Offer
from cases.outcomes.points import Point
from conferences.measures import MEASURES
from conferences.models import (
    Meeting,
)
from conferences.overseeing import gap_rows
from conferences.overseeing.gap_rows import Rows
from conferences.overseeing.scope import Scope

MOST_COUNTED = 1000


@dataclass(frozen=True)
class Where:
    """The page on which a gap is filled: its name, what one must be allowed, its parts."""

    name: str
    permission: Permission
    parts: Callable[[Any, Case | None], dict[str, Any]]
    field: str = ""


@dataclass(frozen=True)
class Kind:
    """One kind of gap. `case_of` gives the key of a row's case, `words` what it says."""

    key: str
    title: str
    hurts: tuple[str, ...]
    rows: Callable[[Scope], Rows]
    case_of: Callable[[Any], int | None]
    words: Callable[[Any], str]
    where: Where
    order: tuple[str, ...] = ("pk",)
    # What suffers where no measure does.
    otherwise: str = "No figure; the record itself"

    def count(self, scope: Scope) -> int:
        """How many rows there are: one more than MOST_COUNTED for all beyond it."""
        return self.rows(scope).order_by()[: MOST_COUNTED + 1].count()

    @property
    def measures(self) -> list[str]:
        return [MEASURES[key].name for key in self.hurts]

    def link(self, row: Any, case: Case | None, scope: Scope) -> str:
        """The field itself, or the page of the case for who may not write there."""
        if case is not None and not may(scope.reader, self.where.permission, case):
            return case.get_absolute_url()
        anchor = f"#{self.where.field}" if self.where.field else ""
        return reverse(self.where.name, kwargs=self.where.parts(row, case)) + anchor


def _child(row: Any) -> str:
    return str(row.person.full_name)


def _to_child(row: Any, case: Case | None) -> dict[str, Any]:
    return {"public_id": row.person.public_id}


def _to_row(row: Any, case: Case | None) -> dict[str, Any]:
    return {"public_id": row.public_id}


def _to_case(row: Any, case: Case | None) -> dict[str, Any]:
    assert case is not None
    return {"public_id": case.public_id}


def _to_point(point: Point) -> Callable[[Any, Case | None], dict[str, Any]]:
    return lambda row, case: {**_to_case(row, case), "point": point.value}


def _party(meeting: Meeting) -> int | None:
    return next((party.case_id for party in meeting.parties.all()), None)


def _day(meeting: Meeting) -> str:
    name = meeting.declared.name
    if meeting.starts_at is None:
        return f"{name} held"
    return f"{name} of {timezone.localtime(meeting.starts_at):%-d %B %Y}"


def _letter(offer: Offer) -> str:
    return str(offer)


POINTS = {
    Point.THREE_MONTHS: ("3 months", ("in_family_m3",)),
    Point.SIX_MONTHS: ("6 months", ("in_family_m6", "step_down", "entered_care", "proceedings")),
    Point.TWELVE_MONTHS: ("12 months", ("in_family_m12",)),
}


def _follow_ups() -> list[Kind]:
    kinds = []
    for is_let_go in (False, True):
        for point, (months, hurts) in POINTS.items():
            said = "let go" if is_let_go else "overdue"
            kinds.append(
                Kind(
                    key=f"{point.value}_{'let_go' if is_let_go else 'overdue'}",
                    title=f"Follow-up after {months}: {said}",
                    hurts=hurts,
                    rows=gap_rows.follow_up(point, is_let_go=is_let_go),
                    case_of=lambda row: row.case_id,
                    words=lambda row: f"{row.person.full_name}, met {row.held_on:%-d %B %Y}",
                    where=Where("cases:follow_up", Permission.OUTCOME_RECORD, _to_point(point)),
                    order=("held_on", "pk"),
                )
            )
    return kinds


_EDIT_PERSON = ("cases:person_edit", Permission.PERSON_EDIT, _to_child)
KINDS = (
    Kind(
        "letter",
        "Before proceedings, and no letter recorded",
        ("offer_rate",),
        gap_rows.no_letter,
        lambda row: row.case_id,
        _child,
        Where("cases:case_offer_add", Permission.OFFER_RECORD, _to_case, "id_letter_on_day"),
    ),
    Kind(
        "offer",
        "Not recorded whether a meeting was offered, or why not",
        ("offer_rate",),
        gap_rows.offers_unsaid,
        lambda row: row.case_id,
        _letter,
        Where("cases:offer_edit", Permission.OFFER_RECORD, _to_row, "id_made_0"),
        ("letter_on", "pk"),
    ),
    Kind(
        "answer",
        "Offered, and no answer recorded",
        ("acceptance",),
        gap_rows.offers_unanswered,
        lambda row: row.case_id,
        _letter,
        Where("cases:offer_detail", Permission.OFFER_RECORD, _to_row),
        ("letter_on", "pk"),
    ),
    Kind(
        "consent",
        "Met, and no date on which anybody agreed to go ahead",
        (),
        gap_rows.no_consent,
        lambda row: row.case_id,
        lambda row: f"Met {row.held_on:%-d %B %Y}",
        Where("cases:case_consent", Permission.PERSON_VIEW, _to_case),
        ("held_on", "pk"),
    ),
    Kind(
        "coordinator",
        "With a coordinator, and nobody named",
        ("met_in_time",),
        gap_rows.no_coordinator,
        lambda row: row.pk,
        str,
        Where("cases:referral_allocate", Permission.REFERRAL_ALLOCATE, _to_case),
    ),
    Kind(
        "date",
        "Held, and no date",
        ("families_met", "days_to_meet", "meetings_held"),
        gap_rows.no_date,
        _party,
        _day,
        Where("conferences:meeting_detail", Permission.MEETING_VIEW, _to_row),
    ),
    Kind(
        "arrivals",
        "Held, and nobody’s arrival recorded",
        ("network_size", "family_to_professionals", "fathers", "child_voice"),
        gap_rows.no_arrivals,
        _party,
        _day,
        Where("conferences:meeting_day", Permission.MEETING_RECORD, _to_row),
        ("starts_at", "pk"),
    ),
    Kind(
        "plan",
        "Held, and no plan agreed or refused",
        ("plan_made", "plan_agreed"),
        gap_rows.no_answer_to_plan,
        _party,
        _day,
        Where("conferences:meeting_plan", Permission.MEETING_VIEW, _to_row),
        ("starts_at", "pk"),
    ),
    Kind(
        "review",
        "Review due, and none held",
        ("reviews_held", "review_rate", "actions_done"),
        gap_rows.no_review,
        lambda row: _party(row.meeting),
        lambda row: f"Review was to be by {row.review_on:%-d %B %Y}",
        Where(
            "conferences:meeting_detail",
            Permission.MEETING_VIEW,
            lambda row, case: {"public_id": row.meeting.public_id},
        ),
        ("review_on", "pk"),
    ),
    Kind(
        "outcome",
        "Closed without an outcome",
        (),
        gap_rows.no_outcome,
        lambda row: row.pk,
        str,
        Where("cases:case_outcome", Permission.OUTCOME_RECORD, _to_case),
    ),
    *_follow_ups(),
    Kind(
        "birth",
        "Children without a date of birth",
        ("child_voice",),
        gap_rows.no_birth,
        lambda row: row.case_id,
        _child,
        Where(*_EDIT_PERSON, "id_date_of_birth_day"),
    ),
    Kind(
        "ethnicity",
        "Children whose ethnicity was not asked",
        (),
        gap_rows.no_ethnicity,
        lambda row: row.case_id,
        _child,
        Where(*_EDIT_PERSON, "id_ethnicity_answer_0"),
        otherwise="Every figure by ethnicity (Equality)",
    ),
)
BY_KEY = {kind.key: kind for kind in KINDS}

"""What is missing in the records, by kind: each with the rows, the page that mends it, the cost.

Rows are read from where they stand, so a gap is gone as soon as it is filled.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from accounts.permissions import Permission
from cases.access import may
from cases.models import Case, CaseChild, Consent, Offer, OfferChild, OfferReply, Person
from cases.offer_gaps import MISSING, OFFERED
from cases.outcomes.points import LET_GO_AFTER, MONTHS, OVERDUE_AFTER, Point
from conferences.formats import held_stages
from conferences.measures import MEASURES
from conferences.measures.rows import beginnings
from conferences.models import (
    CaseFigure,
    ChildFigure,
    FamilyPlan,
    Meeting,
    MeetingParty,
    Participant,
)
from conferences.overseeing.scope import Scope
from restorative.months import add_months

MOST_COUNTED = 1000
Rows = QuerySet[Any, Any]


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


def _children(scope: Scope) -> Rows:
    children = CaseChild.objects.visible_to(scope.reader).current().filter(case__in=scope.keys)
    return children.filter(
        case__stage__in=(*Case.LIVE_STAGES, Case.Stage.CLOSED), person__died_on=None
    ).select_related("person")


def _no_birth(scope: Scope) -> Rows:
    return _children(scope).filter(person__date_of_birth=None, person__expected_on=None)


def _no_ethnicity(scope: Scope) -> Rows:
    return _children(scope).filter(
        person__ethnicity_answer=Person.Answer.NOT_ASKED, person__expected_on=None
    )


def _no_letter(scope: Scope) -> Rows:
    """Children before proceedings of whom no letter is recorded."""
    letters = OfferChild.objects.filter(child=OuterRef("person"))
    before = _children(scope).filter(legal_status=CaseChild.LegalStatus.PRE_PROCEEDINGS)
    return before.filter(~Exists(letters))


def _offers(scope: Scope) -> Rows:
    offers = Offer.objects.visible_to(scope.reader)
    if scope.team:
        offers = offers.filter(Q(team=scope.team) | Q(case__team=scope.team))
    return offers


def _offers_unsaid(scope: Scope) -> Rows:
    return _offers(scope).filter(MISSING)


def _offers_unanswered(scope: Scope) -> Rows:
    replies = OfferReply.objects.visible_to(scope.reader).filter(offer=OuterRef("pk"))
    waiting = Q(Exists(replies.filter(reply=OfferReply.Reply.UNANSWERED)))
    return _offers(scope).filter(OFFERED, waiting | ~Exists(replies))


def _met(scope: Scope) -> Rows:
    """The families that have met, by their figures: kept fresh by who reads them."""
    return CaseFigure.objects.filter(case__in=scope.keys, held_on__isnull=False)


def _no_consent(scope: Scope) -> Rows:
    agreed = Consent.objects.current().filter(case=OuterRef("case"), kind=Consent.Kind.GO_AHEAD)
    return _met(scope).filter(~Exists(agreed), held_on__lte=scope.today)


def _held(scope: Scope) -> Rows:
    """The first meetings that were held, on a day that has passed, for cases of the scope."""
    return Meeting.objects.filter(
        parties__case__in=scope.keys,
        stage__in=held_stages(),
        format__in=beginnings(),
        starts_at__lt=timezone.now(),
    ).distinct()


def _parties(scope: Scope, path: str = "parties") -> Prefetch[Any]:
    """The cases of a meeting that are in the scope; of the other side's nothing is told."""
    return Prefetch(path, MeetingParty.objects.filter(case__in=scope.keys).order_by("pk"))


def _no_arrivals(scope: Scope) -> Rows:
    came = Participant.objects.filter(meeting=OuterRef("pk"), arrived_at__isnull=False)
    return _held(scope).filter(~Exists(came)).prefetch_related(_parties(scope))


def _no_answer_to_plan(scope: Scope) -> Rows:
    answered = FamilyPlan.objects.filter(meeting=OuterRef("pk")).exclude(
        state=FamilyPlan.State.WRITING
    )
    no_plan = Case.objects.filter(meetings__meeting=OuterRef("pk"), outcome=Case.Outcome.NO_PLAN)
    return (
        _held(scope).filter(~Exists(answered), ~Exists(no_plan)).prefetch_related(_parties(scope))
    )


def _no_date(scope: Scope) -> Rows:
    meetings = Meeting.objects.filter(parties__case__in=scope.keys, stage__in=held_stages())
    return meetings.filter(starts_at=None).distinct().prefetch_related(_parties(scope))


def unreviewed(scope: Scope) -> Rows:
    """The plans in force with a day for their review and no review held since."""
    held = Meeting.objects.filter(reviews=OuterRef("meeting"), stage__in=held_stages())
    plans = FamilyPlan.objects.filter(
        meeting__parties__case__in=scope.keys,
        state=FamilyPlan.State.AGREED,
        review_on__isnull=False,
        review_declined=False,
    )
    return plans.filter(~Exists(held)).select_related("meeting").distinct()


def _no_review(scope: Scope) -> Rows:
    due = unreviewed(scope).filter(review_on__lt=scope.today)
    return due.prefetch_related(_parties(scope, "meeting__parties"))


def _no_outcome(scope: Scope) -> Rows:
    return scope.cases.filter(stage=Case.Stage.CLOSED, outcome="")


def _no_coordinator(scope: Scope) -> Rows:
    return scope.cases.filter(stage=Case.Stage.ALLOCATED, coordinator=None)


def _follow_up(point: Point, *, is_let_go: bool) -> Callable[[Scope], Rows]:
    """The children of whom the status at a point was never entered: overdue, or let go."""

    def rows(scope: Scope) -> Rows:
        overdue = add_months(scope.today - OVERDUE_AFTER - timedelta(days=1), -MONTHS[point])
        let_go = add_months(scope.today - LET_GO_AFTER - timedelta(days=1), -MONTHS[point])
        children = ChildFigure.objects.visible_to(scope.reader).filter(
            case__in=scope.keys, held_on__isnull=False, **{f"status_{point.value}": ""}
        )
        if is_let_go:
            return children.filter(held_on__lte=let_go).select_related("person")
        between = children.filter(held_on__lte=overdue, held_on__gt=let_go)
        return between.select_related("person")

    return rows


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
                    rows=_follow_up(point, is_let_go=is_let_go),
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
        _no_letter,
        lambda row: row.case_id,
        _child,
        Where("cases:case_offer_add", Permission.OFFER_RECORD, _to_case, "id_letter_on_day"),
    ),
    Kind(
        "offer",
        "Not recorded whether a meeting was offered, or why not",
        ("offer_rate",),
        _offers_unsaid,
        lambda row: row.case_id,
        _letter,
        Where("cases:offer_edit", Permission.OFFER_RECORD, _to_row, "id_made_0"),
        ("letter_on", "pk"),
    ),
    Kind(
        "answer",
        "Offered, and no answer recorded",
        ("acceptance",),
        _offers_unanswered,
        lambda row: row.case_id,
        _letter,
        Where("cases:offer_detail", Permission.OFFER_RECORD, _to_row),
        ("letter_on", "pk"),
    ),
    Kind(
        "consent",
        "Met, and no date on which anybody agreed to go ahead",
        (),
        _no_consent,
        lambda row: row.case_id,
        lambda row: f"Met {row.held_on:%-d %B %Y}",
        Where("cases:case_consent", Permission.PERSON_VIEW, _to_case),
        ("held_on", "pk"),
    ),
    Kind(
        "coordinator",
        "With a coordinator, and nobody named",
        ("met_in_time",),
        _no_coordinator,
        lambda row: row.pk,
        str,
        Where("cases:referral_allocate", Permission.REFERRAL_ALLOCATE, _to_case),
    ),
    Kind(
        "date",
        "Held, and no date",
        ("families_met", "days_to_meet", "meetings_held"),
        _no_date,
        _party,
        _day,
        Where("conferences:meeting_detail", Permission.MEETING_VIEW, _to_row),
    ),
    Kind(
        "arrivals",
        "Held, and nobody’s arrival recorded",
        ("network_size", "family_to_professionals", "fathers", "child_voice"),
        _no_arrivals,
        _party,
        _day,
        Where("conferences:meeting_day", Permission.MEETING_RECORD, _to_row),
        ("starts_at", "pk"),
    ),
    Kind(
        "plan",
        "Held, and no plan agreed or refused",
        ("plan_made", "plan_agreed"),
        _no_answer_to_plan,
        _party,
        _day,
        Where("conferences:meeting_plan", Permission.MEETING_VIEW, _to_row),
        ("starts_at", "pk"),
    ),
    Kind(
        "review",
        "Review due, and none held",
        ("reviews_held", "review_rate", "actions_done"),
        _no_review,
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
        _no_outcome,
        lambda row: row.pk,
        str,
        Where("cases:case_detail", Permission.CASE_VIEW, _to_case),
    ),
    *_follow_ups(),
    Kind(
        "birth",
        "Children without a date of birth",
        ("child_voice",),
        _no_birth,
        lambda row: row.case_id,
        _child,
        Where(*_EDIT_PERSON, "id_date_of_birth_day"),
    ),
    Kind(
        "ethnicity",
        "Children whose ethnicity was not asked",
        (),
        _no_ethnicity,
        lambda row: row.case_id,
        _child,
        Where(*_EDIT_PERSON, "id_ethnicity_answer_0"),
        otherwise="Every figure by ethnicity (Equality)",
    ),
)
BY_KEY = {kind.key: kind for kind in KINDS}

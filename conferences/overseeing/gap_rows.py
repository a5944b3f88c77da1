"""The rows in which something is missing, of one scope: one function for each kind of gap."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from cases.models import Case, CaseChild, Consent, Offer, OfferChild, OfferReply, Person
from cases.offer_gaps import MISSING, OFFERED
from cases.outcomes.points import LET_GO_AFTER, MONTHS, OVERDUE_AFTER, Point
from conferences.formats import held_stages, leading
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

Rows = QuerySet[Any, Any]


def _children(scope: Scope) -> Rows:
    children = CaseChild.objects.visible_to(scope.reader).current().filter(case__in=scope.keys)
    return children.filter(
        case__stage__in=(*Case.LIVE_STAGES, Case.Stage.CLOSED), person__died_on=None
    ).select_related("person")


def no_birth(scope: Scope) -> Rows:
    return _children(scope).filter(person__date_of_birth=None, person__expected_on=None)


def no_ethnicity(scope: Scope) -> Rows:
    return _children(scope).filter(
        person__ethnicity_answer=Person.Answer.NOT_ASKED, person__expected_on=None
    )


def no_letter(scope: Scope) -> Rows:
    """Children before proceedings of whom no letter is recorded."""
    letters = OfferChild.objects.filter(child=OuterRef("person"))
    before = _children(scope).filter(legal_status=CaseChild.LegalStatus.PRE_PROCEEDINGS)
    return before.filter(~Exists(letters))


def _offers(scope: Scope) -> Rows:
    offers = Offer.objects.visible_to(scope.reader)
    if scope.team:
        offers = offers.filter(Q(team=scope.team) | Q(case__team=scope.team))
    return offers


def offers_unsaid(scope: Scope) -> Rows:
    return _offers(scope).filter(MISSING)


def offers_unanswered(scope: Scope) -> Rows:
    replies = OfferReply.objects.visible_to(scope.reader).filter(offer=OuterRef("pk"))
    waiting = Q(Exists(replies.filter(reply=OfferReply.Reply.UNANSWERED)))
    return _offers(scope).filter(OFFERED, waiting | ~Exists(replies))


def _met(scope: Scope) -> Rows:
    """The families that have met, by their figures: kept fresh by who reads them."""
    return CaseFigure.objects.filter(case__in=scope.keys, held_on__isnull=False)


def no_consent(scope: Scope) -> Rows:
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


def no_arrivals(scope: Scope) -> Rows:
    came = Participant.objects.filter(meeting=OuterRef("pk"), arrived_at__isnull=False)
    return _held(scope).filter(~Exists(came)).prefetch_related(_parties(scope))


def no_answer_to_plan(scope: Scope) -> Rows:
    answered = FamilyPlan.objects.filter(meeting=OuterRef("pk")).exclude(
        state=FamilyPlan.State.WRITING
    )
    no_plan = Case.objects.filter(meetings__meeting=OuterRef("pk"), outcome=Case.Outcome.NO_PLAN)
    return (
        _held(scope).filter(~Exists(answered), ~Exists(no_plan)).prefetch_related(_parties(scope))
    )


def no_date(scope: Scope) -> Rows:
    meetings = Meeting.objects.filter(
        parties__case__in=scope.keys, format__in=leading(), stage__in=held_stages()
    )
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


def no_review(scope: Scope) -> Rows:
    due = unreviewed(scope).filter(review_on__lt=scope.today)
    return due.prefetch_related(_parties(scope, "meeting__parties"))


def no_outcome(scope: Scope) -> Rows:
    return scope.cases.filter(stage=Case.Stage.CLOSED, outcome="")


def no_coordinator(scope: Scope) -> Rows:
    return scope.cases.filter(stage=Case.Stage.ALLOCATED, coordinator=None)


# Of every child, whatever the work: the legal status, where they live, and proceedings.
ASKED = ("status", "living", "proceedings")


def follow_up(point: Point, *, is_let_go: bool) -> Callable[[Scope], Rows]:
    """The children of whom one of ASKED at a point was never entered: overdue, or let go."""

    def rows(scope: Scope) -> Rows:
        overdue = add_months(scope.today - OVERDUE_AFTER - timedelta(days=1), -MONTHS[point])
        let_go = add_months(scope.today - LET_GO_AFTER - timedelta(days=1), -MONTHS[point])
        unasked = Q()
        for what in ASKED:
            unasked |= Q(**{f"{what}_{point.value}": ""})
        children = ChildFigure.objects.visible_to(scope.reader).filter(
            unasked, case__in=scope.keys, held_on__isnull=False
        )
        if is_let_go:
            return children.filter(held_on__lte=let_go).select_related("person")
        between = children.filter(held_on__lte=overdue, held_on__gt=let_go)
        return between.select_related("person")

    return rows

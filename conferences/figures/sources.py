"""What figures are made from, read in the same few queries for any number of cases.

The keys of people, meetings and plans that later queries ask by come from those before.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet
from django.utils import timezone

from cases.clocks import Pause, pauses_of
from cases.models import Case, CaseChild, Fact, Offer, OfferChild, Relationship
from cases.relationships import Kind
from conferences.formats import FORMATS, held_stages, leading
from conferences.models import (
    ActionReview,
    BriefItem,
    Check,
    FamilyPlan,
    Feedback,
    FeedbackAnswer,
    MeetingParty,
    Participant,
    PlanAction,
    PlanAnswer,
    PlanCopy,
)

POSITIVE = 4
NOT_ACCEPTED = (Case.Stage.DRAFT, Case.Stage.DECLINED, Case.Stage.REDIRECTED)
Rows = list[dict[str, Any]]


@dataclass(frozen=True)
class Held:
    """The meeting at which the family first met, and the first review of its plan."""

    meeting: int
    on: date
    review: int | None = None
    reviewed_on: date | None = None


@dataclass
class Sources:
    cases: Rows = field(default_factory=list)
    pauses: dict[int, list[Pause]] = field(default_factory=dict)
    pathways: dict[int, str] = field(default_factory=dict)
    held: dict[int, Held] = field(default_factory=dict)
    reviews_declined: set[int] = field(default_factory=set)
    children: dict[int, Rows] = field(default_factory=dict)
    facts: dict[int, Rows] = field(default_factory=dict)
    letters: dict[int, date] = field(default_factory=dict)
    letters_of: dict[tuple[int, int], date] = field(default_factory=dict)
    applications: dict[int, list[date]] = field(default_factory=dict)
    fathers: dict[int, Rows] = field(default_factory=dict)
    accepted: dict[int, Rows] = field(default_factory=dict)
    later: dict[int, Rows] = field(default_factory=dict)
    participants: dict[int, Rows] = field(default_factory=dict)
    advocates_offered: set[int] = field(default_factory=set)
    bottom_lines: dict[int, Rows] = field(default_factory=dict)
    plans: dict[int, Rows] = field(default_factory=dict)
    answered: dict[int, set[int]] = field(default_factory=dict)
    actions: dict[int, Rows] = field(default_factory=dict)
    action_reviews: dict[tuple[int, int], str] = field(default_factory=dict)
    copies: dict[int, date] = field(default_factory=dict)
    feedback: dict[int, dict[str, Any]] = field(default_factory=dict)
    answers: dict[int, dict[str, Any]] = field(default_factory=dict)


def day_of(moment: datetime | None) -> date | None:
    return timezone.localdate(moment) if moment else None


def read_sources(case_ids: Collection[int]) -> Sources:
    """Read everything about these cases that were sent; drafts are left out."""
    read = Sources()
    cases: Iterable[Any] = (
        Case.objects.sent()
        .filter(pk__in=case_ids)
        .values(
            "pk",
            "team_id",
            "referring_team_id",
            "coordinator_id",
            "stage",
            "is_restricted",
            "outcome",
            "allocated_at",
            "ended_at",
            "referral__sent_at",
            "referral__decided_at",
        )
    )
    read.cases = list(cases)
    keys = [case["pk"] for case in read.cases]
    read.pauses = pauses_of(keys)
    _read_meetings(read, keys)
    _read_people(read, keys)
    _read_before_court(read, keys)
    meetings = [held.meeting for held in read.held.values()]
    _read_day(read, meetings)
    _read_plans(read, meetings)
    _read_feedback(read, meetings)
    return read


def _by(name: str, rows: Iterable[Any]) -> dict[int, Rows]:
    found: dict[int, Rows] = defaultdict(list)
    for row in rows:
        found[row[name]].append(row)
    return found


def _read_meetings(read: Sources, keys: list[int]) -> None:
    """Find for each case its pathway, its first meeting and that meeting's first review.

    The first meeting is the one that `hooks.first_held` of a case names.
    """
    led = MeetingParty.objects.filter(case__in=keys, meeting__format__in=leading())
    parties = led.values(
        "case_id",
        "meeting_id",
        "meeting__format",
        "meeting__stage",
        "meeting__starts_at",
        "meeting__opened_at",
    )
    held = held_stages()
    for case_id, rows in _by("case_id", parties).items():
        rows.sort(key=lambda row: (row["meeting__opened_at"], row["meeting_id"]))
        beginnings = [row for row in rows if FORMATS[row["meeting__format"]].is_a_beginning]
        if beginnings:
            read.pathways[case_id] = beginnings[0]["meeting__format"]
        for row in rows:
            declared = FORMATS[row["meeting__format"]]
            if declared.declined and row["meeting__stage"] == declared.declined:
                read.reviews_declined.add(case_id)
        met = [row for row in rows if row["meeting__stage"] in held and row["meeting__starts_at"]]
        met.sort(key=lambda row: (row["meeting__starts_at"], row["meeting_id"]))
        if not met:
            continue
        first = met[0]
        read.pathways[case_id] = first["meeting__format"]
        reviews = [row for row in met[1:] if FORMATS[row["meeting__format"]].reviews_plan]
        read.held[case_id] = Held(
            first["meeting_id"],
            timezone.localdate(first["meeting__starts_at"]),
            reviews[0]["meeting_id"] if reviews else None,
            timezone.localdate(reviews[0]["meeting__starts_at"]) if reviews else None,
        )


def _read_people(read: Sources, keys: list[int]) -> None:
    children = CaseChild.objects.filter(case__in=keys).order_by("pk")
    rows = children.values(
        "case_id",
        "person_id",
        "left_on",
        *(f"person__{name}" for name in ("date_of_birth", "gender", "language", "access")),
        *(f"person__{name}" for name in ("faith_answer", "faith")),
        *(f"person__{name}" for name in ("ethnicity_answer", "ethnicity")),
    )
    read.children = _by("case_id", rows)
    people = {child["person_id"] for rows in read.children.values() for child in rows}
    fathers = Relationship.objects.current().filter(
        relative__in=people,
        kind__in=(Kind.PARENT, Kind.ADOPTIVE_PARENT),
        person__gender="male",
    )
    read.fathers = _by("relative_id", fathers.values("relative_id", "person_id", "person__died_on"))
    accepted = ~Q(case__stage__in=NOT_ACCEPTED) & Q(case__referral__decided_at__isnull=False)
    referred = CaseChild.objects.filter(accepted, person__in=people)
    read.accepted = _by(
        "person_id", referred.values("person_id", "case_id", "case__referral__sent_at")
    )
    later = Case.objects.filter(previous_case__in=keys, referral__decided_at__isnull=False).exclude(
        stage__in=NOT_ACCEPTED
    )
    read.later = _by("previous_case_id", later.values("previous_case_id", "referral__sent_at"))
    facts = Fact.objects.standing().filter(case__in=keys).order_by("as_at", "pk")
    read.facts = _by(
        "case_id",
        facts.values(
            "pk",
            "case_id",
            "person_id",
            "kind",
            "point",
            "value",
            "unknown_because",
            "as_at",
        ),
    )


def _read_before_court(read: Sources, keys: list[int]) -> None:
    letters = Offer.objects.filter(case__in=keys).order_by().values("case_id")
    for row in letters.annotate(first=Min("letter_on")):
        read.letters[row["case_id"]] = row["first"]
    people = {child["person_id"] for rows in read.children.values() for child in rows}
    applied = OfferChild.objects.filter(child__in=people, offer__application_on__isnull=False)
    found: dict[int, list[date]] = defaultdict(list)
    for child_id, day in applied.values_list("child_id", "offer__application_on"):
        if day:
            found[child_id].append(day)
    read.applications = found
    named = OfferChild.objects.filter(offer__case__in=keys).order_by("-offer__letter_on")
    read.letters_of = {
        (case_id, child_id): day
        for case_id, child_id, day in named.values_list("offer__case", "child", "offer__letter_on")
        if case_id is not None
    }


def _read_day(read: Sources, meetings: list[int]) -> None:
    people = Participant.objects.current().filter(meeting__in=meetings)
    rows = people.annotate(
        said=Exists(Participant.objects.filter(pk=OuterRef("pk")).exclude(views=""))
    ).values(
        "pk", "meeting_id", "person_id", "part", "attendance", "arrived_at", "views_read_at", "said"
    )
    read.participants = _by("meeting_id", rows)
    offered = Check.objects.filter(
        meeting__in=meetings, key="advocate_offered", state=Check.State.DONE
    )
    read.advocates_offered = {key for key in offered.values_list("participant", flat=True) if key}
    lines = BriefItem.objects.current().filter(
        brief__meeting__in=meetings, kind=BriefItem.Kind.BOTTOM_LINE
    )
    read.bottom_lines = _by("brief__meeting_id", lines.values("pk", "brief__meeting_id"))


def _read_plans(read: Sources, meetings: list[int]) -> None:
    plans = FamilyPlan.objects.filter(meeting__in=meetings).order_by("number")
    rows = plans.values(
        "pk", "meeting_id", "number", "state", "written_at", "agreed_at", "review_declined"
    )
    read.plans = _by("meeting_id", rows)
    keys = [plan["pk"] for rows in read.plans.values() for plan in rows]
    answered: dict[int, set[int]] = defaultdict(set)
    for plan_id, item_id in PlanAnswer.objects.filter(plan__in=keys).values_list("plan", "item"):
        answered[plan_id].add(item_id)
    read.answered = answered
    actions = PlanAction.objects.filter(plan__in=keys)
    read.actions = _by("plan_id", actions.values("pk", "plan_id", "by_when"))
    reviews = [held.review for held in read.held.values() if held.review]
    looked_at = ActionReview.objects.filter(meeting__in=reviews)
    read.action_reviews = {
        (meeting_id, action_id): outcome
        for meeting_id, action_id, outcome in looked_at.values_list("meeting", "action", "outcome")
    }
    copies: QuerySet[PlanCopy, Any] = (
        PlanCopy.objects.sent().filter(plan__in=keys).order_by().values("plan__meeting_id")
    )
    read.copies = {
        row["plan__meeting_id"]: timezone.localdate(row["first"])
        for row in copies.annotate(first=Min("sent_at"))
    }


def _read_feedback(read: Sources, meetings: list[int]) -> None:
    asked = Feedback.objects.filter(meeting__in=meetings).order_by().values("meeting_id")
    rows: Iterable[Any] = asked.annotate(asked=Count("pk"), answered=Count("answered_on"))
    read.feedback = {row["meeting_id"]: row for row in rows}
    answers = FeedbackAnswer.objects.filter(feedback__meeting__in=meetings).order_by()
    counted: Iterable[Any] = answers.values("feedback__meeting_id").annotate(
        given=Count("pk"), positive=Count("pk", filter=Q(value__gte=POSITIVE))
    )
    read.answers = {row["feedback__meeting_id"]: row for row in counted}

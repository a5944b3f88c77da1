"""A service with a past: families of the last two years, as an import would have brought them.

Whole lives through the domain's functions are too slow for so many. These are written in bulk,
with the rows, days and events that those functions would have left.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from django.db.models import Model
from django.utils import timezone

from accounts.models import User
from cases.domain.name_index import index_people
from cases.domain.references import next_reference
from cases.models import Case, CaseAccess, CaseChild, Event, Person, Referral
from conferences.demo import names
from conferences.demo.clock import at, moment_on, working_day_by
from conferences.demo.past_family import PastFamily, make_family
from conferences.demo.past_followed import follow
from conferences.demo.past_letters import letter_of, letters_alone
from conferences.demo.past_meeting import call_off, hold, review
from conferences.demo.staff import Council
from restorative.working_days import add_working_days

# How far each of ten families came: the most were closed with a plan that goes on.
ENDINGS = (
    "working", "working", "partly", "working", "withdrawn", "working", "no_plan", "partly",
    "unreviewed", "declined", "working", "proceedings", "working", "not_viable", "working",
    "review_declined", "partly", "working", "redirected", "working",
)  # fmt: skip
FIRST, LAST = 790, 135  # so many days ago the first and the last were referred
STATUSES = ("cin", "cp", "plo", "early_help", "s47", "cp", "plo")
OUTCOMES = {
    "working": (Case.Outcome.PLAN_WORKING, "The plan works and nobody wants another meeting."),
    "unreviewed": (Case.Outcome.PLAN_WORKING, "The plan works. The family moved before a review."),
    "review_declined": (Case.Outcome.PLAN_WORKING, "The family goes on with the plan alone."),
    "partly": (Case.Outcome.PLAN_PARTLY, "Most of the plan works; Family Help goes on with it."),
    "no_plan": (Case.Outcome.NO_PLAN, "The family met and could not agree on a plan."),
    "proceedings": (Case.Outcome.PROCEEDINGS, "An application was made to court."),
}
WITHOUT_WORK = {
    "declined": (Case.Stage.DECLINED, Event.Kind.REFERRAL_DECLINED, "The family has moved away."),
    "redirected": (
        Case.Stage.REDIRECTED,
        Event.Kind.REFERRAL_REDIRECTED,
        "There is no thought of court or care, and the network is already meeting.",
    ),
}
WITHOUT_A_MEETING = {
    "withdrawn": (
        Case.Stage.WITHDRAWN,
        Event.Kind.CASE_WITHDRAWN,
        ("Mum has decided against a meeting.", "Dad does not want the family to know."),
    ),
    "not_viable": (
        Case.Stage.NOT_VIABLE,
        Event.Kind.CASE_NOT_VIABLE,
        ("Nobody in the network could be reached in eight weeks.",),
    ),
}


@dataclass
class Life:
    """One family's piece of work, and what has been told of it so far."""

    case: Case
    worker: User
    coordinator: User
    manager: User
    sent_on: date
    family: PastFamily
    rng: Random
    events: list[Event] = field(default_factory=list)

    def tell(
        self,
        moment: datetime,
        kind: str,
        by: User,
        subject: Model | None = None,
        *,
        was: object = "",
        now: object = "",
        why: str = "",
        **more: Any,
    ) -> None:
        """Write an event down as `record_event` would have; kept until the family is whole."""
        self.events.append(
            Event(
                at=moment,
                kind=kind,
                case_id=self.case.pk,
                actor_id=by.pk,
                actor_name=by.get_full_name(),
                subject_type=(subject._meta.model_name or "") if subject else "",
                subject_id=subject.pk if subject else None,
                from_value=str(was)[:300],
                to_value=str(now)[:300],
                why=why,
                **more,
            )
        )


def make_past(council: Council, *, families: int, seed: int, today: date) -> None:
    """Make so many families of the last 26 months, oldest first, all of them ended."""
    rng = Random(seed + 2024)  # noqa: S311  # chance for a demo, not for secrets
    people: list[Person] = []
    for number in range(families):
        days_ago = FIRST - (FIRST - LAST) * number // max(families - 1, 1)
        sent_on = working_day_by(today - timedelta(days=days_ago))
        people += _live(council, rng, number, sent_on, today)
    people += letters_alone(council, rng, count=families // 5, today=today)
    index_people(people)


def _live(council: Council, rng: Random, number: int, sent_on: date, today: date) -> list[Person]:
    ending = ENDINGS[number % len(ENDINGS)]
    life = _refer(council, rng, number, sent_on)
    if ending in WITHOUT_WORK:
        _decide_against(life, ending)
    else:
        _accept(life)
        _work(council, life, ending, today)
    if number % 19 == 7:
        _restrict(life)
    Event.objects.bulk_create(sorted(life.events, key=lambda event: event.at))
    return life.family.everybody


def _refer(council: Council, rng: Random, number: int, sent_on: date) -> Life:
    worker = council[("grace", "rhys", "yusuf", "tom")[number % 4]]
    status = STATUSES[number % len(STATUSES)]
    with at(moment_on(sent_on - timedelta(days=2), 14)):
        case = Case.objects.create(
            team=council.service,
            referring_team=worker.current_memberships[0].team,
            reference=next_reference(council.service, sent_on.year),
            stage=Case.Stage.SUBMITTED,
            stage_since=moment_on(sent_on, 11),
            created_by=worker,
        )
        family = make_family(case, worker, rng, sent_on, status=status)
        Referral.objects.create(
            case=case,
            reason=rng.choice(names.REASONS),
            worries=rng.choice(names.WORRIES),
            strengths=rng.choice(names.STRENGTHS),
            bottom_lines=rng.choice(names.BOTTOM_LINES),
            questions=rng.choice(names.QUESTIONS),
            safety_asked=True,
            access_asked=True,
            sent_at=moment_on(sent_on, 11),
            sent_by=worker,
        )
    coordinator = council[("lee", "owen", "sunita")[number % 3]]
    life = Life(case, worker, coordinator, council["helen"], sent_on, family, rng)
    life.tell(
        moment_on(sent_on, 11),
        Event.Kind.REFERRAL_SENT,
        worker,
        was=Case.Stage.DRAFT.label,
        now=Case.Stage.SUBMITTED.label,
        child_ids=[child.pk for child in family.children],
    )
    if status == CaseChild.LegalStatus.PRE_PROCEEDINGS:
        letter_of(life)
    return life


def _decide_against(life: Life, ending: str) -> None:
    stage, kind, why = WITHOUT_WORK[ending]
    moment = moment_on(add_working_days(life.sent_on, 1), 9, 30)
    _decided(life, moment, why=why, redirected_to="Family Help" if ending == "redirected" else "")
    _end(life, moment, stage, why, by=life.manager)
    life.tell(
        moment,
        kind,
        life.manager,
        was=Case.Stage.SUBMITTED.label,
        now="Family Help" if ending == "redirected" else stage.label,
        why=why,
    )


def _decided(life: Life, moment: datetime, *, why: str = "", redirected_to: str = "") -> None:
    Referral.objects.filter(case=life.case).update(
        decided_at=moment,
        decided_by=life.manager,
        decision_reason=why,
        redirected_to=redirected_to,
    )


def _accept(life: Life) -> None:
    decided = moment_on(add_working_days(life.sent_on, 1), 9, 30)
    allocated = moment_on(add_working_days(life.sent_on, life.rng.choice([2, 3, 3, 4, 7])), 10)
    _decided(life, decided)
    life.tell(
        decided,
        Event.Kind.REFERRAL_ACCEPTED,
        life.manager,
        was=Case.Stage.SUBMITTED.label,
        now=Case.Stage.ACCEPTED.label,
    )
    case = life.case
    case.stage, case.stage_since = Case.Stage.ALLOCATED, allocated
    case.coordinator, case.allocated_at = life.coordinator, allocated
    case.allocated_by = life.manager
    case.save()
    life.tell(
        allocated,
        Event.Kind.COORDINATOR_ALLOCATED,
        life.manager,
        life.coordinator,
        now=life.coordinator.get_full_name(),
    )


def _work(council: Council, life: Life, ending: str, today: date) -> None:
    """From the allocation to the end, some with a meeting and what came of it."""
    since = timezone.localdate(life.case.allocated_at)
    if ending in WITHOUT_A_MEETING:
        stage, kind, reasons = WITHOUT_A_MEETING[ending]
        ended = moment_on(add_working_days(since, life.rng.randint(8, 40)), 15)
        if ending == "not_viable":
            call_off(life, since, ended)
        by = life.manager if ending == "not_viable" else life.coordinator
        why = life.rng.choice(reasons)
        _end(life, ended, stage, why, by=by)
        life.tell(ended, kind, by, was=Case.Stage.ALLOCATED.label, now=stage.label, why=why)
        return
    held_on = add_working_days(since, life.rng.choice([18, 21, 24, 26, 28, 29, 30, 33, 38, 46]))
    meeting, plan = hold(life, held_on, since=since, makes_plan=ending != "no_plan")
    ended_on = held_on + timedelta(days=30)
    if plan and ending not in ("unreviewed", "proceedings"):
        ended_on = review(life, meeting, plan, declined=ending == "review_declined")
    ended = moment_on(working_day_by(min(ended_on + timedelta(days=9), today)), 15)
    outcome, why = OUTCOMES[ending]
    _end(life, ended, Case.Stage.CLOSED, why, by=life.manager, outcome=outcome)
    life.tell(
        ended,
        Event.Kind.CASE_CLOSED,
        life.manager,
        was=Case.Stage.ALLOCATED.label,
        now=outcome.label,
        why=why,
    )
    follow(life, held_on, today, to_court=ending == "proceedings")


def _end(
    life: Life, moment: datetime, stage: str, why: str, *, by: User, outcome: str = ""
) -> None:
    case = life.case
    case.stage, case.stage_since = stage, moment
    case.ended_at, case.ended_by, case.ended_why = moment, by, why
    case.outcome = outcome
    case.ended_told = "Mum, Dad, Nan, the school" if outcome else ""
    case.next_step_on = None
    case.save()


def _restrict(life: Life) -> None:
    """Only those who worked on it, and the manager who hid it, still find this family."""
    moment = moment_on(life.sent_on + timedelta(days=1), 12)
    why = "A member of staff is related to the family."
    until = timezone.localdate() + timedelta(days=60)
    life.case.is_restricted, life.case.restriction_review_on = True, until
    life.case.save()
    life.tell(
        moment,
        Event.Kind.CASE_RESTRICTED,
        life.manager,
        why=why,
        audience=Event.Audience.SERVICE,
    )
    CaseAccess.objects.create(
        case=life.case, user=life.manager, granted_by=life.manager, expires_on=until
    )

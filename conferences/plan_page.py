"""A plan as its pages show it: actions, what they answer, who agrees, what has gone out."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from accounts.permissions import SERVICE
from cases.access import seats_on
from cases.models import Case
from cases.timescales import Step, due_on
from conferences.domain.agreeing import is_put
from conferences.domain.copying_plans import NO_COPY
from conferences.domain.planning import called, items_of
from conferences.models import (
    BriefItem,
    Check,
    FamilyPlan,
    Meeting,
    Participant,
    PlanAction,
    PlanAgreement,
    PlanCopy,
)
from conferences.rules_plan import TO_HAVE_A_COPY
from restorative.working_days import add_working_days, is_working_day, working_days_between

SOMEBODY = "Somebody else"
LATEST_REVIEW = timedelta(weeks=12)


@dataclass(frozen=True)
class ActionRow:
    """One action, with the words of what it answers."""

    number: int
    action: PlanAction
    who: str
    checked_by: str
    answers: list[str]


@dataclass(frozen=True)
class ItemRow:
    """A bottom line or question, with its answers: none is "Not answered yet"."""

    item: BriefItem
    answers: list[str]
    words: str


@dataclass(frozen=True)
class AgreementRow:
    participant: Participant
    name: str
    agreement: PlanAgreement | None


@dataclass(frozen=True)
class CopyRow:
    """Somebody who can have a copy, and how far theirs has come."""

    participant: Participant
    name: str
    copy: PlanCopy | None
    no_copy_why: str
    is_expected: bool

    @property
    def is_settled(self) -> bool:
        return bool(self.no_copy_why or (self.copy and self.copy.sent_at))


def may_read(user: User, plan: FamilyPlan, case: Case) -> bool:
    """While a family writes, its plan is theirs and the coordinator's; then it is put."""
    return is_of_the_service(user, case) or is_put(plan)


def is_of_the_service(user: User, case: Case) -> bool:
    """Whether somebody sits with the coordinator on this case, also once it has ended."""
    return not SERVICE.isdisjoint(seats_on(user, case))


def readable_plans(user: User, meeting: Meeting, case: Case) -> list[FamilyPlan]:
    """The versions of a plan that somebody may read, the newest first."""
    plans = FamilyPlan.objects.visible_to(user).filter(meeting=meeting).newest_first()
    return [plan for plan in plans.select_related("meeting") if may_read(user, plan, case)]


def plan_context(plan: FamilyPlan, user: User, case: Case) -> dict[str, Any]:
    """What a page of one version shows: the same few queries, however long it is."""
    with_service = is_of_the_service(user, case)
    actions = action_rows(plan, user)
    agreements = agreement_rows(plan, user)
    context = {
        "plan": plan,
        "is_writing": plan.state == FamilyPlan.State.WRITING,
        "is_refused": plan.state == FamilyPlan.State.REFUSED,
        "action_rows": actions,
        "asked_rows": [row for row in actions if row.action.asked_for],
        "item_rows": item_rows(plan, actions),
        "agreement_rows": [row for row in agreements if row.agreement],
        "lead": _name_for(plan.family_lead, agreements),
        "with_service": with_service,
        "review_warning": review_warning(plan.meeting, plan.review_on),
    }
    if with_service and plan.state == FamilyPlan.State.AGREED:
        copies = copy_rows(plan, user)
        context |= {
            "copy_rows": copies,
            "copies_due": due_words(plan.meeting, copies),
        }
    return context


def action_rows(plan: FamilyPlan, user: User) -> list[ActionRow]:
    """The actions in their order; whoever must stay unknown to the reader is not named."""
    actions = plan.actions.prefetch_related("answers__item").order_by("position", "pk")
    visible = _visible_people(plan, user)
    return [
        ActionRow(
            number=number,
            action=action,
            who=_named(action.participant_id, action.who, visible),
            checked_by=_named(action.checker_id, action.checked_by, visible),
            answers=[answer.item.text for answer in action.answers.all()],
        )
        for number, action in enumerate(actions, start=1)
    ]


def item_rows(plan: FamilyPlan, actions: Iterable[ActionRow]) -> list[ItemRow]:
    by_action = {row.action.pk: f"Action {row.number}: {row.action.what}" for row in actions}
    answers: dict[int, list[str]] = defaultdict(list)
    words: dict[int, str] = {}
    for answer in plan.answers.order_by("pk"):
        if answer.action_id in by_action:
            answers[answer.item_id].append(by_action[answer.action_id])
        elif answer.words:
            words[answer.item_id] = answer.words
            answers[answer.item_id].append(answer.words)
    return [
        ItemRow(item, answers.get(item.pk, []), words.get(item.pk, "")) for item in items_of(plan)
    ]


def agreement_rows(plan: FamilyPlan, user: User) -> list[AgreementRow]:
    """Everybody who can be asked whether they agree, those who came first."""
    said = {row.participant_id: row for row in plan.agreements.all()}
    people = Participant.objects.visible_to(user).filter(meeting=plan.meeting_id).with_names()
    rows = [
        AgreementRow(person, called(person), said.get(person.pk))
        for person in people.order_by("pk")
        if person.pk in said or (person.removed_at is None and not person.is_kept_away)
    ]
    return sorted(rows, key=lambda row: (row.participant.arrived_at is None, row.participant.pk))


def copy_rows(plan: FamilyPlan, user: User) -> list[CopyRow]:
    copies = {copy.participant_id: copy for copy in plan.copies.order_by("pk")}
    without = {
        check.participant_id: check.why
        for check in Check.objects.filter(meeting=plan.meeting_id, key=NO_COPY)
    }
    people = Participant.objects.visible_to(user).filter(meeting=plan.meeting_id).reachable()
    return [
        CopyRow(
            person,
            called(person),
            copies.get(person.pk),
            without.get(person.pk, ""),
            person.part in TO_HAVE_A_COPY,
        )
        for person in people.with_names().order_by("pk")
    ]


def due_words(meeting: Meeting, rows: Iterable[CopyRow]) -> str:
    """By when the copies are owed, or how late they are; empty once all have gone."""
    open_rows = [row for row in rows if row.is_expected and not row.is_settled]
    if meeting.starts_at is None or not open_rows:
        return ""
    due = due_on(Step.SEND_PLAN, timezone.localdate(meeting.starts_at))
    late = working_days_between(due, timezone.localdate())
    if late <= 0:
        return f"Due by {due:%A %-d %B}"
    days = "1 working day" if late == 1 else f"{late} working days"
    return f"Was due on {due:%A %-d %B}: {days} late"


def proposed_review(meeting: Meeting) -> date | None:
    """A working day, as long after the meeting as the service gives itself."""
    if meeting.starts_at is None:
        return None
    day = due_on(Step.REVIEW, timezone.localdate(meeting.starts_at))
    return day if is_working_day(day) else add_working_days(day, 1)


def review_warning(meeting: Meeting, review_on: date | None) -> str:
    """What to think of about a review date; nobody is stopped by it."""
    if review_on is None:
        return ""
    if not is_working_day(review_on):
        return f"{review_on:%A %-d %B} is not a working day."
    held = timezone.localdate(meeting.starts_at) if meeting.starts_at else None
    if held and review_on > held + LATEST_REVIEW:
        return "The review is more than 12 weeks after the family met."
    return ""


def actions_of(user: User) -> QuerySet[PlanAction]:
    """What somebody who works here has to do by the plans that hold now."""
    return (
        PlanAction.objects.visible_to(user)
        .filter(participant__user=user, plan__state=FamilyPlan.State.AGREED)
        .select_related("plan__meeting")
        .order_by("by_when", "pk")
    )


def _visible_people(plan: FamilyPlan, user: User) -> set[int]:
    people = Participant.objects.visible_to(user).filter(meeting=plan.meeting_id)
    return set(people.values_list("pk", flat=True))


def _named(participant: int | None, name: str, visible: set[int]) -> str:
    return name if participant is None or participant in visible else SOMEBODY


def _name_for(participant: Participant | None, rows: Iterable[AgreementRow]) -> str:
    if participant is None:
        return ""
    names = {row.participant.pk: row.name for row in rows}
    return names.get(participant.pk, SOMEBODY)

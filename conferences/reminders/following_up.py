"""What follows a meeting: the plan with everybody, its actions, the review, how it was."""

from collections.abc import Iterator

from django.utils import timezone

from cases.models import Event
from cases.outcomes.due import owners_of
from cases.outcomes.known import read_records
from cases.reminders.occasions import Finder, Occasion, Recipient, Scope, occasion
from cases.reminders.staff import users
from conferences.domain.copying_plans import NO_COPY
from conferences.models import (
    ActionReview,
    Check,
    FamilyPlan,
    Feedback,
    Meeting,
    Participant,
    PlanAction,
    PlanCopy,
)
from conferences.reminders.dates import held_on
from conferences.reminders.kinds import OF_CASE, OF_DATE, OF_PEOPLE, OF_PLAN, OF_STAFF
from conferences.reminders.reading import (
    Held,
    about,
    leads_to_its_day,
    meetings,
    people_in,
    people_of,
    recipient_of,
    recipients_of,
    through,
)
from conferences.rules_plan import TO_HAVE_A_COPY

Kind = Event.Kind
FINISHED = (ActionReview.Outcome.DONE, ActionReview.Outcome.NOT_NEEDED)


@occasion(
    "plan_not_sent",
    listens=(Kind.PLAN_COPY_SENT, Kind.CHECK_SETTLED, *OF_PLAN, *OF_PEOPLE, *OF_CASE, *OF_STAFF),
)
def plan_not_sent(scope: Scope) -> Iterator[Occasion]:
    """The same people of whom the format asks before a plan counts as with the family."""
    plans = _plans(scope, held_too=False)
    if not plans:
        return
    sent = PlanCopy.objects.sent().filter(plan__in=[plan for _, plan in plans])
    has_one = set(sent.values_list("plan_id", "participant_id"))
    checks = Check.objects.filter(key=NO_COPY, meeting__in=[one.meeting for one, _ in plans])
    wants_none = set(checks.values_list("participant_id", flat=True))
    for one, plan in plans:
        missing = [
            person
            for person in people_of(scope).get(one.meeting.pk, [])
            if person.part in TO_HAVE_A_COPY
            and person.pk not in wants_none
            and (plan.pk, person.pk) not in has_one
        ]
        if missing and plan.agreed_at:
            yield about(
                one,
                since=timezone.localdate(plan.agreed_at),
                revision=plan.number,
                recipients=one.staff.roles("coordinator", "managers"),
                count=len(missing),
            )


@occasion("action_due", listens=(*OF_PLAN, *OF_PEOPLE, *OF_CASE))
def action_due(scope: Scope) -> Iterator[Occasion]:
    """What an agreed plan says is done by a day, until a review has found it done."""
    plans = {plan.pk: one for one, plan in _plans(scope)}
    if not plans:
        return
    actions = PlanAction.objects.filter(plan__in=plans, by_when__isnull=False)
    actions = actions.exclude(reviews__outcome__in=FINISHED)
    for action in actions.order_by("pk"):
        one = plans[action.plan_id]
        everybody = people_of(scope).get(one.meeting.pk, [])
        by_key = {person.pk: person for person in everybody}
        owner = _wants_it(action, by_key.get(action.participant_id or 0))
        checker = _wants_it(action, by_key.get(action.checker_id or 0))
        if (owner or checker) and action.by_when:
            yield about(
                one,
                since=action.by_when,
                subject=action,
                revision=action.by_when.toordinal(),
                recipients={"owner": owner, "checker": checker},
                through=through(everybody, everybody),
            )


def _wants_it(action: PlanAction, person: Participant | None) -> tuple[Recipient, ...]:
    """Whoever does it at work is reminded; somebody of the family where they asked for it."""
    if person is None:
        return ()
    is_at_work = person.user_id or person.resource_id
    at_work = is_at_work or (action.is_agency and not person.is_of_the_family)
    return (recipient_of(person),) if at_work or action.wants_reminder else ()


@occasion("review_unbooked", listens=(*OF_DATE, *OF_PLAN, Kind.MEETING_OPENED, *OF_CASE, *OF_STAFF))
def review_unbooked(scope: Scope) -> Iterator[Occasion]:
    """A plan to be reviewed, for which no review has a date or was held or declined."""
    plans = [(one, plan) for one, plan in _plans(scope, held_too=False) if one.declared.review_key]
    plans = [(one, plan) for one, plan in plans if not plan.review_declined]
    if not plans:
        return
    booked = {
        review.reviews_id
        for review in Meeting.objects.filter(reviews__in=[one.meeting for one, _ in plans])
        if review.starts_at or not leads_to_its_day(review.stage_now, review.declared)
    }
    for one, plan in plans:
        met_on = one.day or (timezone.localdate(plan.agreed_at) if plan.agreed_at else None)
        if one.meeting.pk not in booked and met_on:
            yield about(one, since=met_on, recipients=one.staff.roles("coordinator"))


def feedback_at(when: str) -> Finder:
    """A finder of those who were there and have not been asked at one time how it was."""

    def find(scope: Scope) -> Iterator[Occasion]:
        found = [one for one in meetings(scope) if held_on(one) and one.declared.questions]
        if not found:
            return
        asked = scope.remember("asked", _read_asked)
        for one in found:
            everybody = people_in(one)
            people = [
                person
                for person in everybody
                if _was_there(person) and (person.pk, when) not in asked
            ]
            if people and one.day:
                yield about(
                    one,
                    since=one.day,
                    revision=0,
                    recipients={"attended": recipients_of(people)},
                    through=through(people, everybody),
                )

    return find


for _when in Feedback.When:
    occasion(
        f"feedback_{_when}",
        listens=(Kind.FEEDBACK_RECORDED, Kind.ARRIVAL_RECORDED, *OF_DATE, *OF_PEOPLE, *OF_CASE),
    )(feedback_at(_when))


@occasion(
    "outcome_to_check",
    listens=(Kind.FACT_RECORDED, *OF_DATE, *OF_CASE, *OF_STAFF, Kind.WORKER_ALLOCATED),
)
def outcome_to_check(scope: Scope) -> Iterator[Occasion]:
    """A meeting that was held, also after its case was closed, until its follow-ups are recorded.

    A step is for those who know what is still missing at its follow-up: nobody is asked for
    what the case knows.
    """
    held = [one for one in meetings(scope, closed_too=True) if held_on(one) and one.day]
    records = read_records({one.case.pk: one.case for one in held}.values())
    for one in held:
        record = records.get(one.case.pk)
        if record is None or one.day is None:
            continue
        staff = {to.user for to in (*one.staff.coordinator, *one.staff.referrer)}
        recipients = {
            f"follow_up_{window.point}": users(owners_of(record, window) & staff)
            for window in record.windows
        }
        yield about(one, since=one.day, revision=0, recipients=recipients)


def _was_there(person: Participant) -> bool:
    if person.arrived_at:
        return True
    return person.apologies_at is None and person.answer != Participant.Answer.NO


def _read_asked(keys: frozenset[int]) -> set[tuple[int | None, str]]:
    """Who was asked, and at which time: answered, declined or still open."""
    rows = Feedback.objects.filter(meeting__parties__case__in=keys)
    return set(rows.values_list("participant_id", "when"))


def _plans(scope: Scope, *, held_too: bool = True) -> list[tuple[Held, FamilyPlan]]:
    """The agreed plan that holds of each meeting that makes one."""
    found = {
        one.meeting.pk: one
        for one in meetings(scope, held_too=held_too)
        if one.has_met and one.declared.has_plan
    }
    if not found:
        return []
    plans = scope.remember("plans", _read_plans)
    return [(one, plans[key]) for key, one in found.items() if key in plans]


def _read_plans(keys: frozenset[int]) -> dict[int, FamilyPlan]:
    rows = FamilyPlan.objects.filter(meeting__parties__case__in=keys, state=FamilyPlan.State.AGREED)
    return {plan.meeting_id: plan for plan in rows.order_by("meeting_id", "number")}

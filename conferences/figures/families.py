"""The row of each case: its milestones, what was agreed and done, who came, what they said."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from cases.clocks import waited_between
from cases.models import Case, CaseChild, Fact
from cases.outcomes.items import items_of
from cases.timescales import Step, days_for
from conferences.figures import points
from conferences.figures.sources import Held, Sources, day_of
from conferences.formats import format_of
from conferences.models import ActionReview, CaseFigure, ChildFigure, FamilyPlan, Participant

State = FamilyPlan.State
Outcome = ActionReview.Outcome
AGREED = (State.AGREED, State.REPLACED)
# Without the children, as a follow-up counts the network (case_hooks.first_meetings).
FAMILY = (Participant.Part.FAMILY, Participant.Part.FRIEND)
# Asked for on this pathway, and nobody has entered it.
MISSING = "missing"


def case_rows(read: Sources, children: Sequence[ChildFigure]) -> list[CaseFigure]:
    before_court = {
        child.case_id
        for child in children
        if child.status_index == CaseChild.LegalStatus.PRE_PROCEEDINGS
    }
    return [_row(read, case, before_court) for case in read.cases]


def _row(read: Sources, case: dict[str, Any], before_court: set[int]) -> CaseFigure:
    key = case["pk"]
    held = read.held.get(key)
    row = CaseFigure(
        case_id=key,
        team_id=case["team_id"],
        referring_team_id=case["referring_team_id"],
        coordinator_id=case["coordinator_id"],
        pathway=read.pathways.get(key, ""),
        is_restricted=case["is_restricted"],
        stage=case["stage"],
        outcome=case["outcome"],
        letter_on=read.letters.get(key),
        sent_on=day_of(case["referral__sent_at"]),
        accepted_on=_accepted_on(case),
        allocated_on=day_of(case["allocated_at"]),
        ended_on=day_of(case["ended_at"]),
        referred_again_on=_referred_again_on(read, case),
        review_declined=key in read.reviews_declined,
    )
    if held:
        for name, answer in _outcomes(row.pathway, read.facts.get(key, []), held.on).items():
            setattr(row, name, answer)
        _add_waiting(row, read, held, is_before_court=key in before_court)
        _add_day(row, read, held)
        _add_plan(row, read, held)
        _add_feedback(row, read, held)
    return row


def _accepted_on(case: dict[str, Any]) -> date | None:
    """The day of the decision, where it was not to decline or to send on."""
    if case["stage"] in (Case.Stage.DECLINED, Case.Stage.REDIRECTED):
        return None
    return day_of(case["referral__decided_at"])


def _referred_again_on(read: Sources, case: dict[str, Any]) -> date | None:
    """When a later referral that was accepted was sent, about one of the same children."""
    if case["ended_at"] is None:
        return None
    sent = [row["referral__sent_at"] for row in read.later.get(case["pk"], [])]
    for child in read.children.get(case["pk"], []):
        others = read.accepted.get(child["person_id"], [])
        sent += [row["case__referral__sent_at"] for row in others if row["case_id"] != case["pk"]]
    return day_of(min((at for at in sent if at and at >= case["ended_at"]), default=None))


def _outcomes(pathway: str, facts: points.Facts, index: date) -> dict[str, str]:
    """What was found after 6 months, of families on a pathway that asks for it."""
    asked = {item.kind for item in items_of(format_of(pathway).outcomes)}
    facts = [fact for fact in facts if fact["person_id"] is None]
    return {
        name: points.known_at(facts, kind, "m6", index) or (MISSING if kind in asked else "")
        for name, kind in (
            ("offending", Fact.Kind.OFFENDING),
            ("began_work", Fact.Kind.EMPLOYMENT),
        )
    }


def _add_waiting(row: CaseFigure, read: Sources, held: Held, *, is_before_court: bool) -> None:
    """How many working days it took, without pauses, and how many it was to take.

    The service's timescale counts from allocation and is shorter before court
    (conferences/meeting_timescale.py); families wait from the day of the referral.
    """
    row.held_on = held.on
    pauses = read.pauses.get(row.case_id, [])
    if row.sent_on and row.sent_on <= held.on:
        row.days_to_meet = waited_between(row.sent_on, held.on, pauses)
    if row.allocated_on and row.allocated_on <= held.on:
        row.days_from_allocation = waited_between(row.allocated_on, held.on, pauses)
    row.days_allowed = days_for(Step.MEETING_BEFORE_COURT if is_before_court else Step.MEETING)


def _add_day(row: CaseFigure, read: Sources, held: Held) -> None:
    people = read.participants.get(held.meeting, [])
    came = [one for one in people if one["arrived_at"]]
    counted = points.counted_at(read.facts.get(row.case_id, []), held.on)
    if counted is not None:
        row.family_came, row.professionals_came = counted
    elif came:
        row.family_came = sum(one["part"] in FAMILY for one in came)
        row.professionals_came = sum(one["part"] in Participant.PROFESSIONALS for one in came)
    fathers = {
        father["person_id"]
        for child in read.children.get(row.case_id, [])
        for father in read.fathers.get(child["person_id"], [])
        if not (father["person__died_on"] and father["person__died_on"] <= held.on)
    }
    known = any(
        read.fathers.get(child["person_id"]) for child in read.children.get(row.case_id, [])
    )
    if not known:
        return
    kept_away = {one["person_id"] for one in people if one["attendance"] in Participant.KEPT_AWAY}
    row.father_invitable = bool(fathers - kept_away)
    is_noted = came if counted is None else any(one["person_id"] in fathers for one in people)
    row.father_came = any(one["person_id"] in fathers for one in came) if is_noted else None


def _add_plan(row: CaseFigure, read: Sources, held: Held) -> None:
    """A plan is made once it holds something that somebody will do, or was agreed."""
    plans = read.plans.get(held.meeting, [])
    made = [
        plan for plan in plans if plan["state"] != State.WRITING or read.actions.get(plan["pk"])
    ]
    agreed = [plan["agreed_at"] for plan in plans if plan["state"] in AGREED and plan["agreed_at"]]
    row.plan_made_on = day_of(min((plan["written_at"] for plan in made), default=None))
    row.plan_agreed_on = day_of(min(agreed, default=None))
    row.plan_sent_on = read.copies.get(held.meeting)
    lines = {line["pk"] for line in read.bottom_lines.get(held.meeting, [])}
    row.bottom_lines_set = len(lines)
    if made:
        row.bottom_lines_answered = len(lines & read.answered.get(made[-1]["pk"], set()))
    row.review_declined |= bool(plans and plans[-1]["review_declined"])
    row.reviewed_on = held.reviewed_on
    if held.review and held.reviewed_on:
        _add_actions(row, read, plans, held.review, held.reviewed_on)


def _add_actions(
    row: CaseFigure, read: Sources, plans: list[dict[str, Any]], review: int, on: date
) -> None:
    """What was due by the first review, of the plan it looked at; "no longer needed" is not.

    An action that nobody said anything of is not known.
    """
    looked_at = [
        plan
        for plan in plans
        if any((review, action["pk"]) in read.action_reviews for action in _actions(read, plan))
    ]
    standing = [plan for plan in plans if plan["state"] == State.AGREED]
    for plan in (looked_at or standing)[-1:]:
        for action in _actions(read, plan):
            if action["by_when"] and action["by_when"] > on:
                continue
            outcome = read.action_reviews.get((review, action["pk"]), Outcome.NOT_KNOWN)
            row.actions_unknown += outcome == Outcome.NOT_KNOWN
            row.actions_due += outcome in (Outcome.DONE, Outcome.PARTLY, Outcome.NOT_DONE)
            row.actions_done += outcome == Outcome.DONE


def _actions(read: Sources, plan: dict[str, Any]) -> list[dict[str, Any]]:
    return read.actions.get(plan["pk"], [])


def _add_feedback(row: CaseFigure, read: Sources, held: Held) -> None:
    if asked := read.feedback.get(held.meeting):
        row.feedback_asked, row.feedback_answered = asked["asked"], asked["answered"]
    if answers := read.answers.get(held.meeting):
        row.answers_given, row.answers_positive = answers["given"], answers["positive"]

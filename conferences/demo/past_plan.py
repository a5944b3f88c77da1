"""What an earlier family was asked to answer, what it planned, and how it found the meeting."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from cases.models import Event
from conferences.demo import names
from conferences.demo.clock import moment_on
from conferences.domain.feeding_back import questions_for
from conferences.models import (
    Brief,
    BriefItem,
    BriefSignature,
    FamilyPlan,
    Feedback,
    FeedbackAnswer,
    Meeting,
    Participant,
    PlanAction,
    PlanAgreement,
    PlanAnswer,
    PlanCopy,
)

if TYPE_CHECKING:
    from conferences.demo.past import Life

Kind, Part = BriefItem.Kind, Participant.Part
ACTIONS = 4


def write_brief(life: "Life", meeting: Meeting, day: date) -> None:
    """Two bottom lines and a question, signed by the manager of who referred."""
    rng = life.rng
    texts = [(Kind.BOTTOM_LINE, text) for text in rng.sample(names.BOTTOM_LINES, 2)]
    texts += [(Kind.QUESTION, rng.choice(names.QUESTIONS)), (Kind.RESOURCE, rng.choice(names.HELP))]
    moment = moment_on(day, 11)
    brief = Brief.objects.create(
        meeting=meeting,
        held_on=day,
        held_with=f"{life.worker}, {life.coordinator}",
        sent_version=1,
        sent_at=moment,
        sent_by=life.coordinator,
    )
    BriefItem.objects.bulk_create(
        BriefItem(
            brief=brief,
            kind=kind,
            text=text,
            position=position,
            added_by=life.coordinator,
            added_at=moment,
        )
        for position, (kind, text) in enumerate(texts)
    )
    signer, signed = life.worker.line_manager, moment + timedelta(days=2)
    assert signer
    BriefSignature.objects.create(
        brief=brief,
        version=1,
        answer=BriefSignature.Answer.SIGNED,
        text="\n".join(text for _, text in texts),
        by=signer,
        at=signed,
    )
    life.tell(moment, Event.Kind.BRIEF_SENT, life.coordinator, meeting)
    life.tell(signed, Event.Kind.BRIEF_SIGNED, signer, meeting)


def write_plan(life: "Life", meeting: Meeting, people: Sequence[Participant]) -> FamilyPlan:
    """A plan that the family and the authority agreed on the day, given out two days later."""
    assert meeting.ends_at
    rng, end = life.rng, meeting.ends_at
    came = [one for one in people if one.arrived_at]
    family = [one for one in came if one.part == Part.FAMILY]
    plan = FamilyPlan.objects.create(
        meeting=meeting,
        number=1,
        state=FamilyPlan.State.AGREED,
        child_views=rng.choice(names.VOICES),
        contingency=rng.choice(names.CONTINGENCIES),
        family_lead=rng.choice(family),
        review_on=end.date() + timedelta(days=70),
        written_by=life.coordinator,
        written_at=end - timedelta(minutes=20),
        agreed_at=end + timedelta(minutes=10),
        answered_by=life.worker.get_full_name(),
        answered_at=end + timedelta(minutes=10),
    )
    actions = [
        _action(life, plan, position, family, chosen)
        for position, chosen in enumerate(rng.sample(names.ACTIONS, ACTIONS))
    ]
    PlanAction.objects.bulk_create(actions)
    lines = BriefItem.objects.filter(brief__meeting=meeting, kind=Kind.BOTTOM_LINE)
    PlanAnswer.objects.bulk_create(
        PlanAnswer(plan=plan, item=line, action=actions[number])
        for number, line in enumerate(lines.order_by("position"))
        if rng.random() < 0.88
    )
    of_them = [one for one in came if one.part in Participant.OF_THE_FAMILY]
    PlanAgreement.objects.bulk_create(
        PlanAgreement(
            plan=plan,
            participant=one,
            answer=PlanAgreement.Answer.YES,
            recorded_by=life.coordinator,
            at=end,
        )
        for one in of_them
    )
    _copies(life, plan, came)
    by = life.coordinator
    life.tell(plan.written_at, Event.Kind.PLAN_WRITTEN, by, plan, now="Plan 1")
    life.tell(end + timedelta(minutes=10), Event.Kind.PLAN_AGREED, by, plan, now="Plan 1")
    return plan


def _action(
    life: "Life",
    plan: FamilyPlan,
    position: int,
    family: Sequence[Participant],
    chosen: tuple[str, str, bool],
) -> PlanAction:
    what, how_often, by_agency = chosen
    who = life.rng.choice(family)
    return PlanAction(
        plan=plan,
        position=position,
        what=what,
        who="The social worker" if by_agency else str(who),
        participant=None if by_agency else who,
        is_agency=by_agency,
        how_often=how_often,
        checked_by=str(checker := life.rng.choice(family)),
        checker=checker,
    )


def _copies(life: "Life", plan: FamilyPlan, came: Sequence[Participant]) -> None:
    assert plan.agreed_at
    moment = plan.agreed_at + timedelta(days=2)
    PlanCopy.objects.bulk_create(
        PlanCopy(
            plan=plan,
            participant=one,
            channel=PlanCopy.Channel.HAND,
            made_by=life.coordinator,
            made_at=moment - timedelta(hours=1),
            checked_by=life.coordinator,
            checked_at=moment - timedelta(minutes=30),
            sent_at=moment,
        )
        for one in came
    )


def ask_how_it_was(
    life: "Life", meeting: Meeting, people: Sequence[Participant], day: date
) -> None:
    """Ask everybody who came; two of three answer, and half of them may be quoted."""
    assert meeting.ends_at
    rng, moment = life.rng, meeting.ends_at + timedelta(minutes=20)
    asked = [
        Feedback(
            meeting=meeting,
            participant=one,
            who=_who(one, day),
            when=Feedback.When.DAY,
            asked_on=day,
            answered_on=day if rng.random() < 0.65 else None,
            recorded_by=life.coordinator,
            at=moment,
        )
        for one in people
        if one.arrived_at
    ]
    for one in asked:
        if one.answered_on:
            one.words = rng.choice(["", *names.FEEDBACK])
            one.may_quote = bool(one.words) and rng.random() < 0.6
    Feedback.objects.bulk_create(asked)
    FeedbackAnswer.objects.bulk_create(
        FeedbackAnswer(feedback=one, key=question.key, value=rng.choice([2, 3, 4, 4, 4, 5, 5, 5]))
        for one in asked
        if one.answered_on
        for question in questions_for(one)
    )


def _who(participant: Participant, day: date) -> str:
    if participant.part == Part.CHILD and participant.person:
        age = participant.person.age_on(day) or 0
        return Feedback.Who.YOUNGER_CHILD if age < 11 else Feedback.Who.CHILD
    return Feedback.Who.PROFESSIONAL if participant.user_id else Feedback.Who.FAMILY

"""A made-up conference on its day and after it: who came, the plan, the copies, the review."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from random import Random

from django.utils import timezone

from accounts.models import User
from cases.models import Case
from conferences.demo import names
from conferences.demo.clock import at, moment_on
from conferences.demo.staff import Council
from conferences.domain.agreeing import (
    agree_plan,
    put_to_authority,
    record_agreement,
    record_family_answer,
    respond_to_plan,
)
from conferences.domain.copying_plans import check_copy, make_copy, recipients_of, send_copy
from conferences.domain.feeding_back import ask_for_feedback, questions_for, record_feedback
from conferences.domain.holding import record_apology, record_arrival, time_part
from conferences.domain.planning import add_action, edit_plan, items_of, newest_plan, start_plan
from conferences.domain.reviewing import record_review, review_action, reviewed_plan
from conferences.domain.seating import seat_everyone
from conferences.models import (
    ActionReview,
    FamilyPlan,
    Feedback,
    Meeting,
    Participant,
    PlanAgreement,
    PlanCopy,
    ReviewRecord,
)
from restorative.working_days import add_working_days

HARM = (
    "Overnight stays before the assessment is finished would leave the little ones with nobody "
    "sober in the house."
)


class Holder:
    """Holds meetings and keeps what comes of them; all chance comes from one seeded source."""

    def __init__(self, council: Council, rng: Random, today: date) -> None:
        self.council = council
        self.rng = rng
        self.today = today

    def hold(self, meeting: Meeting, by: User) -> None:
        """Seat everybody, note who came, and time the parts of the day."""
        assert meeting.starts_at
        start = meeting.starts_at
        with at(start - timedelta(minutes=15)):
            seat_everyone(meeting, by=by)
        for number, one in enumerate(self._expected(meeting)):
            with at(start + timedelta(minutes=number % 5)):
                if one.part == Participant.Part.FRIEND and self.rng.random() < 0.3:
                    record_apology(one, by=by, words="Had to work.")
                else:
                    record_arrival(one, by=by)
        began = start
        for part in meeting.declared.parts:
            ended = began + timedelta(minutes=part.minutes)
            with at(ended):
                time_part(meeting, part.key, by=by, began_at=began, ended_at=ended)
            began = ended

    def write_plan(self, meeting: Meeting, by: User) -> FamilyPlan:
        """Write down what the family has planned, and who of them agrees."""
        assert meeting.ends_at
        with at(meeting.ends_at - timedelta(minutes=20)):
            plan = start_plan(meeting, by=by)
            family = [one for one in self._expected(meeting) if one.is_of_the_family]
            grown_up = [one for one in family if one.part != Participant.Part.CHILD]
            items = items_of(plan)
            chosen = self.rng.sample(names.ACTIONS, 4)
            for number, (what, often, by_agency) in enumerate(chosen):
                who = None if by_agency else self.rng.choice(grown_up)
                add_action(
                    plan,
                    by=by,
                    what=what,
                    who="The social worker" if by_agency else "",
                    participant=who,
                    answers=items[number : number + 1],
                    is_agency=by_agency,
                    how_often=often,
                    checker=self.rng.choice(grown_up),
                    asked_for="A nursery place" if by_agency else "",
                )
            edit_plan(
                plan,
                by=by,
                version=plan.version,
                child_views=self.rng.choice(names.VOICES),
                contingency=self.rng.choice(names.CONTINGENCIES),
                family_lead=self.rng.choice(grown_up),
                review_on=add_working_days(timezone.localdate(), 40),
            )
            for one in family:
                if one.arrived_at:
                    record_agreement(plan, one, by=by, answer=PlanAgreement.Answer.YES)
        return plan

    def agree(self, plan: FamilyPlan, case: Case, by: User) -> None:
        """The family and the authority agree, which takes the meeting on."""
        assert plan.meeting.ends_at
        with at(plan.meeting.ends_at + timedelta(minutes=10)):
            agree_plan(plan, by=by)
            respond_to_plan(plan, by=case.created_by, agrees=True)

    def refuse(self, plan: FamilyPlan, case: Case, by: User) -> None:
        assert plan.meeting.ends_at
        manager = case.created_by.line_manager
        assert manager
        with at(plan.meeting.ends_at + timedelta(minutes=10)):
            put_to_authority(plan, by=by)
            respond_to_plan(plan, by=manager, agrees=False, harm=HARM)
            record_family_answer(plan, by=by, words="Then Nan moves in until it is finished.")

    def send_copies(self, meeting: Meeting, by: User) -> None:
        """Give everybody who should have one their copy, by hand, two days after."""
        assert meeting.ends_at
        plan = newest_plan(meeting)
        assert plan
        with at(self._moment(add_working_days(timezone.localdate(meeting.ends_at), 2), 11)):
            for participant in recipients_of(plan):
                copy = make_copy(plan, participant, by=by, channel=PlanCopy.Channel.HAND)
                send_copy(check_copy(copy, by=by), by=by)

    def ask_feedback(self, meeting: Meeting, by: User) -> None:
        """Ask everybody who came; some answer, some do not."""
        assert meeting.ends_at
        with at(meeting.ends_at + timedelta(minutes=20)):
            came = [one for one in self._expected(meeting) if one.arrived_at]
            for feedback in ask_for_feedback(meeting, came, by=by, when=Feedback.When.DAY):
                if self.rng.random() < 0.7:
                    keys = [question.key for question in questions_for(feedback)]
                    record_feedback(
                        feedback,
                        by=by,
                        answers={key: self.rng.choice([3, 4, 4, 5, 5]) for key in keys},
                        words=self.rng.choice(["", *names.FEEDBACK]),
                        may_quote=self.rng.random() < 0.5,
                    )

    def look_back(self, review: Meeting, by: User) -> None:
        """What became of each action, and that the plan goes on."""
        assert review.ends_at
        plan = reviewed_plan(review)
        outcomes: Sequence[str] = (*[ActionReview.Outcome.DONE] * 3, ActionReview.Outcome.PARTLY)
        with at(review.ends_at):
            for action in plan.actions.all() if plan else ():
                review_action(review, action, by=by, outcome=self.rng.choice(outcomes))
            record_review(
                review,
                by=by,
                decision=ReviewRecord.Decision.GO_ON,
                went_well="The children have been in school every day since half-term.",
                child_views=self.rng.choice(names.VOICES),
            )

    def _expected(self, meeting: Meeting) -> list[Participant]:
        people = Participant.objects.filter(meeting=meeting).reachable().with_names()
        return [one for one in people.order_by("pk") if one.is_in_the_circle]

    def _moment(self, day: date, hour: int) -> datetime:
        return moment_on(min(day, self.today), hour)

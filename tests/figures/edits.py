"""A council on which hundreds of random edits are made through the domain's own functions.

Some past days cannot be reached by the functions of today: those are set as an import would.
What a rule refuses is refused, as in life; most edits go through.
"""

from datetime import timedelta
from random import Random

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from cases.domain.allocating import change_coordinator
from cases.domain.closing import close_case, hold_case, mark_not_viable, resume_case
from cases.domain.facts import record_fact
from cases.domain.networks import add_child, change_child, remove_child
from cases.domain.offering import change_offer, record_offer, record_reply
from cases.domain.people import add_person, change_person
from cases.domain.relating import end_relationship, tell_relationship
from cases.domain.restricting import lift_restriction, restrict_case
from cases.models import Case, CaseChild, Fact, Offer, Person, Referral, Relationship
from cases.reminders.planning import planning_later
from conferences.domain.agreeing import agree_plan, amend_plan, respond_to_plan
from conferences.domain.briefing import write_brief
from conferences.domain.checking import reopen_check, settle_check
from conferences.domain.deciding_attendance import decide_attendance
from conferences.domain.feeding_back import ask_for_feedback, record_feedback
from conferences.domain.gathering import change_participant
from conferences.domain.holding import record_arrival, undo_arrival
from conferences.domain.planning import (
    add_action,
    answer_item,
    edit_plan,
    items_of,
    newest_plan,
    remove_action,
    start_plan,
)
from conferences.domain.reviewing import review_action
from conferences.models import ActionReview, Brief, Meeting, MeetingParty, PlanCopy
from restorative.conflicts import StaleVersion
from tests.factories.conferences import make_conference
from tests.factories.recording import make_family, make_service
from tests.figures.cohorts import moment

STATUSES = CaseChild.LegalStatus.values
POINTS = ("", "", "index", "m3", "m6", "m12")
ANSWERS = {
    "legal_status": STATUSES,
    "living_with": CaseChild.LivingWith.values,
    "looked_after": ["yes", "no", ""],
    "proceedings": ["yes", "no", ""],
    "attendance": ["62", "84.5", "91", ""],
    "suspensions": ["0", "1", "4", ""],
    "exclusions": ["0", "0", "1", ""],
}
OF_A_FAMILY = {"offending": ["none", "stopped", "less", "same", ""], "employment": ["yes", "no"]}


class Edits:
    """`done` counts the edits that were made, `refused` those a rule refused, by name."""

    def __init__(self, seed, families=6):
        self.random = Random(seed)
        self.services = [make_service(), make_service()]
        self.today = timezone.localdate()
        self.made = [self._family(n) for n in range(families)]
        self.done, self.refused = {}, {}
        self.kinds = [name for name in dir(self) if name.startswith("edit_")]

    def _family(self, n):
        service = self.services[n % 2]
        day = self.today - timedelta(days=self.random.randrange(30, 700))
        made = make_conference(
            service,
            children=self.random.randrange(1, 3),
            stage="held",
            starts_at=moment(day),
            coordinator=self.pick([service.coordinator, service.colleague]),
            allocated_at=moment(day - timedelta(days=30)),
        )
        Referral.objects.filter(case=made.case).update(
            sent_at=moment(day - timedelta(days=40)),
            sent_by=service.worker,
            decided_at=moment(day - timedelta(days=35)),
            decided_by=service.manager,
        )
        made.day = day
        return made

    def pick(self, rows):
        rows = list(rows)
        return self.random.choice(rows) if rows else None

    def make(self, number):
        """Make so many edits; what reminders follow from them is planned once, at the end."""
        with planning_later():
            self._make(number)

    def _make(self, number):
        for _ in range(number):
            name, one = self.pick(self.kinds), self.pick(self.made)
            one.case = Case.objects.get(pk=one.case.pk)
            one.meeting = Meeting.objects.get(pk=one.meeting.pk)
            try:
                with transaction.atomic():
                    getattr(self, name)(one, one.service.coordinator)
                self.done[name] = self.done.get(name, 0) + 1
            except (ValidationError, StaleVersion, Missing) as error:
                self.refused.setdefault(name, []).append(error)

    def some(self, rows):
        found = self.pick(rows)
        if found is None:
            raise Missing
        return found

    def edit_fact_of_a_child(self, one, by):
        kind, child = self.pick(ANSWERS), self.some(one.case.children.all())
        self._fact(one, kind, self.pick(ANSWERS[kind]), by, child.person)

    edit_another_fact = edit_a_third_fact = edit_fact_of_a_child

    def edit_fact_of_a_family(self, one, by):
        kind = self.pick(OF_A_FAMILY)
        self._fact(one, kind, self.pick(OF_A_FAMILY[kind]), by, None)

    def _fact(self, one, kind, value, by, person, corrects=None):
        record_fact(
            one.case,
            kind,
            value,
            as_at=one.day + timedelta(days=self.random.randrange(-60, 450)),
            source="Said so",
            by=by,
            person=person,
            point=corrects.point if corrects else self.pick(POINTS),
            unknown_because="" if value else self.pick(["not_known", "not_asked"]),
            corrects=corrects,
        )

    def edit_correction(self, one, by):
        wrong = self.some(Fact.objects.standing().filter(case=one.case))
        values = (ANSWERS | OF_A_FAMILY)[wrong.kind]
        self._fact(one, wrong.kind, self.pick(values), by, wrong.person, corrects=wrong)

    def edit_person(self, one, by):
        people = [child.person for child in one.case.children.select_related("person")]
        people += [member.person for member in one.case.network.select_related("person")]
        person = Person.objects.get(pk=self.pick(people).pk)
        changes = self.pick(
            [
                {"gender": self.pick(["male", "female"])},
                {"date_of_birth": self.today - timedelta(days=self.random.randrange(400, 6000))},
                {"ethnicity": self.pick(["Black African", "White British"])},
                {"faith_answer": "declined"},
                {"died_on": self.pick([None, one.day - timedelta(days=9)])},
            ]
        )
        change_person(person, by=by, version=person.version, changes=changes)

    def edit_father(self, one, by):
        child, member = self.some(one.case.children.all()), self.some(one.case.network.all())
        Person.objects.filter(pk=member.person_id).update(gender="male")
        tell_relationship(member.person, "parent", child.person, by=by)

    def edit_relationship_end(self, one, by):
        people = one.case.children.values("person")
        tie = self.some(Relationship.objects.current().filter(relative__in=people))
        end_relationship(tie, by=by, was_wrong=True, why="Mistaken")

    def edit_arrival(self, one, by):
        record_arrival(self.some(one.meeting.participants.all()), by=by)

    def edit_arrival_undone(self, one, by):
        undo_arrival(self.some(one.meeting.participants.filter(arrived_at__isnull=False)), by=by)

    def edit_views(self, one, by):
        child = self.some(one.meeting.participants.filter(part="child"))
        views = self.pick(["", "I want to stay with Nan."])
        change_participant(child, by=by, version=child.version, changes={"views": views})

    def edit_attendance(self, one, by):
        decide_attendance(
            self.some(one.meeting.participants.filter(part="family")),
            by=by,
            outcome=self.pick(["comes", "no_part"]),
            ground="safety",
            why="Not safe",
            heard="letter",
            review_on=self.today + timedelta(days=30),
            decided_by="Mo",
        )

    def edit_advocate(self, one, by):
        child = self.some(one.meeting.participants.filter(part="child"))
        act = self.pick([settle_check, reopen_check])
        act(one.meeting, "advocate_offered", participant=child, by=by)

    def edit_brief(self, one, by):
        brief = Brief.objects.filter(meeting=one.meeting).first()
        lines = self.random.sample(["Dad stays away.", "School every day.", "No drink."], 2)
        version = brief.version if brief else 0
        write_brief(one.meeting, by=by, version=version, texts={"bottom_line": lines})

    def edit_plan(self, one, by):
        plan = newest_plan(one.meeting) or start_plan(one.meeting, by=by)
        by_when = self.pick([None, self.today - timedelta(days=self.random.randrange(300))])
        add_action(plan, by=by, what="Does bedtime", who="Pat", by_when=by_when)

    def edit_plan_answer(self, one, by):
        plan = self._plan(one)
        answer_item(plan, self.some(items_of(plan)), by=by, words=self.pick(["", "Pat does."]))

    def edit_plan_review_declined(self, one, by):
        plan = self._plan(one)
        declined = self.pick([True, False])
        edit_plan(plan, by=by, version=plan.version, review_declined=declined)

    def edit_plan_removal(self, one, by):
        remove_action(self.some(self._plan(one).actions.filter(reviews=None)), by=by)

    def edit_plan_outcome(self, one, by):
        plan = self._plan(one)
        match self.random.randrange(4):
            case 0:
                respond_to_plan(plan, by=one.service.worker, agrees=False, harm="Harm.")
            case 1:
                amend_plan(plan, by=by)
            case _:
                agree_plan(plan, by=by)

    def edit_plan_copy(self, one, by):
        plan, pat = self._plan(one), self.some(one.meeting.participants.filter(part="family"))
        now = timezone.now()
        PlanCopy.objects.create(
            plan=plan,
            participant=pat,
            channel="hand",
            made_by=by,
            checked_by=by,
            checked_at=now,
            sent_at=now - timedelta(days=self.random.randrange(20)),
        )

    def _plan(self, one):
        plan = newest_plan(one.meeting)
        if plan is None:
            raise Missing
        return plan

    def edit_review(self, one, by):
        day = one.day + timedelta(days=self.random.randrange(40, 120))
        if day > self.today:
            raise Missing
        review = Meeting.objects.create(
            format="review_conference",
            team=one.service.team,
            stage=self.pick(["reviewed", "declined"]),
            starts_at=moment(day),
            ends_at=moment(day, 12),
            reviews=one.meeting,
            opened_by=by,
        )
        MeetingParty.objects.create(meeting=review, case=one.case)

    def edit_action_review(self, one, by):
        review = self.some(one.meeting.reviewed_by.all())
        outcome = self.pick(ActionReview.Outcome.values)
        review_action(review, self.some(self._plan(one).actions.all()), by=by, outcome=outcome)

    def edit_feedback_asked(self, one, by):
        people = self.random.sample(list(one.meeting.participants.reachable()), 2)
        ask_for_feedback(one.meeting, people, by=by, when=self.pick(["day", "three_months"]))

    def edit_feedback(self, one, by):
        asked = self.some(one.meeting.feedback.all())
        record_feedback(asked, by=by, answers={"listened": self.random.randrange(1, 6)})

    def edit_hold(self, one, by):
        if one.case.stage == Case.Stage.ON_HOLD:
            resume_case(one.case, by=by)
        else:
            hold_case(one.case, "Away", self.today + timedelta(days=9), by=by)

    def edit_coordinator(self, one, by):
        to = self.pick([one.service.coordinator, one.service.colleague])
        before = one.case.coordinator
        change_coordinator(one.case, to, by=one.service.manager, why="Leave", instead_of=before)

    def edit_restriction(self, one, by):
        act = lift_restriction if one.case.is_restricted else restrict_case
        act(one.case, by=one.service.manager, why="A colleague’s family")

    def edit_child(self, one, by):
        if self.random.randrange(2):
            child = add_person(by=by, first_name="Noor", date_of_birth=self.today)
            add_child(one.case, child, by=by, legal_status=self.pick(STATUSES[1:8]))
        else:
            remove_child(self.some(one.case.children.current()), by=by, why="Mistaken")

    def edit_child_status(self, one, by):
        child = self.some(one.case.children.current())
        changes = {"legal_status": self.pick(STATUSES[1:8])}
        day = one.day - timedelta(days=self.random.randrange(-20, 50))
        change_child(child, by=by, version=child.version, changes=changes, as_at=day)

    def edit_letter(self, one, by):
        child = self.some(one.case.children.all()).person
        record_offer(
            by=by,
            team=one.service.referring,
            letter_on=one.day - timedelta(days=self.random.randrange(90)),
            children=[child],
            case=self.pick([one.case, None]),
            made=self.pick(["", "yes"]),
        )

    def edit_letter_answer(self, one, by):
        offer = self.some(Offer.objects.filter(made="yes"))
        person = self.some(one.case.network.all()).person
        record_reply(offer, person, by=by, reply="accepted", replied_on=self.today)

    def edit_application(self, one, by):
        offer = self.some(Offer.objects.all())
        day = self.today - timedelta(days=self.random.randrange(300))
        change_offer(offer, by=by, version=offer.version, changes={"application_on": day})

    def edit_import_of_the_day(self, one, by):
        one.day -= timedelta(days=self.random.randrange(-10, 40))
        one.day = min(one.day, self.today - timedelta(days=1))
        Meeting.objects.filter(pk=one.meeting.pk).update(
            starts_at=moment(one.day), ends_at=moment(one.day, 13)
        )

    def edit_end(self, one, by):
        if self.random.randrange(3) or one.case.is_ended:
            raise Missing
        if self.random.randrange(3):
            close_case(one.case, by=by, outcome="plan_working", why="Works", told="Mum")
        else:
            mark_not_viable(one.case, "Nobody to meet", by=by)
        ended = timezone.now() - timedelta(days=self.random.randrange(500))
        Case.objects.filter(pk=one.case.pk).update(ended_at=ended)

    def edit_referred_again(self, one, by):
        ended = self.some(Case.objects.filter(stage="closed"))
        later = make_family(one.service, children=0, coordinator=one.service.coordinator)
        CaseChild.objects.create(case=later.case, person=ended.children.first().person)
        sent = ended.ended_at + timedelta(days=self.random.randrange(500))
        Referral.objects.filter(case=later.case).update(
            sent_at=sent, sent_by=by, decided_at=sent, decided_by=by
        )


class Missing(Exception):
    """There is nothing to make this edit on yet."""

"""What happens to a made-up family, from the first draft to closure, day by day."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from django.utils import timezone

from accounts.models import User
from cases.domain.allocating import allocate_coordinator
from cases.domain.closing import close_case, hold_case, mark_not_viable, withdraw_case
from cases.domain.consenting import record_consent
from cases.domain.deciding import (
    accept_referral,
    ask_for_information,
    decline_referral,
    redirect_referral,
)
from cases.domain.noting import write_note
from cases.domain.offering import record_offer, record_reply
from cases.domain.referring import save_referral, send_referral, start_referral
from cases.domain.summarising import write_where_things_are
from cases.domain.tasking import add_task, finish_task
from cases.models import Case, Consent, Note, Offer, OfferReply, Task
from conferences.demo import names
from conferences.demo.clock import at, moment_on
from conferences.demo.families import Family, FamilyMaker
from conferences.demo.staff import Council
from conferences.domain.booking import DoubleBooked
from conferences.domain.meetings import date_meeting, move_meeting, open_meeting
from conferences.models import Meeting
from restorative.working_days import add_working_days, is_working_day

# With travel between them, a coordinator can be at three meetings on a day.
HOURS = (9, 13, 17)
# How far each family has come, and how many of sixty are there. Listed as the work goes.
ENDINGS = (
    ("draft", 3), ("submitted", 5), ("info_needed", 3), ("accepted", 4), ("allocated", 5),
    ("preparing", 8), ("scheduled", 5), ("ready", 3), ("held", 2), ("plan_not_agreed", 1),
    ("plan_agreed", 3), ("distributed", 3), ("review_scheduled", 2), ("reviewed", 2),
    ("on_hold", 1), ("closed", 4), ("declined", 2), ("redirected", 1), ("withdrawn", 2),
    ("not_viable", 1),
)  # fmt: skip
SINCE_SENT = {
    "draft": 0, "submitted": 2, "info_needed": 5, "accepted": 6, "allocated": 9, "preparing": 25,
    "scheduled": 40, "ready": 50, "held": 55, "plan_not_agreed": 55, "plan_agreed": 58,
    "distributed": 75, "review_scheduled": 120, "reviewed": 150, "on_hold": 30, "closed": 190,
    "declined": 20, "redirected": 15, "withdrawn": 35, "not_viable": 60,
}  # fmt: skip
MEETS = (
    "preparing", "scheduled", "ready", "held", "plan_not_agreed", "plan_agreed", "distributed",
    "review_scheduled", "reviewed", "closed", "not_viable", "on_hold",
)  # fmt: skip
HELD = (
    "held", "plan_not_agreed", "plan_agreed", "distributed", "review_scheduled", "reviewed",
    "closed",
)  # fmt: skip
# How many days ago a case ended, for those that end after work on them began.
SINCE_END = {"withdrawn": 6, "closed": 4, "not_viable": 4}


@dataclass
class Told:
    """A family whose story has been told, for what the demo does with it afterwards."""

    family: Family
    worker: User
    ending: str


class Teller:
    """Tells the story of one family after another, each with its own dates."""

    def __init__(self, council: Council, rng: Random, today: date) -> None:
        self.council = council
        self.rng = rng
        self.today = today
        self.maker = FamilyMaker(rng, today)
        self._workers = ["grace", "rhys", "yusuf", "grace", "tom"]
        self._coordinators = ["lee", "owen", "sunita"]
        self._count = 0

    def tell(self, ending: str) -> Told:
        """Make a family and take it as far as its ending says."""
        worker = self.council[self._workers[self._count % len(self._workers)]]
        status = ["cin", "cp", "plo", "early_help", "s47", "cp"][self._count % 6]
        self._count += 1
        sent_on = self._working_day(SINCE_SENT[ending] + self.rng.randint(0, 6))
        with at(moment_on(sent_on - timedelta(days=2), 14)):
            family = self._draft(worker, status)
        if ending != "draft":
            with at(moment_on(sent_on, 11, self.rng.randint(0, 59))):
                send_referral(family.case, by=worker)
            self._decide(family, worker, ending, sent_on)
        return Told(family, worker, ending)

    def _draft(self, worker: User, status: str) -> Family:
        referring = worker.current_memberships[0].team
        case = start_referral(by=worker, team=self.council.service, referring_team=referring)
        family = self.maker.make(case, worker, legal_status=status)
        self._write_referral(case, worker)
        self._consent(family, worker)
        if status == "plo":
            self._offer(family, worker)
        return family

    def _write_referral(self, case: Case, worker: User) -> None:
        rng = self.rng
        save_referral(
            case.referral,
            by=worker,
            version=case.referral.version,
            changes={
                "reason": rng.choice(names.REASONS),
                "worries": rng.choice(names.WORRIES),
                "strengths": rng.choice(names.STRENGTHS),
                "bottom_lines": rng.choice(names.BOTTOM_LINES),
                "questions": rng.choice(names.QUESTIONS),
                "urgency": rng.choice(["ordinary", "ordinary", "ordinary", "soon", "urgent"]),
                "safety": rng.choice(["", "", "Dad must not know where Mum is living now."]),
                "safety_asked": True,
                "access": rng.choice(["", "Nan needs a lift and cannot manage stairs."]),
                "access_asked": True,
            },
        )

    def _consent(self, family: Family, worker: User) -> None:
        today = timezone.localdate()
        assert family.mother
        record_consent(
            family.case,
            family.mother,
            by=worker,
            kind=Consent.Kind.CONTACT,
            answer=Consent.Answer.YES,
            capacity=Consent.Capacity.RESPONSIBILITY,
            method=Consent.Method.IN_PERSON,
            given_on=today - timedelta(days=3),
        )
        for child in family.young:
            if child.is_unborn:
                continue
            young = (child.age_on(today) or 0) < 5
            record_consent(
                family.case,
                child,
                by=worker,
                kind=Consent.Kind.CONTACT,
                answer=Consent.Answer.TOO_YOUNG if young else Consent.Answer.YES,
                capacity=Consent.Capacity.CHILD,
                method="" if young else Consent.Method.IN_PERSON,
                why="Not yet five: her mother and her nursery speak for her" if young else "",
                given_on=today - timedelta(days=3),
            )

    def _offer(self, family: Family, worker: User) -> None:
        letter = self._a_working_day(timezone.localdate() - timedelta(days=self.rng.randint(5, 40)))
        offer = record_offer(
            by=worker,
            team=worker.current_memberships[0].team,
            case=family.case,
            letter_on=letter,
            children=family.young,
            made=Offer.Made.YES,
            made_on=letter,
        )
        reply = OfferReply.Reply
        for parent in filter(None, [family.mother, family.father]):
            answer = reply.ACCEPTED if parent == family.mother else self.rng.choice(reply.values)
            record_reply(
                offer,
                parent,
                by=worker,
                reply=answer,
                replied_on=None if answer == reply.UNANSWERED else letter + timedelta(days=3),
            )

    def _decide(self, family: Family, worker: User, ending: str, sent_on: date) -> None:
        case, manager = family.case, self.council["helen"]
        with at(moment_on(add_working_days(sent_on, 1), 9, 30)):
            if ending == "info_needed":
                ask_for_information(case, "Which school do the children go to?", by=manager)
            elif ending == "declined":
                decline_referral(
                    case, "The family has moved to another council’s area.", by=manager
                )
            elif ending == "redirected":
                redirect_referral(
                    case,
                    "Family Help, for a meeting the family runs with its key worker",
                    "There is no thought of court or care, and the network is already meeting.",
                    by=manager,
                )
            elif ending != "submitted":
                accept_referral(case, by=manager)
        if ending in ("submitted", "info_needed", "declined", "redirected", "accepted"):
            return
        allocated_on = add_working_days(sent_on, 3)
        coordinator = self.council[self._coordinators[self._count % 3]]
        with at(moment_on(allocated_on, 10)):
            allocate_coordinator(case, coordinator, by=manager)
        self._work(family, worker, coordinator, ending, allocated_on)

    def _work(
        self, family: Family, worker: User, coordinator: User, ending: str, since: date
    ) -> None:
        with at(moment_on(min(add_working_days(since, 1), self.today), 11)):
            for task in Task.objects.open().filter(case=family.case, kind=Task.Kind.FIRST_CONTACT):
                if self.rng.random() < 0.9:
                    finish_task(task, by=coordinator)
        self._notes(family, worker, coordinator, since, until=self._last_day(ending))
        if ending == "withdrawn":
            with at(moment_on(self._working_day(SINCE_END[ending]), 15)):
                withdraw_case(
                    family.case, "Mum has decided against a meeting for now.", by=coordinator
                )
            return
        if ending in MEETS:
            self._meet(family, coordinator, ending, since)
        self._end(family.case, coordinator, ending)
        if family.case.is_live or ending in HELD:
            self._tasks(family.case, worker, coordinator, since)

    def _last_day(self, ending: str) -> date:
        """The last day on which something may be written: today, or the one before the end."""
        if ending in SINCE_END:
            return self._working_day(SINCE_END[ending]) - timedelta(days=1)
        return self.today

    def _notes(
        self, family: Family, worker: User, coordinator: User, since: date, *, until: date
    ) -> None:
        rng = self.rng
        span = max((self.today - since).days, 1)
        for number in range(min(2 + span // 12, 8)):
            day = since + timedelta(days=min(span, 1 + number * 9 + rng.randint(0, 4)))
            if day > until:
                break
            author = coordinator if number % 2 else worker
            with at(moment_on(day, 16)):
                write_note(
                    family.case,
                    by=author,
                    children=family.children if number % 3 else family.children[:1],
                    kind=rng.choice(Note.Kind.values),
                    happened_on=day,
                    text=rng.choice(names.NOTES),
                    child_voice=rng.choice(names.VOICES),
                    is_significant=number == 0,
                    minutes=rng.choice([None, 20, 45, 90]),
                )
        with at(moment_on(min(since + timedelta(days=2), self.today), 17)):
            write_where_things_are(
                family.case,
                "Mum wants a meeting and has named who should come. Dad has not been asked yet.",
                by=coordinator,
                version=Case.objects.get(pk=family.case.pk).version,
            )

    def _meet(self, family: Family, coordinator: User, ending: str, since: date) -> None:
        with at(moment_on(min(since + timedelta(days=3), self.today), 9)):
            meeting = open_meeting(family.case, "family_group_conference", by=coordinator)
        if ending in ("preparing", "not_viable", "on_hold"):
            return
        held_on = self._working_day(12) if ending == "held" else since + timedelta(days=30)
        if ending in ("scheduled", "ready"):
            held_on = add_working_days(self.today, self.rng.choice([1, 3, 4, 6, 9]))
        else:
            held_on = self._a_working_day(min(held_on, self.today - timedelta(days=2)))
        self._date(meeting, coordinator, held_on, since)
        for stage, why in self._path(ending):
            day = held_on + timedelta(days=1) if stage in ("distributed",) else held_on
            day = day if ending in HELD else self.today - timedelta(days=1)
            with at(moment_on(min(day, self.today), 19)):
                meeting = move_meeting(meeting, stage, by=coordinator, why=why)
        if ending in ("review_scheduled", "reviewed", "closed"):
            self._review(family.case, meeting, coordinator, ending, held_on)

    def _date(self, meeting: Meeting, coordinator: User, day: date, since: date) -> None:
        """Set a date at a time of the day at which the coordinator is free."""
        at_first, place = self.rng.choice(HOURS), self.rng.choice(names.PLACES)
        with at(moment_on(min(since + timedelta(days=10), self.today), 12)):
            for hour in (at_first, *HOURS):
                start = moment_on(day, hour)
                try:
                    date_meeting(
                        meeting,
                        by=coordinator,
                        version=meeting.version,
                        starts_at=start,
                        ends_at=start + timedelta(hours=3),
                        place=place,
                    )
                except DoubleBooked:
                    continue
                return
        raise RuntimeError(f"{coordinator} has no time left on {day}.")

    def _path(self, ending: str) -> list[tuple[str, str]]:
        steps = [("scheduled", "")]
        if ending != "scheduled":
            steps.append(("ready", ""))
        if ending in HELD:
            steps.append(("held", ""))
        if ending == "plan_not_agreed":
            steps.append(("plan_not_agreed", "Overnight stays at Dad’s: the family amends this."))
        elif ending in HELD and ending != "held":
            steps.append(("plan_agreed", ""))
            if ending != "plan_agreed":
                steps.append(("distributed", ""))
        return steps

    def _review(
        self, case: Case, meeting: Meeting, coordinator: User, ending: str, held_on: date
    ) -> None:
        opened_on = held_on + timedelta(days=20)
        with at(moment_on(opened_on)):
            review = open_meeting(case, "review_conference", by=coordinator, reviews=meeting)
        if ending == "review_scheduled":
            day = add_working_days(self.today, 7)
        else:
            day = self._a_working_day(min(held_on + timedelta(days=60), self._last_day(ending)))
        self._date(review, coordinator, day, opened_on)
        with at(moment_on(opened_on + timedelta(days=10), 12)):
            review = move_meeting(review, "scheduled", by=coordinator)
        if ending != "review_scheduled":
            with at(moment_on(day, 19)):
                move_meeting(review, "reviewed", by=coordinator)

    def _end(self, case: Case, coordinator: User, ending: str) -> None:
        manager = self.council["helen"]
        steps: dict[str, Callable[[], object]] = {
            "on_hold": lambda: hold_case(
                case,
                "Mum is in hospital until the new year.",
                self.today + timedelta(days=20),
                by=coordinator,
            ),
            "not_viable": lambda: mark_not_viable(
                case, "Nobody in the network could be reached in eight weeks.", by=manager
            ),
            "closed": lambda: close_case(
                case,
                by=manager,
                outcome=Case.Outcome.PLAN_WORKING,
                why="The review found the plan working and nobody wants another meeting.",
                told="Mum, Dad, Nan, the school",
            ),
        }
        if ending in steps:
            with at(moment_on(self._working_day(SINCE_END.get(ending, 4)), 15)):
                steps[ending]()
        case.refresh_from_db()

    def _tasks(self, case: Case, worker: User, coordinator: User, since: date) -> None:
        """Give some families nothing planned at all: those are the ones that slip."""
        if case.is_ended or self.rng.random() < 0.25:
            return
        titles = ("Ring the school about pick-up", "Visit Nan", "Book the interpreter")
        offset = self.rng.choice([-3, -1, 0, 0, 2, 4, 6, 12])
        with at(moment_on(max(self._working_day(5), since), 14)):
            add_task(
                title=self.rng.choice(titles),
                due_on=self.today + timedelta(days=offset),
                assigned_to=self.rng.choice([worker, coordinator]),
                case=case,
                by=coordinator,
            )

    def _working_day(self, days_ago: int) -> date:
        return self._a_working_day(self.today - timedelta(days=days_ago))

    def _a_working_day(self, day: date) -> date:
        while not is_working_day(day):
            day -= timedelta(days=1)
        return day

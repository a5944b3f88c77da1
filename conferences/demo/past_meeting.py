"""A family's meeting as an import brings it: who came, what was agreed, and its review."""

from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from django.db.models import Model
from django.utils import timezone

from cases.models import Event, Person
from conferences.demo import names
from conferences.demo.clock import moment_on, working_day_by
from conferences.demo.past_plan import ask_how_it_was, write_brief, write_plan
from conferences.domain.dates import NO_DATE, when_text
from conferences.formats import FORMATS, Format
from conferences.models import (
    ActionReview,
    Check,
    FamilyPlan,
    Meeting,
    MeetingParty,
    Participant,
    PartTime,
    PlanAction,
    ReviewRecord,
)
from restorative.working_days import add_working_days

if TYPE_CHECKING:
    from conferences.demo.past import Life

FIRST, REVIEW = FORMATS["family_group_conference"], FORMATS["review_conference"]
Part, Attendance = Participant.Part, Participant.Attendance
PLACES = ("Norreys Church Hall", "The Acorn Centre", "Millbrook Library", "Nan’s house")
VIEWS = "I want to stay at Nan’s on Fridays, and I want nobody to shout."


def hold(
    life: "Life", held_on: date, *, since: date, makes_plan: bool
) -> tuple[Meeting, FamilyPlan | None]:
    """Write down the family's first meeting; with a plan, its copies and what people said."""
    start = moment_on(held_on, life.rng.choice([10, 13, 16]))
    end = "distributed" if makes_plan else "no_plan"
    meeting = _meeting(life, FIRST, start, opened=moment_on(_opened_on(since, held_on), 9))
    write_brief(life, meeting, add_working_days(since, 5))
    people = _participants(life, meeting, start)
    _time_parts(life, meeting, start)
    stages = ["preparing", "scheduled", "ready", "held", end]
    if not makes_plan:
        _move(life, meeting, stages, start)
        ask_how_it_was(life, meeting, people, held_on)
        return meeting, None
    plan = write_plan(life, meeting, people)
    stages.insert(-1, "plan_agreed")
    _move(life, meeting, stages, start)
    ask_how_it_was(life, meeting, people, held_on)
    return meeting, plan


def call_off(life: "Life", since: date, moment: datetime) -> None:
    """A meeting was opened and never came to a date."""
    opened = moment_on(add_working_days(since, 2), 9)
    meeting = Meeting.objects.create(
        format=FIRST.key,
        team=life.case.team,
        stage="not_held",
        stage_since=moment,
        opened_by=life.coordinator,
        opened_at=opened,
    )
    MeetingParty.objects.create(meeting=meeting, case=life.case)
    life.tell(opened, Event.Kind.MEETING_OPENED, life.coordinator, meeting, now=FIRST.name)
    _tell_move(life, meeting, FIRST, ("preparing", "not_held"), moment)


def review(life: "Life", first: Meeting, plan: FamilyPlan, *, declined: bool) -> date:
    """Write down the review some ten weeks on, or that the family wanted none; give the day."""
    held_on = timezone.localdate(first.starts_at)
    opened = moment_on(add_working_days(held_on, 15), 9)
    days = life.rng.choice([56, 63, 70, 77, 80, 83, 91, 98])
    day = working_day_by(held_on + timedelta(days=days))
    if declined:
        _decline(life, first, opened, moment_on(day, 11))
        return day
    start = moment_on(day, 14)
    meeting = _meeting(life, REVIEW, start, opened=opened, reviews=first)
    _participants(life, meeting, start)
    _time_parts(life, meeting, start)
    _move(life, meeting, ["preparing", "scheduled", "reviewed"], start)
    _look_back(life, meeting, plan, start)
    return day


def _opened_on(since: date, held_on: date) -> date:
    return min(add_working_days(since, 2), held_on - timedelta(days=6))


def _meeting(
    life: "Life", declared: Format, start: datetime, *, opened: datetime, **fields: Model
) -> Meeting:
    meeting = Meeting.objects.create(
        format=declared.key,
        team=life.case.team,
        stage="preparing",
        starts_at=start,
        ends_at=start + timedelta(hours=3),
        place=life.rng.choice(PLACES),
        opened_by=life.coordinator,
        opened_at=opened,
        **fields,
    )
    MeetingParty.objects.create(meeting=meeting, case=life.case)
    life.tell(opened, Event.Kind.MEETING_OPENED, life.coordinator, meeting, now=declared.name)
    return meeting


def _move(life: "Life", meeting: Meeting, stages: list[str], start: datetime) -> None:
    """Through its stages: before the day by days, on the day by hours."""
    at = {
        "scheduled": start - timedelta(days=5, hours=2),
        "ready": start - timedelta(days=2),
        "held": start + timedelta(minutes=1),
        "no_plan": start + timedelta(hours=3),
        "plan_agreed": start + timedelta(hours=3, minutes=10),
        "distributed": start + timedelta(days=2, hours=1),
        "reviewed": start + timedelta(hours=2),
    }
    life.tell(
        at["scheduled"],
        Event.Kind.MEETING_DATED,
        life.coordinator,
        meeting,
        was=NO_DATE,
        now=when_text(meeting),
    )
    for step in pairwise(stages):
        _tell_move(life, meeting, meeting.declared, step, at[step[1]])
    meeting.stage, meeting.stage_since = stages[-1], at[stages[-1]]
    meeting.save()


def _tell_move(
    life: "Life", meeting: Meeting, declared: Format, step: tuple[str, str], moment: datetime
) -> None:
    here, there = declared.stage(step[0]), declared.stage(step[1])
    why = "They could not agree where the children should live." if step[1] == "no_plan" else ""
    life.tell(
        moment,
        Event.Kind.MEETING_MOVED,
        life.coordinator,
        meeting,
        was=here.label,
        now=there.label,
        why=why,
    )


def _participants(life: "Life", meeting: Meeting, start: datetime) -> list[Participant]:
    """Who was asked and who came; children under four are brought along or spoken for."""
    people = [_takes_part(life, meeting, start, child.person) for child in life.family.children]
    people += [_takes_part(life, meeting, start, adult) for adult in life.family.adults]
    people.append(
        Participant(
            meeting=meeting,
            user=life.worker,
            part=Part.REFERRER,
            attendance=Attendance.COMES,
            answer=Participant.Answer.YES,
            arrived_at=start,
            added_by=life.coordinator,
            added_at=meeting.opened_at,
        )
    )
    for seat, one in enumerate(people, start=1):
        one.seat = seat if one.arrived_at else None
    Participant.objects.bulk_create(people)
    offered = [one for one in people if one.part == Part.CHILD and life.rng.random() < 0.7]
    Check.objects.bulk_create(
        Check(
            meeting=meeting,
            participant=one,
            key="advocate_offered",
            state=Check.State.DONE,
            by=life.coordinator,
            at=start - timedelta(days=9),
        )
        for one in offered
        if meeting.declared == FIRST
    )
    return people


def _takes_part(life: "Life", meeting: Meeting, start: datetime, person: Person) -> Participant:
    family, rng = life.family, life.rng
    is_child = any(child.person == person for child in family.children)
    age = person.age_on(timezone.localdate(start)) or 0
    likely = (0.65 if age >= 4 else 0.5) if is_child else 0.62 if person == family.father else 0.88
    came = person == family.mother or rng.random() < likely
    part = Part.CHILD if is_child else Part.FAMILY
    return Participant(
        meeting=meeting,
        person=person,
        part=part,
        attendance=Attendance.COMES,
        prepared_on=timezone.localdate(start) - timedelta(days=8),
        visited_on=timezone.localdate(start) - timedelta(days=8),
        willing=Participant.Willing.YES,
        views=VIEWS if is_child and not came and age >= 4 and rng.random() < 0.7 else "",
        answer=Participant.Answer.YES,
        arrived_at=start + timedelta(minutes=rng.randint(0, 9)) if came else None,
        apologies_at=None if came or is_child else start,
        apology="" if came or is_child else "Had to work.",
        added_by=life.coordinator,
        added_at=meeting.opened_at,
    )


def _time_parts(life: "Life", meeting: Meeting, start: datetime) -> None:
    began, rows = start + timedelta(minutes=2), []
    for part in meeting.declared.parts:
        ended = began + timedelta(minutes=part.minutes)
        rows.append(
            PartTime(
                meeting=meeting,
                key=part.key,
                began_at=began,
                ended_at=ended,
                recorded_by=life.coordinator,
            )
        )
        began = ended
    PartTime.objects.bulk_create(rows)


def _look_back(life: "Life", meeting: Meeting, plan: FamilyPlan, start: datetime) -> None:
    """What became of each action; of a few nobody said anything."""
    outcome = ActionReview.Outcome
    weights = {
        outcome.DONE: 9,
        outcome.PARTLY: 3,
        outcome.NOT_DONE: 2,
        outcome.NOT_NEEDED: 1,
        outcome.NOT_KNOWN: 1,
    }
    moment = start + timedelta(hours=1, minutes=30)
    ActionReview.objects.bulk_create(
        ActionReview(
            meeting=meeting,
            action=action,
            outcome=life.rng.choices(list(weights), list(weights.values()))[0],
            recorded_by=life.coordinator,
            at=moment,
        )
        for action in PlanAction.objects.filter(plan=plan)
        if life.rng.random() < 0.93
    )
    record = ReviewRecord.objects.create(
        meeting=meeting,
        decision=life.rng.choice([ReviewRecord.Decision.GO_ON, ReviewRecord.Decision.CLOSE]),
        went_well="The children have been in school every day since half-term.",
        child_views=life.rng.choice(names.VOICES),
        recorded_by=life.coordinator,
        at=moment,
    )
    life.tell(
        moment,
        Event.Kind.REVIEW_RECORDED,
        life.coordinator,
        meeting,
        now=record.get_decision_display(),
    )


def _decline(life: "Life", first: Meeting, opened: datetime, moment: datetime) -> None:
    meeting = Meeting.objects.create(
        format=REVIEW.key,
        team=life.case.team,
        stage="declined",
        stage_since=moment,
        reviews=first,
        opened_by=life.coordinator,
        opened_at=opened,
    )
    MeetingParty.objects.create(meeting=meeting, case=life.case)
    life.tell(opened, Event.Kind.MEETING_OPENED, life.coordinator, meeting, now=REVIEW.name)
    _tell_move(life, meeting, REVIEW, ("preparing", "declined"), moment)

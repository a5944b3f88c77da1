"""Restorative child protection conferences of the made-up council, one at each stage."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from accounts.models import User
from cases.domain.allocating import allocate_coordinator
from cases.domain.consenting import record_consent
from cases.domain.deciding import accept_referral
from cases.domain.networks import add_child
from cases.domain.referring import save_referral, send_referral, start_referral
from cases.models import CaseChild, Consent
from conferences.demo.clock import at, moment_on, working_day_by
from conferences.demo.preparation import meet
from conferences.demo.staff import Council
from conferences.demo.story import Teller
from conferences.domain.booking import DoubleBooked
from conferences.domain.checking import settle_checks
from conferences.domain.contacting_people import arrange_need
from conferences.domain.deciding_attendance import decide_attendance
from conferences.domain.entries import add_entry, change_entry
from conferences.domain.gathering import add_participant
from conferences.domain.holding import record_arrival
from conferences.domain.meetings import date_meeting, move_meeting, open_meeting
from conferences.models import Meeting, Need, Participant

# First name, family name, age, the stage it has come to, and how many days ago it was called.
FAMILIES = (
    ("Tilly", "Garrow", 6, "called", 3),
    ("Rowan", "Pike", 9, "ready", 12),
    ("Iris", "Calder", 4, "no_plan", 60),
    ("Jonah", "Sayle", 11, "core_group", 60),
)
FIVE = (
    ("harm", {"what": "Shouting and things thrown at night, three times since spring"}),
    ("impact", {"what": "Is tired at school and keeps a bag packed",
                "words": "“I listen for the door.”"}),
    ("feeling", {"who": "Mum", "words": "Ashamed. She wants it to stop as well."}),
    ("feeling", {"who": "Grandad", "words": "Worried, and glad to be asked."}),
    ("better", {"what": "Bedtime is quiet and the bag is unpacked", "who": "Mum",
                "seen": "School sees it in the mornings."}),
    ("support", {"what": "Grandad is there on Fridays", "who": "Grandad"}),
)  # fmt: skip


@dataclass(frozen=True)
class _Told:
    """One conference while it is told: whose it is and from when."""

    meeting: Meeting
    by: User
    since: date


def make_protecting(council: Council, teller: Teller, *, today: date) -> None:
    """One is called, one ready, one without a plan, one whose core group is at work."""
    for first, last, age, stage, days in FAMILIES:
        told = _call(
            council, teller, first, last, age, working_day_by(today - timedelta(days=days))
        )
        if stage == "called":
            continue
        _prepare(told, council, teller, first, last)
        if stage == "ready":
            _get_ready(told, today + timedelta(days=7))
            continue
        _get_ready(told, told.since + timedelta(days=14))
        _hold(told, plan=stage == "core_group")


def _call(council: Council, teller: Teller, first: str, last: str, age: int, since: date) -> _Told:
    worker, manager, coordinator = council["grace"], council["helen"], council["lee"]
    with at(moment_on(since, 9)):
        case = start_referral(
            by=worker, team=council.service, referring_team=council.teams["assessment"]
        )
        child = teller.maker.person(worker, first, last, "", age)
        living = CaseChild.LivingWith.MOTHER
        add_child(case, child, by=worker, living_with=living, social_worker=worker)
        record_consent(
            case,
            child,
            by=worker,
            kind=Consent.Kind.CONTACT,
            answer=Consent.Answer.YES,
            capacity=Consent.Capacity.CHILD,
            method=Consent.Method.IN_PERSON,
            given_on=since,
        )
        changes = {
            "reason": f"A strategy discussion was held about {first}; a conference is called.",
            "worries": f"{first} hears violence at home.",
            "strengths": "Mum asked for help herself, and Grandad lives next door.",
            "safety_asked": True,
            "access_asked": True,
        }
        save_referral(case.referral, by=worker, version=case.referral.version, changes=changes)
        send_referral(case, by=worker)
    with at(moment_on(since, 11)):
        accept_referral(case, by=manager, why="The conference is held whoever agrees.")
        allocate_coordinator(case, coordinator, by=manager)
        meeting = open_meeting(case, "child_protection_conference", by=coordinator)
        values: dict[str, Any] = {
            "which": "first",
            "strategy_on": since,
            "why": "What is heard at night in the house, and what it does to the child.",
            "chair": "Anne Whitlock, independent chair",
        }
        add_entry(meeting, "basis", by=coordinator, values=values)
    return _Told(meeting, coordinator, since)


def _prepare(told: _Told, council: Council, teller: Teller, first: str, last: str) -> None:
    meeting, by, day = told.meeting, told.by, working_day_by(told.since + timedelta(days=5))
    with at(moment_on(told.since + timedelta(days=1), 9)):
        move_meeting(meeting, "preparing", by=by)
        for name, sex, age, relation in (
            ("Dana", "female", 34, "Mother"),
            ("Amos", "male", 63, "Grandfather"),
        ):
            person = teller.maker.person(by, name, last, sex, age)
            add_participant(meeting, by=by, part="family", person=person, relation=relation)
    with at(moment_on(day, 15)):
        for whose in ("Social worker", "School", "Health visitor"):
            values: dict[str, Any] = {"whose": whose, "in_on": day, "shared_on": day}
            add_entry(meeting, "report", by=by, values=values)
        values = {"whose": "Police", "why_not": "They tell it themselves, in the room."}
        add_entry(meeting, "report", by=by, values=values)
        for one in Participant.objects.current().with_names().filter(meeting=meeting):
            meet(one, by=by)
            decide_attendance(one, by=by, outcome="comes")
            keys = [item.key for item in meeting.declared.items_for(one.part)]
            settle_checks(meeting, keys, by=by, participant=one)
        for need in Need.objects.open().filter(participant__meeting=meeting):
            arrange_need(need, by=by, how="Arranged with the family.")
        grandfather = Participant.objects.get(meeting=meeting, relation="Grandfather")
        values = {
            "who": grandfather,
            "asked_on": day,
            "asked_by": "Grace Adeyemi",
            "ground": "child_asks",
            "evidence": f"{first} would like to speak without the whole family there.",
            "decision": "yes",
            "time": f"The first quarter of an hour, while {first} speaks",
            "heard": "apart",
            "told_on": day,
        }
        add_entry(meeting, "exclusion", by=by, values=values)
        settle_checks(meeting, [one.key for one in meeting.declared.meeting_checklist], by=by)


def _get_ready(told: _Told, day: date) -> None:
    """A date on which its coordinator is at no other meeting, and on to ready."""
    with at(moment_on(working_day_by(told.since + timedelta(days=6)), 10)):
        for days in range(5):
            start = moment_on(working_day_by(day - timedelta(days=days)), 16)
            told.meeting.refresh_from_db()
            try:
                date_meeting(
                    told.meeting,
                    by=told.by,
                    version=told.meeting.version,
                    starts_at=start,
                    ends_at=start + timedelta(hours=2),
                    place="The family hub",
                )
                break
            except DoubleBooked:
                continue
        move_meeting(told.meeting, "ready", by=told.by)


def _hold(told: _Told, *, plan: bool) -> None:
    by = told.by
    meeting = Meeting.objects.get(pk=told.meeting.pk)
    assert meeting.starts_at
    start, day = meeting.starts_at, meeting.starts_at.date()
    with at(start + timedelta(minutes=5)):
        for one in Participant.objects.current().filter(meeting=meeting):
            record_arrival(one, by=by)
        meeting = move_meeting(meeting, "held", by=by)
    with at(start + timedelta(hours=2)):
        for kind, said in FIVE:
            add_entry(meeting, kind, by=by, values=said)
        values: dict[str, Any] = {
            "outcome": "in_need",
            "why": "Grandad is there, and the nights are quiet again.",
        }
        if plan:
            values = {"outcome": "plan", "why": "It has happened three times, and may again."}
            values |= {"categories": ["emotional"], "next_on": day + timedelta(days=84)}
            add_entry(meeting, "decision", by=by, values=values)
        else:
            add_entry(meeting, "decision", by=by, values=values)
            move_meeting(meeting, "no_plan", by=by)
            return
        for what, whose, days in (
            ("Sleeps next door when voices rise", "Dana and Amos", 20),
            ("Somebody to talk to at school", "Mr Hale, school", 90),
        ):
            values = {"what": what, "who": whose, "by": day + timedelta(days=days)}
            add_entry(meeting, "step", by=by, values=values)
        met = working_day_by(day + timedelta(days=9))
        who: dict[str, Any] = {"on": met, "who": "Dana, Amos, Grace Adeyemi (leads), Mr Hale"}
        group = add_entry(meeting, "core_group", by=by, values=who)
        meeting = move_meeting(meeting, "planned", by=by)
    with at(moment_on(met, 16)):
        told_us: dict[str, Any] = {"met_on": met, "words": "The bag is unpacked. Fridays are hard."}
        change_entry(group, by=by, version=group.version, values=told_us)
        step = meeting.entries.filter(kind="step").earliest("pk")
        done = {"done": "yes", "seen": "Has slept there twice, without the bag."}
        change_entry(step, by=by, version=step.version, values=done)
        add_entry(meeting, "core_group", by=by, values={"on": met + timedelta(days=42)})

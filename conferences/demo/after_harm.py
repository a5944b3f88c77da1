"""Conferences after harm of the made-up council: one that has a date, one that was agreed."""

from datetime import date, timedelta
from typing import Any

from cases.domain.allocating import allocate_coordinator
from cases.domain.consenting import record_consent
from cases.domain.deciding import accept_referral
from cases.domain.networks import add_child
from cases.domain.referring import save_referral, send_referral, start_referral
from cases.models import Case, CaseChild, Consent
from conferences.demo.clock import at, moment_on, working_day_by
from conferences.demo.staff import Council
from conferences.demo.story import Teller
from conferences.domain.booking import DoubleBooked
from conferences.domain.checking import settle_checks
from conferences.domain.deciding_attendance import decide_attendance
from conferences.domain.entries import add_entry
from conferences.domain.gathering import add_participant
from conferences.domain.holding import record_arrival
from conferences.domain.inviting import mark_told, record_answer
from conferences.domain.meetings import date_meeting, move_meeting, open_meeting
from conferences.domain.sides import join_side
from conferences.models import Meeting, Participant

KEY = "after_harm"
WITH = {"harmed": ("grace", "assessment"), "harming": ("tom", "protection")}
WHY = {
    "harmed": "Was pushed off a bicycle on the way home and has not gone out alone since.",
    "harming": "Pushed somebody off a bicycle, says so, and would like to make up for it.",
}
ASKS = {
    "harmed": "Why me? Will it happen again?",
    "harming": "To say sorry, and to say that it was nothing the other had done.",
}
ENOUGH = "Both families know us, and both have asked for it."


def make_after_harm(council: Council, teller: Teller, *, today: date) -> None:
    """Zoe and Kyle meet in two weeks; Ben and Jade met a month ago, and a fence is mended."""
    ahead = _begin(council, teller, ("Zoe", "Hartley", 14), ("Kyle", "Denton", 15), today, 60)
    _ask_both(ahead, council, _day(today, 40), today)
    _date(ahead, council, today + timedelta(days=13))
    _bring(ahead, council)
    met = _begin(council, teller, ("Ben", "Cole", 13), ("Jade", "Frost", 15), today, 120)
    _ask_both(met, council, _day(today, 90), today)
    _meet(met, council, _day(today, 30), today)


def _day(today: date, days_ago: int) -> date:
    return working_day_by(today - timedelta(days=days_ago))


def _begin(
    council: Council,
    teller: Teller,
    harmed: tuple[str, str, int],
    harming: tuple[str, str, int],
    today: date,
    days_ago: int,
) -> Meeting:
    """Two young people, each with a case and a social worker of their own, and one facilitator."""
    since = _day(today, days_ago)
    cases = {
        side: _case(council, teller, side, who, since)
        for side, who in (("harming", harming), ("harmed", harmed))
    }
    by = council["lee"]
    with at(moment_on(since + timedelta(days=2), 10)):
        meeting = open_meeting(cases["harming"], KEY, by=by, side="harming")
        join_side(meeting, cases["harmed"].reference or "", by=by)
    return meeting


def _case(
    council: Council, teller: Teller, side: str, who: tuple[str, str, int], since: date
) -> Case:
    key, team = WITH[side]
    worker, first = council[key], who[0]
    with at(moment_on(since, 11)):
        case = start_referral(by=worker, team=council.service, referring_team=council.teams[team])
        young = teller.maker.person(worker, who[0], who[1], "", who[2])
        add_child(
            case,
            young,
            by=worker,
            legal_status=CaseChild.LegalStatus.CHILD_IN_NEED,
            living_with=CaseChild.LivingWith.MOTHER,
            social_worker=worker,
        )
        record_consent(
            case,
            young,
            by=worker,
            kind=Consent.Kind.CONTACT,
            answer=Consent.Answer.YES,
            capacity=Consent.Capacity.CHILD,
            method=Consent.Method.IN_PERSON,
            given_on=since,
        )
        save_referral(
            case.referral,
            by=worker,
            version=case.referral.version,
            changes={
                "reason": f"{first}: {WHY[side][:1].lower()}{WHY[side][1:]}",
                "worries": "It must not happen again.",
                "strengths": f"{first} has people who stand by them.",
                "safety_asked": True,
                "access_asked": True,
            },
        )
        send_referral(case, by=worker)
    with at(moment_on(since + timedelta(days=1), 9)):
        accept_referral(case, by=council["helen"], why=ENOUGH)
    with at(moment_on(since + timedelta(days=1), 15)):
        return allocate_coordinator(case, council["lee"], by=council["helen"])


def _ask_both(meeting: Meeting, council: Council, on: date, today: date) -> None:
    """What is asked of each before they are prepared, and how they are."""
    by = council["lee"]

    def write(kind: str, **values: Any) -> None:
        add_entry(meeting, kind, by=by, values=values)

    with at(moment_on(on, 16)):
        write("acknowledgement", answer="yes", how="“I did it, and I saw the blood.”", on=on)
        write("invited", consents="yes", answer="yes", why="Wants answers, and asked for it.",
              chose="takes_part", under_17="yes", on=on)  # fmt: skip
        for side in ("harmed", "harming"):
            write(f"suitability_{side}", what=WHY[side], fits="yes", second="no", decided_on=on,
                  why="Wants it, and is well supported at home.")  # fmt: skip
            write(f"agreement_{side}", on=on, stands="yes", way=["direct", "letter"],
                  words=ASKS[side], ask_again=today + timedelta(days=5))  # fmt: skip
            write(f"risk_{side}", on=on, whom="themselves", level="low",
                  risk="Could be too much on the day.", done="A break whenever they want one.",
                  look_again=today + timedelta(days=8))  # fmt: skip
            write(f"preparation_{side}", on=on, how="How it goes, who sits where.",
                  asks=ASKS[side], needs="To leave without walking past the other.")  # fmt: skip
        move_meeting(meeting, "preparing_both", by=by)


def _date(meeting: Meeting, council: Council, day: date) -> Meeting:
    """An evening on which its facilitator is at no other meeting."""
    for days in range(8):
        start = moment_on(working_day_by(day - timedelta(days=days)), 17)
        meeting.refresh_from_db()
        try:
            return date_meeting(
                meeting,
                by=council["lee"],
                version=meeting.version,
                starts_at=start,
                ends_at=start + timedelta(hours=2),
                place="The library, upstairs",
            )
        except DoubleBooked:
            continue
    raise RuntimeError(f"No evening is left near {day}.")


def _bring(meeting: Meeting, council: Council) -> list[Participant]:
    """Both young people come; what was looked at with each is ticked."""
    by = council["lee"]
    people = []
    for party in meeting.parties.select_related("case").order_by("pk"):
        young = party.case.children.get().person
        one = add_participant(meeting, by=by, part="child", person=young, party=party.side)
        decide_attendance(one, by=by, outcome="comes")
        keys = [item.key for item in meeting.declared.items_for("child")]
        settle_checks(meeting, keys, by=by, participant=one)
        people.append(one)
    return people


def _meet(meeting: Meeting, council: Council, day: date, today: date) -> None:
    by = council["lee"]
    with at(moment_on(day - timedelta(days=12), 10)):
        meeting = _date(meeting, council, day)
        people = _bring(meeting, council)
        for one in people:
            mark_told(one, by=by, how="At home")
            record_answer(one, by=by, answer=Participant.Answer.YES)
        settle_checks(meeting, [item.key for item in meeting.declared.meeting_checklist], by=by)
    began = meeting.starts_at
    assert began
    with at(began + timedelta(minutes=5)):
        for one in people:
            record_arrival(one, by=by)
        meeting = move_meeting(meeting, "conference_met", by=by)
    with at(began + timedelta(hours=2)):
        on = began.date()
        agreed = "We leave each other in peace, and say hello. The bicycle is mended together."
        add_entry(meeting, "outcome", by=by, values={"agreed": agreed, "on": on})
        for what, who, due in (
            ("Mends the bicycle with the caretaker", "harming", today + timedelta(days=6)),
            ("Asks at school for another bus stop", "service", today - timedelta(days=2)),
        ):
            add_entry(meeting, "undertaking", by=by, values={"what": what, "who": who, "by": due})
        move_meeting(meeting, "after_harm_agreed", by=by)

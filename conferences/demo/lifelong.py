"""Lifelong Links of the made-up council: one young person halfway, one who has celebrated."""

from datetime import date, timedelta

from accounts.models import User
from cases.domain.allocating import allocate_coordinator
from cases.domain.consenting import record_consent
from cases.domain.deciding import accept_referral
from cases.domain.networks import add_child
from cases.domain.people import add_person
from cases.domain.referring import save_referral, send_referral, start_referral
from cases.models import Case, CaseChild, Consent
from conferences.demo.clock import at, moment_on, working_day_by
from conferences.demo.preparation import meet
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
from conferences.models import Meeting, Participant

WISHES = (
    ("person", "Nan Pat, my first foster nan", "She taught me to swim."),
    ("question", "Why did we move away from the sea?", ""),
    ("thing", "A photo of me as a baby", "I have never seen one."),
)
SEARCHED = (
    (80, "Nan Pat", "file", "A Christmas card from 2016 with an address in it."),
    (74, "Nan Pat", "carers", "The fostering team knows her: she has moved, and is well."),
    (60, "A photo as a baby", "family", "Aunt Jo has three, and has sent copies."),
)
PAT = {"name": "Patricia Lowe", "relation": "First foster nan", "wanted": "yes"}
JO = {"name": "Jo Marsden", "relation": "Aunt", "wanted": "yes", "before": "rarely"}
BEFORE = {"family": 1, "friends": 1, "carers": 1, "professionals": 4}
AFTER = {"family": 6, "friends": 4, "carers": 3, "professionals": 4}
ENOUGH = "The authority shares parental responsibility under the care order and has agreed."
CHECKED = "Her social worker has spoken to the fostering team and asked the police."


def make_lifelong_links(council: Council, teller: Teller, *, today: date) -> None:
    """Mia is still waiting to hear of her uncle; Callum celebrated five weeks ago."""
    halfway = _begin(council, teller, "Mia", "Marsden", 14, _day(today, 110))
    _search(halfway, council["lee"], today, since=100)
    done = _begin(council, teller, "Callum", "Rook", 16, _day(today, 190))
    _search(done, council["lee"], today, since=170)
    _celebrate(done, council, teller, today)


def _day(today: date, days_ago: int) -> date:
    return working_day_by(today - timedelta(days=days_ago))


def _begin(
    council: Council, teller: Teller, first: str, last: str, age: int, since: date
) -> Meeting:
    """A young person in care, their case accepted and given to a coordinator."""
    worker, manager, coordinator = council["grace"], council["helen"], council["lee"]
    with at(moment_on(since, 11)):
        case = start_referral(
            by=worker, team=council.service, referring_team=council.teams["assessment"]
        )
        young = teller.maker.person(worker, first, last, "", age)
        add_child(
            case,
            young,
            by=worker,
            legal_status=CaseChild.LegalStatus.IN_CARE,
            living_with=CaseChild.LivingWith.FOSTER_CARE,
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
        _refer(case, worker, first)
    with at(moment_on(since + timedelta(days=1), 9)):
        accept_referral(case, by=manager, why=ENOUGH)
    with at(moment_on(since + timedelta(days=1), 15)):
        allocate_coordinator(case, coordinator, by=manager)
        return open_meeting(case, "lifelong_links", by=coordinator)


def _refer(case: Case, worker: User, first: str) -> None:
    save_referral(
        case.referral,
        by=worker,
        version=case.referral.version,
        changes={
            "reason": f"{first} is in long-term foster care and asks about people from before.",
            "worries": "Few people besides professionals would be there at eighteen.",
            "strengths": f"{first} is settled, knows what to ask, and the carers support it.",
            "safety_asked": True,
            "access_asked": True,
        },
    )
    send_referral(case, by=worker)


def _search(links: Meeting, by: User, today: date, *, since: int) -> None:
    """From the agreement to what the young person is told."""
    on = _day(today, since)
    with at(moment_on(on, 16)):
        for who, words in (("child", "“Not my dad. Not yet.”"), ("authority", "")):
            values = {"who": who, "answer": "some" if words else "yes", "on": on, "words": words}
            add_entry(links, "agreement", by=by, values=values)
        links = move_meeting(links, "exploring", by=by)
        for kind, what, why in WISHES:
            told = today + timedelta(days=6)
            values = {"kind": kind, "what": what, "why": why, "tell_by": told}
            add_entry(links, "wish", by=by, values=values)
        add_entry(links, "network", by=by, values={"when": "before", "on": on, **BEFORE})
        links = move_meeting(links, "searching", by=by)
    for days, whom, where, outcome in SEARCHED:
        day = _day(today, since - 100 + days)
        with at(moment_on(day, 14)):
            values = {"on": day, "whom": whom, "where": where, "outcome": outcome}
            add_entry(links, "search", by=by, values=values)
    with at(moment_on(_day(today, since - 50), 15)):
        uncle = {"name": "Ray Marsden", "relation": "Uncle", "wanted": "yes", "before": "none"}
        add_entry(links, "connection", by=by, values={**uncle, "found": "yes", "safe": "checking"})
        dean = {"name": "Dean Rook", "relation": "Mum’s former partner", "wanted": "no"}
        unsafe = {"safe": "no", "safe_why": "Convicted of violence in the home.", "before": "none"}
        add_entry(links, "connection", by=by, values={**dean, "found": "yes", **unsafe})
        for one, touch in ((PAT, "none"), (JO, "rarely")):
            safe = {"before": touch, "found": "yes", "safe": "yes", "safe_why": CHECKED}
            now = {"willing": "yes", "reconnected_on": _day(today, since - 52), "now": "monthly"}
            if since > 100 and one is PAT:
                continue
            add_entry(links, "connection", by=by, values={**one, **safe, **now})
        move_meeting(links, "telling", by=by)


def _date(links: Meeting, by: User, day: date) -> Meeting:
    """An evening on which its coordinator is at no other meeting."""
    for days in range(5):
        start = moment_on(working_day_by(day - timedelta(days=days)), 18)
        links.refresh_from_db()
        try:
            return date_meeting(
                links,
                by=by,
                version=links.version,
                starts_at=start,
                ends_at=start + timedelta(hours=2),
                place="The boat house",
            )
        except DoubleBooked:
            continue
    raise RuntimeError(f"{by} has no evening left near {day}.")


def _celebrate(links: Meeting, council: Council, teller: Teller, today: date) -> None:
    by, day = council["lee"], _day(today, 35)
    with at(moment_on(_day(today, 60), 10)):
        pat = teller.maker.person(by, "Patricia", "Lowe", "female", 67)
        guest = add_participant(links, by=by, part="friend", person=pat, relation="Foster nan")
        touch = {"before": "none", "found": "yes", "willing": "yes", "now": "weekly"}
        safe = {"safe": "yes", "safe_why": CHECKED, "reconnected_on": _day(today, 90)}
        add_entry(links, "connection", by=by, values={**PAT, **touch, **safe, "person": guest})
        head = add_person(by=by, first_name="Ama", last_name="Boateng", job_title="Head of year")
        add_participant(links, by=by, part="professional", person=head)
        people = list(Participant.objects.current().with_names().filter(meeting=links))
        for one in people:
            meet(one, by=by)
            decide_attendance(one, by=by, outcome="comes")
            keys = [item.key for item in links.declared.items_for(one.part)]
            settle_checks(links, keys, by=by, participant=one)
        links = _date(links, by, day)
        settle_checks(links, [item.key for item in links.declared.meeting_checklist], by=by)
        for one in Participant.objects.current().filter(meeting=links):
            mark_told(one, by=by, how="On a visit")
            record_answer(one, by=by, answer=Participant.Answer.YES)
    assert links.starts_at
    with at(links.starts_at + timedelta(minutes=5)):
        for one in Participant.objects.current().filter(meeting=links):
            record_arrival(one, by=by)
        links = move_meeting(links, "celebrated", by=by)
    with at(moment_on(_day(today, 30), 11)):
        ask_on = today + timedelta(days=60)
        for who, what, often in (
            ("Patricia Lowe", "Sunday tea, and a bed at Christmas", "weekly"),
            ("Jo Marsden", "Rings, and keeps the photographs", "monthly"),
        ):
            values = {"who": who, "what": what, "how_often": often, "look_again_on": ask_on}
            add_entry(links, "support", by=by, values=values)
        on = _day(today, 31)
        values = {"which": "pathway", "on": on, "by": "Grace Adeyemi"}
        add_entry(links, "merged", by=by, values=values)
        add_entry(links, "network", by=by, values={"when": "after", "on": on, **AFTER})
        move_meeting(links, "supported", by=by)

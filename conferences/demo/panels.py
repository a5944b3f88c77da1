"""Referral order panels of the made-up council: one young person at each step of an order."""

from datetime import date, timedelta

from accounts.models import User
from cases.domain.allocating import allocate_coordinator
from cases.domain.consenting import record_consent
from cases.domain.deciding import accept_referral
from cases.domain.networks import add_child
from cases.domain.referring import save_referral, send_referral, start_referral
from cases.models import Case, CaseChild, Consent
from conferences.demo.clock import at, moment_on, working_day_by
from conferences.demo.preparation import meet
from conferences.demo.staff import Council
from conferences.demo.story import Teller
from conferences.domain.booking import DoubleBooked
from conferences.domain.checking import settle_checks
from conferences.domain.deciding_attendance import decide_attendance
from conferences.domain.entries import add_entry, change_entry
from conferences.domain.meetings import date_meeting, move_meeting, open_meeting
from conferences.domain.packs import give_pack
from conferences.models import Meeting, Participant

# Days since the order, and how far each has come.
YOUNG = (
    ("Tyler", "Nash", 2, "ordered"),
    ("Jade", "Orton", 8, "visiting"),
    ("Kofi", "Mensah", 15, "reporting"),
    ("Ellis", "Ward", 18, "scheduled"),
    ("Ruby", "Tranter", 100, "contract_agreed"),
    ("Sean", "Doyle", 230, "completed"),
)
STEPS = ("ordered", "visiting", "reporting", "scheduled", "contract_agreed", "completed")
SAT = {"volunteer_1": "Ann Field", "volunteer_2": "Raj Bose", "trained": "yes"}
REPORT = {
    "happened": "The glass of the bus shelter in Fern Row was broken one evening.",
    "account": "“I was showing off. I did not think of who waits there.”",
    "person": "Draws well, is good with younger ones, lives with a grandparent.",
    "speaking": "Short sentences, and time to answer.",
    "suggested": "Mending the shelter with the parks team; a letter.",
}
ITEMS = (
    ("Mends and paints the shelter with the parks team", "community", 12),
    ("Writes a letter to those who live in Fern Row", "direct", 2),
)


def make_panels(council: Council, teller: Teller, *, today: date) -> None:
    """One young person at each step, from the order to its end."""
    for number, (first, last, days, stage) in enumerate(YOUNG):
        by = council["owen" if number % 2 else "lee"]
        made = _day(today, days)
        panel = _begin(council, teller, first, last, by, made)
        _walk(panel, by, made, STEPS.index(stage), today)
        if stage in ("scheduled", "contract_agreed"):
            panel.refresh_from_db()
            until = today + timedelta(days=30)
            give_pack(panel, council["ann"], by=by, starts_on=today, ends_on=until)


def _day(today: date, days_ago: int) -> date:
    return working_day_by(today - timedelta(days=days_ago))


def _begin(
    council: Council, teller: Teller, first: str, last: str, by: User, made: date
) -> Meeting:
    worker, manager = council["rhys"], council["helen"]
    with at(moment_on(made, 11)):
        case = start_referral(
            by=worker, team=council.service, referring_team=council.teams["assessment"]
        )
        young = teller.maker.person(worker, first, last, "", 15)
        add_child(
            case,
            young,
            by=worker,
            legal_status=CaseChild.LegalStatus.NONE,
            living_with=CaseChild.LivingWith.MATERNAL_FAMILY,
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
            given_on=made,
        )
        _refer(case, worker)
        accept_referral(case, by=manager, why="The court has made a referral order.")
        allocate_coordinator(case, by, by=manager)
        panel = open_meeting(case, "referral_order", by=by)
        values = {
            "court": "Westbridge Youth Court",
            "on": made,
            "months": "6",
            "intensive": "no",
            "offence": "Damage to a bus shelter.",
            "parents": "ordered",
        }
        add_entry(panel, "order", by=by, values=values)
    return panel


def _refer(case: Case, worker: User) -> None:
    save_referral(
        case.referral,
        by=worker,
        version=case.referral.version,
        changes={
            "reason": "The youth court has made a referral order.",
            "worries": "Out late with older friends.",
            "strengths": "Close to a grandparent, and wants to put it right.",
            "safety_asked": True,
            "access_asked": True,
        },
    )
    send_referral(case, by=worker)


def _walk(panel: Meeting, by: User, made: date, steps: int, today: date) -> None:
    """As far as its step: each with what it asks for."""
    if steps >= 1:
        on = made + timedelta(days=3)
        with at(moment_on(on, 16)):
            said = {"on": on, "parent": "yes", "said": "What a panel is, and who sits on it."}
            add_entry(panel, "appointment", by=by, values=said)
            panel = move_meeting(panel, "visiting", by=by)
    if steps >= 2:
        on = made + timedelta(days=9)
        with at(moment_on(on, 16)):
            _assess(panel, by, on)
            panel = move_meeting(panel, "reporting", by=by)
    if steps >= 3:
        held = steps > 3
        on = made + timedelta(days=14)
        with at(moment_on(on, 10)):
            add_entry(panel, "report", by=by, values={"on": on, **REPORT})
            panel = _prepare(panel, by, made + timedelta(days=24) if held else today, held)
    if steps >= 4:
        panel = _agree(panel, by, made)
    if steps >= 5:
        _complete(panel, by, today)


def _assess(panel: Meeting, by: User, on: date) -> None:
    visit = {"on": on, "seen": "The young person and a grandparent", "learnt": "Draws all day."}
    add_entry(panel, "home_visit", by=by, values=visit)
    values = {"on": on, "led_to": "Showing off to older friends.", "strengths": "Family."}
    add_entry(panel, "assessment", by=by, values=values)
    contact = {"who": "M.T.", "consent": "yes", "on": on, "informed": "yes"}
    words = {"under_17": "no", "words": "Would like to know why, and to see it mended."}
    add_entry(panel, "harmed_contact", by=by, values={**contact, **words})
    why = "Asked, and would rather send a letter than come."
    decided = {"invited": "yes", "why": why, "on": on, "by": "Team manager"}
    add_entry(panel, "harmed_decision", by=by, values=decided)


def _prepare(panel: Meeting, by: User, day: date, held: bool) -> Meeting:
    for one in Participant.objects.current().filter(meeting=panel):
        meet(one, by=by)
        decide_attendance(one, by=by, outcome="comes")
        keys = [item.key for item in panel.declared.items_for(one.part)]
        settle_checks(panel, keys, by=by, participant=one)
    for days in range(1, 15):
        start = moment_on(working_day_by(day + timedelta(days=0 if held else days)), 17)
        start += timedelta(hours=days % 3) if held else timedelta()
        panel.refresh_from_db()
        try:
            return date_meeting(
                panel,
                by=by,
                version=panel.version,
                starts_at=start,
                ends_at=start + timedelta(minutes=50),
                place="The town hall, room 2",
            )
        except DoubleBooked:
            continue
    raise RuntimeError(f"{by} has no evening left near {day}.")


def _agree(panel: Meeting, by: User, made: date) -> Meeting:
    assert panel.starts_at
    with at(panel.starts_at + timedelta(hours=1)):
        on = panel.starts_at.date()
        ends = on + timedelta(days=182)
        sat = {"which": "initial", "on": on, **SAT, "worker": str(by), "parent": "yes"}
        words = {"young_words": "“I can mend it.”", "parent_words": "“He means it.”"}
        add_entry(panel, "panel", by=by, values={**sat, **words})
        panel = move_meeting(panel, "panel_held", by=by)
        values = {"signed_on": on, "ends_on": ends, "aim": "“To put it right.”"}
        add_entry(panel, "contract", by=by, values=values)
        for what, reparation, hours in ITEMS:
            item = {"what": what, "reparation": reparation, "hours": hours}
            due = {"by": on + timedelta(days=120), "supervisor": "Dee Moss"}
            add_entry(panel, "item", by=by, values={**item, **due})
        return move_meeting(panel, "contract_agreed", by=by)


def _complete(panel: Meeting, by: User, today: date) -> None:
    on = _day(today, 20)
    with at(moment_on(on, 18)):
        sat = {"which": "final", "on": on, **SAT, "worker": str(by), "parent": "yes"}
        add_entry(panel, "panel", by=by, values={**sat, "progress": "All of it was done."})
        panel = move_meeting(panel, "final_held", by=by)
        for item in panel.entries.filter(kind="item"):
            change_entry(item, by=by, version=item.version, values={"compliance": "done"})
        contact = panel.entries.get(kind="harmed_contact")
        took = {"took_part": "statement"}
        change_entry(contact, by=by, version=contact.version, values=took)
        move_meeting(panel, "completed", by=by)

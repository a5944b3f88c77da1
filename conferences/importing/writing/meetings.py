"""The conference and its review, held or ahead or not to be; the plan; who is known to have come."""

from datetime import date, timedelta

from cases.models import Event, Fact, Person
from conferences.domain.dates import NO_DATE, when_text
from conferences.formats import FORMATS
from conferences.importing.records import Child, Conference
from conferences.importing.values import Coded
from conferences.importing.writing.work import OLD_SHEET, Work
from conferences.models import Check, FamilyPlan, Meeting, MeetingParty, Participant

FIRST, REVIEW = FORMATS["family_group_conference"], FORMATS["review_conference"]
Part, Attendance = Participant.Part, Participant.Attendance
Kind = Event.Kind
# A sheet says the day alone. Its hours are these, here and in docs/adr/0012.
BEGINS, REVIEW_BEGINS = 10, 14
LASTS = timedelta(hours=2)
CALLED_OFF = frozenset(["declined", "cancelled", "withdrawn"])


def write_meetings(work: Work) -> Meeting | None:
    """Returns the conference where the family has met."""
    conference = work.family.conference or Conference()
    first = _write_first(work, conference)
    is_held = first is not None and work.family.was_held(work.setting.today)
    if first is not None and is_held:
        _write_attendance(work, first, conference)
    _write_review(work, first)
    return first if is_held else None


def _write_first(work: Work, conference: Conference) -> Meeting | None:
    day = conference.held_on
    plan = work.family.plan_agreed
    if day is not None:
        work.claim("conference")
        is_past = day <= work.setting.today
        stage = _stage_after(plan) if is_past else "scheduled"
        meeting = _meeting(work, FIRST.key, stage, day, BEGINS)
        if is_past:
            _write_plan(work, meeting, plan)
        return meeting
    if work.family.has_plan:
        # The outcome without the meeting's day: history that never said.
        meeting = _meeting(work, FIRST.key, "plan_agreed", None, BEGINS)
        _write_plan(work, meeting, plan)
        return meeting
    why = conference.not_held
    if why is not None and why.code in CALLED_OFF and work.family.was_accepted:
        work.claim("conference")
        _meeting(work, FIRST.key, "not_held", None, BEGINS, why=why)
    return None


def _stage_after(plan: Coded | None) -> str:
    codes = {"yes": "plan_agreed", "no": "no_plan"}
    return codes.get(plan.code, "held") if plan else "held"


def _meeting(
    work: Work,
    format_key: str,
    stage: str,
    day: date | None,
    hour: int,
    *,
    reviews: Meeting | None = None,
    why: Coded | None = None,
) -> Meeting:
    declared = FORMATS[format_key]
    opened_on = work.family.allocated_on or work.family.referral.received
    opened = work.moment(min(opened_on, day) if day else opened_on, 11)
    start = work.moment(day, hour) if day else None
    meeting = Meeting(
        format=format_key,
        team=work.setting.team,
        stage=stage,
        stage_since=start or opened,
        starts_at=start,
        ends_at=start + LASTS if start else None,
        reviews=reviews,
        opened_by=work.by,
        opened_at=opened,
    )
    work.batch.add(meeting, work.row)
    work.batch.add(MeetingParty(meeting=meeting, case=work.case), work.row)
    tell = work.batch.tell
    tell(work.case, Kind.MEETING_OPENED, opened, subject=meeting, now=declared.name, why=OLD_SHEET)
    if start:
        told = min(start, work.now)
        tell(
            work.case,
            Kind.MEETING_DATED,
            told,
            subject=meeting,
            was=NO_DATE,
            now=when_text(meeting),
            why=OLD_SHEET,
        )
    if stage != "scheduled":
        tell(
            work.case,
            Kind.MEETING_MOVED,
            start or opened,
            subject=meeting,
            was=declared.first.label,
            now=declared.stage(stage).label,
            why=f"{OLD_SHEET}: {why.text}" if why else OLD_SHEET,
        )
    return meeting


def _write_plan(work: Work, meeting: Meeting, plan: Coded | None) -> None:
    """That there is one, agreed on the day; what it says the sheet does not tell."""
    if plan is None or not plan.code:
        return
    if not plan.remark:
        work.claim("plan_agreed")
    if plan.code != "yes":
        return
    at = meeting.ends_at or meeting.opened_at
    written = FamilyPlan(
        meeting=meeting,
        number=1,
        state=FamilyPlan.State.AGREED,
        written_by=work.by,
        written_at=at,
        agreed_at=at,
        review_declined=_review_was_declined(work),
    )
    work.batch.add(written, work.row)
    work.batch.tell(work.case, Kind.PLAN_AGREED, at, subject=written, now="Plan 1", why=OLD_SHEET)


def _review_was_declined(work: Work) -> bool:
    review = work.family.review
    return bool(review and review.not_held and review.not_held.code == "declined")


def _write_review(work: Work, first: Meeting | None) -> None:
    review = work.family.review
    if review is None:
        return
    if review.on is not None:
        stage = "reviewed" if review.on <= work.setting.today else "scheduled"
        _meeting(work, REVIEW.key, stage, review.on, REVIEW_BEGINS, reviews=first)
        work.claim("review")
    elif review.not_held is not None and review.not_held.code in CALLED_OFF and first is not None:
        stage = "declined" if review.not_held.code == "declined" else "not_held"
        _meeting(work, REVIEW.key, stage, None, BEGINS, reviews=first, why=review.not_held)
        work.claim("review")


# Who came ------------------------------------------------------------------------------


def _write_attendance(work: Work, meeting: Meeting, conference: Conference) -> None:
    _write_counts(work, conference)
    father = conference.father_attended
    if work.father is not None and father is not None and father.code:
        _takes_part(work, meeting, work.father, Part.FAMILY, came=father.code == "yes")
        if not father.remark:
            work.claim("father_attended")
    for child, here in work.children:
        if child.attended is not None and child.attended.code:
            _write_child_there(work, meeting, child, here.person, child.attended)


def _write_counts(work: Work, conference: Conference) -> None:
    """How many came, as numbers: nobody is made up to fill them. Without one, not known."""
    day = conference.held_on
    assert day
    for kind, key, number in (
        (Fact.Kind.FAMILY_CAME, "family_attended", conference.family_attended),
        (Fact.Kind.PROFESSIONALS_CAME, "professionals_attended", conference.professionals_attended),
    ):
        fact = Fact(
            case=work.case,
            kind=kind,
            point=Fact.Point.INDEX,
            value="" if number is None else str(number),
            unknown_because=Fact.Unknown.NOT_KNOWN if number is None else "",
            as_at=day,
            source=work.source(work.row, key),
            recorded_by=work.by,
        )
        work.batch.add(fact, work.row)
        if number is not None:
            work.claim(key)


def _takes_part(
    work: Work, meeting: Meeting, person: Person, part: str, *, came: bool, row: int = 0
) -> Participant:
    one = Participant(
        meeting=meeting,
        person=person,
        part=part,
        attendance=Attendance.COMES if came else Attendance.NOT_DECIDED,
        arrived_at=meeting.starts_at if came else None,
        added_by=work.by,
        added_at=meeting.opened_at,
    )
    return work.batch.add(one, row or work.row)


def _write_child_there(
    work: Work, meeting: Meeting, child: Child, person: Person, said: Coded
) -> None:
    """There themselves, or heard: through an advocate, or by views that were shared."""
    row = child.rows[0]
    came = said.code == "yes"
    one = _takes_part(work, meeting, person, Part.CHILD, came=came, row=row)
    if said.code in ("advocate", "views_shared"):
        one.views_read_at = meeting.starts_at
        one.views_read_by = f"{OLD_SHEET}: {said.text}"[:150]
    if said.code == "advocate":
        check = Check(
            meeting=meeting,
            participant=one,
            key="advocate_offered",
            state=Check.State.DONE,
            by=work.by,
            at=meeting.opened_at,
        )
        work.batch.add(check, row)
    if not said.remark:
        work.claim("child_attended", rows=child.rows)

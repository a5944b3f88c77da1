"""The case of a family and its referral: how far it came, who had it, and how it ended."""

from django.utils import timezone

from accounts.models import User
from cases.domain.references import keep_clear_of, next_reference
from cases.models import Case, Event, Referral, Referrer
from conferences.importing.records import Family
from conferences.importing.writing.work import Work, fits

Stage, Kind = Case.Stage, Event.Kind
LONGEST_REFERENCE, LONGEST_TEXT = 20, 2000
# Why no conference has a date: then the family did not want one.
NOT_WANTED = frozenset(["declined", "withdrawn"])


def write_case(work: Work) -> None:
    """Begin the case; what happens at its meetings comes after."""
    family, by = work.family, work.by
    referrer, colleague = _referrer(work)
    coordinator = _coordinator(work)
    case = work.case = Case(
        team=work.setting.team,
        referring_team=work.setting.colleagues.referring_team(family.referral.team),
        reference=_reference(work),
        coordinator=coordinator,
        created_by=colleague or coordinator or by,
        previous_case=_previous(work),
    )
    _take_stage(work, case)
    if case.stage == Stage.ACCEPTED and coordinator:
        # Whoever left cannot go on with it: the name stays as a cell and in the events.
        case.coordinator = None
        work.claimed -= {(row, "coordinator") for row in family.rows}
    if colleague and case.is_live and work.setting.colleagues.may_refer(colleague):
        work.social_worker = colleague
    work.batch.add(case, work.row)
    _write_referral(work, referrer)


def _reference(work: Work) -> str:
    """The sheet's, where nobody has it; else the next of the service."""
    said, batch = work.family.reference, work.batch
    is_free = work.resolved.is_reference_free and said not in batch.references
    if is_free and fits(said, LONGEST_REFERENCE):
        batch.references.add(said)
        keep_clear_of(work.setting.team, said)
        work.claim("reference")
        return said
    return next_reference(work.setting.team, work.family.referral.received.year)


def _previous(work: Work) -> Case | None:
    """The last case before this one in which one of its children is."""
    received = work.family.referral.received
    before = [(one.sent_on, one.case) for one in work.resolved.earlier if one.sent_on]
    for person in work.resolved.person.values():
        before += work.batch.cases_of.get(id(person), [])
    earlier = [(day, case) for day, case in before if day < received]
    return max(earlier, key=lambda pair: pair[0])[1] if earlier else None


def _coordinator(work: Work) -> User | None:
    name = work.family.coordinator
    found = work.setting.colleagues.coordinator(name) if name else None
    if found is not None:
        work.claim("coordinator")
    return found


def _referrer(work: Work) -> tuple[Referrer | None, User | None]:
    said = work.family.referral
    if not (said.referrer or said.email or said.team):
        return None, None
    colleague = work.setting.colleagues.referrer(said.referrer, said.email)
    name = said.referrer or said.email or said.team
    referrer = Referrer(
        name=name[:150], organisation=said.team[:150], email=said.email[:254], user=colleague
    )
    for key, text, most in (
        ("referrer", name, 150),
        ("team", said.team, 150),
        ("referrer_email", said.email, 254),
    ):
        if fits(text, most):
            work.claim(key)
    return work.batch.add(referrer, work.row), colleague


def _take_stage(work: Work, case: Case) -> None:
    """As far as the sheet says that it came; without a coordinator of ours it waits for one."""
    family = work.family
    case.stage, case.stage_since = Stage.SUBMITTED, work.moment(family.referral.received, 9)
    if family.was_accepted:
        case.stage = Stage.ALLOCATED if _is_with_somebody(work, case) else Stage.ACCEPTED
    if family.allocated_on:
        case.allocated_at = case.stage_since = work.moment(family.allocated_on, 10)
        case.allocated_by = work.by
        work.claim("allocated")
    if family.closed is not None and family.closed.code == "yes":
        _end(work, case, Stage.CLOSED if family.was_accepted else Stage.DECLINED)
        if family.closed_on or not family.closed.remark:
            work.claim("closed")
    elif not family.was_accepted and (why := _why_not_met(family)):
        _end(work, case, Stage.WITHDRAWN if why in NOT_WANTED else Stage.DECLINED)
        case.ended_why = f"{_words(family)}, by the old sheet"[:1000]
        work.claim("conference")
    elif family.closed is not None and family.closed.code == "no":
        work.claim("closed")


def _is_with_somebody(work: Work, case: Case) -> bool:
    return bool(case.coordinator and work.setting.colleagues.may_coordinate(case.coordinator))


def _why_not_met(family: Family) -> str:
    """Why there was no conference, where the sheet says so for good."""
    why = family.conference.not_held if family.conference else None
    return why.code if why and why.code not in ("", "to_be_set") else ""


def _words(family: Family) -> str:
    why = family.conference.not_held if family.conference else None
    return f"The conference: {why.text}" if why else ""


def _end(work: Work, case: Case, stage: str) -> None:
    """Ended, and by whom it was entered. Of a day that the sheet does not say there is none."""
    family = work.family
    case.stage = stage
    case.ended_by = work.by
    case.ended_why = "Closed, by the old sheet"
    if family.closed_on:
        case.ended_at = case.stage_since = work.moment(family.closed_on, 17)
    if stage != Stage.CLOSED:
        return
    if not family.was_held(work.setting.today):
        case.outcome = Case.Outcome.NOT_MET
    elif family.plan_agreed is not None and family.plan_agreed.code == "no":
        case.outcome = Case.Outcome.NO_PLAN


def _write_referral(work: Work, referrer: Referrer | None) -> None:
    family, case = work.family, work.case
    said = family.referral
    sent_at = work.moment(said.received, 9)
    texts = {
        "reason": "\n".join(said.reasons),
        "safety": "\n".join(said.risks),
        "bottom_lines": "\n".join(said.bottom_lines),
    }
    for field, key in (("reason", "reason"), ("safety", "risk"), ("bottom_lines",) * 2):
        if texts[field] and fits(texts[field], LONGEST_TEXT):
            work.claim(key)
    referral = Referral(
        case=case,
        referrer=referrer,
        sent_at=sent_at,
        sent_by=work.by,
        safety_asked=bool(said.risks),
        **{field: text[:LONGEST_TEXT] for field, text in texts.items()},
    )
    if family.was_accepted:
        # On the day it was allocated at the latest; without one the day it came in.
        referral.decided_at = work.moment(family.allocated_on or said.received, 10)
        referral.decided_by = work.by
    work.claim("received")
    work.batch.add(referral, work.row)


def tell_of_case(work: Work) -> None:
    """What happened to the case, on the days that the sheet says."""
    case, family = work.case, work.family
    sheet = work.setting.sheet_import.filename
    why = f"From the old sheet: {sheet}"
    sent_at = work.moment(family.referral.received, 9)
    children = [here for _, here in work.children]
    work.batch.tell(
        case,
        Kind.REFERRAL_SENT,
        sent_at,
        now=Stage.SUBMITTED.label,
        why=why,
        children=children,
    )
    if family.was_accepted:
        decided = work.moment(family.allocated_on or family.referral.received, 10)
        work.batch.tell(
            case,
            Kind.REFERRAL_ACCEPTED,
            decided,
            was=Stage.SUBMITTED.label,
            now=Stage.ACCEPTED.label,
            why=why,
        )
        if family.allocated_on or family.coordinator:
            name = case.coordinator.get_full_name() if case.coordinator else family.coordinator
            work.batch.tell(
                case,
                Kind.COORDINATOR_ALLOCATED,
                decided,
                subject=case.coordinator,
                now=name,
                why=why,
            )
    if case.ended_at:
        work.batch.tell(
            case,
            Kind.CASE_CLOSED,
            case.ended_at,
            now=case.get_outcome_display() or Stage(case.stage).label,
            why=why,
        )


def tell_of_sheet(work: Work, rows: list[int]) -> None:
    """The last event of each case that an import writes: all after it is somebody's work."""
    said = f"Row{'s' if len(rows) > 1 else ''} {', '.join(map(str, rows))}"
    work.batch.tell(
        work.case,
        Kind.SHEET_BROUGHT_IN,
        timezone.now(),
        now=said,
        why=work.setting.sheet_import.filename,
    )

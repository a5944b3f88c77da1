"""What was so at the referral, 6 and 12 months on; who agreed; the letter before proceedings."""

from datetime import date

from cases.models import CaseChild, Consent, Event, Fact, Offer, OfferChild, OfferReply, Person
from conferences.importing.records import Child
from conferences.importing.values import Coded
from conferences.importing.writing.work import OLD_SHEET, Work
from restorative.months import add_months

Point, Reply, Capacity = Fact.Point, OfferReply.Reply, Consent.Capacity
STATUS, LIVING = Fact.Kind.LEGAL_STATUS, Fact.Kind.LIVING_WITH
NOT_SAID_WHO = "The old sheet does not say who answered"
LATER = (
    ("status_6m", STATUS, Point.SIX_MONTHS, 6),
    ("status_12m", STATUS, Point.TWELVE_MONTHS, 12),
    ("living_with_12m", LIVING, Point.TWELVE_MONTHS, 12),
)


def write_facts(work: Work, held_on: date | None) -> None:
    """At the referral by its day; later ones count from the day the family met.

    Of a family that has not met there is nothing to count from: the cells are kept.
    """
    received, today = work.family.referral.received, work.setting.today
    for child, here in work.children:
        for key, kind in (("status", STATUS), ("living_with", LIVING)):
            coded: Coded | None = getattr(child, key)
            if coded and coded.code:
                _write(work, child, here, key, kind, Point.NONE, received, coded)
        for key, kind, point, months in LATER if held_on else ():
            coded = getattr(child, key)
            if coded is not None and held_on:
                day = min(add_months(held_on, months), today)
                _write(work, child, here, key, kind, point, day, coded)


def _write(
    work: Work,
    child: Child,
    here: CaseChild,
    key: str,
    kind: Fact.Kind,
    point: str,
    day: date,
    coded: Coded,
) -> None:
    row = child.rows[0]
    fact = Fact(
        case=work.case,
        person=here.person,
        kind=kind,
        point=point,
        value=coded.code,
        unknown_because="" if coded.code else Fact.Unknown.NOT_KNOWN,
        as_at=day,
        source=work.source(row, key),
        recorded_by=work.by,
    )
    work.batch.add(fact, row)
    if coded.code:
        setattr(here, "legal_status" if kind == STATUS else "living_with", coded.code)
    if not coded.remark:
        work.claim(key, rows=child.rows)


# Who agreed ------------------------------------------------------------------------------


def write_consents(work: Work) -> None:
    _write_parents_consent(work)
    received = work.family.referral.received
    for child, here in work.children:
        said = child.agrees
        if said is None or said.code not in Consent.Answer:
            continue
        age = here.person.age_on(received) or 0
        capacity = Capacity.YOUNG_PERSON if age >= 16 else Capacity.CHILD
        _consent(work, here.person, capacity, said, received, child.rows[0])
        if not said.remark:
            work.claim("child_agrees", rows=child.rows)


def _write_parents_consent(work: Work) -> None:
    """One answer for the case; those of brothers and sisters that differ stay as cells."""
    said = [(child, child.pr_consent) for child, _ in work.children if child.pr_consent]
    answered = [(child, coded) for child, coded in said if coded.code]
    person = work.mother or work.father
    if not answered or person is None:
        return
    child, coded = answered[0]
    day = child.pr_consent_on or work.family.referral.received
    _consent(work, person, Capacity.RESPONSIBILITY, coded, day, child.rows[0], why=NOT_SAID_WHO)
    for other, one in answered:
        if one.code == coded.code and not one.remark:
            work.claim("pr_consent", rows=other.rows)
        if other.pr_consent_on == child.pr_consent_on and child.pr_consent_on:
            work.claim("pr_consent_date", rows=other.rows)


def _consent(
    work: Work,
    person: Person,
    capacity: str,
    said: Coded,
    day: date,
    row: int,
    *,
    why: str = "",
) -> None:
    consent = Consent(
        case=work.case,
        kind=Consent.Kind.CONTACT,
        person=person,
        capacity=capacity,
        answer=said.code,
        why=why,
        taken_by=OLD_SHEET,
        given_on=day,
        recorded_by=work.by,
    )
    work.batch.add(consent, row)


# The letter before proceedings ------------------------------------------------------------


def write_offer(work: Work) -> None:
    offer = work.family.offer
    if offer is None or offer.letter_on is None:
        return
    letter = Offer(
        case=work.case,
        team=work.case.referring_team or work.setting.team,
        letter_on=offer.letter_on,
        made=Offer.Made.YES,
        made_on=offer.letter_on,
        created_by=work.by,
    )
    work.batch.add(letter, work.row)
    work.claim("offer_letter")
    for child, here in work.children:
        work.batch.add(OfferChild(offer=letter, child=here.person), child.rows[0])
    if offer.reply is not None and offer.reply.code:
        _write_replies(work, letter, offer.reply)
    at = work.moment(offer.letter_on, 15)
    work.batch.tell(
        work.case,
        Event.Kind.OFFER_RECORDED,
        at,
        subject=letter,
        now=letter.get_made_display(),
        why=OLD_SHEET,
    )


def _write_replies(work: Work, letter: Offer, said: Coded) -> None:
    """Of whom the sheet names; where it names nobody, of the parent there is, and that is said."""
    code, _, who = said.code.partition("_")
    parents = [person for person in (work.mother, work.father) if person is not None]
    named = {"mother": work.mother, "father": work.father}.get(who)
    if (who and named is None) or not parents:
        return
    note = "" if who or len(parents) == 1 else NOT_SAID_WHO
    reply = OfferReply(offer=letter, person=named or parents[0], reply=code, note=note)
    work.batch.add(reply, work.row)
    if not said.remark:
        work.claim("offer_reply")

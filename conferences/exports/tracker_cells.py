"""One child's row of the tracking sheet, in the words that the import reads."""

import re
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from cases.models import (
    Answer,
    Case,
    CaseChild,
    Consent,
    ContactPoint,
    Fact,
    OfferReply,
    Person,
)
from conferences.exports.sheets import Cell
from conferences.exports.tracker_people import family_of, parent_of, relative_of, responsibility_of
from conferences.exports.tracker_words import (
    AGREES,
    CONFIDENTIAL,
    GENDER,
    LIVING,
    NOT_KNOWN,
    REPLY,
    STATUS,
    YES_NO,
)
from conferences.formats import FORMATS, held_stages

if TYPE_CHECKING:
    from conferences.exports.tracker import Group

Point, FactKind = Fact.Point, Fact.Kind
_POSTCODE = re.compile(r"\b([A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][ABD-HJLNP-UW-Z]{2})\b", re.IGNORECASE)


def cells_of(case: Case, child: CaseChild, group: "Group") -> dict[str, Cell]:
    """By field; where no record says anything, what was kept of the old sheet."""
    mother, father, others = family_of(case, child, group)
    cells: dict[str, Cell] = {
        "reference": case.reference,
        **_referral(case),
        **_child(child.person),
        **_home(child, group),
        **_facts(case, child, group),
        **_consents(case, child, group, {mother, father}),
        **parent_of("mother", mother, group),
        **parent_of("father", father, group),
        "father_pr": responsibility_of(child, father, group),
        "network": "; ".join(relative_of(one, child, group) for one in others),
        **_offer(case, group, mother, father),
        **_work(case, group),
        **_meetings(case, child, group, father),
    }
    for key, _, text in group.old[child.pk]:
        if key == "network":
            # The cell names those that were made of it, and whoever else stands in it.
            cells[key] = text
        elif key and cells.get(key) in (None, "", NOT_KNOWN):
            cells[key] = text
    return cells


def _day(moment: Any) -> date | None:
    return timezone.localdate(moment) if moment else None


def _referral(case: Case) -> dict[str, Cell]:
    referral = getattr(case, "referral", None)
    referrer = referral.referrer if referral else None
    user = referrer.user if referrer else None
    team = case.referring_team.name if case.referring_team else ""
    name = referrer.name if referrer else ""
    organisation = referrer.organisation if referrer else ""
    return {
        "received": _day(referral.sent_at) if referral else None,
        # Where nobody is named, the import has the team or address stand in for the name.
        "referrer": "" if referrer and name in (organisation, referrer.email) else name,
        "team": organisation or team,
        "referrer_email": (referrer.email if referrer else "") or (user.email if user else ""),
        "reason": referral.reason if referral else "",
        "risk": referral.safety if referral else "",
        "bottom_lines": referral.bottom_lines if referral else "",
    }


def _child(person: Person) -> dict[str, Cell]:
    born: Cell = person.date_of_birth
    if born is None and person.expected_on:
        born = f"EDD {person.expected_on:%d/%m/%Y}"
    return {
        "surname": person.last_name,
        "forename": person.first_name,
        "known_as": person.known_as,
        "born": born,
        "gender": GENDER.get(person.gender, ""),
        "ethnicity": _answered(person.ethnicity_answer, person.ethnicity),
        "language": person.language,
        "disability": _detail(person.access, person.access_needs),
        "interpreter": _detail(person.interpreter, ""),
    }


def _answered(answer: str, text: str) -> str:
    words = {Answer.NOT_KNOWN: NOT_KNOWN, Answer.DECLINED: "Not stated"}
    return text or words.get(Answer(answer) if answer else Answer.NOT_ASKED, "")


def _detail(answer: str, text: str) -> str:
    if answer == Answer.GIVEN:
        bare = text.removeprefix("Disability: yes")
        return f"Y - {bare}" if bare else "Y"
    return {Answer.NONE.value: "N", Answer.NOT_KNOWN.value: NOT_KNOWN}.get(answer, "")


def _home(child: CaseChild, group: "Group") -> dict[str, Cell]:
    """The first address of the child; a confidential one stays where it is."""
    channel = ContactPoint.Channel.ADDRESS
    homes = [one for one in group.contacts[child.person_id] if one.channel == channel]
    if any(home.is_confidential for home in homes):
        return {"address": CONFIDENTIAL}
    if not homes:
        return {}
    text = homes[0].shown
    found = _POSTCODE.findall(text)
    return {"address": text, "postcode": found[-1].upper() if found else ""}


def _facts(case: Case, child: CaseChild, group: "Group") -> dict[str, Cell]:
    own = [fact for fact in group.facts[case.pk] if fact.person_id == child.person_id]
    asked = (
        ("status", FactKind.LEGAL_STATUS, Point.NONE, STATUS),
        ("status_6m", FactKind.LEGAL_STATUS, Point.SIX_MONTHS, STATUS),
        ("status_12m", FactKind.LEGAL_STATUS, Point.TWELVE_MONTHS, STATUS),
        ("living_with", FactKind.LIVING_WITH, Point.NONE, LIVING),
        ("living_with_12m", FactKind.LIVING_WITH, Point.TWELVE_MONTHS, LIVING),
    )
    cells: dict[str, Cell] = {}
    for key, kind, point, words in asked:
        fact = next((one for one in own if (one.kind, one.point) == (kind, point)), None)
        if fact is not None:
            cells[key] = words.get(fact.value, fact.value) if fact.value else NOT_KNOWN
    if "status" not in cells:
        cells["status"] = STATUS.get(child.legal_status, "")
    if "living_with" not in cells:
        cells["living_with"] = LIVING.get(child.living_with, "")
    return cells


def _consents(
    case: Case, child: CaseChild, group: "Group", parents: set[Person | None]
) -> dict[str, Cell]:
    cells: dict[str, Cell] = {}
    capacity = Consent.Capacity.RESPONSIBILITY
    keys = {parent.pk for parent in parents if parent}
    for consent in group.consents[case.pk]:
        if consent.person_id == child.person_id:
            cells["child_agrees"] = AGREES.get(consent.answer, "")
            continue
        is_parents = consent.capacity == capacity and (consent.person_id in keys or not keys)
        if is_parents and "pr_consent" not in cells:
            cells["pr_consent"] = YES_NO.get(consent.answer, "No")
            cells["pr_consent_date"] = consent.given_on
    return cells


def _offer(
    case: Case, group: "Group", mother: Person | None, father: Person | None
) -> dict[str, Cell]:
    offer = group.offers.get(case.pk)
    if offer is None:
        return {}
    replies = group.replies[offer.pk]
    said: Cell = ""
    if replies:
        reply = next(
            (one for one in replies if one.reply != OfferReply.Reply.UNANSWERED), replies[0]
        )
        said = REPLY.get(reply.reply, "")
        both = mother is not None and father is not None
        if reply.reply == OfferReply.Reply.ACCEPTED and both and not reply.note:
            by = {mother.pk: " by mother", father.pk: " by father"}  # type: ignore[union-attr]
            said = f"{said}{by.get(reply.person_id, '')}"
    return {"offer_letter": offer.letter_on, "offer_reply": said}


def _work(case: Case, group: "Group") -> dict[str, Cell]:
    name = case.coordinator.get_full_name() if case.coordinator else ""
    closed: Cell = _day(case.ended_at)
    if closed is None and case.is_ended:
        closed = "Y"
    return {
        "coordinator": name or group.coordinators.get(case.pk, ""),
        "allocated": _day(case.allocated_at),
        "closed": closed,
    }


def _meetings(
    case: Case, child: CaseChild, group: "Group", father: Person | None
) -> dict[str, Cell]:
    meetings = group.meetings[case.pk]
    firsts = [one for one in meetings if not FORMATS[one.format].reviews_plan]
    reviews = [one for one in meetings if FORMATS[one.format].reviews_plan]
    first, review = _chosen(firsts), _chosen(reviews)
    cells: dict[str, Cell] = {}
    if review is not None:
        cells["review"] = _when(review)
    if first is None:
        return cells
    cells["conference"] = _when(first)
    states = {plan.state for plan in group.plans[first.pk]}
    if "agreed" in states:
        cells["plan_agreed"] = "Yes"
    elif first.stage in ("no_plan", "plan_not_agreed"):
        cells["plan_agreed"] = "No"
    cells |= _attendance(case, child, group, father, first)
    return cells


def _chosen(meetings: list[Any]) -> Any:
    """The first that was held; else the last that is still to be, or was not."""
    held = held_stages()
    return next((one for one in meetings if one.stage in held), meetings[-1] if meetings else None)


def _when(meeting: Any) -> Cell:
    if meeting.stage in ("not_held", "declined"):
        return "declined" if meeting.stage == "declined" else "cancelled"
    return _day(meeting.starts_at)


def _attendance(
    case: Case, child: CaseChild, group: "Group", father: Person | None, meeting: Any
) -> dict[str, Cell]:
    if meeting.stage not in held_stages():
        return {}
    cells: dict[str, Cell] = {}
    people = group.participants[meeting.pk]
    told = {fact.kind: fact.value for fact in group.facts[case.pk] if fact.value}
    for key, kind, parts in (
        ("family_attended", "family_came", ("family", "friend", "child")),
        (
            "professionals_attended",
            "professionals_came",
            ("professional", "referrer", "information_giver"),
        ),
    ):
        came = sum(1 for one in people if one.arrived_at and one.part in parts)
        said = told.get(kind, "")
        cells[key] = int(said) if said.isdigit() else came or None
    for one in people:
        if father is not None and one.person_id == father.pk:
            cells["father_attended"] = "Yes" if one.arrived_at else "No"
        if one.person_id == child.person_id:
            cells["child_attended"] = _child_came(one)
    return cells


def _child_came(one: Any) -> str:
    if one.arrived_at:
        return "Yes"
    if one.views_read_at:
        return "advocate" if "advocate" in one.views_read_by.lower() else "views shared"
    return "No"

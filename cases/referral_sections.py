"""The parts of a referral as its pages show them: how far each is, and what was answered."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.urls import reverse

from cases.models import NetworkMember, Offer, Referral
from cases.referral_answers import Answer, answers_of
from cases.referral_contents import ReferralContents, called
from cases.rules_referral import Gap, Section

Side = NetworkMember.Side


class Status(StrEnum):
    NOT_STARTED = "Not yet started"
    IN_PROGRESS = "In progress"
    COMPLETED = "Completed"


@dataclass(frozen=True)
class Part:
    """One part of a referral: a row of the task list, a block of the answers."""

    section: Section
    label: str
    hint: str
    url: str
    status: Status
    gaps: Sequence[Gap]
    answers: list[Answer]

    @property
    def id(self) -> str:
        return f"part-{self.section}"

    @property
    def is_done(self) -> bool:
        return self.status == Status.COMPLETED


PAGES: dict[Section, tuple[str, str, str]] = {
    Section.CHILDREN: (
        "Child and family",
        "The children, their legal status, where they live, their social worker",
        "referral_children",
    ),
    Section.NETWORK: (
        "Who matters",
        "Parents, relatives and friends, and how to reach them safely",
        "referral_network",
    ),
    Section.REASONS: (
        "Why now",
        "What is going well, worries, bottom lines and questions",
        "referral_reasons",
    ),
    Section.OFFER: (
        "Offer before proceedings",
        "The letter before proceedings, if there is one, and each reply",
        "referral_offer",
    ),
    Section.CONSENT: ("Agreement to be contacted", "Who said what", "referral_consent"),
    Section.SAFETY: ("Safety", "Anything to know to keep people safe", "referral_safety"),
    Section.ACCESS: (
        "Taking part",
        "Interpreters, access, lifts, childcare",
        "referral_access",
    ),
    Section.REFERRER: (
        "Who is referring",
        "You, or somebody without an account",
        "referral_referrer",
    ),
}


def sections_of(contents: ReferralContents, *, gaps: Sequence[Gap] = ()) -> list[Part]:
    """The parts in the order of the page; what is missing of each comes from `gaps`."""
    parts = []
    for section, (label, hint, name) in PAGES.items():
        missing = [gap for gap in gaps if gap.section == section]
        if section == Section.CHILDREN and not contents.children:
            name = "referral_child_add"
        url = reverse(f"cases:{name}", kwargs={"public_id": contents.case.public_id})
        status = status_of(section, contents, is_missing=bool(missing))
        parts.append(
            Part(section, label, hint, url, status, missing, answers_of(section, contents, url))
        )
    return parts


def status_of(section: Section, contents: ReferralContents, *, is_missing: bool) -> Status:
    """How far one part is: begun when anything is said in it, done when nothing is left open."""
    begun, done = _begun_and_done(section, contents)
    if not begun:
        return Status.NOT_STARTED
    return Status.COMPLETED if done and not is_missing else Status.IN_PROGRESS


def _begun_and_done(section: Section, contents: ReferralContents) -> tuple[bool, bool]:
    referral = contents.referral
    match section:
        case Section.CHILDREN:
            return bool(contents.children), True
        case Section.NETWORK:
            return bool(contents.members), not open_questions(contents)
        case Section.REASONS:
            return _anything_said(referral), bool(referral.reason.strip())
        case Section.OFFER:
            return (
                bool(contents.offers) or referral.letter != Referral.Letter.NOT_SAID,
                all(offer.made != Offer.Made.NOT_RECORDED for offer in contents.offers),
            )
        case Section.CONSENT:
            begun = bool(contents.consents) or bool(referral.shared_without_consent)
            return begun, not contents.unasked or bool(referral.shared_without_consent)
        case Section.SAFETY:
            return referral.safety_asked, True
        case Section.ACCESS:
            return referral.access_asked, True
        case Section.REFERRER:
            is_said = (
                referral.referrer_id is not None or contents.case.referring_team_id is not None
            )
            return is_said, True


def _anything_said(referral: Referral) -> bool:
    names = ("reason", "strengths", "worries", "bottom_lines", "questions", "dates_to_avoid")
    return any(getattr(referral, name).strip() for name in names)


def open_questions(contents: ReferralContents) -> list[str]:
    """What is still to be said of the network, in words."""
    questions = []
    for member in contents.members:
        children = contents.not_told(member.person)
        if children and member.part != NetworkMember.Part.PROFESSIONAL:
            names = " and ".join(called(child) for child in children)
            questions.append(f"What {member.person.liked_name} is to {names}")
    side = unnamed_side(contents)
    if side and contents.referral.other_side == Referral.OtherSide.NOT_SAID:
        questions.append(f"Why nobody is named from the {side} side")
    return questions


def unnamed_side(contents: ReferralContents) -> str:
    """The side of the family from which nobody is named, while the other one is: "father’s"."""
    sides = {member.side for member in contents.members}
    if Side.BOTH in sides or {Side.MOTHER, Side.FATHER} <= sides:
        return ""
    if Side.MOTHER in sides:
        return "father’s"
    return "mother’s" if Side.FATHER in sides else ""

"""What a referral must say before it can be sent: nine answers, and "not known" is one."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.core.exceptions import ValidationError

from accounts.models import User
from cases.models import Case, CaseChild, Offer, Referral
from cases.rules import check_contact_agreed, check_discussed_again, keys_of_other_cases


class Section(StrEnum):
    """The parts of a referral, filled in in any order."""

    REFERRER = "referrer"
    CHILDREN = "children"
    NETWORK = "network"
    REASONS = "reasons"
    OFFER = "offer"
    CONSENT = "consent"
    SAFETY = "safety"
    ACCESS = "access"


@dataclass(frozen=True)
class Gap:
    """One thing that is missing, and where it is said."""

    section: Section
    text: str


BEFORE_COURT = (CaseChild.LegalStatus.PRE_PROCEEDINGS, CaseChild.LegalStatus.PROCEEDINGS)


def check_ready_to_send(case: Case, children: Sequence[CaseChild] | None = None) -> list[Gap]:
    """Return what a referral still lacks; empty when it can be sent.

    Its current children are read unless they are given.
    """
    if children is None:
        children = list(CaseChild.objects.current().filter(case=case))
    referral = case.referral
    gaps = []
    if not children:
        gaps.append(Gap(Section.CHILDREN, "Add at least one child"))
    if not referral.reason.strip():
        gaps.append(Gap(Section.REASONS, "Say why the family is referred now"))
    gaps += _again(case)
    if _letter_unsaid(case, children):
        gaps.append(Gap(Section.OFFER, "Say whether a letter before proceedings was sent"))
    gaps += _agreement(case)
    if not referral.safety_asked:
        gaps.append(
            Gap(Section.SAFETY, "Say whether there is anything to know to keep people safe")
        )
    return gaps


def check_no_case_open(case: Case, *, by: User) -> None:
    """Refuse to refer a child whose family the same service is already working with (G2).

    Told only to those who may know of that case. For everybody else it is as if there
    were none; the managers who hold it are asked to look (cases.domain.referring).
    """
    others = keys_of_other_cases(case)
    if not others:
        return
    found = Case.objects.visible_to(by).working().filter(pk__in=others).order_by("pk").first()
    if found is None:
        return
    both = CaseChild.objects.current().filter(
        case=found, person__in=CaseChild.objects.current().filter(case=case).values("person")
    )
    names = " and ".join(child.person.liked_name for child in both.select_related("person"))
    raise ValidationError(
        f"{names} already has an open case, {found}. Add a note there instead."
        if len(both) == 1
        else f"{names} already have an open case, {found}. Add a note there instead.",
        code="open_case",
    )


def _again(case: Case) -> list[Gap]:
    try:
        check_discussed_again(case)
    except ValidationError as error:
        return [Gap(Section.REASONS, " ".join(error.messages))]
    return []


def _agreement(case: Case) -> list[Gap]:
    """Whether a weaker word is enough, a manager decides on accepting; here somebody said yes."""
    try:
        check_contact_agreed(case, decision="left to the manager")
    except ValidationError:
        text = "Say who agreed to be contacted, or why the family is referred without that"
        return [Gap(Section.CONSENT, text)]
    return []


def _letter_unsaid(case: Case, children: Sequence[CaseChild]) -> bool:
    """Before court, the statutory question has to be answered, if only by "not known"."""
    if case.referral.letter != Referral.Letter.NOT_SAID:
        return False
    if not any(child.legal_status in BEFORE_COURT for child in children):
        return False
    letters = Offer.objects.visible_to(case.created_by)
    return not (letters.filter(case=case) | letters.alone_about_children_of(case)).exists()

"""A referral as whoever decides about it reads it: rows of words, nothing to click through."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.core.exceptions import ValidationError

from accounts.models import User
from cases.models import Case, CaseChild, NetworkMember, Offer, ParentalResponsibility, Person
from cases.people_words import interpreter_words
from cases.referral_contents import ReferralContents
from cases.rules import check_contact_agreed, check_discussed_again, earlier_case

Holds = ParentalResponsibility.Holds


@dataclass(frozen=True)
class PersonRow:
    """Somebody who matters: what they are to the children, and whether they agreed."""

    person: Person
    words: str
    responsibility: str
    agreement: str
    needs: str


@dataclass(frozen=True)
class ChildRow:
    person: Person
    status: str
    living: str
    worker: User | None
    agreement: str
    needs: str


@dataclass(frozen=True)
class Check:
    """One rule for accepting, whether it is met, and what is said when it is not."""

    label: str
    is_met: bool
    text: str = ""
    code: str = ""


def child_rows(contents: ReferralContents) -> list[ChildRow]:
    return [
        ChildRow(
            person=child.person,
            status=child.get_legal_status_display(),
            living=", ".join(filter(None, _living(contents, child))),
            worker=child.social_worker,
            agreement=_agreement(contents, child.person),
            needs=_needs(child.person),
        )
        for child in contents.children
    ]


def _living(contents: ReferralContents, child: CaseChild) -> tuple[str, str]:
    return child.get_living_with_display(), contents.living_detail(child)


def person_rows(contents: ReferralContents) -> list[PersonRow]:
    return [
        PersonRow(
            person=member.person,
            words=_words(contents, member),
            responsibility=_responsibility(contents, member.person),
            agreement=_agreement(contents, member.person),
            needs=_needs(member.person),
        )
        for member in contents.members
    ]


def letter_lines(contents: ReferralContents) -> list[str]:
    """Each letter before proceedings in a sentence: when, offered or not, who answered what."""
    names = {person.pk: person.liked_name for person in contents.young}
    names |= {member.person_id: member.person.liked_name for member in contents.members}
    return [_letter(offer, names) for offer in contents.offers]


def accepting_checks(case: Case, *, seen_by: User) -> list[Check]:
    """The rules for accepting a referral, as they stand now (G1 and G2)."""
    rules: list[tuple[str, Callable[[Case], None]]] = [
        ("Somebody entitled to has agreed that the family is contacted", check_contact_agreed)
    ]
    if earlier_case(case, seen_by=seen_by):
        discussed = partial(check_discussed_again, seen_by=seen_by, on=case.referral.sent_on)
        rules.append(("A new referral soon after closure was talked over", discussed))
    checks = []
    for label, check in rules:
        try:
            check(case)
        except ValidationError as error:
            checks.append(Check(label, False, " ".join(error.messages), error.code or ""))
        else:
            checks.append(Check(label, True))
    return checks


def languages_of(contents: ReferralContents) -> list[str]:
    """The languages in which somebody of this family needs an interpreter."""
    wanted = {
        person.interpreter_language or person.language or "Language not recorded"
        for person in _everybody(contents)
        if person.interpreter == Person.Answer.GIVEN
    }
    return sorted(wanted)


def needs_recorded(contents: ReferralContents) -> list[tuple[Person, str]]:
    """Who speaks which language and needs what, as far as it is recorded with them."""
    return [(person, needs) for person in _everybody(contents) if (needs := _needs(person))]


def _everybody(contents: ReferralContents) -> list[Person]:
    return [*contents.young, *(member.person for member in contents.members)]


def _words(contents: ReferralContents, member: NetworkMember) -> str:
    """ "Grandmother" when it is so for all children, else "Mother of Jonah; ..."."""
    said = {child.liked_name: contents.words(member.person, child) for child in contents.young}
    different = {words for words in said.values() if words}
    if not different:
        return member.get_part_display()
    if len(different) == 1 and all(said.values()):
        return different.pop()
    return "; ".join(f"{words} of {name}" for name, words in said.items() if words)


def _responsibility(contents: ReferralContents, person: Person) -> str:
    """ "Yes" when it is so for all children, else "Yes for Isla and Jonah; No for Tilly"."""
    names: dict[str, list[str]] = {}
    for child in contents.young:
        row = contents.holds(person, child)
        if row:
            names.setdefault(row.get_holds_display(), []).append(child.liked_name)
    if len(names) == 1:
        [(word, said_for)] = names.items()
        if len(said_for) == len(contents.young):
            return word
    return "; ".join(f"{word} for {' and '.join(said_for)}" for word, said_for in names.items())


def _agreement(contents: ReferralContents, person: Person) -> str:
    consent = contents.consents.get(person.pk)
    if consent is None:
        return "Not asked"
    said = f"{consent.get_answer_display()}, {consent.given_on:%-d %B %Y}"
    if consent.answer == consent.Answer.YES:
        said += f", as {consent.get_capacity_display().lower()}"
    return f"{said}. {consent.why}" if consent.why else said


def _needs(person: Person) -> str:
    needs = [f"First language: {person.language}"] if person.language else []
    if person.interpreter == Person.Answer.GIVEN:
        needs.append(interpreter_words(person))
    if person.access == Person.Answer.GIVEN and person.access_needs:
        needs.append(person.access_needs)
    return ". ".join(needs)


def _letter(offer: Offer, names: dict[int, str]) -> str:
    replies = "; ".join(
        f"{names.get(reply.person_id, 'Somebody else')}: {reply.get_reply_display().lower()}"
        for reply in offer.replies.all()
    )
    made = offer.get_made_display()
    if offer.made == Offer.Made.NO and offer.not_made_reason:
        made += f" ({offer.not_made_reason})"
    return f"{offer}. {made}." + (f" {replies}." if replies else "")

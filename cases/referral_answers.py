"""What was answered in each part of a referral, in words, for checking and for reading."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from cases.models import Consent, ContactPoint, Offer, Person, Referral
from cases.offer_gaps import gaps_in
from cases.referral_contents import ReferralContents, called
from cases.rules_referral import Section

WAYS = {
    "may_text": "text",
    "may_ring": "ring",
    "may_leave_message": "leave a message",
    "may_write": "write",
}


@dataclass(frozen=True)
class Answer:
    """One line: a question, what was said in one or more lines, the page that changes it."""

    question: str
    lines: list[str] = field(default_factory=list)
    url: str = ""


def answers_of(section: Section, contents: ReferralContents, url: str) -> list[Answer]:
    answers = {
        Section.CHILDREN: _children,
        Section.NETWORK: _network,
        Section.REASONS: _reasons,
        Section.OFFER: _offers,
        Section.CONSENT: _consents,
        Section.SAFETY: _safety,
        Section.ACCESS: _access,
        Section.REFERRER: _referrer,
    }[section](contents)
    return [Answer(question, lines, url) for question, lines in answers]


Lines = Iterable[tuple[str, list[str]]]


def _children(contents: ReferralContents) -> Lines:
    for child in contents.children:
        person = child.person
        born = f", born {person.date_of_birth:%-d %B %Y}" if person.date_of_birth else ""
        worker = child.social_worker
        lines = [
            f"{person.age_text[:1].upper()}{person.age_text[1:]}{born}",
            f"Legal status: {child.get_legal_status_display()}",
            f"Living with: {child.get_living_with_display()}",
            f"Social worker: {worker or 'None, or not known'}",
        ]
        if detail := contents.living_detail(child):
            lines.insert(3, detail)
        yield person.full_name, lines


def _network(contents: ReferralContents) -> Lines:
    for member in contents.members:
        person = member.person
        lines = [*ties_in_words(person, contents)]
        if not lines:
            lines.append(member.get_part_display())
        if member.side:
            lines.append(member.get_side_display())
        lines += [contact_in_words(point) for point in contents.contacts.get(person.pk, [])]
        yield person.full_name, lines
    referral = contents.referral
    if referral.other_side:
        yield "The other side of the family", [referral.get_other_side_display()]


def ties_in_words(person: Person, contents: ReferralContents) -> list[str]:
    """ "Grandmother of Jonah and Tilly", and parental responsibility where it was asked."""
    by_word: dict[str, list[str]] = {}
    by_answer: dict[str, list[str]] = {}
    for child in contents.young:
        if word := contents.words(person, child):
            by_word.setdefault(word, []).append(called(child))
        if held := contents.holds(person, child):
            by_answer.setdefault(held.get_holds_display().lower(), []).append(called(child))
    lines = [f"{word} of {_and(names)}" for word, names in by_word.items()]
    everybody = len(contents.born)
    for answer, names in by_answer.items():
        whom = "" if len(names) == everybody else f" for {_and(names)}"
        lines.append(f"Parental responsibility{whom}: {answer}")
    return lines


def contact_in_words(point: ContactPoint) -> str:
    """Where, and what is safe: "07700 900123: text only, 10:00 to 14:00".

    The note beside a confidential value can give it away, and is left out.
    """
    what = f"{point.get_channel_display()}: {point.shown}"
    if point.confirmed_on is None:
        return f"{what}. What is safe is not confirmed."
    allowed = [word for name, word in WAYS.items() if getattr(point, name) == ContactPoint.May.YES]
    safe = f"{_and(allowed)} only" if allowed else "no contact this way"
    if len(allowed) == len(WAYS):
        safe = "any way"
    if point.safe_from or point.safe_until:
        start = f"{point.safe_from:%H:%M}" if point.safe_from else "any time"
        end = f"{point.safe_until:%H:%M}" if point.safe_until else "any time"
        safe += f", {start} to {end}"
    note = f". {point.safe_note}" if point.safe_note and not point.is_confidential else ""
    return f"{what}. Safe: {safe}{note}"


def _reasons(contents: ReferralContents) -> Lines:
    referral = contents.referral
    if contents.was_here:
        yield "Talked over with", [referral.discussed_again or "Not said"]
    yield "Why now", [referral.reason or "Not said"]
    yield "What is going well", [referral.strengths or "Not said"]
    yield "Worries", [referral.worries or "Not said"]
    yield "Bottom lines", [referral.bottom_lines or "None"]
    yield "Questions for the family", [referral.questions or "None"]
    yield "How soon", [str(Referral.Urgency(referral.urgency).label)]
    yield "Dates to avoid", [referral.dates_to_avoid or "None"]
    yield "Wishes about the coordinator", [referral.coordinator_wishes or "None"]


def _offers(contents: ReferralContents) -> Lines:
    if not contents.offers:
        letter = Referral.Letter(contents.referral.letter)
        yield "Letter before proceedings", [str(letter.label)]
    for offer in contents.offers:
        yield f"Letter of {offer.letter_on:%-d %B %Y}", offer_in_words(offer)


def offer_in_words(offer: Offer) -> list[str]:
    """What became of one letter. Its children and replies come with their people."""
    lines = [offer.get_made_display()]
    if offer.made == Offer.Made.YES and offer.made_on and offer.made_on != offer.letter_on:
        lines[0] += f" on {offer.made_on:%-d %B %Y}"
    if offer.made == Offer.Made.NO:
        lines.append(f"Why: {offer.not_made_reason}")
        decided = offer.not_made_decided_on
        on = f", {decided:%-d %B %Y}" if decided else ""
        lines.append(f"Decided by {offer.not_made_decided_by}{on}")
    for reply in offer.replies.all():
        on = f", {reply.replied_on:%-d %B %Y}" if reply.replied_on else ""
        lines.append(f"{reply.person.full_name}: {reply.get_reply_display().lower()}{on}")
    lines += [
        f"Does not apply to {row.child.full_name}: {row.why_not or 'no reason given'}"
        for row in offer.children.all()
        if not row.applies
    ]
    if offer.made == Offer.Made.YES and not offer.replies.all():
        lines += gaps_in(offer)
    return lines


def _consents(contents: ReferralContents) -> Lines:
    people = [*contents.may_speak, *contents.young]
    listed = {person.pk for person in people}
    people += [m.person for m in contents.members if m.person_id not in listed]
    for person in people:
        consent = contents.consents.get(person.pk)
        if consent:
            yield person.full_name, [consent_in_words(consent)]
        elif person.is_unborn:
            yield person.full_name, ["Not asked: not yet born"]
        elif person.pk in listed:
            yield person.full_name, ["Not asked yet"]
    if contents.referral.shared_without_consent:
        yield "Referred without agreement, because", [contents.referral.shared_without_consent]
    yield "Basis for keeping records", [contents.case.get_processing_basis_display()]


def consent_in_words(consent: Consent) -> str:
    parts = [str(Consent.Answer(consent.answer).label)]
    if consent.capacity != Consent.Capacity.CHILD:
        capacity = str(Consent.Capacity(consent.capacity).label)
        parts.append(f"as {capacity[:1].lower()}{capacity[1:]}")
    if consent.method:
        parts.append(str(Consent.Method(consent.method).label).lower())
    parts.append(f"{consent.given_on:%-d %B %Y}")
    text = ", ".join(parts)
    return f"{text}. {consent.scope or consent.why}" if consent.scope or consent.why else text


def _safety(contents: ReferralContents) -> Lines:
    referral = contents.referral
    yield "Safety", [_asked(referral.safety, referral.safety_asked)]


def _access(contents: ReferralContents) -> Lines:
    referral = contents.referral
    yield "What would help people take part", [_asked(referral.access, referral.access_asked)]


def _asked(text: str, was_asked: bool) -> str:
    return text or ("Nothing is known" if was_asked else "Not said")


def _referrer(contents: ReferralContents) -> Lines:
    case, referrer = contents.case, contents.referral.referrer
    if referrer:
        said = (
            referrer.name,
            referrer.job_title,
            referrer.organisation,
            referrer.email,
            referrer.phone,
        )
        yield "Referrer", [line for line in said if line]
        yield "Entered by", [str(case.created_by)]
        return
    lines = [str(case.created_by)]
    if case.referring_team:
        lines.append(str(case.referring_team))
    yield "Referrer", lines


def _and(words: list[str]) -> str:
    return " and ".join(filter(None, [", ".join(words[:-1]), words[-1]])) if words else ""

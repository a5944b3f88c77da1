"""What one recipient's copy of a plan may hold: its pieces, and which are better left out.

The text is made from a list of what may go in and of nothing else: no address, no number,
no place. Ways to reach somebody that stand in typed text are taken out of it.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q
from django.utils import timezone

from cases.models import KeepApart, Person
from conferences.domain.planning import called
from conferences.models import FamilyPlan, Participant, PlanAction, PlanAnswer

TAKEN_OUT = "[left out]"
PASSAGES = (
    ("child_views", "What the child thinks and wants"),
    ("arrangements", "How things will be"),
    ("contingency", "If it does not work"),
    ("monitoring", "Who keeps an eye on the plan, and how"),
)
_STREET = (
    r"\b\d+[a-z]?,?\s+(?:[A-Z][\w’'-]+\s+){1,3}"
    r"(?:Road|Rd|Street|St|Avenue|Ave|Lane|Close|Drive|Way|Court|Crescent|Gardens|Grove|Place"
    r"|Terrace|Walk|Square|Hill|Park|Row|Mews|House|Green)\b"
)
REACHING = (
    re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),
    re.compile(r"(?<!\d)(?:\+|0)\d(?:[\s()-]{0,2}\d){7,12}(?!\d)"),
    re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b", re.IGNORECASE),
    re.compile(_STREET),
)


@dataclass(frozen=True)
class Hidden:
    """Somebody whom the recipient is better not told of, and why."""

    why: str
    words: tuple[str, ...]
    participant: int | None = None

    def is_named_in(self, *texts: str) -> bool:
        return any(
            re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text, re.IGNORECASE)
            for word in self.words
            for text in texts
            if text
        )


@dataclass
class Piece:
    """One part of a plan that a copy holds or leaves out; `why` proposes to leave it out."""

    key: str
    heading: str
    lines: list[str]
    why: str = ""
    action: PlanAction | None = field(default=None, repr=False)

    @property
    def label(self) -> str:
        text = "; ".join(self.lines).replace("\n", " ")
        return f"{self.heading}: {text}" if self.heading else text


def pieces_of(plan: FamilyPlan, recipient: Participant) -> list[Piece]:
    """All that a copy can hold, in the order in which it stands there."""
    hidden = hidden_from(plan, recipient)
    actions = list(plan.actions.select_related("participant", "checker").order_by("position", "pk"))
    pieces = [
        _passage("child_views", PASSAGES[0][1], plan.child_views, hidden),
        _passage("arrangements", PASSAGES[1][1], plan.arrangements, hidden),
        *(_action(action, hidden) for action in actions),
        *_answers(plan, actions, hidden),
        _passage("contingency", PASSAGES[2][1], plan.contingency, hidden),
        _passage("monitoring", PASSAGES[3][1], plan.monitoring, hidden),
        *_names(plan, hidden),
        _passage("review", "When we look at it again", _review_words(plan), hidden),
    ]
    return [piece for piece in pieces if piece.lines]


def proposed_omissions(pieces: Iterable[Piece]) -> dict[str, str]:
    """The keys of what is better left out, each with why."""
    return {piece.key: piece.why for piece in pieces if piece.why}


def text_of(plan: FamilyPlan, recipient: Participant, left_out: Iterable[str]) -> str:
    """The copy word for word. Lines that begin with # are headings, blank lines part blocks."""
    leave, pieces = set(left_out), pieces_of(plan, recipient)
    kept = [piece for piece in pieces if piece.key not in leave]
    blocks = ["# Our family plan", f"This copy is for {_clean(called(recipient))}."]
    if plan.agreed_at:
        agreed = timezone.localtime(plan.agreed_at)
        blocks.append(f"Plan {plan.number}, agreed on {day_words(agreed.date())}.")
    own = [piece for piece in kept if piece.action and _is_theirs(piece.action, recipient)]
    others = [piece for piece in kept if piece.action and piece not in own]
    before = True
    for piece in kept:
        if piece.action:
            if before:
                blocks += _action_blocks(own, others)
            before = False
        else:
            blocks += _blocks(piece, blocks)
    return "\n\n".join(blocks) + "\n"


def hidden_from(plan: FamilyPlan, recipient: Participant) -> list[Hidden]:
    """Those kept away from the meeting, and those who must be kept apart from the recipient."""
    everybody = list(Participant.objects.filter(meeting=plan.meeting_id).with_names())
    shared = Counter(one.person.last_name.casefold() for one in everybody if one.person)
    found = [
        Hidden(
            f"{called(one)} is kept away from this {plan.meeting.declared.word}",
            _words_for(one.person, one, shared),
            one.pk,
        )
        for one in everybody
        if one.is_kept_away and one.pk != recipient.pk
    ]
    if recipient.person is None:
        return found
    by_person = {one.person_id: one for one in everybody if one.person_id}
    for other in _kept_apart_from(recipient.person):
        participant = by_person.get(other.pk)
        found.append(
            Hidden(
                f"{other.liked_name} and {called(recipient)} must be kept apart",
                _words_for(other, participant, shared),
                participant.pk if participant else None,
            )
        )
    return found


def without_ways_to_reach(text: str) -> str:
    """Take telephone numbers, email addresses, postcodes and streets out of typed text."""
    for pattern in REACHING:
        text = pattern.sub(TAKEN_OUT, text)
    return text


def day_words(day: date) -> str:
    return f"{day:%A %-d %B %Y}"


def _kept_apart_from(person: Person) -> list[Person]:
    rows = KeepApart.objects.in_force().filter(Q(first=person) | Q(second=person))
    pairs = rows.select_related("first", "second").order_by("pk")
    others = {row.second if row.first_id == person.pk else row.first for row in pairs}
    return sorted(others, key=lambda other: other.pk)


def _words_for(
    person: Person | None, participant: Participant | None, surnames: Counter[str]
) -> tuple[str, ...]:
    """The words somebody is known by; a family name only where it is nobody else's."""
    words: list[str] = []
    if person:
        if surnames[person.last_name.casefold()] <= 1:
            words.append(person.last_name)
        words += [person.first_name, person.known_as, *person.other_names.split(",")]
        words += [f"{person.first_name} {person.last_name}".strip()]
    if participant:
        words += [participant.relation, participant.initials, participant.name]
    return tuple(sorted({word.strip() for word in words if len(word.strip()) > 1}))


def _passage(key: str, heading: str, text: str, hidden: list[Hidden]) -> Piece:
    lines = [_clean(text)] if text.strip() else []
    return Piece(key, heading, lines, _why(hidden, text))


def _action(action: PlanAction, hidden: list[Hidden]) -> Piece:
    said = [
        ("", f"{action.who}: {action.what}"),
        ("By", day_words(action.by_when) if action.by_when else ""),
        ("How often", action.how_often),
        ("Who checks", action.checked_by),
        ("If it does not happen", action.if_not),
        ("Asked for", action.asked_for),
        ("Answer", _asked_words(action)),
    ]
    texts = [words for _, words in said]
    people = {action.participant_id, action.checker_id} - {None}
    lines = [f"{label}: {words}" if label else words for label, words in said if words]
    return Piece(
        f"action-{action.pk}",
        "",
        [_clean(line) for line in lines],
        _why(hidden, *texts, people=people),
        action,
    )


def _asked_words(action: PlanAction) -> str:
    if not action.asked_for:
        return ""
    words = action.get_asked_state_display()
    return f"{words}. {action.asked_answer}".strip() if action.asked_answer else words


def _answers(plan: FamilyPlan, actions: list[PlanAction], hidden: list[Hidden]) -> list[Piece]:
    """What each bottom line and question got for an answer, where it was in words."""
    rows = PlanAnswer.objects.filter(plan=plan, action=None).select_related("item")
    return [
        Piece(
            f"item-{row.item_id}",
            "What we were asked, and our answer",
            [_clean(row.item.text), _clean(f"Our answer: {row.words}")],
            _why(hidden, row.item.text, row.words),
        )
        for row in rows.order_by("item__kind", "item__position", "pk")
    ]


def _names(plan: FamilyPlan, hidden: list[Hidden]) -> list[Piece]:
    """Who leads and who agrees, a piece for each name, so that one can be left out."""
    pieces = []
    if plan.family_lead:
        lead = plan.family_lead
        name = called(lead)
        why = _why(hidden, name, people={lead.pk})
        pieces.append(Piece("family_lead", "Who leads on this plan", [_clean(name)], why))
    rows = plan.agreements.select_related("participant__person", "participant__user")
    for row in rows.select_related("participant__resource"):
        name, people = called(row.participant), {row.participant_id}
        line = f"{name}: {row.get_answer_display().lower()}"
        if row.words:
            line = f"{line}. {row.words}"
        why = _why(hidden, name, row.words, people=people)
        pieces.append(Piece(f"person-{row.participant_id}", "Who agrees", [_clean(line)], why))
    return pieces


def _review_words(plan: FamilyPlan) -> str:
    if plan.review_declined:
        return "We do not want a review."
    return f"We meet again by {day_words(plan.review_on)}." if plan.review_on else ""


def _why(hidden: list[Hidden], *texts: str, people: Iterable[int | None] = ()) -> str:
    """Why a piece is better left out; empty when nobody hidden is part of it."""
    there = set(people)
    for one in hidden:
        if one.participant in there and one.participant is not None:
            return one.why
        if one.is_named_in(*texts):
            return f"{one.why}, and may be meant here"
    return ""


def _is_theirs(action: PlanAction, recipient: Participant) -> bool:
    return recipient.pk in (action.participant_id, action.checker_id)


def _action_blocks(own: list[Piece], others: list[Piece]) -> list[str]:
    blocks = []
    for heading, pieces in (("What you do or check", own), ("What others do", others)):
        if pieces:
            heading = heading if own else "Who does what"
            blocks += [f"## {heading}", *("\n".join(piece.lines) for piece in pieces)]
    return blocks


def _blocks(piece: Piece, so_far: list[str]) -> list[str]:
    """A piece under its heading, which stands once for several pieces in a row."""
    heading = f"## {piece.heading}"
    return ["\n".join(piece.lines)] if heading in so_far else [heading, "\n".join(piece.lines)]


def _clean(text: str) -> str:
    """Typed text in one block: nothing to reach anybody by, nothing that looks like a heading."""
    lines = (line.strip().lstrip("#").strip() for line in text.splitlines())
    return without_ways_to_reach("\n".join(line for line in lines if line))

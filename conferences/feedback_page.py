"""Feedback on a meeting as its page shows it: who was asked, who answered, and how many."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from accounts.models import User
from conferences.domain.feeding_back import CHILD_WORDS, WORDS
from conferences.domain.planning import called
from conferences.models import Feedback, FeedbackAnswer, Meeting, Participant

SIDES = (
    ("Children and young people", (Feedback.Who.YOUNGER_CHILD, Feedback.Who.CHILD)),
    ("Family and friends", (Feedback.Who.FAMILY,)),
    ("Professionals", (Feedback.Who.PROFESSIONAL,)),
)
MONTHS = {Feedback.When.THREE_MONTHS: 3, Feedback.When.SIX_MONTHS: 6}
DECEMBER, LAST_DAY = 12, 28
UNKNOWN = "Somebody who was there"


@dataclass(frozen=True)
class RateRow:
    """One side, with how many answered of how many were asked at each time."""

    side: str
    cells: list[str]


@dataclass(frozen=True)
class FeedbackRow:
    """One person at one time: asked, and what they answered, in words."""

    feedback: Feedback
    name: str
    answers: list[tuple[str, str]]


def feedback_rows(meeting: Meeting, user: User) -> list[FeedbackRow]:
    """Everybody who was asked, in the order of asking: the same few queries for any number."""
    rows = list(meeting.feedback.prefetch_related("answers").order_by("pk"))
    people = Participant.objects.visible_to(user).filter(meeting=meeting).with_names()
    names = {person.pk: called(person) for person in people}
    return [
        FeedbackRow(row, names.get(row.participant_id or 0, UNKNOWN), _in_words(row, meeting))
        for row in rows
    ]


def rates(rows: list[FeedbackRow]) -> list[RateRow]:
    """How many answered of those asked, by side and time."""
    table = []
    for side, kinds in SIDES:
        cells = []
        for when in Feedback.When.values:
            asked = [
                row.feedback
                for row in rows
                if row.feedback.who in kinds and row.feedback.when == when
            ]
            answered = sum(feedback.answered_on is not None for feedback in asked)
            cells.append(f"{answered} of {len(asked)} answered" if asked else "Nobody asked")
        table.append(RateRow(side, cells))
    return table


def ask_again_on(meeting: Meeting) -> list[tuple[str, date]]:
    """When to ask 3 and 6 months on; none while the meeting has no date."""
    if meeting.starts_at is None:
        return []
    held = timezone.localdate(meeting.starts_at)
    return [(when.label, months_after(held, months)) for when, months in MONTHS.items()]


def months_after(day: date, months: int) -> date:
    """The same day some months on, and not after the 28th, which every month has."""
    month = day.month - 1 + months
    year, month = day.year + month // DECEMBER, month % DECEMBER + 1
    return date(year, month, min(day.day, LAST_DAY))


def _in_words(feedback: Feedback, meeting: Meeting) -> list[tuple[str, str]]:
    younger = feedback.who == Feedback.Who.YOUNGER_CHILD
    given: dict[str, FeedbackAnswer] = {answer.key: answer for answer in feedback.answers.all()}
    labels = CHILD_WORDS if younger else WORDS
    return [
        ((younger and question.child_text) or question.text, labels[given[question.key].value])
        for question in meeting.declared.questions
        if question.key in given
    ]

"""Asking those who took part how it was, and recording what they answer."""

from collections.abc import Iterable, Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from cases.models import Event
from conferences.domain.dates import record_on_cases
from conferences.formats import Question
from conferences.models import Feedback, FeedbackAnswer, Meeting, Participant

ELEVEN = 11
LEAST, MOST = 1, 5
WORDS = {1: "Not at all", 2: "A little", 3: "Partly", 4: "Mostly", 5: "Completely"}
CHILD_WORDS = {1: "No", 2: "Not much", 3: "So-so", 4: "Mostly", 5: "Yes"}


def who_is(participant: Participant) -> str:
    """From whose side somebody answers. A child whose age is not known counts as older."""
    if participant.part == Participant.Part.CHILD:
        age = participant.person.age if participant.person else None
        younger = age is not None and age < ELEVEN
        return Feedback.Who.YOUNGER_CHILD if younger else Feedback.Who.CHILD
    at_work = (*Participant.PROFESSIONALS, Participant.Part.ADVOCATE, Participant.Part.INTERPRETER)
    return Feedback.Who.PROFESSIONAL if participant.part in at_work else Feedback.Who.FAMILY


def questions_for(feedback: Feedback) -> list[Question]:
    """The questions of the meeting's format that this person is asked."""
    questions = feedback.meeting.declared.questions
    return [question for question in questions if feedback.who in question.asked_of]


def labels_for(feedback: Feedback) -> dict[int, str]:
    """The words for the answers, from the least to the most; shorter ones for a child."""
    return CHILD_WORDS if feedback.who == Feedback.Who.YOUNGER_CHILD else WORDS


@transaction.atomic
def ask_for_feedback(
    meeting: Meeting, participants: Iterable[Participant], *, by: User, when: str
) -> list[Feedback]:
    """Note that these people are asked. Who was asked at that time before is not again."""
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if when not in Feedback.When.values:
        raise ValidationError({"when": "Select when they are asked"}, code="when_missing")
    wanted = {participant.pk for participant in participants}
    people = Participant.objects.filter(meeting=meeting, pk__in=wanted).reachable()
    if len(wanted) != people.count():
        raise ValidationError("One of them cannot be asked.", code="not_reachable")
    asked = set(meeting.feedback.filter(when=when).values_list("participant", flat=True))
    made = [
        Feedback.objects.create(
            meeting=meeting,
            participant=participant,
            who=who_is(participant),
            when=when,
            asked_on=timezone.localdate(),
            recorded_by=by,
        )
        for participant in people.with_names().order_by("pk")
        if participant.pk not in asked
    ]
    if made:
        words = "1 person" if len(made) == 1 else f"{len(made)} people"
        label = Feedback.When(when).label.lower()
        _record(meeting, by=by, to_value=f"{words} asked, {label}")
    return made


@transaction.atomic
def record_feedback(
    feedback: Feedback,
    *,
    by: User,
    answers: Mapping[str, int],
    words: str = "",
    may_quote: bool = False,
) -> Feedback:
    """Keep what somebody answered, by question: 1 is the least, 5 the most. Any may be missing."""
    feedback = _lock(feedback)
    asked = {question.key for question in questions_for(feedback)}
    if set(answers) - asked:
        raise ValidationError("A question was not asked of this person.", code="not_asked")
    if any(not LEAST <= value <= MOST for value in answers.values()):
        raise ValidationError("Select one of the answers shown.", code="no_such_answer")
    if not answers and not words.strip():
        raise ValidationError("Answer a question, or enter their own words.", code="empty")
    feedback.answers.all().delete()
    for key in sorted(answers):
        FeedbackAnswer.objects.create(feedback=feedback, key=key, value=answers[key])
    feedback.answered_on, feedback.declined = timezone.localdate(), False
    feedback.words, feedback.may_quote = words.strip(), may_quote and bool(words.strip())
    feedback.recorded_by, feedback.at = by, timezone.now()
    feedback.save()
    _record(feedback.meeting, by=by, to_value=f"Answered, {feedback.get_when_display().lower()}")
    return feedback


@transaction.atomic
def decline_feedback(feedback: Feedback, *, by: User) -> Feedback:
    """Note that somebody would rather not answer."""
    feedback = _lock(feedback)
    if feedback.answered_on:
        raise ValidationError("They have answered.", code="answered")
    feedback.declined, feedback.recorded_by, feedback.at = True, by, timezone.now()
    feedback.save(update_fields=["declined", "recorded_by", "at"])
    return feedback


def _lock(feedback: Feedback) -> Feedback:
    rows = Feedback.objects.select_for_update(of=("self",)).select_related("meeting")
    return rows.get(pk=feedback.pk)


def _record(meeting: Meeting, *, by: User, to_value: str) -> None:
    """Without a name: what anybody thinks of it is not for the timeline."""
    record_on_cases(
        meeting,
        Event.Kind.FEEDBACK_RECORDED,
        by=by,
        to_value=to_value,
        audience=Event.Audience.SERVICE,
    )

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from conferences.models.meeting import Meeting
from conferences.models.owned import MeetingOwnedQuerySet
from conferences.models.participant import Participant
from restorative.fields import public_id_field
from restorative.history import tracked


class FeedbackQuerySet(MeetingOwnedQuerySet["Feedback"]):
    def answered(self) -> Self:
        return self.filter(answered_on__isnull=False)


@tracked()
class Feedback(models.Model):
    """What one person was asked afterwards, on the day or 3 or 6 months on, and answered.

    A row without an answer was asked and did not answer: the response rate needs it. The
    questions and the words of their answers stand in the format.
    """

    class Who(models.TextChoices):
        YOUNGER_CHILD = "younger_child", "Child under 11"
        CHILD = "child", "Child or young person, 11 or older"
        FAMILY = "family", "Family and friends"
        PROFESSIONAL = "professional", "Professional"

    class When(models.TextChoices):
        DAY = "day", "On the day"
        THREE_MONTHS = "three_months", "After 3 months"
        SIX_MONTHS = "six_months", "After 6 months"

    public_id = public_id_field()
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="feedback")
    participant = models.ForeignKey(
        Participant, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    who = models.CharField(max_length=15, choices=Who)
    when = models.CharField(max_length=15, choices=When)
    asked_on = models.DateField()
    answered_on = models.DateField(null=True, blank=True)
    declined = models.BooleanField(default=False)
    words = models.TextField("in their own words", max_length=3000, blank=True)
    may_quote = models.BooleanField(default=False)
    recorded_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = FeedbackQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "feedback"
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "participant", "when"],
                condition=Q(participant__isnull=False),
                name="participant_is_asked_once_at_a_time",
            ),
            models.CheckConstraint(
                name="feedback_declined_has_no_answer",
                condition=Q(declined=False) | Q(answered_on=None),
            ),
        ]

    class Privacy:
        operational = (
            "public_id",
            "meeting",
            "who",
            "when",
            "asked_on",
            "answered_on",
            "declined",
            "may_quote",
            "recorded_by",
            "at",
        )
        personal = ("participant",)
        free_text = ("words",)

    def __str__(self) -> str:
        return f"{self.get_who_display()}, {self.get_when_display()}"


@tracked()
class FeedbackAnswer(models.Model):
    """The answer to one question: 1 is the least, 5 the most."""

    feedback = models.ForeignKey(Feedback, on_delete=models.CASCADE, related_name="answers")
    key = models.CharField(max_length=40)
    value = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["feedback", "key"], name="feedback_question_is_answered_once"
            ),
            models.CheckConstraint(
                name="feedback_answer_is_1_to_5", condition=Q(value__gte=1, value__lte=5)
            ),
        ]

    class Privacy:
        operational = ("feedback", "key", "value")

    def __str__(self) -> str:
        return f"{self.key}: {self.value}"

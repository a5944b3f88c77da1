from django.db import models
from django.utils import timezone

from conferences.models.meeting import Meeting
from conferences.models.owned import MeetingOwnedQuerySet
from conferences.models.plan import PlanAction
from restorative.history import tracked


class ActionReviewQuerySet(MeetingOwnedQuerySet["ActionReview"]):
    pass


@tracked()
class ActionReview(models.Model):
    """What became of one action of a plan, as a review meeting saw it."""

    class Outcome(models.TextChoices):
        DONE = "done", "Done"
        PARTLY = "partly", "Partly done"
        NOT_DONE = "not_done", "Not done"
        NOT_NEEDED = "not_needed", "No longer needed"
        NOT_KNOWN = "not_known", "Not known"

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="action_reviews")
    action = models.ForeignKey(PlanAction, on_delete=models.PROTECT, related_name="reviews")
    outcome = models.CharField(max_length=10, choices=Outcome)
    words = models.CharField(max_length=1000, blank=True)
    recorded_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = ActionReviewQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "action"], name="action_is_reviewed_once_a_meeting"
            ),
        ]

    class Privacy:
        operational = ("meeting", "action", "outcome", "recorded_by", "at")
        free_text = ("words",)

    def __str__(self) -> str:
        return f"{self.action_id}: {self.get_outcome_display()}"


class ReviewRecordQuerySet(MeetingOwnedQuerySet["ReviewRecord"]):
    pass


@tracked()
class ReviewRecord(models.Model):
    """What a review came to: new worries, the child's view, and how it goes on."""

    class Decision(models.TextChoices):
        GO_ON = "go_on", "The plan goes on as it is"
        AMEND = "amend", "The plan is amended"
        CLOSE = "close", "The work can end"

    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="review_record")
    new_worries = models.TextField(max_length=3000, blank=True)
    child_views = models.TextField(max_length=3000, blank=True)
    went_well = models.TextField(max_length=3000, blank=True)
    decision = models.CharField(max_length=10, choices=Decision)
    recorded_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)

    objects = ReviewRecordQuerySet.as_manager()

    class Privacy:
        operational = ("meeting", "decision", "recorded_by", "at", "version")
        free_text = ("new_worries", "child_views", "went_well")

    def __str__(self) -> str:
        return f"Review {self.meeting_id}: {self.get_decision_display()}"

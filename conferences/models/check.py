from django.db import models
from django.db.models import Q
from django.utils import timezone

from conferences.models.meeting import Meeting
from conferences.models.owned import MeetingOwnedQuerySet
from conferences.models.participant import Participant
from restorative.history import tracked


class CheckQuerySet(MeetingOwnedQuerySet["Check"]):
    pass


@tracked()
class Check(models.Model):
    """One item of a checklist, settled: for the meeting, or for one participant of it.

    Which items there are stands in the format; one without a row is open.
    """

    class State(models.TextChoices):
        DONE = "done", "Done"
        NOT_NEEDED = "not_needed", "Not needed"

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="checks")
    participant = models.ForeignKey(
        Participant, on_delete=models.CASCADE, null=True, blank=True, related_name="checks"
    )
    key = models.CharField(max_length=40)
    state = models.CharField(max_length=10, choices=State)
    why = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = CheckQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "participant", "key"],
                nulls_distinct=False,
                name="check_is_settled_once",
            ),
            models.CheckConstraint(
                name="check_not_needed_says_why",
                condition=Q(state="done") | ~Q(why=""),
            ),
        ]

    class Privacy:
        operational = ("meeting", "participant", "key", "state", "by", "at")
        free_text = ("why",)

    def __str__(self) -> str:
        return f"{self.key}: {self.get_state_display()}"

from django.db import models
from django.db.models import F, Q

from conferences.models.meeting import Meeting
from conferences.models.owned import MeetingOwnedQuerySet
from restorative.history import tracked


class PartTimeQuerySet(MeetingOwnedQuerySet["PartTime"]):
    pass


@tracked()
class PartTime(models.Model):
    """When one part of a meeting began and ended. Which parts there are stands in the format.

    There is no field for words: what a family says in its private time is not written down
    anywhere (domain.md 7.3).
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="part_times")
    key = models.CharField(max_length=30)
    began_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    recorded_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")

    objects = PartTimeQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "key"], name="part_is_timed_once"),
            models.CheckConstraint(
                name="part_ends_after_it_began",
                condition=Q(began_at=None) | Q(ended_at=None) | Q(ended_at__gte=F("began_at")),
            ),
        ]

    class Privacy:
        operational = ("meeting", "key", "began_at", "ended_at", "recorded_by")

    def __str__(self) -> str:
        return f"{self.key} of {self.meeting_id}"

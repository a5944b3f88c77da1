from django.db import models
from django.db.models import Q
from django.utils import timezone

from conferences.models.owned import MeetingOwnedQuerySet
from conferences.models.participant import Participant
from restorative.history import tracked


class AvailabilityQuerySet(MeetingOwnedQuerySet["Availability"]):
    meeting_path = "participant__meeting"


@tracked()
class Availability(models.Model):
    """What somebody said they can do: on a day, or on a day of every week, in a part of it.

    A day outweighs its weekday. Where nothing was said, nothing is known.
    """

    class PartOfDay(models.TextChoices):
        MORNING = "morning", "Morning (before 12)"
        AFTERNOON = "afternoon", "Afternoon (12 to 5)"
        EVENING = "evening", "Evening (after 5)"

    class Can(models.TextChoices):
        YES = "yes", "Can"
        AT_A_PINCH = "at_a_pinch", "If need be"
        NO = "no", "Cannot"

    participant = models.ForeignKey(
        Participant, on_delete=models.CASCADE, related_name="availability"
    )
    day = models.DateField(null=True, blank=True)
    weekday = models.PositiveSmallIntegerField("0 is Monday", null=True, blank=True)
    part_of_day = models.CharField(max_length=10, choices=PartOfDay)
    can = models.CharField(max_length=10, choices=Can)
    recorded_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)

    objects = AvailabilityQuerySet.as_manager()

    class Meta:
        ordering = ["weekday", "day", "pk"]
        verbose_name_plural = "availability"
        constraints = [
            models.CheckConstraint(
                name="availability_is_of_a_day_or_a_weekday",
                condition=Q(day__isnull=False, weekday=None) | Q(day=None, weekday__lte=6),
            ),
            models.UniqueConstraint(
                fields=["participant", "day", "weekday", "part_of_day"],
                nulls_distinct=False,
                name="availability_is_said_once",
            ),
        ]

    class Privacy:
        operational = ("participant", "recorded_by", "recorded_at")
        personal = ("day", "weekday", "part_of_day", "can")

    def __str__(self) -> str:
        return f"{self.participant_id}: {self.day or self.weekday} {self.part_of_day} {self.can}"

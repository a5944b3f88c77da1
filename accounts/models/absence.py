from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q

from restorative.asked_again import Given
from restorative.history import tracked


class AbsenceQuerySet(models.QuerySet["Absence"]):
    def on(self, day: date | Given) -> Self:
        """Return the absences in force on a day, first and last day included."""
        return self.filter(starts_on__lte=day, ends_on__gte=day, cancelled_at__isnull=True)


@tracked()
class Absence(models.Model):
    """Someone is away between two dates and a deputy sees and does their work."""

    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="absences")
    deputy = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="deputising")
    starts_on = models.DateField()
    ends_on = models.DateField()
    recorded_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        ordering = ["starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="absence_ends_after_it_starts", condition=Q(ends_on__gte=F("starts_on"))
            ),
            models.CheckConstraint(
                name="absence_has_another_as_deputy", condition=~Q(user=F("deputy"))
            ),
        ]

    class Privacy:
        operational = (
            "user",
            "deputy",
            "starts_on",
            "ends_on",
            "recorded_by",
            "recorded_at",
            "cancelled_at",
        )

    def __str__(self) -> str:
        return f"{self.user} away {self.starts_on} to {self.ends_on}"

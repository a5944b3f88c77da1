from datetime import timedelta
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from accounts.permissions import Seat
from restorative.fields import public_id_field
from restorative.history import tracked

if TYPE_CHECKING:
    from accounts.models.user import User

WAITS_FOR = timedelta(hours=24)


class FactorResetQuerySet(models.QuerySet["FactorReset"]):
    def waiting(self) -> Self:
        """Return those that a second person can still confirm."""
        return self.filter(confirmed_at__isnull=True, asked_at__gt=timezone.now() - WAITS_FOR)

    def confirmable_by(self, user: "User") -> Self:
        """Return those this person may confirm: never what they asked, nor their own.

        An administrator confirms for anybody, a manager for the people of their teams.
        """
        from accounts.models.team import Membership

        rows = self.waiting().exclude(asked_by=user).exclude(user=user)
        if Seat.ADMINISTRATOR in user.seats:
            return rows
        teams = user.team_ids(Seat.REFERRING_MANAGER, Seat.SERVICE_MANAGER)
        members = Membership.objects.current().filter(team__in=teams)
        return rows.filter(user__in=members.values("user"))


@tracked()
class FactorReset(models.Model):
    """Somebody lost their second step: an administrator asks, another person confirms.

    Two people, because whoever can do this alone can enter any account whose password
    they have.
    """

    public_id = public_id_field()
    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    how_known = models.CharField(max_length=300)
    asked_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    confirmed_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)

    objects = FactorResetQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="factor_reset_takes_two_others",
                condition=~Q(user=F("asked_by"))
                & (
                    Q(confirmed_by__isnull=True)
                    | (~Q(confirmed_by=F("user")) & ~Q(confirmed_by=F("asked_by")))
                ),
            ),
            models.CheckConstraint(
                name="factor_reset_confirmed_whole_or_absent",
                condition=Q(confirmed_by__isnull=True, confirmed_at__isnull=True)
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False),
            ),
        ]

    class Privacy:
        operational = (
            "public_id",
            "user",
            "asked_by",
            "asked_at",
            "confirmed_by",
            "confirmed_at",
        )
        free_text = ("how_known",)

    def __str__(self) -> str:
        return f"{self.user}, asked by {self.asked_by}"

from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.permissions import Seat
from restorative.fields import public_id_field
from restorative.history import tracked


class Role(models.TextChoices):
    SOCIAL_WORKER = "social_worker", "Social worker"
    COORDINATOR = "coordinator", "Coordinator"
    MANAGER = "manager", "Manager"
    BUSINESS_SUPPORT = "business_support", "Business support"
    ADMINISTRATOR = "administrator", "Administrator"


class TeamQuerySet(models.QuerySet["Team"]):
    def open(self) -> Self:
        return self.filter(archived_at__isnull=True)

    def service(self) -> Self:
        return self.filter(kind=Team.Kind.SERVICE)

    def referring(self) -> Self:
        return self.filter(kind=Team.Kind.REFERRING)


@tracked()
class Team(models.Model):
    """A team that refers families, or one that provides a service to them."""

    class Kind(models.TextChoices):
        REFERRING = "referring", "Refers families (social work, early help)"
        SERVICE = "service", "Provides a service (family group conferences and others)"

    ROLES_BY_KIND = {
        Kind.REFERRING: (
            Role.SOCIAL_WORKER,
            Role.MANAGER,
            Role.BUSINESS_SUPPORT,
            Role.ADMINISTRATOR,
        ),
        Kind.SERVICE: (
            Role.COORDINATOR,
            Role.MANAGER,
            Role.BUSINESS_SUPPORT,
            Role.ADMINISTRATOR,
        ),
    }

    public_id = public_id_field()
    name = models.CharField(max_length=100, unique=True)
    kind = models.CharField(max_length=20, choices=Kind)
    reference_prefix = models.CharField(
        max_length=6, blank=True, help_text="Starts the case references of a service, such as FGC."
    )
    archived_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = TeamQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    class Privacy:
        operational = ("public_id", "name", "kind", "reference_prefix", "archived_at", "version")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("accounts:team_detail", kwargs={"public_id": self.public_id})


class MembershipQuerySet(models.QuerySet["Membership"]):
    def current(self) -> Self:
        return self.filter(ended_at__isnull=True)


@tracked()
class Membership(models.Model):
    """One role of one person in one team, for a time. Ended, never deleted."""

    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="memberships")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role)
    started_at = models.DateTimeField(auto_now_add=True)
    started_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "team", "role"],
                condition=Q(ended_at__isnull=True),
                name="membership_is_held_once",
            ),
        ]

    class Privacy:
        operational = (
            "user",
            "team",
            "role",
            "started_at",
            "started_by",
            "ended_at",
            "ended_by",
        )

    def __str__(self) -> str:
        return f"{self.user}, {self.get_role_display()} in {self.team}"

    @property
    def seat(self) -> Seat:
        """The role as the kind of team makes it: managers differ by what they manage."""
        if self.role == Role.MANAGER:
            service = self.team.kind == Team.Kind.SERVICE
            return Seat.SERVICE_MANAGER if service else Seat.REFERRING_MANAGER
        return Seat(self.role)

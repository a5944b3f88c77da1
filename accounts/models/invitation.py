from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q

from accounts.models.team import Role
from restorative.fields import public_id_field
from restorative.history import tracked


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open_at(self, moment: datetime) -> Self:
        """Return the invitations that can still be taken up at a moment."""
        return self.filter(accepted_at__isnull=True, revoked_at__isnull=True, expires_at__gt=moment)


@tracked(exclude=["token_hash"])
class Invitation(models.Model):
    """The only way in: an administrator asks someone to join a team with a role.

    The link is good for 72 hours and once; the database holds its keyed hash alone.
    """

    public_id = public_id_field()
    email = models.EmailField(max_length=254)
    first_name = models.CharField(max_length=100)
    last_name = models.CharField(max_length=100)
    team = models.ForeignKey("accounts.Team", on_delete=models.PROTECT)
    role = models.CharField(max_length=20, choices=Role)
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-invited_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="invitation_accepted_or_revoked_not_both",
                condition=Q(accepted_at__isnull=True) | Q(revoked_at__isnull=True),
            ),
        ]

    class Privacy:
        operational = (
            "public_id",
            "team",
            "role",
            "token_hash",
            "invited_by",
            "invited_at",
            "expires_at",
            "accepted_at",
            "revoked_at",
        )
        personal = ("email", "first_name", "last_name")

    def __str__(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

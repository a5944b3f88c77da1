from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from cases.models.case import Case
from cases.models.compartment import CaseOwnedQuerySet, Compartment
from cases.models.person import closed_to
from restorative.history import tracked

if TYPE_CHECKING:
    from accounts.models import User


class NetworkMemberQuerySet(CaseOwnedQuerySet["NetworkMember"]):
    def visible_to(self, user: "User") -> Self:
        """Leave out whoever also belongs to a family from which this person is excluded."""
        return super().visible_to(user).filter(~closed_to(user, "person"))

    def current(self) -> Self:
        return self.filter(left_at__isnull=True)


@tracked()
class NetworkMember(models.Model):
    """Somebody who matters to the children of a case: kin, friend or professional alike."""

    class Part(models.TextChoices):
        FAMILY = "family", "Family"
        FRIEND = "friend", "Friend, neighbour or community"
        PROFESSIONAL = "professional", "Professional"

    class Side(models.TextChoices):
        NOT_KNOWN = "", "Not known"
        MOTHER = "mother", "Mother's side"
        FATHER = "father", "Father's side"
        BOTH = "both", "Both sides"
        NEITHER = "neither", "Neither side"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="network")
    person = models.ForeignKey("cases.Person", on_delete=models.PROTECT, related_name="networks")
    compartment = models.CharField(max_length=10, choices=Compartment, default=Compartment.OPEN)
    part = models.CharField(max_length=12, choices=Part, default=Part.FAMILY)
    side = models.CharField(max_length=10, choices=Side, blank=True, default="")
    suggested_by = models.CharField(max_length=100, blank=True)
    added_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)
    left_at = models.DateTimeField(null=True, blank=True)
    left_why = models.CharField(max_length=200, blank=True)

    objects = NetworkMemberQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "person"],
                condition=Q(left_at__isnull=True),
                name="person_is_in_a_network_once",
            ),
        ]

    class Privacy:
        operational = ("case", "compartment", "added_by", "added_at", "left_at", "left_why")
        personal = ("person", "part", "side", "suggested_by")

    def __str__(self) -> str:
        return f"{self.person_id} in {self.case_id}"

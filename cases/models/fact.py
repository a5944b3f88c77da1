from typing import Self

from django.db import models
from django.db.models import Q

from cases.models.compartment import CaseOwnedQuerySet, Compartment


class FactQuerySet(CaseOwnedQuerySet["Fact"]):
    def standing(self) -> Self:
        """Return the facts that nothing has superseded."""
        return self.filter(superseded_by__isnull=True)


class Fact(models.Model):
    """Something known about a child or a family as at a date, with its source.

    Statuses, living arrangements, scores and outcomes. Append-only: a correction is a new
    row that the old one points to.
    """

    class Kind(models.TextChoices):
        LEGAL_STATUS = "legal_status", "Legal status"
        LIVING_WITH = "living_with", "Living with"
        SCORE = "score", "Score"

    class Unknown(models.TextChoices):
        KNOWN = "", "Known"
        NOT_KNOWN = "not_known", "Not known"
        NOT_ASKED = "not_asked", "Not asked"
        NOT_APPLICABLE = "not_applicable", "Not applicable"

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="facts")
    compartment = models.CharField(max_length=10, choices=Compartment, default=Compartment.OPEN)
    person = models.ForeignKey(
        "cases.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="facts"
    )
    kind = models.CharField(max_length=20, choices=Kind)
    scale = models.CharField(max_length=60, blank=True)
    value = models.CharField(max_length=200, blank=True)
    unknown_because = models.CharField(max_length=15, choices=Unknown, blank=True, default="")
    as_at = models.DateField()
    source = models.CharField(max_length=200)
    recorded_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)
    superseded_by = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="supersedes"
    )

    objects = FactQuerySet.as_manager()

    class Meta:
        ordering = ["-as_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="fact_is_known_or_says_why",
                condition=Q(unknown_because="") | Q(value=""),
            ),
        ]
        indexes = [
            models.Index(fields=["case", "kind", "-as_at"], name="fact_case_kind"),
        ]

    class Privacy:
        operational = ("case", "compartment", "recorded_by", "recorded_at", "superseded_by")
        personal = ("person", "kind", "scale", "value", "unknown_because", "as_at", "source")

    def __str__(self) -> str:
        return f"{self.get_kind_display()} as at {self.as_at:%-d %B %Y}"

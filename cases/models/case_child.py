from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from cases.models.case import Case
from cases.models.compartment import CaseOwnedQuerySet, Compartment
from cases.models.person import closed_to
from restorative.history import tracked

if TYPE_CHECKING:
    from accounts.models import User


class CaseChildQuerySet(CaseOwnedQuerySet["CaseChild"]):
    def visible_to(self, user: "User") -> Self:
        """Leave out whoever also belongs to a family from which this person is excluded."""
        return super().visible_to(user).filter(~closed_to(user, "person"))

    def current(self) -> Self:
        return self.filter(left_on__isnull=True)


@tracked()
class CaseChild(models.Model):
    """A child, or an adult, whom a case is about. Siblings differ, so each has a row.

    Legal status and living arrangement are facts with a date and a source; these columns
    hold the latest of them for lists.
    """

    class LegalStatus(models.TextChoices):
        NOT_KNOWN = "", "Not known"
        NONE = "none", "No social work involvement"
        EARLY_HELP = "early_help", "Early help"
        CHILD_IN_NEED = "cin", "Child in need (section 17)"
        ENQUIRY = "s47", "Section 47 enquiry"
        PROTECTION_PLAN = "cp", "Child protection plan"
        PRE_PROCEEDINGS = "plo", "Pre-proceedings (PLO)"
        PROCEEDINGS = "proceedings", "Care proceedings"
        ACCOMMODATED = "s20", "In care by agreement (section 20)"
        IN_CARE = "cla", "In care under an order"
        CARE_LEAVER = "care_leaver", "Care leaver"
        ADULT = "adult", "Adult"

    class LivingWith(models.TextChoices):
        NOT_KNOWN = "", "Not known"
        MOTHER = "mother", "Mother"
        FATHER = "father", "Father"
        BOTH = "both", "Both parents"
        MATERNAL_FAMILY = "maternal_family", "Mother's wider family"
        PATERNAL_FAMILY = "paternal_family", "Father's wider family"
        FAMILY_FRIEND = "family_friend", "Friend of the family"
        NEIGHBOUR = "neighbour", "Neighbour"
        FOSTER_CARE = "foster_care", "Foster care"
        RESIDENTIAL = "residential", "Children's home"
        SEMI_INDEPENDENT = "semi_independent", "Semi-independent"
        UNBORN = "unborn", "Not yet born"
        OTHER = "other", "Somewhere else"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="children")
    person = models.ForeignKey("cases.Person", on_delete=models.PROTECT, related_name="cases_about")
    compartment = models.CharField(max_length=10, choices=Compartment, default=Compartment.OPEN)
    legal_status = models.CharField(max_length=12, choices=LegalStatus, blank=True, default="")
    living_with = models.CharField(max_length=20, choices=LivingWith, blank=True, default="")
    living_detail = models.CharField(max_length=200, blank=True)
    social_worker = models.ForeignKey(
        "accounts.User",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children_allocated",
    )
    joined_on = models.DateField(default=timezone.localdate)
    left_on = models.DateField(null=True, blank=True)
    left_why = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = CaseChildQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "person"],
                condition=Q(left_on__isnull=True),
                name="child_is_in_a_case_once",
            ),
            models.CheckConstraint(
                name="child_leaves_after_joining",
                condition=Q(left_on__isnull=True) | Q(left_on__gte=F("joined_on")),
            ),
        ]
        indexes = [
            models.Index(fields=["social_worker"], name="case_child_worker"),
        ]

    class Privacy:
        operational = (
            "case",
            "compartment",
            "social_worker",
            "joined_on",
            "left_on",
            "left_why",
            "version",
        )
        personal = ("person", "legal_status", "living_with", "living_detail")

    def __str__(self) -> str:
        return f"{self.person_id} in {self.case_id}"

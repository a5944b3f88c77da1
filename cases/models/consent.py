from django.db import models
from django.db.models import Q

from cases.models.compartment import CaseOwnedQuerySet, Compartment
from restorative.history import tracked


class ConsentQuerySet(CaseOwnedQuerySet["Consent"]):
    def current(self) -> "ConsentQuerySet":
        return self.filter(superseded_at__isnull=True)

    def against(self) -> "ConsentQuerySet":
        """Return the answers after which somebody is not written to: activity stops."""
        return self.current().filter(
            Q(kind=Consent.Kind.CONTACT, answer__in=(Consent.Answer.NO, Consent.Answer.WITHDRAWN))
            | Q(kind=Consent.Kind.GO_AHEAD, answer=Consent.Answer.WITHDRAWN)
        )


@tracked()
class Consent(models.Model):
    """An answer to "may we contact you about this" or, later, to "we go ahead".

    Two questions kept apart in kind and in time, and both apart from the basis on which
    records are kept. A change of mind is a new row that supersedes; the record stays when
    consent is withdrawn, the activity stops (domain.md 2, 7.1).
    """

    class Kind(models.TextChoices):
        CONTACT = "contact", "May we contact you about this"
        GO_AHEAD = "go_ahead", "We go ahead"

    class Answer(models.TextChoices):
        YES = "yes", "Yes"
        NO = "no", "No"
        TOO_YOUNG = "too_young", "Too young to be asked"
        UNBORN = "unborn", "Not asked: not yet born"
        WITHDRAWN = "withdrawn", "Withdrawn"

    class Capacity(models.TextChoices):
        RESPONSIBILITY = "responsibility", "Person with parental responsibility"
        CHILD = "child", "The child"
        YOUNG_PERSON = "young_person", "Young person of 16 or 17"
        AUTHORITY = "authority", "Authority that shares parental responsibility"
        FATHER_WITHOUT = "father_without", "Father without parental responsibility"
        ADULT = "adult", "Adult for themselves"

    class Method(models.TextChoices):
        IN_PERSON = "in_person", "In person"
        PHONE = "phone", "By phone"
        WRITING = "writing", "In writing"
        OTHER = "other", "Another way"

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="consents")
    compartment = models.CharField(max_length=10, choices=Compartment, default=Compartment.OPEN)
    kind = models.CharField(max_length=10, choices=Kind)
    person = models.ForeignKey("cases.Person", on_delete=models.PROTECT, related_name="consents")
    capacity = models.CharField(max_length=15, choices=Capacity)
    answer = models.CharField(max_length=10, choices=Answer)
    method = models.CharField(max_length=10, choices=Method, blank=True, default="")
    scope = models.CharField(max_length=300, blank=True)
    why = models.CharField(
        max_length=300, blank=True, help_text="Why too young, or what was said with the answer"
    )
    taken_by = models.CharField(max_length=200, blank=True, help_text="Whom they told")
    given_on = models.DateField()
    recorded_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)
    superseded_at = models.DateTimeField(null=True, blank=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        ordering = ["recorded_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "kind", "person"],
                condition=Q(superseded_at__isnull=True),
                name="consent_is_answered_once",
            ),
        ]

    class Privacy:
        operational = (
            "case",
            "compartment",
            "kind",
            "recorded_by",
            "recorded_at",
            "superseded_at",
        )
        personal = ("person", "capacity", "answer", "method", "given_on")
        free_text = ("scope", "why", "taken_by")

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.get_answer_display()}"

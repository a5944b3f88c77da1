from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from restorative.fields import public_id_field
from restorative.history import tracked

if TYPE_CHECKING:
    from accounts.models import User


@tracked()
class Referrer(models.Model):
    """Whoever refers: a contact, with an account or without.

    Teachers, early help workers and families refer too; staff enter theirs for them.
    """

    name = models.CharField(max_length=150)
    job_title = models.CharField(max_length=100, blank=True)
    organisation = models.CharField(max_length=150, blank=True)
    email = models.EmailField(max_length=254, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    user = models.ForeignKey(
        "accounts.User",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="referrer_contacts",
    )

    class Privacy:
        operational = ("user",)
        personal = ("name", "job_title", "organisation", "email", "phone")

    def __str__(self) -> str:
        return self.name


class ReferralQuerySet(models.QuerySet["Referral"]):
    def visible_to(self, user: "User") -> Self:
        from cases.models.case import Case

        return self.filter(case__in=Case.objects.keys_for(user))


@tracked()
class Referral(models.Model):
    """What was asked of the service when a case began, in the referrer's words.

    Each section is saved as it is filled in; `sent_at` marks the moment the case got its
    reference. How long it has waited is worked out from dates, never counted.
    """

    class Urgency(models.TextChoices):
        ORDINARY = "ordinary", "Usual timescale"
        SOON = "soon", "Soon: a date or decision is coming"
        URGENT = "urgent", "Urgent: within days"

    class Letter(models.TextChoices):
        """That no letter before proceedings is known of; one that was sent is an Offer."""

        NOT_SAID = "", "Not said yet"
        NONE = "none", "No letter has been sent"
        NOT_KNOWN = "not_known", "Not known"

    class OtherSide(models.TextChoices):
        """Why nobody is named from one side of the family."""

        NOT_SAID = "", "Not said yet"
        NOBODY = "nobody", "There is nobody"
        NOT_SAFE = "not_safe", "Not safe to ask"
        NOT_KNOWN = "not_known", "Not known"

    case = models.OneToOneField("cases.Case", on_delete=models.PROTECT, related_name="referral")
    referrer = models.ForeignKey(
        Referrer, on_delete=models.PROTECT, null=True, blank=True, related_name="referrals"
    )
    reason = models.TextField("why now", max_length=2000, blank=True)
    strengths = models.TextField("what is going well", max_length=2000, blank=True)
    worries = models.TextField("what people are worried about", max_length=2000, blank=True)
    bottom_lines = models.TextField(max_length=2000, blank=True)
    questions = models.TextField("questions for the family", max_length=2000, blank=True)
    urgency = models.CharField(max_length=10, choices=Urgency, default=Urgency.ORDINARY)
    dates_to_avoid = models.CharField(max_length=300, blank=True)
    coordinator_wishes = models.CharField(
        max_length=300,
        blank=True,
        help_text="What the family would like of a coordinator: language, gender, background",
    )
    letter = models.CharField(
        "letter before proceedings", max_length=10, choices=Letter, blank=True, default=""
    )
    other_side = models.CharField(
        "the other side of the family", max_length=10, choices=OtherSide, blank=True, default=""
    )
    safety = models.TextField("safety and risk", max_length=2000, blank=True)
    safety_asked = models.BooleanField(default=False)
    access = models.TextField("what would help people take part", max_length=2000, blank=True)
    access_asked = models.BooleanField(default=False)
    shared_without_consent = models.TextField(
        max_length=1000,
        blank=True,
        help_text="Why the referral is made although nobody agreed to be contacted",
    )
    discussed_again = models.CharField(
        max_length=300,
        blank=True,
        help_text="With whom a new referral within three months of closure was discussed",
    )
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decision_reason = models.TextField(max_length=1000, blank=True)
    redirected_to = models.CharField(max_length=150, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = ReferralQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="referral_sent_whole_or_absent",
                condition=Q(sent_at__isnull=True, sent_by__isnull=True)
                | Q(sent_at__isnull=False, sent_by__isnull=False),
            ),
            models.CheckConstraint(
                name="referral_decided_whole_or_absent",
                condition=Q(decided_at__isnull=True, decided_by__isnull=True)
                | Q(decided_at__isnull=False, decided_by__isnull=False),
            ),
        ]

    class Privacy:
        operational = (
            "case",
            "referrer",
            "urgency",
            "letter",
            "other_side",
            "safety_asked",
            "access_asked",
            "sent_at",
            "sent_by",
            "decided_at",
            "decided_by",
            "redirected_to",
            "version",
        )
        personal = ("dates_to_avoid", "coordinator_wishes", "discussed_again")
        free_text = (
            "reason",
            "strengths",
            "worries",
            "bottom_lines",
            "questions",
            "safety",
            "access",
            "shared_without_consent",
            "decision_reason",
        )

    def __str__(self) -> str:
        return str(self.case)

    @property
    def sent_on(self) -> date | None:
        return timezone.localdate(self.sent_at) if self.sent_at else None


@tracked()
class InformationRequest(models.Model):
    """A manager's question about a referral. While it is open the clock stands still."""

    public_id = public_id_field()
    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="requests")
    question = models.TextField(max_length=1000)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    answer = models.TextField(max_length=2000, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="request_answered_whole_or_absent",
                condition=Q(answered_at__isnull=True, answered_by__isnull=True)
                | Q(answered_at__isnull=False, answered_by__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["referral"],
                condition=Q(answered_at__isnull=True),
                name="one_request_is_open",
            ),
        ]

    class Privacy:
        operational = (
            "public_id",
            "referral",
            "asked_at",
            "asked_by",
            "answered_at",
            "answered_by",
        )
        free_text = ("question", "answer")

    def __str__(self) -> str:
        return f"Question of {self.asked_at:%-d %B %Y}"

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from conferences.models.owned import MeetingOwnedQuerySet
from conferences.models.participant import Participant
from conferences.models.plan import FamilyPlan, PlanAction
from restorative.fields import EncryptedTextField, public_id_field
from restorative.history import tracked


class PlanCopyQuerySet(MeetingOwnedQuerySet["PlanCopy"]):
    meeting_path = "plan__meeting"

    def sent(self) -> Self:
        return self.filter(sent_at__isnull=False)


@tracked()
class PlanCopy(models.Model):
    """One recipient's copy of a plan: what it leaves out, who checked it, when it went.

    `text` is what the copy holds, word for word; a document made of it later is the same.
    """

    class Channel(models.TextChoices):
        HAND = "hand", "Given by hand"
        POST = "post", "Post"
        EMAIL = "email", "Email"
        READ = "read", "Read out or explained"

    public_id = public_id_field()
    plan = models.ForeignKey(FamilyPlan, on_delete=models.PROTECT, related_name="copies")
    participant = models.ForeignKey(
        Participant, on_delete=models.PROTECT, related_name="plan_copies"
    )
    contact_point = models.ForeignKey(
        "cases.ContactPoint", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    channel = models.CharField(max_length=10, choices=Channel)
    is_large_print = models.BooleanField(default=False)
    language = models.CharField(max_length=60, blank=True)
    _text = EncryptedTextField("what it holds", db_column="text", blank=True)
    made_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    checked_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    checked_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    received_at = models.DateTimeField(null=True, blank=True)

    objects = PlanCopyQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "plan copies"
        constraints = [
            models.CheckConstraint(
                name="copy_is_checked_before_it_goes",
                condition=Q(sent_at=None) | Q(checked_at__isnull=False),
            ),
        ]

    class Privacy:
        operational = (
            "public_id",
            "plan",
            "contact_point",
            "channel",
            "is_large_print",
            "language",
            "made_by",
            "made_at",
            "checked_by",
            "checked_at",
            "sent_at",
            "received_at",
        )
        personal = ("participant",)
        free_text = ("_text",)

    def __str__(self) -> str:
        return f"Copy of {self.plan_id} for {self.participant_id}"


@tracked()
class CopyOmission(models.Model):
    """An action, or a passage by its field, that one copy leaves out, and why."""

    copy = models.ForeignKey(PlanCopy, on_delete=models.CASCADE, related_name="omissions")
    action = models.ForeignKey(
        PlanAction, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    passage = models.CharField(max_length=30, blank=True)
    why = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["copy", "action", "passage"],
                nulls_distinct=False,
                name="omission_is_said_once",
            ),
            models.CheckConstraint(
                name="omission_is_of_an_action_or_a_passage",
                condition=Q(action__isnull=False, passage="") | (Q(action=None) & ~Q(passage="")),
            ),
        ]

    class Privacy:
        operational = ("copy", "action", "passage")
        free_text = ("why",)

    def __str__(self) -> str:
        return f"Left out of {self.copy_id}: {self.action_id or self.passage}"

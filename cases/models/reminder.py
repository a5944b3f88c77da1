from typing import TYPE_CHECKING, Self
from uuid import uuid4

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from restorative.fields import EncryptedTextField

if TYPE_CHECKING:
    from accounts.models import User
    from cases.models.person import Person


class ReminderQuerySet(models.QuerySet["Reminder"]):
    def visible_to(self, user: "User") -> Self:
        """Return what was or will be sent about visible cases to people one may know of."""
        from cases.models.case import Case
        from cases.models.person import Person

        # Row by row: beside an "or", PostgreSQL would first look for everybody one may know.
        known = Person.objects.visible_to(user).filter(pk=OuterRef("person"))
        return self.filter(Q(person=None) | Q(Exists(known)), case__in=Case.objects.keys_for(user))

    def to_person(self, person: "Person") -> Self:
        """Return what goes to somebody, and what goes through them to a child."""
        return self.filter(Q(person=person) | Q(through=person))

    def waiting(self) -> Self:
        return self.filter(state=Reminder.State.SCHEDULED)

    def outgoing(self) -> Self:
        """Return what leaves the house, or would: not what stands in the product alone."""
        return self.exclude(channel=Reminder.Channel.NOTICE)


class Reminder(models.Model):
    """One message to one person, planned before it is due and settled once (safety.md 8).

    Planned in the transaction of the change that asks for it; unique by what asks for it,
    about what, to whom, at which step and revision, never by channel: a message that falls
    back to another way is still the same one. Its key is the reference at the provider,
    where it is looked up before anything is sent a second time.
    """

    class State(models.TextChoices):
        SCHEDULED = "scheduled", "Planned"
        SENDING = "sending", "Being sent"
        SENT = "sent", "Sent"
        FAILED = "failed", "Not sent"
        CANCELLED = "cancelled", "No longer needed"
        HELD = "held", "Held back"

    class Channel(models.TextChoices):
        TEXT = "text", "Text message"
        EMAIL = "email", "Email"
        LETTER = "letter", "Letter"
        RING = "ring", "Somebody rings them"
        NOTICE = "notice", "Notice in the product"

    class Delivery(models.TextChoices):
        NONE = "", "Nothing heard yet"
        PENDING = "pending", "On its way"
        DELIVERED = "delivered", "Delivered"
        TEMPORARY = "temporary", "Not delivered: phone off or mailbox full"
        PERMANENT = "permanent", "Not delivered: no such number or address"
        TECHNICAL = "technical", "Not delivered: the provider failed"

    UNDELIVERED = (Delivery.TEMPORARY, Delivery.PERMANENT, Delivery.TECHNICAL)
    # What leaves the house, and so stops when sending is switched off.
    SENT_OUT = (Channel.TEXT, Channel.EMAIL, Channel.LETTER)

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    dedupe_key = models.CharField(max_length=200, unique=True)
    rule = models.CharField(max_length=60)
    step = models.CharField(max_length=40)
    # Its index is `reminder_case`: a row is written to three times, into each of its indexes.
    case = models.ForeignKey(
        "cases.Case", on_delete=models.PROTECT, related_name="reminders", db_index=False
    )
    subject_type = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    revision = models.BigIntegerField(default=0)
    # Exactly one says to whom: a person, a colleague, or somebody a later app knows of.
    person = models.ForeignKey(
        "cases.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    user = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    other_type = models.CharField(max_length=40, blank=True)
    other_id = models.BigIntegerField(null=True, blank=True)
    # As what they get it ("attendees"), and through whom: a carer or an advocate of a child.
    role = models.CharField(max_length=30)
    through = models.ForeignKey(
        "cases.Person",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
    )
    contact_point = models.ForeignKey(
        "cases.ContactPoint",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
    )
    channel = models.CharField(max_length=10, choices=Channel)
    # The wall clock that was meant, and the moment it means.
    local_due = models.CharField(max_length=16, help_text="YYYY-MM-DD HH:MM")
    zone = models.CharField(max_length=40)
    due_at = models.DateTimeField()
    next_attempt_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.SCHEDULED)
    delivery = models.CharField(max_length=10, choices=Delivery, blank=True, default="")
    # A code of cases/reminders/reasons.py: why it was cancelled or held back, or what failed.
    reason = models.CharField(max_length=40, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    lease_token = models.UUIDField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    provider = models.CharField(max_length=20, blank=True)
    provider_id = models.CharField(max_length=100, blank=True)
    last_error = models.CharField(max_length=40, blank=True)
    # Word for word what went, and where to: written when it is sent, not when it is planned.
    subject = models.CharField(max_length=150, blank=True)
    _text = EncryptedTextField("what it said", db_column="text", blank=True)
    _to = EncryptedTextField("where it went", db_column="sent_to", blank=True)
    text_version = models.PositiveIntegerField(default=0, help_text="0 is the text we ship")
    planned_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    delivery_at = models.DateTimeField(null=True, blank=True)

    objects = ReminderQuerySet.as_manager()

    class Meta:
        ordering = ["due_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="reminder_is_to_one",
                condition=Q(person__isnull=False, user=None, other_id=None)
                | Q(person=None, user__isnull=False, other_id=None)
                | (Q(person=None, user=None, other_id__isnull=False) & ~Q(other_type="")),
            ),
            models.CheckConstraint(
                name="reminder_is_leased_while_sending",
                condition=Q(state="sending", lease_token__isnull=False, lease_until__isnull=False)
                | (~Q(state="sending") & Q(lease_token=None, lease_until=None)),
            ),
            models.CheckConstraint(
                name="reminder_sent_says_when_and_by_whom",
                condition=~Q(state="sent") | (Q(sent_at__isnull=False) & ~Q(provider="")),
            ),
            models.CheckConstraint(
                name="reminder_expires_after_it_is_due", condition=Q(expires_at__gt=F("due_at"))
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_attempt_at"],
                condition=Q(state="scheduled"),
                name="reminder_next",
            ),
            models.Index(
                fields=["lease_until"], condition=Q(state="sending"), name="reminder_leased"
            ),
            models.Index(
                fields=["through"], condition=Q(through__isnull=False), name="reminder_through"
            ),
            models.Index(
                fields=["contact_point"],
                condition=Q(contact_point__isnull=False),
                name="reminder_contact_point",
            ),
            models.Index(fields=["case", "due_at"], name="reminder_case"),
            models.Index(fields=["subject_type", "subject_id"], name="reminder_subject"),
            models.Index(
                fields=["person", "sent_at"],
                condition=Q(state="sent"),
                name="reminder_sent_person",
            ),
        ]

    class Privacy:
        operational = (
            "dedupe_key",
            "rule",
            "step",
            "case",
            "subject_type",
            "subject_id",
            "revision",
            "role",
            "channel",
            "local_due",
            "zone",
            "due_at",
            "next_attempt_at",
            "expires_at",
            "state",
            "delivery",
            "reason",
            "attempts",
            "lease_token",
            "lease_until",
            "provider",
            "provider_id",
            "last_error",
            "text_version",
            "planned_at",
            "sent_at",
            "settled_at",
            "delivery_at",
        )
        personal = (
            "person",
            "user",
            "other_type",
            "other_id",
            "through",
            "contact_point",
            "_to",
        )
        free_text = ("subject", "_text")

    def __str__(self) -> str:
        return f"{self.rule} {self.step} ({self.get_state_display().lower()})"

    def get_absolute_url(self) -> str:
        return reverse("cases:reminder_detail", kwargs={"public_id": self.pk})

    @property
    def goes_out(self) -> bool:
        return self.channel in self.SENT_OUT

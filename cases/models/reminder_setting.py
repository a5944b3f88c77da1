from django.db import models
from django.utils import timezone

from restorative.history import tracked


@tracked()
class ReminderSetting(models.Model):
    """What a service changed about one step of a rule: whether it is sent, and when.

    A row that is not there is the default of the rule. `days` counts as the step does, in
    days or working days, before (negative) or after.
    """

    rule = models.CharField(max_length=60)
    step = models.CharField(max_length=40)
    is_on = models.BooleanField(default=True)
    days = models.SmallIntegerField(null=True, blank=True)
    at = models.TimeField("at what time of day", null=True, blank=True)
    changed_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["rule", "step"], name="reminder_setting_is_one"),
        ]

    class Privacy:
        operational = (
            "rule",
            "step",
            "is_on",
            "days",
            "at",
            "changed_by",
            "changed_at",
            "version",
        )

    def __str__(self) -> str:
        return f"{self.rule} {self.step}"


class ReminderText(models.Model):
    """One version of the words a service gave a rule. Added to, never changed.

    The newest counts; the one we ship is number 0 and no row.
    """

    class Kind(models.TextChoices):
        TEXT = "text", "Text message"
        EMAIL = "email", "Email"
        NOTICE = "notice", "Notice in the product"

    rule = models.CharField(max_length=60)
    kind = models.CharField(max_length=10, choices=Kind)
    number = models.PositiveIntegerField()
    subject = models.CharField(max_length=150, blank=True)
    body = models.TextField(max_length=2000)
    made_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["rule", "kind", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["rule", "kind", "number"], name="reminder_text_is_numbered_once"
            ),
        ]

    class Privacy:
        operational = ("rule", "kind", "number", "made_by", "made_at")
        free_text = ("subject", "body")

    def __str__(self) -> str:
        return f"{self.rule} {self.kind} {self.number}"


@tracked()
class SendingSwitch(models.Model):
    """Whether anything leaves the house. One row; none means off (safety.md 0.12, 8.4)."""

    is_on = models.BooleanField(default=False)
    why = models.CharField(max_length=300, blank=True)
    changed_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.CheckConstraint(name="sending_switch_is_one", condition=models.Q(pk=1)),
        ]

    class Privacy:
        operational = ("is_on", "changed_by", "changed_at")
        free_text = ("why",)

    def __str__(self) -> str:
        return "Sending is on" if self.is_on else "Sending is off"


class Heartbeat(models.Model):
    """When a background worker last did its round: what the health page reads."""

    name = models.CharField(max_length=20, primary_key=True)
    at = models.DateTimeField()
    words = models.CharField(max_length=200, blank=True)

    class Privacy:
        operational = ("at", "words")

    def __str__(self) -> str:
        return self.name

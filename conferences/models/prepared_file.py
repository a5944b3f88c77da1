from typing import TYPE_CHECKING, Self

from django.db import models
from django.urls import reverse
from django.utils import timezone

from restorative.fields import public_id_field

if TYPE_CHECKING:
    from accounts.models import User


class PreparedFileQuerySet(models.QuerySet["PreparedFile"]):
    def visible_to(self, user: "User") -> Self:
        """Their own, until they expire: what is in them was chosen for these eyes."""
        return self.filter(made_for=user, expires_at__gt=timezone.now())

    def unfinished(self) -> Self:
        return self.filter(state__in=(PreparedFile.State.WAITING, PreparedFile.State.MAKING))


class PreparedFile(models.Model):
    """A report or an export that takes a while: what was asked for, how far it is, the file.

    Made by a background job for one person, with that person's eyes at the time it is made;
    deleted when it expires. `parameters` is what the address of the page said.
    """

    class Kind(models.TextChoices):
        RECORDS = "records", "List of records"
        REPORT = "report", "Quarterly report"

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting to start"
        MAKING = "making", "Being made"
        READY = "ready", "Ready"
        FAILED = "failed", "Could not be made"

    public_id = public_id_field()
    kind = models.CharField(max_length=10, choices=Kind)
    name = models.CharField(max_length=150)
    parameters = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(null=True)
    # In words what is being done, or why it could not be.
    says = models.CharField(max_length=200, blank=True)
    made_for = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    # When its maker last said how far it is: one that has fallen silent is begun again.
    heard_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    ready_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField()
    filename = models.CharField(max_length=150, blank=True)
    content_type = models.CharField(max_length=100, blank=True)
    size = models.PositiveBigIntegerField(default=0, help_text="Bytes")

    objects = PreparedFileQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        indexes = [
            models.Index(fields=["made_for", "-asked_at"], name="prepared_file_of"),
            models.Index(fields=["expires_at"], name="prepared_file_expires"),
        ]

    class Privacy:
        operational = (
            "public_id",
            "kind",
            "name",
            "state",
            "done",
            "total",
            "says",
            "made_for",
            "asked_at",
            "heard_at",
            "attempts",
            "ready_at",
            "expires_at",
            "filename",
            "content_type",
            "size",
        )
        # Names of coordinators.
        personal = ("parameters",)

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("conferences:file_detail", kwargs={"public_id": self.public_id})


class FilePiece(models.Model):
    """A piece of a prepared file: none is ever whole in memory, made or taken."""

    prepared_file = models.ForeignKey(PreparedFile, on_delete=models.CASCADE, related_name="pieces")
    number = models.PositiveIntegerField()
    content = models.BinaryField()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["prepared_file", "number"], name="file_piece_has_its_place"
            ),
        ]

    class Privacy:
        operational = ("prepared_file", "number")
        # Lists of cases, with names.
        personal = ("content",)

    def __str__(self) -> str:
        return f"Piece {self.number} of {self.prepared_file_id}"

from collections.abc import Iterable, Mapping
from typing import Any, Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import BrinIndex, GinIndex
from django.db import models
from django.db.models import Q

HAS_NO_CASE = Q(case_id__isnull=True) & ~Q(object_type="")


class AccessEventQuerySet(models.QuerySet["AccessEvent"]):
    def about_case(self, case: Any) -> Self:
        """Return what was seen of one case: its own pages, and lists that showed it."""
        return self.filter(Q(case_id=case.pk) | Q(case_ids__contains=[case.pk]))

    def about_things(self, things: Mapping[str, Iterable[int]]) -> Self:
        """Return what was seen of things that belong to no case: keys by name of their model."""
        seen = Q(pk__in=[])
        for name, keys in things.items():
            seen |= Q(object_type=name, object_id__in=[str(key) for key in keys])
        return self.filter(seen, HAS_NO_CASE)


class AccessEvent(models.Model):
    """Someone looked, searched, exported, or was turned away. Written, never changed.

    Ids only, no names and no foreign keys that could block or cascade: the database
    role of the application may insert and read these rows and nothing else.
    """

    class Outcome(models.TextChoices):
        ALLOWED = "allowed", "Seen"
        DENIED = "denied", "Turned away"
        BREAK_GLASS = "break_glass", "Emergency access"

    at = models.DateTimeField(auto_now_add=True)
    actor = models.ForeignKey(
        "accounts.User",
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        null=True,
        related_name="+",
    )
    seats = models.CharField(max_length=200, blank=True)
    session_hash = models.CharField(max_length=64, blank=True)
    request_id = models.UUIDField(null=True)
    action = models.CharField(max_length=60)
    object_type = models.CharField(max_length=60, blank=True)
    object_id = models.CharField(max_length=64, blank=True)
    case_id = models.BigIntegerField(null=True)
    case_ids = ArrayField(models.BigIntegerField(), default=list)
    outcome = models.CharField(max_length=12, choices=Outcome, default=Outcome.ALLOWED)
    reason = models.CharField(max_length=500, blank=True)
    row_count = models.PositiveIntegerField(null=True)
    ip_prefix = models.CharField(max_length=45, blank=True)
    agent_hash = models.CharField(max_length=64, blank=True)

    objects = AccessEventQuerySet.as_manager()

    class Meta:
        indexes = [
            BrinIndex(fields=["at"], name="access_event_at"),
            models.Index(fields=["case_id", "-at"], name="access_event_case"),
            models.Index(fields=["actor", "-at"], name="access_event_actor"),
            GinIndex(fields=["case_ids"], name="access_event_case_ids"),
            models.Index(
                fields=["object_type", "object_id"],
                condition=HAS_NO_CASE,
                name="access_event_thing",
            ),
        ]

    class Privacy:
        operational = (
            "at",
            "actor",
            "seats",
            "session_hash",
            "request_id",
            "action",
            "object_type",
            "object_id",
            "case_id",
            "case_ids",
            "outcome",
            "row_count",
            "ip_prefix",
            "agent_hash",
        )
        free_text = ("reason",)

    def __str__(self) -> str:
        return f"{self.action} at {self.at:%d %B %Y %H:%M}"

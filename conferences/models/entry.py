from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from cases.models import Case, CompartmentMember
from cases.models.compartment import Compartment
from conferences.models.meeting import Meeting, MeetingParty
from conferences.models.owned import MeetingOwnedQuerySet
from restorative.fields import public_id_field
from restorative.history import tracked

if TYPE_CHECKING:
    from accounts.models import User
    from conferences.formats import EntryKind


class EntryQuerySet(MeetingOwnedQuerySet["Entry"]):
    def visible_to(self, user: "User") -> Self:
        """Those of visible meetings, and of one side only for those who may know of it.

        That is whoever may know of the case that is that side or, of a meeting without walls,
        is a member of the side on a case of it. What a kind asks of its reader is another
        question (conferences/standing.py).
        """
        from conferences.formats import with_sides

        members = CompartmentMember.objects.current().filter(
            case__meetings__meeting=OuterRef("meeting"),
            case__in=Case.objects.keys_for(user),
            compartment=OuterRef("compartment"),
            user=user,
        )
        sides = MeetingParty.objects.filter(
            meeting=OuterRef("meeting"),
            side=OuterRef("compartment"),
            case__in=Case.objects.keys_for(user),
        )
        rows = self.filter(meeting__in=Meeting.objects.keys_for(user))
        by_name = Q(Exists(members)) & ~Q(meeting__format__in=with_sides())
        return rows.filter(Q(compartment=Compartment.OPEN) | by_name | Exists(sides))

    def current(self) -> Self:
        return self.filter(removed_at__isnull=True)

    def due_by(self, day: object) -> Self:
        """Return those to be looked at again on a day or before."""
        return self.current().filter(due_on__lte=day)


@tracked()
class Entry(models.Model):
    """One row of what a kind of meeting writes down; its format says what it holds.

    `values` are kept by the keys of the fields of its kind (conferences/formats/records.py),
    checked by conferences/entry_values.py: dates as 2026-11-26, people by their public id.
    `due_on` is the day by which it is looked at again: none once it is settled.
    """

    public_id = public_id_field()
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=40)
    values = models.JSONField(default=dict)
    compartment = models.CharField(max_length=10, choices=Compartment, default=Compartment.OPEN)
    due_on = models.DateField(null=True, blank=True)
    added_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)
    changed_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    changed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_why = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering = ["added_at", "pk"]
        indexes = [
            models.Index(fields=["meeting", "kind"], name="entry_of_meeting"),
            models.Index(
                fields=["due_on"],
                condition=Q(due_on__isnull=False, removed_at=None),
                name="entry_due",
            ),
        ]

    class Privacy:
        operational = (
            "public_id",
            "meeting",
            "kind",
            "compartment",
            "due_on",
            "added_by",
            "added_at",
            "changed_by",
            "changed_at",
            "removed_by",
            "removed_at",
            "version",
        )
        free_text = ("values", "removed_why")

    def __str__(self) -> str:
        return f"{self.kind} of {self.meeting_id}"

    def get_absolute_url(self) -> str:
        return reverse("conferences:entry_edit", kwargs={"public_id": self.public_id})

    @property
    def declared(self) -> "EntryKind":
        return self.meeting.declared.kinds[self.kind]

    @property
    def is_late(self) -> bool:
        return self.due_on is not None and self.due_on < timezone.localdate()


@tracked()
class StepWording(models.Model):
    """How this service puts a step of a kind of meeting, in place of the words we ship."""

    format = models.CharField(max_length=40)
    kind = models.CharField(max_length=40)
    field = models.CharField(max_length=40)
    label = models.CharField(max_length=200)
    reworded_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    reworded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["format", "kind", "field"], name="step_is_worded_once"),
        ]

    class Privacy:
        operational = ("format", "kind", "field", "label", "reworded_by", "reworded_at")

    def __str__(self) -> str:
        return f"{self.format} {self.kind} {self.field}"

from typing import TYPE_CHECKING, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import ExpressionWrapper, Q
from django.db.models.functions import Coalesce
from django.urls import reverse

from cases.models.compartment import CaseOwnedQuerySet, Compartment
from restorative.fields import public_id_field
from restorative.history import tracked
from restorative.written_out import written_out

if TYPE_CHECKING:
    from accounts.models import User


class NoteQuerySet(CaseOwnedQuerySet["Note"]):
    def visible_to(self, user: "User") -> Self:
        """Return the notes this person may read.

        A coordinator-only note is read by its author and by whoever coordinates the case
        now; managers see that a contact took place (`known_to`), not what was
        said.
        """
        rows = super().visible_to(user)
        return rows.filter(Q(audience=Note.Audience.CASE) | _for_coordinator(user))

    def known_to(self, user: "User") -> Self:
        """Return those, and the coordinator-only ones of which no more is known to a manager.

        `is_readable` says which; of the others they see day, kind and minutes.
        """
        from accounts.permissions import Seat

        readable = Q(audience=Note.Audience.CASE) | _for_coordinator(user)
        managed = Q(case__team__in=user.team_ids(Seat.SERVICE_MANAGER, Seat.COORDINATOR))
        rows = super().visible_to(user).filter(readable | managed)
        whether = ExpressionWrapper(readable, output_field=models.BooleanField())
        return rows.annotate(is_readable=Coalesce(whether, False))


def _for_coordinator(user: "User", note: str = "") -> Q:
    """A condition on notes, or on rows of a `note__`: that this person reads what is hidden."""
    author, coordinator = f"{note}author__in", f"{note}case__coordinator__in"
    return Q(**{author: user.acting_ids}) | Q(**{coordinator: user.acting_ids})


@tracked()
class Note(models.Model):
    """What happened, once, for one child or several of a family.

    Holds the words as they stand; what a correction replaced is kept in NoteCorrection.
    """

    class Kind(models.TextChoices):
        VISIT = "visit", "Visit"
        CALL = "call", "Phone call"
        MEETING = "meeting", "Meeting"
        MESSAGE = "message", "Letter, text or email"
        DECISION = "decision", "Decision"
        OTHER = "other", "Something else"

    class Audience(models.TextChoices):
        CASE = "case", "Everyone working on the case"
        COORDINATOR = "coordinator", "The coordinator only"

    public_id = public_id_field()
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="notes")
    compartment = models.CharField(max_length=10, choices=Compartment, default=Compartment.OPEN)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.OTHER)
    happened_on = models.DateField()
    text = models.TextField("what happened", max_length=10000)
    child_voice = models.TextField("what the child said or showed", max_length=5000, blank=True)
    is_significant = models.BooleanField(default=False)
    audience = models.CharField(max_length=12, choices=Audience, default=Audience.CASE)
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    author = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="notes")
    written_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1)

    objects = NoteQuerySet.as_manager()

    class Meta:
        ordering = ["-happened_on", "-pk"]
        indexes = [
            models.Index(fields=["case", "-happened_on", "-id"], name="note_case_newest"),
        ]

    class Privacy:
        operational = (
            "public_id",
            "case",
            "compartment",
            "kind",
            "happened_on",
            "is_significant",
            "audience",
            "minutes",
            "author",
            "written_at",
            "version",
        )
        free_text = ("text", "child_voice")

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.happened_on:%-d %B %Y}"

    def get_absolute_url(self) -> str:
        return reverse("cases:note_detail", kwargs={"public_id": self.public_id})


@tracked()
class NoteChild(models.Model):
    """A child on whose timeline a note stands."""

    note = models.ForeignKey(Note, on_delete=models.CASCADE, related_name="about")
    child = models.ForeignKey("cases.CaseChild", on_delete=models.PROTECT, related_name="notes")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["note", "child"], name="note_is_about_a_child_once"),
        ]

    class Privacy:
        operational = ("note",)
        personal = ("child",)

    def __str__(self) -> str:
        return f"{self.note_id} about {self.child_id}"


class NoteCorrectionQuerySet(models.QuerySet["NoteCorrection"]):
    def visible_to(self, user: "User") -> Self:
        """Return the earlier versions this person may read, of notes they may read.

        What was written for the coordinator only stays so when a later version is shared.
        """
        return self.filter(
            Q(audience_before=Note.Audience.CASE) | _for_coordinator(user, "note__"),
            note__in=written_out(Note.objects.visible_to(user)),
        )


@tracked()
class NoteCorrection(models.Model):
    """What a note was before it was corrected, by whom it was changed, and why.

    The audience is that of the version it replaced: what was written for the coordinator
    only is not opened by sharing what the note became. Kind, day, significance and
    children are empty where a correction was made before they were kept. The children are
    kept by key, as in events.
    """

    note = models.ForeignKey(Note, on_delete=models.PROTECT, related_name="corrections")
    number = models.PositiveSmallIntegerField()
    text_before = models.TextField()
    child_voice_before = models.TextField(blank=True)
    kind_before = models.CharField(max_length=10, choices=Note.Kind, blank=True)
    happened_on_before = models.DateField(null=True, blank=True)
    is_significant_before = models.BooleanField(null=True, blank=True)
    children_before = ArrayField(models.BigIntegerField(), default=list, blank=True)
    audience_before = models.CharField(
        max_length=12, choices=Note.Audience, default=Note.Audience.COORDINATOR
    )
    why = models.CharField(max_length=300)
    corrected_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    corrected_at = models.DateTimeField(auto_now_add=True)

    objects = NoteCorrectionQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["note", "number"], name="correction_is_numbered"),
        ]

    class Privacy:
        operational = (
            "note",
            "number",
            "kind_before",
            "happened_on_before",
            "is_significant_before",
            "audience_before",
            "corrected_by",
            "corrected_at",
        )
        personal = ("children_before",)
        free_text = ("text_before", "child_voice_before", "why")

    def __str__(self) -> str:
        return f"Version {self.number}"

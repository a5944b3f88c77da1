import json
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from restorative.fields import EncryptedTextField, public_id_field
from restorative.history import tracked

if TYPE_CHECKING:
    from accounts.models import User


class ReflectionQuerySet(models.QuerySet["Reflection"]):
    def visible_to(self, user: "User") -> Self:
        """Return what this person wrote, and what was shared with them and still is.

        Nobody else, whatever their role: no deputy, no manager, no emergency access.
        """
        return self.filter(Q(writer=user) | Q(supervisor=user))


class Reflection(models.Model):
    """What somebody thinks about their own work, for themselves or with one other person.

    Kept without history and with every word encrypted, which case it is about among them:
    nothing can be counted, and what its writer deletes is gone.
    """

    class About(models.TextChoices):
        WORK = "work", "A piece of work with a family or a child"
        COLLEAGUES = "colleagues", "How we work together as colleagues"

    class Place(models.TextChoices):
        TO = "to", "To"
        FOR = "for", "For"
        WITH = "with", "With"
        NOT = "not", "Not"

    public_id = public_id_field()
    writer = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    supervisor = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    shared_at = models.DateTimeField(null=True, blank=True)
    reflected_on = models.DateField()
    about = EncryptedTextField(choices=About.choices)
    # The public id of a case: no key, so that nothing leads from the case to here.
    case_key = EncryptedTextField(blank=True, default="")
    words = EncryptedTextField()
    # JSON: for each of the five Rs what was asked, which qualities, and the words.
    answers = EncryptedTextField(blank=True, default="")
    place = EncryptedTextField(blank=True, default="")
    place_words = EncryptedTextField(blank=True, default="")
    next_step = EncryptedTextField(blank=True, default="")
    written_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1)

    objects = ReflectionQuerySet.as_manager()

    class Meta:
        ordering = ["-reflected_on", "-pk"]
        indexes = [
            models.Index(fields=["writer", "-reflected_on"], name="reflection_writer"),
            models.Index(fields=["supervisor"], name="reflection_supervisor"),
        ]
        constraints = [
            models.CheckConstraint(
                name="reflection_not_shared_with_its_writer",
                condition=Q(supervisor__isnull=True) | ~Q(supervisor=F("writer")),
            ),
        ]

    class Privacy:
        operational = (
            "public_id",
            "writer",
            "supervisor",
            "shared_at",
            "reflected_on",
            "written_at",
            "version",
        )
        personal = ("case_key",)
        free_text = (
            "about",
            "words",
            "answers",
            "place",
            "place_words",
            "next_step",
        )

    def __str__(self) -> str:
        return f"Reflection of {self.reflected_on:%-d %B %Y}"

    def get_absolute_url(self) -> str:
        return reverse("conferences:reflection_detail", kwargs={"public_id": self.public_id})

    @property
    def answered(self) -> list[dict[str, Any]]:
        """What was answered to the five Rs: key, name, asked, qualities, words."""
        return json.loads(self.answers) if self.answers else []

    @property
    def about_label(self) -> str:
        return self.About(self.about).label


class ReflectionReplyQuerySet(models.QuerySet["ReflectionReply"]):
    def visible_to(self, user: "User") -> Self:
        """Return replies to their own reflections, and those of a talk they are in now.

        Somebody chosen later does not read what was said with the one before.
        """
        theirs = Q(supervisor=user, reflection__supervisor=user)
        return self.filter(Q(reflection__writer=user) | theirs)


class ReflectionReply(models.Model):
    """Words between the writer of a reflection and whoever it was shared with then."""

    public_id = public_id_field()
    reflection = models.ForeignKey(Reflection, on_delete=models.CASCADE, related_name="replies")
    supervisor = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    words = EncryptedTextField()
    written_at = models.DateTimeField(auto_now_add=True)

    objects = ReflectionReplyQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    class Privacy:
        operational = ("public_id", "reflection", "supervisor", "author", "written_at")
        free_text = ("words",)

    def __str__(self) -> str:
        return f"Reply of {timezone.localtime(self.written_at):%-d %B %Y}"


@tracked()
class RewordedPrompt(models.Model):
    """One of the five Rs in the words of this service, instead of those it came with."""

    key = models.CharField(max_length=20, unique=True)
    question = models.CharField(max_length=300)
    qualities = models.CharField("we are", max_length=200)
    changed_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["key"]

    class Privacy:
        operational = ("key", "question", "qualities", "changed_by", "changed_at", "version")

    def __str__(self) -> str:
        return self.key

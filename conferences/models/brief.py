from django.db import models
from django.utils import timezone

from conferences.models.meeting import Meeting
from conferences.models.owned import MeetingOwnedQuerySet
from restorative.fields import public_id_field
from restorative.history import tracked


class BriefQuerySet(MeetingOwnedQuerySet["Brief"]):
    pass


@tracked()
class Brief(models.Model):
    """What the planning meeting with the referrer settles, as a version that can be signed.

    Every change of an item raises `version`. Signed is the version that the newest
    signature names; a later change needs a new one.
    """

    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="brief")
    held_on = models.DateField("day of the planning meeting", null=True, blank=True)
    held_with = models.CharField(max_length=300, blank=True)
    sent_version = models.PositiveIntegerField("version sent to be signed", null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)

    objects = BriefQuerySet.as_manager()

    class Privacy:
        operational = ("meeting", "held_on", "sent_version", "sent_at", "sent_by", "version")
        personal = ("held_with",)

    def __str__(self) -> str:
        return f"Brief of {self.meeting_id}, version {self.version}"


class BriefItemQuerySet(MeetingOwnedQuerySet["BriefItem"]):
    meeting_path = "brief__meeting"

    def current(self) -> "BriefItemQuerySet":
        return self.filter(removed_at__isnull=True)

    def to_be_answered(self) -> "BriefItemQuerySet":
        """Return the bottom lines and questions that stand: what a plan has to answer."""
        return self.current().filter(kind__in=(BriefItem.Kind.BOTTOM_LINE, BriefItem.Kind.QUESTION))


@tracked()
class BriefItem(models.Model):
    """One bottom line, one question for the family, or one resource that may be offered."""

    class Kind(models.TextChoices):
        BOTTOM_LINE = "bottom_line", "Bottom line"
        QUESTION = "question", "Question for the family"
        RESOURCE = "resource", "Help that may be offered"

    public_id = public_id_field()
    brief = models.ForeignKey(Brief, on_delete=models.PROTECT, related_name="items")
    kind = models.CharField(max_length=12, choices=Kind)
    text = models.TextField(max_length=1000)
    position = models.PositiveSmallIntegerField(default=0)
    added_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = BriefItemQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "position", "pk"]

    class Privacy:
        operational = (
            "public_id",
            "brief",
            "kind",
            "position",
            "added_by",
            "added_at",
            "removed_at",
        )
        free_text = ("text",)

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"


class BriefSignatureQuerySet(MeetingOwnedQuerySet["BriefSignature"]):
    meeting_path = "brief__meeting"


@tracked()
class BriefSignature(models.Model):
    """The answer of the referrer's manager to one version: signed, or sent back with why.

    Rows are added and never changed. `text` is what was answered, word for word.
    """

    class Answer(models.TextChoices):
        SIGNED = "signed", "Signed off"
        SENT_BACK = "sent_back", "Sent back"

    brief = models.ForeignKey(Brief, on_delete=models.PROTECT, related_name="signatures")
    version = models.PositiveIntegerField()
    answer = models.CharField(max_length=10, choices=Answer)
    why = models.TextField(max_length=1000, blank=True)
    text = models.TextField()
    by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = BriefSignatureQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["brief", "version"], name="brief_version_is_answered_once"
            ),
        ]

    class Privacy:
        operational = ("brief", "version", "answer", "by", "at")
        free_text = ("why", "text")

    def __str__(self) -> str:
        return f"Version {self.version}: {self.get_answer_display()}"


class InformationReportQuerySet(MeetingOwnedQuerySet["InformationReport"]):
    pass


@tracked()
class InformationReport(models.Model):
    """What the referrer will say on the day, known to everybody before: no "new news".

    Written by the social worker, shared with the coordinator, signed by the referrer's
    manager, then gone through with the family. A change after it was given needs a new
    signature.
    """

    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="report")
    strengths = models.TextField(max_length=5000, blank=True)
    worries = models.TextField(max_length=5000, blank=True)
    help_available = models.TextField(max_length=5000, blank=True)
    if_nothing_changes = models.TextField(max_length=5000, blank=True)
    written_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField("given to the coordinator", null=True, blank=True)
    signed_version = models.PositiveIntegerField(null=True, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)
    signed_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    sent_back_why = models.TextField(max_length=1000, blank=True)
    shared_on = models.DateField("gone through with the family", null=True, blank=True)
    shared_how = models.CharField(max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = InformationReportQuerySet.as_manager()

    class Privacy:
        operational = (
            "meeting",
            "written_by",
            "given_at",
            "signed_version",
            "signed_at",
            "signed_by",
            "shared_on",
            "version",
        )
        free_text = (
            "strengths",
            "worries",
            "help_available",
            "if_nothing_changes",
            "sent_back_why",
            "shared_how",
        )

    def __str__(self) -> str:
        return f"Report for {self.meeting_id}, version {self.version}"

    @property
    def is_signed(self) -> bool:
        return self.signed_version == self.version

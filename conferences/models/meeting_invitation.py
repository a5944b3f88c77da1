from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from conferences.models.owned import MeetingOwnedQuerySet
from conferences.models.participant import Participant
from restorative.fields import EncryptedTextField, public_id_field
from restorative.history import tracked


class MeetingInvitationQuerySet(MeetingOwnedQuerySet["MeetingInvitation"]):
    meeting_path = "participant__meeting"

    def visible_to(self, user) -> Self:  # type: ignore[no-untyped-def]
        return self.filter(participant__in=Participant.objects.visible_to(user))

    def sent(self) -> Self:
        return self.filter(sent_at__isnull=False)


@tracked()
class MeetingInvitation(models.Model):
    """What one person was told of a meeting, word for word, and by which way.

    Made anew, with the next revision, whenever there is something new to say: an invitation,
    a new time, that it is off. The revision is the SEQUENCE of its calendar file, whose UID
    belongs to the participant and stays. Nothing goes to more than one person at once.
    """

    class Purpose(models.TextChoices):
        INVITATION = "invitation", "Invitation"
        CHANGE = "change", "New time or place"
        CANCELLATION = "cancellation", "It is off"

    class Channel(models.TextChoices):
        LETTER = "letter", "Letter"
        EMAIL = "email", "Email"
        TEXT = "text", "Text message"
        TOLD = "told", "Told in person or by phone"

    class State(models.TextChoices):
        WAITING = "waiting", "Waits for a second person"
        READY = "ready", "Ready to send"
        SENT = "sent", "Sent"
        TOLD = "told", "Told"
        FAILED = "failed", "Could not be sent"
        DROPPED = "dropped", "Not sent after all"

    public_id = public_id_field()
    participant = models.ForeignKey(
        Participant, on_delete=models.PROTECT, related_name="invitations"
    )
    revision = models.PositiveIntegerField()
    purpose = models.CharField(max_length=12, choices=Purpose, default=Purpose.INVITATION)
    channel = models.CharField(max_length=10, choices=Channel)
    contact_point = models.ForeignKey(
        "cases.ContactPoint", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    starts_at = models.DateTimeField("what it says: from", null=True, blank=True)
    ends_at = models.DateTimeField("what it says: to", null=True, blank=True)
    subject = models.CharField(max_length=150, blank=True)
    _text = EncryptedTextField("what it said", db_column="text", blank=True)
    _to = EncryptedTextField("where it went", db_column="sent_to", blank=True)
    calendar_file = models.TextField(blank=True)
    language = models.CharField(max_length=60, blank=True)
    state = models.CharField(max_length=10, choices=State)
    warnings = models.TextField("what the sender was warned of", blank=True)
    made_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    released_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    released_at = models.DateTimeField(null=True, blank=True)
    released_alone_why = models.CharField(max_length=300, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    failed_why = models.CharField(max_length=300, blank=True)

    objects = MeetingInvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-revision", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "revision"], name="invitation_is_one_a_revision"
            ),
            models.CheckConstraint(
                name="invitation_sent_says_when",
                condition=~Q(state__in=("sent", "told")) | Q(sent_at__isnull=False),
            ),
        ]

    class Privacy:
        operational = (
            "public_id",
            "participant",
            "revision",
            "purpose",
            "channel",
            "contact_point",
            "starts_at",
            "ends_at",
            "language",
            "state",
            "made_by",
            "made_at",
            "released_by",
            "released_at",
            "sent_at",
        )
        personal = ("_to",)
        free_text = (
            "subject",
            "_text",
            "calendar_file",
            "warnings",
            "released_alone_why",
            "failed_why",
        )

    def __str__(self) -> str:
        return f"{self.get_purpose_display()} {self.revision} of {self.participant_id}"

    def get_absolute_url(self) -> str:
        return reverse("conferences:invitation_detail", kwargs={"public_id": self.public_id})

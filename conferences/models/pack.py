from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from cases.models import Case, Exclusion
from conferences.models.meeting import Meeting, MeetingParty
from conferences.models.owned import MeetingOwnedQuerySet
from restorative.fields import public_id_field
from restorative.history import tracked

if TYPE_CHECKING:
    from accounts.models import User


class PackReaderQuerySet(MeetingOwnedQuerySet["PackReader"]):
    """For who keeps a meeting, `visible_to`; for who was given its pack, `open_to`."""

    def open_to(self, user: "User") -> Self:
        """Return what this person may read today: given, not ended, of a case under way.

        Being excluded from the case beats having been given its pack.
        """
        today = timezone.localdate()
        ended = MeetingParty.objects.filter(
            Q(case__stage__in=Case.ENDED_STAGES)
            | Q(case__in=Exclusion.objects.current().filter(user=user).values("case"))
        )
        return self.filter(
            user=user, ended_at__isnull=True, starts_on__lte=today, ends_on__gte=today
        ).exclude(meeting__in=ended.values("meeting"))


@tracked()
class PackReader(models.Model):
    """Somebody who may read the pack of a meeting for a time, and nothing else of the case.

    What is in it is declared (`Format.pack`). `why` says why it was ended before its day.
    """

    public_id = public_id_field()
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="pack_readers")
    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField()
    given_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    why = models.CharField(max_length=200, blank=True)

    objects = PackReaderQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="pack_ends_after_it_starts", condition=Q(ends_on__gte=F("starts_on"))
            ),
            models.UniqueConstraint(
                fields=["meeting", "user"],
                condition=Q(ended_at=None),
                name="pack_is_given_once_at_a_time",
            ),
        ]

    class Privacy:
        operational = (
            "public_id",
            "meeting",
            "user",
            "starts_on",
            "ends_on",
            "given_by",
            "given_at",
            "ended_at",
            "ended_by",
        )
        free_text = ("why",)

    def __str__(self) -> str:
        return f"{self.user_id} reads the pack of {self.meeting_id}"

    def get_absolute_url(self) -> str:
        return reverse("conferences:pack_detail", kwargs={"public_id": self.public_id})

    @property
    def state(self) -> str:
        """ "Ended", "Over", "Not yet" or "Reads it", as of today."""
        today = timezone.localdate()
        if self.ended_at:
            return "Ended"
        if self.ends_on < today:
            return "Over"
        return "Not yet" if self.starts_on > today else "Reads it"

    @property
    def can_end(self) -> bool:
        return self.state in ("Reads it", "Not yet")

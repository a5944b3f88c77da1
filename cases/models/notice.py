from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from restorative.fields import public_id_field
from restorative.written_out import written_out

if TYPE_CHECKING:
    from accounts.models import User


class NoticeQuerySet(models.QuerySet["Notice"]):
    def visible_to(self, user: "User") -> Self:
        """Return a colleague's own notices and of those they stand in for today.

        But for those of a case that is hidden from them.
        """
        from cases.models.case import Case

        return self.filter(
            Q(case=None, user=user) | Q(case__in=written_out(Case.objects.visible_to(user))),
            user__in=user.acting_ids,
        )

    def unread(self) -> Self:
        return self.filter(read_at=None, gone_at=None)


class Notice(models.Model):
    """What a colleague is reminded of in the product: one sentence and where to go.

    Gone when it no longer holds; read when they say so. What is unread goes into one email
    a day, which says how many and nothing of whom.
    """

    public_id = public_id_field()
    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="notices")
    case = models.ForeignKey(
        "cases.Case", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reminder = models.OneToOneField(
        "cases.Reminder", on_delete=models.PROTECT, null=True, blank=True, related_name="notice"
    )
    # Of one that no reminder left: what it is about and to whom, by which it is left once.
    about = models.CharField(max_length=100, null=True, unique=True)  # noqa: DJ001
    text = models.CharField(max_length=300)
    url = models.CharField(max_length=300, blank=True)
    is_urgent = models.BooleanField(default=False)
    at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True, blank=True)
    gone_at = models.DateTimeField(null=True, blank=True)
    mailed_at = models.DateTimeField("in a digest", null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(
                fields=["user", "-at"],
                condition=Q(read_at=None, gone_at=None),
                name="notice_unread",
            ),
        ]

    class Privacy:
        operational = (
            "public_id",
            "user",
            "case",
            "reminder",
            "about",
            "url",
            "is_urgent",
            "at",
            "read_at",
            "gone_at",
            "mailed_at",
        )
        free_text = ("text",)

    def __str__(self) -> str:
        return self.text

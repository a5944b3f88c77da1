from django.db import models
from django.utils import timezone

from restorative.history import tracked


@tracked()
class CalendarFeed(models.Model):
    """A secret address under which one colleague's calendar can be read, until revoked.

    Only a hash of the secret is kept. What is read there names no family.
    """

    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="feeds")
    secret_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=timezone.now)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=models.Q(revoked_at=None), name="feed_is_one_a_person"
            ),
        ]

    class Privacy:
        operational = ("user", "secret_hash", "made_at", "revoked_at")

    def __str__(self) -> str:
        return f"Calendar of {self.user_id}"

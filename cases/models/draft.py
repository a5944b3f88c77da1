from functools import reduce
from operator import or_
from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import Q

from restorative.fields import EncryptedTextField, public_id_field


class DraftQuerySet(models.QuerySet["Draft"]):
    def about(self, *keys: UUID) -> Self:
        """Return those about one of these records, alone or together with another."""
        if not keys:
            return self.none()
        return self.filter(reduce(or_, (Q(subject__startswith=str(key)) for key in keys)))


class Draft(models.Model):
    """What somebody has typed into a form and not yet saved: theirs alone.

    Kept under the person, the form and the record it is about, so that text can never
    turn up in another record; on the server, because laptops are shared. Cleared when the
    form succeeds, swept when old.
    """

    # Its page has an address of its own, which does not say what the draft is about.
    public_id = public_id_field()
    user = models.ForeignKey("accounts.User", on_delete=models.CASCADE, related_name="drafts")
    form = models.CharField(max_length=60)
    subject = models.CharField(max_length=80, blank=True)
    title = models.CharField(max_length=120)
    url = models.CharField(max_length=300)
    data = EncryptedTextField()
    saved_at = models.DateTimeField(auto_now=True)

    objects = DraftQuerySet.as_manager()

    class Meta:
        ordering = ["-saved_at"]
        constraints = [
            models.UniqueConstraint(fields=["user", "form", "subject"], name="draft_is_one_a_form"),
        ]

    class Privacy:
        operational = ("public_id", "user", "form", "subject", "title", "url", "saved_at")
        free_text = ("data",)

    def __str__(self) -> str:
        return self.title

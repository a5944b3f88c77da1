from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from restorative.fields import EncryptedTextField, public_id_field
from restorative.history import tracked

if TYPE_CHECKING:
    from accounts.models import User

HIDDEN = "Held securely"
# Words beside a secret value that can give it away: "Address (Women's Aid, Leeds)".
HELD_WITH_VALUE = ("label", "safe_note", "used_by_others")


class ContactPointQuerySet(models.QuerySet["ContactPoint"]):
    def visible_to(self, user: "User") -> Self:
        """Return the ways of contact of people the user may know; values stay masked."""
        from cases.models.person import Person

        return self.filter(person__in=Person.objects.keys_for(user))

    def current(self) -> Self:
        return self.filter(ended_at__isnull=True)


@tracked()
class ContactPoint(models.Model):
    """One way to reach one person, and what is safe to do with it.

    Nothing is allowed until somebody has confirmed it: unset means no automated message
    (domain.md 7.5). The value is encrypted from the first row on. Templates are given
    `shown`, which is masked for a confidential one; the value itself is read by
    cases.domain.contacting.reveal_contact alone, which records who looked. What was
    written beside a confidential value (HELD_WITH_VALUE) is shown with it or not at all.
    """

    class Channel(models.TextChoices):
        MOBILE = "mobile", "Mobile phone"
        PHONE = "phone", "Other phone"
        EMAIL = "email", "Email"
        ADDRESS = "address", "Address"
        OTHER = "other", "Another way"

    class May(models.TextChoices):
        NOT_CONFIRMED = "", "Not confirmed"
        YES = "yes", "Yes"
        NO = "no", "No"

    public_id = public_id_field()
    person = models.ForeignKey(
        "cases.Person", on_delete=models.PROTECT, related_name="contact_points"
    )
    channel = models.CharField(max_length=10, choices=Channel)
    label = models.CharField(max_length=60, blank=True, help_text="Such as home, work or nan's")
    _value = EncryptedTextField(db_column="value")
    value_hash = models.CharField(max_length=64, blank=True, db_index=True, editable=False)
    postcode_hash = models.CharField(max_length=64, blank=True, db_index=True, editable=False)
    is_confidential = models.BooleanField(default=False)
    may_text = models.CharField(max_length=3, choices=May, blank=True, default="")
    may_ring = models.CharField(max_length=3, choices=May, blank=True, default="")
    may_leave_message = models.CharField(max_length=3, choices=May, blank=True, default="")
    may_write = models.CharField(max_length=3, choices=May, blank=True, default="")
    safe_from = models.TimeField(null=True, blank=True)
    safe_until = models.TimeField(null=True, blank=True)
    safe_note = models.CharField(
        max_length=300, blank=True, help_text="Days, or what to say you are ringing about"
    )
    used_by_others = models.CharField("who else uses or sees it", max_length=200, blank=True)
    confirmed_on = models.DateField("last confirmed", null=True, blank=True)
    confirmed_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    recorded_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = ContactPointQuerySet.as_manager()

    class Meta:
        ordering = ["channel", "pk"]
        constraints = [
            models.CheckConstraint(
                name="contact_confirmed_whole_or_absent",
                condition=Q(confirmed_on__isnull=True, confirmed_by__isnull=True)
                | Q(confirmed_on__isnull=False, confirmed_by__isnull=False),
            ),
            models.CheckConstraint(
                name="contact_confidential_is_not_searchable",
                condition=Q(is_confidential=False) | Q(value_hash="", postcode_hash=""),
            ),
        ]

    class Privacy:
        operational = (
            "public_id",
            "channel",
            "value_hash",
            "postcode_hash",
            "is_confidential",
            "confirmed_by",
            "recorded_by",
            "recorded_at",
            "ended_at",
            "version",
        )
        personal = (
            "person",
            "label",
            "_value",
            "may_text",
            "may_ring",
            "may_leave_message",
            "may_write",
            "safe_from",
            "safe_until",
            "used_by_others",
            "confirmed_on",
        )
        free_text = ("safe_note",)

    def __str__(self) -> str:
        return f"{self.get_channel_display()} of {self.person_id}"

    @property
    def shown(self) -> str:
        """What a page may print: the value, or that it is held securely."""
        return HIDDEN if self.is_confidential else self._value

    @property
    def is_phone(self) -> bool:
        return self.channel in {self.Channel.MOBILE, self.Channel.PHONE}

    def allows(self, use: str) -> bool:
        """Whether a use ("may_text") was allowed and confirmed. Anything else is a no."""
        return (
            self.ended_at is None
            and self.confirmed_on is not None
            and getattr(self, use) == self.May.YES
        )

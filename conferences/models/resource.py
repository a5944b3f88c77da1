from typing import TYPE_CHECKING, Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from conferences.models.meeting import Meeting
from conferences.models.owned import MeetingOwnedQuerySet
from restorative.fields import public_id_field
from restorative.history import tracked

if TYPE_CHECKING:
    from accounts.models import User


class ResourceQuerySet(models.QuerySet["Resource"]):
    def visible_to(self, user: "User") -> Self:
        """Return all there are: venues, interpreters and colleagues tell of no family.

        What they are booked for is another matter: `Booking.objects.visible_to`.
        """
        return self.all() if user.seats else self.none()

    def in_use(self) -> Self:
        return self.filter(archived_at__isnull=True)


@tracked()
class Resource(models.Model):
    """What can be in one place at a time: a venue, a coordinator, an interpreter, an advocate.

    A coordinator is a member of staff (`user`) and a resource. Minutes before and after are
    set-up and travel: they are part of what a booking holds.
    """

    class Kind(models.TextChoices):
        VENUE = "venue", "Venue"
        COORDINATOR = "coordinator", "Coordinator"
        INTERPRETER = "interpreter", "Interpreter"
        ADVOCATE = "advocate", "Advocate"

    class StepFree(models.TextChoices):
        NOT_KNOWN = "", "Not known"
        YES = "yes", "Step-free throughout"
        PARTLY = "partly", "Partly step-free"
        NO = "no", "Not step-free"

    public_id = public_id_field()
    kind = models.CharField(max_length=12, choices=Kind)
    name = models.CharField(max_length=150)
    user = models.OneToOneField(
        "accounts.User",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="resource",
    )
    address = models.CharField(max_length=300, blank=True)
    postcode = models.CharField(max_length=10, blank=True)
    directions = models.TextField("how to get there", max_length=1000, blank=True)
    step_free = models.CharField(max_length=10, choices=StepFree, blank=True, default="")
    access_note = models.CharField(max_length=300, blank=True)
    has_kitchen = models.BooleanField(default=False)
    rooms = models.PositiveSmallIntegerField("rooms, breakout rooms among them", default=1)
    seats = models.PositiveSmallIntegerField(null=True, blank=True)
    is_neutral = models.BooleanField("not children's services' own", default=True)
    cost = models.CharField(max_length=100, blank=True)
    languages = models.CharField(max_length=200, blank=True)
    contact_name = models.CharField(max_length=150, blank=True)
    contact_phone = models.CharField(max_length=20, blank=True)
    contact_email = models.EmailField(blank=True)
    minutes_before = models.PositiveSmallIntegerField(default=0)
    minutes_after = models.PositiveSmallIntegerField(default=0)
    note = models.CharField(max_length=500, blank=True)
    added_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    added_at = models.DateTimeField(default=timezone.now)
    archived_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = ResourceQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "name", "pk"]
        constraints = [
            models.CheckConstraint(
                name="resource_of_staff_is_a_coordinator",
                condition=Q(user=None) | Q(kind="coordinator"),
            ),
        ]

    class Privacy:
        operational = (
            "public_id",
            "kind",
            "name",
            "user",
            "address",
            "postcode",
            "directions",
            "step_free",
            "access_note",
            "has_kitchen",
            "rooms",
            "seats",
            "is_neutral",
            "cost",
            "languages",
            "minutes_before",
            "minutes_after",
            "note",
            "added_by",
            "added_at",
            "archived_at",
            "version",
        )
        personal = ("contact_name", "contact_phone", "contact_email")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("conferences:resource_detail", kwargs={"public_id": self.public_id})


@tracked()
class WeeklyHours(models.Model):
    """When a venue is open, or somebody works, on one day of every week. None said: always."""

    resource = models.ForeignKey(Resource, on_delete=models.CASCADE, related_name="hours")
    weekday = models.PositiveSmallIntegerField("0 is Monday")
    starts = models.TimeField()
    ends = models.TimeField()

    class Meta:
        ordering = ["weekday", "starts"]
        verbose_name_plural = "weekly hours"
        constraints = [
            models.CheckConstraint(name="hours_end_after_start", condition=Q(ends__gt=F("starts"))),
            models.CheckConstraint(name="hours_are_of_a_weekday", condition=Q(weekday__lte=6)),
            models.UniqueConstraint(
                fields=["resource", "weekday", "starts"], name="hours_start_once"
            ),
        ]

    class Privacy:
        operational = ("resource", "weekday", "starts", "ends")

    def __str__(self) -> str:
        return f"{self.resource_id}: {self.weekday} {self.starts}-{self.ends}"


@tracked()
class Away(models.Model):
    """Days on which a venue is closed or somebody is on leave, first and last included."""

    resource = models.ForeignKey(Resource, on_delete=models.CASCADE, related_name="away")
    starts_on = models.DateField()
    ends_on = models.DateField()
    why = models.CharField(max_length=100, blank=True)
    recorded_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["starts_on", "pk"]
        verbose_name_plural = "away"
        constraints = [
            models.CheckConstraint(
                name="away_ends_after_it_starts", condition=Q(ends_on__gte=F("starts_on"))
            ),
        ]

    class Privacy:
        operational = ("resource", "starts_on", "ends_on", "why", "recorded_by", "recorded_at")

    def __str__(self) -> str:
        return f"{self.resource_id} away {self.starts_on} to {self.ends_on}"


class BookingQuerySet(MeetingOwnedQuerySet["Booking"]):
    def standing(self) -> Self:
        return self.filter(cancelled_at__isnull=True)


@tracked()
class Booking(models.Model):
    """A resource held for a meeting. `held` is the meeting's time with set-up and travel in it.

    No two standing bookings of one resource overlap: the exclusion constraint is the last
    word, a lock on the resource rows in the order of their keys keeps it from ever being
    met (safety.md 9).
    """

    resource = models.ForeignKey(Resource, on_delete=models.PROTECT, related_name="bookings")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="bookings")
    held = DateTimeRangeField()
    booked_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    booked_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField("they said yes", null=True, blank=True)
    confirmed_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = BookingQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            ExclusionConstraint(
                name="resource_is_in_one_place",
                index_type="GIST",
                expressions=[
                    ("resource", RangeOperators.EQUAL),
                    ("held", RangeOperators.OVERLAPS),
                ],
                condition=Q(cancelled_at=None),
                violation_error_code="double_booked",
            ),
            models.UniqueConstraint(
                fields=["meeting", "resource"],
                condition=Q(cancelled_at=None),
                name="resource_is_booked_for_a_meeting_once",
            ),
            models.CheckConstraint(
                name="booking_holds_a_whole_time",
                condition=Q(held__isempty=False, held__startswith__isnull=False)
                & Q(held__endswith__isnull=False),
            ),
        ]

    class Privacy:
        operational = (
            "resource",
            "meeting",
            "held",
            "booked_by",
            "booked_at",
            "confirmed_at",
            "confirmed_by",
            "cancelled_at",
            "cancelled_by",
        )

    def __str__(self) -> str:
        return f"{self.resource_id} for {self.meeting_id}"

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from restorative.fields import EncryptedTextField, public_id_field
from restorative.history import tracked

if TYPE_CHECKING:
    from accounts.models import User


@tracked()
class Course(models.Model):
    """Something that is learnt and, where the service says so, learnt again after a time."""

    public_id = public_id_field()
    name = models.CharField(max_length=120, unique=True)
    refresher_months = models.PositiveSmallIntegerField(null=True, blank=True)
    archived_at = models.DateTimeField(null=True, blank=True)
    changed_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["name"]

    class Privacy:
        operational = (
            "public_id",
            "name",
            "refresher_months",
            "archived_at",
            "changed_by",
            "changed_at",
            "version",
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("conferences:course_edit", kwargs={"public_id": self.public_id})

    @property
    def is_offered(self) -> bool:
        return self.archived_at is None


class DevelopmentSessionQuerySet(models.QuerySet["DevelopmentSession"]):
    def visible_to(self, user: "User") -> Self:
        """Return sessions this person took part in, led or recorded, or their team was in."""
        was_there = SessionAttendance.objects.filter(session=OuterRef("pk"), person=user)
        return self.filter(Exists(was_there) | _answered_by(user))

    def changeable_by(self, user: "User") -> Self:
        """Return those this person recorded or led, or people of a team they manage were in."""
        return self.filter(_answered_by(user))


def managed_people(user: "User") -> "models.QuerySet[User]":
    """Those who sit now in a team that this person manages."""
    from accounts.models import Membership, User
    from accounts.permissions import Seat

    teams = user.team_ids(Seat.REFERRING_MANAGER, Seat.SERVICE_MANAGER)
    members = Membership.objects.current().filter(team__in=teams, user=OuterRef("pk"))
    return User.objects.active().filter(Exists(members))


def _answered_by(user: "User") -> Q:
    of_team = SessionAttendance.objects.on_list().filter(
        session=OuterRef("pk"), person__in=managed_people(user).values("pk")
    )
    return Q(led_by=user) | Q(recorded_by=user) | Q(Exists(of_team))


@tracked()
class DevelopmentSession(models.Model):
    """A training, a supervision or another hour in which people of the service learn."""

    class Kind(models.TextChoices):
        TRAINING = "training", "Training"
        SUPERVISION = "supervision", "Supervision"
        GROUP = "group", "Group supervision"
        PEERS = "peers", "Learning from each other"

    public_id = public_id_field()
    kind = models.CharField(max_length=12, choices=Kind)
    held_on = models.DateField()
    minutes = models.PositiveSmallIntegerField()
    course = models.ForeignKey(
        Course, on_delete=models.PROTECT, null=True, blank=True, related_name="sessions"
    )
    subject = models.CharField(max_length=200)
    led_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    led_by_name = models.CharField(max_length=120, blank=True)
    place = models.CharField(max_length=120, blank=True)
    recorded_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1)

    objects = DevelopmentSessionQuerySet.as_manager()

    class Meta:
        ordering = ["-held_on", "-pk"]

    class Privacy:
        operational = (
            "public_id",
            "kind",
            "held_on",
            "minutes",
            "course",
            "led_by",
            "place",
            "recorded_by",
            "recorded_at",
            "version",
        )
        personal = ("led_by_name",)
        free_text = ("subject",)

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.subject}"

    def get_absolute_url(self) -> str:
        return reverse("conferences:development_session", kwargs={"public_id": self.public_id})

    @property
    def leader(self) -> str:
        return str(self.led_by) if self.led_by else self.led_by_name


class SessionAttendanceQuerySet(models.QuerySet["SessionAttendance"]):
    def on_list(self) -> Self:
        return self.filter(taken_off_at__isnull=True)

    def words_visible_to(self, user: "User") -> Self:
        """Return those whose own words this person may read: their own, and of whom they led."""
        return self.filter(Q(person=user) | Q(session__led_by=user))


@tracked(exclude=["will_try", "tried", "looked_back"])
class SessionAttendance(models.Model):
    """Somebody took part; what they will try is in their own words, and outside the history.

    Whoever is taken off the list keeps what they wrote.
    """

    class Tried(models.TextChoices):
        YES = "yes", "Yes, I tried it"
        PARTLY = "partly", "In part"
        NOT_YET = "not_yet", "Not yet"
        NO_LONGER = "no_longer", "No, I thought better of it"

    session = models.ForeignKey(
        DevelopmentSession, on_delete=models.CASCADE, related_name="attendances"
    )
    person = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    taken_off_at = models.DateTimeField(null=True, blank=True)
    will_try = EncryptedTextField(blank=True, default="")
    tried = EncryptedTextField(blank=True, default="")
    looked_back = EncryptedTextField(blank=True, default="")
    version = models.PositiveIntegerField(default=1)

    objects = SessionAttendanceQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["session", "person"], name="attends_a_session_once"),
        ]

    class Privacy:
        operational = ("session", "taken_off_at", "version")
        personal = ("person",)
        free_text = ("will_try", "tried", "looked_back")

    def __str__(self) -> str:
        return f"{self.person_id} in {self.session_id}"

    @property
    def tried_label(self) -> str:
        return str(self.Tried(self.tried).label) if self.tried else ""

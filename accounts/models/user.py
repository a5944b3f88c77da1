from collections.abc import Callable, Hashable
from functools import cache, cached_property
from typing import Any, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone

from accounts.permissions import Seat
from restorative.asked_again import Given, Question
from restorative.fields import public_id_field
from restorative.history import tracked
from restorative.kept import Kept

# Rules of access, and questions by them, as SQL: some twenty for each reader.
RULES: Kept[Any] = Kept(most=1500)
# Rules as queries that were not asked yet, up to 100 KB each.
UNASKED: Kept[Any] = Kept(most=100)


class UserQuerySet(models.QuerySet["User"]):
    def active(self) -> Self:
        return self.filter(is_active=True)

    def with_role(self, role: str, *, team: Any = None) -> Self:
        """Return those who hold the role now, in any team or in this one."""
        from accounts.models.team import Membership

        held = Membership.objects.current().filter(user=OuterRef("pk"), role=role)
        if team is not None:
            held = held.filter(team=team)
        return self.filter(Exists(held))


class UserManager(BaseUserManager["User"]):
    def get_queryset(self) -> UserQuerySet:
        return UserQuerySet(self.model, using=self._db)

    def active(self) -> UserQuerySet:
        return self.get_queryset().active()

    def with_role(self, role: str, *, team: Any = None) -> UserQuerySet:
        return self.get_queryset().with_role(role, team=team)

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


@tracked(exclude=["password", "last_login"])
class User(AbstractBaseUser):
    """A member of staff who can sign in. Families and outside referrers have no account."""

    public_id = public_id_field()
    email = models.EmailField("email address", max_length=254)
    first_name = models.CharField(max_length=100)
    last_name = models.CharField(max_length=100)
    job_title = models.CharField(max_length=100, blank=True)
    phone = models.CharField("work phone", max_length=30, blank=True)
    line_manager = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="line_reports"
    )
    is_active = models.BooleanField(default=True)
    is_privacy_officer = models.BooleanField(default=False)
    # A director, or who reports on the service: reads figures of all of it and no case.
    reads_report = models.BooleanField(default=False)
    # Sits on panels: reads the packs they are given, for a time, and no case.
    sits_on_panels = models.BooleanField(default=False)
    joined_at = models.DateTimeField(auto_now_add=True)
    deactivated_at = models.DateTimeField(null=True, blank=True)
    deactivated_by = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["first_name", "last_name"]

    objects = UserManager()

    class Meta:
        ordering = ["last_name", "first_name", "pk"]
        constraints = [
            models.UniqueConstraint(Lower("email"), name="user_email_is_unique"),
            models.CheckConstraint(
                name="user_deactivated_whole_or_absent",
                condition=Q(deactivated_at__isnull=True, deactivated_by__isnull=True)
                | Q(deactivated_at__isnull=False, is_active=False),
            ),
        ]

    class Privacy:
        operational = (
            "public_id",
            "is_active",
            "is_privacy_officer",
            "reads_report",
            "sits_on_panels",
            "joined_at",
            "deactivated_at",
            "deactivated_by",
            "line_manager",
            "job_title",
            "password",
            "last_login",
            "version",
        )
        personal = ("email", "first_name", "last_name", "phone")

    def __str__(self) -> str:
        return self.get_full_name()

    def get_full_name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    def get_short_name(self) -> str:
        return self.first_name

    def get_absolute_url(self) -> str:
        return reverse("accounts:staff_detail", kwargs={"public_id": self.public_id})

    @property
    def waits_for_invitation(self) -> bool:
        """Whether a list of staff named them, and nobody has let them in yet."""
        never_in = self.deactivated_at is None and not self.has_usable_password()
        return not self.is_active and never_in

    @cached_property
    def current_memberships(self) -> list[Any]:
        """The memberships in force, read once per request: users live no longer than that."""
        memberships = _memberships().ask(user=self.pk)
        for membership in memberships:
            membership.user = self
        return memberships

    @cached_property
    def seats(self) -> frozenset[Seat]:
        """Where this person sits, over all their teams: what `can` asks."""
        seats = {membership.seat for membership in self.current_memberships}
        if self.is_privacy_officer:
            seats.add(Seat.PRIVACY_OFFICER)
        if self.reads_report:
            seats.add(Seat.REPORT_READER)
        if self.sits_on_panels:
            seats.add(Seat.PANEL_VOLUNTEER)
        return frozenset(seats)

    def team_ids(self, *seats: Seat) -> list[int]:
        """The teams in which this person holds one of the seats."""
        return [m.team_id for m in self.current_memberships if m.seat in seats]

    @cached_property
    def stands_in_for(self) -> list[int]:
        """Keys of the absent colleagues whose work this person covers today."""
        return _covered().ask(user=self.pk, today=timezone.localdate())

    @property
    def acting_ids(self) -> list[int]:
        """Whose allocations count as this person's own: theirs and those they cover.

        Not on a restricted case, where only its access list lets a deputy in.
        """
        return [self.pk, *self.stands_in_for]

    def kept(self, what: Hashable, make: Callable[[], Any], *, among: Kept[Any] = RULES) -> Any:
        """Return the rule that `make` wrote the first time it was asked for by this process.

        A rule of access is asked a dozen times a page and writing it out costs more than
        running it. What is kept is SQL, or a query that was not asked yet, and never rows.
        Everything that it is made from is part of the key: who, their seats and teams, whom
        they stand in for, the day; and in `what` whatever else it was made from.
        """
        teams = frozenset((m.team_id, m.seat) for m in self.current_memberships)
        key = what, self.pk, self.seats, teams, tuple(self.acting_ids), timezone.localdate()
        return among.get(key, make)


# Every page asks these two: they are written once.
@cache
def _memberships() -> Question[Any]:
    from accounts.models.team import Membership

    rows = Membership.objects.current().filter(user=Given("user"))
    return Question(rows.select_related("team"))


@cache
def _covered() -> Question[Any]:
    from accounts.models.absence import Absence

    rows = Absence.objects.on(Given("today", models.DateField())).filter(deputy=Given("user"))
    return Question(rows.values_list("user_id", flat=True))

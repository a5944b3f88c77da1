from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from accounts.permissions import Seat
from cases.models.compartment import Compartment
from restorative.fields import public_id_field
from restorative.history import tracked
from restorative.written_out import WhenItRuns, written_out

if TYPE_CHECKING:
    from accounts.models import User


class CaseAccessQuerySet(models.QuerySet["CaseAccess"]):
    def on(self, day: date) -> Self:
        """Return the entries in force on a day; the last manager's ends on none.

        Of the managers on a list the one with the latest end stays, or nobody would be
        left who can let anybody in. Where several have the same end, all of them stay.
        """
        return self.filter(
            Q(expires_on__gte=day) | Q(pk__in=_last_managers()), ended_at__isnull=True
        )

    def letting_in(self, user: "User", day: date) -> Self:
        """The same of one person, asked of their entries alone.

        Only who manages a case's team can be the last manager of its list.
        """
        entries = self.filter(user=user, ended_at__isnull=True)
        holds = Q(expires_on__gte=day)
        managed = user.team_ids(Seat.SERVICE_MANAGER) if user.is_active else []
        if not managed:
            return entries.filter(holds)
        later = CaseAccess.objects.of_managers().filter(
            case=OuterRef("case"), expires_on__gt=OuterRef("expires_on")
        )
        return entries.filter(holds | Q(case__team__in=managed) & ~Q(Exists(later)))

    def of_managers(self) -> Self:
        """Return the entries, past their end or not, of those who manage the case's team."""
        from accounts.models import Membership, Role

        manages = Membership.objects.current().filter(
            user=OuterRef("user"), team=OuterRef("case__team"), role=Role.MANAGER
        )
        return self.filter(Exists(manages), user__is_active=True, ended_at__isnull=True)


@cache
def _last_managers() -> Any:
    """The managers' entries with the latest end on each list: SQL that is always the same."""
    later = CaseAccess.objects.of_managers().filter(
        case=OuterRef("case"), expires_on__gt=OuterRef("expires_on")
    )
    return written_out(CaseAccess.objects.of_managers().exclude(Exists(later)))


@tracked()
class CaseAccess(models.Model):
    """A name on the access list of a restricted case, until a date."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="access_list")
    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    expires_on = models.DateField()
    granted_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    granted_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = CaseAccessQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "user"],
                condition=Q(ended_at__isnull=True),
                name="access_is_granted_once",
            ),
        ]

    class Privacy:
        operational = ("case", "user", "expires_on", "granted_by", "granted_at", "ended_at")

    def __str__(self) -> str:
        return f"{self.user_id} on {self.case_id} until {self.expires_on}"


class ExclusionQuerySet(models.QuerySet["Exclusion"]):
    def current(self) -> Self:
        return self.filter(ended_at__isnull=True)

    def cases_closed_to(self, user: "User") -> Any:
        """The keys of the cases from which this person is excluded, for use with `__in`."""
        from cases.models.named import named_in

        if (closed := named_in(user).closed) is not None:
            return closed
        return user.kept(
            "closed cases",
            lambda: written_out(Exclusion.objects.current().filter(user=user), "case"),
        )


@tracked()
class Exclusion(models.Model):
    """A member of staff who may not know of a case: related, known to them, complained of.

    Beats every other rule, managers and emergency access included.
    """

    class Ground(models.TextChoices):
        RELATED = "related", "Related to the family"
        KNOWN = "known", "Knows the family privately"
        COMPLAINT = "complaint", "Subject of a complaint or concern"
        OTHER = "other", "Another ground"

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="exclusions")
    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    ground = models.CharField(max_length=10, choices=Ground)
    reason = models.CharField(max_length=500, blank=True)
    recorded_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    # Where somebody recorded it, if that was on another case of the children: they end together.
    carried_from = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="carried"
    )

    objects = ExclusionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "user"],
                condition=Q(ended_at__isnull=True),
                name="exclusion_is_recorded_once",
            ),
        ]
        indexes = [models.Index(fields=["user"], name="exclusion_user")]

    class Privacy:
        operational = (
            "case",
            "user",
            "recorded_by",
            "recorded_at",
            "ended_at",
            "ended_by",
            "carried_from",
        )
        special = ("ground",)
        free_text = ("reason",)

    def __str__(self) -> str:
        return f"{self.user_id} from {self.case_id}"


class BreakGlassQuerySet(models.QuerySet["BreakGlass"]):
    def active(self) -> Self:
        # This stands in SQL that is kept (User.kept): the moment is when it runs.
        return self.filter(expires_at__gt=WhenItRuns())

    def waiting_for_review(self) -> Self:
        return self.filter(reviewed_at__isnull=True)

    def reviewable_by(self, user: "User") -> Self:
        """Return those this person may review: never their own.

        A privacy officer reviews all of them, by reference alone; a manager those of
        cases visible to them. Nobody those of a case from which they are excluded.
        """
        from cases.models.case import Case

        excluded = Exclusion.objects.current().filter(user=user).values("case")
        rows = self.exclude(user=user).exclude(case__in=excluded)
        if user.is_privacy_officer:
            return rows
        return rows.filter(case__in=Case.objects.keys_for(user, by_glass=False))


@tracked()
class BreakGlass(models.Model):
    """Somebody opened a hidden case in an emergency: sixty minutes, reading only, reviewed."""

    class Ground(models.TextChoices):
        SAFETY = "safety", "A child or adult may be at risk now"
        COURT = "court", "A court deadline"
        COVER = "cover", "Covering for a colleague"
        OTHER = "other", "Another reason"

    class Verdict(models.TextChoices):
        RIGHT = "right", "It was right to open the case"
        QUESTION = "question", "There is more to ask"
        WRONG = "wrong", "It should not have been opened"

    public_id = public_id_field()
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="glass")
    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    ground = models.CharField(max_length=10, choices=Ground)
    reason = models.TextField(max_length=1000)
    at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    review_due_on = models.DateField()
    reviewed_at = models.DateTimeField(null=True, blank=True)
    reviewed_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    verdict = models.CharField(max_length=10, choices=Verdict, blank=True, default="")
    review_note = models.TextField(max_length=1000, blank=True)

    objects = BreakGlassQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="glass_expires_after_it_is_broken", condition=Q(expires_at__gt=F("at"))
            ),
            models.CheckConstraint(
                name="glass_reviewed_whole_or_absent",
                condition=Q(reviewed_at__isnull=True, reviewed_by__isnull=True, verdict="")
                | (Q(reviewed_at__isnull=False, reviewed_by__isnull=False) & ~Q(verdict="")),
            ),
            models.CheckConstraint(
                name="glass_is_reviewed_by_another",
                condition=Q(reviewed_by__isnull=True) | ~Q(reviewed_by=F("user")),
            ),
        ]
        indexes = [models.Index(fields=["user", "expires_at"], name="glass_user")]

    class Privacy:
        operational = (
            "public_id",
            "case",
            "user",
            "ground",
            "at",
            "expires_at",
            "review_due_on",
            "reviewed_at",
            "reviewed_by",
            "verdict",
        )
        free_text = ("reason", "review_note")

    def __str__(self) -> str:
        return f"{self.user_id} on {self.case_id} at {self.at:%d %B %Y %H:%M}"


class CompartmentMemberQuerySet(models.QuerySet["CompartmentMember"]):
    def current(self) -> Self:
        return self.filter(ended_at__isnull=True)


@tracked()
class CompartmentMember(models.Model):
    """A member of staff who works on one side of a matter and may read its rows, until it ends.

    Without `given_by` where it came with the work: whoever opened the meeting, or took the
    case over; without `ended_by` where it went with it. Rows end and are never deleted.
    """

    public_id = public_id_field()
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="sides")
    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    compartment = models.CharField(max_length=10, choices=Compartment)
    given_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    given_at = models.DateTimeField(default=timezone.now)
    why = models.CharField(max_length=500, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    ended_why = models.CharField(max_length=500, blank=True)

    objects = CompartmentMemberQuerySet.as_manager()

    class Meta:
        ordering = ["given_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "user", "compartment"],
                condition=Q(ended_at__isnull=True),
                name="side_is_held_once",
            ),
        ]

    class Privacy:
        operational = (
            "public_id",
            "case",
            "user",
            "compartment",
            "given_by",
            "given_at",
            "ended_at",
            "ended_by",
        )
        free_text = ("why", "ended_why")

    def __str__(self) -> str:
        return f"{self.user_id} on {self.case_id}: {self.compartment}"

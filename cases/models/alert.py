from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from accounts.permissions import Seat
from cases.models.compartment import CaseOwnedQuerySet, Compartment
from restorative.fields import public_id_field
from restorative.history import tracked

if TYPE_CHECKING:
    from accounts.models import User


class SafeguardingAlertQuerySet(CaseOwnedQuerySet["SafeguardingAlert"]):
    def visible_to(self, user: "User") -> Self:
        """Return the alerts of visible cases, and those on drafts that this manager answers for.

        A draft is its author's alone, and stays so. But new harm waits for no referral to
        be finished: the managers of the team that refers (of the service, where no team
        does) see the alert itself with the children it names, and nothing else of the
        draft. Of a family kept hidden only those on its access list do.
        """
        visible = self.of_visible_cases(user)
        if user.seats.isdisjoint({Seat.REFERRING_MANAGER, Seat.SERVICE_MANAGER}):
            return visible
        return visible | self._on_drafts_answered_for_by(user)

    def of_visible_cases(self, user: "User") -> Self:
        """Return those of visible cases alone: all that there are for who has opened one."""
        return super().visible_to(user)

    def _on_drafts_answered_for_by(self, user: "User") -> Self:
        from cases.models.case import Case
        from cases.models.case_access import CaseAccess, Exclusion

        this = OuterRef("case")
        referring = Q(case__referring_team__in=user.team_ids(Seat.REFERRING_MANAGER))
        service = Q(case__team__in=user.team_ids(Seat.SERVICE_MANAGER))
        listed = Exists(CaseAccess.objects.on(timezone.localdate()).filter(case=this, user=user))
        answering = Q(case__is_restricted=False) & (
            referring | (Q(case__referring_team__isnull=True) & service)
        )
        hidden = Q(case__is_restricted=True) & (referring | service) & Q(listed)
        return self.filter(
            answering | hidden,
            ~Exists(Exclusion.objects.current().filter(case=this, user=user)),
            case__stage=Case.Stage.DRAFT,
            compartment=Compartment.OPEN,
        )

    def open(self) -> Self:
        return self.filter(followed_up_at__isnull=True)


@tracked()
class SafeguardingAlert(models.Model):
    """New harm disclosed: what, who was told, when. No workflow delays it (domain.md 7.13)."""

    public_id = public_id_field()
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="alerts")
    compartment = models.CharField(max_length=10, choices=Compartment, default=Compartment.OPEN)
    what = models.TextField("what was disclosed or seen", max_length=5000)
    who_was_told = models.CharField(max_length=200)
    told_at = models.DateTimeField()
    is_shared_without_consent = models.BooleanField(default=False)
    sharing_reason = models.TextField(max_length=1000, blank=True)
    raised_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    raised_at = models.DateTimeField(auto_now_add=True)
    followed_up_at = models.DateTimeField(null=True, blank=True)
    followed_up_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    follow_up = models.TextField(max_length=2000, blank=True)

    objects = SafeguardingAlertQuerySet.as_manager()

    class Meta:
        ordering = ["-raised_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="alert_shared_without_consent_says_why",
                condition=Q(is_shared_without_consent=False) | ~Q(sharing_reason=""),
            ),
            models.CheckConstraint(
                name="alert_followed_up_whole_or_absent",
                condition=Q(followed_up_at__isnull=True, followed_up_by__isnull=True)
                | Q(followed_up_at__isnull=False, followed_up_by__isnull=False),
            ),
        ]

    class Privacy:
        operational = (
            "public_id",
            "case",
            "compartment",
            "told_at",
            "is_shared_without_consent",
            "raised_by",
            "raised_at",
            "followed_up_at",
            "followed_up_by",
        )
        free_text = ("what", "who_was_told", "sharing_reason", "follow_up")

    def __str__(self) -> str:
        return f"Safeguarding alert of {self.raised_at:%-d %B %Y}"


@tracked()
class AlertChild(models.Model):
    """A child whom an alert is about."""

    alert = models.ForeignKey(SafeguardingAlert, on_delete=models.CASCADE, related_name="about")
    child = models.ForeignKey("cases.CaseChild", on_delete=models.PROTECT, related_name="alerts")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["alert", "child"], name="alert_names_a_child_once"),
        ]

    class Privacy:
        operational = ("alert",)
        personal = ("child",)

    def __str__(self) -> str:
        return f"{self.alert_id} about {self.child_id}"

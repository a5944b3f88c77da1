from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.urls import reverse

from accounts.permissions import CASEWORK, Seat
from cases.models.person import closed_to
from restorative.fields import public_id_field
from restorative.history import tracked

if TYPE_CHECKING:
    from accounts.models import User
    from cases.models.case import Case


class OfferQuerySet(models.QuerySet["Offer"]):
    def visible_to(self, user: "User", *, by_glass: bool = True) -> Self:
        """Return the offers this person may know of.

        With a case, those who may know the case. Without one, whoever recorded it,
        managers of the team that made it and managers of the service, who answer for
        every letter; nobody who is excluded from one of its children, and nobody without
        a seat that does casework.
        """
        if CASEWORK.isdisjoint(user.seats):
            return self.none()
        from cases.models.case import Case

        cases = Case.objects.keys_for(user, by_glass=by_glass)
        return self.open_to(user).filter(_alone_for(user) | Q(case__in=cases))

    def open_to(self, user: "User") -> Self:
        """Leave out those about a child of a family from which this person is excluded."""
        from cases.models.case_access import Exclusion
        from cases.models.case_child import CaseChild

        closed = Exclusion.objects.cases_closed_to(user)
        about = CaseChild.objects.filter(person__offers__offer=OuterRef("pk"), case__in=closed)
        return self.filter(~Exists(about))

    def alone_for(self, user: "User") -> Self:
        """Return those without a case of which this person may know."""
        return self.filter(_alone_for(user))

    def for_list(self, user: "User") -> Self:
        """Fetch what a row prints: its team, its case, its children and replies.

        Those of them alone whom its reader may know of.
        """
        children = OfferChild.objects.filter(~closed_to(user, "child")).select_related("child")
        replies = OfferReply.objects.visible_to(user).select_related("person")
        return self.select_related("team", "case").prefetch_related(
            Prefetch("children", children.order_by("pk")),
            Prefetch("replies", replies.order_by("pk")),
        )

    def alone_about_children_of(self, case: "Case") -> Self:
        """Return the letters about a case's children that are with no case yet."""
        from cases.models.case_child import CaseChild

        children = CaseChild.objects.current().filter(case=case).values("person")
        about = OfferChild.objects.filter(offer=OuterRef("pk"), child__in=children)
        return self.filter(Exists(about), case__isnull=True)


def _alone_for(user: "User") -> Q:
    if Seat.SERVICE_MANAGER in user.seats:
        return Q(case__isnull=True)
    return Q(case__isnull=True) & (
        Q(created_by__in=user.acting_ids) | Q(team__in=user.team_ids(Seat.REFERRING_MANAGER))
    )


@tracked()
class Offer(models.Model):
    """The offer of a family group decision-making meeting before proceedings, or why not.

    Section 31ZA of the Children Act 1989 (inserted by the Children's Wellbeing and
    Schools Act 2026 s.1): it goes out in the letter before proceedings, to everyone with
    parental responsibility, and stands by itself, so that families who decline are
    counted. Where one accepts, the meeting is to be held before an application.
    """

    class Made(models.TextChoices):
        NOT_RECORDED = "", "Not recorded"
        YES = "yes", "Offer made"
        NO = "no", "Offer not made"

    public_id = public_id_field()
    case = models.ForeignKey(
        "cases.Case", on_delete=models.PROTECT, null=True, blank=True, related_name="offers"
    )
    team = models.ForeignKey("accounts.Team", on_delete=models.PROTECT, related_name="offers")
    letter_on = models.DateField("date of the letter before proceedings")
    made = models.CharField(max_length=3, choices=Made, blank=True, default="")
    made_on = models.DateField(null=True, blank=True)
    not_made_reason = models.TextField(max_length=1000, blank=True)
    not_made_decided_by = models.CharField(max_length=150, blank=True)
    not_made_decided_on = models.DateField(null=True, blank=True)
    application_on = models.DateField("date of application to court", null=True, blank=True)
    created_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1)

    objects = OfferQuerySet.as_manager()

    class Meta:
        ordering = ["-letter_on", "-pk"]
        indexes = [models.Index(fields=["team", "-letter_on"], name="offer_team")]

    class Privacy:
        operational = ("public_id", "case", "team", "created_by", "created_at", "version")
        personal = (
            "letter_on",
            "made",
            "made_on",
            "not_made_decided_by",
            "not_made_decided_on",
            "application_on",
        )
        free_text = ("not_made_reason",)

    def __str__(self) -> str:
        return f"Letter of {self.letter_on:%-d %B %Y}"

    def get_absolute_url(self) -> str:
        return reverse("cases:offer_detail", kwargs={"public_id": self.public_id})


@tracked()
class OfferChild(models.Model):
    """A child whom a letter is about, or to whom the offer cannot apply, and why."""

    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="children")
    child = models.ForeignKey("cases.Person", on_delete=models.PROTECT, related_name="offers")
    applies = models.BooleanField(default=True)
    why_not = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["offer", "child"], name="child_is_in_an_offer_once"),
        ]

    class Privacy:
        operational = ("offer", "applies")
        personal = ("child",)
        free_text = ("why_not",)

    def __str__(self) -> str:
        return f"{self.child_id} in {self.offer_id}"


class OfferReplyQuerySet(models.QuerySet["OfferReply"]):
    def visible_to(self, user: "User") -> Self:
        """Leave out whoever belongs to a family from which this person is excluded.

        Of letters that are visible already.
        """
        return self.filter(~closed_to(user, "person"))


@tracked()
class OfferReply(models.Model):
    """Somebody with parental responsibility to whom the offer was made, and their answer."""

    class Reply(models.TextChoices):
        UNANSWERED = "unanswered", "Not answered yet"
        ACCEPTED = "accepted", "Accepted"
        DECLINED = "declined", "Declined"

    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="replies")
    person = models.ForeignKey(
        "cases.Person", on_delete=models.PROTECT, related_name="offer_replies"
    )
    reply = models.CharField(max_length=12, choices=Reply, default=Reply.UNANSWERED)
    replied_on = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=300, blank=True)

    objects = OfferReplyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["offer", "person"], name="person_is_offered_once"),
        ]

    class Privacy:
        operational = ("offer",)
        personal = ("person", "reply", "replied_on")
        free_text = ("note",)

    def __str__(self) -> str:
        return f"{self.person_id}: {self.reply}"

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import F, Q

from accounts.permissions import Seat
from restorative.fields import public_id_field
from restorative.history import tracked
from restorative.written_out import written_out

if TYPE_CHECKING:
    from accounts.models import User
    from cases.models.case import Case
    from restorative.asked_again import Given


def family_of(case: "Case | Given") -> Any:
    """The keys of all who are on a case now, for use with `__in`."""
    from cases.models.case_child import CaseChild
    from cases.models.network_member import NetworkMember

    family = NetworkMember.objects.current().filter(case=case).values("person")
    children = CaseChild.objects.current().filter(case=case).values("person")
    return written_out(family.union(children, all=True), "person")


class KeepApartQuerySet(models.QuerySet["KeepApart"]):
    def visible_to(self, user: "User") -> Self:
        """Return the arrangements this person may read: a smaller circle than the case.

        Both people must be visible; then whoever recorded it, coordinators and managers
        of the service, and, where the audience says so, everyone on the case.
        """
        from cases.models.person import Person

        people = Person.objects.keys_for(user)
        return self.filter(first__in=people, second__in=people).told_to(user)

    def touching(self, case: "Case | Given") -> Self:
        """Return those about somebody who is on a case now."""
        here = family_of(case)
        # Each along its own index: an "or" of the two would read every arrangement there is.
        about = [KeepApart.objects.filter(**{f"{one}__in": here}) for one in ("first", "second")]
        keys = written_out(about[0].values("pk").union(about[1].values("pk"), all=True))
        return self.filter(pk__in=keys)

    def within(self, case: "Case | Given", user: "User") -> Self:
        """Return those about two of a visible case both of whom this person may know of."""
        from cases.models.person import closed_to

        here = family_of(case)
        both = self.filter(first__in=here, second__in=here)
        return both.exclude(closed_to(user, "first") | closed_to(user, "second"))

    def told_to(self, user: "User") -> Self:
        """Leave out those kept from this person, whether or not they know the two people."""
        if {Seat.COORDINATOR, Seat.SERVICE_MANAGER} & user.seats:
            return self
        return self.filter(Q(recorded_by=user) | Q(audience=KeepApart.Audience.CASE))

    def in_force(self) -> Self:
        return self.filter(ended_at__isnull=True)


@tracked()
class KeepApart(models.Model):
    """Two people who must not meet, or must not both be invited: reason, source, review.

    A fact about two people wherever they turn up, not about one meeting. It records the
    arrangement, not what somebody alleges of somebody (decisions.md 3).
    """

    class Kind(models.TextChoices):
        MUST_NOT_MEET = "must_not_meet", "Must not meet"
        SEPARATE_ARRIVAL = "separate_arrival", "May attend together, arriving separately"
        NOT_INVITED = "not_invited", "The first is not invited where the second is"

    class Source(models.TextChoices):
        ORDER = "order", "Court order"
        BAIL = "bail", "Bail or licence condition"
        ASSESSMENT = "assessment", "Risk assessment"
        REQUEST = "request", "Asked for by one of them"
        OTHER = "other", "Another source"

    class Audience(models.TextChoices):
        SERVICE = "service", "Coordinators and managers of the service"
        CASE = "case", "Everyone working on the case"

    public_id = public_id_field()
    first = models.ForeignKey("cases.Person", on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey("cases.Person", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=Kind)
    reason = models.TextField(max_length=1000)
    source = models.CharField(max_length=12, choices=Source)
    source_detail = models.CharField(max_length=200, blank=True)
    source_ends_on = models.DateField(null=True, blank=True)
    heard_another_way = models.CharField(max_length=200, blank=True)
    review_on = models.DateField()
    audience = models.CharField(max_length=10, choices=Audience, default=Audience.SERVICE)
    decided_by = models.CharField(max_length=150, blank=True)
    recorded_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    ended_why = models.CharField(max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = KeepApartQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="keep_apart_is_about_two", condition=~Q(first=F("second"))),
            models.CheckConstraint(
                name="keep_apart_ended_whole_or_absent",
                condition=Q(ended_at__isnull=True, ended_by__isnull=True)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
            ),
        ]

    class Privacy:
        operational = (
            "public_id",
            "kind",
            "source",
            "source_ends_on",
            "review_on",
            "audience",
            "recorded_by",
            "recorded_at",
            "ended_at",
            "ended_by",
            "version",
        )
        personal = ("first", "second", "decided_by", "heard_another_way")
        free_text = ("reason", "source_detail", "ended_why")

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.first_id}, {self.second_id}"

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Prefetch, Q
from django.urls import reverse
from django.utils import timezone

from accounts.permissions import CASEWORK, Seat
from cases.models import Case
from cases.models.named import named_in
from restorative.asked_again import Given
from restorative.fields import public_id_field
from restorative.history import tracked
from restorative.written_out import written_out

if TYPE_CHECKING:
    from accounts.models import User
    from conferences.formats import Format, Stage


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def visible_to(self, user: "User") -> Self:
        """Return the meetings of which this person may know: by a case, or of their own team.

        One to which a case is a party is known of with that case, and in no other way. One
        without a case is known to whoever opened it, and to its team or to those who take
        part in it, as its format says.
        """
        parties = MeetingParty.objects.filter(case__in=Case.objects.keys_for(user))
        if CASEWORK.isdisjoint(user.seats):
            return self.filter(Exists(parties.filter(meeting=OuterRef("pk"))))
        alone = self._alone(user)
        if user.team_ids(Seat.COORDINATOR, Seat.SERVICE_MANAGER, Seat.REFERRING_MANAGER):
            return self.filter(Exists(parties.filter(meeting=OuterRef("pk"))) | alone)
        # The few of everybody else are found by their keys, as their cases are.
        rows = Meeting.objects.filter(alone).order_by().values("pk")
        keys = parties.order_by().values("meeting").union(rows, all=True)
        return self.filter(pk__in=written_out(keys, "meeting"))

    def known_whole_to(self, user: "User") -> Self:
        """Leave out those with a side of which this person may not know.

        Of one that has sides somebody knows the whole by the case of each side, and not as a
        member of a side on one of them: that is about what that case writes down itself. Of
        any other, everybody who knows that it is.
        """
        from conferences.formats import with_sides

        cases = Case.objects.keys_for(user)
        other_side = MeetingParty.objects.filter(~Q(case__in=cases), meeting=OuterRef("pk"))
        # The kind is asked first: of all others PostgreSQL then looks at no party.
        has_sides = Q(format__in=with_sides())
        return self.visible_to(user).exclude(has_sides & Q(Exists(other_side)))

    @staticmethod
    def _alone(user: "User") -> Q:
        """Which meetings without a case somebody knows of."""
        from conferences.models.participant import Participant

        present = Participant.objects.filter(user=user, removed_at=None).order_by()
        has_no_case = ~Q(open_to=Meeting.OpenTo.CASE) & ~Exists(
            MeetingParty.objects.filter(meeting=OuterRef("pk"))
        )
        return has_no_case & (
            Q(opened_by=user)
            | Q(open_to=Meeting.OpenTo.TEAM, team__in=user.team_ids(*CASEWORK))
            | Q(open_to=Meeting.OpenTo.NAMED, pk__in=present.values("meeting"))
        )

    def keys_for(self, user: "User") -> Any:
        """The keys of all that are visible to this person, for use with `__in`."""
        rows = Meeting.objects.visible_to
        return user.kept(("meetings", named_in(user)), lambda: written_out(rows(user)))

    def whole_keys_for(self, user: "User") -> Any:
        """The keys of all of which this person may know every side."""
        from conferences.formats import with_sides

        rows = Meeting.objects.known_whole_to
        key = "whole meetings", named_in(user), tuple(with_sides())
        return user.kept(key, lambda: written_out(rows(user)))

    def with_parties(self) -> Self:
        """Fetch with each meeting the cases it is held for, as lists print them."""
        return self.prefetch_related("parties__case__coordinator", "parties__case__team")

    def with_parties_for(self, user: "User") -> Self:
        """The same with those cases alone that this person may know of."""
        parties = MeetingParty.objects.filter(case__in=Case.objects.keys_for(user))
        return self.prefetch_related(
            Prefetch("parties", parties.select_related("case").order_by("pk"))
        )

    def without_a_date(self) -> Self:
        """Return those still to be dated; history that never said a date is not."""
        from conferences.formats import undated_stages

        return self.filter(starts_at__isnull=True, stage__in=undated_stages())

    def of_case(self, case: Case | Given) -> Self:
        return self.filter(Exists(MeetingParty.objects.filter(meeting=OuterRef("pk"), case=case)))


@tracked()
class Meeting(models.Model):
    """A restorative meeting of some format, from its opening to its review.

    `format` names a declaration in conferences/formats/, which says what its stages are
    and what each is called; the row says where it stands. A meeting may have no date:
    not yet booked, or history that never said.
    """

    class OpenTo(models.TextChoices):
        """Who may know of it."""

        CASE = "case", "Those who may know of its cases"
        TEAM = "team", "Its team, and who opened it"
        NAMED = "named", "Who opened it, and colleagues who take part"

    public_id = public_id_field()
    format = models.CharField(max_length=40)
    team = models.ForeignKey("accounts.Team", on_delete=models.PROTECT, related_name="meetings")
    stage = models.CharField(max_length=30)
    stage_since = models.DateTimeField(default=timezone.now)
    starts_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    place = models.CharField(max_length=200, blank=True)
    reviews = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="reviewed_by"
    )
    # Never anything but CASE for one that a case is a party to.
    open_to = models.CharField(max_length=10, choices=OpenTo, default=OpenTo.CASE)
    subject = models.CharField("what it is about", max_length=120, blank=True)
    opened_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="meeting_has_a_whole_time_or_none",
                condition=Q(starts_at__isnull=True, ends_at__isnull=True)
                | Q(starts_at__isnull=False, ends_at__gt=F("starts_at")),
            ),
        ]
        indexes = [
            models.Index(fields=["team", "starts_at"], name="meeting_team_start"),
            models.Index(fields=["starts_at"], name="meeting_start"),
            models.Index(
                fields=["team", "-opened_at"],
                condition=~Q(open_to="case"),
                name="meeting_without_case",
            ),
        ]

    class Privacy:
        operational = (
            "public_id",
            "format",
            "team",
            "stage",
            "stage_since",
            "starts_at",
            "ends_at",
            "reviews",
            "open_to",
            "opened_by",
            "opened_at",
            "version",
        )
        personal = ("place",)
        free_text = ("subject",)

    def __str__(self) -> str:
        return f"{self.format} {self.public_id}"

    def get_absolute_url(self) -> str:
        return reverse("conferences:meeting_detail", kwargs={"public_id": self.public_id})

    @property
    def declared(self) -> "Format":
        from conferences.formats import format_of

        return format_of(self.format)

    @property
    def stands_alone(self) -> bool:
        """Whether it belongs to no case."""
        return self.open_to != self.OpenTo.CASE

    @property
    def stage_now(self) -> "Stage":
        return self.declared.stage(self.stage)


@tracked()
class MeetingParty(models.Model):
    """A case that a meeting is held for, and on which side: one, two, or none at all."""

    class Side(models.TextChoices):
        ONLY = "only", "The family"
        HARMED = "harmed", "Person harmed"
        HARMING = "harming", "Person who harmed"

    # Those with a wall around them.
    WALLED = (Side.HARMED, Side.HARMING)

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="parties")
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="meetings")
    side = models.CharField(max_length=10, choices=Side, default=Side.ONLY)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "case"], name="case_is_a_party_once"),
        ]

    class Privacy:
        operational = ("meeting", "case", "side")

    def __str__(self) -> str:
        return f"{self.case_id} in {self.meeting_id}"

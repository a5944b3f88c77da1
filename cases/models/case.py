from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any, Self

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Exists, ExpressionWrapper, OuterRef, Q, Value
from django.urls import reverse
from django.utils import timezone

from accounts.permissions import CASEWORK, REFERRING, SERVICE, Seat
from restorative.fields import public_id_field
from restorative.history import tracked
from restorative.untouched import is_untouched
from restorative.written_out import written_out

if TYPE_CHECKING:
    from accounts.models import User


class CaseQuerySet(models.QuerySet["Case"]):
    def visible_to(self, user: "User", *, by_glass: bool = True, one: bool = False) -> Self:
        """Return the cases this member of staff may know exist: the one rule of access.

        Nothing without a seat that does casework, and excluded beats everything.
        Otherwise: those allocated or who referred, while they hold a seat that can;
        whoever stands in for them, and coordinators and managers of its teams, unless it
        is restricted; its access list; emergency access for its hour. A draft is its
        author's alone. (safety.md 4.2)

        `one` says that a single case is asked for by its key: the same rule, tested on that row.
        """
        if CASEWORK.isdisjoint(user.seats):
            return self.none()
        if not is_untouched(self):
            return self._known_to(user, by_glass, one)
        from accounts.models.user import UNASKED
        from cases.models.named import named_in

        key = "known cases", by_glass, one, named_in(user)
        rows: Self = user.kept(key, lambda: self._known_to(user, by_glass, one), among=UNASKED)
        return rows.all()

    def _known_to(self, user: "User", by_glass: bool, one: bool) -> Self:
        ways = self._by_name(user, by_glass=by_glass)
        return self.filter(
            self._any_of(ways, self._of_teams(user), row_by_row=one), ~self._closed_to(user)
        )

    def named_to(self, user: "User", *, by_list: bool = True, by_glass: bool = True) -> Self:
        """Those of the visible ones in which this person, or whom they cover, is named.

        Allocated, referred by them, on the list, opened in an emergency; not by a team.
        Whoever knows that no list or no emergency names them can leave those ways out.
        """
        if CASEWORK.isdisjoint(user.seats):
            return self.none()
        ways = self._by_name(user, by_list=by_list, by_glass=by_glass)
        return self.filter(self._any_of(ways, None), ~self._closed_to(user))

    def _by_name(self, user: "User", *, by_glass: bool, by_list: bool = True) -> list[Q]:
        """The ways to a case that name somebody."""
        sent = ~Q(stage=Case.Stage.DRAFT)
        ways = [
            *(sent & way for way in self._allocated(user, [user.pk])),
            Q(stage=Case.Stage.DRAFT, created_by=user),
        ]
        if by_list and (listed := self._listing(user)):
            ways.append(sent & listed)
        if user.stands_in_for:
            covered = sent & Q(is_restricted=False)
            ways += [covered & way for way in self._allocated(user, user.stands_in_for)]
        if by_glass and (opened := self._opened_to(user)):
            ways.append(opened)
        return ways

    @staticmethod
    def _closed_to(user: "User") -> Q:
        """Which cases somebody is excluded from."""
        from cases.models.case_access import Exclusion
        from cases.models.named import named_in

        closed = named_in(user).closed
        if closed is not None:
            return Q(pk__in=closed)
        return Q(Exists(Exclusion.objects.current().filter(case=OuterRef("pk"), user=user)))

    @staticmethod
    def _listing(user: "User") -> Q:
        """Which cases have somebody on their access list today; empty where it is known of none."""
        from cases.models.case_access import CaseAccess
        from cases.models.named import named_in

        listed = named_in(user).listed
        if listed is not None:
            return Q(pk__in=listed) if listed else Q()
        entries = CaseAccess.objects.letting_in(user, timezone.localdate())
        return Q(Exists(entries.filter(case=OuterRef("pk"))))

    @staticmethod
    def _opened_to(user: "User") -> Q:
        """Which cases somebody has opened in an emergency; empty where it is known of none."""
        from cases.models.case_access import BreakGlass
        from cases.models.named import named_in

        opened = named_in(user).opened
        if opened is not None:
            return Q(pk__in=opened) if opened else Q()
        return Q(Exists(BreakGlass.objects.active().filter(case=OuterRef("pk"), user=user)))

    def keys_for(self, user: "User", *, by_glass: bool = True) -> Any:
        """The keys of all that are visible to this person, for use with `__in`."""
        from cases.models.named import named_in

        return user.kept(
            ("cases", by_glass, named_in(user)),
            lambda: written_out(Case.objects.visible_to(user, by_glass=by_glass)),
        )

    @staticmethod
    def _allocated(user: "User", keys: list[int]) -> list[Q]:
        """Which cases these people referred, coordinate or work on; the seat is the reader's."""
        from cases.models.case_child import CaseChild

        ways = [Q(created_by__in=keys)]
        if SERVICE & user.seats:
            ways.append(Q(coordinator__in=keys))
        if REFERRING & user.seats:
            worked_on = CaseChild.objects.current().filter(social_worker__in=keys)
            ways.append(Q(Exists(worked_on.filter(case=OuterRef("pk")))))
        return ways

    @staticmethod
    def _of_teams(user: "User") -> Q | None:
        """What somebody sees by sitting in a team; None for those who sit in none."""
        service = user.team_ids(Seat.COORDINATOR, Seat.SERVICE_MANAGER)
        referring = user.team_ids(Seat.REFERRING_MANAGER)
        if not service and not referring:
            return None
        of_teams = Q(team__in=service) | Q(referring_team__in=referring)
        return ~Q(stage=Case.Stage.DRAFT) & Q(is_restricted=False) & of_teams

    @staticmethod
    def _any_of(ways: list[Q], of_teams: Q | None, *, row_by_row: bool = False) -> Q:
        """Join the ways to a case: the same rule in the shape that is quick for its reader.

        For who sees most of a service, and of a single case, it is tested row by row. For
        the few cases of everybody else each way is walked along its own index, or one
        worker's list would read every case there is.
        """
        if of_teams is not None:
            return reduce(or_, ways, of_teams)
        if row_by_row:
            return reduce(or_, ways)
        found = [Case.objects.filter(way).order_by().values("pk") for way in ways]
        return Q(pk__in=written_out(found[0].union(*found[1:], all=True)))

    def with_relations_for(self, user: "User") -> Self:
        """Add what `cases.access` needs to say which seats this person has on a case."""
        from cases.models.case_child import CaseChild

        workers = CaseChild.objects.current().filter(case=OuterRef("pk"))
        return self.annotate(
            worker_ids=ArraySubquery(workers.values("social_worker")),
            lists_reader=_whether(self._listing(user)),
            opened_by_break_glass=_whether(self._opened_to(user)),
        )

    def working(self) -> Self:
        """Return those on which somebody has something to do."""
        return self.filter(stage__in=Case.LIVE_STAGES)

    def sent(self) -> Self:
        """Leave out drafts, which no list, count or search shows."""
        return self.exclude(stage=Case.Stage.DRAFT)


def _whether(condition: Q) -> Any:
    """A condition as a column; false for an empty one."""
    if not condition:
        return Value(False)
    return ExpressionWrapper(condition, output_field=models.BooleanField())


@tracked()
class Case(models.Model):
    """One family's piece of work with a service, from the first draft of its referral.

    Holds the stages that every kind of work shares; what happens between allocation and
    closure is the stage of its meeting (docs/adr/0001). Stages change only in
    cases.domain, which checks, records who and why, and tells those who need to know.
    """

    class Stage(models.TextChoices):
        DRAFT = "draft", "Draft"
        SUBMITTED = "submitted", "Waiting for a decision"
        INFO_NEEDED = "info_needed", "More information needed"
        ACCEPTED = "accepted", "Waiting for a coordinator"
        ALLOCATED = "allocated", "With a coordinator"
        ON_HOLD = "on_hold", "On hold"
        CLOSED = "closed", "Closed"
        DECLINED = "declined", "Not accepted"
        REDIRECTED = "redirected", "Redirected"
        NOT_VIABLE = "not_viable", "Not viable"
        WITHDRAWN = "withdrawn", "Withdrawn"

    LIVE_STAGES = (
        Stage.SUBMITTED,
        Stage.INFO_NEEDED,
        Stage.ACCEPTED,
        Stage.ALLOCATED,
        Stage.ON_HOLD,
    )
    ENDED_STAGES = (
        Stage.CLOSED,
        Stage.DECLINED,
        Stage.REDIRECTED,
        Stage.NOT_VIABLE,
        Stage.WITHDRAWN,
    )

    class Outcome(models.TextChoices):
        PLAN_WORKING = "plan_working", "The family's plan is working"
        PLAN_PARTLY = "plan_partly", "The family's plan is partly working"
        NO_PLAN = "no_plan", "The family met and made no plan"
        NOT_MET = "not_met", "The family did not meet"
        OTHER_SUPPORT = "other_support", "Other support is in place"
        MOVED = "moved", "The family moved away"
        PROCEEDINGS = "proceedings", "Proceedings were issued"
        OTHER = "other", "Something else"

    class Basis(models.TextChoices):
        """On what the records rest. Never consent: taking part is another matter."""

        PUBLIC_TASK = "public_task", "Public task (UK GDPR Article 6(1)(e) and 9(2)(h))"
        LEGAL_OBLIGATION = "legal_obligation", "Legal obligation (Article 6(1)(c))"

    public_id = public_id_field()
    # Null, not empty, in a draft: references are unique.
    reference = models.CharField(max_length=20, unique=True, null=True, editable=False)  # noqa: DJ001
    team = models.ForeignKey(
        "accounts.Team",
        on_delete=models.PROTECT,
        related_name="cases",
        limit_choices_to={"kind": "service"},
        db_index=False,  # case_team_stage begins with it
    )
    referring_team = models.ForeignKey(
        "accounts.Team",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="cases_referred",
        db_index=False,  # case_referring begins with it
    )
    stage = models.CharField(max_length=15, choices=Stage, default=Stage.DRAFT)
    stage_since = models.DateTimeField(default=timezone.now)
    coordinator = models.ForeignKey(
        "accounts.User",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="cases_coordinated",
        db_index=False,  # case_coordinator begins with it
    )
    allocated_at = models.DateTimeField(null=True, blank=True)
    allocated_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    is_restricted = models.BooleanField(default=False)
    restriction_review_on = models.DateField(null=True, blank=True)
    main_system_number = models.CharField(
        max_length=40, blank=True, help_text="The family's number in the council's main system"
    )
    processing_basis = models.CharField(max_length=20, choices=Basis, default=Basis.PUBLIC_TASK)
    where_things_are = models.TextField("where things are now", max_length=1500, blank=True)
    where_things_are_at = models.DateTimeField(null=True, blank=True)
    where_things_are_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    next_step_on = models.DateField(
        null=True, blank=True, help_text="Set by the stage: when the next thing is due"
    )
    hold_review_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=20, choices=Outcome, blank=True, default="")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    ended_why = models.TextField(max_length=1000, blank=True)
    ended_told = models.CharField("who was told", max_length=300, blank=True)
    previous_case = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="later_cases"
    )
    created_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, related_name="cases_created"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1)

    objects = CaseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="case_has_a_reference_once_sent",
                condition=Q(stage="draft") | Q(reference__isnull=False),
            ),
            models.CheckConstraint(
                name="case_restriction_has_a_review",
                condition=Q(is_restricted=False) | Q(restriction_review_on__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["team", "stage", "-created_at", "-id"], name="case_team_stage"),
            models.Index(fields=["-created_at", "-id"], name="case_newest"),
            models.Index(fields=["coordinator", "stage"], name="case_coordinator"),
            models.Index(fields=["referring_team", "-created_at", "-id"], name="case_referring"),
            models.Index(
                fields=["main_system_number"],
                condition=~Q(main_system_number=""),
                name="case_main_system_number",
            ),
            models.Index(
                fields=["next_step_on", "id"],
                condition=Q(next_step_on__isnull=False),
                name="case_next_step",
            ),
            models.Index(
                fields=["-created_at", "-id"],
                condition=Q(is_restricted=True),
                name="case_restricted",
            ),
        ]

    class Privacy:
        operational = (
            "public_id",
            "reference",
            "team",
            "referring_team",
            "stage",
            "stage_since",
            "coordinator",
            "allocated_at",
            "allocated_by",
            "is_restricted",
            "restriction_review_on",
            "processing_basis",
            "where_things_are_at",
            "where_things_are_by",
            "next_step_on",
            "hold_review_on",
            "ended_at",
            "ended_by",
            "previous_case",
            "created_by",
            "created_at",
            "version",
        )
        personal = ("main_system_number", "outcome", "ended_told")
        free_text = ("where_things_are", "ended_why")

    # Set by with_relations_for; a case loaded without it has none of these.
    worker_ids: list[int | None]
    lists_reader: bool
    opened_by_break_glass: bool

    def __str__(self) -> str:
        return self.reference or "Draft referral"

    def get_absolute_url(self) -> str:
        return reverse("cases:case_detail", kwargs={"public_id": self.public_id})

    @property
    def is_live(self) -> bool:
        return self.stage in self.LIVE_STAGES

    @property
    def is_ended(self) -> bool:
        return self.stage in self.ENDED_STAGES


class CaseCounter(models.Model):
    """The last number given to a case of a service in a year; read and raised in one step."""

    prefix = models.CharField(max_length=6)
    year = models.PositiveSmallIntegerField()
    last_number = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["prefix", "year"], name="counter_is_one_a_year"),
        ]

    class Privacy:
        operational = ("prefix", "year", "last_number")

    def __str__(self) -> str:
        return f"{self.prefix}-{self.year}-{self.last_number}"

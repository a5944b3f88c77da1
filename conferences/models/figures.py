"""Derived rows: what every measure is computed from. conferences/figures/ makes them.

They are made anew from the source tables whenever one of those changes, so they have no
history and hold no constraint towards the rows they come from: whoever refreshes them
waits for nobody who works on a case.
"""

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models.functions import Now

from cases.models import Case
from cases.models.person import closed_to
from restorative.written_out import planned_apart

if TYPE_CHECKING:
    from accounts.models import User

POINTS = ("index", "m3", "m6", "m12")


def _link(to: str, **options: Any) -> Any:
    return models.ForeignKey(
        to, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+", **options
    )


class CaseFigureQuerySet(models.QuerySet["CaseFigure"]):
    def visible_to(self, user: "User", *, most: bool = False) -> Self:
        """`most` says that most of them are asked for: the same rule, tested on all at once."""
        keys = Case.objects.keys_for(user)
        return self.filter(case__in=planned_apart(keys) if most else keys)


class CaseFigure(models.Model):
    """One family's piece of work as its measures need it: milestones, sums and answers.

    A day that is null has not come or is not known. The milestones up to `ended_on` are
    days; "index" in a name is the day the family first met (`held_on`).
    """

    case = models.OneToOneField(
        "cases.Case",
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        primary_key=True,
        related_name="figure",
    )
    team = _link("accounts.Team")
    referring_team = _link("accounts.Team", null=True)
    coordinator = _link("accounts.User", null=True)
    pathway = models.CharField(max_length=40, blank=True)
    is_restricted = models.BooleanField()
    stage = models.CharField(max_length=15)
    outcome = models.CharField(max_length=20, blank=True)
    letter_on = models.DateField(null=True)
    sent_on = models.DateField(null=True)
    accepted_on = models.DateField(null=True)
    allocated_on = models.DateField(null=True)
    held_on = models.DateField(null=True)
    plan_made_on = models.DateField(null=True)
    plan_agreed_on = models.DateField(null=True)
    plan_sent_on = models.DateField(null=True)
    reviewed_on = models.DateField(null=True)
    review_declined = models.BooleanField(default=False)
    ended_on = models.DateField(null=True)
    referred_again_on = models.DateField(null=True)
    # Working days without the pauses, and what the service gives itself from allocation.
    days_to_meet = models.IntegerField(null=True)
    days_from_allocation = models.IntegerField(null=True)
    days_allowed = models.PositiveSmallIntegerField(null=True)
    bottom_lines_set = models.PositiveSmallIntegerField(default=0)
    bottom_lines_answered = models.PositiveSmallIntegerField(default=0)
    actions_due = models.PositiveSmallIntegerField(default=0)
    actions_done = models.PositiveSmallIntegerField(default=0)
    actions_unknown = models.PositiveSmallIntegerField(default=0)
    # Null where nobody's arrival was recorded.
    family_came = models.PositiveSmallIntegerField(null=True)
    professionals_came = models.PositiveSmallIntegerField(null=True)
    # Null where no father is recorded.
    father_invitable = models.BooleanField(null=True)
    father_came = models.BooleanField(null=True)
    feedback_asked = models.PositiveSmallIntegerField(default=0)
    feedback_answered = models.PositiveSmallIntegerField(default=0)
    answers_given = models.PositiveSmallIntegerField(default=0)
    answers_positive = models.PositiveSmallIntegerField(default=0)
    # After 6 months: the answer, why it is not known, or "missing"; empty where the pathway
    # does not ask.
    offending = models.CharField(max_length=15, blank=True)
    began_work = models.CharField(max_length=15, blank=True)

    objects = CaseFigureQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["held_on", "team"], name="case_figure_held"),
            models.Index(fields=["sent_on", "team"], name="case_figure_sent"),
            models.Index(fields=["ended_on", "team"], name="case_figure_ended"),
        ]

    class Privacy:
        operational = (
            "team",
            "referring_team",
            "coordinator",
            "pathway",
            "is_restricted",
            "stage",
            "letter_on",
            "sent_on",
            "accepted_on",
            "allocated_on",
            "held_on",
            "plan_made_on",
            "plan_agreed_on",
            "plan_sent_on",
            "reviewed_on",
            "review_declined",
            "ended_on",
            "referred_again_on",
            "days_to_meet",
            "days_from_allocation",
            "days_allowed",
            "bottom_lines_set",
            "bottom_lines_answered",
            "actions_due",
            "actions_done",
            "actions_unknown",
            "family_came",
            "professionals_came",
            "feedback_asked",
            "feedback_answered",
            "answers_given",
            "answers_positive",
        )
        personal = ("outcome", "father_invitable", "father_came", "offending", "began_work")

    def __str__(self) -> str:
        return f"Figures of {self.case_id}"


class ChildFigureQuerySet(models.QuerySet["ChildFigure"]):
    def visible_to(self, user: "User") -> Self:
        """Those of visible cases, without whoever belongs to a family closed to this person."""
        return self.filter(~closed_to(user, "person"), case__in=Case.objects.keys_for(user))


def _status(**options: Any) -> Any:
    """What is known at a point; why it is not (Fact.Unknown); or nothing, never entered."""
    return models.CharField(max_length=20, blank=True, **options)


class ChildFigure(models.Model):
    """One child of one case: who they are, whether they were heard, what became of them.

    What was found at the index and 3, 6 and 12 months on stands in columns by point. The
    dimensions of its case are copied, so that children are counted without a join.
    """

    case = _link("cases.Case")
    person = _link("cases.Person")
    team = _link("accounts.Team")
    referring_team = _link("accounts.Team", null=True)
    coordinator = _link("accounts.User", null=True)
    pathway = models.CharField(max_length=40, blank=True)
    is_restricted = models.BooleanField()
    held_on = models.DateField(null=True)
    age = models.PositiveSmallIntegerField("age at the index", null=True)
    gender = models.CharField(max_length=10, blank=True)
    ethnicity = models.CharField(max_length=100, blank=True)
    faith = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=60, blank=True)
    access = models.CharField("help to take part", max_length=12, blank=True)
    came = models.BooleanField(default=False)
    views_conveyed = models.BooleanField(default=False)
    advocate_offered = models.BooleanField(default=False)
    status_index = _status()
    status_m3 = _status()
    status_m6 = _status()
    status_m12 = _status()
    rank_index = models.PositiveSmallIntegerField(null=True)
    rank_m6 = models.PositiveSmallIntegerField(null=True)
    living_index = _status()
    living_m3 = _status()
    living_m6 = _status()
    living_m12 = _status()
    looked_after_index = _status()
    looked_after_m3 = _status()
    looked_after_m6 = _status()
    looked_after_m12 = _status()
    entered_care_on = models.DateField(null=True)
    proceedings_index = _status()
    proceedings_m3 = _status()
    proceedings_m6 = _status()
    proceedings_m12 = _status()
    proceedings_on = models.DateField(null=True)
    attendance_index = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    attendance_m6 = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    suspensions_index = models.PositiveSmallIntegerField(null=True)
    suspensions_m6 = models.PositiveSmallIntegerField(null=True)
    # Counted from the first letter before proceedings that names the child, as trials do.
    letter_on = models.DateField(null=True)
    looked_after_letter = _status()
    looked_after_letter_m12 = _status()
    care_from_letter_on = models.DateField(null=True)
    proceedings_letter_m12 = _status()
    proceedings_from_letter_on = models.DateField(null=True)

    objects = ChildFigureQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "person"], name="child_figure_is_one"),
        ]
        indexes = [
            models.Index(fields=["held_on", "team"], name="child_figure_held"),
            models.Index(fields=["person"], name="child_figure_person"),
            models.Index(fields=["letter_on", "team"], name="child_figure_letter"),
        ]

    class Privacy:
        operational = (
            "case",
            "team",
            "referring_team",
            "coordinator",
            "pathway",
            "is_restricted",
            "held_on",
            "letter_on",
            "came",
            "views_conveyed",
            "advocate_offered",
        )
        personal = (
            "person",
            "age",
            "gender",
            "language",
            *(f"status_{point}" for point in POINTS),
            "rank_index",
            "rank_m6",
            *(f"living_{point}" for point in POINTS),
            *(f"looked_after_{point}" for point in POINTS),
            "entered_care_on",
            *(f"proceedings_{point}" for point in POINTS),
            "proceedings_on",
            "attendance_index",
            "attendance_m6",
            "suspensions_index",
            "suspensions_m6",
            "looked_after_letter",
            "looked_after_letter_m12",
            "care_from_letter_on",
            "proceedings_letter_m12",
            "proceedings_from_letter_on",
        )
        special = ("ethnicity", "faith", "access")

    def __str__(self) -> str:
        return f"Figures of {self.person_id} in {self.case_id}"


class FigureDirty(models.Model):
    """That a transaction changed something of a case which its figures are made from.

    Written by triggers on the source tables, one row a case and transaction: nobody ever
    waits for another's mark, and none is lost (conferences/figures/refreshing.py).
    """

    case_id = models.BigIntegerField()
    transaction = models.BigIntegerField()
    at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name_plural = "figures dirty"
        constraints = [
            models.UniqueConstraint(fields=["case_id", "transaction"], name="dirty_is_marked_once"),
        ]

    class Privacy:
        operational = ("case_id", "transaction", "at")

    def __str__(self) -> str:
        return f"{self.case_id} since {self.at:%H:%M:%S}"

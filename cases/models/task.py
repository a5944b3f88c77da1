from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.permissions import Seat
from restorative.fields import public_id_field
from restorative.history import tracked
from restorative.written_out import written_out

if TYPE_CHECKING:
    from accounts.models import User
    from cases.models.case import Case
    from restorative.asked_again import Given


class TaskQuerySet(models.QuerySet["Task"]):
    def visible_to(self, user: "User", *, case: "Case | Given | None" = None) -> Self:
        """Return the tasks this person may know of, of all cases or of one.

        Their own and those they cover, those for the managers of a team they manage, and
        the ordinary ones of visible cases: none that was given in silence. Never one of a
        case hidden from them, or a review of one from which they are excluded. For one
        case the rule is asked of that case alone: an "or" beside it keeps PostgreSQL from
        seeing so for itself.
        """
        from cases.models.case import Case

        cases = Case.objects.keys_for(user)
        if case is not None:
            key = case.pk if isinstance(case, Case) else case
            cases = written_out(Case.objects.visible_to(user).filter(pk=key))
        managed = user.team_ids(Seat.SERVICE_MANAGER, Seat.REFERRING_MANAGER)
        tasks = self if case is None else self.filter(case=case)
        return tasks.filter(
            Q(assigned_to__in=user.acting_ids)
            | Q(for_managers_of__in=managed)
            | Q(case__in=cases, for_managers_of__isnull=True) & ~Q(kind__in=Task.SILENT),
            _of_visible(cases),
        ).exclude(_of_hidden_glass(user))

    def owed_by(self, user: "User") -> Self:
        """Return the open tasks that this person has to do, of those they may know of.

        The rule of access is asked of the cases of these tasks, not of every case there is.
        """
        from cases.models.case import Case

        managed = user.team_ids(Seat.SERVICE_MANAGER, Seat.REFERRING_MANAGER)
        owed = self.open().filter(
            Q(assigned_to__in=user.acting_ids)
            | Q(assigned_to__isnull=True, for_managers_of__in=managed)
        )
        cases = Case.objects.visible_to(user).filter(pk__in=owed.order_by().values("case"))
        return owed.filter(_of_visible(written_out(cases))).exclude(_of_hidden_glass(user))

    def open(self) -> Self:
        return self.filter(done_at__isnull=True, cancelled_at__isnull=True)


def _of_visible(cases: Any) -> Q:
    return Q(case__isnull=True) | Q(case__in=cases)


def _of_hidden_glass(user: "User") -> Q:
    """A condition on tasks: a review of emergency access to a case closed to this person."""
    from cases.models.case_access import Exclusion

    return Q(glass__case__in=Exclusion.objects.cases_closed_to(user))


@tracked()
class Task(models.Model):
    """Something to do by a day: by a person, or by whoever manages a team."""

    class Kind(models.TextChoices):
        OTHER = "other", "Task"
        DECIDE = "decide", "Decide about a referral"
        ANSWER = "answer", "Answer a question about a referral"
        ALLOCATE = "allocate", "Allocate a coordinator"
        FIRST_CONTACT = "first_contact", "Contact the referrer"
        HOLD_REVIEW = "hold_review", "Look again at a case on hold"
        LOOK_ALIKE = "look_alike", "Check a possible duplicate"
        GLASS_REVIEW = "glass_review", "Review emergency access"
        RESTRICTION_REVIEW = "restriction_review", "Review a restriction"
        ALERT = "alert", "Safeguarding alert"
        OFFER_UNANSWERED = "offer_unanswered", "Chase an answer to an offer"
        KEEP_APART_REVIEW = "keep_apart_review", "Review who must be kept apart"
        CONTACT_WITHDRAWN = "contact_withdrawn", "Decide: contact no longer agreed"
        GO_AHEAD_WITHDRAWN = "go_ahead_withdrawn", "Decide: going ahead no longer agreed"
        SIGN_BRIEF = "sign_brief", "Sign bottom lines and questions"
        MEND_BRIEF = "mend_brief", "Change bottom lines and questions"
        WRITE_REPORT = "write_report", "Write the information report"
        SIGN_REPORT = "sign_report", "Sign the information report"
        BOOK_AGAIN = "book_again", "Book again"
        CHECK_RELEASE = "check_release", "Check a message released by one person"
        SEND_PLAN = "send_plan", "Send the family plan"
        ANSWER_PLAN = "answer_plan", "Answer what a plan asks for"
        AGREE_RISK = "agree_risk", "Agree how a risk is met"
        RING = "ring", "Ring somebody who gets no message"
        MESSAGE_FAILED = "message_failed", "A message did not arrive"

    # Tell of what others on the case are not to learn: who looks like whom, who looked.
    SILENT = (Kind.LOOK_ALIKE, Kind.GLASS_REVIEW)

    public_id = public_id_field()
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.OTHER)
    title = models.CharField(max_length=200)
    detail = models.TextField(max_length=1000, blank=True)
    case = models.ForeignKey(
        "cases.Case", on_delete=models.PROTECT, null=True, blank=True, related_name="tasks"
    )
    assigned_to = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="tasks"
    )
    for_managers_of = models.ForeignKey(
        "accounts.Team", on_delete=models.PROTECT, null=True, blank=True, related_name="tasks"
    )
    # What a review is about: a privacy officer's task has no case, which they may not see.
    glass = models.ForeignKey(
        "cases.BreakGlass", on_delete=models.PROTECT, null=True, blank=True, related_name="tasks"
    )
    due_on = models.DateField()
    created_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    done_note = models.CharField(max_length=300, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)

    objects = TaskQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="task_is_somebodys",
                condition=Q(assigned_to__isnull=False) | Q(for_managers_of__isnull=False),
            ),
            models.CheckConstraint(
                name="task_done_whole_or_absent",
                condition=Q(done_at__isnull=True, done_by__isnull=True)
                | Q(done_at__isnull=False, done_by__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                fields=["assigned_to", "due_on"],
                condition=Q(done_at__isnull=True, cancelled_at__isnull=True),
                name="task_open_person",
            ),
            models.Index(
                fields=["for_managers_of", "due_on"],
                condition=Q(done_at__isnull=True, cancelled_at__isnull=True),
                name="task_open_team",
            ),
            models.Index(
                fields=["case", "due_on"],
                condition=Q(done_at__isnull=True, cancelled_at__isnull=True),
                name="task_open_case",
            ),
        ]

    class Privacy:
        operational = (
            "public_id",
            "kind",
            "case",
            "assigned_to",
            "for_managers_of",
            "glass",
            "due_on",
            "created_by",
            "created_at",
            "done_at",
            "done_by",
            "cancelled_at",
        )
        free_text = ("title", "detail", "done_note")

    def __str__(self) -> str:
        return self.title

    @property
    def is_silent(self) -> bool:
        """Whether a timeline must not tell everyone on the case of it, as no list does."""
        return self.for_managers_of_id is not None or self.kind in self.SILENT

    @property
    def is_overdue(self) -> bool:
        return self.done_at is None and self.due_on < timezone.localdate()

from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from conferences.models.brief import BriefItem
from conferences.models.meeting import Meeting
from conferences.models.owned import MeetingOwnedQuerySet
from conferences.models.participant import Participant
from restorative.fields import public_id_field
from restorative.history import tracked


class FamilyPlanQuerySet(MeetingOwnedQuerySet["FamilyPlan"]):
    def newest_first(self) -> Self:
        return self.order_by("-number")


@tracked()
class FamilyPlan(models.Model):
    """One version of a family's plan, in the family's words.

    While it is being written it can change; once agreed it never does: an amendment is the
    next `number`. The presumption is agreement: the authority refuses only with the risk of
    significant harm stated, and with the family's answer (domain.md 2, G9).
    """

    class State(models.TextChoices):
        WRITING = "writing", "Being written"
        AGREED = "agreed", "Agreed"
        REFUSED = "refused", "Not agreed by the authority"
        REPLACED = "replaced", "Replaced by a newer one"

    public_id = public_id_field()
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="plans")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.WRITING)
    child_views = models.TextField(max_length=5000, blank=True)
    arrangements = models.TextField("how things will be", max_length=5000, blank=True)
    contingency = models.TextField("what if it does not work", max_length=3000, blank=True)
    family_lead = models.ForeignKey(
        Participant, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    monitoring = models.TextField("who watches over it, and how", max_length=2000, blank=True)
    review_on = models.DateField(null=True, blank=True)
    review_declined = models.BooleanField(default=False)
    written_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)
    agreed_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.CharField("who answered for the authority", max_length=150, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    refusal_harm = models.TextField("the risk of significant harm", max_length=3000, blank=True)
    family_answer = models.TextField("what the family says to it", max_length=3000, blank=True)
    amends = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="amended_by"
    )
    version = models.PositiveIntegerField(default=1)

    objects = FamilyPlanQuerySet.as_manager()

    class Meta:
        ordering = ["meeting", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="plan_is_numbered_once"),
            models.UniqueConstraint(
                fields=["meeting"],
                condition=Q(state="writing"),
                name="plan_is_written_one_at_a_time",
            ),
        ]

    class Privacy:
        operational = (
            "public_id",
            "meeting",
            "number",
            "state",
            "review_on",
            "review_declined",
            "written_by",
            "written_at",
            "agreed_at",
            "answered_at",
            "amends",
            "version",
        )
        personal = ("family_lead", "answered_by")
        free_text = (
            "child_views",
            "arrangements",
            "contingency",
            "monitoring",
            "refusal_harm",
            "family_answer",
        )

    def __str__(self) -> str:
        return f"Plan {self.number} of {self.meeting_id}"

    def get_absolute_url(self) -> str:
        return reverse("conferences:plan_detail", kwargs={"public_id": self.public_id})


class PlanActionQuerySet(MeetingOwnedQuerySet["PlanAction"]):
    meeting_path = "plan__meeting"


@tracked()
class PlanAction(models.Model):
    """One thing somebody will do: what and who are all that must be said.

    `who` is in the family's words; `participant` says which of the network it is, where it is
    one. What is asked of the authority carries who may approve it and their answer.
    """

    class Asked(models.TextChoices):
        NOTHING = "", "Nothing asked"
        WAITING = "waiting", "Waiting for an answer"
        AGREED = "agreed", "Agreed"
        CHANGED = "changed", "Agreed with changes"
        REFUSED = "refused", "Not agreed"

    public_id = public_id_field()
    plan = models.ForeignKey(FamilyPlan, on_delete=models.PROTECT, related_name="actions")
    position = models.PositiveSmallIntegerField(default=0)
    what = models.TextField(max_length=1000)
    who = models.CharField(max_length=200)
    participant = models.ForeignKey(
        Participant, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    is_agency = models.BooleanField("an agency does it", default=False)
    by_when = models.DateField(null=True, blank=True)
    wants_reminder = models.BooleanField("they want to be reminded", default=False)
    how_often = models.CharField(max_length=150, blank=True)
    checked_by = models.CharField("who checks", max_length=200, blank=True)
    checker = models.ForeignKey(
        Participant, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    if_not = models.CharField("what if not", max_length=500, blank=True)
    asked_for = models.CharField("asked of the authority", max_length=500, blank=True)
    asked_state = models.CharField(max_length=10, choices=Asked, blank=True, default="")
    approver = models.CharField(max_length=150, blank=True)
    asked_answer = models.CharField(max_length=500, blank=True)
    asked_answered_at = models.DateTimeField(null=True, blank=True)
    carried_from = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="carried_to"
    )
    version = models.PositiveIntegerField(default=1)

    objects = PlanActionQuerySet.as_manager()

    class Meta:
        ordering = ["plan", "position", "pk"]

    class Privacy:
        operational = (
            "public_id",
            "plan",
            "position",
            "is_agency",
            "by_when",
            "wants_reminder",
            "asked_state",
            "asked_answered_at",
            "carried_from",
            "version",
        )
        personal = ("who", "participant", "checked_by", "checker", "approver")
        free_text = ("what", "how_often", "if_not", "asked_for", "asked_answer")

    def __str__(self) -> str:
        return f"Action {self.position} of {self.plan_id}"


class PlanAnswerQuerySet(MeetingOwnedQuerySet["PlanAnswer"]):
    meeting_path = "plan__meeting"


@tracked()
class PlanAnswer(models.Model):
    """How a plan answers a bottom line or question: by an action, or in words."""

    plan = models.ForeignKey(FamilyPlan, on_delete=models.CASCADE, related_name="answers")
    item = models.ForeignKey(BriefItem, on_delete=models.PROTECT, related_name="answers")
    action = models.ForeignKey(
        PlanAction, on_delete=models.CASCADE, null=True, blank=True, related_name="answers"
    )
    words = models.CharField(max_length=500, blank=True)

    objects = PlanAnswerQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "item", "action"],
                nulls_distinct=False,
                name="answer_is_given_once",
            ),
            models.CheckConstraint(
                name="answer_is_an_action_or_words",
                condition=Q(action__isnull=False) | ~Q(words=""),
            ),
        ]

    class Privacy:
        operational = ("plan", "item", "action")
        free_text = ("words",)

    def __str__(self) -> str:
        return f"{self.item_id} answered in {self.plan_id}"


class PlanAgreementQuerySet(MeetingOwnedQuerySet["PlanAgreement"]):
    meeting_path = "plan__meeting"


@tracked()
class PlanAgreement(models.Model):
    """Whether one person, by name, agrees to a plan."""

    class Answer(models.TextChoices):
        YES = "yes", "Agrees"
        PARTLY = "partly", "Agrees with part of it"
        NO = "no", "Does not agree"

    plan = models.ForeignKey(FamilyPlan, on_delete=models.CASCADE, related_name="agreements")
    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(max_length=10, choices=Answer)
    words = models.CharField(max_length=500, blank=True)
    recorded_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = PlanAgreementQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "participant"], name="participant_agrees_to_a_plan_once"
            ),
        ]

    class Privacy:
        operational = ("plan", "recorded_by", "at")
        personal = ("participant", "answer")
        free_text = ("words",)

    def __str__(self) -> str:
        return f"{self.participant_id}: {self.get_answer_display()}"

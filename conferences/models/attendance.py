from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from conferences.models.meeting import Meeting
from conferences.models.owned import MeetingOwnedQuerySet
from conferences.models.participant import Participant
from restorative.history import tracked


class AttendanceDecisionQuerySet(MeetingOwnedQuerySet["AttendanceDecision"]):
    meeting_path = "participant__meeting"


@tracked()
class AttendanceDecision(models.Model):
    """Whether somebody takes part, decided for safety: by whom, why, and what instead.

    Rows are added and never changed; the newest counts. Keeping somebody away has a ground,
    a decider, another way to be heard and a review date (domain.md 7.4).
    """

    class Ground(models.TextChoices):
        NONE = "", "None"
        ORDER = "order", "Court order"
        BAIL = "bail", "Bail or licence condition"
        SAFETY = "safety", "Not safe for somebody there"
        CHILD = "child", "The child asked for it"
        PARENTS = "parents", "The parents or carers decided so"
        THREAT = "threat", "Threatening or disruptive before"
        OTHER = "other", "Another ground"

    class Heard(models.TextChoices):
        NOT_SAID = "", "Not said"
        LETTER = "letter", "A letter"
        PHONE = "phone", "A phone call"
        RECORDING = "recording", "A recording"
        SUPPORTER = "supporter", "An advocate or supporter speaks for them"
        OWN_MEETING = "own_meeting", "A meeting of their own"
        DECLINED = "declined", "They do not want to be heard"
        UNSAFE = "unsafe", "Not safe in any way"

    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="decisions")
    outcome = models.CharField(max_length=20, choices=Participant.Attendance)
    ground = models.CharField(max_length=10, choices=Ground, blank=True, default="")
    why = models.TextField(max_length=1000, blank=True)
    arrangements = models.TextField(max_length=1000, blank=True)
    ends_on = models.DateField("until when the order or condition holds", null=True, blank=True)
    heard = models.CharField(max_length=12, choices=Heard, blank=True, default="")
    heard_detail = models.CharField(max_length=200, blank=True)
    review_on = models.DateField(null=True, blank=True)
    decided_by = models.CharField(max_length=150, blank=True)
    recorded_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = AttendanceDecisionQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]

    class Privacy:
        operational = ("participant", "recorded_by", "at")
        personal = ("outcome", "ground", "ends_on", "heard", "review_on", "decided_by")
        free_text = ("why", "arrangements", "heard_detail")

    def __str__(self) -> str:
        return f"{self.participant_id}: {self.get_outcome_display()}"


class PairDecisionQuerySet(MeetingOwnedQuerySet["PairDecision"]):
    pass


@tracked()
class PairDecision(models.Model):
    """How two people who must be kept apart can both be heard: who decided, and why it is safe.

    Rows are added and never changed; the newest of a pair counts. `first` is the participant
    with the lower key.
    """

    class Outcome(models.TextChoices):
        SEPARATE_ARRIVAL = "separate_arrival", "Both come, arriving and leaving apart"
        TWO_MEETINGS = "two_meetings", "Two conferences"
        ANOTHER_WAY = "another_way", "One of them is heard another way"

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="pair_decisions")
    first = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=20, choices=Outcome)
    why = models.TextField(max_length=1000)
    decided_by = models.CharField(max_length=150)
    recorded_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = PairDecisionQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(name="pair_is_two_in_order", condition=Q(first__lt=F("second"))),
        ]

    class Privacy:
        operational = ("meeting", "recorded_by", "at")
        personal = ("first", "second", "outcome", "decided_by")
        free_text = ("why",)

    def __str__(self) -> str:
        return f"{self.first_id} and {self.second_id}: {self.get_outcome_display()}"

from collections.abc import Collection
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from cases.models import Case
from cases.models.person import closed_to
from conferences.models.meeting import Meeting, MeetingParty
from conferences.models.owned import MeetingOwnedQuerySet
from restorative.fields import public_id_field
from restorative.history import tracked

if TYPE_CHECKING:
    from accounts.models import User


class ParticipantQuerySet(MeetingOwnedQuerySet["Participant"]):
    def visible_to(self, user: "User") -> Self:
        """Leave out whoever also belongs to a family from which this person is excluded."""
        return super().visible_to(user).filter(Q(person=None) | ~closed_to(user, "person"))

    def of_known(self, meetings: Collection[int], user: "User") -> Self:
        """The visible ones of meetings, by key, all of which `user` was found to know whole."""
        rows = self.filter(meeting__in=meetings)
        return rows.filter(Q(person=None) | ~closed_to(user, "person"))

    def on_side_known_to(self, user: "User") -> Self:
        """Of a meeting with walls, those on the side whose own case this person may know of.

        For the list of people of somebody who knows one side alone, and for nothing else.
        """
        sides = MeetingParty.objects.filter(
            meeting=OuterRef("meeting"),
            side=OuterRef("party"),
            case__in=Case.objects.keys_for(user),
        )
        rows = self.filter(Exists(sides), party__in=MeetingParty.WALLED)
        return rows.filter(Q(person=None) | ~closed_to(user, "person"))

    def current(self) -> Self:
        return self.filter(removed_at__isnull=True)

    def reachable(self) -> Self:
        """Return those who may be invited, reminded, listed and sent a plan.

        The only way to them: whoever is heard another way for safety, or takes no part, is
        never among them (domain.md 7.4).
        """
        return self.current().exclude(attendance__in=Participant.KEPT_AWAY)

    def with_names(self) -> Self:
        """Fetch with each what its name is made from."""
        return self.select_related("person", "user", "resource", "meeting")


@tracked()
class Participant(models.Model):
    """One human being in one meeting: asked for by whom, prepared how far, coming or not.

    Exactly one of `person`, `user`, `resource` and `initials` says who. What was done to
    prepare them stands here as dates, written by the domain when a contact is recorded;
    what was said stands in the coordinator's notes. `attendance` is the newest
    AttendanceDecision. What worries somebody about others is the coordinator's alone.
    """

    class Part(models.TextChoices):
        CHILD = "child", "Child or young person"
        FAMILY = "family", "Family"
        FRIEND = "friend", "Friend, neighbour or community"
        REFERRER = "referrer", "Referrer"
        INFORMATION_GIVER = "information_giver", "Information giver (first part only)"
        PROFESSIONAL = "professional", "Professional"
        ADVOCATE = "advocate", "Advocate"
        INTERPRETER = "interpreter", "Interpreter"
        SUPPORTER = "supporter", "Supporter"

    class Way(models.TextChoices):
        IN_PERSON = "in_person", "In person"
        VIDEO = "video", "By video"
        PHONE = "phone", "By phone"
        LETTER = "letter", "By letter"
        RECORDING = "recording", "By a recording"
        SUPPORTER = "supporter", "Through a supporter"

    class Attendance(models.TextChoices):
        NOT_DECIDED = "", "Not decided"
        COMES = "comes", "Takes part"
        WITH_ARRANGEMENTS = "with_arrangements", "Takes part, with arrangements"
        ANOTHER_WAY = "another_way", "Not there, heard another way"
        NO_PART = "no_part", "Takes no part"

    class Willing(models.TextChoices):
        NOT_KNOWN = "", "Not known"
        YES = "yes", "Yes"
        UNSURE = "unsure", "Not sure"
        NO = "no", "No"

    class Answer(models.TextChoices):
        NONE = "", "No answer yet"
        YES = "yes", "Coming"
        MAYBE = "maybe", "Not sure yet"
        NO = "no", "Not coming"

    class Side(models.TextChoices):
        NOT_KNOWN = "", "Not known"
        MOTHER = "mother", "Mother's side"
        FATHER = "father", "Father's side"
        BOTH = "both", "Both sides"
        NEITHER = "neither", "Neither side"

    COMING = (Attendance.COMES, Attendance.WITH_ARRANGEMENTS)
    KEPT_AWAY = (Attendance.ANOTHER_WAY, Attendance.NO_PART)
    OF_THE_FAMILY = (Part.CHILD, Part.FAMILY, Part.FRIEND)
    PROFESSIONALS = (Part.REFERRER, Part.INFORMATION_GIVER, Part.PROFESSIONAL)
    IN_THE_ROOM = (Way.IN_PERSON, Way.VIDEO, Way.PHONE)

    public_id = public_id_field()
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="participants")
    person = models.ForeignKey(
        "cases.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    user = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    resource = models.ForeignKey(
        "conferences.Resource", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    initials = models.CharField(max_length=20, blank=True)
    part = models.CharField(max_length=20, choices=Part)
    party = models.CharField(
        max_length=10, choices=MeetingParty.Side, default=MeetingParty.Side.ONLY
    )
    family_side = models.CharField(max_length=10, choices=Side, blank=True, default="")
    relation = models.CharField("what they are to the child", max_length=100, blank=True)
    suggested_by = models.CharField(max_length=100, blank=True)
    supports = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="supporters"
    )
    # Messages for a child go to an adult or advocate agreed with them (domain.md 5).
    reached_through = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="passes_on_to"
    )
    # A young person who chose to be written to themselves.
    writes_for_self = models.BooleanField("gets messages themselves", default=False)
    is_required = models.BooleanField(default=True)
    way = models.CharField(max_length=10, choices=Way, default=Way.IN_PERSON)
    attendance = models.CharField(max_length=20, choices=Attendance, blank=True, default="")
    reached_on = models.DateField(null=True, blank=True)
    visited_on = models.DateField(null=True, blank=True)
    prepared_on = models.DateField(null=True, blank=True)
    willing = models.CharField(max_length=10, choices=Willing, blank=True, default="")
    worries = models.TextField("what worries them about others", max_length=2000, blank=True)
    views = models.TextField("what they want to say", max_length=5000, blank=True)
    views_read_at = models.DateTimeField(null=True, blank=True)
    views_read_by = models.CharField(max_length=150, blank=True)
    answer = models.CharField(max_length=10, choices=Answer, blank=True, default="")
    answered_at = models.DateTimeField(null=True, blank=True)
    answer_words = models.CharField(max_length=300, blank=True)
    arrives_at = models.TimeField("when they are to arrive", null=True, blank=True)
    arrival_note = models.CharField(max_length=300, blank=True)
    seat = models.PositiveSmallIntegerField(null=True, blank=True)
    walked_in = models.BooleanField(default=False)
    arrived_at = models.DateTimeField(null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)
    apologies_at = models.DateTimeField(null=True, blank=True)
    apology = models.CharField(max_length=300, blank=True)
    added_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_why = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = ParticipantQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="participant_is_one_human_being",
                condition=Q(person__isnull=False, user=None, resource=None, initials="")
                | Q(person=None, user__isnull=False, resource=None, initials="")
                | Q(person=None, user=None, resource__isnull=False, initials="")
                | (Q(person=None, user=None, resource=None) & ~Q(initials="")),
            ),
            models.UniqueConstraint(
                fields=["meeting", "person"],
                condition=Q(removed_at=None, person__isnull=False),
                name="person_takes_part_once",
            ),
            models.UniqueConstraint(
                fields=["meeting", "user"],
                condition=Q(removed_at=None, user__isnull=False),
                name="colleague_takes_part_once",
            ),
            models.UniqueConstraint(
                fields=["meeting", "resource"],
                condition=Q(removed_at=None, resource__isnull=False),
                name="resource_takes_part_once",
            ),
            models.UniqueConstraint(
                fields=["meeting", "seat"],
                name="seat_is_taken_once",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                name="participant_supports_another",
                condition=Q(supports=None) | ~Q(supports=F("id")),
            ),
        ]

    class Privacy:
        operational = (
            "public_id",
            "meeting",
            "party",
            "added_by",
            "added_at",
            "removed_at",
            "version",
        )
        personal = (
            "person",
            "user",
            "resource",
            "initials",
            "part",
            "family_side",
            "relation",
            "suggested_by",
            "supports",
            "reached_through",
            "writes_for_self",
            "is_required",
            "way",
            "attendance",
            "reached_on",
            "visited_on",
            "prepared_on",
            "willing",
            "views_read_at",
            "views_read_by",
            "answer",
            "answered_at",
            "arrives_at",
            "seat",
            "walked_in",
            "arrived_at",
            "left_at",
            "apologies_at",
        )
        free_text = (
            "worries",
            "views",
            "answer_words",
            "arrival_note",
            "apology",
            "removed_why",
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("conferences:participant_detail", kwargs={"public_id": self.public_id})

    @property
    def name(self) -> str:
        """Who it is, as the coordinator reads it; fetch with `with_names`."""
        return str(self.person or self.user or self.resource or self.initials)

    def get_part_display(self) -> str:  # type: ignore[no-redef]  # in place of the field's
        """Their part in the words of the meeting's format."""
        role = self.meeting.declared.role(self.part)
        return role.label if role else self.Part(self.part).label

    @property
    def is_kept_away(self) -> bool:
        return self.attendance in self.KEPT_AWAY

    @property
    def is_of_the_family(self) -> bool:
        return self.part in self.OF_THE_FAMILY

    @property
    def is_in_the_circle(self) -> bool:
        """Whether they have a seat to be filled: there themselves, also by video or phone."""
        return not self.is_kept_away and self.way in self.IN_THE_ROOM


class NeedQuerySet(MeetingOwnedQuerySet["Need"]):
    meeting_path = "participant__meeting"

    def visible_to(self, user: "User") -> Self:
        people = Participant.objects.visible_to(user)
        return self.filter(participant__in=people)

    def open(self) -> Self:
        return self.filter(arranged_at__isnull=True)


@tracked()
class Need(models.Model):
    """What somebody needs to be able to take part, and whether it has been arranged."""

    class Kind(models.TextChoices):
        INTERPRETER = "interpreter", "Interpreter"
        CHILDCARE = "childcare", "Childcare"
        LIFT = "lift", "A lift, or fares"
        FOOD = "food", "Food"
        ACCESS = "access", "Getting in and around"
        BREAKS = "breaks", "Breaks"
        FAITH = "faith", "Faith or culture"
        READING = "reading", "Reading and writing"
        OTHER = "other", "Something else"

    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="needs")
    kind = models.CharField(max_length=12, choices=Kind)
    detail = models.CharField(max_length=200, blank=True)
    arranged_at = models.DateTimeField(null=True, blank=True)
    arranged_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    arranged_how = models.CharField(max_length=200, blank=True)

    objects = NeedQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["participant", "kind"], name="need_is_said_once"),
        ]

    class Privacy:
        operational = ("participant", "arranged_at", "arranged_by")
        special = ("kind",)
        free_text = ("detail", "arranged_how")

    def __str__(self) -> str:
        return self.get_kind_display()


@tracked()
class PreparationContact(models.Model):
    """A contact with a participant: the coordinator's note about it, with its minutes."""

    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="contacts")
    note = models.ForeignKey("cases.Note", on_delete=models.PROTECT, related_name="preparing")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "note"], name="note_is_of_a_participant_once"
            ),
        ]

    class Privacy:
        operational = ("participant", "note")

    def __str__(self) -> str:
        return f"{self.participant_id} in note {self.note_id}"

from typing import TYPE_CHECKING, Any, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, OuterRef, Q

from accounts.permissions import Seat
from cases.models.case import Case
from cases.models.compartment import Compartment, on_own_side

if TYPE_CHECKING:
    from accounts.models import User


class EventQuerySet(models.QuerySet["Event"]):
    def visible_to(self, user: "User") -> Self:
        """Return the events of visible cases that are meant for this person's ears.

        That a family was referred again is told to those who may know of the new case.
        """
        cases = Case.objects.keys_for(user)
        # Not the keys of all that are ours, which would be read for the events of one.
        this_case = Case.objects.filter(pk=OuterRef("case_id"))
        heard = on_own_side(user, "case_id")
        if managed := user.team_ids(Seat.SERVICE_MANAGER):
            # Who answers for a case reads who is named for a side of it, and no more.
            heard |= Q(Exists(this_case.filter(team__in=managed)), kind__in=Event.NAMING)
        rows = self.filter(
            heard,
            ~Q(kind=Event.Kind.CASE_REFERRED_AGAIN)
            | Q(to_value__in=Case.objects.filter(pk__in=cases).sent().values("reference")),
            case_id__in=cases,
        )
        is_ours = this_case.filter(
            Q(team__in=user.team_ids(Seat.COORDINATOR, Seat.SERVICE_MANAGER))
            | Q(coordinator__in=user.acting_ids)
        )
        return rows.filter(
            Q(audience=Event.Audience.CASE) | Q(actor_id=user.pk) | Q(Exists(is_ours))
        )

    def of_case(self, case: Case) -> Self:
        return self.filter(case_id=case.pk)

    def of_kinds(self, *kinds: str) -> Self:
        return self.filter(kind__in=kinds)


class Event(models.Model):
    """Something that happened to a case: who, when, from what, to what, why.

    Written by the domain in the transaction of the change, never altered: the timeline,
    the clocks and the measures read it. It holds text and ids without foreign keys, so
    that history neither blocks nor dies with the data.
    """

    class Audience(models.TextChoices):
        CASE = "case", "Everyone on the case"
        SERVICE = "service", "Coordinators and managers of the service"

    class Kind(models.TextChoices):
        REFERRAL_SENT = "referral_sent", "Referral sent"
        INFORMATION_ASKED = "information_asked", "More information asked for"
        INFORMATION_GIVEN = "information_given", "Information given"
        REFERRAL_ACCEPTED = "referral_accepted", "Referral accepted"
        REFERRAL_DECLINED = "referral_declined", "Referral not accepted"
        REFERRAL_REDIRECTED = "referral_redirected", "Referral redirected"
        COORDINATOR_ALLOCATED = "coordinator_allocated", "Coordinator allocated"
        COORDINATOR_CHANGED = "coordinator_changed", "Coordinator changed"
        WORKER_ALLOCATED = "worker_allocated", "Social worker allocated"
        CASE_HELD = "case_held", "Put on hold"
        CASE_RESUMED = "case_resumed", "Taken up again"
        CASE_WITHDRAWN = "case_withdrawn", "Withdrawn"
        CASE_NOT_VIABLE = "case_not_viable", "Not viable"
        CASE_CLOSED = "case_closed", "Case closed"
        CASE_REFERRED_AGAIN = "case_referred_again", "Referred again"
        SUMMARY_WRITTEN = "summary_written", "Where things are now, updated"
        CASE_CHANGED = "case_changed", "Case details changed"
        CASE_RESTRICTED = "case_restricted", "Case restricted"
        RESTRICTION_LIFTED = "restriction_lifted", "Restriction lifted"
        ACCESS_GRANTED = "access_granted", "Added to the access list"
        ACCESS_ENDED = "access_ended", "Taken off the access list"
        COLLEAGUE_EXCLUDED = "colleague_excluded", "Colleague excluded"
        EXCLUSION_ENDED = "exclusion_ended", "Exclusion ended"
        GLASS_BROKEN = "glass_broken", "Emergency access"
        GLASS_REVIEWED = "glass_reviewed", "Emergency access reviewed"
        CHILD_ADDED = "child_added", "Child added"
        CHILD_CHANGED = "child_changed", "Child's details on the case changed"
        CHILD_LEFT = "child_left", "Child no longer part of the case"
        PERSON_ADDED = "person_added", "Person added to the network"
        PERSON_LEFT = "person_left", "Person no longer in the network"
        PERSON_CHANGED = "person_changed", "Person's details changed"
        RELATIONSHIP_TOLD = "relationship_told", "Relationship recorded"
        RELATIONSHIP_ENDED = "relationship_ended", "Relationship ended"
        RESPONSIBILITY_RECORDED = "responsibility_recorded", "Parental responsibility recorded"
        CONTACT_RECORDED = "contact_recorded", "Way of contact recorded"
        CONTACT_ENDED = "contact_ended", "Way of contact no longer in use"
        CONTACT_REVEALED = "contact_revealed", "Confidential contact revealed"
        KEEP_APART_RECORDED = "keep_apart_recorded", "Arrangement to keep people apart"
        KEEP_APART_ENDED = "keep_apart_ended", "Arrangement to keep people apart ended"
        CONSENT_RECORDED = "consent_recorded", "Consent recorded"
        OFFER_RECORDED = "offer_recorded", "Offer before proceedings recorded"
        OFFER_CHANGED = "offer_changed", "Offer before proceedings updated"
        NOTE_WRITTEN = "note_written", "Case note"
        NOTE_CORRECTED = "note_corrected", "Case note corrected"
        NOTE_SHARED = "note_shared", "Case note shared"
        FACT_RECORDED = "fact_recorded", "Fact recorded"
        TASK_ADDED = "task_added", "Task added"
        TASK_DONE = "task_done", "Task done"
        ALERT_RAISED = "alert_raised", "Safeguarding alert"
        ALERT_FOLLOWED_UP = "alert_followed_up", "Safeguarding alert followed up"
        MEETING_OPENED = "meeting_opened", "Meeting opened"
        MEETING_DATED = "meeting_dated", "Meeting date set"
        MEETING_MOVED = "meeting_moved", "Meeting moved on"
        GUARD_PASSED = "guard_passed", "Gone on with things still open"
        PARTICIPANT_ADDED = "participant_added", "Added to a meeting"
        PARTICIPANT_CHANGED = "participant_changed", "Preparation for a meeting updated"
        PARTICIPANT_LEFT = "participant_left", "No longer part of a meeting"
        PARTICIPANT_CONTACTED = "participant_contacted", "Contact to prepare a meeting"
        ATTENDANCE_DECIDED = "attendance_decided", "Who takes part, decided"
        PAIR_DECIDED = "pair_decided", "How two people are kept apart, decided"
        CHECK_SETTLED = "check_settled", "Checklist updated"
        BRIEF_CHANGED = "brief_changed", "Bottom lines and questions changed"
        BRIEF_SENT = "brief_sent", "Bottom lines and questions sent to be signed"
        BRIEF_SIGNED = "brief_signed", "Bottom lines and questions signed off"
        BRIEF_SENT_BACK = "brief_sent_back", "Bottom lines and questions sent back"
        REPORT_WRITTEN = "report_written", "Information report written"
        REPORT_SIGNED = "report_signed", "Information report signed"
        REPORT_SENT_BACK = "report_sent_back", "Information report sent back"
        REPORT_SHARED = "report_shared", "Information report gone through with the family"
        RESOURCE_BOOKED = "resource_booked", "Booked for a meeting"
        BOOKING_CONFIRMED = "booking_confirmed", "Booking confirmed"
        BOOKING_CANCELLED = "booking_cancelled", "Booking cancelled"
        INVITATION_MADE = "invitation_made", "Invitation written"
        INVITATION_RELEASED = "invitation_released", "Invitation released"
        INVITATION_SENT = "invitation_sent", "Invitation sent"
        INVITATION_DROPPED = "invitation_dropped", "Invitation not sent"
        INVITATION_ANSWERED = "invitation_answered", "Invitation answered"
        ARRIVAL_RECORDED = "arrival_recorded", "Who came"
        PART_TIMED = "part_timed", "Part of a meeting timed"
        VIEWS_READ_OUT = "views_read_out", "Views read out"
        SEATING_CHANGED = "seating_changed", "Seats in the circle changed"
        PLAN_WRITTEN = "plan_written", "Family plan written"
        PLAN_AGREED = "plan_agreed", "Family plan agreed"
        PLAN_REFUSED = "plan_refused", "Family plan not agreed by the authority"
        PLAN_ANSWERED = "plan_answered", "Answer to what a plan asks for"
        PLAN_COPY_CHECKED = "plan_copy_checked", "Copy of a plan checked"
        PLAN_COPY_SENT = "plan_copy_sent", "Copy of a plan sent"
        ACTION_REVIEWED = "action_reviewed", "Action of a plan reviewed"
        REVIEW_RECORDED = "review_recorded", "Review recorded"
        ENTRY_ADDED = "entry_added", "Written down"
        ENTRY_CHANGED = "entry_changed", "What was written down, changed"
        ENTRY_REMOVED = "entry_removed", "What was written down, taken out"
        PACK_GIVEN = "pack_given", "Pack given to be read"
        PACK_ENDED = "pack_ended", "Reading of the pack ended"
        SIDE_GIVEN = "side_given", "Named to work with one side"
        SIDE_ENDED = "side_ended", "No longer works with one side"
        FEEDBACK_RECORDED = "feedback_recorded", "Feedback recorded"
        HANDED_OVER = "handed_over", "Work handed over"
        MESSAGE_SENT = "message_sent", "Message sent"
        MESSAGE_HELD = "message_held", "Message held back"
        MESSAGE_FAILED = "message_failed", "Message did not arrive"
        MESSAGE_STOPPED = "message_stopped", "Message stopped by hand"
        REMINDERS_CHANGED = "reminders_changed", "Reminder rules changed"
        SENDING_SWITCHED = "sending_switched", "Sending switched on or off"
        SHEET_BROUGHT_IN = "sheet_brought_in", "Brought in from a spreadsheet"
        SHEET_TAKEN_BACK = "sheet_taken_back", "Import of a spreadsheet taken back"
        OLD_SHEET_SETTLED = "old_sheet_settled", "Remark from the old sheet settled"

    NAMING = (Kind.SIDE_GIVEN, Kind.SIDE_ENDED)

    at = models.DateTimeField()
    kind = models.CharField(max_length=30, choices=Kind)
    case_id = models.BigIntegerField(null=True)
    compartment = models.CharField(max_length=10, choices=Compartment, default=Compartment.OPEN)
    audience = models.CharField(max_length=10, choices=Audience, default=Audience.CASE)
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=201, blank=True)
    subject_type = models.CharField(max_length=40, blank=True)
    subject_id = models.BigIntegerField(null=True)
    child_ids = ArrayField(models.BigIntegerField(), default=list)
    from_value = models.CharField(max_length=300, blank=True)
    to_value = models.CharField(max_length=300, blank=True)
    why = models.TextField(blank=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["case_id", "-at", "-id"], name="event_case_newest"),
            models.Index(fields=["kind", "-at"], name="event_kind"),
            models.Index(
                fields=["subject_id", "kind"],
                condition=Q(subject_type="meeting"),
                name="event_of_meeting",
            ),
        ]

    class Privacy:
        operational = (
            "at",
            "kind",
            "case_id",
            "compartment",
            "audience",
            "actor_id",
            "actor_name",
            "subject_type",
            "subject_id",
            "child_ids",
        )
        free_text = ("from_value", "to_value", "why")

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.at:%-d %B %Y}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Only ever insert: the database refuses the rest to the application's role."""
        super().save(*args, **{**kwargs, "force_insert": True})

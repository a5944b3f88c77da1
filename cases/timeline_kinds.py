"""The kinds of event as a timeline sorts them: what people filter by, what weighs most."""

from dataclasses import dataclass

from cases.models import Event

Kind = Event.Kind


@dataclass(frozen=True)
class Group:
    label: str
    kinds: frozenset[Kind] = frozenset()


# A timeline shows the notes themselves.
AS_NOTES = frozenset({Kind.NOTE_WRITTEN, Kind.NOTE_CORRECTED, Kind.NOTE_SHARED})
ALERTS = frozenset({Kind.ALERT_RAISED, Kind.ALERT_FOLLOWED_UP})
DECISIONS = frozenset(
    {
        Kind.REFERRAL_SENT,
        Kind.INFORMATION_ASKED,
        Kind.INFORMATION_GIVEN,
        Kind.REFERRAL_ACCEPTED,
        Kind.REFERRAL_DECLINED,
        Kind.REFERRAL_REDIRECTED,
        Kind.COORDINATOR_ALLOCATED,
        Kind.COORDINATOR_CHANGED,
        Kind.WORKER_ALLOCATED,
        Kind.HANDED_OVER,
        Kind.CASE_HELD,
        Kind.CASE_RESUMED,
        Kind.CASE_WITHDRAWN,
        Kind.CASE_NOT_VIABLE,
        Kind.CASE_CLOSED,
        Kind.CASE_REFERRED_AGAIN,
        Kind.SUMMARY_WRITTEN,
        Kind.CASE_CHANGED,
    }
)
OFFERS = frozenset({Kind.CONSENT_RECORDED, Kind.OFFER_RECORDED, Kind.OFFER_CHANGED})
MEETINGS = frozenset(
    {
        Kind.MEETING_OPENED,
        Kind.MEETING_DATED,
        Kind.MEETING_MOVED,
        Kind.GUARD_PASSED,
        Kind.PARTICIPANT_ADDED,
        Kind.PARTICIPANT_CHANGED,
        Kind.PARTICIPANT_LEFT,
        Kind.PARTICIPANT_CONTACTED,
        Kind.ATTENDANCE_DECIDED,
        Kind.PAIR_DECIDED,
        Kind.CHECK_SETTLED,
        Kind.BRIEF_CHANGED,
        Kind.BRIEF_SENT,
        Kind.BRIEF_SIGNED,
        Kind.BRIEF_SENT_BACK,
        Kind.REPORT_WRITTEN,
        Kind.REPORT_SIGNED,
        Kind.REPORT_SENT_BACK,
        Kind.REPORT_SHARED,
        Kind.RESOURCE_BOOKED,
        Kind.BOOKING_CONFIRMED,
        Kind.BOOKING_CANCELLED,
        Kind.INVITATION_MADE,
        Kind.INVITATION_RELEASED,
        Kind.INVITATION_SENT,
        Kind.INVITATION_DROPPED,
        Kind.INVITATION_ANSWERED,
        Kind.ARRIVAL_RECORDED,
        Kind.PART_TIMED,
        Kind.VIEWS_READ_OUT,
        Kind.SEATING_CHANGED,
        Kind.PLAN_WRITTEN,
        Kind.PLAN_AGREED,
        Kind.PLAN_REFUSED,
        Kind.PLAN_ANSWERED,
        Kind.PLAN_COPY_CHECKED,
        Kind.PLAN_COPY_SENT,
        Kind.ACTION_REVIEWED,
        Kind.REVIEW_RECORDED,
        Kind.ENTRY_ADDED,
        Kind.ENTRY_CHANGED,
        Kind.ENTRY_REMOVED,
        Kind.PACK_GIVEN,
        Kind.PACK_ENDED,
        Kind.FEEDBACK_RECORDED,
    }
)
MESSAGES = frozenset(
    {
        Kind.MESSAGE_SENT,
        Kind.MESSAGE_HELD,
        Kind.MESSAGE_FAILED,
        Kind.MESSAGE_STOPPED,
        Kind.REMINDERS_CHANGED,
        Kind.SENDING_SWITCHED,
    }
)
TASKS = frozenset({Kind.TASK_ADDED, Kind.TASK_DONE})
ACCESS = frozenset(
    {
        Kind.CASE_RESTRICTED,
        Kind.RESTRICTION_LIFTED,
        Kind.ACCESS_GRANTED,
        Kind.ACCESS_ENDED,
        Kind.COLLEAGUE_EXCLUDED,
        Kind.EXCLUSION_ENDED,
        Kind.SIDE_GIVEN,
        Kind.SIDE_ENDED,
        Kind.GLASS_BROKEN,
        Kind.GLASS_REVIEWED,
    }
)
PEOPLE = (
    frozenset(Kind) - AS_NOTES - ALERTS - DECISIONS - OFFERS - MEETINGS - MESSAGES - TASKS - ACCESS
)

GROUPS = {
    "notes": Group("Case notes"),
    "alerts": Group("Safeguarding alerts", ALERTS),
    "decisions": Group("Decisions and stages", DECISIONS),
    "meetings": Group("Meetings", MEETINGS),
    "offers": Group("Consent and offers", OFFERS),
    "people": Group("People and facts", PEOPLE),
    "messages": Group("Messages", MESSAGES),
    "tasks": Group("Tasks", TASKS),
    "access": Group("Who may open the case", ACCESS),
}

# With the notes marked so these make the chronology.
SIGNIFICANT = frozenset(
    {
        Kind.ALERT_RAISED,
        Kind.REFERRAL_SENT,
        Kind.REFERRAL_ACCEPTED,
        Kind.REFERRAL_DECLINED,
        Kind.REFERRAL_REDIRECTED,
        Kind.CASE_WITHDRAWN,
        Kind.CASE_NOT_VIABLE,
        Kind.CASE_CLOSED,
        Kind.OFFER_RECORDED,
        Kind.MEETING_MOVED,
        Kind.PLAN_AGREED,
        Kind.PLAN_REFUSED,
        Kind.REVIEW_RECORDED,
    }
)

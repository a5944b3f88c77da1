"""Who may do what, by seat: one table, which is also the page in the docs.

A *role* is what a membership of a team says; a *seat* is that role in a team of its
kind, because a manager of social workers signs off and a manager of the service decides.
Whether a particular record may be known at all is another question: `visible_to`.
"""

from enum import StrEnum
from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser

if TYPE_CHECKING:
    from accounts.models import User


class Seat(StrEnum):
    SOCIAL_WORKER = "social_worker"
    COORDINATOR = "coordinator"
    REFERRING_MANAGER = "referring_manager"
    SERVICE_MANAGER = "service_manager"
    BUSINESS_SUPPORT = "business_support"
    ADMINISTRATOR = "administrator"
    PRIVACY_OFFICER = "privacy_officer"
    REPORT_READER = "report_reader"
    PANEL_VOLUNTEER = "panel_volunteer"


SEAT_LABELS = {
    Seat.SOCIAL_WORKER: "Social worker",
    Seat.COORDINATOR: "Coordinator",
    Seat.REFERRING_MANAGER: "Manager of a referring team",
    Seat.SERVICE_MANAGER: "Manager of a service team",
    Seat.BUSINESS_SUPPORT: "Business support",
    Seat.ADMINISTRATOR: "Administrator",
    Seat.PRIVACY_OFFICER: "Privacy officer",
    Seat.REPORT_READER: "Reader of the service's report",
    Seat.PANEL_VOLUNTEER: "Panel volunteer",
}


class Permission(StrEnum):
    """Each is one sentence: "may ...". Its value is stable: tests and audit name it."""

    OWN_ACCOUNT = "own_account"
    WORK_VIEW = "work_view"
    CASE_VIEW = "case_view"
    CASE_EDIT = "case_edit"
    CASE_CLOSE = "case_close"
    CASE_RESTRICT = "case_restrict"
    CASE_EXCLUDE = "case_exclude"
    CASE_AUDIT = "case_audit"
    PERSON_VIEW = "person_view"
    PERSON_EDIT = "person_edit"
    CONTACT_REVEAL = "contact_reveal"
    SAFETY_RECORD = "safety_record"
    NOTE_ADD = "note_add"
    REFERRAL_MAKE = "referral_make"
    REFERRAL_DECIDE = "referral_decide"
    REFERRAL_ALLOCATE = "referral_allocate"
    OFFER_RECORD = "offer_record"
    OUTCOME_RECORD = "outcome_record"
    OLD_SHEET_SETTLE = "old_sheet_settle"
    TASK_MANAGE = "task_manage"
    ALERT_RAISE = "alert_raise"
    ALERT_FOLLOW_UP = "alert_follow_up"
    BREAK_GLASS = "break_glass"
    BREAK_GLASS_REVIEW = "break_glass_review"
    MEETING_VIEW = "meeting_view"
    MEETING_RECORD = "meeting_record"
    MEETING_ARRANGE = "meeting_arrange"
    MEETING_PREPARE = "meeting_prepare"
    MEETING_FORCE = "meeting_force"
    PRACTICE_KEEP = "practice_keep"
    STEPS_REWORD = "steps_reword"
    FEEDBACK_RECORD = "feedback_record"
    BRIEF_WRITE = "brief_write"
    BRIEF_SIGN = "brief_sign"
    PLAN_ANSWER = "plan_answer"
    RESOURCE_MANAGE = "resource_manage"
    CALENDAR_VIEW = "calendar_view"
    MESSAGE_VIEW = "message_view"
    REMINDER_RULES = "reminder_rules"
    SENDING_CONTROL = "sending_control"
    OUTCOMES_VIEW = "outcomes_view"
    OUTCOMES_EXPORT = "outcomes_export"
    MEASURES_CHOOSE = "measures_choose"
    REPORT_READ = "report_read"
    PACK_READ = "pack_read"
    WORK_OVERSEE = "work_oversee"
    SHEET_IMPORT = "sheet_import"
    PRACTICE_REFLECT = "practice_reflect"
    DEVELOPMENT_VIEW = "development_view"
    DEVELOPMENT_RECORD = "development_record"
    LEARNING_SET = "learning_set"
    ABSENCE_RECORD = "absence_record"
    WORK_HAND_OVER = "work_hand_over"
    STAFF_MANAGE = "staff_manage"
    FACTOR_RESET = "factor_reset"
    AUDIT_VIEW = "audit_view"
    DEMO_OUTBOX = "demo_outbox"


PERMISSION_LABELS = {
    Permission.OWN_ACCOUNT: "Change their own password, second factor and sessions",
    Permission.WORK_VIEW: "See their own work list",
    Permission.CASE_VIEW: "Open cases that are visible to them",
    Permission.CASE_EDIT: "Write where things are now and the main system's number",
    Permission.CASE_CLOSE: "Close a case with its outcome",
    Permission.CASE_RESTRICT: "Restrict a case and keep its access list",
    Permission.CASE_EXCLUDE: "Exclude a colleague from a case",
    Permission.CASE_AUDIT: "See who has looked at a case",
    Permission.PERSON_VIEW: "Find and open people who are visible to them",
    Permission.PERSON_EDIT: "Add and change people, relationships and contact details",
    Permission.CONTACT_REVEAL: "Reveal a confidential address or number, which is recorded",
    Permission.SAFETY_RECORD: "Record that two people must not meet",
    Permission.NOTE_ADD: "Write and correct case notes",
    Permission.REFERRAL_MAKE: "Refer a family and answer questions about the referral",
    Permission.REFERRAL_DECIDE: "Accept, ask, decline or redirect a referral",
    Permission.REFERRAL_ALLOCATE: "Allocate a coordinator",
    Permission.OFFER_RECORD: "Record offers made before proceedings",
    Permission.OUTCOME_RECORD: "Record what became of the children, also after closure",
    Permission.OLD_SHEET_SETTLE: "Settle a remark of the old sheet, also after closure",
    Permission.TASK_MANAGE: "Add and finish tasks",
    Permission.ALERT_RAISE: "Record a safeguarding alert",
    Permission.ALERT_FOLLOW_UP: "Say what came of a safeguarding alert",
    Permission.BREAK_GLASS: "Open a hidden case in an emergency",
    Permission.BREAK_GLASS_REVIEW: "Review emergency access",
    Permission.MEETING_VIEW: "See meetings of cases visible to them",
    Permission.MEETING_RECORD: "Read how a meeting was prepared and kept, also after closure",
    Permission.MEETING_ARRANGE: "Arrange meetings and move them on",
    Permission.MEETING_PREPARE: "Prepare those who take part, invite them, keep the day",
    Permission.MEETING_FORCE: "Record a meeting as held with preparation still open",
    Permission.PRACTICE_KEEP: "Start circles and conversations, and write down what they say",
    Permission.STEPS_REWORD: "Put the steps of a circle or conversation in the service's words",
    Permission.FEEDBACK_RECORD: "Ask for feedback and record it, also after closure",
    Permission.BRIEF_WRITE: "Write bottom lines, questions and the information report",
    Permission.BRIEF_SIGN: "Sign off bottom lines, questions and the information report",
    Permission.PLAN_ANSWER: "Answer a family plan for the authority",
    Permission.RESOURCE_MANAGE: "Keep venues, interpreters, advocates and working hours",
    Permission.CALENDAR_VIEW: "See the calendar and subscribe to it",
    Permission.MESSAGE_VIEW: "See what was and will be sent, and to whom",
    Permission.REMINDER_RULES: "Change when reminders go and what they say",
    Permission.SENDING_CONTROL: "See whether reminders go out, stop and start all sending",
    Permission.OUTCOMES_VIEW: "See the outcomes of the cases visible to them, and what is missing",
    Permission.OUTCOMES_EXPORT: "Take figures and lists out as spreadsheets and reports",
    Permission.MEASURES_CHOOSE: "Choose which measures the service shows",
    Permission.REPORT_READ: "Read the report on the whole service, without small numbers",
    Permission.PACK_READ: "Read the panel packs given to them, for as long as they are given",
    Permission.WORK_OVERSEE: "See what is due and overdue, and who has how much work",
    Permission.SHEET_IMPORT: "Bring in a service's spreadsheet, and take it back",
    Permission.PRACTICE_REFLECT: "Write reflections for themselves, and read those shared with them",
    Permission.DEVELOPMENT_VIEW: "See the training and supervision they took part in or led",
    Permission.DEVELOPMENT_RECORD: "Record training and supervision, see who is due a refresher",
    Permission.LEARNING_SET: "Reword the prompts of reflections, say which courses to refresh",
    Permission.ABSENCE_RECORD: "Record an absence and a deputy",
    Permission.WORK_HAND_OVER: "Hand a leaver's work over",
    Permission.STAFF_MANAGE: "Invite, move and deactivate staff, keep teams",
    Permission.FACTOR_RESET: "Confirm that a colleague has lost their second step",
    Permission.AUDIT_VIEW: "See who looked at what",
    Permission.DEMO_OUTBOX: "Read the demo outbox",
}

EVERYONE = frozenset(Seat)
EMPLOYED = EVERYONE - {Seat.PANEL_VOLUNTEER}
CASEWORK = frozenset(
    {Seat.SOCIAL_WORKER, Seat.COORDINATOR, Seat.REFERRING_MANAGER, Seat.SERVICE_MANAGER}
)
SERVICE = frozenset({Seat.COORDINATOR, Seat.SERVICE_MANAGER})
REFERRING = frozenset({Seat.SOCIAL_WORKER, Seat.REFERRING_MANAGER})
MANAGERS = frozenset({Seat.REFERRING_MANAGER, Seat.SERVICE_MANAGER})

HOLDERS: dict[Permission, frozenset[Seat]] = {
    Permission.OWN_ACCOUNT: EVERYONE,
    Permission.WORK_VIEW: EVERYONE,
    Permission.CASE_VIEW: CASEWORK,
    Permission.CASE_EDIT: CASEWORK,
    Permission.CASE_CLOSE: frozenset({Seat.SERVICE_MANAGER}),
    Permission.CASE_RESTRICT: frozenset({Seat.SERVICE_MANAGER}),
    Permission.CASE_EXCLUDE: frozenset({Seat.SERVICE_MANAGER}),
    Permission.CASE_AUDIT: MANAGERS,
    Permission.PERSON_VIEW: CASEWORK,
    Permission.PERSON_EDIT: CASEWORK,
    Permission.CONTACT_REVEAL: SERVICE | {Seat.REFERRING_MANAGER},
    Permission.SAFETY_RECORD: CASEWORK,
    Permission.NOTE_ADD: CASEWORK,
    Permission.REFERRAL_MAKE: CASEWORK,
    Permission.REFERRAL_DECIDE: frozenset({Seat.SERVICE_MANAGER}),
    Permission.REFERRAL_ALLOCATE: frozenset({Seat.SERVICE_MANAGER}),
    Permission.OFFER_RECORD: CASEWORK,
    Permission.OUTCOME_RECORD: CASEWORK,
    Permission.OLD_SHEET_SETTLE: CASEWORK,
    Permission.TASK_MANAGE: CASEWORK | {Seat.BUSINESS_SUPPORT},
    Permission.ALERT_RAISE: CASEWORK,
    Permission.ALERT_FOLLOW_UP: SERVICE | {Seat.REFERRING_MANAGER},
    Permission.BREAK_GLASS: CASEWORK,
    Permission.BREAK_GLASS_REVIEW: frozenset({Seat.SERVICE_MANAGER, Seat.PRIVACY_OFFICER}),
    Permission.MEETING_VIEW: CASEWORK,
    Permission.MEETING_RECORD: SERVICE,
    Permission.MEETING_ARRANGE: SERVICE,
    Permission.MEETING_PREPARE: SERVICE,
    Permission.MEETING_FORCE: frozenset({Seat.SERVICE_MANAGER}),
    Permission.PRACTICE_KEEP: CASEWORK,
    Permission.STEPS_REWORD: frozenset({Seat.SERVICE_MANAGER}),
    Permission.FEEDBACK_RECORD: SERVICE,
    Permission.BRIEF_WRITE: CASEWORK,
    Permission.BRIEF_SIGN: frozenset({Seat.REFERRING_MANAGER}),
    Permission.PLAN_ANSWER: REFERRING,
    Permission.RESOURCE_MANAGE: SERVICE | {Seat.BUSINESS_SUPPORT},
    Permission.CALENDAR_VIEW: CASEWORK | {Seat.BUSINESS_SUPPORT},
    Permission.MESSAGE_VIEW: SERVICE,
    Permission.REMINDER_RULES: frozenset({Seat.SERVICE_MANAGER}),
    Permission.SENDING_CONTROL: frozenset({Seat.SERVICE_MANAGER, Seat.ADMINISTRATOR}),
    Permission.OUTCOMES_VIEW: MANAGERS,
    Permission.OUTCOMES_EXPORT: MANAGERS | {Seat.REPORT_READER},
    Permission.MEASURES_CHOOSE: frozenset({Seat.SERVICE_MANAGER}),
    Permission.REPORT_READ: frozenset({Seat.SERVICE_MANAGER, Seat.REPORT_READER}),
    Permission.PACK_READ: frozenset({Seat.PANEL_VOLUNTEER}),
    Permission.WORK_OVERSEE: MANAGERS,
    Permission.SHEET_IMPORT: frozenset({Seat.SERVICE_MANAGER}),
    Permission.PRACTICE_REFLECT: CASEWORK,
    Permission.DEVELOPMENT_VIEW: CASEWORK | {Seat.BUSINESS_SUPPORT},
    Permission.DEVELOPMENT_RECORD: MANAGERS,
    Permission.LEARNING_SET: frozenset({Seat.SERVICE_MANAGER}),
    Permission.ABSENCE_RECORD: EMPLOYED,
    Permission.WORK_HAND_OVER: MANAGERS | {Seat.ADMINISTRATOR},
    Permission.STAFF_MANAGE: frozenset({Seat.ADMINISTRATOR}),
    Permission.FACTOR_RESET: MANAGERS | {Seat.ADMINISTRATOR},
    Permission.AUDIT_VIEW: frozenset({Seat.PRIVACY_OFFICER}),
    Permission.DEMO_OUTBOX: EMPLOYED,
}


def can(user: "User | AnonymousUser", permission: Permission) -> bool:
    """Whether any seat of this person holds the permission, whatever the record."""
    if not user.is_authenticated or not user.is_active:
        return False
    if permission == Permission.OWN_ACCOUNT:
        # Also theirs who have no role yet: they set up their second factor first.
        return True
    return not HOLDERS[permission].isdisjoint(user.seats)

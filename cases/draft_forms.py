"""The forms that keep drafts: what each is about, who may open it, what its text gives away."""

from dataclasses import dataclass
from enum import StrEnum

from accounts.permissions import Permission
from cases import stages
from cases.models import Case

SENT = tuple(stage for stage in Case.Stage if stage != Case.Stage.DRAFT)
UNSENT = (Case.Stage.DRAFT,)


class About(StrEnum):
    CASE = "case"
    PERSON = "person"
    CONTACT = "contact"
    NOTE = "note"
    ALERT = "alert"
    OFFER = "offer"
    # Of a later app, which says what they are (register_records of kept_drafts).
    MEETING = "meeting"
    ENTRY = "entry"
    REFLECTION = "reflection"


@dataclass(frozen=True)
class DraftForm:
    """One form. `about` are the records in a draft's subject, in their order; none if new."""

    about: tuple[About, ...]
    takes: Permission
    stages: tuple[Case.Stage, ...] = SENT
    # Begins empty and holds no way to reach anybody, so that whatever its draft says is its
    # author's: theirs to read also when they may no longer know of the record.
    is_own_words: bool = False


SECTION = DraftForm((About.CASE,), Permission.REFERRAL_MAKE, UNSENT)
# Somebody may be in two referrals at once, with other words in each.
SOMEBODY = DraftForm((About.CASE, About.PERSON), Permission.REFERRAL_MAKE, UNSENT)
# Begins with what is known of the children.
FOLLOW_UP = DraftForm((About.CASE,), Permission.OUTCOME_RECORD)
# As their keys stand in addresses. Nothing else can be stored.
FORMS = {
    "alert": DraftForm((About.CASE,), Permission.ALERT_RAISE, tuple(Case.Stage), is_own_words=True),
    # Begin with what the referral or a colleague wrote.
    "brief": DraftForm((About.CASE,), Permission.BRIEF_WRITE, (Case.Stage.ALLOCATED,)),
    "case-offer": DraftForm((About.CASE,), Permission.OFFER_RECORD, is_own_words=True),
    "close": DraftForm(
        (About.CASE,), Permission.CASE_CLOSE, stages.CLOSE.sources, is_own_words=True
    ),
    # Begin with the capacity that is recorded: not all of it is their author's.
    "consent-contact": DraftForm((About.CASE, About.PERSON), Permission.PERSON_EDIT),
    "consent-go-ahead": DraftForm((About.CASE, About.PERSON), Permission.PERSON_EDIT),
    "contact": DraftForm((About.PERSON,), Permission.PERSON_EDIT),
    "contact-edit": DraftForm((About.CONTACT,), Permission.PERSON_EDIT),
    "decision": DraftForm(
        (About.CASE,), Permission.REFERRAL_DECIDE, stages.DECLINE.sources, is_own_words=True
    ),
    "follow-up": DraftForm((About.ALERT,), Permission.ALERT_FOLLOW_UP, is_own_words=True),
    "glass": DraftForm((), Permission.BREAK_GLASS, is_own_words=True),
    "hold": DraftForm((About.CASE,), Permission.CASE_EDIT, stages.HOLD.sources, is_own_words=True),
    "keep-apart": DraftForm((About.PERSON,), Permission.SAFETY_RECORD, is_own_words=True),
    "not-viable": DraftForm(
        (About.CASE,), Permission.CASE_CLOSE, stages.NOT_VIABLE.sources, is_own_words=True
    ),
    "note": DraftForm((About.CASE,), Permission.NOTE_ADD, is_own_words=True),
    "note-correction": DraftForm((About.NOTE,), Permission.NOTE_ADD),
    "offer": DraftForm((About.OFFER,), Permission.OFFER_RECORD, tuple(Case.Stage)),
    "offer-add": DraftForm((), Permission.OFFER_RECORD, is_own_words=True),
    "outcome-index": FOLLOW_UP,
    "outcome-m3": FOLLOW_UP,
    "outcome-m6": FOLLOW_UP,
    "outcome-m12": FOLLOW_UP,
    "person": DraftForm((About.PERSON,), Permission.PERSON_EDIT),
    "person-add": DraftForm((About.CASE,), Permission.PERSON_EDIT, is_own_words=True),
    "plan": DraftForm((About.CASE,), Permission.MEETING_PREPARE),
    "plan-review": DraftForm((About.CASE,), Permission.MEETING_PREPARE),
    "referral-access": SECTION,
    "referral-child": SOMEBODY,
    "referral-child-add": SECTION,
    "referral-consent": SECTION,
    "referral-offer": SECTION,
    "referral-person": SOMEBODY,
    "referral-person-add": SECTION,
    "referral-reasons": SECTION,
    "referral-referrer": SECTION,
    "referral-safety": SECTION,
    "reflection": DraftForm((), Permission.PRACTICE_REFLECT, is_own_words=True),
    "reflection-edit": DraftForm((About.REFLECTION,), Permission.PRACTICE_REFLECT),
    "reflection-reply": DraftForm(
        (About.REFLECTION,), Permission.PRACTICE_REFLECT, is_own_words=True
    ),
    "report": DraftForm((About.CASE,), Permission.BRIEF_WRITE, (Case.Stage.ALLOCATED,)),
    "request-answer": DraftForm(
        (About.CASE,), Permission.REFERRAL_MAKE, stages.ANSWER.sources, is_own_words=True
    ),
    # Of one person in a meeting of the case, whose key follows that of the case.
    "meeting-contact": DraftForm((About.CASE,), Permission.MEETING_PREPARE, is_own_words=True),
    "meeting-decision": DraftForm((About.CASE,), Permission.MEETING_PREPARE),
    "meeting-entry": DraftForm((About.MEETING,), Permission.PRACTICE_KEEP, is_own_words=True),
    "meeting-entry-change": DraftForm((About.ENTRY,), Permission.PRACTICE_KEEP),
    "meeting-pair": DraftForm((About.CASE,), Permission.MEETING_PREPARE, is_own_words=True),
    "meeting-person": DraftForm((About.CASE,), Permission.MEETING_PREPARE),
    "summary": DraftForm((About.CASE,), Permission.CASE_EDIT),
    "session-try": DraftForm((), Permission.DEVELOPMENT_VIEW, is_own_words=True),
    "task": DraftForm((About.CASE,), Permission.TASK_MANAGE, is_own_words=True),
    "withdraw": DraftForm(
        (About.CASE,), Permission.CASE_EDIT, stages.WITHDRAW.sources, is_own_words=True
    ),
}

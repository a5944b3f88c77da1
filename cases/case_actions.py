"""What somebody can do with a case as it stands: the buttons of its summary."""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse

from accounts.models import User
from accounts.permissions import Permission
from cases.access import may
from cases.models import Case

Stage = Case.Stage
LIVE = frozenset(Case.LIVE_STAGES)
ENDED = frozenset(Case.ENDED_STAGES)
ANY = LIVE | ENDED


@dataclass(frozen=True)
class Offered:
    """A page that acts on a case, what it takes, and in which stages it makes sense.

    `if_restricted` is what it takes on a restricted case, where that is more.
    """

    label: str
    name: str
    permission: Permission
    stages: frozenset[Stage] = LIVE
    is_handy: bool = False
    if_restricted: Permission | None = None


@dataclass(frozen=True)
class Action:
    label: str
    url: str
    is_handy: bool


# In the order in which they are shown: handy ones as buttons, the first of them green, the
# others folded away, so that on a phone the family comes before what can be done with it.
ACTIONS = (
    Offered("Add a case note", "note_add", Permission.NOTE_ADD, is_handy=True),
    Offered(
        "Decide about the referral",
        "referral_decide",
        Permission.REFERRAL_DECIDE,
        frozenset({Stage.SUBMITTED, Stage.INFO_NEEDED}),
        is_handy=True,
    ),
    Offered(
        "Answer the question",
        "request_answer",
        Permission.REFERRAL_MAKE,
        frozenset({Stage.INFO_NEEDED}),
        is_handy=True,
    ),
    Offered(
        "Allocate a coordinator",
        "referral_allocate",
        Permission.REFERRAL_ALLOCATE,
        frozenset({Stage.ACCEPTED}),
        is_handy=True,
    ),
    Offered(
        "Change the coordinator",
        "referral_allocate",
        Permission.REFERRAL_ALLOCATE,
        frozenset({Stage.ALLOCATED, Stage.ON_HOLD}),
    ),
    Offered("Take up again", "case_resume", Permission.CASE_EDIT, frozenset({Stage.ON_HOLD})),
    Offered("Refer again", "case_refer_again", Permission.REFERRAL_MAKE, ENDED, is_handy=True),
    Offered("Add a task", "task_add", Permission.TASK_MANAGE),
    Offered("Record a safeguarding alert", "alert_add", Permission.ALERT_RAISE, ANY),
    Offered("Consent", "case_consent", Permission.PERSON_VIEW, ANY),
    Offered("Copy for the main record", "case_copy", Permission.CASE_VIEW, ANY),
    Offered(
        "Change social workers",
        "worker_allocate",
        Permission.CASE_EDIT,
        if_restricted=Permission.CASE_RESTRICT,
    ),
    Offered(
        "Put on hold",
        "case_hold",
        Permission.CASE_EDIT,
        frozenset({Stage.ACCEPTED, Stage.ALLOCATED}),
    ),
    Offered("Withdraw", "case_withdraw", Permission.CASE_EDIT),
    Offered(
        "Not viable",
        "case_not_viable",
        Permission.CASE_CLOSE,
        frozenset({Stage.ALLOCATED, Stage.ON_HOLD}),
    ),
    Offered(
        "Close the case",
        "case_close",
        Permission.CASE_CLOSE,
        frozenset({Stage.ALLOCATED, Stage.ON_HOLD}),
    ),
    Offered("Restrict or exclude", "case_access", Permission.CASE_RESTRICT, ANY),
)


def actions_for(user: User, case: Case) -> list[Action]:
    """The actions this person may take now: never a link that would be refused."""
    found = []
    for offered in ACTIONS:
        more = offered.if_restricted if case.is_restricted else None
        if case.stage not in offered.stages or not may(user, more or offered.permission, case):
            continue
        try:
            url = reverse(f"cases:{offered.name}", kwargs={"public_id": case.public_id})
        except NoReverseMatch:
            continue
        found.append(Action(offered.label, url, offered.is_handy))
    return found

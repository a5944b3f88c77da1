"""How a case may move from stage to stage: one table, read by the domain and its pages.

What happens while a case is with a coordinator is the stage of its meeting
(conferences.formats). A case on hold goes back to where it was: with its coordinator, or
to waiting for one.
"""

from dataclasses import dataclass

from cases.models import Case

Stage = Case.Stage


@dataclass(frozen=True)
class Move:
    """A move to a stage, where it may start, and what is said when it may not."""

    name: str
    sources: tuple[Stage, ...]
    target: Stage
    code: str
    refusal: str
    needs_reason: bool = False


SEND = Move("send", (Stage.DRAFT,), Stage.SUBMITTED, "already_sent", "This was sent already.")
ASK = Move(
    "ask",
    (Stage.SUBMITTED,),
    Stage.INFO_NEEDED,
    "not_waiting_for_decision",
    "This referral is no longer waiting for a decision.",
    needs_reason=True,
)
ANSWER = Move(
    "answer",
    (Stage.INFO_NEEDED,),
    Stage.SUBMITTED,
    "no_question_open",
    "This question is no longer open.",
    needs_reason=True,
)
ACCEPT = Move(
    "accept",
    (Stage.SUBMITTED,),
    Stage.ACCEPTED,
    "not_waiting_for_decision",
    "This referral is no longer waiting for a decision.",
)
DECLINE = Move(
    "decline",
    (Stage.SUBMITTED, Stage.INFO_NEEDED),
    Stage.DECLINED,
    "not_waiting_for_decision",
    "This referral is no longer waiting for a decision.",
    needs_reason=True,
)
REDIRECT = Move(
    "redirect",
    (Stage.SUBMITTED, Stage.INFO_NEEDED),
    Stage.REDIRECTED,
    "not_waiting_for_decision",
    "This referral is no longer waiting for a decision.",
    needs_reason=True,
)
ALLOCATE = Move(
    "allocate",
    (Stage.ACCEPTED,),
    Stage.ALLOCATED,
    "not_waiting",
    "This referral is no longer waiting for a coordinator.",
)
HOLD = Move(
    "hold",
    (Stage.ACCEPTED, Stage.ALLOCATED),
    Stage.ON_HOLD,
    "cannot_be_held",
    "Only a case that is waiting for a coordinator or has one can be put on hold.",
    needs_reason=True,
)
RESUME = Move(
    "resume",
    (Stage.ON_HOLD,),
    Stage.ALLOCATED,
    "not_on_hold",
    "This case is not on hold.",
)
RESUME_WAITING = Move(
    "resume",
    (Stage.ON_HOLD,),
    Stage.ACCEPTED,
    "not_on_hold",
    "This case is not on hold.",
)
CLOSE = Move(
    "close",
    (Stage.ALLOCATED, Stage.ON_HOLD),
    Stage.CLOSED,
    "cannot_be_closed",
    "Only a case that has been with a coordinator can be closed.",
    needs_reason=True,
)
WITHDRAW = Move(
    "withdraw",
    Case.LIVE_STAGES,
    Stage.WITHDRAWN,
    "cannot_be_withdrawn",
    "This case is no longer under way.",
    needs_reason=True,
)
NOT_VIABLE = Move(
    "not_viable",
    (Stage.ALLOCATED, Stage.ON_HOLD),
    Stage.NOT_VIABLE,
    "cannot_be_not_viable",
    "Only a case that has been with a coordinator can be found not viable.",
    needs_reason=True,
)

MOVES = (
    SEND,
    ASK,
    ANSWER,
    ACCEPT,
    DECLINE,
    REDIRECT,
    ALLOCATE,
    HOLD,
    RESUME,
    RESUME_WAITING,
    CLOSE,
    WITHDRAW,
    NOT_VIABLE,
)

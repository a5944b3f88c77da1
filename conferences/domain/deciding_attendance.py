"""Whether somebody takes part, decided for safety: by whom, why, and what instead.

The family decides whom to invite; each invitation then has a decision about safety
(domain.md 2, G4, and 7.4). Decisions are added and never changed.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from cases.models import Event
from conferences.apart import COMING, Pair, pair_of, pairs_of
from conferences.clearing import check_cleared
from conferences.domain.asking import ask_for_agreement
from conferences.domain.locking import lock_meeting
from conferences.domain.preparing import lock_participant, name_for, record_of
from conferences.models import AttendanceDecision, PairDecision, Participant

Attendance, Ground, Heard = (
    Participant.Attendance,
    AttendanceDecision.Ground,
    AttendanceDecision.Heard,
)
LONGEST_WITHOUT_REVIEW = timedelta(days=366)
ARRIVES_APART = "Arrives and leaves apart from somebody else there."
# How somebody who is heard another way takes part.
WAY_OF = {
    Heard.LETTER: Participant.Way.LETTER,
    Heard.RECORDING: Participant.Way.RECORDING,
    Heard.SUPPORTER: Participant.Way.SUPPORTER,
}


@transaction.atomic
def decide_attendance(
    participant: Participant,
    *,
    by: User,
    outcome: str,
    ground: str = "",
    why: str = "",
    arrangements: str = "",
    ends_on: date | None = None,
    heard: str = "",
    heard_detail: str = "",
    review_on: date | None = None,
    decided_by: str = "",
) -> AttendanceDecision:
    """Decide whether somebody takes part, and how.

    Keeping somebody away needs a ground, who decided, another way to be heard and a day
    to look at it again; their seat goes, and they are not required any more. An answer
    they gave stays as what it was. Raises every sentence of what is missing at once, each
    under the name of its field.
    """
    participant = lock_participant(participant)
    if outcome not in Attendance or not outcome:
        raise ValidationError({"outcome": "Select whether they take part."})
    keeps_away = outcome in Participant.KEPT_AWAY
    missing: dict[str, str] = {}
    if keeps_away:
        missing = _missing_to_keep_away(ground, why, heard, review_on, decided_by)
    elif outcome == Attendance.WITH_ARRANGEMENTS and not arrangements.strip():
        missing["arrangements"] = "Enter what has been arranged."
    if keeps_away and ends_on and ends_on < timezone.localdate():
        missing["ends_on"] = "The order or condition has ended already."
    if missing:
        raise ValidationError(missing)
    if not keeps_away:
        check_cleared(participant)
        _check_invited(participant, by)
    decision = AttendanceDecision.objects.create(
        participant=participant,
        outcome=outcome,
        ground=ground if keeps_away else "",
        why=why.strip(),
        arrangements=arrangements.strip() if outcome == Attendance.WITH_ARRANGEMENTS else "",
        ends_on=ends_on if keeps_away else None,
        heard=heard if keeps_away else "",
        heard_detail=heard_detail.strip() if keeps_away else "",
        review_on=review_on,
        decided_by=decided_by.strip(),
        recorded_by=by,
    )
    _apply(participant, decision)
    record_of(
        participant,
        Event.Kind.ATTENDANCE_DECIDED,
        by=by,
        to_value=decision.get_outcome_display(),
    )
    ask_for_agreement(participant.meeting, by=by)
    return decision


@transaction.atomic
def let_in(participants: Iterable[Participant], *, by: User) -> int:
    """Decide of several at once that they take part; returns of how many.

    Whoever has been decided about meanwhile keeps that decision. Nobody is let in where
    one of them cannot be: that one is decided about alone.
    """
    people = sorted(participants, key=lambda one: one.pk)
    let = 0
    for one in people:
        lock_meeting(one.meeting)
        if Participant.objects.current().filter(pk=one.pk, attendance="").exists():
            decide_attendance(one, by=by, outcome=Attendance.COMES)
            let += 1
    return let


@transaction.atomic
def decide_pair(
    first: Participant, second: Participant, *, by: User, outcome: str, why: str, decided_by: str
) -> PairDecision:
    """Decide how two people who must be kept apart can both be heard.

    One decision for both, whichever of them is named first. That both come is the decision
    about each of them, too, where there is none yet. Who is heard another way is decided
    for that one, with a ground and a review.
    """
    if first.meeting_id != second.meeting_id or first.pk == second.pk:
        raise ValidationError("Select two people of this meeting.", code="not_a_pair")
    missing: dict[str, str] = {}
    if outcome not in PairDecision.Outcome:
        missing["outcome"] = "Select what was decided."
    if not why.strip():
        missing["why"] = "Enter why this is safe."
    if not decided_by.strip():
        missing["decided_by"] = "Enter who decided this."
    if missing:
        raise ValidationError(missing)
    meeting = lock_meeting(first.meeting)
    two = list(
        Participant.objects.current()
        .with_names()
        .filter(meeting=meeting, pk__in=(first.pk, second.pk))
        .order_by("pk")
        .select_for_update(of=("self",), no_key=True)
    )
    if len(two) < 2:
        raise ValidationError("One of them is no longer part of the meeting.", code="removed")
    if pair_of(meeting, two) is None:
        raise ValidationError("Nothing is recorded that keeps these two apart.", code="not_apart")
    decision = PairDecision.objects.create(
        meeting=meeting,
        first=two[0],
        second=two[1],
        outcome=outcome,
        why=why.strip(),
        decided_by=decided_by.strip(),
        recorded_by=by,
    )
    for one in two:
        one.meeting = meeting
        if outcome == PairDecision.Outcome.SEPARATE_ARRIVAL and not one.attendance:
            _let_in_apart(one, decision)
    record_of(two[0], Event.Kind.PAIR_DECIDED, by=by, to_value=decision.get_outcome_display())
    ask_for_agreement(two[0].meeting, by=by)
    return decision


def _let_in_apart(participant: Participant, pair: PairDecision) -> None:
    decision = AttendanceDecision.objects.create(
        participant=participant,
        outcome=Attendance.WITH_ARRANGEMENTS,
        arrangements=ARRIVES_APART,
        why=pair.why,
        decided_by=pair.decided_by,
        recorded_by=pair.recorded_by,
    )
    _apply(participant, decision)


def pairs_to_decide(participant: Participant) -> list[Pair]:
    """Those with whom this one is to come although the two must be kept apart."""
    return [
        pair
        for pair in pairs_of(participant.meeting)
        if participant.pk in (pair.first.pk, pair.second.pk) and pair.stands_open
    ]


def _missing_to_keep_away(
    ground: str, why: str, heard: str, review_on: date | None, decided_by: str
) -> dict[str, str]:
    missing: dict[str, str] = {}
    today = timezone.localdate()
    if not ground or ground not in Ground:
        missing["ground"] = "Select the ground."
    if ground == Ground.OTHER and not why.strip():
        missing["why"] = "Enter what the ground is."
    if not heard or heard not in Heard:
        missing["heard"] = "Select how they are heard instead."
    if not decided_by.strip():
        missing["decided_by"] = "Enter who decided this."
    if review_on is None:
        missing["review_on"] = "Enter when this will be looked at again."
    elif not today <= review_on <= today + LONGEST_WITHOUT_REVIEW:
        missing["review_on"] = "The review must be within a year from today."
    return missing


def _check_invited(participant: Participant, by: User) -> None:
    """Refuse where an arrangement says that one of two is not invited where the other is."""
    for pair in pairs_of(participant.meeting):
        if participant.pk not in (pair.first.pk, pair.second.pk):
            continue
        other = pair.other_than(participant)
        blocks = (pair.names_not_invited(participant) and not other.is_kept_away) or (
            pair.names_not_invited(other) and other.attendance in COMING
        )
        if blocks and not pair.may_both_be_here:
            raise ValidationError(
                "An arrangement says that one of the two is not invited where the other is: "
                f"{name_for(participant, by)} and {name_for(other, by)}. "
                "Decide first how both can be heard.",
                code="not_invited",
            )


def _apply(participant: Participant, decision: AttendanceDecision) -> None:
    participant.attendance = decision.outcome
    fields = ["attendance", "version"]
    if participant.is_kept_away:
        participant.seat, participant.is_required = None, False
        participant.way = WAY_OF.get(Heard(decision.heard), Participant.Way(participant.way))
        fields += ["seat", "is_required", "way"]
    elif participant.way not in Participant.IN_THE_ROOM and _was_kept_away(participant, decision):
        participant.way = Participant.Way.IN_PERSON
        fields.append("way")
    participant.version += 1
    participant.save(update_fields=fields)


def _was_kept_away(participant: Participant, decision: AttendanceDecision) -> bool:
    before = participant.decisions.exclude(pk=decision.pk).first()
    return before is not None and before.outcome in Participant.KEPT_AWAY

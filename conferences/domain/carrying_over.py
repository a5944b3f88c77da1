"""What a later meeting takes over from an earlier one: who was there, and who is kept away."""

from collections.abc import Iterable, Sequence

from accounts.models import User
from cases.models import Answer
from conferences.models import AttendanceDecision, Meeting, Need, Participant

# Dates, answers and views belong to the meeting they were given for.
TAKEN_OVER = (
    "person_id",
    "user_id",
    "resource_id",
    "initials",
    "part",
    "party",
    "family_side",
    "relation",
    "suggested_by",
    "is_required",
    "way",
    "writes_for_self",
)
DECIDED = (
    "outcome",
    "ground",
    "why",
    "arrangements",
    "ends_on",
    "heard",
    "heard_detail",
    "review_on",
    "decided_by",
)


def carry_over(meeting: Meeting, *, by: User) -> list[Participant]:
    """Bring those of the meeting that is reviewed, with needs and decisions, into this one.

    Whoever is, or was, on this list already is left alone. The meeting is locked.
    """
    there = Participant.objects.filter(meeting=meeting)
    known = {(one.person_id, one.user_id, one.resource_id, one.initials) for one in there}
    earlier = list(
        Participant.objects.current()
        .filter(meeting=meeting.reviews_id, person__died_on=None)
        .prefetch_related("needs", "decisions")
        .order_by("pk")
    )
    made: dict[int, Participant] = {}
    for old in earlier:
        if (old.person_id, old.user_id, old.resource_id, old.initials) in known:
            continue
        if meeting.declared.role(old.part) is None:
            continue
        new = Participant(meeting=meeting, added_by=by)
        for name in TAKEN_OVER:
            setattr(new, name, getattr(old, name))
        # They came unasked: whether they are wanted again is asked (conferences.prompts).
        new.is_required = old.is_required and not old.walked_in
        new.save()
        made[old.pk] = new
        Need.objects.bulk_create(
            Need(participant=new, kind=need.kind, detail=need.detail) for need in old.needs.all()
        )
        if decision := next(iter(old.decisions.all()), None):
            _decide_again(new, decision, by=by)
    for old in earlier:
        if old.pk in made and old.supports_id in made:
            made[old.pk].supports = made[old.supports_id]
            made[old.pk].save(update_fields=["supports"])
        if old.pk in made and old.reached_through_id in made:
            made[old.pk].reached_through = made[old.reached_through_id]
            made[old.pk].save(update_fields=["reached_through"])
    return list(made.values())


def carry_kept_away(new: Sequence[Participant], *, by: User) -> None:
    """Keep away again whom the newest decision in another meeting of the family keeps away."""
    undecided = {one.person_id: one for one in new if one.person_id and not one.attendance}
    if not undecided:
        return
    meeting = new[0].meeting
    decisions = (
        AttendanceDecision.objects.filter(
            participant__person__in=undecided,
            participant__meeting__parties__case__in=meeting.parties.values("case"),
        )
        .select_related("participant")
        .order_by("participant__person_id", "-at", "-pk")
        .distinct("participant__person_id")
    )
    for decision in decisions:
        if decision.outcome in Participant.KEPT_AWAY:
            person = decision.participant.person_id
            assert person is not None
            _decide_again(undecided[person], decision, by=by)


def _decide_again(new: Participant, old: AttendanceDecision, *, by: User) -> None:
    AttendanceDecision.objects.create(
        participant=new,
        recorded_by=by,
        **{name: getattr(old, name) for name in DECIDED},
    )
    new.attendance = old.outcome
    if new.is_kept_away:
        new.is_required, new.seat = False, None
    new.save(update_fields=["attendance", "is_required", "seat"])


def carry_known_needs(participants: Iterable[Participant]) -> None:
    """Take over what their own record says they need: an interpreter, getting in and around.

    What the case knows already is never asked again. A need that was said stays as it is.
    """
    needs = []
    for one in participants:
        person = one.person
        if person is None:
            continue
        if person.interpreter == Answer.GIVEN:
            needs.append(
                Need(
                    participant=one,
                    kind=Need.Kind.INTERPRETER,
                    detail=person.interpreter_language or person.language,
                )
            )
        if person.access == Answer.GIVEN:
            needs.append(
                Need(participant=one, kind=Need.Kind.ACCESS, detail=person.access_needs[:200])
            )
    Need.objects.bulk_create(needs, ignore_conflicts=True)

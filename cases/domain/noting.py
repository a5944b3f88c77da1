"""Writing down what happened: once, for one child or several, corrected and never overwritten."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import Membership, Team, User
from accounts.permissions import Seat
from cases.domain.recording import record_event
from cases.models import Case, CaseChild, Event, Note, NoteChild, NoteCorrection
from cases.rules_recording import (
    check_children_of,
    check_has_come,
    check_open_for_writing,
    check_there,
)
from restorative.conflicts import save_version

LONGEST_CONTACT = 24 * 60
WHO_CORRECTS = (
    "A note is corrected by its author, the coordinator of the case or a manager of the side "
    "that wrote it."
)


@transaction.atomic
def write_note(
    case: Case,
    *,
    by: User,
    children: Sequence[CaseChild],
    kind: str,
    happened_on: date,
    text: str,
    child_voice: str = "",
    is_significant: bool = False,
    audience: str | None = None,
    minutes: int | None = None,
) -> Note:
    """Put one note on the timeline of each child it is about.

    Without an audience, a coordinator's note is for the coordinator only and anybody
    else's for everyone on the case. The case is locked, so that nothing is written on one
    that is being closed.
    """
    case = Case.objects.select_for_update(no_key=True).get(pk=case.pk)
    check_open_for_writing(case)
    check_children_of(case, children)
    check_there(text, "Enter what happened.", code="text_missing")
    check_has_come(happened_on)
    if minutes is not None and not 0 < minutes <= LONGEST_CONTACT:
        raise ValidationError("Enter how many minutes it took, up to 1440.", code="minutes_unreal")
    usual = usual_audience(case, by)
    if audience == Note.Audience.COORDINATOR and usual != Note.Audience.COORDINATOR:
        raise ValidationError(
            "Only a coordinator's notes can be for the coordinator alone.", code="not_coordinator"
        )
    note = Note.objects.create(
        case=case,
        kind=kind,
        happened_on=happened_on,
        text=text.strip(),
        child_voice=child_voice.strip(),
        is_significant=is_significant,
        audience=audience or usual,
        minutes=minutes,
        author=by,
    )
    NoteChild.objects.bulk_create([NoteChild(note=note, child=child) for child in children])
    _record(note, Event.Kind.NOTE_WRITTEN, by=by, children=children)
    return note


@transaction.atomic
def correct_note(
    note: Note,
    *,
    by: User,
    version: int,
    text: str,
    child_voice: str,
    why: str,
    is_significant: bool | None = None,
    children: Sequence[CaseChild] | None = None,
    happened_on: date | None = None,
    kind: str | None = None,
) -> Note:
    """Change a note, of whom it is as well, and keep what it was, who changed it and why.

    What is not given stays. A child it was wrongly about loses it from their timeline.
    Raises StaleVersion when the note was corrected by somebody else meanwhile.
    """
    note = Note.objects.select_for_update(of=("self",)).select_related("case").get(pk=note.pk)
    check_open_for_writing(note.case)
    if not may_correct(note, by):
        raise ValidationError(WHO_CORRECTS, code="not_yours")
    was_about = [about.child for about in note.about.select_related("child").order_by("child")]
    about = was_about if children is None else list(children)
    check_children_of(note.case, about)
    check_there(text, "Enter what happened.", code="text_missing")
    check_there(why, "Enter why you are correcting the note.", code="why_missing")
    check_has_come(happened_on)
    said = {
        "text": text.strip(),
        "child_voice": child_voice.strip(),
        "is_significant": note.is_significant if is_significant is None else is_significant,
        "happened_on": happened_on or note.happened_on,
        "kind": kind or note.kind,
    }
    changes = {name: value for name, value in said.items() if value != getattr(note, name)}
    if version == note.version and not changes and set(about) == set(was_about):
        raise ValidationError("You have not changed anything.", code="nothing_changed")
    replaced = _version_of(note, was_about)
    save_version(note, version=version, changes=changes)
    _put_on(note, about)
    replaced.why, replaced.corrected_by = why.strip(), by
    replaced.save()
    # It concerns the child whose timeline loses the note no less than the one who gains it.
    concerned = sorted({*was_about, *about}, key=lambda child: child.pk)
    _record(note, Event.Kind.NOTE_CORRECTED, by=by, children=concerned)
    return note


@transaction.atomic
def share_note(note: Note, *, by: User) -> Note:
    """Let everyone on the case read a coordinator's note. It cannot be taken back."""
    note = Note.objects.select_for_update(of=("self",)).select_related("case").get(pk=note.pk)
    if note.audience == Note.Audience.CASE:
        return note
    check_open_for_writing(note.case)
    if not _reads_for_coordinator(note, by):
        raise ValidationError(
            "Only its author and the coordinator of the case can share a note.", code="not_yours"
        )
    note.audience = Note.Audience.CASE
    note.save(update_fields=["audience"])
    _record(note, Event.Kind.NOTE_SHARED, by=by)
    return note


def usual_audience(case: Case, user: User) -> Note.Audience:
    """Who reads this person's notes on this case unless they say otherwise."""
    if case.coordinator_id in user.acting_ids or case.team_id in user.team_ids(Seat.COORDINATOR):
        return Note.Audience.COORDINATOR
    return Note.Audience.CASE


def may_correct(note: Note, user: User) -> bool:
    """Whether this person, who can read the note, may change it.

    A manager answers for the notes of their own side alone: a note stands under the name of
    its author, and nobody of the other side puts words under it.
    """
    case = note.case
    if _reads_for_coordinator(note, user):
        return True
    manages_service = case.team_id in user.team_ids(Seat.SERVICE_MANAGER)
    manages_referring = case.referring_team_id in user.team_ids(Seat.REFERRING_MANAGER)
    if not manages_service and not manages_referring:
        return False
    return manages_service if _is_of_service(note) else manages_referring


def may_share(note: Note, user: User) -> bool:
    return note.audience == Note.Audience.COORDINATOR and _reads_for_coordinator(note, user)


def _version_of(note: Note, children: Sequence[CaseChild]) -> NoteCorrection:
    """What a correction keeps of a note as it stands, not saved yet."""
    return NoteCorrection(
        note=note,
        number=note.version,
        text_before=note.text,
        child_voice_before=note.child_voice,
        kind_before=note.kind,
        happened_on_before=note.happened_on,
        is_significant_before=note.is_significant,
        children_before=[child.pk for child in children],
        audience_before=note.audience,
    )


def _put_on(note: Note, children: Sequence[CaseChild]) -> None:
    """Let the note stand on the timelines of these children and of no others."""
    note.about.exclude(child__in=children).delete()
    there = set(note.about.values_list("child", flat=True))
    NoteChild.objects.bulk_create(
        [NoteChild(note=note, child=child) for child in children if child.pk not in there]
    )


def _is_of_service(note: Note) -> bool:
    """Whether the service wrote a note, by where its author sat then: people change sides.

    Somebody with a seat on both sides wrote as a referrer, but for the team of this case.
    """
    if note.author_id == note.case.coordinator_id:
        return True
    seats = list(Membership.objects.filter(user=note.author_id).select_related("team"))
    then = [
        seat
        for seat in seats
        if seat.started_at <= note.written_at
        and (seat.ended_at is None or seat.ended_at > note.written_at)
    ]
    teams = [seat.team for seat in then or seats]
    if any(team.pk == note.case.team_id for team in teams):
        return True
    return not any(team.kind == Team.Kind.REFERRING for team in teams)


def _reads_for_coordinator(note: Note, user: User) -> bool:
    return note.author_id in user.acting_ids or note.case.coordinator_id in user.acting_ids


def _record(
    note: Note, kind: Event.Kind, *, by: User, children: Iterable[CaseChild] | None = None
) -> None:
    """Record that there was a note, never what it says: an event outlives the audience."""
    for_coordinator = note.audience == Note.Audience.COORDINATOR
    if children is None:
        children = [about.child for about in note.about.select_related("child")]
    record_event(
        note.case,
        kind,
        by=by,
        subject=note,
        children=children,
        to_value=note.get_kind_display(),
        audience=Event.Audience.SERVICE if for_coordinator else Event.Audience.CASE,
        compartment=note.compartment,
    )

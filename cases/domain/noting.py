"""Writing down what happened: once, for one child or several, corrected and never overwritten."""

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.permissions import Seat
from cases.domain.recording import record_event
from cases.models import Case, CaseChild, Event, Note, NoteChild, NoteCorrection
from cases.rules_recording import check_children_of, check_open_for_writing, check_there
from restorative.conflicts import save_version

LONGEST_CONTACT = 24 * 60


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
    case = Case.objects.select_for_update().get(pk=case.pk)
    check_open_for_writing(case)
    check_children_of(case, children)
    check_there(text, "Enter what happened.", code="text_missing")
    if happened_on > timezone.localdate():
        raise ValidationError("The date must be today or in the past.", code="in_the_future")
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
) -> Note:
    """Change the words of a note and keep what they were, who changed them and why.

    Raises StaleVersion when the note was corrected by somebody else meanwhile.
    """
    note = Note.objects.select_for_update(of=("self",)).select_related("case").get(pk=note.pk)
    check_open_for_writing(note.case)
    if not may_correct(note, by):
        raise ValidationError(
            "A note is corrected by its author, the coordinator of the case or a manager.",
            code="not_yours",
        )
    text, child_voice = text.strip(), child_voice.strip()
    check_there(text, "Enter what happened.", code="text_missing")
    check_there(why, "Enter why you are correcting the note.", code="why_missing")
    significant = note.is_significant if is_significant is None else is_significant
    before = (note.text, note.child_voice, note.is_significant)
    if version == note.version and (text, child_voice, significant) == before:
        raise ValidationError("You have not changed anything.", code="nothing_changed")
    save_version(
        note,
        version=version,
        changes={"text": text, "child_voice": child_voice, "is_significant": significant},
    )
    NoteCorrection.objects.create(
        note=note,
        number=version,
        text_before=before[0],
        child_voice_before=before[1],
        is_significant_before=before[2],
        kind_before=note.kind,
        happened_on_before=note.happened_on,
        children_before=sorted(note.about.values_list("child", flat=True)),
        audience_before=note.audience,
        why=why.strip(),
        corrected_by=by,
    )
    _record(note, Event.Kind.NOTE_CORRECTED, by=by)
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
    """Whether this person, who can read the note, may change its words."""
    case = note.case
    return (
        _reads_for_coordinator(note, user)
        or case.team_id in user.team_ids(Seat.SERVICE_MANAGER)
        or case.referring_team_id in user.team_ids(Seat.REFERRING_MANAGER)
    )


def may_share(note: Note, user: User) -> bool:
    return note.audience == Note.Audience.COORDINATOR and _reads_for_coordinator(note, user)


def _reads_for_coordinator(note: Note, user: User) -> bool:
    return note.author_id in user.acting_ids or note.case.coordinator_id in user.acting_ids


def _record(
    note: Note, kind: Event.Kind, *, by: User, children: Sequence[CaseChild] | None = None
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

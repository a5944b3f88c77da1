"""Notes and summaries as plain text, to be pasted into the council's main record."""

from datetime import datetime

from django.utils import timezone

from cases.models import Case, CaseChild, Note
from cases.note_history import correctors_of


def note_as_text(note: Note, children: list[str]) -> str:
    """A note as it stands, with what the main record needs to place it."""
    lines = [
        *_heading(note.case),
        f"{note.get_kind_display()}, {note.happened_on:%-d %B %Y}",
        f"About: {', '.join(children)}",
        f"Written by {note.author.get_full_name()} on {_day(note.written_at)}",
    ]
    if correctors := correctors_of(note.corrections.select_related("corrected_by")):
        lines.append(f"Corrected by {correctors}")
    lines += ["", note.text]
    if note.child_voice:
        lines += ["", "What the child said or showed:", note.child_voice]
    return "\n".join(lines)


def summary_as_text(case: Case, children: list[CaseChild], next_meeting: str) -> str:
    """Where things are now, with stage, coordinator and next meeting."""
    family = ", ".join(f"{child.person.full_name}, {child.person.age_text}" for child in children)
    lines = [*_heading(case), f"Children: {family}", f"Stage: {case.get_stage_display()}"]
    if case.coordinator:
        lines.append(f"Coordinator: {_with_phone(case)}")
    if next_meeting:
        lines.append(next_meeting)
    lines.append("")
    if case.where_things_are and case.where_things_are_at:
        lines.append(
            f"Where things are now ({case.where_things_are_by}, {_day(case.where_things_are_at)}):"
        )
        lines.append(case.where_things_are)
    else:
        lines.append("Nobody has written where things are now.")
    return "\n".join(lines)


def _heading(case: Case) -> list[str]:
    lines = [f"{case.team.name}, {case}"]
    if case.main_system_number:
        lines.append(f"Number in the main system: {case.main_system_number}")
    return lines


def _with_phone(case: Case) -> str:
    coordinator = case.coordinator
    assert coordinator is not None
    return f"{coordinator}, {coordinator.phone}" if coordinator.phone else str(coordinator)


def _day(moment: datetime) -> str:
    return f"{timezone.localtime(moment):%-d %B %Y}"

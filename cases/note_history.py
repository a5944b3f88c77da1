"""What a note was before each correction, and what two versions of it say, in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from accounts.models import User
from cases.models import CaseChild, Note, NoteCorrection
from cases.people_words import joined


@dataclass(frozen=True)
class EarlierVersion:
    """What a correction replaced; without a heading where that was not kept yet."""

    correction: NoteCorrection
    heading: str


def earlier_versions(note: Note, user: User) -> list[EarlierVersion]:
    """Return what a note said before, as far as this reader may know: the latest first."""
    corrections = (
        NoteCorrection.objects.visible_to(user)
        .filter(note=note)
        .select_related("corrected_by")
        .order_by("-number")
    )
    children = CaseChild.objects.visible_to(user).filter(case=note.case_id)
    names = {child.pk: child.person.liked_name for child in children.select_related("person")}
    return [EarlierVersion(row, _heading(row, names)) for row in corrections]


def correctors_of(corrections: Iterable[NoteCorrection]) -> str:
    """Who changed a note, each with the day of their last change; also where that is hidden.

    The words of a corrected note are not its author's alone, so they do not stand under
    one name.
    """
    last = {row.corrected_by_id: row for row in corrections}
    said = [
        f"{row.corrected_by.get_full_name()} on {timezone.localtime(row.corrected_at):%-d %B %Y}"
        for row in last.values()
    ]
    return joined(said) if said else ""


def heading_of(kind: str, day: date | None, names: Iterable[str], *, is_significant: bool) -> str:
    """Everything about a note but its words: "Visit, 27 March 2026. About Amira and Sami."."""
    label = str(Note.Kind(kind).label)
    sentences = [f"{label}, {day:%-d %B %Y}." if day else f"{label}."]
    if listed := list(names):
        sentences.append(f"About {joined(listed)}.")
    if is_significant:
        sentences.append("Significant event.")
    return " ".join(sentences)


def _heading(row: NoteCorrection, names: dict[int, str]) -> str:
    if not row.kind_before:
        return ""
    about = [names[key] for key in row.children_before if key in names]
    return heading_of(
        row.kind_before,
        row.happened_on_before,
        about,
        is_significant=bool(row.is_significant_before),
    )

"""Kinds of restorative meeting, as data: one readable file each, found by their key."""

from conferences.formats import family_group_conference, review_conference
from conferences.formats.format import Document, Format, Item, Part, Question, Role, Stage

FORMATS: dict[str, Format] = {
    declared.key: declared
    for declared in (family_group_conference.FORMAT, review_conference.FORMAT)
}


def format_of(key: str) -> Format:
    """Return the declaration a meeting names; raises KeyError for one nobody declared."""
    return FORMATS[key]


def undated_stages() -> set[str]:
    """The stages in which a meeting of some format still waits for its first date."""
    return {declared.first.key for declared in FORMATS.values()}


def held_stages() -> set[str]:
    """The stages that a meeting of some format is in from its day on."""
    return {stage.key for declared in FORMATS.values() for stage in declared.from_its_day}


__all__ = [
    "FORMATS",
    "Document",
    "Format",
    "Item",
    "Part",
    "Question",
    "Role",
    "Stage",
    "format_of",
    "held_stages",
    "undated_stages",
]

"""Kinds of restorative meeting, as data: one readable file each, found by their key."""

from importlib import import_module

from django.conf import settings

from conferences.formats import (
    after_harm,
    child_protection,
    circle,
    conversation,
    family_group_conference,
    lifelong_links,
    referral_order,
    review_conference,
)
from conferences.formats.format import (
    Document,
    Format,
    Item,
    Part,
    Question,
    Role,
    Stage,
)
from conferences.formats.records import (
    Answer,
    Clock,
    Count,
    EntryField,
    EntryKind,
    Network,
    RecordPage,
    Tally,
    Wanted,
)

FORMATS: dict[str, Format] = {
    declared.key: declared
    for declared in (
        family_group_conference.FORMAT,
        review_conference.FORMAT,
        circle.FORMAT,
        conversation.FORMAT,
        lifelong_links.FORMAT,
        after_harm.FORMAT,
        child_protection.FORMAT,
        referral_order.FORMAT,
    )
}


def register_format(declared: Format) -> None:
    """Make a kind of meeting known when the product starts. A key is given once."""
    if FORMATS.setdefault(declared.key, declared) is not declared:
        raise ValueError(f"There are two kinds of meeting named {declared.key!r}.")


def load_formats() -> None:
    """Register what the setting MORE_FORMATS names from outside: modules with a FORMAT each."""
    for name in settings.MORE_FORMATS:
        register_format(import_module(name).FORMAT)


def format_of(key: str) -> Format:
    """Return the declaration a meeting names; raises KeyError for one nobody declared."""
    return FORMATS[key]


def leading() -> list[str]:
    """The keys of those that a case's stage, dates and figures follow."""
    return [key for key, declared in FORMATS.items() if declared.leads_case]


def beside() -> list[Format]:
    """Those that stand beside the work with a family, or without any."""
    return [declared for declared in FORMATS.values() if not declared.leads_case]


def prepared() -> list[str]:
    """The keys of those for which people are invited, decided about and seated."""
    return [key for key, declared in FORMATS.items() if declared.is_prepared]


def with_sides() -> list[str]:
    """The keys of those that are held for two cases, each with walls around it."""
    return [key for key, declared in FORMATS.items() if declared.sides]


def undated_stages() -> set[str]:
    """The stages in which a meeting that is prepared still waits for its first date."""
    return {stage.key for key in prepared() for stage in FORMATS[key].before_its_date}


def held_stages() -> set[str]:
    """The stages that a meeting which leads a case is in from its day on."""
    return {stage.key for key in leading() for stage in FORMATS[key].from_its_day}


__all__ = [
    "FORMATS",
    "Answer",
    "Clock",
    "Count",
    "Document",
    "EntryField",
    "EntryKind",
    "Format",
    "Item",
    "Network",
    "Part",
    "Question",
    "RecordPage",
    "Role",
    "Stage",
    "Tally",
    "Wanted",
    "beside",
    "format_of",
    "held_stages",
    "leading",
    "load_formats",
    "prepared",
    "register_format",
    "undated_stages",
    "with_sides",
]

"""Putting the steps of a kind of meeting in a service's own words."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from conferences.formats import EntryField, EntryKind, Format
from conferences.models import StepWording


def steps_of(declared: Format) -> list[tuple[EntryKind, EntryField]]:
    """What a service can put in its own words, in the order in which it is asked."""
    return [
        (kind, field)
        for kind in declared.kinds.values()
        for field in kind.fields
        if field.can_be_reworded
    ]


@transaction.atomic
def reword_steps(declared: Format, *, by: User, words: Mapping[tuple[str, str], str]) -> int:
    """Keep these words by kind and field; our own, or none, take away what a service had said.

    What was written under other words stays under its field. Returns how many changed.
    """
    changed = 0
    for kind, field in steps_of(declared):
        label = words.get((kind.key, field.key), "").strip()
        which: dict[str, Any] = {"format": declared.key, "kind": kind.key, "field": field.key}
        rows = StepWording.objects.select_for_update().filter(**which)
        if label in ("", field.label):
            changed += rows.delete()[0]
        elif not rows.filter(label=label).exists():
            said: dict[str, Any] = {
                "label": label,
                "reworded_by": by,
                "reworded_at": timezone.now(),
            }
            StepWording.objects.update_or_create(**which, defaults=said)
            changed += 1
    return changed

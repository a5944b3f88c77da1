"""The prompts of reflections in the service's own words, with who put them so and when."""

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from conferences.models import RewordedPrompt
from conferences.reflection_prompts import BY_KEY, qualities_in
from conferences.rules_reflection import check_prompt
from restorative.conflicts import save_version


@transaction.atomic
def reword_prompt(
    key: str, *, by: User, version: int, question: str, qualities: str
) -> RewordedPrompt:
    """Ask it in these words from now on; what was answered before keeps what was asked.

    `version` 0 is of a prompt that nobody reworded yet. Raises StaleVersion.
    """
    check_prompt(question, qualities)
    changes = {
        "question": question.strip(),
        "qualities": ", ".join(qualities_in(qualities)),
        "changed_by": by,
        "changed_at": timezone.now(),
    }
    return _save(key, version=version, changes=changes)


@transaction.atomic
def restore_prompt(key: str, *, by: User, version: int) -> RewordedPrompt:
    """Go back to the words it came with. Raises StaleVersion."""
    changes = {"question": "", "qualities": "", "changed_by": by, "changed_at": timezone.now()}
    return _save(key, version=version, changes=changes)


def version_of(key: str) -> int:
    return RewordedPrompt.objects.filter(key=key).values_list("version", flat=True).first() or 0


def _save(key: str, *, version: int, changes: dict[str, object]) -> RewordedPrompt:
    if key not in BY_KEY:
        raise ValueError(f"{key!r} is not one of the five")
    row, is_new = RewordedPrompt.objects.get_or_create(key=key, defaults=changes)
    if is_new:
        return row
    save_version(row, version=version, changes=changes)
    return row

"""When the form of a draft about a reflection can still be opened."""

from uuid import UUID

from accounts.models import User
from cases.draft_forms import About
from cases.kept_drafts import register_records
from conferences.models import Reflection


def register() -> None:
    register_records(About.REFLECTION, Reflection, _takes_text)


def _takes_text(key: UUID, user: User) -> bool:
    """Whoever still reads it may go on: the form itself says who writes what."""
    return Reflection.objects.visible_to(user).filter(public_id=key).exists()

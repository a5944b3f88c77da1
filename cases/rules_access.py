"""Who may let somebody into a restricted case: whoever keeps its access list."""

from django.core.exceptions import ValidationError

from accounts.models import User
from accounts.permissions import Permission
from cases.access import may
from cases.models import Case

LETS_IN = (
    "This case is restricted, and whoever has work on it can open it. "
    "Only a manager on its access list can give it to somebody."
)


def check_may_let_in(case: Case, *, by: User) -> None:
    """Refuse to give work on a restricted case without the right to keep its access list."""
    if not case.is_restricted:
        return
    known = Case.objects.visible_to(by, by_glass=False).with_relations_for(by)
    seen = known.filter(pk=case.pk).first()
    if seen is None or not may(by, Permission.CASE_RESTRICT, seen):
        raise ValidationError(LETS_IN, code="restricted")

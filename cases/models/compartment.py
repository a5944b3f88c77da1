from typing import TYPE_CHECKING, Self, TypeVar

from django.db import models
from django.db.models import Exists, OuterRef, Q

if TYPE_CHECKING:
    from accounts.models import User


class Compartment(models.TextChoices):
    """The side of a matter that a row belongs to.

    One side of a harm may never learn of the other; a family group conference has the
    open compartment alone.
    """

    OPEN = "open", "Everyone on the case"
    HARMED = "harmed", "Person harmed"
    HARMING = "harming", "Person who harmed"


Row = TypeVar("Row", bound=models.Model)


def on_own_side(user: "User", case: str) -> Q:
    """Which rows are open, or of a side on which this person works; `case` is the column.

    Hardly anybody works on a side: while a page is read that is known, and not asked again.
    """
    from cases.models.case_access import CompartmentMember
    from cases.models.named import named_in

    is_open = Q(compartment=Compartment.OPEN)
    if named_in(user).sided == ():
        return is_open
    members = CompartmentMember.objects.current().filter(
        case=OuterRef(case), compartment=OuterRef("compartment"), user=user
    )
    return is_open | Q(Exists(members))


class CaseOwnedQuerySet(models.QuerySet[Row]):
    """For rows that belong to a case: seen with the case, and on the right side of it."""

    def visible_to(self, user: "User") -> Self:
        from cases.models.case import Case

        return self.filter(on_own_side(user, "case"), case__in=Case.objects.keys_for(user))

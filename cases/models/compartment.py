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


class CaseOwnedQuerySet(models.QuerySet[Row]):
    """For rows that belong to a case: seen with the case, and on the right side of it."""

    def visible_to(self, user: "User") -> Self:
        from cases.models.case import Case
        from cases.models.case_access import CompartmentMember

        on_that_side = CompartmentMember.objects.current().filter(
            case=OuterRef("case"), compartment=OuterRef("compartment"), user=user
        )
        return self.filter(
            Q(compartment=Compartment.OPEN) | Exists(on_that_side),
            case__in=Case.objects.keys_for(user),
        )

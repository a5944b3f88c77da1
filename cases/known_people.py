"""Which of a few people somebody may know of, asked by their keys."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from accounts.models import User
from cases.asking import ask_for
from cases.models import Person
from restorative.asked_again import any_of


def known_among(user: User, people: Iterable[int | None], *, by_glass: bool = True) -> set[int]:
    """The keys of those that are visible: of the few, not of everybody there is."""
    keys = [key for key in people if key is not None]
    return set(ask_for(user, _known, by_glass, people=keys)) if keys else set()


def _known(user: User, by_glass: bool) -> QuerySet[Person, Any]:
    people = Person.objects.visible_to(user, by_glass=by_glass)
    return people.filter(any_of("pk", "people")).values_list("pk", flat=True)

"""What is typed of somebody who is known already: it fills what is empty, overwriting nothing."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from accounts.models import User
from cases.domain.people import change_person
from cases.models import Answer, Person

BIRTH = ("date_of_birth", "expected_on")


@transaction.atomic
def fill_in_person(person: Person, *, by: User, said: Mapping[str, Any]) -> Person:
    """Add what was typed where nothing is recorded; what is recorded stays.

    Of somebody seen only through emergency access nothing is filled in: that is for
    reading. What was typed and is not recorded now, `cases.differences` puts into words.
    """
    if not Person.objects.editable_by(by).filter(pk=person.pk).exists():
        return person
    person = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    missing = {name: value for name, value in said.items() if value and _is_empty(person, name)}
    if not missing:
        return person
    return change_person(person, by=by, version=person.version, changes=missing)


def _is_empty(person: Person, name: str) -> bool:
    """A child who is expected has a birth already; "not asked" is no answer."""
    if name in BIRTH:
        return not any(getattr(person, one) for one in BIRTH)
    return getattr(person, name) in ("", None, Answer.NOT_ASKED)

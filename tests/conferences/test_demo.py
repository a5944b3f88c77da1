"""The made-up council: as rich as it promises to be, and nothing in it that could not be."""

import pytest

from cases.models import Person
from conferences.demo import names

pytestmark = pytest.mark.django_db


def test_children_are_called_by_names_that_people_use(council):
    children = Person.objects.filter(cases_about__isnull=False).exclude(known_as="")

    called = set(children.values_list("first_name", "known_as"))
    assert called
    assert called <= set(names.SHORT.items())

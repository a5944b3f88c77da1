"""One family for all scenarios of a module: each changes it as it likes and is rolled back."""

from copy import deepcopy

import pytest
from django.db import transaction

from tests.leaks import reminders  # noqa: F401  # registers its artefacts
from tests.leaks.papers import plan_of, readers
from tests.leaks.world import make_world


@pytest.fixture(scope="module")
def family(django_db_setup, django_db_blocker):
    """The family with its plan, and everybody signed in who reads a page of it."""
    with django_db_blocker.unblock(), transaction.atomic():
        world = make_world()
        plan_of(world)
        for user in readers(world).values():
            world.client_of(user)
        yield world
        transaction.set_rollback(True)


@pytest.fixture
def world(family, db):
    return deepcopy(family, {id(family.clients): dict(family.clients)})

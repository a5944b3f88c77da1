import pytest

from tests.leaks.world import make_world
from tests.reminders.safety.family import planned


@pytest.fixture
def world(db):
    return planned(make_world())

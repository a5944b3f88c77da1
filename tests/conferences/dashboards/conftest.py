import pytest

from conferences.figures.refreshing import refresh_dirty
from tests.figures.edits import Edits


@pytest.fixture
def edited(clock):
    """Two services with families on which a hundred random edits were made."""
    council = Edits(seed=11, families=10)
    council.make(100)
    refresh_dirty()
    return council

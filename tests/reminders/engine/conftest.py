import pytest

from cases.reminders import by_hand
from tests.factories.cases import CaseFactory
from tests.reminders.engine.ledger_rows import Recording, turn_on


@pytest.fixture
def case(db):
    return CaseFactory(allocated=True)


@pytest.fixture
def on(db):
    turn_on()


@pytest.fixture
def handed(monkeypatch):
    """What was given to a human: (key, reason, delivery) of each."""
    given = []
    monkeypatch.setattr(
        by_hand,
        "ask_a_human",
        lambda rows: given.extend((row.pk, row.reason, str(row.delivery)) for row in rows),
    )
    return given


@pytest.fixture
def provider(monkeypatch, handed, on):
    return Recording().installed(monkeypatch)

import pytest

from cases.models import Reminder
from cases.reminders import by_hand
from tests.factories.cases import CaseFactory
from tests.reminders.engine.ledger_rows import Recording, turn_on


@pytest.fixture
def case(db):
    """A case whose ledger is empty: all rows in it are the test's own."""
    case = CaseFactory(allocated=True)
    Reminder.objects.all().delete()
    return case


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

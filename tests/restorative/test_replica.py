"""Without a replica nothing is different; with a pool nothing may rest on a connection.

What a replica does is in tests/growth, which makes one.
"""

import re
from pathlib import Path

import pytest
from django.db import router

from accounts.models import AccessEvent, User
from restorative import replica

ROOT = Path(__file__).parents[2]
PRODUCT = [
    path
    for app in ("restorative", "accounts", "cases", "conferences")
    for path in (ROOT / app).rglob("*.py")
    if "embedded" not in path.parts
]
# What outlives a transaction on the connection that it was said on.
OF_A_CONNECTION = re.compile(
    r"pg_(try_)?advisory_lock|\b(UN)?LISTEN \w+[;\"']|CREATE TEMP|\bPREPARE \w+ AS"
    r"|\"SET (?!LOCAL|CONSTRAINTS|TRANSACTION)[a-z]|set_config\([^)]*, false\)|WITH HOLD"
)


def test_without_a_replica_a_reading_is_a_call(django_assert_num_queries, db):
    with django_assert_num_queries(0):
        assert replica.from_replica(lambda: replica.reading_alias())() == "default"


def test_what_is_written_and_what_is_read_go_to_one_database(db):
    replica.stay_on_primary()
    replica.come_back()

    assert {router.db_for_read(User), router.db_for_write(User)} == {"default"}
    assert router.db_for_read(AccessEvent) == "default"


@pytest.mark.parametrize("app", ["restorative", "accounts", "cases", "conferences"])
def test_nothing_is_said_to_a_connection_that_outlives_a_transaction(app):
    found = {
        str(path.relative_to(ROOT)): said[0]
        for path in PRODUCT
        if path.relative_to(ROOT).parts[0] == app
        for said in [OF_A_CONNECTION.search(path.read_text())]
        if said
    }

    assert found == {}

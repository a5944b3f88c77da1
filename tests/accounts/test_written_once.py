"""What is written once stays, whatever a bug or an intruder in the application tries."""

import pytest
from django.db import ProgrammingError, connection, transaction

from accounts.audit import record_denial
from accounts.models import AccessEvent

TABLES = ["accounts_accessevent", "cases_event", "accounts_userevent", "cases_personevent"]


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE {} SET id = id",
        "DELETE FROM {}",
        "TRUNCATE {}",
        "ALTER TABLE {} DISABLE TRIGGER ALL",
        "DROP TABLE {}",
    ],
)
def test_the_application_cannot_change_what_was_recorded(app_role, table, statement):
    key = "pgh_id" if table.endswith(("userevent", "personevent")) else "id"
    statement = statement.format(table).replace("id = id", f"{key} = {key}")

    with (
        pytest.raises(ProgrammingError, match=r"permission denied|must be owner"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_the_application_can_add_to_it(app_role, rf):
    request = rf.get("/")
    request.session = {}

    record_denial(request, "case_detail")

    assert AccessEvent.objects.count() == 1

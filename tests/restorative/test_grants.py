import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction

from restorative.grants import check_written_once, unchanged, written_once

WRITES = ["UPDATE {} SET {} = {}", "DELETE FROM {}", "TRUNCATE {} CASCADE"]


@pytest.mark.parametrize("statement", WRITES)
@pytest.mark.parametrize("table", written_once())
def test_the_application_cannot_change_what_is_written_once(app_role, table, statement):
    with connection.cursor() as cursor:
        column = connection.introspection.get_table_description(cursor, table)[0].name
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            cursor.execute(statement.format(table, column, column))


@pytest.mark.parametrize("statement", [WRITES[0], WRITES[2]])
@pytest.mark.parametrize("table", sorted(set(unchanged()) - set(written_once())))
def test_the_application_cannot_change_a_fact(app_role, table, statement):
    test_the_application_cannot_change_what_is_written_once(app_role, table, statement)


@pytest.mark.parametrize("table", unchanged())
def test_the_application_can_add_to_what_is_written_once(db, table):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT has_table_privilege(%s, %s, 'INSERT'), has_table_privilege(%s, %s, 'SELECT')",
            [settings.DATABASE_APP_ROLE, table, settings.DATABASE_APP_ROLE, table],
        )
        assert cursor.fetchone() == (True, True)


def test_the_application_cannot_pretend_that_a_migration_ran(app_role):
    with connection.cursor() as cursor, pytest.raises(DatabaseError), transaction.atomic():
        cursor.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('a', 'b', now())"
        )


def test_the_check_passes_for_the_application(app_role, settings):
    settings.DATABASE_AS_OWNER = False

    assert check_written_once(app_configs=None, databases=["default"]) == []


def test_the_check_finds_a_role_that_could_rewrite_history(db, settings):
    # As if the web process signed in as the owner.
    settings.DATABASE_AS_OWNER = False

    [message] = check_written_once(app_configs=None, databases=["default"])

    assert message.id == "restorative.E005"

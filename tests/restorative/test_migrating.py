"""Tables made together are the tables that were declared, and can be unmade."""

import pytest
from django.db import connection, migrations, models
from django.db.migrations.state import ProjectState

from restorative.migrating import CreateTogether

pytestmark = pytest.mark.django_db

TOGETHER = CreateTogether(
    [
        migrations.CreateModel(
            "Kettle",
            [("id", models.BigAutoField(primary_key=True)), ("litres", models.IntegerField())],
        ),
        migrations.CreateModel("Cup", [("id", models.BigAutoField(primary_key=True))]),
        migrations.AddField(
            "cup", "kettle", models.ForeignKey("accounts.kettle", models.PROTECT, null=True)
        ),
        migrations.AddIndex("kettle", models.Index(fields=["litres"], name="kettle_litres")),
        migrations.AddConstraint(
            "kettle",
            models.CheckConstraint(name="kettle_holds_water", condition=models.Q(litres__gt=0)),
        ),
    ]
)


def constraints_on(table):
    with connection.cursor() as cursor:
        return connection.introspection.get_constraints(cursor, table)


def test_what_is_added_further_down_stands_in_the_table_once():
    before, after = ProjectState(), ProjectState()
    TOGETHER.state_forwards("accounts", after)
    with connection.schema_editor() as editor:
        TOGETHER.database_forwards("accounts", editor, before, after)

    kettle, cup = constraints_on("accounts_kettle"), constraints_on("accounts_cup")
    assert {"kettle_litres", "kettle_holds_water"} <= set(kettle)
    assert [one["foreign_key"] for one in cup.values() if one["foreign_key"]] == [
        ("accounts_kettle", "id")
    ]


def test_going_back_leaves_no_table():
    before, after = ProjectState(), ProjectState()
    TOGETHER.state_forwards("accounts", after)
    with connection.schema_editor() as editor:
        TOGETHER.database_forwards("accounts", editor, before, after)
    with connection.schema_editor() as editor:
        TOGETHER.database_backwards("accounts", editor, after, before)

    assert not {"accounts_kettle", "accounts_cup"} & set(connection.introspection.table_names())


def test_it_is_written_down_as_it_was_made():
    name, arguments, named = TOGETHER.deconstruct()

    assert (name, named) == ("CreateTogether", {})
    assert arguments == [TOGETHER.operations]


LATER = CreateTogether(
    [
        migrations.CreateModel("Tray", [("id", models.BigAutoField(primary_key=True))]),
        migrations.AddField(
            "cup", "tray", models.ForeignKey("accounts.tray", models.PROTECT, null=True)
        ),
        migrations.AlterField("kettle", "litres", models.IntegerField(null=True)),
        migrations.AddIndex("cup", models.Index(fields=["tray", "id"], name="cup_tray")),
    ]
)


def columns_of(table):
    with connection.cursor() as cursor:
        found = connection.introspection.get_table_description(cursor, table)
    return {column.name: column.null_ok for column in found}


def test_tables_that_were_there_change_with_the_new_ones_and_back():
    before, between, after = ProjectState(), ProjectState(), ProjectState()
    for state in (between, after):
        TOGETHER.state_forwards("accounts", state)
    LATER.state_forwards("accounts", after)
    with connection.schema_editor() as editor:
        TOGETHER.database_forwards("accounts", editor, before, between)
    was = columns_of("accounts_kettle"), columns_of("accounts_cup")

    with connection.schema_editor() as editor:
        LATER.database_forwards("accounts", editor, between, after)
    assert columns_of("accounts_kettle")["litres"]
    assert "tray_id" in columns_of("accounts_cup")
    assert "cup_tray" in constraints_on("accounts_cup")

    with connection.schema_editor() as editor:
        LATER.database_backwards("accounts", editor, after, between)
    assert (columns_of("accounts_kettle"), columns_of("accounts_cup")) == was
    assert "accounts_tray" not in connection.introspection.table_names()

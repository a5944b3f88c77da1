import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from restorative.migrating import CreateTogether


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0002_who_took_an_answer"),
    ]

    operations = [
        CreateTogether(
            [
                pgtrigger.migrations.RemoveTrigger(
                    model_name="exclusion",
                    name="insert_insert",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="exclusion",
                    name="update_update",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="exclusion",
                    name="delete_delete",
                ),
                migrations.AddField(
                    model_name="exclusion",
                    name="carried_from",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="carried",
                        to="cases.exclusion",
                    ),
                ),
                migrations.AddField(
                    model_name="exclusionevent",
                    name="carried_from",
                    field=models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="cases.exclusion",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="exclusion",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "cases_exclusionevent" ("carried_from_id", "case_id", "ended_at", "ended_by_id", "ground", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "recorded_at", "recorded_by_id", "user_id") VALUES (NEW."carried_from_id", NEW."case_id", NEW."ended_at", NEW."ended_by_id", NEW."ground", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."reason", NEW."recorded_at", NEW."recorded_by_id", NEW."user_id"); RETURN NULL;',
                            hash="32271fbdac19e6c8988a78abf685b5f5afdd9df0",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_075a8",
                            table="cases_exclusion",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="exclusion",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "cases_exclusionevent" ("carried_from_id", "case_id", "ended_at", "ended_by_id", "ground", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "recorded_at", "recorded_by_id", "user_id") VALUES (NEW."carried_from_id", NEW."case_id", NEW."ended_at", NEW."ended_by_id", NEW."ground", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."reason", NEW."recorded_at", NEW."recorded_by_id", NEW."user_id"); RETURN NULL;',
                            hash="65c6e248b7252d055d141cfed043aa7710826088",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_3fc7f",
                            table="cases_exclusion",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="exclusion",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "cases_exclusionevent" ("carried_from_id", "case_id", "ended_at", "ended_by_id", "ground", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "recorded_at", "recorded_by_id", "user_id") VALUES (OLD."carried_from_id", OLD."case_id", OLD."ended_at", OLD."ended_by_id", OLD."ground", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."reason", OLD."recorded_at", OLD."recorded_by_id", OLD."user_id"); RETURN NULL;',
                            hash="b9e5d987dea52e9982a2d936b6b7d4e18e9c9a9b",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_f3a9e",
                            table="cases_exclusion",
                            when="AFTER",
                        ),
                    ),
                ),
            ]
        ),
    ]

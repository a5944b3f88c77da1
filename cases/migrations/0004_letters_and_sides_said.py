import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0003_name_slips_and_numbers"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="referral",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="referral",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="referral",
            name="delete_delete",
        ),
        migrations.AddField(
            model_name="referral",
            name="letter",
            field=models.CharField(
                blank=True,
                choices=[
                    ("", "Not said yet"),
                    ("none", "No letter has been sent"),
                    ("not_known", "Not known"),
                ],
                default="",
                max_length=10,
                verbose_name="letter before proceedings",
            ),
        ),
        migrations.AddField(
            model_name="referral",
            name="other_side",
            field=models.CharField(
                blank=True,
                choices=[
                    ("", "Not said yet"),
                    ("nobody", "There is nobody"),
                    ("not_safe", "Not safe to ask"),
                    ("not_known", "Not known"),
                ],
                default="",
                max_length=10,
                verbose_name="the other side of the family",
            ),
        ),
        migrations.AddField(
            model_name="referralevent",
            name="letter",
            field=models.CharField(
                blank=True,
                choices=[
                    ("", "Not said yet"),
                    ("none", "No letter has been sent"),
                    ("not_known", "Not known"),
                ],
                default="",
                max_length=10,
                verbose_name="letter before proceedings",
            ),
        ),
        migrations.AddField(
            model_name="referralevent",
            name="other_side",
            field=models.CharField(
                blank=True,
                choices=[
                    ("", "Not said yet"),
                    ("nobody", "There is nobody"),
                    ("not_safe", "Not safe to ask"),
                    ("not_known", "Not known"),
                ],
                default="",
                max_length=10,
                verbose_name="the other side of the family",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="referral",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "cases_referralevent" ("access", "access_asked", "bottom_lines", "case_id", "coordinator_wishes", "dates_to_avoid", "decided_at", "decided_by_id", "decision_reason", "discussed_again", "id", "letter", "other_side", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "questions", "reason", "redirected_to", "referrer_id", "safety", "safety_asked", "sent_at", "sent_by_id", "shared_without_consent", "strengths", "urgency", "version", "worries") VALUES (NEW."access", NEW."access_asked", NEW."bottom_lines", NEW."case_id", NEW."coordinator_wishes", NEW."dates_to_avoid", NEW."decided_at", NEW."decided_by_id", NEW."decision_reason", NEW."discussed_again", NEW."id", NEW."letter", NEW."other_side", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."questions", NEW."reason", NEW."redirected_to", NEW."referrer_id", NEW."safety", NEW."safety_asked", NEW."sent_at", NEW."sent_by_id", NEW."shared_without_consent", NEW."strengths", NEW."urgency", NEW."version", NEW."worries"); RETURN NULL;',
                    hash="31c242bd37b85714abe028a9a01694585c31a560",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_b2939",
                    table="cases_referral",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="referral",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "cases_referralevent" ("access", "access_asked", "bottom_lines", "case_id", "coordinator_wishes", "dates_to_avoid", "decided_at", "decided_by_id", "decision_reason", "discussed_again", "id", "letter", "other_side", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "questions", "reason", "redirected_to", "referrer_id", "safety", "safety_asked", "sent_at", "sent_by_id", "shared_without_consent", "strengths", "urgency", "version", "worries") VALUES (NEW."access", NEW."access_asked", NEW."bottom_lines", NEW."case_id", NEW."coordinator_wishes", NEW."dates_to_avoid", NEW."decided_at", NEW."decided_by_id", NEW."decision_reason", NEW."discussed_again", NEW."id", NEW."letter", NEW."other_side", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."questions", NEW."reason", NEW."redirected_to", NEW."referrer_id", NEW."safety", NEW."safety_asked", NEW."sent_at", NEW."sent_by_id", NEW."shared_without_consent", NEW."strengths", NEW."urgency", NEW."version", NEW."worries"); RETURN NULL;',
                    hash="3017a27b3d578f9c85a114237f7c9c28d05d26f2",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_18505",
                    table="cases_referral",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="referral",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "cases_referralevent" ("access", "access_asked", "bottom_lines", "case_id", "coordinator_wishes", "dates_to_avoid", "decided_at", "decided_by_id", "decision_reason", "discussed_again", "id", "letter", "other_side", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "questions", "reason", "redirected_to", "referrer_id", "safety", "safety_asked", "sent_at", "sent_by_id", "shared_without_consent", "strengths", "urgency", "version", "worries") VALUES (OLD."access", OLD."access_asked", OLD."bottom_lines", OLD."case_id", OLD."coordinator_wishes", OLD."dates_to_avoid", OLD."decided_at", OLD."decided_by_id", OLD."decision_reason", OLD."discussed_again", OLD."id", OLD."letter", OLD."other_side", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."questions", OLD."reason", OLD."redirected_to", OLD."referrer_id", OLD."safety", OLD."safety_asked", OLD."sent_at", OLD."sent_by_id", OLD."shared_without_consent", OLD."strengths", OLD."urgency", OLD."version", OLD."worries"); RETURN NULL;',
                    hash="e7d168cff5dcb6aa0fd3758da1b2d1e5e64365d7",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_33b55",
                    table="cases_referral",
                    when="AFTER",
                ),
            ),
        ),
    ]

import uuid

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.utils.timezone
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import restorative.fields
from restorative.migrating import CreateTogether


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        # These follow the users they belong to, and run while there are few models to build anew.
        ("account", "0009_emailaddress_unique_primary_email"),
        ("mfa", "0003_authenticator_type_uniq"),
        ("socialaccount", "0006_alter_socialaccount_extra_data"),
        ("usersessions", "0001_initial"),
        ("accounts", "0001_staff_teams_and_access"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTogether(
            [
                migrations.CreateModel(
                    name="BreakGlass",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "public_id",
                            models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
                        ),
                        (
                            "ground",
                            models.CharField(
                                choices=[
                                    ("safety", "A child or adult may be at risk now"),
                                    ("court", "A court deadline"),
                                    ("cover", "Covering for a colleague"),
                                    ("other", "Another reason"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("reason", models.TextField(max_length=1000)),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("expires_at", models.DateTimeField()),
                        ("review_due_on", models.DateField()),
                        ("reviewed_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "verdict",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("right", "It was right to open the case"),
                                    ("question", "There is more to ask"),
                                    ("wrong", "It should not have been opened"),
                                ],
                                default="",
                                max_length=10,
                            ),
                        ),
                        ("review_note", models.TextField(blank=True, max_length=1000)),
                        (
                            "reviewed_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-at", "-pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Case",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "public_id",
                            models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
                        ),
                        (
                            "reference",
                            models.CharField(editable=False, max_length=20, null=True, unique=True),
                        ),
                        (
                            "stage",
                            models.CharField(
                                choices=[
                                    ("draft", "Draft"),
                                    ("submitted", "Waiting for a decision"),
                                    ("info_needed", "More information needed"),
                                    ("accepted", "Waiting for a coordinator"),
                                    ("allocated", "With a coordinator"),
                                    ("on_hold", "On hold"),
                                    ("closed", "Closed"),
                                    ("declined", "Not accepted"),
                                    ("redirected", "Redirected"),
                                    ("not_viable", "Not viable"),
                                    ("withdrawn", "Withdrawn"),
                                ],
                                default="draft",
                                max_length=15,
                            ),
                        ),
                        ("stage_since", models.DateTimeField(default=django.utils.timezone.now)),
                        ("allocated_at", models.DateTimeField(blank=True, null=True)),
                        ("is_restricted", models.BooleanField(default=False)),
                        ("restriction_review_on", models.DateField(blank=True, null=True)),
                        (
                            "main_system_number",
                            models.CharField(
                                blank=True,
                                help_text="The family's number in the council's main system",
                                max_length=40,
                            ),
                        ),
                        (
                            "processing_basis",
                            models.CharField(
                                choices=[
                                    (
                                        "public_task",
                                        "Public task (UK GDPR Article 6(1)(e) and 9(2)(h))",
                                    ),
                                    ("legal_obligation", "Legal obligation (Article 6(1)(c))"),
                                ],
                                default="public_task",
                                max_length=20,
                            ),
                        ),
                        (
                            "where_things_are",
                            models.TextField(
                                blank=True, max_length=1500, verbose_name="where things are now"
                            ),
                        ),
                        ("where_things_are_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "next_step_on",
                            models.DateField(
                                blank=True,
                                help_text="Set by the stage: when the next thing is due",
                                null=True,
                            ),
                        ),
                        ("hold_review_on", models.DateField(blank=True, null=True)),
                        (
                            "outcome",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("plan_working", "The family's plan is working"),
                                    ("plan_partly", "The family's plan is partly working"),
                                    ("no_plan", "The family met and made no plan"),
                                    ("not_met", "The family did not meet"),
                                    ("other_support", "Other support is in place"),
                                    ("moved", "The family moved away"),
                                    ("proceedings", "Proceedings were issued"),
                                    ("other", "Something else"),
                                ],
                                default="",
                                max_length=20,
                            ),
                        ),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        ("ended_why", models.TextField(blank=True, max_length=1000)),
                        (
                            "ended_told",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="who was told"
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("version", models.PositiveIntegerField(default=1)),
                        (
                            "allocated_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "coordinator",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="cases_coordinated",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "created_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="cases_created",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "ended_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "previous_case",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="later_cases",
                                to="cases.case",
                            ),
                        ),
                        (
                            "referring_team",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="cases_referred",
                                to="accounts.team",
                            ),
                        ),
                        (
                            "team",
                            models.ForeignKey(
                                limit_choices_to={"kind": "service"},
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="cases",
                                to="accounts.team",
                            ),
                        ),
                        (
                            "where_things_are_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="BreakGlassEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                        (
                            "ground",
                            models.CharField(
                                choices=[
                                    ("safety", "A child or adult may be at risk now"),
                                    ("court", "A court deadline"),
                                    ("cover", "Covering for a colleague"),
                                    ("other", "Another reason"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("reason", models.TextField(max_length=1000)),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("expires_at", models.DateTimeField()),
                        ("review_due_on", models.DateField()),
                        ("reviewed_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "verdict",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("right", "It was right to open the case"),
                                    ("question", "There is more to ask"),
                                    ("wrong", "It should not have been opened"),
                                ],
                                default="",
                                max_length=10,
                            ),
                        ),
                        ("review_note", models.TextField(blank=True, max_length=1000)),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="cases.breakglass",
                            ),
                        ),
                        (
                            "reviewed_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="cases.case",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.AddField(
                    model_name="breakglass",
                    name="case",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="glass",
                        to="cases.case",
                    ),
                ),
                migrations.CreateModel(
                    name="CaseAccess",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("expires_on", models.DateField()),
                        ("granted_at", models.DateTimeField(auto_now_add=True)),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="access_list",
                                to="cases.case",
                            ),
                        ),
                        (
                            "granted_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="CaseAccessEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("expires_on", models.DateField()),
                        ("granted_at", models.DateTimeField(auto_now_add=True)),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "case",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="cases.case",
                            ),
                        ),
                        (
                            "granted_by",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="cases.caseaccess",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="CaseChild",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "compartment",
                            models.CharField(
                                choices=[
                                    ("open", "Everyone on the case"),
                                    ("harmed", "Person harmed"),
                                    ("harming", "Person who harmed"),
                                ],
                                default="open",
                                max_length=10,
                            ),
                        ),
                        (
                            "legal_status",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", "Not known"),
                                    ("none", "No social work involvement"),
                                    ("early_help", "Early help"),
                                    ("cin", "Child in need (section 17)"),
                                    ("s47", "Section 47 enquiry"),
                                    ("cp", "Child protection plan"),
                                    ("plo", "Pre-proceedings (PLO)"),
                                    ("proceedings", "Care proceedings"),
                                    ("s20", "In care by agreement (section 20)"),
                                    ("cla", "In care under an order"),
                                    ("care_leaver", "Care leaver"),
                                    ("adult", "Adult"),
                                ],
                                default="",
                                max_length=12,
                            ),
                        ),
                        (
                            "living_with",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", "Not known"),
                                    ("mother", "Mother"),
                                    ("father", "Father"),
                                    ("both", "Both parents"),
                                    ("maternal_family", "Mother's wider family"),
                                    ("paternal_family", "Father's wider family"),
                                    ("family_friend", "Friend of the family"),
                                    ("neighbour", "Neighbour"),
                                    ("foster_care", "Foster care"),
                                    ("residential", "Children's home"),
                                    ("semi_independent", "Semi-independent"),
                                    ("unborn", "Not yet born"),
                                    ("other", "Somewhere else"),
                                ],
                                default="",
                                max_length=20,
                            ),
                        ),
                        ("living_detail", models.CharField(blank=True, max_length=200)),
                        ("joined_on", models.DateField(default=django.utils.timezone.localdate)),
                        ("left_on", models.DateField(blank=True, null=True)),
                        ("left_why", models.CharField(blank=True, max_length=200)),
                        ("version", models.PositiveIntegerField(default=1)),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="children",
                                to="cases.case",
                            ),
                        ),
                        (
                            "social_worker",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="children_allocated",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                    },
                ),
                migrations.CreateModel(
                    name="AlertChild",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "child",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="alerts",
                                to="cases.casechild",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="CaseCounter",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("prefix", models.CharField(max_length=6)),
                        ("year", models.PositiveSmallIntegerField()),
                        ("last_number", models.PositiveIntegerField(default=0)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("prefix", "year"), name="counter_is_one_a_year"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CaseEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                        ("reference", models.CharField(editable=False, max_length=20, null=True)),
                        (
                            "stage",
                            models.CharField(
                                choices=[
                                    ("draft", "Draft"),
                                    ("submitted", "Waiting for a decision"),
                                    ("info_needed", "More information needed"),
                                    ("accepted", "Waiting for a coordinator"),
                                    ("allocated", "With a coordinator"),
                                    ("on_hold", "On hold"),
                                    ("closed", "Closed"),
                                    ("declined", "Not accepted"),
                                    ("redirected", "Redirected"),
                                    ("not_viable", "Not viable"),
                                    ("withdrawn", "Withdrawn"),
                                ],
                                default="draft",
                                max_length=15,
                            ),
                        ),
                        ("stage_since", models.DateTimeField(default=django.utils.timezone.now)),
                        ("allocated_at", models.DateTimeField(blank=True, null=True)),
                        ("is_restricted", models.BooleanField(default=False)),
                        ("restriction_review_on", models.DateField(blank=True, null=True)),
                        (
                            "main_system_number",
                            models.CharField(
                                blank=True,
                                help_text="The family's number in the council's main system",
                                max_length=40,
                            ),
                        ),
                        (
                            "processing_basis",
                            models.CharField(
                                choices=[
                                    (
                                        "public_task",
                                        "Public task (UK GDPR Article 6(1)(e) and 9(2)(h))",
                                    ),
                                    ("legal_obligation", "Legal obligation (Article 6(1)(c))"),
                                ],
                                default="public_task",
                                max_length=20,
                            ),
                        ),
                        (
                            "where_things_are",
                            models.TextField(
                                blank=True, max_length=1500, verbose_name="where things are now"
                            ),
                        ),
                        ("where_things_are_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "next_step_on",
                            models.DateField(
                                blank=True,
                                help_text="Set by the stage: when the next thing is due",
                                null=True,
                            ),
                        ),
                        ("hold_review_on", models.DateField(blank=True, null=True)),
                        (
                            "outcome",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("plan_working", "The family's plan is working"),
                                    ("plan_partly", "The family's plan is partly working"),
                                    ("no_plan", "The family met and made no plan"),
                                    ("not_met", "The family did not meet"),
                                    ("other_support", "Other support is in place"),
                                    ("moved", "The family moved away"),
                                    ("proceedings", "Proceedings were issued"),
                                    ("other", "Something else"),
                                ],
                                default="",
                                max_length=20,
                            ),
                        ),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        ("ended_why", models.TextField(blank=True, max_length=1000)),
                        (
                            "ended_told",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="who was told"
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("version", models.PositiveIntegerField(default=1)),
                        (
                            "allocated_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "coordinator",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "created_by",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "ended_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="cases.case",
                            ),
                        ),
                        (
                            "previous_case",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="cases.case",
                            ),
                        ),
                        (
                            "referring_team",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="accounts.team",
                            ),
                        ),
                        (
                            "team",
                            models.ForeignKey(
                                db_constraint=False,
                                limit_choices_to={"kind": "service"},
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="accounts.team",
                            ),
                        ),
                        (
                            "where_things_are_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="CompartmentMember",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "compartment",
                            models.CharField(
                                choices=[
                                    ("open", "Everyone on the case"),
                                    ("harmed", "Person harmed"),
                                    ("harming", "Person who harmed"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sides",
                                to="cases.case",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="CompartmentMemberEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "compartment",
                            models.CharField(
                                choices=[
                                    ("open", "Everyone on the case"),
                                    ("harmed", "Person harmed"),
                                    ("harming", "Person who harmed"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="cases.case",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="cases.compartmentmember",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Consent",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "compartment",
                            models.CharField(
                                choices=[
                                    ("open", "Everyone on the case"),
                                    ("harmed", "Person harmed"),
                                    ("harming", "Person who harmed"),
                                ],
                                default="open",
                                max_length=10,
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("contact", "May we contact you about this"),
                                    ("go_ahead", "We go ahead"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "capacity",
                            models.CharField(
                                choices=[
                                    ("responsibility", "Person with parental responsibility"),
                                    ("child", "The child"),
                                    ("young_person", "Young person of 16 or 17"),
                                    ("authority", "Authority that shares parental responsibility"),
                                    ("father_without", "Father without parental responsibility"),
                                    ("adult", "Adult for themselves"),
                                ],
                                max_length=15,
                            ),
                        ),
                        (
                            "answer",
                            models.CharField(
                                choices=[
                                    ("yes", "Yes"),
                                    ("no", "No"),
                                    ("too_young", "Too young to be asked"),
                                    ("unborn", "Not asked: not yet born"),
                                    ("withdrawn", "Withdrawn"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "method",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("in_person", "In person"),
                                    ("phone", "By phone"),
                                    ("writing", "In writing"),
                                    ("other", "Another way"),
                                ],
                                default="",
                                max_length=10,
                            ),
                        ),
                        ("scope", models.CharField(blank=True, max_length=300)),
                        (
                            "why",
                            models.CharField(
                                blank=True,
                                help_text="Why too young, or the manager's decision",
                                max_length=300,
                            ),
                        ),
                        ("given_on", models.DateField()),
                        ("recorded_at", models.DateTimeField(auto_now_add=True)),
                        ("superseded_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="consents",
                                to="cases.case",
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["recorded_at", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="ContactPoint",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "public_id",
                            models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
                        ),
                        (
                            "channel",
                            models.CharField(
                                choices=[
                                    ("mobile", "Mobile phone"),
                                    ("phone", "Other phone"),
                                    ("email", "Email"),
                                    ("address", "Address"),
                                    ("other", "Another way"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "label",
                            models.CharField(
                                blank=True, help_text="Such as home, work or nan's", max_length=60
                            ),
                        ),
                        ("_value", restorative.fields.EncryptedTextField(db_column="value")),
                        (
                            "value_hash",
                            models.CharField(
                                blank=True, db_index=True, editable=False, max_length=64
                            ),
                        ),
                        (
                            "postcode_hash",
                            models.CharField(
                                blank=True, db_index=True, editable=False, max_length=64
                            ),
                        ),
                        ("is_confidential", models.BooleanField(default=False)),
                        (
                            "may_text",
                            models.CharField(
                                blank=True,
                                choices=[("", "Not confirmed"), ("yes", "Yes"), ("no", "No")],
                                default="",
                                max_length=3,
                            ),
                        ),
                        (
                            "may_ring",
                            models.CharField(
                                blank=True,
                                choices=[("", "Not confirmed"), ("yes", "Yes"), ("no", "No")],
                                default="",
                                max_length=3,
                            ),
                        ),
                        (
                            "may_leave_message",
                            models.CharField(
                                blank=True,
                                choices=[("", "Not confirmed"), ("yes", "Yes"), ("no", "No")],
                                default="",
                                max_length=3,
                            ),
                        ),
                        (
                            "may_write",
                            models.CharField(
                                blank=True,
                                choices=[("", "Not confirmed"), ("yes", "Yes"), ("no", "No")],
                                default="",
                                max_length=3,
                            ),
                        ),
                        ("safe_from", models.TimeField(blank=True, null=True)),
                        ("safe_until", models.TimeField(blank=True, null=True)),
                        (
                            "safe_note",
                            models.CharField(
                                blank=True,
                                help_text="Days, or what to say you are ringing about",
                                max_length=300,
                            ),
                        ),
                        (
                            "used_by_others",
                            models.CharField(
                                blank=True, max_length=200, verbose_name="who else uses or sees it"
                            ),
                        ),
                        (
                            "confirmed_on",
                            models.DateField(blank=True, null=True, verbose_name="last confirmed"),
                        ),
                        ("recorded_at", models.DateTimeField(auto_now_add=True)),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        ("version", models.PositiveIntegerField(default=1)),
                        (
                            "confirmed_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["channel", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Draft",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "public_id",
                            models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
                        ),
                        ("form", models.CharField(max_length=60)),
                        ("subject", models.CharField(blank=True, max_length=80)),
                        ("title", models.CharField(max_length=120)),
                        ("url", models.CharField(max_length=300)),
                        ("data", restorative.fields.EncryptedTextField()),
                        ("saved_at", models.DateTimeField(auto_now=True)),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="drafts",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-saved_at"],
                    },
                ),
                migrations.CreateModel(
                    name="EarlierSummary",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("text", models.TextField(max_length=1500)),
                        ("written_at", models.DateTimeField(null=True)),
                        ("replaced_at", models.DateTimeField()),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="earlier_summaries",
                                to="cases.case",
                            ),
                        ),
                        (
                            "replaced_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "written_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-replaced_at", "-pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Event",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("at", models.DateTimeField()),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("referral_sent", "Referral sent"),
                                    ("information_asked", "More information asked for"),
                                    ("information_given", "Information given"),
                                    ("referral_accepted", "Referral accepted"),
                                    ("referral_declined", "Referral not accepted"),
                                    ("referral_redirected", "Referral redirected"),
                                    ("coordinator_allocated", "Coordinator allocated"),
                                    ("coordinator_changed", "Coordinator changed"),
                                    ("worker_allocated", "Social worker allocated"),
                                    ("case_held", "Put on hold"),
                                    ("case_resumed", "Taken up again"),
                                    ("case_withdrawn", "Withdrawn"),
                                    ("case_not_viable", "Not viable"),
                                    ("case_closed", "Case closed"),
                                    ("case_referred_again", "Referred again"),
                                    ("summary_written", "Where things are now, updated"),
                                    ("case_changed", "Case details changed"),
                                    ("case_restricted", "Case restricted"),
                                    ("restriction_lifted", "Restriction lifted"),
                                    ("access_granted", "Added to the access list"),
                                    ("access_ended", "Taken off the access list"),
                                    ("colleague_excluded", "Colleague excluded"),
                                    ("exclusion_ended", "Exclusion ended"),
                                    ("glass_broken", "Emergency access"),
                                    ("glass_reviewed", "Emergency access reviewed"),
                                    ("child_added", "Child added"),
                                    ("child_changed", "Child's details on the case changed"),
                                    ("child_left", "Child no longer part of the case"),
                                    ("person_added", "Person added to the network"),
                                    ("person_left", "Person no longer in the network"),
                                    ("person_changed", "Person's details changed"),
                                    ("relationship_told", "Relationship recorded"),
                                    ("relationship_ended", "Relationship ended"),
                                    ("responsibility_recorded", "Parental responsibility recorded"),
                                    ("contact_recorded", "Way of contact recorded"),
                                    ("contact_ended", "Way of contact no longer in use"),
                                    ("contact_revealed", "Confidential contact revealed"),
                                    ("keep_apart_recorded", "Arrangement to keep people apart"),
                                    ("keep_apart_ended", "Arrangement to keep people apart ended"),
                                    ("consent_recorded", "Consent recorded"),
                                    ("offer_recorded", "Offer before proceedings recorded"),
                                    ("offer_changed", "Offer before proceedings updated"),
                                    ("note_written", "Case note"),
                                    ("note_corrected", "Case note corrected"),
                                    ("note_shared", "Case note shared"),
                                    ("fact_recorded", "Fact recorded"),
                                    ("task_added", "Task added"),
                                    ("task_done", "Task done"),
                                    ("alert_raised", "Safeguarding alert"),
                                    ("alert_followed_up", "Safeguarding alert followed up"),
                                    ("meeting_opened", "Meeting opened"),
                                    ("meeting_dated", "Meeting date set"),
                                    ("meeting_moved", "Meeting moved on"),
                                    ("handed_over", "Work handed over"),
                                ],
                                max_length=30,
                            ),
                        ),
                        ("case_id", models.BigIntegerField(null=True)),
                        (
                            "compartment",
                            models.CharField(
                                choices=[
                                    ("open", "Everyone on the case"),
                                    ("harmed", "Person harmed"),
                                    ("harming", "Person who harmed"),
                                ],
                                default="open",
                                max_length=10,
                            ),
                        ),
                        (
                            "audience",
                            models.CharField(
                                choices=[
                                    ("case", "Everyone on the case"),
                                    ("service", "Coordinators and managers of the service"),
                                ],
                                default="case",
                                max_length=10,
                            ),
                        ),
                        ("actor_id", models.BigIntegerField(null=True)),
                        ("actor_name", models.CharField(blank=True, max_length=201)),
                        ("subject_type", models.CharField(blank=True, max_length=40)),
                        ("subject_id", models.BigIntegerField(null=True)),
                        (
                            "child_ids",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.BigIntegerField(), default=list, size=None
                            ),
                        ),
                        ("from_value", models.CharField(blank=True, max_length=300)),
                        ("to_value", models.CharField(blank=True, max_length=300)),
                        ("why", models.TextField(blank=True)),
                    ],
                    options={
                        "ordering": ["-at", "-pk"],
                        "indexes": [
                            models.Index(
                                fields=["case_id", "-at", "-id"], name="event_case_newest"
                            ),
                            models.Index(fields=["kind", "-at"], name="event_kind"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Exclusion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "ground",
                            models.CharField(
                                choices=[
                                    ("related", "Related to the family"),
                                    ("known", "Knows the family privately"),
                                    ("complaint", "Subject of a complaint or concern"),
                                    ("other", "Another ground"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("reason", models.CharField(blank=True, max_length=500)),
                        ("recorded_at", models.DateTimeField(auto_now_add=True)),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="exclusions",
                                to="cases.case",
                            ),
                        ),
                        (
                            "ended_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="ExclusionEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "ground",
                            models.CharField(
                                choices=[
                                    ("related", "Related to the family"),
                                    ("known", "Knows the family privately"),
                                    ("complaint", "Subject of a complaint or concern"),
                                    ("other", "Another ground"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("reason", models.CharField(blank=True, max_length=500)),
                        ("recorded_at", models.DateTimeField(auto_now_add=True)),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "case",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="cases.case",
                            ),
                        ),
                        (
                            "ended_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="cases.exclusion",
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Fact",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "compartment",
                            models.CharField(
                                choices=[
                                    ("open", "Everyone on the case"),
                                    ("harmed", "Person harmed"),
                                    ("harming", "Person who harmed"),
                                ],
                                default="open",
                                max_length=10,
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("legal_status", "Legal status"),
                                    ("living_with", "Living with"),
                                    ("score", "Score"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("scale", models.CharField(blank=True, max_length=60)),
                        ("value", models.CharField(blank=True, max_length=200)),
                        (
                            "unknown_because",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", "Known"),
                                    ("not_known", "Not known"),
                                    ("not_asked", "Not asked"),
                                    ("not_applicable", "Not applicable"),
                                ],
                                default="",
                                max_length=15,
                            ),
                        ),
                        ("as_at", models.DateField()),
                        ("source", models.CharField(max_length=200)),
                        ("recorded_at", models.DateTimeField(auto_now_add=True)),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="facts",
                                to="cases.case",
                            ),
                        ),
                        (
                            "corrects",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.RESTRICT,
                                related_name="superseded_by",
                                to="cases.fact",
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-as_at", "-pk"],
                    },
                ),
                migrations.CreateModel(
                    name="InformationRequest",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "public_id",
                            models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
                        ),
                        ("question", models.TextField(max_length=1000)),
                        ("asked_at", models.DateTimeField()),
                        ("answer", models.TextField(blank=True, max_length=2000)),
                        ("answered_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "answered_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "asked_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["asked_at", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="KeepApart",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "public_id",
                            models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("must_not_meet", "Must not meet"),
                                    (
                                        "separate_arrival",
                                        "May attend together, arriving separately",
                                    ),
                                    ("not_invited", "The first is not invited where the second is"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("reason", models.TextField(max_length=1000)),
                        (
                            "source",
                            models.CharField(
                                choices=[
                                    ("order", "Court order"),
                                    ("bail", "Bail or licence condition"),
                                    ("assessment", "Risk assessment"),
                                    ("request", "Asked for by one of them"),
                                    ("other", "Another source"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("source_detail", models.CharField(blank=True, max_length=200)),
                        ("source_ends_on", models.DateField(blank=True, null=True)),
                        ("heard_another_way", models.CharField(blank=True, max_length=200)),
                        ("review_on", models.DateField()),
                        (
                            "audience",
                            models.CharField(
                                choices=[
                                    ("service", "Coordinators and managers of the service"),
                                    ("case", "Everyone working on the case"),
                                ],
                                default="service",
                                max_length=10,
                            ),
                        ),
                        ("decided_by", models.CharField(blank=True, max_length=150)),
                        ("recorded_at", models.DateTimeField(auto_now_add=True)),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        ("ended_why", models.CharField(blank=True, max_length=300)),
                        ("version", models.PositiveIntegerField(default=1)),
                        (
                            "ended_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="NameWord",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("word", models.CharField(max_length=100, unique=True)),
                        (
                            "slips",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=30),
                                default=list,
                                help_text="See cases.names.slips_of",
                                size=None,
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            django.contrib.postgres.indexes.GinIndex(
                                fields=["word"], name="name_word_trgm", opclasses=["gin_trgm_ops"]
                            ),
                            django.contrib.postgres.indexes.GinIndex(
                                fields=["slips"], name="name_word_slips"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="NetworkMember",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "compartment",
                            models.CharField(
                                choices=[
                                    ("open", "Everyone on the case"),
                                    ("harmed", "Person harmed"),
                                    ("harming", "Person who harmed"),
                                ],
                                default="open",
                                max_length=10,
                            ),
                        ),
                        (
                            "part",
                            models.CharField(
                                choices=[
                                    ("family", "Family"),
                                    ("friend", "Friend, neighbour or community"),
                                    ("professional", "Professional"),
                                ],
                                default="family",
                                max_length=12,
                            ),
                        ),
                        (
                            "side",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", "Not known"),
                                    ("mother", "Mother's side"),
                                    ("father", "Father's side"),
                                    ("both", "Both sides"),
                                    ("neither", "Neither side"),
                                ],
                                default="",
                                max_length=10,
                            ),
                        ),
                        ("suggested_by", models.CharField(blank=True, max_length=100)),
                        ("added_at", models.DateTimeField(auto_now_add=True)),
                        ("left_at", models.DateTimeField(blank=True, null=True)),
                        ("left_why", models.CharField(blank=True, max_length=200)),
                        (
                            "added_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="network",
                                to="cases.case",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Note",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "public_id",
                            models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
                        ),
                        (
                            "compartment",
                            models.CharField(
                                choices=[
                                    ("open", "Everyone on the case"),
                                    ("harmed", "Person harmed"),
                                    ("harming", "Person who harmed"),
                                ],
                                default="open",
                                max_length=10,
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("visit", "Visit"),
                                    ("call", "Phone call"),
                                    ("meeting", "Meeting"),
                                    ("message", "Letter, text or email"),
                                    ("decision", "Decision"),
                                    ("other", "Something else"),
                                ],
                                default="other",
                                max_length=10,
                            ),
                        ),
                        ("happened_on", models.DateField()),
                        ("text", models.TextField(max_length=10000, verbose_name="what happened")),
                        (
                            "child_voice",
                            models.TextField(
                                blank=True,
                                max_length=5000,
                                verbose_name="what the child said or showed",
                            ),
                        ),
                        ("is_significant", models.BooleanField(default=False)),
                        (
                            "audience",
                            models.CharField(
                                choices=[
                                    ("case", "Everyone working on the case"),
                                    ("coordinator", "The coordinator only"),
                                ],
                                default="case",
                                max_length=12,
                            ),
                        ),
                        ("minutes", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("written_at", models.DateTimeField(auto_now_add=True)),
                        ("version", models.PositiveIntegerField(default=1)),
                        (
                            "author",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="notes",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="notes",
                                to="cases.case",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-happened_on", "-pk"],
                    },
                ),
                migrations.CreateModel(
                    name="NoteChild",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "child",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="notes",
                                to="cases.casechild",
                            ),
                        ),
                        (
                            "note",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="about",
                                to="cases.note",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="NoteChildEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "child",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="cases.casechild",
                            ),
                        ),
                        (
                            "note",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="cases.note",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="cases.notechild",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="NoteCorrection",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField()),
                        ("text_before", models.TextField()),
                        ("child_voice_before", models.TextField(blank=True)),
                        (
                            "kind_before",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("visit", "Visit"),
                                    ("call", "Phone call"),
                                    ("meeting", "Meeting"),
                                    ("message", "Letter, text or email"),
                                    ("decision", "Decision"),
                                    ("other", "Something else"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("happened_on_before", models.DateField(blank=True, null=True)),
                        ("is_significant_before", models.BooleanField(blank=True, null=True)),
                        (
                            "children_before",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.BigIntegerField(),
                                blank=True,
                                default=list,
                                size=None,
                            ),
                        ),
                        (
                            "audience_before",
                            models.CharField(
                                choices=[
                                    ("case", "Everyone working on the case"),
                                    ("coordinator", "The coordinator only"),
                                ],
                                default="coordinator",
                                max_length=12,
                            ),
                        ),
                        ("why", models.CharField(max_length=300)),
                        ("corrected_at", models.DateTimeField(auto_now_add=True)),
                        (
                            "corrected_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "note",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="corrections",
                                to="cases.note",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["number"],
                    },
                ),
                migrations.CreateModel(
                    name="NoteCorrectionEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("number", models.PositiveSmallIntegerField()),
                        ("text_before", models.TextField()),
                        ("child_voice_before", models.TextField(blank=True)),
                        (
                            "kind_before",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("visit", "Visit"),
                                    ("call", "Phone call"),
                                    ("meeting", "Meeting"),
                                    ("message", "Letter, text or email"),
                                    ("decision", "Decision"),
                                    ("other", "Something else"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("happened_on_before", models.DateField(blank=True, null=True)),
                        ("is_significant_before", models.BooleanField(blank=True, null=True)),
                        (
                            "children_before",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.BigIntegerField(),
                                blank=True,
                                default=list,
                                size=None,
                            ),
                        ),
                        (
                            "audience_before",
                            models.CharField(
                                choices=[
                                    ("case", "Everyone working on the case"),
                                    ("coordinator", "The coordinator only"),
                                ],
                                default="coordinator",
                                max_length=12,
                            ),
                        ),
                        ("why", models.CharField(max_length=300)),
                        ("corrected_at", models.DateTimeField(auto_now_add=True)),
                        (
                            "corrected_by",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "note",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="cases.note",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="cases.notecorrection",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="NoteEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                        (
                            "compartment",
                            models.CharField(
                                choices=[
                                    ("open", "Everyone on the case"),
                                    ("harmed", "Person harmed"),
                                    ("harming", "Person who harmed"),
                                ],
                                default="open",
                                max_length=10,
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("visit", "Visit"),
                                    ("call", "Phone call"),
                                    ("meeting", "Meeting"),
                                    ("message", "Letter, text or email"),
                                    ("decision", "Decision"),
                                    ("other", "Something else"),
                                ],
                                default="other",
                                max_length=10,
                            ),
                        ),
                        ("happened_on", models.DateField()),
                        ("text", models.TextField(max_length=10000, verbose_name="what happened")),
                        (
                            "child_voice",
                            models.TextField(
                                blank=True,
                                max_length=5000,
                                verbose_name="what the child said or showed",
                            ),
                        ),
                        ("is_significant", models.BooleanField(default=False)),
                        (
                            "audience",
                            models.CharField(
                                choices=[
                                    ("case", "Everyone working on the case"),
                                    ("coordinator", "The coordinator only"),
                                ],
                                default="case",
                                max_length=12,
                            ),
                        ),
                        ("minutes", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("written_at", models.DateTimeField(auto_now_add=True)),
                        ("version", models.PositiveIntegerField(default=1)),
                        (
                            "author",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="cases.case",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="cases.note",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Offer",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "public_id",
                            models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
                        ),
                        (
                            "letter_on",
                            models.DateField(verbose_name="date of the letter before proceedings"),
                        ),
                        (
                            "made",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", "Not recorded"),
                                    ("yes", "Offer made"),
                                    ("no", "Offer not made"),
                                ],
                                default="",
                                max_length=3,
                            ),
                        ),
                        ("made_on", models.DateField(blank=True, null=True)),
                        ("not_made_reason", models.TextField(blank=True, max_length=1000)),
                        ("not_made_decided_by", models.CharField(blank=True, max_length=150)),
                        ("not_made_decided_on", models.DateField(blank=True, null=True)),
                        (
                            "application_on",
                            models.DateField(
                                blank=True, null=True, verbose_name="date of application to court"
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("version", models.PositiveIntegerField(default=1)),
                        (
                            "case",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="offers",
                                to="cases.case",
                            ),
                        ),
                        (
                            "created_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "team",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="offers",
                                to="accounts.team",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-letter_on", "-pk"],
                    },
                ),
                migrations.CreateModel(
                    name="OfferChild",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("applies", models.BooleanField(default=True)),
                        ("why_not", models.CharField(blank=True, max_length=200)),
                        (
                            "offer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="children",
                                to="cases.offer",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="OfferEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                        (
                            "letter_on",
                            models.DateField(verbose_name="date of the letter before proceedings"),
                        ),
                        (
                            "made",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", "Not recorded"),
                                    ("yes", "Offer made"),
                                    ("no", "Offer not made"),
                                ],
                                default="",
                                max_length=3,
                            ),
                        ),
                        ("made_on", models.DateField(blank=True, null=True)),
                        ("not_made_reason", models.TextField(blank=True, max_length=1000)),
                        ("not_made_decided_by", models.CharField(blank=True, max_length=150)),
                        ("not_made_decided_on", models.DateField(blank=True, null=True)),
                        (
                            "application_on",
                            models.DateField(
                                blank=True, null=True, verbose_name="date of application to court"
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("version", models.PositiveIntegerField(default=1)),
                        (
                            "case",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="cases.case",
                            ),
                        ),
                        (
                            "created_by",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="cases.offer",
                            ),
                        ),
                        (
                            "team",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="accounts.team",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="OfferReply",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "reply",
                            models.CharField(
                                choices=[
                                    ("unanswered", "Not answered yet"),
                                    ("accepted", "Accepted"),
                                    ("declined", "Declined"),
                                ],
                                default="unanswered",
                                max_length=12,
                            ),
                        ),
                        ("replied_on", models.DateField(blank=True, null=True)),
                        ("note", models.CharField(blank=True, max_length=300)),
                        (
                            "offer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="replies",
                                to="cases.offer",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="ParentalResponsibility",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "authority",
                            models.CharField(
                                blank=True,
                                help_text="A council that holds it by court order",
                                max_length=150,
                            ),
                        ),
                        (
                            "holds",
                            models.CharField(
                                choices=[("yes", "Yes"), ("no", "No"), ("not_known", "Not known")],
                                max_length=10,
                            ),
                        ),
                        ("since", models.DateField(blank=True, null=True)),
                        (
                            "how_known",
                            models.CharField(
                                choices=[
                                    ("birth_certificate", "Birth certificate seen"),
                                    ("court_order", "Court order seen"),
                                    ("agreement", "Parental responsibility agreement seen"),
                                    ("marriage", "Married to the mother"),
                                    ("adoption", "Adoption"),
                                    ("care_order", "Care order: shared with the authority"),
                                    ("told", "Told by somebody, not checked"),
                                    ("not_known", "Not known"),
                                ],
                                default="not_known",
                                max_length=20,
                            ),
                        ),
                        ("detail", models.CharField(blank=True, max_length=300)),
                        ("recorded_at", models.DateTimeField(auto_now_add=True)),
                        ("superseded_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Person",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "public_id",
                            models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
                        ),
                        ("first_name", models.CharField(blank=True, max_length=100)),
                        ("middle_names", models.CharField(blank=True, max_length=150)),
                        (
                            "last_name",
                            models.CharField(
                                blank=True, max_length=100, verbose_name="family name"
                            ),
                        ),
                        (
                            "known_as",
                            models.CharField(
                                blank=True, max_length=100, verbose_name="likes to be called"
                            ),
                        ),
                        (
                            "other_names",
                            models.CharField(
                                blank=True,
                                help_text="Earlier or other names, with commas between them",
                                max_length=300,
                            ),
                        ),
                        ("date_of_birth", models.DateField(blank=True, null=True)),
                        ("birth_is_estimated", models.BooleanField(default=False)),
                        (
                            "expected_on",
                            models.DateField(
                                blank=True, null=True, verbose_name="expected date of birth"
                            ),
                        ),
                        ("died_on", models.DateField(blank=True, null=True)),
                        (
                            "gender",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", "Not known"),
                                    ("female", "Female"),
                                    ("male", "Male"),
                                    ("another", "Another"),
                                ],
                                default="",
                                max_length=10,
                            ),
                        ),
                        ("pronouns", models.CharField(blank=True, max_length=40)),
                        (
                            "language",
                            models.CharField(
                                blank=True, max_length=60, verbose_name="first language"
                            ),
                        ),
                        (
                            "interpreter",
                            models.CharField(
                                choices=[
                                    ("not_asked", "Not asked"),
                                    ("given", "Answered"),
                                    ("none", "None"),
                                    ("not_known", "Not known"),
                                    ("declined", "Preferred not to say"),
                                ],
                                default="not_asked",
                                max_length=12,
                            ),
                        ),
                        ("interpreter_language", models.CharField(blank=True, max_length=60)),
                        (
                            "access",
                            models.CharField(
                                choices=[
                                    ("not_asked", "Not asked"),
                                    ("given", "Answered"),
                                    ("none", "None"),
                                    ("not_known", "Not known"),
                                    ("declined", "Preferred not to say"),
                                ],
                                default="not_asked",
                                max_length=12,
                            ),
                        ),
                        ("access_needs", models.CharField(blank=True, max_length=500)),
                        (
                            "culture_answer",
                            models.CharField(
                                choices=[
                                    ("not_asked", "Not asked"),
                                    ("given", "Answered"),
                                    ("none", "None"),
                                    ("not_known", "Not known"),
                                    ("declined", "Preferred not to say"),
                                ],
                                default="not_asked",
                                max_length=12,
                            ),
                        ),
                        ("culture", models.CharField(blank=True, max_length=200)),
                        (
                            "faith_answer",
                            models.CharField(
                                choices=[
                                    ("not_asked", "Not asked"),
                                    ("given", "Answered"),
                                    ("none", "None"),
                                    ("not_known", "Not known"),
                                    ("declined", "Preferred not to say"),
                                ],
                                default="not_asked",
                                max_length=12,
                            ),
                        ),
                        ("faith", models.CharField(blank=True, max_length=200)),
                        (
                            "ethnicity_answer",
                            models.CharField(
                                choices=[
                                    ("not_asked", "Not asked"),
                                    ("given", "Answered"),
                                    ("none", "None"),
                                    ("not_known", "Not known"),
                                    ("declined", "Preferred not to say"),
                                ],
                                default="not_asked",
                                max_length=12,
                            ),
                        ),
                        ("ethnicity", models.CharField(blank=True, max_length=100)),
                        (
                            "job_title",
                            models.CharField(blank=True, max_length=100, verbose_name="job"),
                        ),
                        ("organisation", models.CharField(blank=True, max_length=150)),
                        ("search_text", models.TextField(blank=True, editable=False)),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("version", models.PositiveIntegerField(default=1)),
                        (
                            "created_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["last_name", "first_name", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="ParentalResponsibilityEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "authority",
                            models.CharField(
                                blank=True,
                                help_text="A council that holds it by court order",
                                max_length=150,
                            ),
                        ),
                        (
                            "holds",
                            models.CharField(
                                choices=[("yes", "Yes"), ("no", "No"), ("not_known", "Not known")],
                                max_length=10,
                            ),
                        ),
                        ("since", models.DateField(blank=True, null=True)),
                        (
                            "how_known",
                            models.CharField(
                                choices=[
                                    ("birth_certificate", "Birth certificate seen"),
                                    ("court_order", "Court order seen"),
                                    ("agreement", "Parental responsibility agreement seen"),
                                    ("marriage", "Married to the mother"),
                                    ("adoption", "Adoption"),
                                    ("care_order", "Care order: shared with the authority"),
                                    ("told", "Told by somebody, not checked"),
                                    ("not_known", "Not known"),
                                ],
                                default="not_known",
                                max_length=20,
                            ),
                        ),
                        ("detail", models.CharField(blank=True, max_length=300)),
                        ("recorded_at", models.DateTimeField(auto_now_add=True)),
                        ("superseded_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="cases.parentalresponsibility",
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "child",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="cases.person",
                            ),
                        ),
                        (
                            "holder",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="cases.person",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.AddField(
                    model_name="parentalresponsibility",
                    name="child",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="responsibility_held_by",
                        to="cases.person",
                    ),
                ),
                migrations.AddField(
                    model_name="parentalresponsibility",
                    name="holder",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="responsibility_for",
                        to="cases.person",
                    ),
                ),
                migrations.CreateModel(
                    name="OfferReplyEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "reply",
                            models.CharField(
                                choices=[
                                    ("unanswered", "Not answered yet"),
                                    ("accepted", "Accepted"),
                                    ("declined", "Declined"),
                                ],
                                default="unanswered",
                                max_length=12,
                            ),
                        ),
                        ("replied_on", models.DateField(blank=True, null=True)),
                        ("note", models.CharField(blank=True, max_length=300)),
                        (
                            "offer",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="cases.offer",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="cases.offerreply",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="cases.person",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.AddField(
                    model_name="offerreply",
                    name="person",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="offer_replies",
                        to="cases.person",
                    ),
                ),
                migrations.CreateModel(
                    name="OfferChildEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("applies", models.BooleanField(default=True)),
                        ("why_not", models.CharField(blank=True, max_length=200)),
                        (
                            "offer",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="cases.offer",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="cases.offerchild",
                            ),
                        ),
                        (
                            "child",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="cases.person",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.AddField(
                    model_name="offerchild",
                    name="child",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="offers",
                        to="cases.person",
                    ),
                ),
                migrations.CreateModel(
                    name="NetworkMemberEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "compartment",
                            models.CharField(
                                choices=[
                                    ("open", "Everyone on the case"),
                                    ("harmed", "Person harmed"),
                                    ("harming", "Person who harmed"),
                                ],
                                default="open",
                                max_length=10,
                            ),
                        ),
                        (
                            "part",
                            models.CharField(
                                choices=[
                                    ("family", "Family"),
                                    ("friend", "Friend, neighbour or community"),
                                    ("professional", "Professional"),
                                ],
                                default="family",
                                max_length=12,
                            ),
                        ),
                        (
                            "side",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", "Not known"),
                                    ("mother", "Mother's side"),
                                    ("father", "Father's side"),
                                    ("both", "Both sides"),
                                    ("neither", "Neither side"),
                                ],
                                default="",
                                max_length=10,
                            ),
                        ),
                        ("suggested_by", models.CharField(blank=True, max_length=100)),
                        ("added_at", models.DateTimeField(auto_now_add=True)),
                        ("left_at", models.DateTimeField(blank=True, null=True)),
                        ("left_why", models.CharField(blank=True, max_length=200)),
                        (
                            "added_by",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="cases.case",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="cases.networkmember",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="cases.person",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.AddField(
                    model_name="networkmember",
                    name="person",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="networks",
                        to="cases.person",
                    ),
                ),
                migrations.CreateModel(
                    name="LookAlike",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("told_at", models.DateTimeField(auto_now_add=True)),
                        (
                            "entered",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="cases.person",
                            ),
                        ),
                        (
                            "resembles",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="cases.person",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="KeepApartEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("must_not_meet", "Must not meet"),
                                    (
                                        "separate_arrival",
                                        "May attend together, arriving separately",
                                    ),
                                    ("not_invited", "The first is not invited where the second is"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("reason", models.TextField(max_length=1000)),
                        (
                            "source",
                            models.CharField(
                                choices=[
                                    ("order", "Court order"),
                                    ("bail", "Bail or licence condition"),
                                    ("assessment", "Risk assessment"),
                                    ("request", "Asked for by one of them"),
                                    ("other", "Another source"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("source_detail", models.CharField(blank=True, max_length=200)),
                        ("source_ends_on", models.DateField(blank=True, null=True)),
                        ("heard_another_way", models.CharField(blank=True, max_length=200)),
                        ("review_on", models.DateField()),
                        (
                            "audience",
                            models.CharField(
                                choices=[
                                    ("service", "Coordinators and managers of the service"),
                                    ("case", "Everyone working on the case"),
                                ],
                                default="service",
                                max_length=10,
                            ),
                        ),
                        ("decided_by", models.CharField(blank=True, max_length=150)),
                        ("recorded_at", models.DateTimeField(auto_now_add=True)),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        ("ended_why", models.CharField(blank=True, max_length=300)),
                        ("version", models.PositiveIntegerField(default=1)),
                        (
                            "ended_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="cases.keepapart",
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "first",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="cases.person",
                            ),
                        ),
                        (
                            "second",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="cases.person",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.AddField(
                    model_name="keepapart",
                    name="first",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.person",
                    ),
                ),
                migrations.AddField(
                    model_name="keepapart",
                    name="second",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.person",
                    ),
                ),
                migrations.CreateModel(
                    name="FactEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "compartment",
                            models.CharField(
                                choices=[
                                    ("open", "Everyone on the case"),
                                    ("harmed", "Person harmed"),
                                    ("harming", "Person who harmed"),
                                ],
                                default="open",
                                max_length=10,
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("legal_status", "Legal status"),
                                    ("living_with", "Living with"),
                                    ("score", "Score"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("scale", models.CharField(blank=True, max_length=60)),
                        ("value", models.CharField(blank=True, max_length=200)),
                        (
                            "unknown_because",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", "Known"),
                                    ("not_known", "Not known"),
                                    ("not_asked", "Not asked"),
                                    ("not_applicable", "Not applicable"),
                                ],
                                default="",
                                max_length=15,
                            ),
                        ),
                        ("as_at", models.DateField()),
                        ("source", models.CharField(max_length=200)),
                        ("recorded_at", models.DateTimeField(auto_now_add=True)),
                        (
                            "case",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="cases.case",
                            ),
                        ),
                        (
                            "corrects",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="cases.fact",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="cases.fact",
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="cases.person",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.AddField(
                    model_name="fact",
                    name="person",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="facts",
                        to="cases.person",
                    ),
                ),
                migrations.CreateModel(
                    name="ContactPointEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                        (
                            "channel",
                            models.CharField(
                                choices=[
                                    ("mobile", "Mobile phone"),
                                    ("phone", "Other phone"),
                                    ("email", "Email"),
                                    ("address", "Address"),
                                    ("other", "Another way"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "label",
                            models.CharField(
                                blank=True, help_text="Such as home, work or nan's", max_length=60
                            ),
                        ),
                        ("_value", restorative.fields.EncryptedTextField(db_column="value")),
                        ("value_hash", models.CharField(blank=True, editable=False, max_length=64)),
                        (
                            "postcode_hash",
                            models.CharField(blank=True, editable=False, max_length=64),
                        ),
                        ("is_confidential", models.BooleanField(default=False)),
                        (
                            "may_text",
                            models.CharField(
                                blank=True,
                                choices=[("", "Not confirmed"), ("yes", "Yes"), ("no", "No")],
                                default="",
                                max_length=3,
                            ),
                        ),
                        (
                            "may_ring",
                            models.CharField(
                                blank=True,
                                choices=[("", "Not confirmed"), ("yes", "Yes"), ("no", "No")],
                                default="",
                                max_length=3,
                            ),
                        ),
                        (
                            "may_leave_message",
                            models.CharField(
                                blank=True,
                                choices=[("", "Not confirmed"), ("yes", "Yes"), ("no", "No")],
                                default="",
                                max_length=3,
                            ),
                        ),
                        (
                            "may_write",
                            models.CharField(
                                blank=True,
                                choices=[("", "Not confirmed"), ("yes", "Yes"), ("no", "No")],
                                default="",
                                max_length=3,
                            ),
                        ),
                        ("safe_from", models.TimeField(blank=True, null=True)),
                        ("safe_until", models.TimeField(blank=True, null=True)),
                        (
                            "safe_note",
                            models.CharField(
                                blank=True,
                                help_text="Days, or what to say you are ringing about",
                                max_length=300,
                            ),
                        ),
                        (
                            "used_by_others",
                            models.CharField(
                                blank=True, max_length=200, verbose_name="who else uses or sees it"
                            ),
                        ),
                        (
                            "confirmed_on",
                            models.DateField(blank=True, null=True, verbose_name="last confirmed"),
                        ),
                        ("recorded_at", models.DateTimeField(auto_now_add=True)),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        ("version", models.PositiveIntegerField(default=1)),
                        (
                            "confirmed_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="cases.contactpoint",
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="cases.person",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.AddField(
                    model_name="contactpoint",
                    name="person",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contact_points",
                        to="cases.person",
                    ),
                ),
                migrations.CreateModel(
                    name="ConsentEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "compartment",
                            models.CharField(
                                choices=[
                                    ("open", "Everyone on the case"),
                                    ("harmed", "Person harmed"),
                                    ("harming", "Person who harmed"),
                                ],
                                default="open",
                                max_length=10,
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("contact", "May we contact you about this"),
                                    ("go_ahead", "We go ahead"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "capacity",
                            models.CharField(
                                choices=[
                                    ("responsibility", "Person with parental responsibility"),
                                    ("child", "The child"),
                                    ("young_person", "Young person of 16 or 17"),
                                    ("authority", "Authority that shares parental responsibility"),
                                    ("father_without", "Father without parental responsibility"),
                                    ("adult", "Adult for themselves"),
                                ],
                                max_length=15,
                            ),
                        ),
                        (
                            "answer",
                            models.CharField(
                                choices=[
                                    ("yes", "Yes"),
                                    ("no", "No"),
                                    ("too_young", "Too young to be asked"),
                                    ("unborn", "Not asked: not yet born"),
                                    ("withdrawn", "Withdrawn"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "method",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("in_person", "In person"),
                                    ("phone", "By phone"),
                                    ("writing", "In writing"),
                                    ("other", "Another way"),
                                ],
                                default="",
                                max_length=10,
                            ),
                        ),
                        ("scope", models.CharField(blank=True, max_length=300)),
                        (
                            "why",
                            models.CharField(
                                blank=True,
                                help_text="Why too young, or the manager's decision",
                                max_length=300,
                            ),
                        ),
                        ("given_on", models.DateField()),
                        ("recorded_at", models.DateTimeField(auto_now_add=True)),
                        ("superseded_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "case",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="cases.case",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="cases.consent",
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="cases.person",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.AddField(
                    model_name="consent",
                    name="person",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consents",
                        to="cases.person",
                    ),
                ),
                migrations.CreateModel(
                    name="CaseChildEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "compartment",
                            models.CharField(
                                choices=[
                                    ("open", "Everyone on the case"),
                                    ("harmed", "Person harmed"),
                                    ("harming", "Person who harmed"),
                                ],
                                default="open",
                                max_length=10,
                            ),
                        ),
                        (
                            "legal_status",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", "Not known"),
                                    ("none", "No social work involvement"),
                                    ("early_help", "Early help"),
                                    ("cin", "Child in need (section 17)"),
                                    ("s47", "Section 47 enquiry"),
                                    ("cp", "Child protection plan"),
                                    ("plo", "Pre-proceedings (PLO)"),
                                    ("proceedings", "Care proceedings"),
                                    ("s20", "In care by agreement (section 20)"),
                                    ("cla", "In care under an order"),
                                    ("care_leaver", "Care leaver"),
                                    ("adult", "Adult"),
                                ],
                                default="",
                                max_length=12,
                            ),
                        ),
                        (
                            "living_with",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", "Not known"),
                                    ("mother", "Mother"),
                                    ("father", "Father"),
                                    ("both", "Both parents"),
                                    ("maternal_family", "Mother's wider family"),
                                    ("paternal_family", "Father's wider family"),
                                    ("family_friend", "Friend of the family"),
                                    ("neighbour", "Neighbour"),
                                    ("foster_care", "Foster care"),
                                    ("residential", "Children's home"),
                                    ("semi_independent", "Semi-independent"),
                                    ("unborn", "Not yet born"),
                                    ("other", "Somewhere else"),
                                ],
                                default="",
                                max_length=20,
                            ),
                        ),
                        ("living_detail", models.CharField(blank=True, max_length=200)),
                        ("joined_on", models.DateField(default=django.utils.timezone.localdate)),
                        ("left_on", models.DateField(blank=True, null=True)),
                        ("left_why", models.CharField(blank=True, max_length=200)),
                        ("version", models.PositiveIntegerField(default=1)),
                        (
                            "case",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="cases.case",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="cases.casechild",
                            ),
                        ),
                        (
                            "social_worker",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="cases.person",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.AddField(
                    model_name="casechild",
                    name="person",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cases_about",
                        to="cases.person",
                    ),
                ),
                migrations.CreateModel(
                    name="PersonEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                        ("first_name", models.CharField(blank=True, max_length=100)),
                        ("middle_names", models.CharField(blank=True, max_length=150)),
                        (
                            "last_name",
                            models.CharField(
                                blank=True, max_length=100, verbose_name="family name"
                            ),
                        ),
                        (
                            "known_as",
                            models.CharField(
                                blank=True, max_length=100, verbose_name="likes to be called"
                            ),
                        ),
                        (
                            "other_names",
                            models.CharField(
                                blank=True,
                                help_text="Earlier or other names, with commas between them",
                                max_length=300,
                            ),
                        ),
                        ("date_of_birth", models.DateField(blank=True, null=True)),
                        ("birth_is_estimated", models.BooleanField(default=False)),
                        (
                            "expected_on",
                            models.DateField(
                                blank=True, null=True, verbose_name="expected date of birth"
                            ),
                        ),
                        ("died_on", models.DateField(blank=True, null=True)),
                        (
                            "gender",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", "Not known"),
                                    ("female", "Female"),
                                    ("male", "Male"),
                                    ("another", "Another"),
                                ],
                                default="",
                                max_length=10,
                            ),
                        ),
                        ("pronouns", models.CharField(blank=True, max_length=40)),
                        (
                            "language",
                            models.CharField(
                                blank=True, max_length=60, verbose_name="first language"
                            ),
                        ),
                        (
                            "interpreter",
                            models.CharField(
                                choices=[
                                    ("not_asked", "Not asked"),
                                    ("given", "Answered"),
                                    ("none", "None"),
                                    ("not_known", "Not known"),
                                    ("declined", "Preferred not to say"),
                                ],
                                default="not_asked",
                                max_length=12,
                            ),
                        ),
                        ("interpreter_language", models.CharField(blank=True, max_length=60)),
                        (
                            "access",
                            models.CharField(
                                choices=[
                                    ("not_asked", "Not asked"),
                                    ("given", "Answered"),
                                    ("none", "None"),
                                    ("not_known", "Not known"),
                                    ("declined", "Preferred not to say"),
                                ],
                                default="not_asked",
                                max_length=12,
                            ),
                        ),
                        ("access_needs", models.CharField(blank=True, max_length=500)),
                        (
                            "culture_answer",
                            models.CharField(
                                choices=[
                                    ("not_asked", "Not asked"),
                                    ("given", "Answered"),
                                    ("none", "None"),
                                    ("not_known", "Not known"),
                                    ("declined", "Preferred not to say"),
                                ],
                                default="not_asked",
                                max_length=12,
                            ),
                        ),
                        ("culture", models.CharField(blank=True, max_length=200)),
                        (
                            "faith_answer",
                            models.CharField(
                                choices=[
                                    ("not_asked", "Not asked"),
                                    ("given", "Answered"),
                                    ("none", "None"),
                                    ("not_known", "Not known"),
                                    ("declined", "Preferred not to say"),
                                ],
                                default="not_asked",
                                max_length=12,
                            ),
                        ),
                        ("faith", models.CharField(blank=True, max_length=200)),
                        (
                            "ethnicity_answer",
                            models.CharField(
                                choices=[
                                    ("not_asked", "Not asked"),
                                    ("given", "Answered"),
                                    ("none", "None"),
                                    ("not_known", "Not known"),
                                    ("declined", "Preferred not to say"),
                                ],
                                default="not_asked",
                                max_length=12,
                            ),
                        ),
                        ("ethnicity", models.CharField(blank=True, max_length=100)),
                        (
                            "job_title",
                            models.CharField(blank=True, max_length=100, verbose_name="job"),
                        ),
                        ("organisation", models.CharField(blank=True, max_length=150)),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("version", models.PositiveIntegerField(default=1)),
                        (
                            "created_by",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="cases.person",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="PersonNameWord",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="name_words",
                                to="cases.person",
                            ),
                        ),
                        (
                            "word",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="people",
                                to="cases.nameword",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Referral",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "reason",
                            models.TextField(blank=True, max_length=2000, verbose_name="why now"),
                        ),
                        (
                            "strengths",
                            models.TextField(
                                blank=True, max_length=2000, verbose_name="what is going well"
                            ),
                        ),
                        (
                            "worries",
                            models.TextField(
                                blank=True,
                                max_length=2000,
                                verbose_name="what people are worried about",
                            ),
                        ),
                        ("bottom_lines", models.TextField(blank=True, max_length=2000)),
                        (
                            "questions",
                            models.TextField(
                                blank=True, max_length=2000, verbose_name="questions for the family"
                            ),
                        ),
                        (
                            "urgency",
                            models.CharField(
                                choices=[
                                    ("ordinary", "Usual timescale"),
                                    ("soon", "Soon: a date or decision is coming"),
                                    ("urgent", "Urgent: within days"),
                                ],
                                default="ordinary",
                                max_length=10,
                            ),
                        ),
                        ("dates_to_avoid", models.CharField(blank=True, max_length=300)),
                        (
                            "coordinator_wishes",
                            models.CharField(
                                blank=True,
                                help_text="What the family would like of a coordinator: language, gender, background",
                                max_length=300,
                            ),
                        ),
                        (
                            "letter",
                            models.CharField(
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
                        (
                            "other_side",
                            models.CharField(
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
                        (
                            "safety",
                            models.TextField(
                                blank=True, max_length=2000, verbose_name="safety and risk"
                            ),
                        ),
                        ("safety_asked", models.BooleanField(default=False)),
                        (
                            "access",
                            models.TextField(
                                blank=True,
                                max_length=2000,
                                verbose_name="what would help people take part",
                            ),
                        ),
                        ("access_asked", models.BooleanField(default=False)),
                        (
                            "shared_without_consent",
                            models.TextField(
                                blank=True,
                                help_text="Why the referral is made although nobody agreed to be contacted",
                                max_length=1000,
                            ),
                        ),
                        (
                            "discussed_again",
                            models.CharField(
                                blank=True,
                                help_text="With whom a new referral within three months of closure was discussed",
                                max_length=300,
                            ),
                        ),
                        ("sent_at", models.DateTimeField(blank=True, null=True)),
                        ("decided_at", models.DateTimeField(blank=True, null=True)),
                        ("decision_reason", models.TextField(blank=True, max_length=1000)),
                        ("redirected_to", models.CharField(blank=True, max_length=150)),
                        ("version", models.PositiveIntegerField(default=1)),
                        (
                            "case",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="referral",
                                to="cases.case",
                            ),
                        ),
                        (
                            "decided_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "sent_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="InformationRequestEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                        ("question", models.TextField(max_length=1000)),
                        ("asked_at", models.DateTimeField()),
                        ("answer", models.TextField(blank=True, max_length=2000)),
                        ("answered_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "answered_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "asked_by",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="cases.informationrequest",
                            ),
                        ),
                        (
                            "referral",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="cases.referral",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.AddField(
                    model_name="informationrequest",
                    name="referral",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="requests",
                        to="cases.referral",
                    ),
                ),
                migrations.CreateModel(
                    name="Referrer",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("name", models.CharField(max_length=150)),
                        ("job_title", models.CharField(blank=True, max_length=100)),
                        ("organisation", models.CharField(blank=True, max_length=150)),
                        ("email", models.EmailField(blank=True, max_length=254)),
                        ("phone", models.CharField(blank=True, max_length=30)),
                        (
                            "user",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="referrer_contacts",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="ReferralEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "reason",
                            models.TextField(blank=True, max_length=2000, verbose_name="why now"),
                        ),
                        (
                            "strengths",
                            models.TextField(
                                blank=True, max_length=2000, verbose_name="what is going well"
                            ),
                        ),
                        (
                            "worries",
                            models.TextField(
                                blank=True,
                                max_length=2000,
                                verbose_name="what people are worried about",
                            ),
                        ),
                        ("bottom_lines", models.TextField(blank=True, max_length=2000)),
                        (
                            "questions",
                            models.TextField(
                                blank=True, max_length=2000, verbose_name="questions for the family"
                            ),
                        ),
                        (
                            "urgency",
                            models.CharField(
                                choices=[
                                    ("ordinary", "Usual timescale"),
                                    ("soon", "Soon: a date or decision is coming"),
                                    ("urgent", "Urgent: within days"),
                                ],
                                default="ordinary",
                                max_length=10,
                            ),
                        ),
                        ("dates_to_avoid", models.CharField(blank=True, max_length=300)),
                        (
                            "coordinator_wishes",
                            models.CharField(
                                blank=True,
                                help_text="What the family would like of a coordinator: language, gender, background",
                                max_length=300,
                            ),
                        ),
                        (
                            "letter",
                            models.CharField(
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
                        (
                            "other_side",
                            models.CharField(
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
                        (
                            "safety",
                            models.TextField(
                                blank=True, max_length=2000, verbose_name="safety and risk"
                            ),
                        ),
                        ("safety_asked", models.BooleanField(default=False)),
                        (
                            "access",
                            models.TextField(
                                blank=True,
                                max_length=2000,
                                verbose_name="what would help people take part",
                            ),
                        ),
                        ("access_asked", models.BooleanField(default=False)),
                        (
                            "shared_without_consent",
                            models.TextField(
                                blank=True,
                                help_text="Why the referral is made although nobody agreed to be contacted",
                                max_length=1000,
                            ),
                        ),
                        (
                            "discussed_again",
                            models.CharField(
                                blank=True,
                                help_text="With whom a new referral within three months of closure was discussed",
                                max_length=300,
                            ),
                        ),
                        ("sent_at", models.DateTimeField(blank=True, null=True)),
                        ("decided_at", models.DateTimeField(blank=True, null=True)),
                        ("decision_reason", models.TextField(blank=True, max_length=1000)),
                        ("redirected_to", models.CharField(blank=True, max_length=150)),
                        ("version", models.PositiveIntegerField(default=1)),
                        (
                            "case",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="cases.case",
                            ),
                        ),
                        (
                            "decided_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="cases.referral",
                            ),
                        ),
                        (
                            "sent_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "referrer",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="cases.referrer",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.AddField(
                    model_name="referral",
                    name="referrer",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="referrals",
                        to="cases.referrer",
                    ),
                ),
                migrations.CreateModel(
                    name="ReferrerEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("name", models.CharField(max_length=150)),
                        ("job_title", models.CharField(blank=True, max_length=100)),
                        ("organisation", models.CharField(blank=True, max_length=150)),
                        ("email", models.EmailField(blank=True, max_length=254)),
                        ("phone", models.CharField(blank=True, max_length=30)),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="cases.referrer",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Relationship",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "public_id",
                            models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("parent", "Parent"),
                                    ("adoptive_parent", "Adoptive parent"),
                                    ("step_parent", "Step-parent"),
                                    ("foster_carer", "Foster carer"),
                                    ("guardian", "Special guardian"),
                                    ("grandparent", "Grandparent"),
                                    ("great_grandparent", "Great-grandparent"),
                                    ("aunt_uncle", "Aunt or uncle"),
                                    ("godparent", "Godparent"),
                                    ("child", "Child"),
                                    ("adopted_child", "Adopted child"),
                                    ("step_child", "Stepchild"),
                                    ("foster_child", "Foster child"),
                                    ("ward", "Child under special guardianship"),
                                    ("grandchild", "Grandchild"),
                                    ("great_grandchild", "Great-grandchild"),
                                    ("niece_nephew", "Niece or nephew"),
                                    ("godchild", "Godchild"),
                                    ("sibling", "Brother or sister"),
                                    ("half_sibling", "Half-brother or half-sister"),
                                    ("step_sibling", "Stepbrother or stepsister"),
                                    ("cousin", "Cousin"),
                                    ("partner", "Partner"),
                                    ("former_partner", "Former partner"),
                                    ("other_relative", "Another relative"),
                                    ("friend", "Friend"),
                                    ("family_friend", "Friend of the family"),
                                    ("neighbour", "Neighbour"),
                                    ("community", "From the community or faith group"),
                                    ("professional", "Professional"),
                                    ("works_with", "Worked with by"),
                                    ("other", "Something else"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "detail",
                            models.CharField(
                                blank=True,
                                help_text="In the family's words, such as Nan or football coach",
                                max_length=100,
                            ),
                        ),
                        ("started_on", models.DateField(blank=True, null=True)),
                        ("ended_on", models.DateField(blank=True, null=True)),
                        ("is_carer", models.BooleanField(default=False)),
                        ("recorded_at", models.DateTimeField(auto_now_add=True)),
                        ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="relationships_from",
                                to="cases.person",
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "relative",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="relationships_to",
                                to="cases.person",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="RelationshipEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("parent", "Parent"),
                                    ("adoptive_parent", "Adoptive parent"),
                                    ("step_parent", "Step-parent"),
                                    ("foster_carer", "Foster carer"),
                                    ("guardian", "Special guardian"),
                                    ("grandparent", "Grandparent"),
                                    ("great_grandparent", "Great-grandparent"),
                                    ("aunt_uncle", "Aunt or uncle"),
                                    ("godparent", "Godparent"),
                                    ("child", "Child"),
                                    ("adopted_child", "Adopted child"),
                                    ("step_child", "Stepchild"),
                                    ("foster_child", "Foster child"),
                                    ("ward", "Child under special guardianship"),
                                    ("grandchild", "Grandchild"),
                                    ("great_grandchild", "Great-grandchild"),
                                    ("niece_nephew", "Niece or nephew"),
                                    ("godchild", "Godchild"),
                                    ("sibling", "Brother or sister"),
                                    ("half_sibling", "Half-brother or half-sister"),
                                    ("step_sibling", "Stepbrother or stepsister"),
                                    ("cousin", "Cousin"),
                                    ("partner", "Partner"),
                                    ("former_partner", "Former partner"),
                                    ("other_relative", "Another relative"),
                                    ("friend", "Friend"),
                                    ("family_friend", "Friend of the family"),
                                    ("neighbour", "Neighbour"),
                                    ("community", "From the community or faith group"),
                                    ("professional", "Professional"),
                                    ("works_with", "Worked with by"),
                                    ("other", "Something else"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "detail",
                            models.CharField(
                                blank=True,
                                help_text="In the family's words, such as Nan or football coach",
                                max_length=100,
                            ),
                        ),
                        ("started_on", models.DateField(blank=True, null=True)),
                        ("ended_on", models.DateField(blank=True, null=True)),
                        ("is_carer", models.BooleanField(default=False)),
                        ("recorded_at", models.DateTimeField(auto_now_add=True)),
                        ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "person",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="cases.person",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="cases.relationship",
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "relative",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="cases.person",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="SafeguardingAlert",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "public_id",
                            models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
                        ),
                        (
                            "compartment",
                            models.CharField(
                                choices=[
                                    ("open", "Everyone on the case"),
                                    ("harmed", "Person harmed"),
                                    ("harming", "Person who harmed"),
                                ],
                                default="open",
                                max_length=10,
                            ),
                        ),
                        (
                            "what",
                            models.TextField(
                                max_length=5000, verbose_name="what was disclosed or seen"
                            ),
                        ),
                        ("who_was_told", models.CharField(max_length=200)),
                        ("told_at", models.DateTimeField()),
                        ("is_shared_without_consent", models.BooleanField(default=False)),
                        ("sharing_reason", models.TextField(blank=True, max_length=1000)),
                        ("raised_at", models.DateTimeField(auto_now_add=True)),
                        ("followed_up_at", models.DateTimeField(blank=True, null=True)),
                        ("follow_up", models.TextField(blank=True, max_length=2000)),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="alerts",
                                to="cases.case",
                            ),
                        ),
                        (
                            "followed_up_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "raised_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-raised_at", "-pk"],
                    },
                ),
                migrations.CreateModel(
                    name="AlertChildEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="cases.alertchild",
                            ),
                        ),
                        (
                            "child",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="cases.casechild",
                            ),
                        ),
                        (
                            "alert",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="cases.safeguardingalert",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.AddField(
                    model_name="alertchild",
                    name="alert",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="about",
                        to="cases.safeguardingalert",
                    ),
                ),
                migrations.CreateModel(
                    name="SafeguardingAlertEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                        (
                            "compartment",
                            models.CharField(
                                choices=[
                                    ("open", "Everyone on the case"),
                                    ("harmed", "Person harmed"),
                                    ("harming", "Person who harmed"),
                                ],
                                default="open",
                                max_length=10,
                            ),
                        ),
                        (
                            "what",
                            models.TextField(
                                max_length=5000, verbose_name="what was disclosed or seen"
                            ),
                        ),
                        ("who_was_told", models.CharField(max_length=200)),
                        ("told_at", models.DateTimeField()),
                        ("is_shared_without_consent", models.BooleanField(default=False)),
                        ("sharing_reason", models.TextField(blank=True, max_length=1000)),
                        ("raised_at", models.DateTimeField(auto_now_add=True)),
                        ("followed_up_at", models.DateTimeField(blank=True, null=True)),
                        ("follow_up", models.TextField(blank=True, max_length=2000)),
                        (
                            "case",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="cases.case",
                            ),
                        ),
                        (
                            "followed_up_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="cases.safeguardingalert",
                            ),
                        ),
                        (
                            "raised_by",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Task",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "public_id",
                            models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("other", "Task"),
                                    ("decide", "Decide about a referral"),
                                    ("answer", "Answer a question about a referral"),
                                    ("allocate", "Allocate a coordinator"),
                                    ("first_contact", "Contact the referrer"),
                                    ("hold_review", "Look again at a case on hold"),
                                    ("look_alike", "Check a possible duplicate"),
                                    ("glass_review", "Review emergency access"),
                                    ("restriction_review", "Review a restriction"),
                                    ("alert", "Safeguarding alert"),
                                    ("offer_unanswered", "Chase an answer to an offer"),
                                    ("keep_apart_review", "Review who must be kept apart"),
                                ],
                                default="other",
                                max_length=20,
                            ),
                        ),
                        ("title", models.CharField(max_length=200)),
                        ("detail", models.TextField(blank=True, max_length=1000)),
                        ("due_on", models.DateField()),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("done_at", models.DateTimeField(blank=True, null=True)),
                        ("done_note", models.CharField(blank=True, max_length=300)),
                        ("cancelled_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "assigned_to",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="tasks",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="tasks",
                                to="cases.case",
                            ),
                        ),
                        (
                            "created_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "done_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "for_managers_of",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="tasks",
                                to="accounts.team",
                            ),
                        ),
                        (
                            "glass",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="tasks",
                                to="cases.breakglass",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["due_on", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="TaskEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("other", "Task"),
                                    ("decide", "Decide about a referral"),
                                    ("answer", "Answer a question about a referral"),
                                    ("allocate", "Allocate a coordinator"),
                                    ("first_contact", "Contact the referrer"),
                                    ("hold_review", "Look again at a case on hold"),
                                    ("look_alike", "Check a possible duplicate"),
                                    ("glass_review", "Review emergency access"),
                                    ("restriction_review", "Review a restriction"),
                                    ("alert", "Safeguarding alert"),
                                    ("offer_unanswered", "Chase an answer to an offer"),
                                    ("keep_apart_review", "Review who must be kept apart"),
                                ],
                                default="other",
                                max_length=20,
                            ),
                        ),
                        ("title", models.CharField(max_length=200)),
                        ("detail", models.TextField(blank=True, max_length=1000)),
                        ("due_on", models.DateField()),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("done_at", models.DateTimeField(blank=True, null=True)),
                        ("done_note", models.CharField(blank=True, max_length=300)),
                        ("cancelled_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "assigned_to",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="cases.case",
                            ),
                        ),
                        (
                            "created_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "done_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "for_managers_of",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="accounts.team",
                            ),
                        ),
                        (
                            "glass",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="cases.breakglass",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="cases.task",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.AddIndex(
                    model_name="case",
                    index=models.Index(
                        fields=["team", "stage", "-created_at", "-id"], name="case_team_stage"
                    ),
                ),
                migrations.AddIndex(
                    model_name="case",
                    index=models.Index(fields=["-created_at", "-id"], name="case_newest"),
                ),
                migrations.AddIndex(
                    model_name="case",
                    index=models.Index(fields=["coordinator", "stage"], name="case_coordinator"),
                ),
                migrations.AddIndex(
                    model_name="case",
                    index=models.Index(
                        fields=["referring_team", "-created_at", "-id"], name="case_referring"
                    ),
                ),
                migrations.AddIndex(
                    model_name="case",
                    index=models.Index(
                        condition=models.Q(("main_system_number", ""), _negated=True),
                        fields=["main_system_number"],
                        name="case_main_system_number",
                    ),
                ),
                migrations.AddIndex(
                    model_name="case",
                    index=models.Index(
                        condition=models.Q(("next_step_on__isnull", False)),
                        fields=["next_step_on", "id"],
                        name="case_next_step",
                    ),
                ),
                migrations.AddIndex(
                    model_name="case",
                    index=models.Index(
                        condition=models.Q(("is_restricted", True)),
                        fields=["-created_at", "-id"],
                        name="case_restricted",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="case",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("stage", "draft"), ("reference__isnull", False), _connector="OR"
                        ),
                        name="case_has_a_reference_once_sent",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="case",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("is_restricted", False),
                            ("restriction_review_on__isnull", False),
                            _connector="OR",
                        ),
                        name="case_restriction_has_a_review",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="case",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "cases_caseevent" ("allocated_at", "allocated_by_id", "coordinator_id", "created_at", "created_by_id", "ended_at", "ended_by_id", "ended_told", "ended_why", "hold_review_on", "id", "is_restricted", "main_system_number", "next_step_on", "outcome", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "previous_case_id", "processing_basis", "public_id", "reference", "referring_team_id", "restriction_review_on", "stage", "stage_since", "team_id", "version", "where_things_are", "where_things_are_at", "where_things_are_by_id") VALUES (NEW."allocated_at", NEW."allocated_by_id", NEW."coordinator_id", NEW."created_at", NEW."created_by_id", NEW."ended_at", NEW."ended_by_id", NEW."ended_told", NEW."ended_why", NEW."hold_review_on", NEW."id", NEW."is_restricted", NEW."main_system_number", NEW."next_step_on", NEW."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."previous_case_id", NEW."processing_basis", NEW."public_id", NEW."reference", NEW."referring_team_id", NEW."restriction_review_on", NEW."stage", NEW."stage_since", NEW."team_id", NEW."version", NEW."where_things_are", NEW."where_things_are_at", NEW."where_things_are_by_id"); RETURN NULL;',
                            hash="607935250c37f2ad55eae0089c7a925d8c8237a7",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_0b483",
                            table="cases_case",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="case",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "cases_caseevent" ("allocated_at", "allocated_by_id", "coordinator_id", "created_at", "created_by_id", "ended_at", "ended_by_id", "ended_told", "ended_why", "hold_review_on", "id", "is_restricted", "main_system_number", "next_step_on", "outcome", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "previous_case_id", "processing_basis", "public_id", "reference", "referring_team_id", "restriction_review_on", "stage", "stage_since", "team_id", "version", "where_things_are", "where_things_are_at", "where_things_are_by_id") VALUES (NEW."allocated_at", NEW."allocated_by_id", NEW."coordinator_id", NEW."created_at", NEW."created_by_id", NEW."ended_at", NEW."ended_by_id", NEW."ended_told", NEW."ended_why", NEW."hold_review_on", NEW."id", NEW."is_restricted", NEW."main_system_number", NEW."next_step_on", NEW."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."previous_case_id", NEW."processing_basis", NEW."public_id", NEW."reference", NEW."referring_team_id", NEW."restriction_review_on", NEW."stage", NEW."stage_since", NEW."team_id", NEW."version", NEW."where_things_are", NEW."where_things_are_at", NEW."where_things_are_by_id"); RETURN NULL;',
                            hash="3367a31c4e91b4e3c3a5ba276d6925b42d0267cc",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_f5146",
                            table="cases_case",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="case",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "cases_caseevent" ("allocated_at", "allocated_by_id", "coordinator_id", "created_at", "created_by_id", "ended_at", "ended_by_id", "ended_told", "ended_why", "hold_review_on", "id", "is_restricted", "main_system_number", "next_step_on", "outcome", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "previous_case_id", "processing_basis", "public_id", "reference", "referring_team_id", "restriction_review_on", "stage", "stage_since", "team_id", "version", "where_things_are", "where_things_are_at", "where_things_are_by_id") VALUES (OLD."allocated_at", OLD."allocated_by_id", OLD."coordinator_id", OLD."created_at", OLD."created_by_id", OLD."ended_at", OLD."ended_by_id", OLD."ended_told", OLD."ended_why", OLD."hold_review_on", OLD."id", OLD."is_restricted", OLD."main_system_number", OLD."next_step_on", OLD."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."previous_case_id", OLD."processing_basis", OLD."public_id", OLD."reference", OLD."referring_team_id", OLD."restriction_review_on", OLD."stage", OLD."stage_since", OLD."team_id", OLD."version", OLD."where_things_are", OLD."where_things_are_at", OLD."where_things_are_by_id"); RETURN NULL;',
                            hash="2057f790dd54dd586804580ce1c4713dbc3dd56e",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_8d49e",
                            table="cases_case",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="breakglassevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="cf460c6a98a53de6feb7ae4ce4be36b05f0978ef",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_d335b",
                            table="cases_breakglassevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddIndex(
                    model_name="breakglass",
                    index=models.Index(fields=["user", "expires_at"], name="glass_user"),
                ),
                migrations.AddConstraint(
                    model_name="breakglass",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("expires_at__gt", models.F("at"))),
                        name="glass_expires_after_it_is_broken",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="breakglass",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("reviewed_at__isnull", True),
                                ("reviewed_by__isnull", True),
                                ("verdict", ""),
                            ),
                            models.Q(
                                ("reviewed_at__isnull", False),
                                ("reviewed_by__isnull", False),
                                models.Q(("verdict", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="glass_reviewed_whole_or_absent",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="breakglass",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("reviewed_by__isnull", True),
                            models.Q(("reviewed_by", models.F("user")), _negated=True),
                            _connector="OR",
                        ),
                        name="glass_is_reviewed_by_another",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="breakglass",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "cases_breakglassevent" ("at", "case_id", "expires_at", "ground", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "reason", "review_due_on", "review_note", "reviewed_at", "reviewed_by_id", "user_id", "verdict") VALUES (NEW."at", NEW."case_id", NEW."expires_at", NEW."ground", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."public_id", NEW."reason", NEW."review_due_on", NEW."review_note", NEW."reviewed_at", NEW."reviewed_by_id", NEW."user_id", NEW."verdict"); RETURN NULL;',
                            hash="9178c332361dbf818d514c0a183a77b91ac6f52a",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_115d3",
                            table="cases_breakglass",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="breakglass",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "cases_breakglassevent" ("at", "case_id", "expires_at", "ground", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "reason", "review_due_on", "review_note", "reviewed_at", "reviewed_by_id", "user_id", "verdict") VALUES (NEW."at", NEW."case_id", NEW."expires_at", NEW."ground", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."public_id", NEW."reason", NEW."review_due_on", NEW."review_note", NEW."reviewed_at", NEW."reviewed_by_id", NEW."user_id", NEW."verdict"); RETURN NULL;',
                            hash="b7113cd81ed8c5d2ccfdbcf4f0a4f7274b76a90d",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_701da",
                            table="cases_breakglass",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="breakglass",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "cases_breakglassevent" ("at", "case_id", "expires_at", "ground", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "reason", "review_due_on", "review_note", "reviewed_at", "reviewed_by_id", "user_id", "verdict") VALUES (OLD."at", OLD."case_id", OLD."expires_at", OLD."ground", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."public_id", OLD."reason", OLD."review_due_on", OLD."review_note", OLD."reviewed_at", OLD."reviewed_by_id", OLD."user_id", OLD."verdict"); RETURN NULL;',
                            hash="3f6e08ba7bc9fe6c8ee90ce9793f3006b9e33f36",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_de1bb",
                            table="cases_breakglass",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="caseaccess",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("case", "user"),
                        name="access_is_granted_once",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="caseaccess",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "cases_caseaccessevent" ("case_id", "ended_at", "expires_on", "granted_at", "granted_by_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "user_id") VALUES (NEW."case_id", NEW."ended_at", NEW."expires_on", NEW."granted_at", NEW."granted_by_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."user_id"); RETURN NULL;',
                            hash="ce4b7a63c0c4e72c1f4c4b6ce5e70f8efdcfdeb4",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_924d8",
                            table="cases_caseaccess",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="caseaccess",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "cases_caseaccessevent" ("case_id", "ended_at", "expires_on", "granted_at", "granted_by_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "user_id") VALUES (NEW."case_id", NEW."ended_at", NEW."expires_on", NEW."granted_at", NEW."granted_by_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."user_id"); RETURN NULL;',
                            hash="0ec360fe0aedbc06dce9ffdc35661860d30c60b0",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_916fa",
                            table="cases_caseaccess",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="caseaccess",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "cases_caseaccessevent" ("case_id", "ended_at", "expires_on", "granted_at", "granted_by_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "user_id") VALUES (OLD."case_id", OLD."ended_at", OLD."expires_on", OLD."granted_at", OLD."granted_by_id", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."user_id"); RETURN NULL;',
                            hash="57d40b195639db7947673a1c8ab587006bcecaf6",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_b07d7",
                            table="cases_caseaccess",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="caseaccessevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="76a062843d9124aae8c23b58414e5074bb75f2bf",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_c6e49",
                            table="cases_caseaccessevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="caseevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="65b17c5dc231aae95e4a5d286bcd92a634f3ebd3",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_320b9",
                            table="cases_caseevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="compartmentmember",
                    constraint=models.UniqueConstraint(
                        fields=("case", "user", "compartment"), name="side_is_held_once"
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="compartmentmember",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "cases_compartmentmemberevent" ("case_id", "compartment", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "user_id") VALUES (NEW."case_id", NEW."compartment", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."user_id"); RETURN NULL;',
                            hash="772d73ec3f4fde6dbfb370e2d8871eb5f76668ca",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_c1df8",
                            table="cases_compartmentmember",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="compartmentmember",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "cases_compartmentmemberevent" ("case_id", "compartment", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "user_id") VALUES (NEW."case_id", NEW."compartment", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."user_id"); RETURN NULL;',
                            hash="72d4839a7ddd8968ec6f01019c1efdd805afa97e",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_071d5",
                            table="cases_compartmentmember",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="compartmentmember",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "cases_compartmentmemberevent" ("case_id", "compartment", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "user_id") VALUES (OLD."case_id", OLD."compartment", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."user_id"); RETURN NULL;',
                            hash="2a47c54a97e9dd39e9a88eabc2be6faeb07e314b",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_49dad",
                            table="cases_compartmentmember",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="compartmentmemberevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="3e973a32dd5a58bdfc30dd1edf080870bbb09f7a",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_5bdb5",
                            table="cases_compartmentmemberevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="draft",
                    constraint=models.UniqueConstraint(
                        fields=("user", "form", "subject"), name="draft_is_one_a_form"
                    ),
                ),
                migrations.AddIndex(
                    model_name="exclusion",
                    index=models.Index(fields=["user"], name="exclusion_user"),
                ),
                migrations.AddConstraint(
                    model_name="exclusion",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("case", "user"),
                        name="exclusion_is_recorded_once",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="exclusion",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "cases_exclusionevent" ("case_id", "ended_at", "ended_by_id", "ground", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "recorded_at", "recorded_by_id", "user_id") VALUES (NEW."case_id", NEW."ended_at", NEW."ended_by_id", NEW."ground", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."reason", NEW."recorded_at", NEW."recorded_by_id", NEW."user_id"); RETURN NULL;',
                            hash="c2b0af956d4e8474b88f5f7f7e20515459e09f42",
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
                            func='INSERT INTO "cases_exclusionevent" ("case_id", "ended_at", "ended_by_id", "ground", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "recorded_at", "recorded_by_id", "user_id") VALUES (NEW."case_id", NEW."ended_at", NEW."ended_by_id", NEW."ground", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."reason", NEW."recorded_at", NEW."recorded_by_id", NEW."user_id"); RETURN NULL;',
                            hash="d81f12a088844ccb5baef1e260bea556cdd94b5d",
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
                            func='INSERT INTO "cases_exclusionevent" ("case_id", "ended_at", "ended_by_id", "ground", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "recorded_at", "recorded_by_id", "user_id") VALUES (OLD."case_id", OLD."ended_at", OLD."ended_by_id", OLD."ground", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."reason", OLD."recorded_at", OLD."recorded_by_id", OLD."user_id"); RETURN NULL;',
                            hash="263ff595a1b0bf17e0985734b96a9032c191b879",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_f3a9e",
                            table="cases_exclusion",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="exclusionevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="778ffe3b199aa317f37056231f2b27745d29ea03",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_22b34",
                            table="cases_exclusionevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddIndex(
                    model_name="note",
                    index=models.Index(
                        fields=["case", "-happened_on", "-id"], name="note_case_newest"
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="note",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "cases_noteevent" ("audience", "author_id", "case_id", "child_voice", "compartment", "happened_on", "id", "is_significant", "kind", "minutes", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "text", "version", "written_at") VALUES (NEW."audience", NEW."author_id", NEW."case_id", NEW."child_voice", NEW."compartment", NEW."happened_on", NEW."id", NEW."is_significant", NEW."kind", NEW."minutes", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."public_id", NEW."text", NEW."version", NEW."written_at"); RETURN NULL;',
                            hash="0e0d311798a17b16a7583f3e44b91c5176c5951e",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_11671",
                            table="cases_note",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="note",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "cases_noteevent" ("audience", "author_id", "case_id", "child_voice", "compartment", "happened_on", "id", "is_significant", "kind", "minutes", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "text", "version", "written_at") VALUES (NEW."audience", NEW."author_id", NEW."case_id", NEW."child_voice", NEW."compartment", NEW."happened_on", NEW."id", NEW."is_significant", NEW."kind", NEW."minutes", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."public_id", NEW."text", NEW."version", NEW."written_at"); RETURN NULL;',
                            hash="42b9ecd01da910f505498efae1e1952c999387f0",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_98d44",
                            table="cases_note",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="note",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "cases_noteevent" ("audience", "author_id", "case_id", "child_voice", "compartment", "happened_on", "id", "is_significant", "kind", "minutes", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "text", "version", "written_at") VALUES (OLD."audience", OLD."author_id", OLD."case_id", OLD."child_voice", OLD."compartment", OLD."happened_on", OLD."id", OLD."is_significant", OLD."kind", OLD."minutes", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."public_id", OLD."text", OLD."version", OLD."written_at"); RETURN NULL;',
                            hash="60a3a8e5b5459905647606d30d08ed4af0338473",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_c56dc",
                            table="cases_note",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="notechild",
                    constraint=models.UniqueConstraint(
                        fields=("note", "child"), name="note_is_about_a_child_once"
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="notechild",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "cases_notechildevent" ("child_id", "id", "note_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."child_id", NEW."id", NEW."note_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id"); RETURN NULL;',
                            hash="464b496a77045bca3c8e31bb80dc848821f4fb23",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_62b8b",
                            table="cases_notechild",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="notechild",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "cases_notechildevent" ("child_id", "id", "note_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."child_id", NEW."id", NEW."note_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id"); RETURN NULL;',
                            hash="3ad7437e0062d259c9dc109eba3c081c7ea8906f",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_41fb3",
                            table="cases_notechild",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="notechild",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "cases_notechildevent" ("child_id", "id", "note_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."child_id", OLD."id", OLD."note_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id"); RETURN NULL;',
                            hash="428f0044b7de1b7e939ee119c822bf45f4fdd8c2",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_13d01",
                            table="cases_notechild",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="notechildevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="a297da52e865270a3daaf27c57038b34b4f70a62",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_93ad1",
                            table="cases_notechildevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="notecorrection",
                    constraint=models.UniqueConstraint(
                        fields=("note", "number"), name="correction_is_numbered"
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="notecorrection",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "cases_notecorrectionevent" ("audience_before", "child_voice_before", "children_before", "corrected_at", "corrected_by_id", "happened_on_before", "id", "is_significant_before", "kind_before", "note_id", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text_before", "why") VALUES (NEW."audience_before", NEW."child_voice_before", NEW."children_before", NEW."corrected_at", NEW."corrected_by_id", NEW."happened_on_before", NEW."id", NEW."is_significant_before", NEW."kind_before", NEW."note_id", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."text_before", NEW."why"); RETURN NULL;',
                            hash="24859328edb5563172bf80ed75c85158c161cb66",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_2c958",
                            table="cases_notecorrection",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="notecorrection",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "cases_notecorrectionevent" ("audience_before", "child_voice_before", "children_before", "corrected_at", "corrected_by_id", "happened_on_before", "id", "is_significant_before", "kind_before", "note_id", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text_before", "why") VALUES (NEW."audience_before", NEW."child_voice_before", NEW."children_before", NEW."corrected_at", NEW."corrected_by_id", NEW."happened_on_before", NEW."id", NEW."is_significant_before", NEW."kind_before", NEW."note_id", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."text_before", NEW."why"); RETURN NULL;',
                            hash="bcd01f0e63d03f5dab9744970c82a9290db0a4f5",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_9e8a6",
                            table="cases_notecorrection",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="notecorrection",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "cases_notecorrectionevent" ("audience_before", "child_voice_before", "children_before", "corrected_at", "corrected_by_id", "happened_on_before", "id", "is_significant_before", "kind_before", "note_id", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text_before", "why") VALUES (OLD."audience_before", OLD."child_voice_before", OLD."children_before", OLD."corrected_at", OLD."corrected_by_id", OLD."happened_on_before", OLD."id", OLD."is_significant_before", OLD."kind_before", OLD."note_id", OLD."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."text_before", OLD."why"); RETURN NULL;',
                            hash="00bd709a43194da3533ade38a34fa65de963800e",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_98483",
                            table="cases_notecorrection",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="notecorrectionevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="6c585a8059a7aba8a1f0d7a014dab4f2300c2704",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_966c7",
                            table="cases_notecorrectionevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="noteevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="f0b55597f88239f1386469a3b9516459ec06b7f1",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_b8234",
                            table="cases_noteevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddIndex(
                    model_name="offer",
                    index=models.Index(fields=["team", "-letter_on"], name="offer_team"),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="offer",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "cases_offerevent" ("application_on", "case_id", "created_at", "created_by_id", "id", "letter_on", "made", "made_on", "not_made_decided_by", "not_made_decided_on", "not_made_reason", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "team_id", "version") VALUES (NEW."application_on", NEW."case_id", NEW."created_at", NEW."created_by_id", NEW."id", NEW."letter_on", NEW."made", NEW."made_on", NEW."not_made_decided_by", NEW."not_made_decided_on", NEW."not_made_reason", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."public_id", NEW."team_id", NEW."version"); RETURN NULL;',
                            hash="6fdb6d0255b88195fbc95fa6c085e32c2e4b7e77",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_8eb29",
                            table="cases_offer",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="offer",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "cases_offerevent" ("application_on", "case_id", "created_at", "created_by_id", "id", "letter_on", "made", "made_on", "not_made_decided_by", "not_made_decided_on", "not_made_reason", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "team_id", "version") VALUES (NEW."application_on", NEW."case_id", NEW."created_at", NEW."created_by_id", NEW."id", NEW."letter_on", NEW."made", NEW."made_on", NEW."not_made_decided_by", NEW."not_made_decided_on", NEW."not_made_reason", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."public_id", NEW."team_id", NEW."version"); RETURN NULL;',
                            hash="86545ed5d9a055146ad9f22d1b8eb41d4eee116d",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_b34b1",
                            table="cases_offer",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="offer",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "cases_offerevent" ("application_on", "case_id", "created_at", "created_by_id", "id", "letter_on", "made", "made_on", "not_made_decided_by", "not_made_decided_on", "not_made_reason", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "team_id", "version") VALUES (OLD."application_on", OLD."case_id", OLD."created_at", OLD."created_by_id", OLD."id", OLD."letter_on", OLD."made", OLD."made_on", OLD."not_made_decided_by", OLD."not_made_decided_on", OLD."not_made_reason", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."public_id", OLD."team_id", OLD."version"); RETURN NULL;',
                            hash="ed32a29081a44acee49d208233f89e25c84a147a",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_6dd0d",
                            table="cases_offer",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="offerevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="bc80a80dfbad822a1c9bf87bc2928a7f50237058",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_08c08",
                            table="cases_offerevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddIndex(
                    model_name="person",
                    index=models.Index(fields=["date_of_birth"], name="person_date_of_birth"),
                ),
                migrations.AddIndex(
                    model_name="person",
                    index=models.Index(
                        condition=models.Q(("expected_on__isnull", False)),
                        fields=["expected_on"],
                        name="person_expected_on",
                    ),
                ),
                migrations.AddIndex(
                    model_name="person",
                    index=models.Index(fields=["created_by"], name="person_created_by"),
                ),
                migrations.AddIndex(
                    model_name="person",
                    index=django.contrib.postgres.indexes.GinIndex(
                        fields=["search_text"],
                        name="person_search_text_trgm",
                        opclasses=["gin_trgm_ops"],
                    ),
                ),
                migrations.AddIndex(
                    model_name="person",
                    index=models.Index(
                        fields=["search_text"],
                        name="person_search_prefix",
                        opclasses=["text_pattern_ops"],
                    ),
                ),
                migrations.AddConstraint(
                    model_name="person",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("date_of_birth__isnull", True),
                            ("expected_on__isnull", True),
                            _connector="OR",
                        ),
                        name="person_is_born_or_expected_not_both",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="person",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "cases_personevent" ("access", "access_needs", "birth_is_estimated", "created_at", "created_by_id", "culture", "culture_answer", "date_of_birth", "died_on", "ethnicity", "ethnicity_answer", "expected_on", "faith", "faith_answer", "first_name", "gender", "id", "interpreter", "interpreter_language", "job_title", "known_as", "language", "last_name", "middle_names", "organisation", "other_names", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pronouns", "public_id", "version") VALUES (NEW."access", NEW."access_needs", NEW."birth_is_estimated", NEW."created_at", NEW."created_by_id", NEW."culture", NEW."culture_answer", NEW."date_of_birth", NEW."died_on", NEW."ethnicity", NEW."ethnicity_answer", NEW."expected_on", NEW."faith", NEW."faith_answer", NEW."first_name", NEW."gender", NEW."id", NEW."interpreter", NEW."interpreter_language", NEW."job_title", NEW."known_as", NEW."language", NEW."last_name", NEW."middle_names", NEW."organisation", NEW."other_names", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."pronouns", NEW."public_id", NEW."version"); RETURN NULL;',
                            hash="b630d090e8049554be6abcd3b1b50438953517b8",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_eb0b4",
                            table="cases_person",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="person",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."access" IS DISTINCT FROM (NEW."access") OR OLD."access_needs" IS DISTINCT FROM (NEW."access_needs") OR OLD."birth_is_estimated" IS DISTINCT FROM (NEW."birth_is_estimated") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."created_by_id" IS DISTINCT FROM (NEW."created_by_id") OR OLD."culture" IS DISTINCT FROM (NEW."culture") OR OLD."culture_answer" IS DISTINCT FROM (NEW."culture_answer") OR OLD."date_of_birth" IS DISTINCT FROM (NEW."date_of_birth") OR OLD."died_on" IS DISTINCT FROM (NEW."died_on") OR OLD."ethnicity" IS DISTINCT FROM (NEW."ethnicity") OR OLD."ethnicity_answer" IS DISTINCT FROM (NEW."ethnicity_answer") OR OLD."expected_on" IS DISTINCT FROM (NEW."expected_on") OR OLD."faith" IS DISTINCT FROM (NEW."faith") OR OLD."faith_answer" IS DISTINCT FROM (NEW."faith_answer") OR OLD."first_name" IS DISTINCT FROM (NEW."first_name") OR OLD."gender" IS DISTINCT FROM (NEW."gender") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."interpreter" IS DISTINCT FROM (NEW."interpreter") OR OLD."interpreter_language" IS DISTINCT FROM (NEW."interpreter_language") OR OLD."job_title" IS DISTINCT FROM (NEW."job_title") OR OLD."known_as" IS DISTINCT FROM (NEW."known_as") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."last_name" IS DISTINCT FROM (NEW."last_name") OR OLD."middle_names" IS DISTINCT FROM (NEW."middle_names") OR OLD."organisation" IS DISTINCT FROM (NEW."organisation") OR OLD."other_names" IS DISTINCT FROM (NEW."other_names") OR OLD."pronouns" IS DISTINCT FROM (NEW."pronouns") OR OLD."public_id" IS DISTINCT FROM (NEW."public_id") OR OLD."version" IS DISTINCT FROM (NEW."version"))',
                            func='INSERT INTO "cases_personevent" ("access", "access_needs", "birth_is_estimated", "created_at", "created_by_id", "culture", "culture_answer", "date_of_birth", "died_on", "ethnicity", "ethnicity_answer", "expected_on", "faith", "faith_answer", "first_name", "gender", "id", "interpreter", "interpreter_language", "job_title", "known_as", "language", "last_name", "middle_names", "organisation", "other_names", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pronouns", "public_id", "version") VALUES (NEW."access", NEW."access_needs", NEW."birth_is_estimated", NEW."created_at", NEW."created_by_id", NEW."culture", NEW."culture_answer", NEW."date_of_birth", NEW."died_on", NEW."ethnicity", NEW."ethnicity_answer", NEW."expected_on", NEW."faith", NEW."faith_answer", NEW."first_name", NEW."gender", NEW."id", NEW."interpreter", NEW."interpreter_language", NEW."job_title", NEW."known_as", NEW."language", NEW."last_name", NEW."middle_names", NEW."organisation", NEW."other_names", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."pronouns", NEW."public_id", NEW."version"); RETURN NULL;',
                            hash="dab8989f05f8c53bc75ecbeb0aef9ec0e57c2af5",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_6804f",
                            table="cases_person",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="person",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "cases_personevent" ("access", "access_needs", "birth_is_estimated", "created_at", "created_by_id", "culture", "culture_answer", "date_of_birth", "died_on", "ethnicity", "ethnicity_answer", "expected_on", "faith", "faith_answer", "first_name", "gender", "id", "interpreter", "interpreter_language", "job_title", "known_as", "language", "last_name", "middle_names", "organisation", "other_names", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pronouns", "public_id", "version") VALUES (OLD."access", OLD."access_needs", OLD."birth_is_estimated", OLD."created_at", OLD."created_by_id", OLD."culture", OLD."culture_answer", OLD."date_of_birth", OLD."died_on", OLD."ethnicity", OLD."ethnicity_answer", OLD."expected_on", OLD."faith", OLD."faith_answer", OLD."first_name", OLD."gender", OLD."id", OLD."interpreter", OLD."interpreter_language", OLD."job_title", OLD."known_as", OLD."language", OLD."last_name", OLD."middle_names", OLD."organisation", OLD."other_names", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."pronouns", OLD."public_id", OLD."version"); RETURN NULL;',
                            hash="04dd258822145c04d6e22723c7fc82f285f7fbf2",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_82e57",
                            table="cases_person",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="parentalresponsibilityevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="d5f322e97383f3f77da1a9897df7236cd660b792",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_2cf7d",
                            table="cases_parentalresponsibilityevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="parentalresponsibility",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("authority", ""), ("holder__isnull", False)),
                            models.Q(
                                ("holder__isnull", True), models.Q(("authority", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="responsibility_has_one_holder",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="parentalresponsibility",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(
                            ("holder__isnull", False), ("superseded_at__isnull", True)
                        ),
                        fields=("child", "holder"),
                        name="responsibility_is_known_once",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="parentalresponsibility",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "cases_parentalresponsibilityevent" ("authority", "child_id", "detail", "holder_id", "holds", "how_known", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "since", "superseded_at") VALUES (NEW."authority", NEW."child_id", NEW."detail", NEW."holder_id", NEW."holds", NEW."how_known", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."recorded_at", NEW."recorded_by_id", NEW."since", NEW."superseded_at"); RETURN NULL;',
                            hash="be7795fc758c7b41107889213145629a3586389b",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_eb01f",
                            table="cases_parentalresponsibility",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="parentalresponsibility",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "cases_parentalresponsibilityevent" ("authority", "child_id", "detail", "holder_id", "holds", "how_known", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "since", "superseded_at") VALUES (NEW."authority", NEW."child_id", NEW."detail", NEW."holder_id", NEW."holds", NEW."how_known", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."recorded_at", NEW."recorded_by_id", NEW."since", NEW."superseded_at"); RETURN NULL;',
                            hash="0afff474cedb4be6e9ec5b819db85e59436b82db",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_e5d94",
                            table="cases_parentalresponsibility",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="parentalresponsibility",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "cases_parentalresponsibilityevent" ("authority", "child_id", "detail", "holder_id", "holds", "how_known", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "since", "superseded_at") VALUES (OLD."authority", OLD."child_id", OLD."detail", OLD."holder_id", OLD."holds", OLD."how_known", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."recorded_at", OLD."recorded_by_id", OLD."since", OLD."superseded_at"); RETURN NULL;',
                            hash="055e363b6bcd31321ec1c903be3034b21319ed9b",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_f32cc",
                            table="cases_parentalresponsibility",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="offerreplyevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="7834fe5f6dd5568b3dbc4af908858bb0d64a9a5e",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_36b14",
                            table="cases_offerreplyevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="offerreply",
                    constraint=models.UniqueConstraint(
                        fields=("offer", "person"), name="person_is_offered_once"
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="offerreply",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "cases_offerreplyevent" ("id", "note", "offer_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "replied_on", "reply") VALUES (NEW."id", NEW."note", NEW."offer_id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."replied_on", NEW."reply"); RETURN NULL;',
                            hash="58ac982336de24df15880adbfd84c4bd671636d1",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_b6c2b",
                            table="cases_offerreply",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="offerreply",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "cases_offerreplyevent" ("id", "note", "offer_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "replied_on", "reply") VALUES (NEW."id", NEW."note", NEW."offer_id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."replied_on", NEW."reply"); RETURN NULL;',
                            hash="8c3c85d478a40a6ad93f829ec4b0a0e547185fce",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_fe38b",
                            table="cases_offerreply",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="offerreply",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "cases_offerreplyevent" ("id", "note", "offer_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "replied_on", "reply") VALUES (OLD."id", OLD."note", OLD."offer_id", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."replied_on", OLD."reply"); RETURN NULL;',
                            hash="fdfcd2255b553d21234511fd0bdc94fbbd91c6b9",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_a90ca",
                            table="cases_offerreply",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="offerchildevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="1e40082ec0eb5974c9fb3cb078dccf8ed9733a27",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_1240c",
                            table="cases_offerchildevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="offerchild",
                    constraint=models.UniqueConstraint(
                        fields=("offer", "child"), name="child_is_in_an_offer_once"
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="offerchild",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "cases_offerchildevent" ("applies", "child_id", "id", "offer_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "why_not") VALUES (NEW."applies", NEW."child_id", NEW."id", NEW."offer_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."why_not"); RETURN NULL;',
                            hash="28b815453a046811a5f7eaf172ec16bf75467dc4",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_6e05e",
                            table="cases_offerchild",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="offerchild",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "cases_offerchildevent" ("applies", "child_id", "id", "offer_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "why_not") VALUES (NEW."applies", NEW."child_id", NEW."id", NEW."offer_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."why_not"); RETURN NULL;',
                            hash="ff29df802d5b9a1bb17720ed5adc3c26cc9ad959",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_ab603",
                            table="cases_offerchild",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="offerchild",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "cases_offerchildevent" ("applies", "child_id", "id", "offer_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "why_not") VALUES (OLD."applies", OLD."child_id", OLD."id", OLD."offer_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."why_not"); RETURN NULL;',
                            hash="eb6e439de1f25697661a88c403c69cd954c8b0ea",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_eb611",
                            table="cases_offerchild",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="networkmemberevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="e10a30b6d3693354444f40fe0bbd96b2d3d2e563",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_033b5",
                            table="cases_networkmemberevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="networkmember",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("left_at__isnull", True)),
                        fields=("case", "person"),
                        name="person_is_in_a_network_once",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="networkmember",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "cases_networkmemberevent" ("added_at", "added_by_id", "case_id", "compartment", "id", "left_at", "left_why", "part", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "side", "suggested_by") VALUES (NEW."added_at", NEW."added_by_id", NEW."case_id", NEW."compartment", NEW."id", NEW."left_at", NEW."left_why", NEW."part", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."side", NEW."suggested_by"); RETURN NULL;',
                            hash="6b6f72af27d833c80f712b585b7a34aec7d6994a",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_8e9b0",
                            table="cases_networkmember",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="networkmember",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "cases_networkmemberevent" ("added_at", "added_by_id", "case_id", "compartment", "id", "left_at", "left_why", "part", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "side", "suggested_by") VALUES (NEW."added_at", NEW."added_by_id", NEW."case_id", NEW."compartment", NEW."id", NEW."left_at", NEW."left_why", NEW."part", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."side", NEW."suggested_by"); RETURN NULL;',
                            hash="44e9f11aee087942c009b6057c1d5119ec95eb36",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_d6ffc",
                            table="cases_networkmember",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="networkmember",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "cases_networkmemberevent" ("added_at", "added_by_id", "case_id", "compartment", "id", "left_at", "left_why", "part", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "side", "suggested_by") VALUES (OLD."added_at", OLD."added_by_id", OLD."case_id", OLD."compartment", OLD."id", OLD."left_at", OLD."left_why", OLD."part", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."side", OLD."suggested_by"); RETURN NULL;',
                            hash="1228583b5f33e6c72fc1837d64862bdbd964e800",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_f15fa",
                            table="cases_networkmember",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="lookalike",
                    constraint=models.UniqueConstraint(
                        fields=("entered", "resembles"), name="look_alikes_are_told_of_once"
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="keepapartevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="1babcb302b7df1a80e0e17dec78d610940838a0c",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_85057",
                            table="cases_keepapartevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="keepapart",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("first", models.F("second")), _negated=True),
                        name="keep_apart_is_about_two",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="keepapart",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", True), ("ended_by__isnull", True)),
                            models.Q(("ended_at__isnull", False), ("ended_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="keep_apart_ended_whole_or_absent",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="keepapart",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "cases_keepapartevent" ("audience", "decided_by", "ended_at", "ended_by_id", "ended_why", "first_id", "heard_another_way", "id", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "reason", "recorded_at", "recorded_by_id", "review_on", "second_id", "source", "source_detail", "source_ends_on", "version") VALUES (NEW."audience", NEW."decided_by", NEW."ended_at", NEW."ended_by_id", NEW."ended_why", NEW."first_id", NEW."heard_another_way", NEW."id", NEW."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."public_id", NEW."reason", NEW."recorded_at", NEW."recorded_by_id", NEW."review_on", NEW."second_id", NEW."source", NEW."source_detail", NEW."source_ends_on", NEW."version"); RETURN NULL;',
                            hash="17f311a7bb6e7aab06d13f9fbb5338b581db3136",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_d83e8",
                            table="cases_keepapart",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="keepapart",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "cases_keepapartevent" ("audience", "decided_by", "ended_at", "ended_by_id", "ended_why", "first_id", "heard_another_way", "id", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "reason", "recorded_at", "recorded_by_id", "review_on", "second_id", "source", "source_detail", "source_ends_on", "version") VALUES (NEW."audience", NEW."decided_by", NEW."ended_at", NEW."ended_by_id", NEW."ended_why", NEW."first_id", NEW."heard_another_way", NEW."id", NEW."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."public_id", NEW."reason", NEW."recorded_at", NEW."recorded_by_id", NEW."review_on", NEW."second_id", NEW."source", NEW."source_detail", NEW."source_ends_on", NEW."version"); RETURN NULL;',
                            hash="0bdeb6b5e0aee5777187d1e4cfec36b0831e1904",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_4e399",
                            table="cases_keepapart",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="keepapart",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "cases_keepapartevent" ("audience", "decided_by", "ended_at", "ended_by_id", "ended_why", "first_id", "heard_another_way", "id", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "reason", "recorded_at", "recorded_by_id", "review_on", "second_id", "source", "source_detail", "source_ends_on", "version") VALUES (OLD."audience", OLD."decided_by", OLD."ended_at", OLD."ended_by_id", OLD."ended_why", OLD."first_id", OLD."heard_another_way", OLD."id", OLD."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."public_id", OLD."reason", OLD."recorded_at", OLD."recorded_by_id", OLD."review_on", OLD."second_id", OLD."source", OLD."source_detail", OLD."source_ends_on", OLD."version"); RETURN NULL;',
                            hash="4cf656d301a0be19b2c84b28d775258e1c126264",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_ca331",
                            table="cases_keepapart",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="factevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="ba80db914a47ca28d52b32e0f0d192c43c7133d6",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_56b16",
                            table="cases_factevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddIndex(
                    model_name="fact",
                    index=models.Index(fields=["case", "kind", "-as_at"], name="fact_case_kind"),
                ),
                migrations.AddConstraint(
                    model_name="fact",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("unknown_because", ""), ("value", ""), _connector="OR"),
                        name="fact_is_known_or_says_why",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="fact",
                    trigger=pgtrigger.compiler.Trigger(
                        name="keep_those_of_sent_cases",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n                    IF EXISTS (\n                        SELECT 1 FROM cases_case WHERE id = OLD.case_id AND stage <> 'draft'\n                    ) THEN\n                        RAISE EXCEPTION 'facts are kept once the referral was sent';\n                    END IF;\n                    RETURN OLD;\n                ",
                            hash="2e0017ae19db775daccc1065c6b0f141af65e0fd",
                            operation="DELETE",
                            pgid="pgtrigger_keep_those_of_sent_cases_62c3b",
                            table="cases_fact",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="fact",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "cases_factevent" ("as_at", "case_id", "compartment", "corrects_id", "id", "kind", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "scale", "source", "unknown_because", "value") VALUES (NEW."as_at", NEW."case_id", NEW."compartment", NEW."corrects_id", NEW."id", NEW."kind", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."recorded_at", NEW."recorded_by_id", NEW."scale", NEW."source", NEW."unknown_because", NEW."value"); RETURN NULL;',
                            hash="fba241954d7e4d5cf75ad9412a5c7f2e386d76a5",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_7d3e3",
                            table="cases_fact",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="fact",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "cases_factevent" ("as_at", "case_id", "compartment", "corrects_id", "id", "kind", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "scale", "source", "unknown_because", "value") VALUES (NEW."as_at", NEW."case_id", NEW."compartment", NEW."corrects_id", NEW."id", NEW."kind", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."recorded_at", NEW."recorded_by_id", NEW."scale", NEW."source", NEW."unknown_because", NEW."value"); RETURN NULL;',
                            hash="9d2cce40be24b2121f9f6e0bd6ff49160889990d",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_8026f",
                            table="cases_fact",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="fact",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "cases_factevent" ("as_at", "case_id", "compartment", "corrects_id", "id", "kind", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "scale", "source", "unknown_because", "value") VALUES (OLD."as_at", OLD."case_id", OLD."compartment", OLD."corrects_id", OLD."id", OLD."kind", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."recorded_at", OLD."recorded_by_id", OLD."scale", OLD."source", OLD."unknown_because", OLD."value"); RETURN NULL;',
                            hash="c50441d0964f14e4b6b0e9b0c88e726ff45e250a",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_884dc",
                            table="cases_fact",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="contactpointevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="9758a6bcc20315ea26f449a7829ef0ed055f1f94",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_b82a7",
                            table="cases_contactpointevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="contactpoint",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("confirmed_by__isnull", True), ("confirmed_on__isnull", True)
                            ),
                            models.Q(
                                ("confirmed_by__isnull", False), ("confirmed_on__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="contact_confirmed_whole_or_absent",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="contactpoint",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("is_confidential", False),
                            models.Q(("postcode_hash", ""), ("value_hash", "")),
                            _connector="OR",
                        ),
                        name="contact_confidential_is_not_searchable",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="contactpoint",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "cases_contactpointevent" ("channel", "confirmed_by_id", "confirmed_on", "ended_at", "id", "is_confidential", "label", "may_leave_message", "may_ring", "may_text", "may_write", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "postcode_hash", "public_id", "recorded_at", "recorded_by_id", "safe_from", "safe_note", "safe_until", "used_by_others", "value", "value_hash", "version") VALUES (NEW."channel", NEW."confirmed_by_id", NEW."confirmed_on", NEW."ended_at", NEW."id", NEW."is_confidential", NEW."label", NEW."may_leave_message", NEW."may_ring", NEW."may_text", NEW."may_write", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."postcode_hash", NEW."public_id", NEW."recorded_at", NEW."recorded_by_id", NEW."safe_from", NEW."safe_note", NEW."safe_until", NEW."used_by_others", NEW."value", NEW."value_hash", NEW."version"); RETURN NULL;',
                            hash="52d4b811e46d661c02a5bb5fb3ab033ae89c7951",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_348c3",
                            table="cases_contactpoint",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="contactpoint",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "cases_contactpointevent" ("channel", "confirmed_by_id", "confirmed_on", "ended_at", "id", "is_confidential", "label", "may_leave_message", "may_ring", "may_text", "may_write", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "postcode_hash", "public_id", "recorded_at", "recorded_by_id", "safe_from", "safe_note", "safe_until", "used_by_others", "value", "value_hash", "version") VALUES (NEW."channel", NEW."confirmed_by_id", NEW."confirmed_on", NEW."ended_at", NEW."id", NEW."is_confidential", NEW."label", NEW."may_leave_message", NEW."may_ring", NEW."may_text", NEW."may_write", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."postcode_hash", NEW."public_id", NEW."recorded_at", NEW."recorded_by_id", NEW."safe_from", NEW."safe_note", NEW."safe_until", NEW."used_by_others", NEW."value", NEW."value_hash", NEW."version"); RETURN NULL;',
                            hash="b593a29c7a20b0110809254b43e1087b108b6fdf",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_8b428",
                            table="cases_contactpoint",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="contactpoint",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "cases_contactpointevent" ("channel", "confirmed_by_id", "confirmed_on", "ended_at", "id", "is_confidential", "label", "may_leave_message", "may_ring", "may_text", "may_write", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "postcode_hash", "public_id", "recorded_at", "recorded_by_id", "safe_from", "safe_note", "safe_until", "used_by_others", "value", "value_hash", "version") VALUES (OLD."channel", OLD."confirmed_by_id", OLD."confirmed_on", OLD."ended_at", OLD."id", OLD."is_confidential", OLD."label", OLD."may_leave_message", OLD."may_ring", OLD."may_text", OLD."may_write", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."postcode_hash", OLD."public_id", OLD."recorded_at", OLD."recorded_by_id", OLD."safe_from", OLD."safe_note", OLD."safe_until", OLD."used_by_others", OLD."value", OLD."value_hash", OLD."version"); RETURN NULL;',
                            hash="dfd7fe8f7f2563a032ae69892ac1671b8aa9c404",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_2d83c",
                            table="cases_contactpoint",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="consentevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="65a83e5b5c145b1db37749ad974f52d0d72a5916",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_06899",
                            table="cases_consentevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="consent",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("case", "kind", "person"),
                        name="consent_is_answered_once",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="consent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "cases_consentevent" ("answer", "capacity", "case_id", "compartment", "given_on", "id", "kind", "method", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "scope", "superseded_at", "why") VALUES (NEW."answer", NEW."capacity", NEW."case_id", NEW."compartment", NEW."given_on", NEW."id", NEW."kind", NEW."method", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."recorded_at", NEW."recorded_by_id", NEW."scope", NEW."superseded_at", NEW."why"); RETURN NULL;',
                            hash="7908a4319a4c2ccb7972c07ffefab1a5d2540bcc",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_d4098",
                            table="cases_consent",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="consent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "cases_consentevent" ("answer", "capacity", "case_id", "compartment", "given_on", "id", "kind", "method", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "scope", "superseded_at", "why") VALUES (NEW."answer", NEW."capacity", NEW."case_id", NEW."compartment", NEW."given_on", NEW."id", NEW."kind", NEW."method", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."recorded_at", NEW."recorded_by_id", NEW."scope", NEW."superseded_at", NEW."why"); RETURN NULL;',
                            hash="344c391541b31a3746e5ea6de96e79fff3250fd7",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_8a7aa",
                            table="cases_consent",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="consent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "cases_consentevent" ("answer", "capacity", "case_id", "compartment", "given_on", "id", "kind", "method", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "scope", "superseded_at", "why") VALUES (OLD."answer", OLD."capacity", OLD."case_id", OLD."compartment", OLD."given_on", OLD."id", OLD."kind", OLD."method", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."recorded_at", OLD."recorded_by_id", OLD."scope", OLD."superseded_at", OLD."why"); RETURN NULL;',
                            hash="a5c97775b41f1840e813527d7398698b494a528c",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_af72a",
                            table="cases_consent",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="casechildevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="d0ef8475f879800e9f662ccb44366a28ef0db44c",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_40017",
                            table="cases_casechildevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddIndex(
                    model_name="casechild",
                    index=models.Index(fields=["social_worker"], name="case_child_worker"),
                ),
                migrations.AddConstraint(
                    model_name="casechild",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("left_on__isnull", True)),
                        fields=("case", "person"),
                        name="child_is_in_a_case_once",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="casechild",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("left_on__isnull", True),
                            ("left_on__gte", models.F("joined_on")),
                            _connector="OR",
                        ),
                        name="child_leaves_after_joining",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="casechild",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "cases_casechildevent" ("case_id", "compartment", "id", "joined_on", "left_on", "left_why", "legal_status", "living_detail", "living_with", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "social_worker_id", "version") VALUES (NEW."case_id", NEW."compartment", NEW."id", NEW."joined_on", NEW."left_on", NEW."left_why", NEW."legal_status", NEW."living_detail", NEW."living_with", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."social_worker_id", NEW."version"); RETURN NULL;',
                            hash="da5e6ec37f27183c488e9028e584a8a00713cd85",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_099e0",
                            table="cases_casechild",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="casechild",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "cases_casechildevent" ("case_id", "compartment", "id", "joined_on", "left_on", "left_why", "legal_status", "living_detail", "living_with", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "social_worker_id", "version") VALUES (NEW."case_id", NEW."compartment", NEW."id", NEW."joined_on", NEW."left_on", NEW."left_why", NEW."legal_status", NEW."living_detail", NEW."living_with", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."social_worker_id", NEW."version"); RETURN NULL;',
                            hash="d611d06a081d1df89ba6643019831fda79f36d89",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_f39f8",
                            table="cases_casechild",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="casechild",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "cases_casechildevent" ("case_id", "compartment", "id", "joined_on", "left_on", "left_why", "legal_status", "living_detail", "living_with", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "social_worker_id", "version") VALUES (OLD."case_id", OLD."compartment", OLD."id", OLD."joined_on", OLD."left_on", OLD."left_why", OLD."legal_status", OLD."living_detail", OLD."living_with", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."social_worker_id", OLD."version"); RETURN NULL;',
                            hash="46afc97982c58be5fdc7be4861053db2a5aa20d1",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_4332b",
                            table="cases_casechild",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="personevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="af3bf5833b7c82049f6c13f8eb5c165eab53c4a9",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_cd1ac",
                            table="cases_personevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="personnameword",
                    constraint=models.UniqueConstraint(
                        fields=("word", "person"), name="person_has_a_word_once"
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="informationrequestevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="45a2b6e74d28c08cff3cd3028c99f8d1d6c4fd27",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_db610",
                            table="cases_informationrequestevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="informationrequest",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_at__isnull", True), ("answered_by__isnull", True)),
                            models.Q(
                                ("answered_at__isnull", False), ("answered_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="request_answered_whole_or_absent",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="informationrequest",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("answered_at__isnull", True)),
                        fields=("referral",),
                        name="one_request_is_open",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="informationrequest",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "cases_informationrequestevent" ("answer", "answered_at", "answered_by_id", "asked_at", "asked_by_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "question", "referral_id") VALUES (NEW."answer", NEW."answered_at", NEW."answered_by_id", NEW."asked_at", NEW."asked_by_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."public_id", NEW."question", NEW."referral_id"); RETURN NULL;',
                            hash="84ce78eeea2437c9d3f144cec1ae3e554eab82c5",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_cc0a0",
                            table="cases_informationrequest",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="informationrequest",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "cases_informationrequestevent" ("answer", "answered_at", "answered_by_id", "asked_at", "asked_by_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "question", "referral_id") VALUES (NEW."answer", NEW."answered_at", NEW."answered_by_id", NEW."asked_at", NEW."asked_by_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."public_id", NEW."question", NEW."referral_id"); RETURN NULL;',
                            hash="8619de44479c88f8133c8448c120e683a2f2bdb5",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_092af",
                            table="cases_informationrequest",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="informationrequest",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "cases_informationrequestevent" ("answer", "answered_at", "answered_by_id", "asked_at", "asked_by_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "question", "referral_id") VALUES (OLD."answer", OLD."answered_at", OLD."answered_by_id", OLD."asked_at", OLD."asked_by_id", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."public_id", OLD."question", OLD."referral_id"); RETURN NULL;',
                            hash="76f41db5ab42f6bd8d18b296b314a9d05e159674",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_bf46a",
                            table="cases_informationrequest",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="referrer",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "cases_referrerevent" ("email", "id", "job_title", "name", "organisation", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "user_id") VALUES (NEW."email", NEW."id", NEW."job_title", NEW."name", NEW."organisation", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."phone", NEW."user_id"); RETURN NULL;',
                            hash="e156def0217398e8a3744c65470c05ca60eab8db",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_a3c93",
                            table="cases_referrer",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="referrer",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "cases_referrerevent" ("email", "id", "job_title", "name", "organisation", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "user_id") VALUES (NEW."email", NEW."id", NEW."job_title", NEW."name", NEW."organisation", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."phone", NEW."user_id"); RETURN NULL;',
                            hash="0455793b663cf5fa6776b66c7c6ad87a1ecb3974",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_73e89",
                            table="cases_referrer",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="referrer",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "cases_referrerevent" ("email", "id", "job_title", "name", "organisation", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "user_id") VALUES (OLD."email", OLD."id", OLD."job_title", OLD."name", OLD."organisation", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."phone", OLD."user_id"); RETURN NULL;',
                            hash="3d03e6bcef6d9f5cf885156b223167f4f34e159c",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_0dcd6",
                            table="cases_referrer",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="referralevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="bc82db1996239c0691e7b0f1c59a08df1be6a2ed",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_77cf2",
                            table="cases_referralevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="referral",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("sent_at__isnull", True), ("sent_by__isnull", True)),
                            models.Q(("sent_at__isnull", False), ("sent_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="referral_sent_whole_or_absent",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="referral",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at__isnull", True), ("decided_by__isnull", True)),
                            models.Q(("decided_at__isnull", False), ("decided_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="referral_decided_whole_or_absent",
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
                pgtrigger.migrations.AddTrigger(
                    model_name="referrerevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="1bd5036bad9bed40f15886e48a8800af65f3b9c2",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_61a3d",
                            table="cases_referrerevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="relationship",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("person", models.F("relative")), _negated=True),
                        name="relationship_is_between_two",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="relationship",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(
                            ("ended_on__isnull", True), ("withdrawn_at__isnull", True)
                        ),
                        fields=("person", "relative", "kind"),
                        name="relationship_is_told_once",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="relationship",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "cases_relationshipevent" ("detail", "ended_on", "id", "is_carer", "kind", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "recorded_at", "recorded_by_id", "relative_id", "started_on", "withdrawn_at") VALUES (NEW."detail", NEW."ended_on", NEW."id", NEW."is_carer", NEW."kind", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."public_id", NEW."recorded_at", NEW."recorded_by_id", NEW."relative_id", NEW."started_on", NEW."withdrawn_at"); RETURN NULL;',
                            hash="57ad7803833f21a08711e115ff18ab214688107b",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_4d4e6",
                            table="cases_relationship",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="relationship",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "cases_relationshipevent" ("detail", "ended_on", "id", "is_carer", "kind", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "recorded_at", "recorded_by_id", "relative_id", "started_on", "withdrawn_at") VALUES (NEW."detail", NEW."ended_on", NEW."id", NEW."is_carer", NEW."kind", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."public_id", NEW."recorded_at", NEW."recorded_by_id", NEW."relative_id", NEW."started_on", NEW."withdrawn_at"); RETURN NULL;',
                            hash="45cbc09e721648cadd2cca90c321b1f3216a6d5f",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_f957b",
                            table="cases_relationship",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="relationship",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "cases_relationshipevent" ("detail", "ended_on", "id", "is_carer", "kind", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "recorded_at", "recorded_by_id", "relative_id", "started_on", "withdrawn_at") VALUES (OLD."detail", OLD."ended_on", OLD."id", OLD."is_carer", OLD."kind", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."public_id", OLD."recorded_at", OLD."recorded_by_id", OLD."relative_id", OLD."started_on", OLD."withdrawn_at"); RETURN NULL;',
                            hash="f6cdb1eb79cd56cb0e2d5e970804cd0b70c3884e",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_5b79f",
                            table="cases_relationship",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="relationshipevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="99e288a78e219e619c74de0b8d8e4a0b6e312ca3",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_1c55c",
                            table="cases_relationshipevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="safeguardingalert",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("is_shared_without_consent", False),
                            models.Q(("sharing_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="alert_shared_without_consent_says_why",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="safeguardingalert",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("followed_up_at__isnull", True), ("followed_up_by__isnull", True)
                            ),
                            models.Q(
                                ("followed_up_at__isnull", False), ("followed_up_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="alert_followed_up_whole_or_absent",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="safeguardingalert",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "cases_safeguardingalertevent" ("case_id", "compartment", "follow_up", "followed_up_at", "followed_up_by_id", "id", "is_shared_without_consent", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "raised_at", "raised_by_id", "sharing_reason", "told_at", "what", "who_was_told") VALUES (NEW."case_id", NEW."compartment", NEW."follow_up", NEW."followed_up_at", NEW."followed_up_by_id", NEW."id", NEW."is_shared_without_consent", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."public_id", NEW."raised_at", NEW."raised_by_id", NEW."sharing_reason", NEW."told_at", NEW."what", NEW."who_was_told"); RETURN NULL;',
                            hash="286aec9fd0c28b6d21d96fcfccf598b28efeaab7",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_62a2a",
                            table="cases_safeguardingalert",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="safeguardingalert",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "cases_safeguardingalertevent" ("case_id", "compartment", "follow_up", "followed_up_at", "followed_up_by_id", "id", "is_shared_without_consent", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "raised_at", "raised_by_id", "sharing_reason", "told_at", "what", "who_was_told") VALUES (NEW."case_id", NEW."compartment", NEW."follow_up", NEW."followed_up_at", NEW."followed_up_by_id", NEW."id", NEW."is_shared_without_consent", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."public_id", NEW."raised_at", NEW."raised_by_id", NEW."sharing_reason", NEW."told_at", NEW."what", NEW."who_was_told"); RETURN NULL;',
                            hash="d63daadf29e7f7e96eb380dc49382f1cf8115f88",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_0f2f5",
                            table="cases_safeguardingalert",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="safeguardingalert",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "cases_safeguardingalertevent" ("case_id", "compartment", "follow_up", "followed_up_at", "followed_up_by_id", "id", "is_shared_without_consent", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "raised_at", "raised_by_id", "sharing_reason", "told_at", "what", "who_was_told") VALUES (OLD."case_id", OLD."compartment", OLD."follow_up", OLD."followed_up_at", OLD."followed_up_by_id", OLD."id", OLD."is_shared_without_consent", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."public_id", OLD."raised_at", OLD."raised_by_id", OLD."sharing_reason", OLD."told_at", OLD."what", OLD."who_was_told"); RETURN NULL;',
                            hash="fd9135a6787374705ae8065fc3803224e24fbe16",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_14972",
                            table="cases_safeguardingalert",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="alertchildevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="49da6b75255a2cb34a1f88935aa755e696086710",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_20a7d",
                            table="cases_alertchildevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="alertchild",
                    constraint=models.UniqueConstraint(
                        fields=("alert", "child"), name="alert_names_a_child_once"
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="alertchild",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "cases_alertchildevent" ("alert_id", "child_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."alert_id", NEW."child_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id"); RETURN NULL;',
                            hash="0f8576ce1246b3d8edad64b148838530961c8f8e",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_fd863",
                            table="cases_alertchild",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="alertchild",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "cases_alertchildevent" ("alert_id", "child_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."alert_id", NEW."child_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id"); RETURN NULL;',
                            hash="7edff128c27a8d7e2d33b87da0f28ba3e2b36598",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_753f1",
                            table="cases_alertchild",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="alertchild",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "cases_alertchildevent" ("alert_id", "child_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."alert_id", OLD."child_id", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id"); RETURN NULL;',
                            hash="5c4ac9423f98a7b5c8b0fdea8abd1554de7bb3dd",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_db17d",
                            table="cases_alertchild",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="safeguardingalertevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="279df3fcb2a6e05d583ab2839a047c05ea600b01",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_00f04",
                            table="cases_safeguardingalertevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddIndex(
                    model_name="task",
                    index=models.Index(
                        condition=models.Q(
                            ("cancelled_at__isnull", True), ("done_at__isnull", True)
                        ),
                        fields=["assigned_to", "due_on"],
                        name="task_open_person",
                    ),
                ),
                migrations.AddIndex(
                    model_name="task",
                    index=models.Index(
                        condition=models.Q(
                            ("cancelled_at__isnull", True), ("done_at__isnull", True)
                        ),
                        fields=["for_managers_of", "due_on"],
                        name="task_open_team",
                    ),
                ),
                migrations.AddIndex(
                    model_name="task",
                    index=models.Index(
                        condition=models.Q(
                            ("cancelled_at__isnull", True), ("done_at__isnull", True)
                        ),
                        fields=["case", "due_on"],
                        name="task_open_case",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="task",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("assigned_to__isnull", False),
                            ("for_managers_of__isnull", False),
                            _connector="OR",
                        ),
                        name="task_is_somebodys",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="task",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("done_at__isnull", True), ("done_by__isnull", True)),
                            models.Q(("done_at__isnull", False), ("done_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="task_done_whole_or_absent",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="task",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "cases_taskevent" ("assigned_to_id", "cancelled_at", "case_id", "created_at", "created_by_id", "detail", "done_at", "done_by_id", "done_note", "due_on", "for_managers_of_id", "glass_id", "id", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "title") VALUES (NEW."assigned_to_id", NEW."cancelled_at", NEW."case_id", NEW."created_at", NEW."created_by_id", NEW."detail", NEW."done_at", NEW."done_by_id", NEW."done_note", NEW."due_on", NEW."for_managers_of_id", NEW."glass_id", NEW."id", NEW."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."public_id", NEW."title"); RETURN NULL;',
                            hash="aa961b085b889eaa697b1985aa9a180385c497dd",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_62e7a",
                            table="cases_task",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="task",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "cases_taskevent" ("assigned_to_id", "cancelled_at", "case_id", "created_at", "created_by_id", "detail", "done_at", "done_by_id", "done_note", "due_on", "for_managers_of_id", "glass_id", "id", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "title") VALUES (NEW."assigned_to_id", NEW."cancelled_at", NEW."case_id", NEW."created_at", NEW."created_by_id", NEW."detail", NEW."done_at", NEW."done_by_id", NEW."done_note", NEW."due_on", NEW."for_managers_of_id", NEW."glass_id", NEW."id", NEW."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."public_id", NEW."title"); RETURN NULL;',
                            hash="0e209078716182901b7153d60fc9b4e748ffcc02",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_e050d",
                            table="cases_task",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="task",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "cases_taskevent" ("assigned_to_id", "cancelled_at", "case_id", "created_at", "created_by_id", "detail", "done_at", "done_by_id", "done_note", "due_on", "for_managers_of_id", "glass_id", "id", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "title") VALUES (OLD."assigned_to_id", OLD."cancelled_at", OLD."case_id", OLD."created_at", OLD."created_by_id", OLD."detail", OLD."done_at", OLD."done_by_id", OLD."done_note", OLD."due_on", OLD."for_managers_of_id", OLD."glass_id", OLD."id", OLD."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."public_id", OLD."title"); RETURN NULL;',
                            hash="ce82d34122f3bb07003d01646deea4864e268650",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_b7669",
                            table="cases_task",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="taskevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="d6c50f0daa5fdc717d01fc307f845a8c7f100453",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_7007f",
                            table="cases_taskevent",
                            when="BEFORE",
                        ),
                    ),
                ),
            ]
        ),
    ]

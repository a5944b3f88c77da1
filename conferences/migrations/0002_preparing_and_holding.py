import uuid

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.constraints
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
    dependencies = [
        ("cases", "0004_more_kinds_of_event"),
        ("conferences", "0001_meetings"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTogether(
            [
                migrations.CreateModel(
                    name="ActionReview",
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
                            "outcome",
                            models.CharField(
                                choices=[
                                    ("done", "Done"),
                                    ("partly", "Partly done"),
                                    ("not_done", "Not done"),
                                    ("not_needed", "No longer needed"),
                                    ("not_known", "Not known"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("words", models.CharField(blank=True, max_length=1000)),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "meeting",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="action_reviews",
                                to="conferences.meeting",
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
                        "ordering": ["pk"],
                    },
                ),
                migrations.CreateModel(
                    name="AttendanceDecision",
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
                            "outcome",
                            models.CharField(
                                choices=[
                                    ("", "Not decided"),
                                    ("comes", "Takes part"),
                                    ("with_arrangements", "Takes part, with arrangements"),
                                    ("another_way", "Not there, heard another way"),
                                    ("no_part", "Takes no part"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "ground",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", "None"),
                                    ("order", "Court order"),
                                    ("bail", "Bail or licence condition"),
                                    ("safety", "Not safe for somebody there"),
                                    ("child", "The child asked for it"),
                                    ("parents", "The parents or carers decided so"),
                                    ("threat", "Threatening or disruptive before"),
                                    ("other", "Another ground"),
                                ],
                                default="",
                                max_length=10,
                            ),
                        ),
                        ("why", models.TextField(blank=True, max_length=1000)),
                        ("arrangements", models.TextField(blank=True, max_length=1000)),
                        (
                            "ends_on",
                            models.DateField(
                                blank=True,
                                null=True,
                                verbose_name="until when the order or condition holds",
                            ),
                        ),
                        (
                            "heard",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", "Not said"),
                                    ("letter", "A letter"),
                                    ("phone", "A phone call"),
                                    ("recording", "A recording"),
                                    ("supporter", "An advocate or supporter speaks for them"),
                                    ("own_meeting", "A meeting of their own"),
                                    ("declined", "They do not want to be heard"),
                                    ("unsafe", "Not safe in any way"),
                                ],
                                default="",
                                max_length=12,
                            ),
                        ),
                        ("heard_detail", models.CharField(blank=True, max_length=200)),
                        ("review_on", models.DateField(blank=True, null=True)),
                        ("decided_by", models.CharField(blank=True, max_length=150)),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
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
                        "ordering": ["-at", "-pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Availability",
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
                        ("day", models.DateField(blank=True, null=True)),
                        (
                            "weekday",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="0 is Monday"
                            ),
                        ),
                        (
                            "part_of_day",
                            models.CharField(
                                choices=[
                                    ("morning", "Morning (before 12)"),
                                    ("afternoon", "Afternoon (12 to 5)"),
                                    ("evening", "Evening (after 5)"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "can",
                            models.CharField(
                                choices=[
                                    ("yes", "Can"),
                                    ("at_a_pinch", "If need be"),
                                    ("no", "Cannot"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("recorded_at", models.DateTimeField(default=django.utils.timezone.now)),
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
                        "verbose_name_plural": "availability",
                        "ordering": ["weekday", "day", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Away",
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
                        ("starts_on", models.DateField()),
                        ("ends_on", models.DateField()),
                        ("why", models.CharField(blank=True, max_length=100)),
                        ("recorded_at", models.DateTimeField(default=django.utils.timezone.now)),
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
                        "verbose_name_plural": "away",
                        "ordering": ["starts_on", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Booking",
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
                        ("held", django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                        ("booked_at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "confirmed_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="they said yes"
                            ),
                        ),
                        ("cancelled_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "booked_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "cancelled_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
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
                            "meeting",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="bookings",
                                to="conferences.meeting",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Brief",
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
                            "held_on",
                            models.DateField(
                                blank=True, null=True, verbose_name="day of the planning meeting"
                            ),
                        ),
                        ("held_with", models.CharField(blank=True, max_length=300)),
                        (
                            "sent_version",
                            models.PositiveIntegerField(
                                blank=True, null=True, verbose_name="version sent to be signed"
                            ),
                        ),
                        ("sent_at", models.DateTimeField(blank=True, null=True)),
                        ("version", models.PositiveIntegerField(default=1)),
                        (
                            "meeting",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="brief",
                                to="conferences.meeting",
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
                    name="BriefEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "held_on",
                            models.DateField(
                                blank=True, null=True, verbose_name="day of the planning meeting"
                            ),
                        ),
                        ("held_with", models.CharField(blank=True, max_length=300)),
                        (
                            "sent_version",
                            models.PositiveIntegerField(
                                blank=True, null=True, verbose_name="version sent to be signed"
                            ),
                        ),
                        ("sent_at", models.DateTimeField(blank=True, null=True)),
                        ("version", models.PositiveIntegerField(default=1)),
                        (
                            "meeting",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="conferences.meeting",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="conferences.brief",
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
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="BriefItem",
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
                                    ("bottom_line", "Bottom line"),
                                    ("question", "Question for the family"),
                                    ("resource", "Help that may be offered"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("text", models.TextField(max_length=1000)),
                        ("position", models.PositiveSmallIntegerField(default=0)),
                        ("added_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("removed_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "added_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "brief",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="items",
                                to="conferences.brief",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["kind", "position", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="BriefItemEvent",
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
                                    ("bottom_line", "Bottom line"),
                                    ("question", "Question for the family"),
                                    ("resource", "Help that may be offered"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("text", models.TextField(max_length=1000)),
                        ("position", models.PositiveSmallIntegerField(default=0)),
                        ("added_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("removed_at", models.DateTimeField(blank=True, null=True)),
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
                            "brief",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="conferences.brief",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="conferences.briefitem",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="BriefSignature",
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
                        ("version", models.PositiveIntegerField()),
                        (
                            "answer",
                            models.CharField(
                                choices=[("signed", "Signed off"), ("sent_back", "Sent back")],
                                max_length=10,
                            ),
                        ),
                        ("why", models.TextField(blank=True, max_length=1000)),
                        ("text", models.TextField()),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "brief",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="signatures",
                                to="conferences.brief",
                            ),
                        ),
                        (
                            "by",
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
                    name="BriefSignatureEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("version", models.PositiveIntegerField()),
                        (
                            "answer",
                            models.CharField(
                                choices=[("signed", "Signed off"), ("sent_back", "Sent back")],
                                max_length=10,
                            ),
                        ),
                        ("why", models.TextField(blank=True, max_length=1000)),
                        ("text", models.TextField()),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "brief",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="conferences.brief",
                            ),
                        ),
                        (
                            "by",
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
                                to="conferences.briefsignature",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="CalendarFeed",
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
                        ("secret_hash", models.CharField(max_length=64, unique=True)),
                        ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("revoked_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="feeds",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-made_at", "-pk"],
                    },
                ),
                migrations.CreateModel(
                    name="CalendarFeedEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("secret_hash", models.CharField(max_length=64)),
                        ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("revoked_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="conferences.calendarfeed",
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
                    name="Check",
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
                        ("key", models.CharField(max_length=40)),
                        (
                            "state",
                            models.CharField(
                                choices=[("done", "Done"), ("not_needed", "Not needed")],
                                max_length=10,
                            ),
                        ),
                        ("why", models.CharField(blank=True, max_length=300)),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "meeting",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="checks",
                                to="conferences.meeting",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                    },
                ),
                migrations.CreateModel(
                    name="FamilyPlan",
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
                        ("number", models.PositiveSmallIntegerField()),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("writing", "Being written"),
                                    ("agreed", "Agreed"),
                                    ("refused", "Not agreed by the authority"),
                                    ("replaced", "Replaced by a newer one"),
                                ],
                                default="writing",
                                max_length=10,
                            ),
                        ),
                        ("child_views", models.TextField(blank=True, max_length=5000)),
                        (
                            "arrangements",
                            models.TextField(
                                blank=True, max_length=5000, verbose_name="how things will be"
                            ),
                        ),
                        (
                            "contingency",
                            models.TextField(
                                blank=True, max_length=3000, verbose_name="what if it does not work"
                            ),
                        ),
                        (
                            "monitoring",
                            models.TextField(
                                blank=True,
                                max_length=2000,
                                verbose_name="who watches over it, and how",
                            ),
                        ),
                        ("review_on", models.DateField(blank=True, null=True)),
                        ("review_declined", models.BooleanField(default=False)),
                        ("written_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("agreed_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "answered_by",
                            models.CharField(
                                blank=True,
                                max_length=150,
                                verbose_name="who answered for the authority",
                            ),
                        ),
                        ("answered_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "refusal_harm",
                            models.TextField(
                                blank=True,
                                max_length=3000,
                                verbose_name="the risk of significant harm",
                            ),
                        ),
                        (
                            "family_answer",
                            models.TextField(
                                blank=True,
                                max_length=3000,
                                verbose_name="what the family says to it",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1)),
                        (
                            "amends",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="amended_by",
                                to="conferences.familyplan",
                            ),
                        ),
                        (
                            "meeting",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="plans",
                                to="conferences.meeting",
                            ),
                        ),
                        (
                            "written_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["meeting", "-number"],
                    },
                ),
                migrations.CreateModel(
                    name="Feedback",
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
                            "who",
                            models.CharField(
                                choices=[
                                    ("younger_child", "Child under 11"),
                                    ("child", "Child or young person, 11 or older"),
                                    ("family", "Family and friends"),
                                    ("professional", "Professional"),
                                ],
                                max_length=15,
                            ),
                        ),
                        (
                            "when",
                            models.CharField(
                                choices=[
                                    ("day", "On the day"),
                                    ("three_months", "After 3 months"),
                                    ("six_months", "After 6 months"),
                                ],
                                max_length=15,
                            ),
                        ),
                        ("asked_on", models.DateField()),
                        ("answered_on", models.DateField(blank=True, null=True)),
                        ("declined", models.BooleanField(default=False)),
                        (
                            "words",
                            models.TextField(
                                blank=True, max_length=3000, verbose_name="in their own words"
                            ),
                        ),
                        ("may_quote", models.BooleanField(default=False)),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "meeting",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="feedback",
                                to="conferences.meeting",
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
                        "verbose_name_plural": "feedback",
                        "ordering": ["pk"],
                    },
                ),
                migrations.CreateModel(
                    name="FeedbackAnswer",
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
                        ("key", models.CharField(max_length=40)),
                        ("value", models.PositiveSmallIntegerField()),
                        (
                            "feedback",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="answers",
                                to="conferences.feedback",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                    },
                ),
                migrations.CreateModel(
                    name="FeedbackAnswerEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("key", models.CharField(max_length=40)),
                        ("value", models.PositiveSmallIntegerField()),
                        (
                            "feedback",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="conferences.feedback",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="conferences.feedbackanswer",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="InformationReport",
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
                        ("strengths", models.TextField(blank=True, max_length=5000)),
                        ("worries", models.TextField(blank=True, max_length=5000)),
                        ("help_available", models.TextField(blank=True, max_length=5000)),
                        ("if_nothing_changes", models.TextField(blank=True, max_length=5000)),
                        (
                            "given_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="given to the coordinator"
                            ),
                        ),
                        ("signed_version", models.PositiveIntegerField(blank=True, null=True)),
                        ("signed_at", models.DateTimeField(blank=True, null=True)),
                        ("sent_back_why", models.TextField(blank=True, max_length=1000)),
                        (
                            "shared_on",
                            models.DateField(
                                blank=True, null=True, verbose_name="gone through with the family"
                            ),
                        ),
                        ("shared_how", models.CharField(blank=True, max_length=300)),
                        ("version", models.PositiveIntegerField(default=1)),
                        (
                            "meeting",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="report",
                                to="conferences.meeting",
                            ),
                        ),
                        (
                            "signed_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "written_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="InformationReportEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("strengths", models.TextField(blank=True, max_length=5000)),
                        ("worries", models.TextField(blank=True, max_length=5000)),
                        ("help_available", models.TextField(blank=True, max_length=5000)),
                        ("if_nothing_changes", models.TextField(blank=True, max_length=5000)),
                        (
                            "given_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="given to the coordinator"
                            ),
                        ),
                        ("signed_version", models.PositiveIntegerField(blank=True, null=True)),
                        ("signed_at", models.DateTimeField(blank=True, null=True)),
                        ("sent_back_why", models.TextField(blank=True, max_length=1000)),
                        (
                            "shared_on",
                            models.DateField(
                                blank=True, null=True, verbose_name="gone through with the family"
                            ),
                        ),
                        ("shared_how", models.CharField(blank=True, max_length=300)),
                        ("version", models.PositiveIntegerField(default=1)),
                        (
                            "meeting",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="conferences.meeting",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="conferences.informationreport",
                            ),
                        ),
                        (
                            "signed_by",
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
                            "written_by",
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
                    name="MeetingInvitation",
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
                        ("revision", models.PositiveIntegerField()),
                        (
                            "purpose",
                            models.CharField(
                                choices=[
                                    ("invitation", "Invitation"),
                                    ("change", "New time or place"),
                                    ("cancellation", "It is off"),
                                ],
                                default="invitation",
                                max_length=12,
                            ),
                        ),
                        (
                            "channel",
                            models.CharField(
                                choices=[
                                    ("letter", "Letter"),
                                    ("email", "Email"),
                                    ("text", "Text message"),
                                    ("told", "Told in person or by phone"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "starts_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="what it says: from"
                            ),
                        ),
                        (
                            "ends_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="what it says: to"
                            ),
                        ),
                        ("subject", models.CharField(blank=True, max_length=150)),
                        (
                            "_text",
                            restorative.fields.EncryptedTextField(
                                blank=True, db_column="text", verbose_name="what it said"
                            ),
                        ),
                        (
                            "_to",
                            restorative.fields.EncryptedTextField(
                                blank=True, db_column="sent_to", verbose_name="where it went"
                            ),
                        ),
                        ("calendar_file", models.TextField(blank=True)),
                        ("language", models.CharField(blank=True, max_length=60)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "Waits for a second person"),
                                    ("ready", "Ready to send"),
                                    ("sent", "Sent"),
                                    ("told", "Told"),
                                    ("failed", "Could not be sent"),
                                    ("dropped", "Not sent after all"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "warnings",
                            models.TextField(
                                blank=True, verbose_name="what the sender was warned of"
                            ),
                        ),
                        ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("released_at", models.DateTimeField(blank=True, null=True)),
                        ("released_alone_why", models.CharField(blank=True, max_length=300)),
                        ("sent_at", models.DateTimeField(blank=True, null=True)),
                        ("failed_why", models.CharField(blank=True, max_length=300)),
                        (
                            "contact_point",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="cases.contactpoint",
                            ),
                        ),
                        (
                            "made_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "released_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-revision", "-pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Need",
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
                            "kind",
                            models.CharField(
                                choices=[
                                    ("interpreter", "Interpreter"),
                                    ("childcare", "Childcare"),
                                    ("lift", "A lift, or fares"),
                                    ("food", "Food"),
                                    ("access", "Getting in and around"),
                                    ("breaks", "Breaks"),
                                    ("faith", "Faith or culture"),
                                    ("reading", "Reading and writing"),
                                    ("other", "Something else"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("detail", models.CharField(blank=True, max_length=200)),
                        ("arranged_at", models.DateTimeField(blank=True, null=True)),
                        ("arranged_how", models.CharField(blank=True, max_length=200)),
                        (
                            "arranged_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                    },
                ),
                migrations.CreateModel(
                    name="PairDecision",
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
                            "outcome",
                            models.CharField(
                                choices=[
                                    ("separate_arrival", "Both come, arriving and leaving apart"),
                                    ("two_meetings", "Two conferences"),
                                    ("another_way", "One of them is heard another way"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("why", models.TextField(max_length=1000)),
                        ("decided_by", models.CharField(max_length=150)),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "meeting",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="pair_decisions",
                                to="conferences.meeting",
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
                        "ordering": ["-at", "-pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Participant",
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
                        ("initials", models.CharField(blank=True, max_length=20)),
                        (
                            "part",
                            models.CharField(
                                choices=[
                                    ("child", "Child or young person"),
                                    ("family", "Family"),
                                    ("friend", "Friend, neighbour or community"),
                                    ("referrer", "Referrer"),
                                    ("information_giver", "Information giver (first part only)"),
                                    ("professional", "Professional"),
                                    ("advocate", "Advocate"),
                                    ("interpreter", "Interpreter"),
                                    ("supporter", "Supporter"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "party",
                            models.CharField(
                                choices=[
                                    ("only", "The family"),
                                    ("harmed", "Person harmed"),
                                    ("harming", "Person who harmed"),
                                ],
                                default="only",
                                max_length=10,
                            ),
                        ),
                        (
                            "family_side",
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
                        (
                            "relation",
                            models.CharField(
                                blank=True,
                                max_length=100,
                                verbose_name="what they are to the child",
                            ),
                        ),
                        ("suggested_by", models.CharField(blank=True, max_length=100)),
                        ("is_required", models.BooleanField(default=True)),
                        (
                            "way",
                            models.CharField(
                                choices=[
                                    ("in_person", "In person"),
                                    ("video", "By video"),
                                    ("phone", "By phone"),
                                    ("letter", "By letter"),
                                    ("recording", "By a recording"),
                                    ("supporter", "Through a supporter"),
                                ],
                                default="in_person",
                                max_length=10,
                            ),
                        ),
                        (
                            "attendance",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", "Not decided"),
                                    ("comes", "Takes part"),
                                    ("with_arrangements", "Takes part, with arrangements"),
                                    ("another_way", "Not there, heard another way"),
                                    ("no_part", "Takes no part"),
                                ],
                                default="",
                                max_length=20,
                            ),
                        ),
                        ("reached_on", models.DateField(blank=True, null=True)),
                        ("visited_on", models.DateField(blank=True, null=True)),
                        ("prepared_on", models.DateField(blank=True, null=True)),
                        (
                            "willing",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", "Not known"),
                                    ("yes", "Yes"),
                                    ("unsure", "Not sure"),
                                    ("no", "No"),
                                ],
                                default="",
                                max_length=10,
                            ),
                        ),
                        (
                            "worries",
                            models.TextField(
                                blank=True,
                                max_length=2000,
                                verbose_name="what worries them about others",
                            ),
                        ),
                        (
                            "views",
                            models.TextField(
                                blank=True, max_length=5000, verbose_name="what they want to say"
                            ),
                        ),
                        ("views_read_at", models.DateTimeField(blank=True, null=True)),
                        ("views_read_by", models.CharField(blank=True, max_length=150)),
                        (
                            "answer",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", "No answer yet"),
                                    ("yes", "Coming"),
                                    ("maybe", "Not sure yet"),
                                    ("no", "Not coming"),
                                ],
                                default="",
                                max_length=10,
                            ),
                        ),
                        ("answered_at", models.DateTimeField(blank=True, null=True)),
                        ("answer_words", models.CharField(blank=True, max_length=300)),
                        (
                            "arrives_at",
                            models.TimeField(
                                blank=True, null=True, verbose_name="when they are to arrive"
                            ),
                        ),
                        ("arrival_note", models.CharField(blank=True, max_length=300)),
                        ("seat", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("walked_in", models.BooleanField(default=False)),
                        ("arrived_at", models.DateTimeField(blank=True, null=True)),
                        ("left_at", models.DateTimeField(blank=True, null=True)),
                        ("apologies_at", models.DateTimeField(blank=True, null=True)),
                        ("apology", models.CharField(blank=True, max_length=300)),
                        ("added_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("removed_at", models.DateTimeField(blank=True, null=True)),
                        ("removed_why", models.CharField(blank=True, max_length=200)),
                        ("version", models.PositiveIntegerField(default=1)),
                        (
                            "added_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "meeting",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="participants",
                                to="conferences.meeting",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="cases.person",
                            ),
                        ),
                        (
                            "supports",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="supporters",
                                to="conferences.participant",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                    },
                ),
                migrations.CreateModel(
                    name="PairDecisionEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "outcome",
                            models.CharField(
                                choices=[
                                    ("separate_arrival", "Both come, arriving and leaving apart"),
                                    ("two_meetings", "Two conferences"),
                                    ("another_way", "One of them is heard another way"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("why", models.TextField(max_length=1000)),
                        ("decided_by", models.CharField(max_length=150)),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "meeting",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="conferences.meeting",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="conferences.pairdecision",
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
                                to="conferences.participant",
                            ),
                        ),
                        (
                            "second",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="conferences.participant",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.AddField(
                    model_name="pairdecision",
                    name="first",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="conferences.participant",
                    ),
                ),
                migrations.AddField(
                    model_name="pairdecision",
                    name="second",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="conferences.participant",
                    ),
                ),
                migrations.CreateModel(
                    name="NeedEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("interpreter", "Interpreter"),
                                    ("childcare", "Childcare"),
                                    ("lift", "A lift, or fares"),
                                    ("food", "Food"),
                                    ("access", "Getting in and around"),
                                    ("breaks", "Breaks"),
                                    ("faith", "Faith or culture"),
                                    ("reading", "Reading and writing"),
                                    ("other", "Something else"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("detail", models.CharField(blank=True, max_length=200)),
                        ("arranged_at", models.DateTimeField(blank=True, null=True)),
                        ("arranged_how", models.CharField(blank=True, max_length=200)),
                        (
                            "arranged_by",
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
                                to="conferences.need",
                            ),
                        ),
                        (
                            "participant",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="conferences.participant",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.AddField(
                    model_name="need",
                    name="participant",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="needs",
                        to="conferences.participant",
                    ),
                ),
                migrations.CreateModel(
                    name="MeetingInvitationEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                        ("revision", models.PositiveIntegerField()),
                        (
                            "purpose",
                            models.CharField(
                                choices=[
                                    ("invitation", "Invitation"),
                                    ("change", "New time or place"),
                                    ("cancellation", "It is off"),
                                ],
                                default="invitation",
                                max_length=12,
                            ),
                        ),
                        (
                            "channel",
                            models.CharField(
                                choices=[
                                    ("letter", "Letter"),
                                    ("email", "Email"),
                                    ("text", "Text message"),
                                    ("told", "Told in person or by phone"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "starts_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="what it says: from"
                            ),
                        ),
                        (
                            "ends_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="what it says: to"
                            ),
                        ),
                        ("subject", models.CharField(blank=True, max_length=150)),
                        (
                            "_text",
                            restorative.fields.EncryptedTextField(
                                blank=True, db_column="text", verbose_name="what it said"
                            ),
                        ),
                        (
                            "_to",
                            restorative.fields.EncryptedTextField(
                                blank=True, db_column="sent_to", verbose_name="where it went"
                            ),
                        ),
                        ("calendar_file", models.TextField(blank=True)),
                        ("language", models.CharField(blank=True, max_length=60)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "Waits for a second person"),
                                    ("ready", "Ready to send"),
                                    ("sent", "Sent"),
                                    ("told", "Told"),
                                    ("failed", "Could not be sent"),
                                    ("dropped", "Not sent after all"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "warnings",
                            models.TextField(
                                blank=True, verbose_name="what the sender was warned of"
                            ),
                        ),
                        ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("released_at", models.DateTimeField(blank=True, null=True)),
                        ("released_alone_why", models.CharField(blank=True, max_length=300)),
                        ("sent_at", models.DateTimeField(blank=True, null=True)),
                        ("failed_why", models.CharField(blank=True, max_length=300)),
                        (
                            "contact_point",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="cases.contactpoint",
                            ),
                        ),
                        (
                            "made_by",
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
                                to="conferences.meetinginvitation",
                            ),
                        ),
                        (
                            "released_by",
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
                            "participant",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="conferences.participant",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.AddField(
                    model_name="meetinginvitation",
                    name="participant",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invitations",
                        to="conferences.participant",
                    ),
                ),
                migrations.CreateModel(
                    name="FeedbackEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                        (
                            "who",
                            models.CharField(
                                choices=[
                                    ("younger_child", "Child under 11"),
                                    ("child", "Child or young person, 11 or older"),
                                    ("family", "Family and friends"),
                                    ("professional", "Professional"),
                                ],
                                max_length=15,
                            ),
                        ),
                        (
                            "when",
                            models.CharField(
                                choices=[
                                    ("day", "On the day"),
                                    ("three_months", "After 3 months"),
                                    ("six_months", "After 6 months"),
                                ],
                                max_length=15,
                            ),
                        ),
                        ("asked_on", models.DateField()),
                        ("answered_on", models.DateField(blank=True, null=True)),
                        ("declined", models.BooleanField(default=False)),
                        (
                            "words",
                            models.TextField(
                                blank=True, max_length=3000, verbose_name="in their own words"
                            ),
                        ),
                        ("may_quote", models.BooleanField(default=False)),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "meeting",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="conferences.meeting",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="conferences.feedback",
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
                            "participant",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="conferences.participant",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.AddField(
                    model_name="feedback",
                    name="participant",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="conferences.participant",
                    ),
                ),
                migrations.CreateModel(
                    name="FamilyPlanEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                        ("number", models.PositiveSmallIntegerField()),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("writing", "Being written"),
                                    ("agreed", "Agreed"),
                                    ("refused", "Not agreed by the authority"),
                                    ("replaced", "Replaced by a newer one"),
                                ],
                                default="writing",
                                max_length=10,
                            ),
                        ),
                        ("child_views", models.TextField(blank=True, max_length=5000)),
                        (
                            "arrangements",
                            models.TextField(
                                blank=True, max_length=5000, verbose_name="how things will be"
                            ),
                        ),
                        (
                            "contingency",
                            models.TextField(
                                blank=True, max_length=3000, verbose_name="what if it does not work"
                            ),
                        ),
                        (
                            "monitoring",
                            models.TextField(
                                blank=True,
                                max_length=2000,
                                verbose_name="who watches over it, and how",
                            ),
                        ),
                        ("review_on", models.DateField(blank=True, null=True)),
                        ("review_declined", models.BooleanField(default=False)),
                        ("written_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("agreed_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "answered_by",
                            models.CharField(
                                blank=True,
                                max_length=150,
                                verbose_name="who answered for the authority",
                            ),
                        ),
                        ("answered_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "refusal_harm",
                            models.TextField(
                                blank=True,
                                max_length=3000,
                                verbose_name="the risk of significant harm",
                            ),
                        ),
                        (
                            "family_answer",
                            models.TextField(
                                blank=True,
                                max_length=3000,
                                verbose_name="what the family says to it",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1)),
                        (
                            "amends",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="conferences.familyplan",
                            ),
                        ),
                        (
                            "meeting",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="conferences.meeting",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="conferences.familyplan",
                            ),
                        ),
                        (
                            "written_by",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "family_lead",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="conferences.participant",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.AddField(
                    model_name="familyplan",
                    name="family_lead",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="conferences.participant",
                    ),
                ),
                migrations.CreateModel(
                    name="CheckEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("key", models.CharField(max_length=40)),
                        (
                            "state",
                            models.CharField(
                                choices=[("done", "Done"), ("not_needed", "Not needed")],
                                max_length=10,
                            ),
                        ),
                        ("why", models.CharField(blank=True, max_length=300)),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "by",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "meeting",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="conferences.meeting",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="conferences.check",
                            ),
                        ),
                        (
                            "participant",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="conferences.participant",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.AddField(
                    model_name="check",
                    name="participant",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="checks",
                        to="conferences.participant",
                    ),
                ),
                migrations.CreateModel(
                    name="AvailabilityEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("day", models.DateField(blank=True, null=True)),
                        (
                            "weekday",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="0 is Monday"
                            ),
                        ),
                        (
                            "part_of_day",
                            models.CharField(
                                choices=[
                                    ("morning", "Morning (before 12)"),
                                    ("afternoon", "Afternoon (12 to 5)"),
                                    ("evening", "Evening (after 5)"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "can",
                            models.CharField(
                                choices=[
                                    ("yes", "Can"),
                                    ("at_a_pinch", "If need be"),
                                    ("no", "Cannot"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("recorded_at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="conferences.availability",
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
                            "participant",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="conferences.participant",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.AddField(
                    model_name="availability",
                    name="participant",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="availability",
                        to="conferences.participant",
                    ),
                ),
                migrations.CreateModel(
                    name="AttendanceDecisionEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "outcome",
                            models.CharField(
                                choices=[
                                    ("", "Not decided"),
                                    ("comes", "Takes part"),
                                    ("with_arrangements", "Takes part, with arrangements"),
                                    ("another_way", "Not there, heard another way"),
                                    ("no_part", "Takes no part"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "ground",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", "None"),
                                    ("order", "Court order"),
                                    ("bail", "Bail or licence condition"),
                                    ("safety", "Not safe for somebody there"),
                                    ("child", "The child asked for it"),
                                    ("parents", "The parents or carers decided so"),
                                    ("threat", "Threatening or disruptive before"),
                                    ("other", "Another ground"),
                                ],
                                default="",
                                max_length=10,
                            ),
                        ),
                        ("why", models.TextField(blank=True, max_length=1000)),
                        ("arrangements", models.TextField(blank=True, max_length=1000)),
                        (
                            "ends_on",
                            models.DateField(
                                blank=True,
                                null=True,
                                verbose_name="until when the order or condition holds",
                            ),
                        ),
                        (
                            "heard",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", "Not said"),
                                    ("letter", "A letter"),
                                    ("phone", "A phone call"),
                                    ("recording", "A recording"),
                                    ("supporter", "An advocate or supporter speaks for them"),
                                    ("own_meeting", "A meeting of their own"),
                                    ("declined", "They do not want to be heard"),
                                    ("unsafe", "Not safe in any way"),
                                ],
                                default="",
                                max_length=12,
                            ),
                        ),
                        ("heard_detail", models.CharField(blank=True, max_length=200)),
                        ("review_on", models.DateField(blank=True, null=True)),
                        ("decided_by", models.CharField(blank=True, max_length=150)),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="conferences.attendancedecision",
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
                            "participant",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="conferences.participant",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.AddField(
                    model_name="attendancedecision",
                    name="participant",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
                        to="conferences.participant",
                    ),
                ),
                migrations.CreateModel(
                    name="PartTime",
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
                        ("key", models.CharField(max_length=30)),
                        ("began_at", models.DateTimeField(blank=True, null=True)),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "meeting",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="part_times",
                                to="conferences.meeting",
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
                        "ordering": ["pk"],
                    },
                ),
                migrations.CreateModel(
                    name="PartTimeEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("key", models.CharField(max_length=30)),
                        ("began_at", models.DateTimeField(blank=True, null=True)),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "meeting",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="conferences.meeting",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="conferences.parttime",
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
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="PlanAction",
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
                        ("position", models.PositiveSmallIntegerField(default=0)),
                        ("what", models.TextField(max_length=1000)),
                        ("who", models.CharField(max_length=200)),
                        (
                            "is_agency",
                            models.BooleanField(default=False, verbose_name="an agency does it"),
                        ),
                        ("by_when", models.DateField(blank=True, null=True)),
                        ("how_often", models.CharField(blank=True, max_length=150)),
                        (
                            "checked_by",
                            models.CharField(blank=True, max_length=200, verbose_name="who checks"),
                        ),
                        (
                            "if_not",
                            models.CharField(
                                blank=True, max_length=500, verbose_name="what if not"
                            ),
                        ),
                        (
                            "asked_for",
                            models.CharField(
                                blank=True, max_length=500, verbose_name="asked of the authority"
                            ),
                        ),
                        (
                            "asked_state",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", "Nothing asked"),
                                    ("waiting", "Waiting for an answer"),
                                    ("agreed", "Agreed"),
                                    ("changed", "Agreed with changes"),
                                    ("refused", "Not agreed"),
                                ],
                                default="",
                                max_length=10,
                            ),
                        ),
                        ("approver", models.CharField(blank=True, max_length=150)),
                        ("asked_answer", models.CharField(blank=True, max_length=500)),
                        ("asked_answered_at", models.DateTimeField(blank=True, null=True)),
                        ("version", models.PositiveIntegerField(default=1)),
                        (
                            "carried_from",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="carried_to",
                                to="conferences.planaction",
                            ),
                        ),
                        (
                            "checker",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="conferences.participant",
                            ),
                        ),
                        (
                            "participant",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="conferences.participant",
                            ),
                        ),
                        (
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="actions",
                                to="conferences.familyplan",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["plan", "position", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="CopyOmission",
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
                        ("passage", models.CharField(blank=True, max_length=30)),
                        ("why", models.CharField(blank=True, max_length=300)),
                        (
                            "action",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="conferences.planaction",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                    },
                ),
                migrations.CreateModel(
                    name="ActionReviewEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "outcome",
                            models.CharField(
                                choices=[
                                    ("done", "Done"),
                                    ("partly", "Partly done"),
                                    ("not_done", "Not done"),
                                    ("not_needed", "No longer needed"),
                                    ("not_known", "Not known"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("words", models.CharField(blank=True, max_length=1000)),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "meeting",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="conferences.meeting",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="conferences.actionreview",
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
                            "action",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="conferences.planaction",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.AddField(
                    model_name="actionreview",
                    name="action",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reviews",
                        to="conferences.planaction",
                    ),
                ),
                migrations.CreateModel(
                    name="PlanActionEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                        ("position", models.PositiveSmallIntegerField(default=0)),
                        ("what", models.TextField(max_length=1000)),
                        ("who", models.CharField(max_length=200)),
                        (
                            "is_agency",
                            models.BooleanField(default=False, verbose_name="an agency does it"),
                        ),
                        ("by_when", models.DateField(blank=True, null=True)),
                        ("how_often", models.CharField(blank=True, max_length=150)),
                        (
                            "checked_by",
                            models.CharField(blank=True, max_length=200, verbose_name="who checks"),
                        ),
                        (
                            "if_not",
                            models.CharField(
                                blank=True, max_length=500, verbose_name="what if not"
                            ),
                        ),
                        (
                            "asked_for",
                            models.CharField(
                                blank=True, max_length=500, verbose_name="asked of the authority"
                            ),
                        ),
                        (
                            "asked_state",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", "Nothing asked"),
                                    ("waiting", "Waiting for an answer"),
                                    ("agreed", "Agreed"),
                                    ("changed", "Agreed with changes"),
                                    ("refused", "Not agreed"),
                                ],
                                default="",
                                max_length=10,
                            ),
                        ),
                        ("approver", models.CharField(blank=True, max_length=150)),
                        ("asked_answer", models.CharField(blank=True, max_length=500)),
                        ("asked_answered_at", models.DateTimeField(blank=True, null=True)),
                        ("version", models.PositiveIntegerField(default=1)),
                        (
                            "carried_from",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="conferences.planaction",
                            ),
                        ),
                        (
                            "checker",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="conferences.participant",
                            ),
                        ),
                        (
                            "participant",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="conferences.participant",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="conferences.planaction",
                            ),
                        ),
                        (
                            "plan",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="conferences.familyplan",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="PlanAgreement",
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
                            "answer",
                            models.CharField(
                                choices=[
                                    ("yes", "Agrees"),
                                    ("partly", "Agrees with part of it"),
                                    ("no", "Does not agree"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("words", models.CharField(blank=True, max_length=500)),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "participant",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="conferences.participant",
                            ),
                        ),
                        (
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="agreements",
                                to="conferences.familyplan",
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
                        "ordering": ["pk"],
                    },
                ),
                migrations.CreateModel(
                    name="PlanAgreementEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "answer",
                            models.CharField(
                                choices=[
                                    ("yes", "Agrees"),
                                    ("partly", "Agrees with part of it"),
                                    ("no", "Does not agree"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("words", models.CharField(blank=True, max_length=500)),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "participant",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="conferences.participant",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="conferences.planagreement",
                            ),
                        ),
                        (
                            "plan",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="conferences.familyplan",
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
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="PlanAnswer",
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
                        ("words", models.CharField(blank=True, max_length=500)),
                        (
                            "action",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="answers",
                                to="conferences.planaction",
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="answers",
                                to="conferences.briefitem",
                            ),
                        ),
                        (
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="answers",
                                to="conferences.familyplan",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                    },
                ),
                migrations.CreateModel(
                    name="PlanAnswerEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("words", models.CharField(blank=True, max_length=500)),
                        (
                            "action",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="conferences.planaction",
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="conferences.briefitem",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="conferences.plananswer",
                            ),
                        ),
                        (
                            "plan",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="conferences.familyplan",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="PlanCopy",
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
                                    ("hand", "Given by hand"),
                                    ("post", "Post"),
                                    ("email", "Email"),
                                    ("read", "Read out or explained"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("is_large_print", models.BooleanField(default=False)),
                        ("language", models.CharField(blank=True, max_length=60)),
                        (
                            "_text",
                            restorative.fields.EncryptedTextField(
                                blank=True, db_column="text", verbose_name="what it holds"
                            ),
                        ),
                        ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("checked_at", models.DateTimeField(blank=True, null=True)),
                        ("sent_at", models.DateTimeField(blank=True, null=True)),
                        ("received_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "checked_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "contact_point",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="cases.contactpoint",
                            ),
                        ),
                        (
                            "made_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "participant",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="plan_copies",
                                to="conferences.participant",
                            ),
                        ),
                        (
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="copies",
                                to="conferences.familyplan",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "plan copies",
                        "ordering": ["pk"],
                    },
                ),
                migrations.CreateModel(
                    name="CopyOmissionEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("passage", models.CharField(blank=True, max_length=30)),
                        ("why", models.CharField(blank=True, max_length=300)),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="conferences.copyomission",
                            ),
                        ),
                        (
                            "action",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="conferences.planaction",
                            ),
                        ),
                        (
                            "copy",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="conferences.plancopy",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.AddField(
                    model_name="copyomission",
                    name="copy",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="omissions",
                        to="conferences.plancopy",
                    ),
                ),
                migrations.CreateModel(
                    name="PlanCopyEvent",
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
                                    ("hand", "Given by hand"),
                                    ("post", "Post"),
                                    ("email", "Email"),
                                    ("read", "Read out or explained"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("is_large_print", models.BooleanField(default=False)),
                        ("language", models.CharField(blank=True, max_length=60)),
                        (
                            "_text",
                            restorative.fields.EncryptedTextField(
                                blank=True, db_column="text", verbose_name="what it holds"
                            ),
                        ),
                        ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("checked_at", models.DateTimeField(blank=True, null=True)),
                        ("sent_at", models.DateTimeField(blank=True, null=True)),
                        ("received_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "checked_by",
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
                            "contact_point",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="cases.contactpoint",
                            ),
                        ),
                        (
                            "made_by",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "participant",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="conferences.participant",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="conferences.plancopy",
                            ),
                        ),
                        (
                            "plan",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="conferences.familyplan",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="PreparationContact",
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
                            "note",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="preparing",
                                to="cases.note",
                            ),
                        ),
                        (
                            "participant",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="contacts",
                                to="conferences.participant",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="PreparationContactEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
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
                            "participant",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="conferences.participant",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="conferences.preparationcontact",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Resource",
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
                                    ("venue", "Venue"),
                                    ("coordinator", "Coordinator"),
                                    ("interpreter", "Interpreter"),
                                    ("advocate", "Advocate"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("name", models.CharField(max_length=150)),
                        ("address", models.CharField(blank=True, max_length=300)),
                        ("postcode", models.CharField(blank=True, max_length=10)),
                        (
                            "directions",
                            models.TextField(
                                blank=True, max_length=1000, verbose_name="how to get there"
                            ),
                        ),
                        (
                            "step_free",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", "Not known"),
                                    ("yes", "Step-free throughout"),
                                    ("partly", "Partly step-free"),
                                    ("no", "Not step-free"),
                                ],
                                default="",
                                max_length=10,
                            ),
                        ),
                        ("access_note", models.CharField(blank=True, max_length=300)),
                        ("has_kitchen", models.BooleanField(default=False)),
                        (
                            "rooms",
                            models.PositiveSmallIntegerField(
                                default=1, verbose_name="rooms, breakout rooms among them"
                            ),
                        ),
                        ("seats", models.PositiveSmallIntegerField(blank=True, null=True)),
                        (
                            "is_neutral",
                            models.BooleanField(
                                default=True, verbose_name="not children's services' own"
                            ),
                        ),
                        ("cost", models.CharField(blank=True, max_length=100)),
                        ("languages", models.CharField(blank=True, max_length=200)),
                        ("contact_name", models.CharField(blank=True, max_length=150)),
                        ("contact_phone", models.CharField(blank=True, max_length=20)),
                        ("contact_email", models.EmailField(blank=True, max_length=254)),
                        ("minutes_before", models.PositiveSmallIntegerField(default=0)),
                        ("minutes_after", models.PositiveSmallIntegerField(default=0)),
                        ("note", models.CharField(blank=True, max_length=500)),
                        ("added_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("archived_at", models.DateTimeField(blank=True, null=True)),
                        ("version", models.PositiveIntegerField(default=1)),
                        (
                            "added_by",
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
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="resource",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["kind", "name", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="ParticipantEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                        ("initials", models.CharField(blank=True, max_length=20)),
                        (
                            "part",
                            models.CharField(
                                choices=[
                                    ("child", "Child or young person"),
                                    ("family", "Family"),
                                    ("friend", "Friend, neighbour or community"),
                                    ("referrer", "Referrer"),
                                    ("information_giver", "Information giver (first part only)"),
                                    ("professional", "Professional"),
                                    ("advocate", "Advocate"),
                                    ("interpreter", "Interpreter"),
                                    ("supporter", "Supporter"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "party",
                            models.CharField(
                                choices=[
                                    ("only", "The family"),
                                    ("harmed", "Person harmed"),
                                    ("harming", "Person who harmed"),
                                ],
                                default="only",
                                max_length=10,
                            ),
                        ),
                        (
                            "family_side",
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
                        (
                            "relation",
                            models.CharField(
                                blank=True,
                                max_length=100,
                                verbose_name="what they are to the child",
                            ),
                        ),
                        ("suggested_by", models.CharField(blank=True, max_length=100)),
                        ("is_required", models.BooleanField(default=True)),
                        (
                            "way",
                            models.CharField(
                                choices=[
                                    ("in_person", "In person"),
                                    ("video", "By video"),
                                    ("phone", "By phone"),
                                    ("letter", "By letter"),
                                    ("recording", "By a recording"),
                                    ("supporter", "Through a supporter"),
                                ],
                                default="in_person",
                                max_length=10,
                            ),
                        ),
                        (
                            "attendance",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", "Not decided"),
                                    ("comes", "Takes part"),
                                    ("with_arrangements", "Takes part, with arrangements"),
                                    ("another_way", "Not there, heard another way"),
                                    ("no_part", "Takes no part"),
                                ],
                                default="",
                                max_length=20,
                            ),
                        ),
                        ("reached_on", models.DateField(blank=True, null=True)),
                        ("visited_on", models.DateField(blank=True, null=True)),
                        ("prepared_on", models.DateField(blank=True, null=True)),
                        (
                            "willing",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", "Not known"),
                                    ("yes", "Yes"),
                                    ("unsure", "Not sure"),
                                    ("no", "No"),
                                ],
                                default="",
                                max_length=10,
                            ),
                        ),
                        (
                            "worries",
                            models.TextField(
                                blank=True,
                                max_length=2000,
                                verbose_name="what worries them about others",
                            ),
                        ),
                        (
                            "views",
                            models.TextField(
                                blank=True, max_length=5000, verbose_name="what they want to say"
                            ),
                        ),
                        ("views_read_at", models.DateTimeField(blank=True, null=True)),
                        ("views_read_by", models.CharField(blank=True, max_length=150)),
                        (
                            "answer",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", "No answer yet"),
                                    ("yes", "Coming"),
                                    ("maybe", "Not sure yet"),
                                    ("no", "Not coming"),
                                ],
                                default="",
                                max_length=10,
                            ),
                        ),
                        ("answered_at", models.DateTimeField(blank=True, null=True)),
                        ("answer_words", models.CharField(blank=True, max_length=300)),
                        (
                            "arrives_at",
                            models.TimeField(
                                blank=True, null=True, verbose_name="when they are to arrive"
                            ),
                        ),
                        ("arrival_note", models.CharField(blank=True, max_length=300)),
                        ("seat", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("walked_in", models.BooleanField(default=False)),
                        ("arrived_at", models.DateTimeField(blank=True, null=True)),
                        ("left_at", models.DateTimeField(blank=True, null=True)),
                        ("apologies_at", models.DateTimeField(blank=True, null=True)),
                        ("apology", models.CharField(blank=True, max_length=300)),
                        ("added_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("removed_at", models.DateTimeField(blank=True, null=True)),
                        ("removed_why", models.CharField(blank=True, max_length=200)),
                        ("version", models.PositiveIntegerField(default=1)),
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
                            "meeting",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="conferences.meeting",
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
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="conferences.participant",
                            ),
                        ),
                        (
                            "supports",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="conferences.participant",
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
                        (
                            "resource",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="conferences.resource",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.AddField(
                    model_name="participant",
                    name="resource",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="conferences.resource",
                    ),
                ),
                migrations.CreateModel(
                    name="BookingEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("held", django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                        ("booked_at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "confirmed_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="they said yes"
                            ),
                        ),
                        ("cancelled_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "booked_by",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "cancelled_by",
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
                            "meeting",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="conferences.meeting",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="conferences.booking",
                            ),
                        ),
                        (
                            "resource",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="conferences.resource",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.AddField(
                    model_name="booking",
                    name="resource",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bookings",
                        to="conferences.resource",
                    ),
                ),
                migrations.CreateModel(
                    name="AwayEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("starts_on", models.DateField()),
                        ("ends_on", models.DateField()),
                        ("why", models.CharField(blank=True, max_length=100)),
                        ("recorded_at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="conferences.away",
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
                            "resource",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="conferences.resource",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.AddField(
                    model_name="away",
                    name="resource",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="away",
                        to="conferences.resource",
                    ),
                ),
                migrations.CreateModel(
                    name="ResourceEvent",
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
                                    ("venue", "Venue"),
                                    ("coordinator", "Coordinator"),
                                    ("interpreter", "Interpreter"),
                                    ("advocate", "Advocate"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("name", models.CharField(max_length=150)),
                        ("address", models.CharField(blank=True, max_length=300)),
                        ("postcode", models.CharField(blank=True, max_length=10)),
                        (
                            "directions",
                            models.TextField(
                                blank=True, max_length=1000, verbose_name="how to get there"
                            ),
                        ),
                        (
                            "step_free",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", "Not known"),
                                    ("yes", "Step-free throughout"),
                                    ("partly", "Partly step-free"),
                                    ("no", "Not step-free"),
                                ],
                                default="",
                                max_length=10,
                            ),
                        ),
                        ("access_note", models.CharField(blank=True, max_length=300)),
                        ("has_kitchen", models.BooleanField(default=False)),
                        (
                            "rooms",
                            models.PositiveSmallIntegerField(
                                default=1, verbose_name="rooms, breakout rooms among them"
                            ),
                        ),
                        ("seats", models.PositiveSmallIntegerField(blank=True, null=True)),
                        (
                            "is_neutral",
                            models.BooleanField(
                                default=True, verbose_name="not children's services' own"
                            ),
                        ),
                        ("cost", models.CharField(blank=True, max_length=100)),
                        ("languages", models.CharField(blank=True, max_length=200)),
                        ("contact_name", models.CharField(blank=True, max_length=150)),
                        ("contact_phone", models.CharField(blank=True, max_length=20)),
                        ("contact_email", models.EmailField(blank=True, max_length=254)),
                        ("minutes_before", models.PositiveSmallIntegerField(default=0)),
                        ("minutes_after", models.PositiveSmallIntegerField(default=0)),
                        ("note", models.CharField(blank=True, max_length=500)),
                        ("added_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("archived_at", models.DateTimeField(blank=True, null=True)),
                        ("version", models.PositiveIntegerField(default=1)),
                        (
                            "added_by",
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
                                to="conferences.resource",
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
                    name="ReviewRecord",
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
                        ("new_worries", models.TextField(blank=True, max_length=3000)),
                        ("child_views", models.TextField(blank=True, max_length=3000)),
                        ("went_well", models.TextField(blank=True, max_length=3000)),
                        (
                            "decision",
                            models.CharField(
                                choices=[
                                    ("go_on", "The plan goes on as it is"),
                                    ("amend", "The plan is amended"),
                                    ("close", "The work can end"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("version", models.PositiveIntegerField(default=1)),
                        (
                            "meeting",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="review_record",
                                to="conferences.meeting",
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
                    name="ReviewRecordEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("new_worries", models.TextField(blank=True, max_length=3000)),
                        ("child_views", models.TextField(blank=True, max_length=3000)),
                        ("went_well", models.TextField(blank=True, max_length=3000)),
                        (
                            "decision",
                            models.CharField(
                                choices=[
                                    ("go_on", "The plan goes on as it is"),
                                    ("amend", "The plan is amended"),
                                    ("close", "The work can end"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("version", models.PositiveIntegerField(default=1)),
                        (
                            "meeting",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="conferences.meeting",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="conferences.reviewrecord",
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
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="WeeklyHours",
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
                        ("weekday", models.PositiveSmallIntegerField(verbose_name="0 is Monday")),
                        ("starts", models.TimeField()),
                        ("ends", models.TimeField()),
                        (
                            "resource",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="hours",
                                to="conferences.resource",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "weekly hours",
                        "ordering": ["weekday", "starts"],
                    },
                ),
                migrations.CreateModel(
                    name="WeeklyHoursEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("weekday", models.PositiveSmallIntegerField(verbose_name="0 is Monday")),
                        ("starts", models.TimeField()),
                        ("ends", models.TimeField()),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="conferences.weeklyhours",
                            ),
                        ),
                        (
                            "resource",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="conferences.resource",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="brief",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "conferences_briefevent" ("held_on", "held_with", "id", "meeting_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sent_at", "sent_by_id", "sent_version", "version") VALUES (NEW."held_on", NEW."held_with", NEW."id", NEW."meeting_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."sent_at", NEW."sent_by_id", NEW."sent_version", NEW."version"); RETURN NULL;',
                            hash="a295226e9478b71669d9504fc136c609598524de",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_347dc",
                            table="conferences_brief",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="brief",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "conferences_briefevent" ("held_on", "held_with", "id", "meeting_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sent_at", "sent_by_id", "sent_version", "version") VALUES (NEW."held_on", NEW."held_with", NEW."id", NEW."meeting_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."sent_at", NEW."sent_by_id", NEW."sent_version", NEW."version"); RETURN NULL;',
                            hash="00a15a4a10edcef521efcd0877555c347c2f3bfd",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_1b040",
                            table="conferences_brief",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="brief",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "conferences_briefevent" ("held_on", "held_with", "id", "meeting_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sent_at", "sent_by_id", "sent_version", "version") VALUES (OLD."held_on", OLD."held_with", OLD."id", OLD."meeting_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."sent_at", OLD."sent_by_id", OLD."sent_version", OLD."version"); RETURN NULL;',
                            hash="de473a83b86f34e423a9ff9a6867f2a1805ec66a",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_08944",
                            table="conferences_brief",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="briefevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="157e04254478bce20173664efe9b4d20de5586f0",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_5004d",
                            table="conferences_briefevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="briefitem",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "conferences_briefitemevent" ("added_at", "added_by_id", "brief_id", "id", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "public_id", "removed_at", "text") VALUES (NEW."added_at", NEW."added_by_id", NEW."brief_id", NEW."id", NEW."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."position", NEW."public_id", NEW."removed_at", NEW."text"); RETURN NULL;',
                            hash="eccc6d8f78aa6114a13ce1759f2b162c6e845ffd",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_b34a9",
                            table="conferences_briefitem",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="briefitem",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "conferences_briefitemevent" ("added_at", "added_by_id", "brief_id", "id", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "public_id", "removed_at", "text") VALUES (NEW."added_at", NEW."added_by_id", NEW."brief_id", NEW."id", NEW."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."position", NEW."public_id", NEW."removed_at", NEW."text"); RETURN NULL;',
                            hash="971f61d78ad0ca72589a483a9c6a87ac6bc2f6e0",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_b131f",
                            table="conferences_briefitem",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="briefitem",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "conferences_briefitemevent" ("added_at", "added_by_id", "brief_id", "id", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "public_id", "removed_at", "text") VALUES (OLD."added_at", OLD."added_by_id", OLD."brief_id", OLD."id", OLD."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."position", OLD."public_id", OLD."removed_at", OLD."text"); RETURN NULL;',
                            hash="745b434d0eaf98529d0af59dee463bffb87a36f2",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_dd3fd",
                            table="conferences_briefitem",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="briefitemevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="438c9a8b6c4e9cf34c0154b529b188fb1518f84a",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_cac2e",
                            table="conferences_briefitemevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="briefsignature",
                    constraint=models.UniqueConstraint(
                        fields=("brief", "version"), name="brief_version_is_answered_once"
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="briefsignature",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "conferences_briefsignatureevent" ("answer", "at", "brief_id", "by_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text", "version", "why") VALUES (NEW."answer", NEW."at", NEW."brief_id", NEW."by_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."text", NEW."version", NEW."why"); RETURN NULL;',
                            hash="a90424a738bfb3d802a28a8deaef7f3560f7f2a4",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_39d9e",
                            table="conferences_briefsignature",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="briefsignature",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "conferences_briefsignatureevent" ("answer", "at", "brief_id", "by_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text", "version", "why") VALUES (NEW."answer", NEW."at", NEW."brief_id", NEW."by_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."text", NEW."version", NEW."why"); RETURN NULL;',
                            hash="870d2977688ca2a6aea7ff5a058e79ef080af514",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_8f0a9",
                            table="conferences_briefsignature",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="briefsignature",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "conferences_briefsignatureevent" ("answer", "at", "brief_id", "by_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text", "version", "why") VALUES (OLD."answer", OLD."at", OLD."brief_id", OLD."by_id", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."text", OLD."version", OLD."why"); RETURN NULL;',
                            hash="877f52d8848ad6dd829af994673390d0aae140ef",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_efac4",
                            table="conferences_briefsignature",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="briefsignatureevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="641c2d624f96e06dfb3ca78673a671cda6e1dd6e",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_185cc",
                            table="conferences_briefsignatureevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="calendarfeed",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("revoked_at", None)),
                        fields=("user",),
                        name="feed_is_one_a_person",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="calendarfeed",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "conferences_calendarfeedevent" ("id", "made_at", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revoked_at", "secret_hash", "user_id") VALUES (NEW."id", NEW."made_at", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."revoked_at", NEW."secret_hash", NEW."user_id"); RETURN NULL;',
                            hash="1fe03d9bea79c58f62ca216c7d6dc885b7768797",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_bd474",
                            table="conferences_calendarfeed",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="calendarfeed",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "conferences_calendarfeedevent" ("id", "made_at", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revoked_at", "secret_hash", "user_id") VALUES (NEW."id", NEW."made_at", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."revoked_at", NEW."secret_hash", NEW."user_id"); RETURN NULL;',
                            hash="1a6c0ad3cdeada7782d7086d60a0379b0dd3b6ec",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_53dca",
                            table="conferences_calendarfeed",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="calendarfeed",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "conferences_calendarfeedevent" ("id", "made_at", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revoked_at", "secret_hash", "user_id") VALUES (OLD."id", OLD."made_at", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."revoked_at", OLD."secret_hash", OLD."user_id"); RETURN NULL;',
                            hash="b5b87ae887376f7619e7422330f1695509a78ffd",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_c11cc",
                            table="conferences_calendarfeed",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="calendarfeedevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="0d79a78089262ceedce52aae861bb84493056a5b",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_b1d74",
                            table="conferences_calendarfeedevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="feedbackanswer",
                    constraint=models.UniqueConstraint(
                        fields=("feedback", "key"), name="feedback_question_is_answered_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="feedbackanswer",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("value__gte", 1), ("value__lte", 5)),
                        name="feedback_answer_is_1_to_5",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="feedbackanswer",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "conferences_feedbackanswerevent" ("feedback_id", "id", "key", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "value") VALUES (NEW."feedback_id", NEW."id", NEW."key", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."value"); RETURN NULL;',
                            hash="12ec80916e12d4a5bcc9ab972e636fcfc93b84af",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_0f92d",
                            table="conferences_feedbackanswer",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="feedbackanswer",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "conferences_feedbackanswerevent" ("feedback_id", "id", "key", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "value") VALUES (NEW."feedback_id", NEW."id", NEW."key", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."value"); RETURN NULL;',
                            hash="0763c6ff4782d2b245a6074f857a09df368cccf8",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_fbe58",
                            table="conferences_feedbackanswer",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="feedbackanswer",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "conferences_feedbackanswerevent" ("feedback_id", "id", "key", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "value") VALUES (OLD."feedback_id", OLD."id", OLD."key", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."value"); RETURN NULL;',
                            hash="372686220facb8c4496fc323ec230ce1b0265a9d",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_b98ef",
                            table="conferences_feedbackanswer",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="feedbackanswerevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="eef916694f7b655d034409a890e11d35739e6fc2",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_86615",
                            table="conferences_feedbackanswerevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="informationreport",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "conferences_informationreportevent" ("given_at", "help_available", "id", "if_nothing_changes", "meeting_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sent_back_why", "shared_how", "shared_on", "signed_at", "signed_by_id", "signed_version", "strengths", "version", "worries", "written_by_id") VALUES (NEW."given_at", NEW."help_available", NEW."id", NEW."if_nothing_changes", NEW."meeting_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."sent_back_why", NEW."shared_how", NEW."shared_on", NEW."signed_at", NEW."signed_by_id", NEW."signed_version", NEW."strengths", NEW."version", NEW."worries", NEW."written_by_id"); RETURN NULL;',
                            hash="e8a486f2775b7dbbd5034fa6759acacb510f66e8",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_a050d",
                            table="conferences_informationreport",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="informationreport",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "conferences_informationreportevent" ("given_at", "help_available", "id", "if_nothing_changes", "meeting_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sent_back_why", "shared_how", "shared_on", "signed_at", "signed_by_id", "signed_version", "strengths", "version", "worries", "written_by_id") VALUES (NEW."given_at", NEW."help_available", NEW."id", NEW."if_nothing_changes", NEW."meeting_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."sent_back_why", NEW."shared_how", NEW."shared_on", NEW."signed_at", NEW."signed_by_id", NEW."signed_version", NEW."strengths", NEW."version", NEW."worries", NEW."written_by_id"); RETURN NULL;',
                            hash="33f1e29982be5246d3b52b7f7c8b407cf3e475ed",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_a3d6a",
                            table="conferences_informationreport",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="informationreport",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "conferences_informationreportevent" ("given_at", "help_available", "id", "if_nothing_changes", "meeting_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sent_back_why", "shared_how", "shared_on", "signed_at", "signed_by_id", "signed_version", "strengths", "version", "worries", "written_by_id") VALUES (OLD."given_at", OLD."help_available", OLD."id", OLD."if_nothing_changes", OLD."meeting_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."sent_back_why", OLD."shared_how", OLD."shared_on", OLD."signed_at", OLD."signed_by_id", OLD."signed_version", OLD."strengths", OLD."version", OLD."worries", OLD."written_by_id"); RETURN NULL;',
                            hash="4a1523b1ced5c2e54bdf066007bb63bf489d19be",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_21070",
                            table="conferences_informationreport",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="informationreportevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="2e09aec92e03678490e3bd08cc38549b49fba1ad",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_d0aa5",
                            table="conferences_informationreportevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="pairdecisionevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="939f1e2ef65b74340668cb3c7f1cac9a9b68bf37",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_a7d8e",
                            table="conferences_pairdecisionevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="pairdecision",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("first__lt", models.F("second"))),
                        name="pair_is_two_in_order",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="pairdecision",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "conferences_pairdecisionevent" ("at", "decided_by", "first_id", "id", "meeting_id", "outcome", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "second_id", "why") VALUES (NEW."at", NEW."decided_by", NEW."first_id", NEW."id", NEW."meeting_id", NEW."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."recorded_by_id", NEW."second_id", NEW."why"); RETURN NULL;',
                            hash="e1cc8cd23a0b20a92d28a97238b5ee583f903bc7",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_4189c",
                            table="conferences_pairdecision",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="pairdecision",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "conferences_pairdecisionevent" ("at", "decided_by", "first_id", "id", "meeting_id", "outcome", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "second_id", "why") VALUES (NEW."at", NEW."decided_by", NEW."first_id", NEW."id", NEW."meeting_id", NEW."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."recorded_by_id", NEW."second_id", NEW."why"); RETURN NULL;',
                            hash="fbf18a7627028d871bf9a97d01edd25d3ca5c74f",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_48b2c",
                            table="conferences_pairdecision",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="pairdecision",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "conferences_pairdecisionevent" ("at", "decided_by", "first_id", "id", "meeting_id", "outcome", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "second_id", "why") VALUES (OLD."at", OLD."decided_by", OLD."first_id", OLD."id", OLD."meeting_id", OLD."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."recorded_by_id", OLD."second_id", OLD."why"); RETURN NULL;',
                            hash="1a3584c6355c261f48d3bf0442d689ebda253ec2",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_566d8",
                            table="conferences_pairdecision",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="needevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="b10bab5dd2e85e22d7f063f9a53575ef56eea006",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_8af86",
                            table="conferences_needevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="need",
                    constraint=models.UniqueConstraint(
                        fields=("participant", "kind"), name="need_is_said_once"
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="need",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "conferences_needevent" ("arranged_at", "arranged_by_id", "arranged_how", "detail", "id", "kind", "participant_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."arranged_at", NEW."arranged_by_id", NEW."arranged_how", NEW."detail", NEW."id", NEW."kind", NEW."participant_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id"); RETURN NULL;',
                            hash="51779079868f7e3a88785f844e2db4f696581756",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_c1645",
                            table="conferences_need",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="need",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "conferences_needevent" ("arranged_at", "arranged_by_id", "arranged_how", "detail", "id", "kind", "participant_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."arranged_at", NEW."arranged_by_id", NEW."arranged_how", NEW."detail", NEW."id", NEW."kind", NEW."participant_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id"); RETURN NULL;',
                            hash="90b4bfe0f1991206477bd089f6af438b38a51f27",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_ea172",
                            table="conferences_need",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="need",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "conferences_needevent" ("arranged_at", "arranged_by_id", "arranged_how", "detail", "id", "kind", "participant_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."arranged_at", OLD."arranged_by_id", OLD."arranged_how", OLD."detail", OLD."id", OLD."kind", OLD."participant_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id"); RETURN NULL;',
                            hash="08ed5a01b137059f335c57e7e195ff2bcdb535d9",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_9377a",
                            table="conferences_need",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="meetinginvitationevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="3898758f801369a8ab7098ab5c5dfbac23bff26a",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_7530d",
                            table="conferences_meetinginvitationevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="meetinginvitation",
                    constraint=models.UniqueConstraint(
                        fields=("participant", "revision"), name="invitation_is_one_a_revision"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="meetinginvitation",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ("sent", "told")), _negated=True),
                            ("sent_at__isnull", False),
                            _connector="OR",
                        ),
                        name="invitation_sent_says_when",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="meetinginvitation",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "conferences_meetinginvitationevent" ("calendar_file", "channel", "contact_point_id", "ends_at", "failed_why", "id", "language", "made_at", "made_by_id", "participant_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "purpose", "released_alone_why", "released_at", "released_by_id", "revision", "sent_at", "sent_to", "starts_at", "state", "subject", "text", "warnings") VALUES (NEW."calendar_file", NEW."channel", NEW."contact_point_id", NEW."ends_at", NEW."failed_why", NEW."id", NEW."language", NEW."made_at", NEW."made_by_id", NEW."participant_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."public_id", NEW."purpose", NEW."released_alone_why", NEW."released_at", NEW."released_by_id", NEW."revision", NEW."sent_at", NEW."sent_to", NEW."starts_at", NEW."state", NEW."subject", NEW."text", NEW."warnings"); RETURN NULL;',
                            hash="5b9a7463fda5125aeaa67f8730b3623147bbf376",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_c3c54",
                            table="conferences_meetinginvitation",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="meetinginvitation",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "conferences_meetinginvitationevent" ("calendar_file", "channel", "contact_point_id", "ends_at", "failed_why", "id", "language", "made_at", "made_by_id", "participant_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "purpose", "released_alone_why", "released_at", "released_by_id", "revision", "sent_at", "sent_to", "starts_at", "state", "subject", "text", "warnings") VALUES (NEW."calendar_file", NEW."channel", NEW."contact_point_id", NEW."ends_at", NEW."failed_why", NEW."id", NEW."language", NEW."made_at", NEW."made_by_id", NEW."participant_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."public_id", NEW."purpose", NEW."released_alone_why", NEW."released_at", NEW."released_by_id", NEW."revision", NEW."sent_at", NEW."sent_to", NEW."starts_at", NEW."state", NEW."subject", NEW."text", NEW."warnings"); RETURN NULL;',
                            hash="9b9751d9821d68683b58e150acf800a3ddd44594",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_1a014",
                            table="conferences_meetinginvitation",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="meetinginvitation",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "conferences_meetinginvitationevent" ("calendar_file", "channel", "contact_point_id", "ends_at", "failed_why", "id", "language", "made_at", "made_by_id", "participant_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "purpose", "released_alone_why", "released_at", "released_by_id", "revision", "sent_at", "sent_to", "starts_at", "state", "subject", "text", "warnings") VALUES (OLD."calendar_file", OLD."channel", OLD."contact_point_id", OLD."ends_at", OLD."failed_why", OLD."id", OLD."language", OLD."made_at", OLD."made_by_id", OLD."participant_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."public_id", OLD."purpose", OLD."released_alone_why", OLD."released_at", OLD."released_by_id", OLD."revision", OLD."sent_at", OLD."sent_to", OLD."starts_at", OLD."state", OLD."subject", OLD."text", OLD."warnings"); RETURN NULL;',
                            hash="8c0e91e66a8d6ded68693e3c1484d14ef4ba49f0",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_0a456",
                            table="conferences_meetinginvitation",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="feedbackevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="c3687a432027a4052dac1a67d948abc112cf677e",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_30b7f",
                            table="conferences_feedbackevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="feedback",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("participant__isnull", False)),
                        fields=("meeting", "participant", "when"),
                        name="participant_is_asked_once_at_a_time",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="feedback",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("declined", False), ("answered_on", None), _connector="OR"
                        ),
                        name="feedback_declined_has_no_answer",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="feedback",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "conferences_feedbackevent" ("answered_on", "asked_on", "at", "declined", "id", "may_quote", "meeting_id", "participant_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "recorded_by_id", "when", "who", "words") VALUES (NEW."answered_on", NEW."asked_on", NEW."at", NEW."declined", NEW."id", NEW."may_quote", NEW."meeting_id", NEW."participant_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."public_id", NEW."recorded_by_id", NEW."when", NEW."who", NEW."words"); RETURN NULL;',
                            hash="cf66558565dcfce03f1c48a4d7d9fb27bc94450a",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_e43d6",
                            table="conferences_feedback",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="feedback",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "conferences_feedbackevent" ("answered_on", "asked_on", "at", "declined", "id", "may_quote", "meeting_id", "participant_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "recorded_by_id", "when", "who", "words") VALUES (NEW."answered_on", NEW."asked_on", NEW."at", NEW."declined", NEW."id", NEW."may_quote", NEW."meeting_id", NEW."participant_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."public_id", NEW."recorded_by_id", NEW."when", NEW."who", NEW."words"); RETURN NULL;',
                            hash="c1441bac5505af6d5842e7d12744f01aa96308a6",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_10bfa",
                            table="conferences_feedback",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="feedback",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "conferences_feedbackevent" ("answered_on", "asked_on", "at", "declined", "id", "may_quote", "meeting_id", "participant_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "recorded_by_id", "when", "who", "words") VALUES (OLD."answered_on", OLD."asked_on", OLD."at", OLD."declined", OLD."id", OLD."may_quote", OLD."meeting_id", OLD."participant_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."public_id", OLD."recorded_by_id", OLD."when", OLD."who", OLD."words"); RETURN NULL;',
                            hash="0c65a38e094d6775501f2e3405afec68e556d175",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_1bf97",
                            table="conferences_feedback",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="familyplanevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="49bad8b798c519c4c1bca5cca02279a369488f0c",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_06722",
                            table="conferences_familyplanevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="familyplan",
                    constraint=models.UniqueConstraint(
                        fields=("meeting", "number"), name="plan_is_numbered_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="familyplan",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("state", "writing")),
                        fields=("meeting",),
                        name="plan_is_written_one_at_a_time",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="familyplan",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "conferences_familyplanevent" ("agreed_at", "amends_id", "answered_at", "answered_by", "arrangements", "child_views", "contingency", "family_answer", "family_lead_id", "id", "meeting_id", "monitoring", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "refusal_harm", "review_declined", "review_on", "state", "version", "written_at", "written_by_id") VALUES (NEW."agreed_at", NEW."amends_id", NEW."answered_at", NEW."answered_by", NEW."arrangements", NEW."child_views", NEW."contingency", NEW."family_answer", NEW."family_lead_id", NEW."id", NEW."meeting_id", NEW."monitoring", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."public_id", NEW."refusal_harm", NEW."review_declined", NEW."review_on", NEW."state", NEW."version", NEW."written_at", NEW."written_by_id"); RETURN NULL;',
                            hash="385145ec60f0ea9f5cc079be68b2d74aa7fd0540",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_fa224",
                            table="conferences_familyplan",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="familyplan",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "conferences_familyplanevent" ("agreed_at", "amends_id", "answered_at", "answered_by", "arrangements", "child_views", "contingency", "family_answer", "family_lead_id", "id", "meeting_id", "monitoring", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "refusal_harm", "review_declined", "review_on", "state", "version", "written_at", "written_by_id") VALUES (NEW."agreed_at", NEW."amends_id", NEW."answered_at", NEW."answered_by", NEW."arrangements", NEW."child_views", NEW."contingency", NEW."family_answer", NEW."family_lead_id", NEW."id", NEW."meeting_id", NEW."monitoring", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."public_id", NEW."refusal_harm", NEW."review_declined", NEW."review_on", NEW."state", NEW."version", NEW."written_at", NEW."written_by_id"); RETURN NULL;',
                            hash="798de12469044bc2867304396af41cfb003d1301",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_d6ead",
                            table="conferences_familyplan",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="familyplan",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "conferences_familyplanevent" ("agreed_at", "amends_id", "answered_at", "answered_by", "arrangements", "child_views", "contingency", "family_answer", "family_lead_id", "id", "meeting_id", "monitoring", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "refusal_harm", "review_declined", "review_on", "state", "version", "written_at", "written_by_id") VALUES (OLD."agreed_at", OLD."amends_id", OLD."answered_at", OLD."answered_by", OLD."arrangements", OLD."child_views", OLD."contingency", OLD."family_answer", OLD."family_lead_id", OLD."id", OLD."meeting_id", OLD."monitoring", OLD."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."public_id", OLD."refusal_harm", OLD."review_declined", OLD."review_on", OLD."state", OLD."version", OLD."written_at", OLD."written_by_id"); RETURN NULL;',
                            hash="b6f724c53338d94afacae5d2296b2af9a31a7b34",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_fe370",
                            table="conferences_familyplan",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="checkevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="5da5e2cea5b49b2f8d873454228ddbae9c78381a",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_d808e",
                            table="conferences_checkevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="check",
                    constraint=models.UniqueConstraint(
                        fields=("meeting", "participant", "key"),
                        name="check_is_settled_once",
                        nulls_distinct=False,
                    ),
                ),
                migrations.AddConstraint(
                    model_name="check",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("state", "done"), models.Q(("why", ""), _negated=True), _connector="OR"
                        ),
                        name="check_not_needed_says_why",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="check",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "conferences_checkevent" ("at", "by_id", "id", "key", "meeting_id", "participant_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "why") VALUES (NEW."at", NEW."by_id", NEW."id", NEW."key", NEW."meeting_id", NEW."participant_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."state", NEW."why"); RETURN NULL;',
                            hash="d6432bb0e45cfb9619c702b6a12316dc065c2e48",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_1abe1",
                            table="conferences_check",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="check",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "conferences_checkevent" ("at", "by_id", "id", "key", "meeting_id", "participant_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "why") VALUES (NEW."at", NEW."by_id", NEW."id", NEW."key", NEW."meeting_id", NEW."participant_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."state", NEW."why"); RETURN NULL;',
                            hash="be70921e104e4d5c95638d0643950ea9c366b5fe",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_0b8a1",
                            table="conferences_check",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="check",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "conferences_checkevent" ("at", "by_id", "id", "key", "meeting_id", "participant_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "why") VALUES (OLD."at", OLD."by_id", OLD."id", OLD."key", OLD."meeting_id", OLD."participant_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."state", OLD."why"); RETURN NULL;',
                            hash="7d8fab092e9d766e15fb9cbab9c5056310b16511",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_74b01",
                            table="conferences_check",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="availabilityevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="01b79c9c5fa3995633c3bfe15c03b70e1cfaf112",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_cc2a8",
                            table="conferences_availabilityevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="availability",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("day__isnull", False), ("weekday", None)),
                            models.Q(("day", None), ("weekday__lte", 6)),
                            _connector="OR",
                        ),
                        name="availability_is_of_a_day_or_a_weekday",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="availability",
                    constraint=models.UniqueConstraint(
                        fields=("participant", "day", "weekday", "part_of_day"),
                        name="availability_is_said_once",
                        nulls_distinct=False,
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="availability",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "conferences_availabilityevent" ("can", "day", "id", "part_of_day", "participant_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "weekday") VALUES (NEW."can", NEW."day", NEW."id", NEW."part_of_day", NEW."participant_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."recorded_at", NEW."recorded_by_id", NEW."weekday"); RETURN NULL;',
                            hash="eb5a24cf8c27ceeaa44ee2ded8cd66e362792634",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_554f1",
                            table="conferences_availability",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="availability",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "conferences_availabilityevent" ("can", "day", "id", "part_of_day", "participant_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "weekday") VALUES (NEW."can", NEW."day", NEW."id", NEW."part_of_day", NEW."participant_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."recorded_at", NEW."recorded_by_id", NEW."weekday"); RETURN NULL;',
                            hash="f601c2470a64fa89111e086ee6afe4a79401245b",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_fc8c0",
                            table="conferences_availability",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="availability",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "conferences_availabilityevent" ("can", "day", "id", "part_of_day", "participant_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "weekday") VALUES (OLD."can", OLD."day", OLD."id", OLD."part_of_day", OLD."participant_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."recorded_at", OLD."recorded_by_id", OLD."weekday"); RETURN NULL;',
                            hash="c763727218abbe00c2ea05e3bb1475e782364fe9",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_8cf57",
                            table="conferences_availability",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="attendancedecisionevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="acb07bfebab5ac541e320fb030f42862f7b90bb0",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_e9358",
                            table="conferences_attendancedecisionevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="attendancedecision",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "conferences_attendancedecisionevent" ("arrangements", "at", "decided_by", "ends_on", "ground", "heard", "heard_detail", "id", "outcome", "participant_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "review_on", "why") VALUES (NEW."arrangements", NEW."at", NEW."decided_by", NEW."ends_on", NEW."ground", NEW."heard", NEW."heard_detail", NEW."id", NEW."outcome", NEW."participant_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."recorded_by_id", NEW."review_on", NEW."why"); RETURN NULL;',
                            hash="c8eb76e19c77b3297ecf4267b3b2206b036bd1bf",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_86929",
                            table="conferences_attendancedecision",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="attendancedecision",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "conferences_attendancedecisionevent" ("arrangements", "at", "decided_by", "ends_on", "ground", "heard", "heard_detail", "id", "outcome", "participant_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "review_on", "why") VALUES (NEW."arrangements", NEW."at", NEW."decided_by", NEW."ends_on", NEW."ground", NEW."heard", NEW."heard_detail", NEW."id", NEW."outcome", NEW."participant_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."recorded_by_id", NEW."review_on", NEW."why"); RETURN NULL;',
                            hash="fae86a21ad60c77c730a12eb6ffc173433c0dfc6",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_b0612",
                            table="conferences_attendancedecision",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="attendancedecision",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "conferences_attendancedecisionevent" ("arrangements", "at", "decided_by", "ends_on", "ground", "heard", "heard_detail", "id", "outcome", "participant_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "review_on", "why") VALUES (OLD."arrangements", OLD."at", OLD."decided_by", OLD."ends_on", OLD."ground", OLD."heard", OLD."heard_detail", OLD."id", OLD."outcome", OLD."participant_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."recorded_by_id", OLD."review_on", OLD."why"); RETURN NULL;',
                            hash="7cf8a09356250650869864117d102494bed3f059",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_d10ec",
                            table="conferences_attendancedecision",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="parttime",
                    constraint=models.UniqueConstraint(
                        fields=("meeting", "key"), name="part_is_timed_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="parttime",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("began_at", None),
                            ("ended_at", None),
                            ("ended_at__gte", models.F("began_at")),
                            _connector="OR",
                        ),
                        name="part_ends_after_it_began",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="parttime",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "conferences_parttimeevent" ("began_at", "ended_at", "id", "key", "meeting_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id") VALUES (NEW."began_at", NEW."ended_at", NEW."id", NEW."key", NEW."meeting_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."recorded_by_id"); RETURN NULL;',
                            hash="3611cede4c1f6ccaa335b0a2330cdfd85080bb6d",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_7a10b",
                            table="conferences_parttime",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="parttime",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "conferences_parttimeevent" ("began_at", "ended_at", "id", "key", "meeting_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id") VALUES (NEW."began_at", NEW."ended_at", NEW."id", NEW."key", NEW."meeting_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."recorded_by_id"); RETURN NULL;',
                            hash="fcf03be433eb05959421a23f8bc8e20a58479a70",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_2be1c",
                            table="conferences_parttime",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="parttime",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "conferences_parttimeevent" ("began_at", "ended_at", "id", "key", "meeting_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id") VALUES (OLD."began_at", OLD."ended_at", OLD."id", OLD."key", OLD."meeting_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."recorded_by_id"); RETURN NULL;',
                            hash="72bf231efb5bc18bde76c0045d99940f60571970",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_7f392",
                            table="conferences_parttime",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="parttimeevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="bcc7065b8f016ad321b5b6c61fbb5e33c43a282e",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_fbdf6",
                            table="conferences_parttimeevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="planaction",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "conferences_planactionevent" ("approver", "asked_answer", "asked_answered_at", "asked_for", "asked_state", "by_when", "carried_from_id", "checked_by", "checker_id", "how_often", "id", "if_not", "is_agency", "participant_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "position", "public_id", "version", "what", "who") VALUES (NEW."approver", NEW."asked_answer", NEW."asked_answered_at", NEW."asked_for", NEW."asked_state", NEW."by_when", NEW."carried_from_id", NEW."checked_by", NEW."checker_id", NEW."how_often", NEW."id", NEW."if_not", NEW."is_agency", NEW."participant_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."plan_id", NEW."position", NEW."public_id", NEW."version", NEW."what", NEW."who"); RETURN NULL;',
                            hash="19ec5043f5df57d34497ea7c7965ee5161e822b5",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_f4783",
                            table="conferences_planaction",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="planaction",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "conferences_planactionevent" ("approver", "asked_answer", "asked_answered_at", "asked_for", "asked_state", "by_when", "carried_from_id", "checked_by", "checker_id", "how_often", "id", "if_not", "is_agency", "participant_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "position", "public_id", "version", "what", "who") VALUES (NEW."approver", NEW."asked_answer", NEW."asked_answered_at", NEW."asked_for", NEW."asked_state", NEW."by_when", NEW."carried_from_id", NEW."checked_by", NEW."checker_id", NEW."how_often", NEW."id", NEW."if_not", NEW."is_agency", NEW."participant_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."plan_id", NEW."position", NEW."public_id", NEW."version", NEW."what", NEW."who"); RETURN NULL;',
                            hash="86a4a394e1182cab53fbe31cb2a4daa02ad5ba43",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_dba19",
                            table="conferences_planaction",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="planaction",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "conferences_planactionevent" ("approver", "asked_answer", "asked_answered_at", "asked_for", "asked_state", "by_when", "carried_from_id", "checked_by", "checker_id", "how_often", "id", "if_not", "is_agency", "participant_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "position", "public_id", "version", "what", "who") VALUES (OLD."approver", OLD."asked_answer", OLD."asked_answered_at", OLD."asked_for", OLD."asked_state", OLD."by_when", OLD."carried_from_id", OLD."checked_by", OLD."checker_id", OLD."how_often", OLD."id", OLD."if_not", OLD."is_agency", OLD."participant_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."plan_id", OLD."position", OLD."public_id", OLD."version", OLD."what", OLD."who"); RETURN NULL;',
                            hash="6267f1dbf96c64334e706fcd8d92e86b1bc26d09",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_a409d",
                            table="conferences_planaction",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="actionreviewevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="315e2c4e93607c5dd479b35ea6c4fca8996d2c40",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_29527",
                            table="conferences_actionreviewevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="actionreview",
                    constraint=models.UniqueConstraint(
                        fields=("meeting", "action"), name="action_is_reviewed_once_a_meeting"
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="actionreview",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "conferences_actionreviewevent" ("action_id", "at", "id", "meeting_id", "outcome", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "words") VALUES (NEW."action_id", NEW."at", NEW."id", NEW."meeting_id", NEW."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."recorded_by_id", NEW."words"); RETURN NULL;',
                            hash="bbfa301a4a61bbf31e12d057a1cd857ac97108b6",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_c1113",
                            table="conferences_actionreview",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="actionreview",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "conferences_actionreviewevent" ("action_id", "at", "id", "meeting_id", "outcome", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "words") VALUES (NEW."action_id", NEW."at", NEW."id", NEW."meeting_id", NEW."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."recorded_by_id", NEW."words"); RETURN NULL;',
                            hash="19340d8fc6762e2b278e673be00e4d947e4f7a2f",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_c7fa1",
                            table="conferences_actionreview",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="actionreview",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "conferences_actionreviewevent" ("action_id", "at", "id", "meeting_id", "outcome", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "words") VALUES (OLD."action_id", OLD."at", OLD."id", OLD."meeting_id", OLD."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."recorded_by_id", OLD."words"); RETURN NULL;',
                            hash="efc106ca43eaf80ba0a4be2804a0659f66ce89fb",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_bf951",
                            table="conferences_actionreview",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="planactionevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="338710cb1262868f7126a35c41e7cf8c983c5fa9",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_eb3c8",
                            table="conferences_planactionevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="planagreement",
                    constraint=models.UniqueConstraint(
                        fields=("plan", "participant"), name="participant_agrees_to_a_plan_once"
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="planagreement",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "conferences_planagreementevent" ("answer", "at", "id", "participant_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "recorded_by_id", "words") VALUES (NEW."answer", NEW."at", NEW."id", NEW."participant_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."plan_id", NEW."recorded_by_id", NEW."words"); RETURN NULL;',
                            hash="455f040ac37710b569c530fc37dd1c1c90d05dcb",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_9d46c",
                            table="conferences_planagreement",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="planagreement",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "conferences_planagreementevent" ("answer", "at", "id", "participant_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "recorded_by_id", "words") VALUES (NEW."answer", NEW."at", NEW."id", NEW."participant_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."plan_id", NEW."recorded_by_id", NEW."words"); RETURN NULL;',
                            hash="fd3192e6d26217a5d98a8e70c9fb3d859dd008c7",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_469cf",
                            table="conferences_planagreement",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="planagreement",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "conferences_planagreementevent" ("answer", "at", "id", "participant_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "recorded_by_id", "words") VALUES (OLD."answer", OLD."at", OLD."id", OLD."participant_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."plan_id", OLD."recorded_by_id", OLD."words"); RETURN NULL;',
                            hash="52830c9099a5e63b494d0e20a1eece87c1a7ac8c",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_4c748",
                            table="conferences_planagreement",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="planagreementevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="9a97b9715f199a6e2e6e54479ea041d31c81e84f",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_7b211",
                            table="conferences_planagreementevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="plananswer",
                    constraint=models.UniqueConstraint(
                        fields=("plan", "item", "action"),
                        name="answer_is_given_once",
                        nulls_distinct=False,
                    ),
                ),
                migrations.AddConstraint(
                    model_name="plananswer",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("action__isnull", False),
                            models.Q(("words", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="answer_is_an_action_or_words",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="plananswer",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "conferences_plananswerevent" ("action_id", "id", "item_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "words") VALUES (NEW."action_id", NEW."id", NEW."item_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."plan_id", NEW."words"); RETURN NULL;',
                            hash="255f048e919de01c6760507f2882e8300724ee09",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_e7829",
                            table="conferences_plananswer",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="plananswer",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "conferences_plananswerevent" ("action_id", "id", "item_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "words") VALUES (NEW."action_id", NEW."id", NEW."item_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."plan_id", NEW."words"); RETURN NULL;',
                            hash="b392c4bc1443992c57d76febb964a482f0d9eb2d",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_7783d",
                            table="conferences_plananswer",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="plananswer",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "conferences_plananswerevent" ("action_id", "id", "item_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "words") VALUES (OLD."action_id", OLD."id", OLD."item_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."plan_id", OLD."words"); RETURN NULL;',
                            hash="c64255ca32e13d5f65768b90b4a3104fbadf7af0",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_4f8ec",
                            table="conferences_plananswer",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="plananswerevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="54e92b7c6eb52f39894335613e94a6bd07793097",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_a8d05",
                            table="conferences_plananswerevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="plancopy",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("sent_at", None), ("checked_at__isnull", False), _connector="OR"
                        ),
                        name="copy_is_checked_before_it_goes",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="plancopy",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "conferences_plancopyevent" ("channel", "checked_at", "checked_by_id", "contact_point_id", "id", "is_large_print", "language", "made_at", "made_by_id", "participant_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "public_id", "received_at", "sent_at", "text") VALUES (NEW."channel", NEW."checked_at", NEW."checked_by_id", NEW."contact_point_id", NEW."id", NEW."is_large_print", NEW."language", NEW."made_at", NEW."made_by_id", NEW."participant_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."plan_id", NEW."public_id", NEW."received_at", NEW."sent_at", NEW."text"); RETURN NULL;',
                            hash="c053bd76e783ce5b1a1ce936c7635bb75b501896",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_2a47e",
                            table="conferences_plancopy",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="plancopy",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "conferences_plancopyevent" ("channel", "checked_at", "checked_by_id", "contact_point_id", "id", "is_large_print", "language", "made_at", "made_by_id", "participant_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "public_id", "received_at", "sent_at", "text") VALUES (NEW."channel", NEW."checked_at", NEW."checked_by_id", NEW."contact_point_id", NEW."id", NEW."is_large_print", NEW."language", NEW."made_at", NEW."made_by_id", NEW."participant_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."plan_id", NEW."public_id", NEW."received_at", NEW."sent_at", NEW."text"); RETURN NULL;',
                            hash="24d8ad8f9f5c8ada142e6ca06214a33c808bec23",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_fec35",
                            table="conferences_plancopy",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="plancopy",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "conferences_plancopyevent" ("channel", "checked_at", "checked_by_id", "contact_point_id", "id", "is_large_print", "language", "made_at", "made_by_id", "participant_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "public_id", "received_at", "sent_at", "text") VALUES (OLD."channel", OLD."checked_at", OLD."checked_by_id", OLD."contact_point_id", OLD."id", OLD."is_large_print", OLD."language", OLD."made_at", OLD."made_by_id", OLD."participant_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."plan_id", OLD."public_id", OLD."received_at", OLD."sent_at", OLD."text"); RETURN NULL;',
                            hash="88768345cc17b4069b0091675eea6117d1539ccf",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_f0c3c",
                            table="conferences_plancopy",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="copyomissionevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="ca3fd035aae60279f74979ff25e33e861853c8f6",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_f6c26",
                            table="conferences_copyomissionevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="copyomission",
                    constraint=models.UniqueConstraint(
                        fields=("copy", "action", "passage"),
                        name="omission_is_said_once",
                        nulls_distinct=False,
                    ),
                ),
                migrations.AddConstraint(
                    model_name="copyomission",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("action__isnull", False), ("passage", "")),
                            models.Q(("action", None), models.Q(("passage", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="omission_is_of_an_action_or_a_passage",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="copyomission",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "conferences_copyomissionevent" ("action_id", "copy_id", "id", "passage", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "why") VALUES (NEW."action_id", NEW."copy_id", NEW."id", NEW."passage", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."why"); RETURN NULL;',
                            hash="8dd3c337fabdfb84629a15ed34188223b539e27a",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_f5e5a",
                            table="conferences_copyomission",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="copyomission",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "conferences_copyomissionevent" ("action_id", "copy_id", "id", "passage", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "why") VALUES (NEW."action_id", NEW."copy_id", NEW."id", NEW."passage", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."why"); RETURN NULL;',
                            hash="d029b6093ee0be5076f9b4f29d7fe57822a18c89",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_64fe1",
                            table="conferences_copyomission",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="copyomission",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "conferences_copyomissionevent" ("action_id", "copy_id", "id", "passage", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "why") VALUES (OLD."action_id", OLD."copy_id", OLD."id", OLD."passage", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."why"); RETURN NULL;',
                            hash="22c8d0ed2aefcf9cdca2ae82e76c24728722edd3",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_f1ea8",
                            table="conferences_copyomission",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="plancopyevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="5583734c261e9b12bef68cdaf924855d71b1def5",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_23a80",
                            table="conferences_plancopyevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="preparationcontact",
                    constraint=models.UniqueConstraint(
                        fields=("participant", "note"), name="note_is_of_a_participant_once"
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="preparationcontact",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "conferences_preparationcontactevent" ("id", "note_id", "participant_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."id", NEW."note_id", NEW."participant_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id"); RETURN NULL;',
                            hash="f0ab53de541b5a54b44ac8b3dcab48d9867a56a8",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_aef86",
                            table="conferences_preparationcontact",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="preparationcontact",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "conferences_preparationcontactevent" ("id", "note_id", "participant_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."id", NEW."note_id", NEW."participant_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id"); RETURN NULL;',
                            hash="a46b880deb906333442eaa0cc0a868f0199ed1b9",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_8fd7f",
                            table="conferences_preparationcontact",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="preparationcontact",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "conferences_preparationcontactevent" ("id", "note_id", "participant_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."id", OLD."note_id", OLD."participant_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id"); RETURN NULL;',
                            hash="b5afc9e5e3a68ba478b0f1c76f6e1cbb1046d82c",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_a6db8",
                            table="conferences_preparationcontact",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="preparationcontactevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="a7b053b3524efb34e6d00d95effa39fd26bc62aa",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_2ff4b",
                            table="conferences_preparationcontactevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="resource",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("user", None), ("kind", "coordinator"), _connector="OR"
                        ),
                        name="resource_of_staff_is_a_coordinator",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="resource",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "conferences_resourceevent" ("access_note", "added_at", "added_by_id", "address", "archived_at", "contact_email", "contact_name", "contact_phone", "cost", "directions", "has_kitchen", "id", "is_neutral", "kind", "languages", "minutes_after", "minutes_before", "name", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "postcode", "public_id", "rooms", "seats", "step_free", "user_id", "version") VALUES (NEW."access_note", NEW."added_at", NEW."added_by_id", NEW."address", NEW."archived_at", NEW."contact_email", NEW."contact_name", NEW."contact_phone", NEW."cost", NEW."directions", NEW."has_kitchen", NEW."id", NEW."is_neutral", NEW."kind", NEW."languages", NEW."minutes_after", NEW."minutes_before", NEW."name", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."postcode", NEW."public_id", NEW."rooms", NEW."seats", NEW."step_free", NEW."user_id", NEW."version"); RETURN NULL;',
                            hash="84af841c37f8529b66ec1973ce817c7bc543f5f9",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_04c59",
                            table="conferences_resource",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="resource",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "conferences_resourceevent" ("access_note", "added_at", "added_by_id", "address", "archived_at", "contact_email", "contact_name", "contact_phone", "cost", "directions", "has_kitchen", "id", "is_neutral", "kind", "languages", "minutes_after", "minutes_before", "name", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "postcode", "public_id", "rooms", "seats", "step_free", "user_id", "version") VALUES (NEW."access_note", NEW."added_at", NEW."added_by_id", NEW."address", NEW."archived_at", NEW."contact_email", NEW."contact_name", NEW."contact_phone", NEW."cost", NEW."directions", NEW."has_kitchen", NEW."id", NEW."is_neutral", NEW."kind", NEW."languages", NEW."minutes_after", NEW."minutes_before", NEW."name", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."postcode", NEW."public_id", NEW."rooms", NEW."seats", NEW."step_free", NEW."user_id", NEW."version"); RETURN NULL;',
                            hash="58241460b6d583e87c60130dcdd6122992414220",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_fc09f",
                            table="conferences_resource",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="resource",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "conferences_resourceevent" ("access_note", "added_at", "added_by_id", "address", "archived_at", "contact_email", "contact_name", "contact_phone", "cost", "directions", "has_kitchen", "id", "is_neutral", "kind", "languages", "minutes_after", "minutes_before", "name", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "postcode", "public_id", "rooms", "seats", "step_free", "user_id", "version") VALUES (OLD."access_note", OLD."added_at", OLD."added_by_id", OLD."address", OLD."archived_at", OLD."contact_email", OLD."contact_name", OLD."contact_phone", OLD."cost", OLD."directions", OLD."has_kitchen", OLD."id", OLD."is_neutral", OLD."kind", OLD."languages", OLD."minutes_after", OLD."minutes_before", OLD."name", OLD."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."postcode", OLD."public_id", OLD."rooms", OLD."seats", OLD."step_free", OLD."user_id", OLD."version"); RETURN NULL;',
                            hash="e27ac56f4ed867fd6cfe4c872e1c7ab1ebcf4d08",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_8963a",
                            table="conferences_resource",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="participantevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="b7f35b5fb329f897dca0255d0e1bb4a6c8f2101d",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_733a7",
                            table="conferences_participantevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="participant",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("initials", ""),
                                ("person__isnull", False),
                                ("resource", None),
                                ("user", None),
                            ),
                            models.Q(
                                ("initials", ""),
                                ("person", None),
                                ("resource", None),
                                ("user__isnull", False),
                            ),
                            models.Q(
                                ("initials", ""),
                                ("person", None),
                                ("resource__isnull", False),
                                ("user", None),
                            ),
                            models.Q(
                                ("person", None),
                                ("resource", None),
                                ("user", None),
                                models.Q(("initials", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="participant_is_one_human_being",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="participant",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("person__isnull", False), ("removed_at", None)),
                        fields=("meeting", "person"),
                        name="person_takes_part_once",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="participant",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("removed_at", None), ("user__isnull", False)),
                        fields=("meeting", "user"),
                        name="colleague_takes_part_once",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="participant",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("removed_at", None), ("resource__isnull", False)),
                        fields=("meeting", "resource"),
                        name="resource_takes_part_once",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="participant",
                    constraint=models.UniqueConstraint(
                        deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                        fields=("meeting", "seat"),
                        name="seat_is_taken_once",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="participant",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("supports", None),
                            models.Q(("supports", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="participant_supports_another",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="participant",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "conferences_participantevent" ("added_at", "added_by_id", "answer", "answer_words", "answered_at", "apologies_at", "apology", "arrival_note", "arrived_at", "arrives_at", "attendance", "family_side", "id", "initials", "is_required", "left_at", "meeting_id", "part", "party", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prepared_on", "public_id", "reached_on", "relation", "removed_at", "removed_why", "resource_id", "seat", "suggested_by", "supports_id", "user_id", "version", "views", "views_read_at", "views_read_by", "visited_on", "walked_in", "way", "willing", "worries") VALUES (NEW."added_at", NEW."added_by_id", NEW."answer", NEW."answer_words", NEW."answered_at", NEW."apologies_at", NEW."apology", NEW."arrival_note", NEW."arrived_at", NEW."arrives_at", NEW."attendance", NEW."family_side", NEW."id", NEW."initials", NEW."is_required", NEW."left_at", NEW."meeting_id", NEW."part", NEW."party", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."prepared_on", NEW."public_id", NEW."reached_on", NEW."relation", NEW."removed_at", NEW."removed_why", NEW."resource_id", NEW."seat", NEW."suggested_by", NEW."supports_id", NEW."user_id", NEW."version", NEW."views", NEW."views_read_at", NEW."views_read_by", NEW."visited_on", NEW."walked_in", NEW."way", NEW."willing", NEW."worries"); RETURN NULL;',
                            hash="d45569cc0dfa4b2b0ee6aca7054507e1ea58b668",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_4a866",
                            table="conferences_participant",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="participant",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "conferences_participantevent" ("added_at", "added_by_id", "answer", "answer_words", "answered_at", "apologies_at", "apology", "arrival_note", "arrived_at", "arrives_at", "attendance", "family_side", "id", "initials", "is_required", "left_at", "meeting_id", "part", "party", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prepared_on", "public_id", "reached_on", "relation", "removed_at", "removed_why", "resource_id", "seat", "suggested_by", "supports_id", "user_id", "version", "views", "views_read_at", "views_read_by", "visited_on", "walked_in", "way", "willing", "worries") VALUES (NEW."added_at", NEW."added_by_id", NEW."answer", NEW."answer_words", NEW."answered_at", NEW."apologies_at", NEW."apology", NEW."arrival_note", NEW."arrived_at", NEW."arrives_at", NEW."attendance", NEW."family_side", NEW."id", NEW."initials", NEW."is_required", NEW."left_at", NEW."meeting_id", NEW."part", NEW."party", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."prepared_on", NEW."public_id", NEW."reached_on", NEW."relation", NEW."removed_at", NEW."removed_why", NEW."resource_id", NEW."seat", NEW."suggested_by", NEW."supports_id", NEW."user_id", NEW."version", NEW."views", NEW."views_read_at", NEW."views_read_by", NEW."visited_on", NEW."walked_in", NEW."way", NEW."willing", NEW."worries"); RETURN NULL;',
                            hash="7a4115d62d1eb13a6921597d1a4ca212dcae645c",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_69816",
                            table="conferences_participant",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="participant",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "conferences_participantevent" ("added_at", "added_by_id", "answer", "answer_words", "answered_at", "apologies_at", "apology", "arrival_note", "arrived_at", "arrives_at", "attendance", "family_side", "id", "initials", "is_required", "left_at", "meeting_id", "part", "party", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prepared_on", "public_id", "reached_on", "relation", "removed_at", "removed_why", "resource_id", "seat", "suggested_by", "supports_id", "user_id", "version", "views", "views_read_at", "views_read_by", "visited_on", "walked_in", "way", "willing", "worries") VALUES (OLD."added_at", OLD."added_by_id", OLD."answer", OLD."answer_words", OLD."answered_at", OLD."apologies_at", OLD."apology", OLD."arrival_note", OLD."arrived_at", OLD."arrives_at", OLD."attendance", OLD."family_side", OLD."id", OLD."initials", OLD."is_required", OLD."left_at", OLD."meeting_id", OLD."part", OLD."party", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."prepared_on", OLD."public_id", OLD."reached_on", OLD."relation", OLD."removed_at", OLD."removed_why", OLD."resource_id", OLD."seat", OLD."suggested_by", OLD."supports_id", OLD."user_id", OLD."version", OLD."views", OLD."views_read_at", OLD."views_read_by", OLD."visited_on", OLD."walked_in", OLD."way", OLD."willing", OLD."worries"); RETURN NULL;',
                            hash="89c2cb5ab81b1af5889136355815caa73123ec3a",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_eb021",
                            table="conferences_participant",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="bookingevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="7814ae881c0b22d5cfec694ba00085c49cfdfb48",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_71f19",
                            table="conferences_bookingevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="booking",
                    constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("cancelled_at", None)),
                        expressions=[("resource", "="), ("held", "&&")],
                        name="resource_is_in_one_place",
                        violation_error_code="double_booked",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="booking",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("cancelled_at", None)),
                        fields=("meeting", "resource"),
                        name="resource_is_booked_for_a_meeting_once",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="booking",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("held__isempty", False),
                            ("held__startswith__isnull", False),
                            ("held__endswith__isnull", False),
                        ),
                        name="booking_holds_a_whole_time",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="booking",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "conferences_bookingevent" ("booked_at", "booked_by_id", "cancelled_at", "cancelled_by_id", "confirmed_at", "confirmed_by_id", "held", "id", "meeting_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "resource_id") VALUES (NEW."booked_at", NEW."booked_by_id", NEW."cancelled_at", NEW."cancelled_by_id", NEW."confirmed_at", NEW."confirmed_by_id", NEW."held", NEW."id", NEW."meeting_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."resource_id"); RETURN NULL;',
                            hash="435f971bb9105c54c0492f964dae7c58d85295e7",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_1894f",
                            table="conferences_booking",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="booking",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "conferences_bookingevent" ("booked_at", "booked_by_id", "cancelled_at", "cancelled_by_id", "confirmed_at", "confirmed_by_id", "held", "id", "meeting_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "resource_id") VALUES (NEW."booked_at", NEW."booked_by_id", NEW."cancelled_at", NEW."cancelled_by_id", NEW."confirmed_at", NEW."confirmed_by_id", NEW."held", NEW."id", NEW."meeting_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."resource_id"); RETURN NULL;',
                            hash="7739d0c671a7204be9c2788770bf0a26d0073b7b",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_1e88e",
                            table="conferences_booking",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="booking",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "conferences_bookingevent" ("booked_at", "booked_by_id", "cancelled_at", "cancelled_by_id", "confirmed_at", "confirmed_by_id", "held", "id", "meeting_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "resource_id") VALUES (OLD."booked_at", OLD."booked_by_id", OLD."cancelled_at", OLD."cancelled_by_id", OLD."confirmed_at", OLD."confirmed_by_id", OLD."held", OLD."id", OLD."meeting_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."resource_id"); RETURN NULL;',
                            hash="ba2200624808578f243df5224b3f99c77d1ef312",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_ab70e",
                            table="conferences_booking",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="awayevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="d89f1ab7e1640b1eb23c80893579e6f4e6b87619",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_ca812",
                            table="conferences_awayevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="away",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                        name="away_ends_after_it_starts",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="away",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "conferences_awayevent" ("ends_on", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "resource_id", "starts_on", "why") VALUES (NEW."ends_on", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."recorded_at", NEW."recorded_by_id", NEW."resource_id", NEW."starts_on", NEW."why"); RETURN NULL;',
                            hash="aad1f27bc90c4b08e5550773bc7f232d534e8e04",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_01fb0",
                            table="conferences_away",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="away",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "conferences_awayevent" ("ends_on", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "resource_id", "starts_on", "why") VALUES (NEW."ends_on", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."recorded_at", NEW."recorded_by_id", NEW."resource_id", NEW."starts_on", NEW."why"); RETURN NULL;',
                            hash="b2a331489f3d17e8c9dea424320608275a3311cb",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_30400",
                            table="conferences_away",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="away",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "conferences_awayevent" ("ends_on", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "resource_id", "starts_on", "why") VALUES (OLD."ends_on", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."recorded_at", OLD."recorded_by_id", OLD."resource_id", OLD."starts_on", OLD."why"); RETURN NULL;',
                            hash="5580e8dac6241aeb29777f71a817ad6f63549d9a",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_4caf6",
                            table="conferences_away",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="resourceevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="a775d1d16058d4a20d9b99416f1df7c74588b2cd",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_7774f",
                            table="conferences_resourceevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="reviewrecord",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "conferences_reviewrecordevent" ("at", "child_views", "decision", "id", "meeting_id", "new_worries", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "version", "went_well") VALUES (NEW."at", NEW."child_views", NEW."decision", NEW."id", NEW."meeting_id", NEW."new_worries", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."recorded_by_id", NEW."version", NEW."went_well"); RETURN NULL;',
                            hash="a91f7271896b0cd023751ee797ff4a3e98c9df2e",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_112a5",
                            table="conferences_reviewrecord",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="reviewrecord",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "conferences_reviewrecordevent" ("at", "child_views", "decision", "id", "meeting_id", "new_worries", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "version", "went_well") VALUES (NEW."at", NEW."child_views", NEW."decision", NEW."id", NEW."meeting_id", NEW."new_worries", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."recorded_by_id", NEW."version", NEW."went_well"); RETURN NULL;',
                            hash="13dcec9d3355a37d7deee1710b11af2c62a8b613",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_6f77f",
                            table="conferences_reviewrecord",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="reviewrecord",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "conferences_reviewrecordevent" ("at", "child_views", "decision", "id", "meeting_id", "new_worries", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "version", "went_well") VALUES (OLD."at", OLD."child_views", OLD."decision", OLD."id", OLD."meeting_id", OLD."new_worries", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."recorded_by_id", OLD."version", OLD."went_well"); RETURN NULL;',
                            hash="24f37aca0e53316921a254c87deeeb5bf72befd8",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_193dd",
                            table="conferences_reviewrecord",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="reviewrecordevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="1546bf7c0c90dc5a442466b210c9c5dfdc59f4e1",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_9de02",
                            table="conferences_reviewrecordevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="weeklyhours",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("ends__gt", models.F("starts"))),
                        name="hours_end_after_start",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="weeklyhours",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("weekday__lte", 6)), name="hours_are_of_a_weekday"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="weeklyhours",
                    constraint=models.UniqueConstraint(
                        fields=("resource", "weekday", "starts"), name="hours_start_once"
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="weeklyhours",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "conferences_weeklyhoursevent" ("ends", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "resource_id", "starts", "weekday") VALUES (NEW."ends", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."resource_id", NEW."starts", NEW."weekday"); RETURN NULL;',
                            hash="4fbb5d408e2ea3410d60378daee6f9564ad72272",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_cdd45",
                            table="conferences_weeklyhours",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="weeklyhours",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "conferences_weeklyhoursevent" ("ends", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "resource_id", "starts", "weekday") VALUES (NEW."ends", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."resource_id", NEW."starts", NEW."weekday"); RETURN NULL;',
                            hash="04fcb4bb0cec7fd8ffb4631497302128f5f5407c",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_b0c82",
                            table="conferences_weeklyhours",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="weeklyhours",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "conferences_weeklyhoursevent" ("ends", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "resource_id", "starts", "weekday") VALUES (OLD."ends", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."resource_id", OLD."starts", OLD."weekday"); RETURN NULL;',
                            hash="bafb1d7c7ffe1ec46ed054cdb1640da07dfccce3",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_76a0e",
                            table="conferences_weeklyhours",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="weeklyhoursevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="4fc8427a1e461ee9247a055bd761b995baa9605b",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_b0ffe",
                            table="conferences_weeklyhoursevent",
                            when="BEFORE",
                        ),
                    ),
                ),
            ]
        )
    ]

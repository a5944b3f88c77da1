from django.db import migrations, models

KINDS = [
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
]


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_people_families_and_cases")]

    operations = [
        migrations.AlterField(
            model_name="task",
            name="kind",
            field=models.CharField(choices=KINDS, default="other", max_length=20),
        ),
        migrations.AlterField(
            model_name="taskevent",
            name="kind",
            field=models.CharField(choices=KINDS, default="other", max_length=20),
        ),
    ]

import django.db.models.deletion
from django.db import migrations, models

# What is kept of files that were made before goes with them: a file of one piece is a file.
# The constraints are met at once, or the table could not be changed in the same transaction.
IN_ONE_PIECE = """
    INSERT INTO conferences_filepiece (prepared_file_id, number, content)
    SELECT id, 0, content FROM conferences_preparedfile WHERE content IS NOT NULL;
    UPDATE conferences_preparedfile SET size = octet_length(content) WHERE content IS NOT NULL;
    SET CONSTRAINTS ALL IMMEDIATE;
"""
TOGETHER = """
    UPDATE conferences_preparedfile f SET content = (
        SELECT string_agg(p.content, '' ORDER BY p.number) FROM conferences_filepiece p
        WHERE p.prepared_file_id = f.id);
    SET CONSTRAINTS ALL IMMEDIATE;
"""
# To pack each piece takes as long as to make it, and workbooks and PDFs are packed already.
AS_IT_IS = "ALTER TABLE conferences_filepiece ALTER COLUMN content SET STORAGE EXTERNAL"


class Migration(migrations.Migration):
    dependencies = [
        ("conferences", "0015_pack_readers"),
    ]

    operations = [
        migrations.AddField(
            model_name="preparedfile",
            name="size",
            field=models.PositiveBigIntegerField(default=0, help_text="Bytes"),
        ),
        migrations.CreateModel(
            name="FilePiece",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("content", models.BinaryField()),
                (
                    "prepared_file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pieces",
                        to="conferences.preparedfile",
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("prepared_file", "number"), name="file_piece_has_its_place"
                    )
                ],
            },
        ),
        migrations.RunSQL(AS_IT_IS, migrations.RunSQL.noop),
        migrations.RunSQL(IN_ONE_PIECE, TOGETHER),
        migrations.RemoveField(
            model_name="preparedfile",
            name="content",
        ),
    ]

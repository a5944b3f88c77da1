from django.db import models


class PublishedEdition(models.Model):
    """The published report of one quarter as it was printed, the same for all and for ever.

    `content` as conferences/published/editions.py writes it: only what may be printed. Made
    once and never again, so that no two versions of one edition can be compared.
    """

    quarter = models.CharField(max_length=10, unique=True)
    made_at = models.DateTimeField()
    content = models.JSONField()

    class Meta:
        ordering = ["-quarter"]

    class Privacy:
        # Published: without any number that could be about somebody.
        operational = ("quarter", "made_at", "content")

    def __str__(self) -> str:
        return self.quarter

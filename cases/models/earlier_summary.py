from django.db import models


class EarlierSummary(models.Model):
    """What the summary of a case said before somebody wrote it anew: the whole of it.

    The event of the change keeps only the beginning, which is too little for whoever finds
    that their own text was replaced.
    """

    case = models.ForeignKey(
        "cases.Case", on_delete=models.PROTECT, related_name="earlier_summaries"
    )
    text = models.TextField(max_length=1500)
    written_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, related_name="+"
    )
    written_at = models.DateTimeField(null=True)
    replaced_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    replaced_at = models.DateTimeField()

    class Meta:
        ordering = ["-replaced_at", "-pk"]

    class Privacy:
        operational = ("case", "written_by", "written_at", "replaced_by", "replaced_at")
        free_text = ("text",)

    def __str__(self) -> str:
        return f"Until {self.replaced_at:%-d %B %Y}"

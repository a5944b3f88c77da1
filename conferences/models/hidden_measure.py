from django.db import models


class HiddenMeasure(models.Model):
    """A measure that this service has chosen not to show on its pages and in its reports."""

    key = models.CharField(max_length=50, unique=True)
    hidden_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    hidden_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["key"]

    class Privacy:
        operational = ("key", "hidden_by", "hidden_at")

    def __str__(self) -> str:
        return self.key

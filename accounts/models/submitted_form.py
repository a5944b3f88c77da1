from django.db import models


class SubmittedForm(models.Model):
    """A form that has done its work, and where it led: a second press goes there too."""

    user = models.ForeignKey("accounts.User", on_delete=models.CASCADE, related_name="+")
    token = models.UUIDField()
    result_url = models.CharField(max_length=300)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "token"], name="form_is_submitted_once"),
        ]

    class Privacy:
        operational = ("user", "token", "result_url", "at")

    def __str__(self) -> str:
        return str(self.token)

from django.db import models


class LookAlike(models.Model):
    """That the holders of a hidden record were told of somebody newly entered who resembles it.

    Kept so that each pair is told of once. Nobody is shown this row: whoever entered the
    person may not learn that there is another (safety.md 4.3).
    """

    entered = models.ForeignKey("cases.Person", on_delete=models.CASCADE, related_name="+")
    resembles = models.ForeignKey("cases.Person", on_delete=models.CASCADE, related_name="+")
    told_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["entered", "resembles"], name="look_alikes_are_told_of_once"
            ),
        ]

    class Privacy:
        operational = ("entered", "resembles", "told_at")

    def __str__(self) -> str:
        return f"{self.entered_id} resembles {self.resembles_id}"

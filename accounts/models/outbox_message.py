from django.db import models


class OutboxMessage(models.Model):
    """A mail or text that a demo would have sent. Exists only where nothing goes out."""

    class Channel(models.TextChoices):
        EMAIL = "email", "Email"
        TEXT = "text", "Text message"

    at = models.DateTimeField(auto_now_add=True)
    channel = models.CharField(max_length=10, choices=Channel)
    to = models.CharField(max_length=254)
    subject = models.CharField(max_length=300, blank=True)
    body = models.TextField()
    # The ledger's: one message a reference, as at a provider who would know it again.
    reference = models.UUIDField(null=True, blank=True, unique=True)

    class Meta:
        ordering = ["-at", "-pk"]

    class Privacy:
        operational = ("at", "channel", "reference")
        personal = ("to",)
        free_text = ("subject", "body")

    def __str__(self) -> str:
        return self.subject or self.body[:50]

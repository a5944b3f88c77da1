"""The published report as tagged PDF: what its page shows, and not a number more."""

from django.core.exceptions import PermissionDenied

from accounts.models import User
from conferences.exports.report import Tell


def published_pdf(quarter: str, reader: User, tell: Tell) -> bytes:
    raise PermissionDenied("The published report cannot be made as a PDF yet.")

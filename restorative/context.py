"""What every template may print about the product. No query is made here."""

from django.conf import settings
from django.http import HttpRequest


def product(request: HttpRequest) -> dict[str, object]:
    return {
        "council_name": settings.COUNCIL_NAME,
        "service_name": settings.SERVICE_NAME,
        "demo": settings.DEMO,
        "session_idle_minutes": settings.SESSION_IDLE_MINUTES,
    }

from celery import shared_task
from django.core.management import call_command


@shared_task(ignore_result=True)
def clear_expired_sessions() -> None:
    """Delete ended sessions: they hold who was signed in and when."""
    call_command("clearsessions")

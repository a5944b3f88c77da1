"""Background entry points. Each may run twice or late: rows say what is to be done."""

from celery import shared_task

from accounts.domain.warning import warn_of_refusals


@shared_task(ignore_result=True)
def warn_of_refusals_task() -> None:
    warn_of_refusals()

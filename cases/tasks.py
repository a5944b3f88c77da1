"""Background entry points. Each may run twice or late: rows say what is to be done."""

from celery import shared_task

from cases.domain.sweeping import escalate_glass_reviews, sweep_drafts, warn_of_the_excluded
from cases.reminders import rounds


@shared_task(ignore_result=True)
def sweep_drafts_task() -> None:
    sweep_drafts()


@shared_task(ignore_result=True)
def escalate_glass_reviews_task() -> None:
    escalate_glass_reviews()


@shared_task(ignore_result=True)
def warn_of_the_excluded_task() -> None:
    warn_of_the_excluded()


@shared_task(ignore_result=True)
def dispatch_reminders_task() -> None:
    rounds.dispatch(seconds=10)


@shared_task(ignore_result=True)
def recover_reminders_task() -> None:
    rounds.recover()


@shared_task(ignore_result=True)
def ask_for_receipts_task() -> None:
    rounds.ask_for_receipts()


@shared_task(ignore_result=True)
def plan_reminders_task() -> None:
    rounds.plan()


@shared_task(ignore_result=True)
def mail_digests_task() -> None:
    rounds.tell_by_mail()

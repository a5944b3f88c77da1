"""Background entry points. Each may run twice or late: rows say what is to be done."""

from celery import shared_task

from conferences.figures.refreshing import refresh_dirty
from conferences.summaries.making import make_months

AT_MOST = 20


@shared_task(ignore_result=True)
def refresh_figures_task() -> None:
    """Some thousands of cases a minute: after an import, as often as it takes.

    Then the months they are in, and after midnight those in which something has matured.
    """
    for _ in range(AT_MOST):
        if not refresh_dirty():
            break
    while make_months():
        pass

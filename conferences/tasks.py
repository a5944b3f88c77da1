"""Background entry points. Each may run twice or late: rows say what is to be done."""

from celery import shared_task

from conferences.domain.importing import sweep_sheets
from conferences.domain.preparing_files import sweep_files
from conferences.domain.reflecting import sweep_reflections
from conferences.exports.making import prepare_file
from conferences.figures.refreshing import refresh_dirty
from conferences.importing.working import work_on_sheet
from conferences.published.editions import current_edition
from conferences.reminders.alone import remind_alone
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


@shared_task(ignore_result=True, soft_time_limit=540, time_limit=570)
def prepare_file_task(pk: int) -> None:
    """Make one file that somebody asked for, unless another worker does already."""
    prepare_file(pk)


@shared_task(ignore_result=True)
def sweep_files_task() -> None:
    """Begin what waits or has fallen silent, give up what failed too often, delete the old."""
    for pk in sweep_files():
        prepare_file_task.delay(pk)


@shared_task(ignore_result=True)
def publish_report_task() -> None:
    """Make the published report on the day its quarter is due, if nobody has asked for it yet."""
    current_edition()


@shared_task(ignore_result=True)
def work_on_sheet_task(pk: int) -> None:
    """Go through an uploaded sheet, bring it in or take it back, unless another worker does."""
    work_on_sheet(pk)


@shared_task(ignore_result=True)
def sweep_sheets_task() -> None:
    """Begin what waits or has fallen silent; let go of files that were kept long enough."""
    for pk in sweep_sheets():
        work_on_sheet_task.delay(pk)


@shared_task(ignore_result=True)
def sweep_reflections_task() -> None:
    sweep_reflections()


@shared_task(ignore_result=True)
def remind_alone_task() -> None:
    """Tell colleagues of what is due and belongs to no case."""
    remind_alone()

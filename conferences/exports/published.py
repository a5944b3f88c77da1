"""The published report as tagged PDF: the cells of its page, and not a number more."""

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone

from conferences.exports.report import Tell
from conferences.measures.documenting import how_it_is_counted
from conferences.published.lattice import Report, report_for
from restorative.pdf import pdf_from_html


class NotPublished(Exception):
    """Nothing is published under this key."""


def published_pdf(key: str, tell: Tell) -> bytes:
    """The same for every reader. Raises NotPublished and PdfNotAvailable."""
    tell("Counting", 0)
    report = report_for(key)
    if report is None:
        raise NotPublished
    tell("Writing the report", 1)
    html = published_html(report)
    tell("Drawing the pages", 2)
    return pdf_from_html(html)


def published_html(report: Report) -> str:
    return render_to_string(
        "conferences/files/published_document.html",
        {
            "council": settings.COUNCIL_NAME,
            "service": settings.SERVICE_NAME,
            "words": report.period.words,
            "at": timezone.localtime(report.made_at),
            "report": report,
            "sections": [(one, how_it_is_counted(one.measure)) for one in report.sections],
        },
    )

"""What the referrer's side owes before a meeting is ready."""

from collections.abc import Iterator

from conferences.domain.briefing import is_signed
from conferences.guards import guards
from conferences.models import Brief, InformationReport, Meeting


@guards("planning_held", page="meeting_brief")
def check_planning_held(meeting: Meeting) -> Iterator[str]:
    brief = Brief.objects.filter(meeting=meeting).first()
    if brief is None or brief.held_on is None:
        yield "The planning meeting with the referrer has not been recorded."


@guards("brief_signed", page="meeting_brief")
def check_brief_signed(meeting: Meeting) -> Iterator[str]:
    """Bottom lines and questions stand and are signed as they stand (domain.md 2)."""
    brief = Brief.objects.filter(meeting=meeting).first()
    if brief is None or not is_signed(brief):
        yield "The referrer's manager has not signed the bottom lines and questions."


@guards("report_shared", page="meeting_brief")
def check_report_shared(meeting: Meeting) -> Iterator[str]:
    """The report is signed and the family has heard it: no "new news" (domain.md 2, G8)."""
    report = InformationReport.objects.filter(meeting=meeting).first()
    if report is None or not report.given_at:
        yield "The information report has not been received."
    elif not report.is_signed:
        yield "The information report has not been signed."
    elif not report.shared_on:
        yield "The information report has not been gone through with the family."

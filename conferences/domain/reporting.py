"""The information report: what the referrer will say on the day, known to all before it.

"No new news" on the day: the report is written, signed by the referrer's manager, and gone
through with the family beforehand (domain.md 2, G8).
"""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from cases.domain.recording import record_event
from cases.domain.tasking import add_task, settle_tasks
from cases.models import Event, Task
from cases.rules_recording import check_has_come, check_there
from cases.timescales import Step, due_on
from conferences.domain.locking import lock_cases
from conferences.models import InformationReport, Meeting
from restorative.conflicts import StaleVersion

PASSAGES = ("strengths", "worries", "help_available", "if_nothing_changes")


@transaction.atomic
def write_report(
    meeting: Meeting, *, by: User, version: int, passages: dict[str, str]
) -> InformationReport:
    """Save what the report says so far. `version` is 0 where nothing was written yet.

    Words changed after it was signed need a new signature. Raises StaleVersion.
    """
    case = lock_cases(meeting)[0]
    passages = {name: passages.get(name, "").strip() for name in PASSAGES}
    report, made = InformationReport.objects.select_for_update().get_or_create(
        meeting=meeting, defaults={"written_by": by, **passages}
    )
    if not made and report.version != version:
        raise StaleVersion(report)
    changed = [name for name in PASSAGES if getattr(report, name) != passages[name]]
    if changed:
        for name in changed:
            setattr(report, name, passages[name])
        report.version += 1
        report.written_by = by
        report.given_at = None
        report.shared_on = None
        report.save()
        settle_tasks(case, Task.Kind.SIGN_REPORT, by=by)
    if changed or made:
        record_event(
            case,
            Event.Kind.REPORT_WRITTEN,
            by=by,
            subject=meeting,
            to_value=f"Version {report.version}",
        )
    return report


@transaction.atomic
def give_report(report: InformationReport, *, by: User, version: int) -> InformationReport:
    """Give it to the coordinator and ask the referrer's manager to sign it."""
    case = lock_cases(report.meeting)[0]
    report = _locked(report, version)
    for name, what in (
        ("worries", "what people are worried about"),
        ("strengths", "what is going well"),
    ):
        if not getattr(report, name):
            raise ValidationError(f"Enter {what} first: both belong in a report.", code="not_whole")
    if report.given_at:
        raise ValidationError("This was given to the coordinator already.", code="given_already")
    report.given_at, report.sent_back_why = timezone.now(), ""
    report.save(update_fields=["given_at", "sent_back_why"])
    settle_tasks(case, Task.Kind.WRITE_REPORT, by=by)
    add_task(
        title=f"Sign the information report of {case}",
        due_on=due_on(Step.SIGNED_AGENDA, timezone.localdate()),
        for_managers_of=case.referring_team or case.team,
        case=case,
        kind=Task.Kind.SIGN_REPORT,
        by=None,
    )
    record_event(
        case,
        Event.Kind.REPORT_WRITTEN,
        by=by,
        subject=report.meeting,
        to_value="Given to the coordinator",
    )
    return report


@transaction.atomic
def sign_report(report: InformationReport, *, by: User, version: int) -> InformationReport:
    case = lock_cases(report.meeting)[0]
    report = _locked(report, version)
    _check_waits_for_signature(report)
    report.signed_version, report.signed_at, report.signed_by = version, timezone.now(), by
    report.save(update_fields=["signed_version", "signed_at", "signed_by"])
    settle_tasks(case, Task.Kind.SIGN_REPORT, by=by)
    record_event(
        case,
        Event.Kind.REPORT_SIGNED,
        by=by,
        subject=report.meeting,
        to_value=f"Version {version}",
    )
    return report


@transaction.atomic
def send_back_report(
    report: InformationReport, *, by: User, version: int, why: str
) -> InformationReport:
    """Say what should change; whoever wrote it is asked to."""
    check_there(why, "Enter what should change.", code="why_missing")
    case = lock_cases(report.meeting)[0]
    report = _locked(report, version)
    _check_waits_for_signature(report)
    report.given_at, report.sent_back_why = None, why.strip()
    report.save(update_fields=["given_at", "sent_back_why"])
    settle_tasks(case, Task.Kind.SIGN_REPORT, by=by)
    add_task(
        title=f"Change the information report of {case}",
        due_on=due_on(Step.ANSWER, timezone.localdate()),
        assigned_to=report.written_by,
        case=case,
        kind=Task.Kind.WRITE_REPORT,
        by=None,
    )
    record_event(
        case,
        Event.Kind.REPORT_SENT_BACK,
        by=by,
        subject=report.meeting,
        to_value=f"Version {version}",
        why=why.strip(),
    )
    return report


@transaction.atomic
def share_report(
    report: InformationReport, *, by: User, version: int, on: date, how: str
) -> InformationReport:
    """Say that the family has been taken through the signed report before the day."""
    check_has_come(on)
    check_there(how, "Enter with whom it was gone through.", code="how_missing")
    case = lock_cases(report.meeting)[0]
    report = _locked(report, version)
    if not report.is_signed:
        raise ValidationError(
            "The report has not been signed yet. What is shared must be what will be said.",
            code="not_signed",
        )
    report.shared_on, report.shared_how = on, how.strip()
    report.save(update_fields=["shared_on", "shared_how"])
    record_event(
        case, Event.Kind.REPORT_SHARED, by=by, subject=report.meeting, to_value=f"{on:%-d %B %Y}"
    )
    return report


def _check_waits_for_signature(report: InformationReport) -> None:
    if report.is_signed:
        raise ValidationError(f"{report.signed_by} has signed this already.", code="signed_already")
    if report.given_at is None:
        raise ValidationError("This has not been given to be signed.", code="not_given")


def _locked(report: InformationReport, version: int) -> InformationReport:
    report = InformationReport.objects.select_for_update(of=("self",)).get(pk=report.pk)
    if report.version != version:
        raise StaleVersion(report)
    return report

"""The information report: written by the referrer, signed by their manager, shared ahead."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from accounts.decorators import requires
from accounts.permissions import Permission
from accounts.requests import UserRequest
from accounts.submitting import new_form_token, submit_once
from cases.access import may
from cases.drafts import (
    DraftKey,
    clear_draft,
    drafted_data,
    find_draft,
    prefill,
    prefill_and_compare,
)
from cases.views.case_loading import Conflict, with_version
from conferences.domain.reporting import (
    PASSAGES,
    give_report,
    send_back_report,
    share_report,
    sign_report,
    write_report,
)
from conferences.forms.briefing import ReportForm, ShareForm
from conferences.meeting_page import meeting_context
from conferences.models import Brief, BriefItem, InformationReport, Meeting
from conferences.views.loading import load_meeting
from conferences.views.signing import ToSign, sign_page
from restorative.conflicts import StaleVersion

TAB = "conferences:meeting_brief"


@require_GET
@requires(Permission.MEETING_VIEW)
def meeting_report(request: UserRequest, public_id: UUID) -> HttpResponse:
    """The report as the family will hear it."""
    meeting, case = load_meeting(request, public_id, Permission.MEETING_VIEW)
    report = _report_of(meeting)
    brief = Brief.objects.filter(meeting=meeting).first()
    labels = ReportForm.base_fields
    context = {
        "report": report,
        "passages": [
            (str(labels[name].label).removesuffix(" (optional)"), getattr(report, name))
            for name in PASSAGES
            if report
        ],
        "bottom_lines": brief.items.current().filter(kind=BriefItem.Kind.BOTTOM_LINE)
        if brief
        else [],
        "questions": brief.items.current().filter(kind=BriefItem.Kind.QUESTION) if brief else [],
        "may_write_report": may(request.user, Permission.BRIEF_WRITE, case),
        "may_sign": may(request.user, Permission.BRIEF_SIGN, case),
    }
    return render(
        request,
        "conferences/briefing/report.html",
        meeting_context(request, meeting, case, TAB, **context),
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.BRIEF_WRITE)
def report_edit(request: UserRequest, public_id: UUID) -> HttpResponse:
    """Write the report; a second button gives it to the coordinator as well."""
    meeting, case = load_meeting(request, public_id, Permission.BRIEF_WRITE)
    report = _report_of(meeting)
    key = DraftKey.of(
        "report", case.public_id, title=f"Information report of {case}", url=request.path
    )
    draft = find_draft(request.user, key)
    form = ReportForm(request.POST or None, initial=ReportForm.initial_of(report, case))
    conflict = None
    if draft and report and prefill_and_compare(form, draft, version=report.version):
        conflict = _conflict(report, ReportForm(drafted_data(draft)))
    else:
        prefill(form, draft)
    if form.is_valid():
        giving = "give" in request.POST

        @transaction.atomic
        def act() -> str:
            saved = write_report(
                meeting,
                by=request.user,
                version=form.cleaned_data["version"],
                passages=form.cleaned_data,
            )
            if giving:
                give_report(saved, by=request.user, version=saved.version)
            clear_draft(request.user, key)
            said = "given to the coordinator" if giving else "saved"
            messages.success(request, f"The report has been {said}.")
            return _address(meeting)

        try:
            return submit_once(request, act)
        except ValidationError as error:
            form.add_error(None, error)
        except StaleVersion:
            now = InformationReport.objects.get(meeting=meeting)
            conflict = _conflict(now, form)
            form = ReportForm(with_version(request.POST, now.version))
    context = {
        "form": form,
        "form_token": new_form_token(),
        "draft_key": key,
        "draft": None if form.is_bound else draft,
        "conflict": conflict,
        "report": report,
        "from_referral": report is None,
        "back_url": _address(meeting),
    }
    return render(
        request,
        "conferences/briefing/report_edit.html",
        meeting_context(request, meeting, case, TAB, **context),
        status=409 if conflict and form.is_bound else 200,
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.BRIEF_SIGN)
def report_sign(request: UserRequest, public_id: UUID) -> HttpResponse:
    """The manager of whoever wrote the report reads it, and signs or sends it back."""
    meeting, case = load_meeting(request, public_id, Permission.BRIEF_SIGN)
    labels = ReportForm.base_fields
    to_sign = ToSign(
        find=_report_of,
        sign=sign_report,
        send_back=send_back_report,
        signed_words="Signed.",
        sent_back_words="Sent back. Whoever wrote it has been told.",
        template="conferences/briefing/report_sign.html",
        context=lambda report: {
            "report": report,
            "passages": [
                (labels[name].label, getattr(report, name)) for name in PASSAGES if report
            ],
        },
    )
    return sign_page(request, meeting, case, to_sign, back_url=_address(meeting))


@require_http_methods(["GET", "POST"])
@requires(Permission.MEETING_PREPARE)
def report_share(request: UserRequest, public_id: UUID) -> HttpResponse:
    """The coordinator says that the family has been taken through the report."""
    meeting, case = load_meeting(request, public_id, Permission.MEETING_PREPARE)
    report = _report_of(meeting)
    if report is None:
        messages.error(request, "There is no report to go through yet.")
        return redirect(_address(meeting))
    form = ShareForm(
        request.POST or None, initial={"version": report.version, "on": timezone.localdate()}
    )
    if form.is_valid():

        def act() -> str:
            share_report(report, by=request.user, **form.cleaned_data)
            messages.success(request, "Saved: the family knows what will be said.")
            return _address(meeting)

        try:
            return submit_once(request, act)
        except ValidationError as error:
            form.add_error(None, error)
        except StaleVersion:
            form.add_error(None, "The report was changed meanwhile. Go through the new one first.")
    context = {
        "form": form,
        "report": report,
        "form_token": new_form_token(),
        "back_url": _address(meeting),
    }
    return render(
        request,
        "conferences/briefing/report_share.html",
        meeting_context(request, meeting, case, TAB, **context),
    )


def _report_of(meeting: Meeting) -> InformationReport | None:
    reports = InformationReport.objects.select_related("signed_by", "written_by")
    return reports.filter(meeting=meeting).first()


def _address(meeting: Meeting) -> str:
    return reverse("conferences:meeting_report", kwargs={"public_id": meeting.public_id})


def _conflict(report: InformationReport, form: ReportForm) -> Conflict:
    labels = ReportForm.base_fields
    return Conflict(
        who=report.written_by,
        at=None,
        what="The report",
        theirs="\n\n".join(f"{labels[name].label}:\n{getattr(report, name)}" for name in PASSAGES),
        yours=form.as_text(),
    )

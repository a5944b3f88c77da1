"""The planning meeting: what it settled, and the referrer's manager who signs it."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.decorators import requires
from accounts.permissions import Permission
from accounts.requests import UserRequest
from accounts.submitting import new_form_token, submit_once
from cases.access import load_case, may
from cases.drafts import (
    DraftKey,
    clear_draft,
    drafted_data,
    find_draft,
    prefill,
    prefill_and_compare,
)
from cases.models import Case
from cases.views.case_loading import Conflict, with_version
from conferences.domain.briefing import (
    as_text,
    is_signed,
    send_back_brief,
    send_brief,
    sign_brief,
    write_brief,
)
from conferences.forms.briefing import BriefForm
from conferences.meeting_page import meeting_context
from conferences.models import Brief, BriefItem, InformationReport, Meeting
from conferences.views.loading import load_meeting
from conferences.views.signing import ToSign, sign_page
from restorative.conflicts import StaleVersion

TAB = "conferences:meeting_brief"


@require_GET
@requires(Permission.MEETING_VIEW)
def case_brief(request: UserRequest, public_id: UUID) -> HttpResponse:
    """Lead from a case, which a task knows, to the brief of its newest meeting that has one."""
    return redirect("conferences:meeting_brief", _newest_with_brief(request, public_id).public_id)


@require_GET
@requires(Permission.MEETING_VIEW)
def case_report(request: UserRequest, public_id: UUID) -> HttpResponse:
    return redirect("conferences:meeting_report", _newest_with_brief(request, public_id).public_id)


def _newest_with_brief(request: UserRequest, public_id: UUID) -> Meeting:
    case = load_case(request, public_id, Permission.MEETING_VIEW)
    meetings = Meeting.objects.visible_to(request.user).of_case(case)
    found = [meeting for meeting in meetings if meeting.declared.has_brief]
    if not found:
        raise Http404
    return found[0]


@require_GET
@requires(Permission.MEETING_VIEW)
def meeting_brief(request: UserRequest, public_id: UUID) -> HttpResponse:
    """Bottom lines, questions and help as they stand, who signed, and where the report is."""
    meeting, case = load_meeting(request, public_id, Permission.MEETING_VIEW)
    brief = Brief.objects.filter(meeting=meeting).select_related("sent_by").first()
    items = list(brief.items.current()) if brief else []
    user = request.user
    waits = bool(brief and brief.sent_version == brief.version)
    signatures = list(brief.signatures.select_related("by")) if brief else []
    current = next((one for one in signatures if brief and one.version == brief.version), None)
    context = {
        "brief": brief,
        "groups": [
            (kind.label, [item for item in items if item.kind == kind]) for kind in BriefItem.Kind
        ],
        "signature": current,
        "signatures": signatures,
        "waits": waits and current is None,
        "report": InformationReport.objects.filter(meeting=meeting)
        .select_related("signed_by", "written_by")
        .first(),
        "may_write_brief": may(user, Permission.BRIEF_WRITE, case),
        "may_sign": may(user, Permission.BRIEF_SIGN, case),
        "form_token": new_form_token(),
    }
    return render(
        request,
        "conferences/briefing/brief.html",
        meeting_context(request, meeting, case, TAB, **context),
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.BRIEF_WRITE)
def brief_edit(request: UserRequest, public_id: UUID) -> HttpResponse:
    """Write down what the planning meeting settled; somebody else's change is shown."""
    meeting, case = load_meeting(request, public_id, Permission.BRIEF_WRITE)
    brief = Brief.objects.filter(meeting=meeting).first()
    key = _draft_key(case, request.path)
    draft = find_draft(request.user, key)
    form = BriefForm(request.POST or None, initial=BriefForm.initial_of(brief, case))
    conflict = None
    if draft and brief and prefill_and_compare(form, draft, version=brief.version):
        conflict = _conflict(brief, BriefForm(drafted_data(draft)))
    else:
        prefill(form, draft)
    if form.is_valid():

        def act() -> str:
            write_brief(
                meeting,
                by=request.user,
                version=form.cleaned_data["version"],
                texts=form.texts(),
                held_on=form.cleaned_data["held_on"],
                held_with=form.cleaned_data["held_with"],
            )
            clear_draft(request.user, key)
            messages.success(request, "The planning meeting has been saved.")
            return _address(meeting)

        try:
            return submit_once(request, act)
        except ValidationError as error:
            form.add_error(None, error)
        except StaleVersion:
            now = Brief.objects.get(meeting=meeting)
            conflict = _conflict(now, form)
            form = BriefForm(with_version(request.POST, now.version))
    context = {
        "form": form,
        "form_token": new_form_token(),
        "draft_key": key,
        "draft": None if form.is_bound else draft,
        "conflict": conflict,
        "was_signed": bool(brief and is_signed(brief)),
        "from_referral": brief is None,
    }
    return render(
        request,
        "conferences/briefing/brief_edit.html",
        meeting_context(request, meeting, case, TAB, **context),
        status=409 if conflict and form.is_bound else 200,
    )


@require_POST
@requires(Permission.BRIEF_WRITE)
def brief_send(request: UserRequest, public_id: UUID) -> HttpResponse:
    """Send this version to be signed."""
    meeting, _ = load_meeting(request, public_id, Permission.BRIEF_WRITE)
    brief = Brief.objects.filter(meeting=meeting).first()
    if brief is None:
        messages.error(request, "Enter the bottom lines and questions first.")
        return redirect(_address(meeting))

    def act() -> str:
        send_brief(brief, by=request.user, version=_posted_version(request))
        messages.success(request, "Sent to the referrer's manager to sign.")
        return _address(meeting)

    try:
        return submit_once(request, act)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    except StaleVersion:
        messages.error(request, "Somebody changed this meanwhile. Read it again, then send it.")
    return redirect(_address(meeting))


@require_http_methods(["GET", "POST"])
@requires(Permission.BRIEF_SIGN)
def brief_sign(request: UserRequest, public_id: UUID) -> HttpResponse:
    """The referrer's manager reads what they sign, and signs or sends it back."""
    meeting, case = load_meeting(request, public_id, Permission.BRIEF_SIGN)
    to_sign = ToSign(
        find=lambda meeting: Brief.objects.filter(meeting=meeting).first(),
        sign=sign_brief,
        send_back=send_back_brief,
        signed_words="Signed off.",
        sent_back_words="Sent back. The coordinator has been told.",
        template="conferences/briefing/brief_sign.html",
        context=lambda brief: {
            "text": as_text(brief) if brief else "",
            "waits": bool(brief and brief.sent_version == brief.version),
        },
    )
    return sign_page(request, meeting, case, to_sign, back_url=_address(meeting))


def _address(meeting: Meeting) -> str:
    return reverse(TAB, kwargs={"public_id": meeting.public_id})


def _posted_version(request: UserRequest) -> int:
    said = request.POST.get("version", "")
    return int(said[:9]) if said.isascii() and said.isdigit() else 0


def _draft_key(case: Case, url: str) -> DraftKey:
    return DraftKey.of("brief", case.public_id, title=f"Planning meeting of {case}", url=url)


def _conflict(brief: Brief, form: BriefForm) -> Conflict:
    """Both versions; who wrote the other stands in the newest event."""
    return Conflict(
        who=None,
        at=None,
        what="Bottom lines and questions",
        theirs=as_text(brief),
        yours=form.as_text(),
    )

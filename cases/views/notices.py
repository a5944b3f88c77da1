"""What a colleague is told in the product: unread first, marked as read by themselves."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from accounts.audit import record_access
from accounts.decorators import requires
from accounts.paging import keyset_page
from accounts.permissions import Permission
from accounts.requests import UserRequest
from cases.domain.reminding import read_notice, read_notices
from cases.models import Notice
from cases.notices_list import UNREAD_SHOWN, standing, unread_of


@require_GET
@requires(Permission.WORK_VIEW)
def notices(request: UserRequest) -> HttpResponse:
    """All one's reminders that still hold, unread first."""
    unread = unread_of(request.user, limit=UNREAD_SHOWN)
    read = standing(request.user).filter(read_at__isnull=False)
    page = keyset_page(request, read, order=("-at", "-pk"))
    cases = [one.case_id for one in (*unread.rows, *page.rows) if one.case_id]
    record_access(request, "notices", cases=cases, row_count=len(unread.rows) + len(page.rows))
    return render(request, "cases/notices.html", {"unread": unread, "page": page})


@require_POST
@requires(Permission.WORK_VIEW)
def notice_read(request: UserRequest, public_id: UUID) -> HttpResponse:
    """Say that one has read it, and go where it leads if that button was pressed."""
    notice = get_object_or_404(Notice.objects.visible_to(request.user), public_id=public_id)
    read_notice(notice, by=request.user)
    if request.POST.get("open") and notice.url:
        return redirect(notice.url)
    return redirect(_back(request))


@require_POST
@requires(Permission.WORK_VIEW)
def notices_read(request: UserRequest) -> HttpResponse:
    """Mark those that were on the page as read: what came since stays unread."""
    seen = request.POST.getlist("seen")[: 2 * UNREAD_SHOWN]
    keys = [key for key in seen if _is_uuid(key)]
    count = read_notices(
        Notice.objects.visible_to(request.user).filter(public_id__in=keys), by=request.user
    )
    if count:
        messages.success(request, f"{count} reminder{'' if count == 1 else 's'} marked as read.")
    return redirect(_back(request))


def _back(request: UserRequest) -> str:
    return "cases:my_work" if request.POST.get("from") == "my_work" else "cases:notices"


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.audit import record_access
from accounts.decorators import requires
from accounts.permissions import Permission, Seat
from accounts.requests import UserRequest
from conferences.overseeing import workload as work


@require_GET
@requires(Permission.WORK_OVERSEE)
def workload(request: UserRequest) -> HttpResponse:
    """Who has how many open cases, who is away, and what waits for somebody."""
    user = request.user
    manages_service = Seat.SERVICE_MANAGER in user.seats
    refers = Seat.REFERRING_MANAGER in user.seats
    waiting = work.without_coordinator(user, timezone.localdate())
    unworked = work.without_worker(user) if refers else None
    rows = [*waiting.rows, *(unworked.rows if unworked else ())]
    record_access(request, "workload", cases=[row.case.pk for row in rows], row_count=len(rows))
    context = {
        "coordinators": work.coordinators(user) if manages_service else [],
        "workers": work.social_workers(user) if refers else [],
        "manages_service": manages_service,
        "refers": refers,
        "waiting": waiting,
        "unworked": unworked,
        "as_at": timezone.now(),
    }
    return render(request, "conferences/overseeing/workload.html", context)

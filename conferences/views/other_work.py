from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.audit import record_access
from accounts.decorators import requires
from accounts.permissions import Permission, can
from accounts.requests import UserRequest
from conferences.dashboards.filtering import chosen_from
from conferences.dashboards.other_work import other_sections
from conferences.dashboards.shown import hidden_keys


@require_GET
@requires(Permission.OUTCOMES_VIEW)
def other_work(request: UserRequest) -> HttpResponse:
    """What came of work that is no family's meeting: circles, conversations, Lifelong Links."""
    chosen = chosen_from(request.GET, request.user)
    record_access(request, "other_work")
    context = {
        "chosen": chosen,
        "sections": other_sections(chosen, hidden_keys(), reader=request.user),
        "as_at": timezone.localtime(),
        "may_export": can(request.user, Permission.OUTCOMES_EXPORT),
    }
    return render(request, "conferences/other_work.html", context)

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.audit import record_access
from accounts.decorators import requires
from accounts.permissions import Permission, can
from accounts.requests import UserRequest
from cases import case_list as cases_listed
from cases.forms.case_list import filters_of


@require_GET
@requires(Permission.CASE_VIEW)
def case_list(request: UserRequest) -> HttpResponse:
    """The cases this person may know of, a page at a time, as they asked for them."""
    choices = cases_listed.choices_for()
    asked = cases_listed.read_filter(request.GET, choices)
    page = cases_listed.list_page(
        request.user,
        asked,
        choices,
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
    )
    record_access(
        request, "case_list", cases=[row.case.pk for row in page.rows], row_count=len(page.rows)
    )
    context = {
        "page": page,
        "asked": asked,
        "filters": filters_of(asked, choices),
        "may_refer": can(request.user, Permission.REFERRAL_MAKE),
    }
    return render(request, "cases/case_list.html", context)

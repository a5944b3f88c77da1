"""What is kept from the old sheet on a case: read, revealed one by one, settled."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from accounts.decorators import requires
from accounts.permissions import Permission
from accounts.requests import UserRequest
from accounts.submitting import new_form_token, submit_once
from cases.access import may
from cases.case_page import case_context
from cases.domain.settling_old_sheet import reveal_cell, settle_cell
from cases.forms.old_sheet import SettleForm
from cases.forms.people_contacts import ReasonForm
from cases.models import Case, ImportedCell
from cases.old_sheet import cell_row, cells_of, provenance_of_case, sheet_rows
from cases.views.case_loading import load_sent_case

OLD_SHEET = "cases:case_old_sheet"


@require_GET
@requires(Permission.CASE_VIEW)
def case_old_sheet(request: UserRequest, public_id: UUID) -> HttpResponse:
    """What somebody has to look at first, then all that no field took, row by row."""
    case = load_sent_case(request, public_id)
    cells = list(cells_of(case, request.user))
    remarks = [cell for cell in cells if cell.kind]
    context = {
        "to_settle": [cell_row(cell) for cell in remarks if not cell.settled_at],
        "settled": [cell_row(cell) for cell in remarks if cell.settled_at],
        "rows": sheet_rows(cell for cell in cells if not cell.kind),
        "provenance": provenance_of_case(case),
        "may_settle": may(request.user, Permission.OLD_SHEET_SETTLE, case),
        "may_reveal": may(request.user, Permission.CONTACT_REVEAL, case),
    }
    return render(
        request, "cases/case_old_sheet.html", case_context(request, case, OLD_SHEET, **context)
    )


@require_http_methods(["GET", "POST"])
@never_cache
@requires(Permission.CONTACT_REVEAL)
def old_sheet_reveal(request: UserRequest, public_id: UUID, cell: int) -> HttpResponse:
    """Show a confidential cell once, in answer to a reason that is recorded for good."""
    case, found = _load(request, public_id, cell, Permission.CONTACT_REVEAL)
    if not found.is_confidential:
        raise Http404
    form = ReasonForm(request.POST or None)
    revealed = ""
    if form.is_valid():
        revealed = reveal_cell(found, case, by=request.user, reason=form.cleaned_data["reason"])
    context = {"row": cell_row(found), "form": form, "revealed": revealed}
    context |= {"may_settle": may(request.user, Permission.OLD_SHEET_SETTLE, case)}
    return render(
        request, "cases/old_sheet_reveal.html", case_context(request, case, OLD_SHEET, **context)
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.OLD_SHEET_SETTLE)
def old_sheet_settle(request: UserRequest, public_id: UUID, cell: int) -> HttpResponse:
    """Say what was done about a remark. Twice is refused, with who was first."""
    case, found = _load(request, public_id, cell, Permission.OLD_SHEET_SETTLE)
    if not found.kind:
        raise Http404
    form = SettleForm(request.POST or None)
    status = 200
    if form.is_valid():

        def act() -> str:
            settle_cell(found, by=request.user, how=form.cleaned_data["how"])
            messages.success(request, "The remark is settled.")
            return reverse(OLD_SHEET, args=[case.public_id])

        try:
            return submit_once(request, act)
        except ValidationError as error:
            form.add_error("how" if error.code == "how_missing" else None, error)
            status = 409 if error.code == "settled" else 200
    context = {
        "row": cell_row(found),
        "form": form,
        "form_token": new_form_token(),
        "may_reveal": may(request.user, Permission.CONTACT_REVEAL, case),
    }
    return render(
        request,
        "cases/old_sheet_settle.html",
        case_context(request, case, OLD_SHEET, **context),
        status=status,
    )


def _load(
    request: UserRequest, public_id: UUID, cell: int, permission: Permission
) -> tuple[Case, ImportedCell]:
    case = load_sent_case(request, public_id, permission)
    # What no column of ours can hold is nobody's number.
    if cell >= 2**63:
        raise Http404
    return case, get_object_or_404(cells_of(case, request.user), pk=cell)

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from accounts.audit import record_access
from accounts.decorators import requires
from accounts.models import Team
from accounts.permissions import Permission, Seat
from accounts.requests import UserRequest
from accounts.submitting import new_form_token, submit_once
from cases.models import SheetImport
from conferences.domain.importing import upload_sheet
from conferences.forms.importing import WHOLE, UploadForm
from conferences.importing.files import open_tracker
from conferences.importing.limits import FileRefused

PAGE = 30


@require_GET
@requires(Permission.SHEET_IMPORT)
def import_list(request: UserRequest) -> HttpResponse:
    """What has been brought in, or is to be, into the teams of this manager: the newest first."""
    rows = SheetImport.objects.visible_to(request.user).select_related("team", "uploaded_by")
    page = Paginator(rows.defer("_found", "columns", "answers", "same_people"), PAGE).get_page(
        request.GET.get("page")
    )
    record_access(request, "import_list", row_count=len(page.object_list))
    context = {
        "page": page,
        "newer": f"?page={page.previous_page_number()}" if page.has_previous() else "",
        "older": f"?page={page.next_page_number()}" if page.has_next() else "",
        "several_teams": len(request.user.team_ids(Seat.SERVICE_MANAGER)) > 1,
    }
    return render(request, "conferences/importing/import_list.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.SHEET_IMPORT)
def import_add(request: UserRequest) -> HttpResponse:
    """Upload a spreadsheet. A file that cannot be taken is refused in a sentence beside it."""
    teams = list(Team.objects.filter(pk__in=request.user.team_ids(Seat.SERVICE_MANAGER)))
    form = UploadForm(request.POST or None, request.FILES or None, teams=teams)
    if form.is_valid():
        upload = form.cleaned_data["file"]

        def act() -> str:
            found = upload_sheet(
                upload.file,
                filename=upload.name,
                kind=form.cleaned_data["kind"],
                team=form.cleaned_data.get("team") or teams[0],
                by=request.user,
            )
            # Where there is something to choose it is asked; else it can be changed later.
            is_plain = found.header_row == 1 and len(open_tracker(upload.file).sheets) < 2
            page = "import_columns" if is_plain else "import_sheet_choice"
            return reverse(f"conferences:{page}", args=[found.public_id])

        try:
            return submit_once(request, act)
        except FileRefused as refusal:
            form.add_error("file", refusal.sentence)
    context = {"form": form, "whole": WHOLE, "form_token": new_form_token()}
    return render(request, "conferences/importing/import_add.html", context)

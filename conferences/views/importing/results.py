"""What stands of an import: its page in each state, beginning and taking back, what came of it."""

from collections.abc import Iterator
from tempfile import TemporaryFile
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.audit import record_access
from accounts.decorators import requires
from accounts.permissions import Permission
from accounts.requests import UserRequest
from cases.models import Case, ImportedRow, SheetImport
from conferences.domain.importing import begin
from conferences.exports.sheets import TYPES, csv_chunks, write_xlsx
from conferences.forms.importing import KeepForm, TakeBackForm
from conferences.import_preview import SHOWN, cases_shown, counted, first_refused, preview_of
from conferences.importing.limits import FileRefused
from conferences.importing.refused import refused_sheet
from conferences.views.exporting import as_file
from conferences.views.importing.loading import CHANGED, load_import, opened
from restorative.conflicts import StaleVersion

State = SheetImport.State
LOOKS_AGAIN_SECONDS = 4
CASES_SHOWN = 50
PIECE = 64 * 1024
PAGES = {
    State.UPLOADED: "conferences/importing/import_uploaded.html",
    State.CHECKED: "conferences/importing/import_checked.html",
    State.DONE: "conferences/importing/import_done.html",
    State.UNDONE: "conferences/importing/import_undone.html",
    State.FAILED: "conferences/importing/import_failed.html",
}


@require_GET
@requires(Permission.SHEET_IMPORT)
def import_detail(request: UserRequest, public_id: UUID) -> HttpResponse:
    """How it stands: how far the work on it is, what it would bring, or what came of it."""
    found = load_import(request, public_id)
    if found.is_at_work:
        return _progress(request, found)
    context: dict[str, Any] = {"import": found, "same_file": _same_file(request, found)}
    if found.state == State.CHECKED:
        context |= preview_of(found, request.user)
        if cases := cases_shown(found, request.user):
            record_access(request, "import_preview", thing=found, cases=cases)
        context["keep_form"] = KeepForm(auto_id="keep_%s")
    elif found.state in (State.DONE, State.UNDONE, State.FAILED):
        context |= {
            "made": counted(found.made),
            "refused": first_refused(found.refused.all()),
            "refused_rows": found.refused.values("number").distinct().count(),
            "shown": SHOWN,
        }
    return render(request, PAGES[State(found.state)], context)


def _progress(request: UserRequest, found: SheetImport) -> HttpResponse:
    looks_again = "still" not in request.GET
    context = {
        "import": found,
        "looks_again": looks_again,
        "seconds": LOOKS_AGAIN_SECONDS,
        "nobody_at_work": found.heard_at is None,
    }
    response = render(request, "conferences/importing/import_progress.html", context)
    if looks_again:
        response["Refresh"] = str(LOOKS_AGAIN_SECONDS)
    return response


def _same_file(request: UserRequest, found: SheetImport) -> SheetImport | None:
    """The same file, brought in before: by anybody who brings in for the same teams."""
    others = SheetImport.objects.visible_to(request.user).exclude(pk=found.pk)
    return others.filter(file_hash=found.file_hash, state=State.DONE).first()


@require_POST
@requires(Permission.SHEET_IMPORT)
def import_begin(request: UserRequest, public_id: UUID) -> HttpResponse:
    """Go through it, or bring it in as it was shown."""
    found = load_import(request, public_id)
    what = request.POST.get("what", "")
    if what not in (State.CHECKING, State.IMPORTING) or found.file_gone_at:
        messages.warning(request, "This cannot be done now.")
        return redirect(found)
    text = request.POST.get("version", "")
    version = int(text) if text.isascii() and text.isdigit() and len(text) < 9 else -1
    try:
        begin(found, what, by=request.user, version=version)
    except StaleVersion:
        messages.warning(request, CHANGED)
        return redirect(found)
    except ValidationError as refusal:
        messages.warning(request, refusal.messages[0])
    return redirect(found)


@require_http_methods(["GET", "POST"])
@requires(Permission.SHEET_IMPORT)
def import_take_back(request: UserRequest, public_id: UUID) -> HttpResponse:
    """Take the whole import back, with a reason: a page that says what that means."""
    found = load_import(request, public_id)
    if found.state not in (State.DONE, State.FAILED):
        messages.warning(request, f"Nothing to take back: {found.get_state_display().lower()}.")
        return redirect(found)
    form = TakeBackForm(request.POST or None, initial={"version": found.version})
    if form.is_valid():
        cleaned = form.cleaned_data
        try:
            begin(
                found,
                State.UNDOING,
                by=request.user,
                why=cleaned["why"],
                version=cleaned["version"],
            )
        except StaleVersion:
            messages.warning(request, CHANGED)
        except ValidationError as refusal:
            messages.warning(request, refusal.messages[0])
        return redirect(found)
    context = {"import": found, "form": form, "made": counted(found.made)}
    return render(request, "conferences/importing/import_take_back.html", context)


@require_GET
@requires(Permission.SHEET_IMPORT)
def import_cases(request: UserRequest, public_id: UUID) -> HttpResponse:
    """The cases that came of it, as far as this person may see them."""
    found = load_import(request, public_id)
    rows = ImportedRow.objects.filter(sheet_import=found).exclude(case=None)
    cases = (
        Case.objects.visible_to(request.user)
        .filter(pk__in=rows.values("case"))
        .select_related("coordinator")
        .order_by("reference", "pk")
    )
    page = Paginator(cases, CASES_SHOWN).get_page(request.GET.get("page"))
    shown = list(page.object_list)
    record_access(
        request,
        "import_cases",
        thing=found,
        cases=[case.pk for case in shown],
        row_count=len(shown),
    )
    numbers: dict[int, list[int]] = {}
    for case, number in rows.filter(case__in=shown).values_list("case", "number"):
        numbers.setdefault(case, []).append(number)
    context = {
        "import": found,
        "cases": [(case, numbers.get(case.pk, [])) for case in shown],
        "page": page,
        "newer": f"?page={page.previous_page_number()}" if page.has_previous() else "",
        "older": f"?page={page.next_page_number()}" if page.has_next() else "",
    }
    return render(request, "conferences/importing/import_cases.html", context)


@require_GET
@requires(Permission.SHEET_IMPORT)
def import_refused(request: UserRequest, public_id: UUID) -> HttpResponseBase:
    """The rows that were refused, as a spreadsheet of the same shape with why."""
    found = load_import(request, public_id)
    extension = request.GET.get("format", "xlsx")
    extension = extension if extension in TYPES else "xlsx"
    if found.file_gone_at or not found.refused.exists():
        messages.warning(request, "There are no refused rows to download.")
        return redirect(found)
    try:
        with opened(found):
            pass
    except FileRefused as refusal:
        messages.warning(request, refusal.sentence)
        return redirect(found)
    record_access(request, "import_refused_downloaded", thing=found)
    response = StreamingHttpResponse(_pieces(found, extension), content_type=TYPES[extension])
    return as_file(response, f"refused-rows.{extension}")


def _pieces(found: SheetImport, extension: str) -> Iterator[bytes]:
    """The file as it is sent; nothing is opened for a reader who does not wait for it."""
    with opened(found) as tracker:
        sheet = refused_sheet(found, tracker)
        if extension == "csv":
            yield from (piece.encode() for piece in csv_chunks(sheet))
            return
        with TemporaryFile() as file:
            write_xlsx([sheet], file, title="Rows that were refused")
            file.seek(0)
            while piece := file.read(PIECE):
                yield piece

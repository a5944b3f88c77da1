"""Which sheet and header row count, and what each column holds."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from accounts.decorators import requires
from accounts.permissions import Permission
from accounts.requests import UserRequest
from cases.models import KeptMapping, SheetImport
from cases.views.case_loading import Conflict, with_version
from conferences.domain.importing import begin, keep_mapping, match_sheet
from conferences.forms.importing import ColumnsForm, KeepForm, KeptForm, SheetForm
from conferences.importing.columns import Mapping, mapping_from_data
from conferences.importing.field_words import FIELDS, field_words
from conferences.importing.glances import (
    columns_of,
    first_rows,
    header_at,
    headings_of,
)
from conferences.importing.limits import FileRefused
from conferences.views.importing.loading import (
    CHANGED,
    done_or_said,
    load_import,
    not_now,
    opened,
    version_now,
)
from restorative.conflicts import StaleVersion


@require_http_methods(["GET", "POST"])
@requires(Permission.SHEET_IMPORT)
def import_sheet_choice(request: UserRequest, public_id: UUID) -> HttpResponse:
    """Choose the sheet and its header row, with the first rows to see it by."""
    found = load_import(request, public_id)
    if elsewhere := not_now(request, found):
        return elsewhere
    try:
        with opened(found) as tracker:
            asked = request.POST.get("sheet") or request.GET.get("sheet") or found.sheet
            sheet = asked if asked in tracker.sheets else found.sheet
            rows = first_rows(tracker, sheet)
            likely = header_at(tracker, sheet, None, FIELDS[found.kind])
            form = SheetForm(
                request.POST or None,
                rows=rows,
                initial={
                    "sheet": sheet,
                    "version": found.version,
                    "header_row": str(
                        found.header_row if sheet == found.sheet else likely.header_row
                    ),
                },
            )
            status = 200
            if form.is_valid():
                row = int(form.cleaned_data["header_row"])
                mapping = header_at(tracker, sheet, row, FIELDS[found.kind])
                try:
                    _match(
                        request,
                        found,
                        form.cleaned_data["version"],
                        sheet=sheet,
                        header_row=row,
                        columns=mapping.columns,
                    )
                except StaleVersion as stale:
                    form = SheetForm(with_version(request.POST, version_now(stale)), rows=rows)
                    form.add_error(None, CHANGED)
                    status = 409
                except ValidationError as refusal:
                    form.add_error(None, refusal)
                else:
                    return redirect("conferences:import_columns", found.public_id)
            sheets = tracker.sheets
    except FileRefused as refusal:
        return _refused(request, found, refusal)
    context = {"import": found, "form": form, "rows": rows, "sheet": sheet, "sheets": sheets}
    return render(request, "conferences/importing/import_sheet_choice.html", context, status=status)


@require_http_methods(["GET", "POST"])
@requires(Permission.SHEET_IMPORT)
def import_columns(request: UserRequest, public_id: UUID) -> HttpResponse:
    """Say of each column what it holds; sent, the sheet is gone through."""
    found = load_import(request, public_id)
    if elsewhere := not_now(request, found):
        return elsewhere
    try:
        with opened(found) as tracker:
            columns = columns_of(tracker, found.sheet, found.header_row)
            headings = headings_of(tracker, found.sheet, found.header_row)
            sheets = tracker.sheets
    except FileRefused as refusal:
        return _refused(request, found, refusal)
    about: dict[str, Any] = {"kind": found.kind, "columns": columns}
    form = ColumnsForm(
        request.POST or None, taken=found.columns, initial={"version": found.version}, **about
    )
    conflict, status = None, 200
    if form.is_valid():
        try:
            return _matched(request, found, form, headings)
        except StaleVersion as stale:
            now = stale.current
            assert isinstance(now, SheetImport)
            conflict = Conflict(
                None, None, "Columns", _words(now, now.columns), _words(now, form.matched())
            )
            form = ColumnsForm(with_version(request.POST, now.version), taken=now.columns, **about)
            status = 409
        except ValidationError as refusal:
            form.add_error(None, refusal)
    context = {
        "import": found,
        "form": form,
        "conflict": conflict,
        "sheets": sheets,
        "kept_form": KeptForm(
            sheet_import=found, initial={"version": found.version}, prefix="take"
        ),
        "has_kept": KeptMapping.objects.filter(team=found.team_id, kind=found.kind).exists(),
        "missing": _missing(found),
    }
    return render(request, "conferences/importing/import_columns.html", context, status=status)


def _matched(
    request: UserRequest, found: SheetImport, form: ColumnsForm, headings: tuple[str, ...]
) -> HttpResponse:
    columns = form.matched()
    _match(request, found, form.cleaned_data["version"], columns=columns)
    if name := form.cleaned_data["name"]:
        mapping = Mapping(found.header_row, headings, columns)
        keep_mapping(found, name=name, headings=mapping.as_data(), by=request.user)
        messages.success(request, "The matching is kept under this name.")
    return done_or_said(
        request, found, lambda: begin(found, SheetImport.State.CHECKING, by=request.user)
    )


@require_POST
@requires(Permission.SHEET_IMPORT)
def import_take_kept(request: UserRequest, public_id: UUID) -> HttpResponse:
    """Match the columns, and say what values mean, as it was kept under a name."""
    found = load_import(request, public_id)
    if elsewhere := not_now(request, found):
        return elsewhere
    form = KeptForm(request.POST, sheet_import=found, prefix="take")
    here = reverse("conferences:import_columns", args=[found.public_id])
    if not form.is_valid():
        messages.warning(request, "Select one that was kept.")
        return redirect(here)
    kept = form.cleaned_data["kept"]
    try:
        with opened(found) as tracker:
            seems = header_at(tracker, found.sheet, found.header_row, FIELDS[found.kind])
    except FileRefused as refusal:
        return _refused(request, found, refusal)
    mapping = mapping_from_data(kept.headings, seems, FIELDS[found.kind])
    try:
        _match(
            request,
            found,
            form.cleaned_data["version"],
            columns=mapping.columns,
            answers=_joined(found.answers, kept.answers),
        )
    except StaleVersion:
        messages.warning(request, CHANGED)
    except ValidationError as refusal:
        messages.warning(request, refusal.messages[0])
    else:
        messages.success(request, "The columns are matched as they were kept. Look them over.")
    return redirect(here)


@require_POST
@requires(Permission.SHEET_IMPORT)
def import_keep(request: UserRequest, public_id: UUID) -> HttpResponse:
    """Keep how the columns were matched and what values meant, for the next sheet."""
    found = load_import(request, public_id)
    form = KeepForm(request.POST)
    if found.file_gone_at:
        return redirect(found)
    if not form.is_valid():
        messages.warning(request, "Enter a name of up to 100 letters.")
        return redirect(found)
    try:
        with opened(found) as tracker:
            headings = headings_of(tracker, found.sheet, found.header_row)
    except FileRefused as refusal:
        return _refused(request, found, refusal)
    mapping = Mapping(found.header_row, headings, found.columns)
    keep_mapping(found, name=form.cleaned_data["name"], headings=mapping.as_data(), by=request.user)
    messages.success(request, "Columns and answers are kept under this name.")
    return redirect(found)


def _match(request: UserRequest, found: SheetImport, version: int, **changes: Any) -> None:
    match_sheet(found, version=version, by=request.user, **changes)


def _refused(request: UserRequest, found: SheetImport, refusal: FileRefused) -> HttpResponse:
    context = {"import": found, "sentence": refusal.sentence}
    return render(request, "conferences/importing/import_refused_file.html", context)


def _joined(answers: dict[str, Any], kept: dict[str, Any]) -> dict[str, Any]:
    """What was answered here counts before what was kept."""
    values = {key: dict(texts) for key, texts in kept.get("values", {}).items()}
    for key, texts in answers.get("values", {}).items():
        values[key] = values.get(key, {}) | texts
    return {"values": values, "orders": kept.get("orders", {}) | answers.get("orders", {})}


def _words(found: SheetImport, columns: dict[str, int]) -> str:
    """The columns of a mapping, a line each, for whoever compares two."""
    ordered = sorted(columns.items(), key=lambda pair: pair[1])
    return "\n".join(
        f"Column {column + 1}: {field_words(found.kind, key)}" for key, column in ordered
    )


def _missing(found: SheetImport) -> str:
    """What is needed of a tracking sheet and no column is matched to, in a sentence."""
    if found.kind != SheetImport.Kind.TRACKER:
        return ""
    if "received" not in found.columns:
        return "No column is the date of the referral. A row without one is refused."
    if not {"surname", "forename", "name"} & set(found.columns):
        return "No column holds the names of the children. A row without one is refused."
    return ""

"""Fetching an import, what it may still be asked, and the pages that say it may not."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect

from accounts.audit import record_access
from accounts.requests import UserRequest
from cases.access import view_name
from cases.models import SheetImport
from conferences.domain.importing import BEGUN_FROM, open_file
from conferences.importing.files import Tracker, open_tracker
from restorative.conflicts import StaleVersion

MATCHABLE = BEGUN_FROM[SheetImport.State.CHECKING]
CHANGED = "Somebody changed this while you were looking at it. This is how it stands now."


def load_import(request: UserRequest, public_id: UUID) -> SheetImport:
    """An import into a team that this person manages. The look is recorded: it names families."""
    rows = SheetImport.objects.visible_to(request.user).select_related("team", "uploaded_by")
    found = get_object_or_404(rows, public_id=public_id)
    record_access(request, view_name(request), thing=found)
    return found


def not_now(request: UserRequest, sheet_import: SheetImport) -> HttpResponse | None:
    """Where to go instead, where its columns and values can no longer be said."""
    if sheet_import.state in MATCHABLE and sheet_import.file_gone_at is None:
        return None
    if sheet_import.file_gone_at:
        messages.warning(request, "The file itself is no longer kept. Upload it again.")
    else:
        messages.warning(
            request, f"This cannot be changed now: {sheet_import.get_state_display().lower()}."
        )
    return redirect(sheet_import)


def version_now(stale: StaleVersion) -> int:
    assert isinstance(stale.current, SheetImport)
    return stale.current.version


@contextmanager
def opened(sheet_import: SheetImport) -> Iterator[Tracker]:
    """The uploaded file, to be read row by row. Raises FileRefused."""
    with open_file(sheet_import) as file:
        yield open_tracker(file)


def done_or_said(
    request: UserRequest, sheet_import: SheetImport, act: Callable[[], Any], to: str = ""
) -> HttpResponse:
    """Do it and go on; where it is refused, say why on the page of the import."""
    try:
        act()
    except ValidationError as refusal:
        messages.warning(request, refusal.messages[0])
        return redirect(sheet_import)
    return redirect(to or sheet_import.get_absolute_url())

from uuid import UUID

from django.contrib import messages
from django.contrib.auth import logout
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.decorators import requires
from accounts.kept_page import stop_keeping, tries_left, try_pin
from accounts.permissions import Permission
from accounts.requests import UserRequest
from conferences.day_mode import address_of_day, day_mode_of, start_day_mode
from conferences.forms.day import PinForm
from conferences.meeting_page import meeting_context
from conferences.views.loading import load_meeting

TAB = "conferences:meeting_day"


@require_http_methods(["GET", "POST"])
@requires(Permission.MEETING_PREPARE)
def day_mode_start(request: UserRequest, public_id: UUID) -> HttpResponse:
    """Choose a PIN: the page of the day stays for the length of the meeting. Or end it."""
    meeting, case = load_meeting(request, public_id, Permission.MEETING_PREPARE)
    if request.POST.get("what") == "end":
        if day_mode_of(request, meeting):
            stop_keeping(request)
        messages.success(request, "Day mode has ended.")
        return redirect(address_of_day(meeting))
    form = PinForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            start_day_mode(request, meeting, form.cleaned_data["pin"])
        except ValidationError as refusal:
            is_pin = refusal.code in ("not_a_pin", "easy_pin")
            form.add_error("pin" if is_pin else None, refusal)
        else:
            messages.success(request, "Day mode is on. Keep the PIN to yourself.")
            return redirect(address_of_day(meeting))
    return render(
        request,
        "conferences/day/mode.html",
        meeting_context(
            request, meeting, case, TAB, form=form, day_mode=day_mode_of(request, meeting)
        ),
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.MEETING_PREPARE)
def day_mode_unlock(request: UserRequest, public_id: UUID) -> HttpResponse:
    """Ask the PIN once the session has been idle. The page names no family.

    The fifth wrong PIN ends day mode and the session with it.
    """
    meeting, _case = load_meeting(request, public_id, Permission.MEETING_PREPARE)
    if not getattr(request, "on_kept_page", False) or not day_mode_of(request, meeting):
        return redirect(address_of_day(meeting))
    form = PinForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        opens = try_pin(request, form.cleaned_data["pin"])
        if opens:
            return redirect(address_of_day(meeting))
        if opens is None:
            logout(request)
            messages.info(request, "The PIN was wrong too often. Sign in again.")
            return redirect("account_login")
        left = tries_left(request)
        form.add_error(
            "pin", f"That is not the PIN. You can try {left} more time{'' if left == 1 else 's'}."
        )
    request.held_back = True  # type: ignore[attr-defined]  # no menu: it would sign out
    return render(request, "conferences/day/unlock.html", {"form": form})

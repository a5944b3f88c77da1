"""Two people changed the same thing: both versions, and what was typed still in the form."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render

from accounts.requests import UserRequest
from restorative.conflicts import StaleVersion


def changed_page(
    request: UserRequest, form: forms.BaseForm, stale: StaleVersion, *, back: str
) -> HttpResponse:
    """409: shows what differs. Sending the form again overrules knowingly, not blindly."""
    current: Any = stale.current
    rows = [
        {
            "label": str(form[name].label).removesuffix(" (optional)"),
            "theirs": _shown(getattr(current, name, "")),
            "yours": _shown(form.cleaned_data[name]),
        }
        for name in form.cleaned_data
        if name != "version" and getattr(current, name, None) != form.cleaned_data[name]
    ]
    # The version on screen is now the newest: sending again is a decision.
    form.data = request.POST.copy()
    form.data["version"] = str(current.version)
    context = {"form": form, "rows": rows, "back": back, "thing": current}
    return render(request, "accounts/changed.html", context, status=409)


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "Yes" if value else "No"
    return str(value) if value not in (None, "") else "Not given"

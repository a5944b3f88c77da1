"""Whether anything leaves the house: for those who answer for it, without any family."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.decorators import requires
from accounts.permissions import Permission
from accounts.requests import UserRequest
from accounts.submitting import new_form_token, submit_once
from cases.forms.reminders import SwitchForm
from cases.models import SendingSwitch
from cases.reminders import sending as switch
from cases.sending_page import figures


@require_http_methods(["GET", "POST"])
@requires(Permission.SENDING_CONTROL)
def sending(request: UserRequest) -> HttpResponse:
    """Is sending on, who switched it and why, how much waits, and the switch itself."""
    form = SwitchForm(request.POST if request.method == "POST" else None)
    if form.is_valid():

        def act() -> str:
            on = form.cleaned_data["on"] == "1"
            switch.switch(on, by=request.user, why=form.cleaned_data["why"])
            words = "on" if on else "off. Nothing leaves from now on"
            messages.success(request, f"Sending is {words}.")
            return reverse("cases:sending")

        return submit_once(request, act)
    is_on = switch.is_on()
    context = {
        "form": form,
        "form_token": new_form_token(),
        "is_on": is_on,
        "row": SendingSwitch.objects.select_related("changed_by").first(),
        "figures": figures(request.user),
    }
    return render(request, "cases/sending.html", context)

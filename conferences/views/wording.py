from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.decorators import requires
from accounts.permissions import Permission
from accounts.requests import UserRequest
from conferences.domain.rewording import reword_steps, steps_of
from conferences.entry_values import words_of
from conferences.formats import FORMATS
from conferences.forms.practice import WordingForm, step_name


@require_http_methods(["GET", "POST"])
@requires(Permission.STEPS_REWORD)
def practice_wording(request: UserRequest, format_key: str) -> HttpResponse:
    """Put the steps of a kind of meeting in the words of this service."""
    declared = FORMATS.get(format_key)
    steps = steps_of(declared) if declared else []
    if declared is None or not steps:
        raise Http404
    form = WordingForm(
        request.POST if request.method == "POST" else None, steps=steps, words=words_of(declared)
    )
    if form.is_valid():
        said = {
            (kind.key, field.key): form.cleaned_data[step_name(kind, field)]
            for kind, field in steps
        }
        reword_steps(declared, by=request.user, words=said)
        messages.success(request, "Saved. From now on these words are asked.")
        return redirect("conferences:practice_list")
    context = {"declared": declared, "form": form, "back": reverse("conferences:practice_list")}
    return render(request, "conferences/practice/wording.html", context)

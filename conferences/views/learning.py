"""The way to reflections, training and supervision, and the words that a service chooses."""

from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from accounts.decorators import requires
from accounts.permissions import Permission
from accounts.requests import UserRequest
from cases.views.case_loading import with_version
from conferences.domain.wording_prompts import restore_prompt, reword_prompt, version_of
from conferences.forms.reflecting import PromptForm
from conferences.models import RewordedPrompt
from conferences.reflection_prompts import BY_KEY, SOURCE, prompts
from restorative.conflicts import StaleVersion


@require_GET
@requires(Permission.DEVELOPMENT_VIEW)
def learning(request: UserRequest) -> HttpResponse:
    """Where one goes to reflect, and to see what one has learnt. Counts nothing."""
    return render(request, "conferences/development/learning.html")


@require_GET
@requires(Permission.LEARNING_SET)
def prompt_list(request: UserRequest) -> HttpResponse:
    """What reflections ask in this service, and who put it so."""
    context = {"prompts": prompts(), "source": SOURCE}
    return render(request, "conferences/reflection/prompt_list.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.LEARNING_SET)
def prompt_edit(request: UserRequest, key: str) -> HttpResponse:
    """Put one of the five in the service's words, or back into those it came with."""
    if key not in BY_KEY:
        raise Http404
    current = next(prompt for prompt in prompts() if prompt.key == key)
    initial = {
        "question": current.question,
        "qualities": current.we_are,
        "version": version_of(key),
    }
    form = PromptForm(request.POST or None, initial=initial)
    conflict: RewordedPrompt | None = None
    if form.is_valid():
        try:
            _save(request, key, form.cleaned_data)
        except StaleVersion as stale:
            conflict = cast(RewordedPrompt, stale.current)
            form = PromptForm(with_version(request.POST, conflict.version), initial=initial)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "The prompt has been saved.")
            return redirect("conferences:prompt_list")
    published = BY_KEY[key]
    context = {"form": form, "prompt": current, "published": published, "conflict": conflict}
    return render(
        request,
        "conferences/reflection/prompt_edit.html",
        context,
        status=409 if conflict else 200,
    )


def _save(request: UserRequest, key: str, said: dict[str, Any]) -> None:
    if "restore" in request.POST:
        restore_prompt(key, by=request.user, version=said["version"])
    else:
        reword_prompt(key, by=request.user, **said)

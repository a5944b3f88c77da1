from uuid import UUID, uuid4

from cryptography.fernet import InvalidToken
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from accounts.audit import record_access
from accounts.decorators import requires
from accounts.permissions import Permission, can
from accounts.requests import UserRequest
from cases.forms.finding import FindForm
from cases.found_people import cases_shown, describe_people
from cases.search import search_people
from restorative.fields import decrypt, encrypt

SESSION_KEY = "searches"
KEPT = 5
KEPT_SECONDS = 30 * 60


@require_http_methods(["GET", "POST"])
@requires(Permission.PERSON_VIEW)
def find(request: UserRequest) -> HttpResponse:
    """Take what is looked for and lead to its results, whose address says nothing of it."""
    form = FindForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        return redirect(
            "cases:find_results", search=keep_search(request, form.cleaned_data["text"])
        )
    return render(request, "cases/find.html", {"form": form})


@require_GET
@requires(Permission.PERSON_VIEW)
def find_results(request: UserRequest, search: UUID) -> HttpResponse:
    """Search again for what was asked, so that reloading and going back show what is so now."""
    text = kept_search(request, search)
    if text is None:
        messages.info(request, "That search has ended. Search again.")
        return redirect("cases:find")
    found = search_people(request.user, text)
    people = describe_people(request.user, found.people)
    partly = describe_people(request.user, found.partly)
    shown = cases_shown(people + partly) | {case.pk for case in found.cases}
    record_access(
        request,
        "people_searched",
        cases=shown,
        row_count=len(people) + len(partly) + len(found.cases),
    )
    context = {
        "form": FindForm(initial={"text": text}),
        "text": text,
        "people": people,
        "partly": partly,
        "found_cases": found.cases,
        "has_more": found.has_more,
        "impossible_dates": found.terms.impossible_dates,
        "may_refer": can(request.user, Permission.REFERRAL_MAKE),
    }
    return render(request, "cases/find_results.html", context)


def keep_search(request: UserRequest, text: str) -> UUID:
    """Keep what is looked for, encrypted, in the session of whoever asks, for a short time."""
    search = uuid4()
    kept = request.session.get(SESSION_KEY, [])
    entry = [str(search), encrypt(text), timezone.now().timestamp()]
    request.session[SESSION_KEY] = [entry, *kept][:KEPT]
    return search


def kept_search(request: UserRequest, search: UUID) -> str | None:
    for key, text, kept_at in request.session.get(SESSION_KEY, []):
        if key == str(search) and timezone.now().timestamp() - kept_at < KEPT_SECONDS:
            try:
                return decrypt(text)
            except InvalidToken:
                return None
    return None

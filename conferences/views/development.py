"""Training and supervision: one's own, a team's, one session, what somebody will try."""

from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from accounts.audit import record_access
from accounts.decorators import requires
from accounts.paging import keyset_page
from accounts.permissions import Permission, can
from accounts.requests import UserRequest
from accounts.submitting import new_form_token, submit_once
from cases.drafts import DraftKey, clear_draft, find_draft, prefill_and_compare
from cases.views.case_loading import with_version
from conferences.domain.learning import change_session, record_session, say_what_to_try
from conferences.exports.development import FILES, people_of
from conferences.exports.sheets import TYPES, csv_chunks, xlsx_bytes
from conferences.forms.learning import SessionForm, TryForm
from conferences.models import DevelopmentSession, SessionAttendance
from conferences.refreshers import LATER, refreshers_of
from conferences.views.exporting import as_file
from restorative.conflicts import StaleVersion


@require_GET
@requires(Permission.DEVELOPMENT_VIEW)
def development_own(request: UserRequest) -> HttpResponse:
    """What this person took part in, what they will try, and what is due again."""
    own = SessionAttendance.objects.filter(person=request.user)
    rows = DevelopmentSession.objects.filter(pk__in=own.values("session"))
    rows = rows.select_related("course").prefetch_related(
        Prefetch("attendances", own, to_attr="own")
    )
    page = keyset_page(request, rows, order=("-held_on", "-pk"))
    led = DevelopmentSession.objects.filter(led_by=request.user)
    context = {
        "page": page,
        "refreshers": refreshers_of([request.user], timezone.localdate()),
        "led": list(led.select_related("course")[:20]),
    }
    return render(request, "conferences/development/development_own.html", context)


@require_GET
@requires(Permission.DEVELOPMENT_RECORD)
def development_team(request: UserRequest) -> HttpResponse:
    """Who of this manager's teams is due a refresher, and the sessions they were in."""
    people = people_of(request.user)
    refreshers = refreshers_of(people, timezone.localdate())
    sessions = DevelopmentSession.objects.changeable_by(request.user)
    page = keyset_page(
        request,
        sessions.select_related("led_by", "course").prefetch_related("attendances__person"),
        order=("-held_on", "-pk"),
    )
    context = {
        "due": [one for one in refreshers if one.state != LATER],
        "later": [one for one in refreshers if one.state == LATER],
        "page": page,
    }
    return render(request, "conferences/development/development_team.html", context)


@require_GET
@requires(Permission.DEVELOPMENT_RECORD)
def development_export(request: UserRequest) -> HttpResponse:
    """Refreshers or sessions of this manager's teams as a file. Nobody's own words go out."""
    make = FILES.get(request.GET.get("what", ""), FILES["refreshers"])
    kind = request.GET.get("format", "csv")
    kind = kind if kind in TYPES else "csv"
    sheet = make(request.user, timezone.localdate())
    rows = list(sheet.rows)
    record_access(request, "development_exported", row_count=len(rows))
    if kind == "xlsx":
        content = xlsx_bytes([sheet], title=sheet.title)
    else:
        content = "".join(csv_chunks(sheet)).encode()
    name = f"{sheet.title.lower().replace(' ', '-')}.{kind}"
    answer = as_file(HttpResponse(content, content_type=TYPES[kind]), name)
    assert isinstance(answer, HttpResponse)
    return answer


@require_GET
@requires(Permission.DEVELOPMENT_VIEW)
def development_session(request: UserRequest, public_id: UUID) -> HttpResponse:
    """One session: managers see who was there, whoever led it what each will try as well."""
    session = load_session(request, public_id)
    on_list = session.attendances.on_list().select_related("person")
    attendances = list(on_list.order_by("person__last_name", "person__first_name", "pk"))
    readable = SessionAttendance.objects.words_visible_to(request.user).filter(session=session)
    changeable = DevelopmentSession.objects.changeable_by(request.user)
    context = {
        "session": session,
        "attendances": attendances,
        "readable": set(readable.values_list("pk", flat=True)),
        "own": session.attendances.filter(person=request.user).first(),
        "leads": session.led_by_id == request.user.pk,
        "may_change": can(request.user, Permission.DEVELOPMENT_RECORD)
        and changeable.filter(pk=session.pk).exists(),
    }
    return render(request, "conferences/development/development_session.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.DEVELOPMENT_RECORD)
def development_session_add(request: UserRequest) -> HttpResponse:
    form = SessionForm(request.POST or None, team=list(people_of(request.user)))
    if form.is_valid():

        def act() -> str:
            session = record_session(by=request.user, **form.facts)
            messages.success(request, "The session has been recorded.")
            return session.get_absolute_url()

        try:
            return submit_once(request, act)
        except ValidationError as error:
            form.add_error(None, error)
    context = {"form": form, "form_token": new_form_token()}
    return render(request, "conferences/development/session_form.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.DEVELOPMENT_RECORD)
def development_session_edit(request: UserRequest, public_id: UUID) -> HttpResponse:
    rows = DevelopmentSession.objects.changeable_by(request.user).select_related("course", "led_by")
    session = get_object_or_404(rows, public_id=public_id)
    asked: dict[str, Any] = {"team": list(people_of(request.user)), "session": session}
    form = SessionForm(request.POST or None, **asked)
    is_stale = False
    if form.is_valid():

        def act() -> str:
            version = form.cleaned_data["version"]
            change_session(session, by=request.user, version=version, **form.facts)
            messages.success(request, "The session has been changed.")
            return session.get_absolute_url()

        try:
            return submit_once(request, act)
        except ValidationError as error:
            form.add_error(None, error)
        except StaleVersion as stale:
            is_stale = True
            asked["session"] = session = rows.get(pk=stale.current.pk)
            form = SessionForm(with_version(request.POST, session.version), **asked)
    context = {
        "form": form,
        "session": session,
        "form_token": new_form_token(),
        "people_now": session.attendances.on_list().select_related("person") if is_stale else [],
        "is_stale": is_stale,
    }
    return render(
        request,
        "conferences/development/session_form.html",
        context,
        status=409 if is_stale else 200,
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.DEVELOPMENT_VIEW)
def development_try(request: UserRequest, public_id: UUID) -> HttpResponse:
    """Say what one will try, and later what came of it. Read by oneself and whoever led it."""
    own = SessionAttendance.objects.filter(person=request.user, session__public_id=public_id)
    attendance = get_object_or_404(own.select_related("session__led_by"))
    session = attendance.session
    key = DraftKey.of("session-try", session.public_id, title="What I will try", url=request.path)
    draft = find_draft(request.user, key)
    names = ("will_try", "looked_back", "version")
    initial = {name: getattr(attendance, name) for name in names}
    form = TryForm(request.POST or None, initial={**initial, "tried": attendance.tried or "none"})
    is_stale = bool(draft) and prefill_and_compare(form, draft, version=attendance.version)
    if form.is_valid():

        def act() -> str:
            say_what_to_try(attendance, by=request.user, **form.cleaned_data)
            clear_draft(request.user, key)
            messages.success(request, "What you will try has been saved.")
            return session.get_absolute_url()

        try:
            return submit_once(request, act)
        except ValidationError as error:
            form.add_error(None, error)
        except StaleVersion as stale:
            is_stale = True
            attendance = cast(SessionAttendance, stale.current)
            form = TryForm(with_version(request.POST, attendance.version))
    context = {
        "session": session,
        "attendance": attendance,
        "form": form,
        "form_token": new_form_token(),
        "draft_key": key,
        "draft": None if form.is_bound else draft,
        "is_stale": is_stale,
    }
    status = 409 if is_stale and form.is_bound else 200
    return render(request, "conferences/development/try_form.html", context, status=status)


def load_session(request: UserRequest, public_id: UUID) -> DevelopmentSession:
    rows = DevelopmentSession.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("led_by", "course"), public_id=public_id)

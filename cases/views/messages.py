"""What was and will be sent about a case or to a person, one message, and stopping it."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from accounts.decorators import requires
from accounts.permissions import Permission
from accounts.requests import UserRequest
from accounts.submitting import new_form_token, submit_once
from cases.access import check_may, load_case, may
from cases.case_page import case_context
from cases.domain.reminding import stop_reminder
from cases.forms.reminders import StopForm
from cases.message_rows import messages_of, open_tasks_about, rows_of, where_to
from cases.message_text import text_of
from cases.models import Case, Reminder
from cases.reminders import sending
from cases.reminders.words import planned_words
from cases.views.case_loading import load_sent_case
from cases.views.people_loading import load_person

TAB = "cases:case_messages"


@require_GET
@requires(Permission.MESSAGE_VIEW)
def case_messages(request: UserRequest, public_id: UUID) -> HttpResponse:
    """Everything about one family: what is planned, held back, sent, and why."""
    case = load_sent_case(request, public_id, Permission.MESSAGE_VIEW)
    context = {
        "messages_found": messages_of(Reminder.objects.filter(case=case), request.user),
        "to_do": open_tasks_about([case], request.user),
        "sending_is_off": not sending.is_on(),
    }
    return render(request, "cases/case_messages.html", case_context(request, case, TAB, **context))


@require_GET
@requires(Permission.MESSAGE_VIEW)
def person_messages(request: UserRequest, public_id: UUID) -> HttpResponse:
    """Everything that goes to one person, or through them to a child, over all visible cases."""
    loaded = load_person(request, public_id, Permission.MESSAGE_VIEW)
    cases = [case for case in loaded.cases if may(request.user, Permission.MESSAGE_VIEW, case)]
    if loaded.cases and not cases:
        check_may(request.user, Permission.MESSAGE_VIEW, loaded.cases[0])
    rows = Reminder.objects.to_person(loaded.person).filter(case__in=cases)
    found = messages_of(rows, request.user)
    context = {
        "person": loaded.person,
        "case": loaded.latest_case,
        "messages_found": found,
        "sending_is_off": not sending.is_on(),
    }
    return render(request, "cases/person_messages.html", context)


@require_GET
@requires(Permission.MESSAGE_VIEW)
def reminder_detail(request: UserRequest, public_id: UUID) -> HttpResponse:
    """One message word for word: as it went, or as it would be now."""
    reminder, case = _load(request, public_id, Permission.MESSAGE_VIEW)
    (row,) = rows_of([reminder], request.user)
    context = {
        "row": row,
        "reminder": reminder,
        "planned": planned_words(reminder),
        "to": where_to(reminder, request.user),
        "text": text_of(reminder),
        "may_stop": row.is_stoppable and may(request.user, Permission.MEETING_PREPARE, case),
        "sending_is_off": reminder.goes_out and not sending.is_on(),
    }
    return render(
        request, "cases/reminder_detail.html", case_context(request, case, TAB, **context)
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.MEETING_PREPARE)
def reminder_stop(request: UserRequest, public_id: UUID) -> HttpResponse:
    """Let one message never go, with the reason."""
    reminder, case = _load(request, public_id, Permission.MEETING_PREPARE)
    (row,) = rows_of([reminder], request.user)
    form = StopForm(request.POST if request.method == "POST" else None)
    if form.is_valid():

        def act() -> str:
            stop_reminder(reminder, by=request.user, why=form.cleaned_data["why"])
            messages.success(request, "It will not be sent.")
            return reverse(TAB, kwargs={"public_id": case.public_id})

        try:
            return submit_once(request, act)
        except ValidationError as refusal:
            form.add_error(None, refusal)
    context = {"row": row, "form": form, "form_token": new_form_token()}
    return render(request, "cases/reminder_stop.html", case_context(request, case, TAB, **context))


def _load(request: UserRequest, public_id: UUID, permission: Permission) -> tuple[Reminder, Case]:
    """Fetch a message and the case it is about; 404 and 403 as for the case."""
    rows = Reminder.objects.visible_to(request.user).select_related(
        "case", "person", "user", "through", "contact_point"
    )
    reminder: Reminder = get_object_or_404(rows, pk=public_id)
    case = load_case(request, reminder.case.public_id, permission, thing=reminder)
    return reminder, case

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from accounts.decorators import requires
from accounts.permissions import Permission
from accounts.requests import UserRequest
from accounts.submitting import new_form_token, submit_once
from cases.domain.noting import usual_audience
from cases.drafts import DraftKey, clear_draft, find_draft, prefill
from cases.models import Case, Note
from conferences.domain.contacting_people import arrange_need, record_contact, say_needs
from conferences.domain.preparing import spoken_name
from conferences.forms.one_line import line_of
from conferences.forms.people_preparing import ContactForm, NeedsForm
from conferences.meeting_page import meeting_context
from conferences.models import Need, Participant
from conferences.views.loading import load_participant
from restorative.forms.text import clean_text

TAB = "conferences:meeting_people"


@require_http_methods(["GET", "POST"])
@requires(Permission.MEETING_PREPARE)
def participant_contact(request: UserRequest, public_id: UUID) -> HttpResponse:
    """Record a contact and, in the same form, what came of it. What is typed is kept."""
    participant, meeting, case = load_participant(request, public_id, Permission.MEETING_PREPARE)
    key = draft_key("meeting-contact", case, participant, request, "Contact before a meeting")
    draft = find_draft(request.user, key)
    form = ContactForm(
        request.POST or None,
        participant=participant,
        others=others_of(participant, request),
        known=participant.needs.all(),
    )
    prefill(form, draft)
    if form.is_valid():

        def act() -> str:
            said, results = form.cleaned_data, form.cleaned_data["results"]
            record_contact(
                [participant, *form.also],
                by=request.user,
                kind=said["kind"],
                happened_on=said["happened_on"],
                text=said["text"],
                minutes=said["minutes"],
                reached="reached" in results,
                visited="visited" in results,
                prepared="prepared" in results,
                # What was known of one of them is not news about the others.
                willing="" if said["willing"] == participant.willing else said["willing"],
            )
            say_needs(participant, by=request.user, needs=form.said)
            clear_draft(request.user, key)
            messages.success(request, "Contact saved.")
            return participant.get_absolute_url()

        try:
            return submit_once(request, act)
        except ValidationError as error:
            form.add_error(None, error)
    context = {
        "participant": participant,
        "name": spoken_name(participant),
        "is_for_coordinator": usual_audience(case, request.user) == Note.Audience.COORDINATOR,
        "form": form,
        "form_token": new_form_token(),
        "draft_key": key,
        "draft": None if form.is_bound else draft,
    }
    return render(
        request,
        "conferences/people/contact.html",
        meeting_context(request, meeting, case, TAB, **context),
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.MEETING_PREPARE)
def participant_needs(request: UserRequest, public_id: UUID) -> HttpResponse:
    """Say what somebody needs; a form that names one of them says how it is arranged."""
    participant, meeting, case = load_participant(request, public_id, Permission.MEETING_PREPARE)
    if request.method == "POST" and "arrange" in request.POST:
        return _arrange(request, participant)
    form = NeedsForm(request.POST or None, known=participant.needs.all())
    # Nothing ticked is an answer, too.
    if request.method == "POST" and form.is_valid():
        try:
            say_needs(participant, by=request.user, needs=form.said)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "Needs saved.")
            return redirect(participant)
    context = {"participant": participant, "name": spoken_name(participant), "form": form}
    return render(
        request,
        "conferences/people/needs.html",
        meeting_context(request, meeting, case, TAB, **context),
    )


def _arrange(request: UserRequest, participant: Participant) -> HttpResponse:
    kind = clean_text(request.POST["arrange"])
    need = get_object_or_404(Need, participant=participant, kind=kind)
    try:
        arrange_need(need, by=request.user, how=line_of(request.POST, "how", longest=200))
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(request, f"{need.get_kind_display()}: arranged.")
    return redirect(f"{participant.get_absolute_url()}#needs")


def others_of(participant: Participant, request: UserRequest) -> list[Participant]:
    """The others of the same meeting and side whom this person may know of."""
    rows = Participant.objects.visible_to(request.user).current().with_names()
    return list(
        rows.filter(meeting=participant.meeting_id, party=participant.party)
        .exclude(pk=participant.pk)
        .order_by("pk")
    )


def draft_key(
    form: str, case: Case, participant: Participant, request: UserRequest, title: str
) -> DraftKey:
    """A draft about one person in a meeting. Its title names the case, and nobody."""
    subject = f"{case.public_id}-{participant.public_id}"
    return DraftKey.of(form, subject, title=f"{title}, {case}", url=request.path)

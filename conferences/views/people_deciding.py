from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.decorators import requires
from accounts.models import User
from accounts.permissions import Permission
from accounts.requests import UserRequest
from accounts.submitting import new_form_token, submit_once
from cases.drafts import DraftKey, clear_draft, find_draft, prefill
from cases.models import KeepApart
from conferences.apart import pairs_of
from conferences.domain.deciding_attendance import decide_attendance, decide_pair, let_in
from conferences.domain.preparing import spoken_name
from conferences.forms.people_deciding import DecideForm, LetInForm, PairForm
from conferences.meeting_page import meeting_context
from conferences.models import PairDecision, Participant
from conferences.pairs_page import pairs_with, to_let_in
from conferences.views.loading import load_meeting, load_participant
from conferences.views.people_preparing import draft_key

TAB = "conferences:meeting_people"


@require_http_methods(["GET", "POST"])
@requires(Permission.MEETING_PREPARE)
def participant_decide(request: UserRequest, public_id: UUID) -> HttpResponse:
    """Decide whether somebody takes part; two who are kept apart are decided about next."""
    participant, meeting, case = load_participant(request, public_id, Permission.MEETING_PREPARE)
    pairs = pairs_with(participant, request.user)
    key = draft_key("meeting-decision", case, participant, request, "Who takes part")
    draft = find_draft(request.user, key)
    newest = participant.decisions.first()
    initial = DecideForm.initial_of(newest)
    if newest is None:
        initial = DecideForm.initial_from(_arrangement_about(participant, request.user))
    form = DecideForm(request.POST or None, initial=initial)
    prefill(form, draft)
    if form.is_valid():

        def act() -> str:
            decide_attendance(participant, by=request.user, **form.said)
            clear_draft(request.user, key)
            messages.success(request, "The decision has been saved.")
            for one in pairs_with(participant, request.user):
                if one.pair.stands_open:
                    return one.url
            if request.POST.get("from") == "people":
                back = reverse(TAB, kwargs={"public_id": meeting.public_id})
                return f"{back}#person-{participant.public_id}"
            return participant.get_absolute_url()

        try:
            return submit_once(request, act)
        except ValidationError as error:
            form.add_error(None, error)
    context = {
        "participant": participant,
        "name": spoken_name(participant),
        "pairs": pairs,
        "form": form,
        "form_token": new_form_token(),
        "draft_key": key,
        "draft": None if form.is_bound else draft,
        "newest": newest,
    }
    return render(
        request,
        "conferences/people/decide.html",
        meeting_context(request, meeting, case, TAB, **context),
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.MEETING_PREPARE)
def people_decide(request: UserRequest, public_id: UUID) -> HttpResponse:
    """Say of several at once that they take part; what needs a look is done one by one."""
    meeting, case = load_meeting(request, public_id, Permission.MEETING_PREPARE)
    together, alone = to_let_in(meeting, request.user)
    by_key = {str(one.public_id): one for one in together}
    back = reverse(TAB, kwargs={"public_id": meeting.public_id})
    form = LetInForm(
        request.POST if request.method == "POST" else None,
        choices=[(key, _said_of(one)) for key, one in by_key.items()],
    )
    if form.is_valid():

        def act() -> str:
            number = let_in([by_key[key] for key in form.cleaned_data["who"]], by=request.user)
            people = "1 person takes" if number == 1 else f"{number} people take"
            messages.success(request, f"Saved: {people} part.")
            return back

        try:
            return submit_once(request, act)
        except ValidationError as error:
            form.add_error(None, error)
    context = {
        "form": form,
        "form_token": new_form_token(),
        "together": together,
        "alone": [(spoken_name(one), one) for one in alone],
        "back": back,
    }
    return render(
        request,
        "conferences/people/decide_several.html",
        meeting_context(request, meeting, case, TAB, **context),
    )


def _said_of(one: Participant) -> str:
    return f"{one.name}, {(one.relation or one.get_part_display()).strip()}"


def _arrangement_about(participant: Participant, user: User) -> KeepApart | None:
    """What keeps this one from somebody else of the meeting, as far as the reader may know."""
    others = Participant.objects.current().filter(meeting=participant.meeting_id)
    return (
        KeepApart.objects.visible_to(user)
        .in_force()
        .filter(first=participant.person_id, second__in=others.values("person"))
        .exclude(kind=KeepApart.Kind.SEPARATE_ARRIVAL)
        .order_by("-pk")
        .first()
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.MEETING_PREPARE)
def pair_decide(
    request: UserRequest, public_id: UUID, first_id: UUID, second_id: UUID
) -> HttpResponse:
    """Decide how two who must be kept apart can both be heard, whichever is named first."""
    meeting, case = load_meeting(request, public_id, Permission.MEETING_PREPARE)
    people = list(
        Participant.objects.visible_to(request.user)
        .current()
        .with_names()
        .filter(meeting=meeting, public_id__in=(first_id, second_id))
        .order_by("pk")
    )
    if len(people) < 2:
        raise Http404
    pair = next(iter(pairs_of(meeting, people, reader=request.user)), None)
    key = DraftKey.of(
        "meeting-pair",
        f"{case.public_id}-{people[0].public_id}",
        title=f"Two people kept apart, {case}",
        url=request.path,
    )
    draft = find_draft(request.user, key)
    form = PairForm(request.POST or None)
    prefill(form, draft)
    if form.is_valid():

        def act() -> str:
            decision = decide_pair(people[0], people[1], by=request.user, **form.cleaned_data)
            clear_draft(request.user, key)
            messages.success(request, "The decision has been saved.")
            if decision.outcome == PairDecision.Outcome.SEPARATE_ARRIVAL:
                return reverse(TAB, kwargs={"public_id": meeting.public_id})
            return request.path

        try:
            return submit_once(request, act)
        except ValidationError as error:
            form.add_error(None, error)
    context = {
        "people": [{"name": spoken_name(one), "participant": one} for one in people],
        "pair": pair,
        "form": form,
        "form_token": new_form_token(),
        "draft_key": key,
        "draft": None if form.is_bound else draft,
        "back": reverse(TAB, kwargs={"public_id": meeting.public_id}),
    }
    return render(
        request,
        "conferences/people/pair.html",
        meeting_context(request, meeting, case, TAB, **context),
    )

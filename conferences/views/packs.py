"""The pack of a meeting: given to a volunteer for a time, and read by them."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from accounts.audit import record_access
from accounts.decorators import requires
from accounts.permissions import Permission
from accounts.requests import UserRequest
from accounts.submitting import new_form_token, submit_once
from cases.access import view_name
from conferences.domain.packs import end_pack, give_pack
from conferences.forms.packs import EndPackForm, GivePackForm
from conferences.meeting_page import meeting_context
from conferences.models import PackReader
from conferences.pack_page import pack_of, young_person_of
from conferences.secret_places import place_for_others
from conferences.views.loading import load_meeting

TAB = "conferences:pack_readers"


@require_http_methods(["GET", "POST"])
@requires(Permission.MEETING_PREPARE)
def pack_readers(request: UserRequest, public_id: UUID) -> HttpResponse:
    """Who may read the pack of a meeting, until when; and giving it to one more."""
    meeting, case = load_meeting(request, public_id, Permission.MEETING_PREPARE)
    declared = meeting.declared
    if not declared.pack:
        raise Http404
    here = reverse(TAB, kwargs={"public_id": meeting.public_id})
    form = GivePackForm(request.POST if request.method == "POST" else None)
    if form.is_valid():

        def act() -> str:
            data = form.cleaned_data
            give_pack(
                meeting,
                data["reader"],
                by=request.user,
                starts_on=data["starts_on"],
                ends_on=data["ends_on"],
            )
            messages.success(request, "They can read the pack.")
            return here

        try:
            return submit_once(request, act)
        except ValidationError as error:
            form.add_error(None, error)
    readers = PackReader.objects.visible_to(request.user).filter(meeting=meeting)
    context = {
        "form": form,
        "form_token": new_form_token(),
        "readers": readers.select_related("user", "given_by", "ended_by"),
        "kinds": [declared.kinds[key] for key in declared.pack],
    }
    return render(
        request,
        "conferences/packs/readers.html",
        meeting_context(request, meeting, case, TAB, **context),
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.MEETING_PREPARE)
def pack_end(request: UserRequest, public_id: UUID) -> HttpResponse:
    """End somebody's reading at once, saying why."""
    rows = PackReader.objects.visible_to(request.user).select_related("meeting", "user")
    reader: PackReader = get_object_or_404(rows, public_id=public_id)
    meeting, case = load_meeting(
        request, reader.meeting.public_id, Permission.MEETING_PREPARE, thing=reader
    )
    here = reverse(TAB, kwargs={"public_id": meeting.public_id})
    form = EndPackForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        end_pack(reader, by=request.user, why=form.cleaned_data["why"])
        messages.success(request, "They can no longer read the pack.")
        return redirect(here)
    context = {"form": form, "reader": reader, "back": here}
    return render(
        request,
        "conferences/packs/end.html",
        meeting_context(request, meeting, case, TAB, **context),
    )


@require_GET
@requires(Permission.PACK_READ)
def pack_list(request: UserRequest) -> HttpResponse:
    """The packs that a volunteer may read today."""
    packs = list(
        PackReader.objects.open_to(request.user).select_related("meeting").order_by("ends_on", "pk")
    )
    cases = PackReader.objects.open_to(request.user).values_list(
        "meeting__parties__case", flat=True
    )
    record_access(request, "pack_list", cases=[key for key in cases if key], row_count=len(packs))
    return render(request, "conferences/packs/list.html", {"packs": packs})


@require_GET
@requires(Permission.PACK_READ)
def pack_detail(request: UserRequest, public_id: UUID) -> HttpResponse:
    """The pack alone: what its format says belongs to it, and no way from there to the case."""
    open_ones = PackReader.objects.open_to(request.user).select_related("meeting")
    reader: PackReader = get_object_or_404(open_ones, public_id=public_id)
    party = reader.meeting.parties.select_related("case").order_by("pk").first()
    record_access(request, view_name(request), thing=reader, case=party.case if party else None)
    context = {
        "reader": reader,
        "meeting": reader.meeting,
        "place": place_for_others(reader.meeting),
        "young_person": young_person_of(reader.meeting),
        "parts": pack_of(reader.meeting),
    }
    return render(request, "conferences/packs/detail.html", context)

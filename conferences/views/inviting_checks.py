"""Looking at each message before it goes: the check page, release by a second person, dropping."""

from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.decorators import requires
from accounts.permissions import Permission
from accounts.requests import UserRequest
from accounts.submitting import new_form_token, submit_once
from conferences.domain.inviting import (
    drop_invitation,
    prepare_invitation,
    release_invitation,
    send_invitation,
)
from conferences.domain.messages import language_of
from conferences.forms.inviting import CheckForm, ReleaseForm, tick_name
from conferences.invitations.composing import Composed
from conferences.invitations.desk import Desk
from conferences.invitations.rows import by_key, composed_for_page
from conferences.invitations.warnings import warnings_for
from conferences.invitations.ways import Channel, Way, ways_of
from conferences.meeting_page import meeting_context
from conferences.models import Meeting, MeetingInvitation, Participant
from conferences.views.inviting import TAB, list_of
from conferences.views.inviting_loading import load_invitation, where_to
from conferences.views.loading import load_meeting

State = MeetingInvitation.State
AT_ONCE = 30


@dataclass
class Card:
    """One person on the check page: who, where to, and what exactly they will get."""

    participant: Participant
    way: Way
    composed: Composed | None
    why_not: str
    other_ways: list[tuple[str, str]]
    language: str
    tick: BoundField | None = None

    @property
    def way_name(self) -> str:
        return f"way-{self.participant.public_id}"

    @property
    def seen_name(self) -> str:
        return f"seen-{self.participant.public_id}"

    @property
    def is_told(self) -> bool:
        return self.way.channel == Channel.TOLD


@require_http_methods(["GET", "POST"])
@requires(Permission.MEETING_PREPARE)
def invitation_prepare(request: UserRequest, public_id: UUID) -> HttpResponse:
    """Check each person: only with every one ticked is anything sent, each by itself."""
    meeting, case = load_meeting(request, public_id, Permission.MEETING_PREPARE)
    cards = _cards(request, meeting)
    ready = [card for card in cards if card.composed and not card.is_told]
    posted = request.method == "POST"
    form = CheckForm(request.POST if posted else None, people=[card.participant for card in ready])
    for card in ready:
        card.tick = form[tick_name(card.participant)]
    if posted and ready and form.is_valid():

        def act() -> str:
            made = [_prepare(request, card) for card in ready]
            messages.success(request, _what_was_done(made))
            return list_of(meeting)

        try:
            return submit_once(request, act)
        except ValidationError as refusal:
            form.add_error(None, refusal)
    context = {
        "cards": cards,
        "ready": ready,
        "form": form,
        "form_token": new_form_token(),
        "back": list_of(meeting),
    }
    return render(
        request,
        "conferences/inviting/invitation_prepare.html",
        meeting_context(request, meeting, case, TAB, **context),
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.MEETING_PREPARE)
def invitation_release(request: UserRequest, public_id: UUID) -> HttpResponse:
    """A second person looks; or its maker, when there is none, says why it cannot wait."""
    invitation, meeting, case = load_invitation(request, public_id)
    is_own = invitation.made_by_id == request.user.pk
    form = ReleaseForm(request.POST or None, is_own=is_own)
    if form.is_valid():
        try:
            released = release_invitation(
                invitation, by=request.user, alone_why=form.cleaned_data.get("alone_why", "")
            )
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, "Released. It can be sent now.")
            return redirect(released)
    context = {
        "invitation": invitation,
        "form": form,
        "is_own": is_own,
        "to": where_to(invitation),
        "text": invitation._text,
        "warnings": invitation.warnings.splitlines(),
        "details": _details(request, meeting, invitation),
        "back": list_of(meeting),
    }
    return render(
        request,
        "conferences/inviting/invitation_release.html",
        meeting_context(request, meeting, case, TAB, **context),
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.MEETING_PREPARE)
def invitation_drop(request: UserRequest, public_id: UUID) -> HttpResponse:
    invitation, meeting, case = load_invitation(request, public_id)
    error = ""
    if request.method == "POST":
        try:
            drop_invitation(invitation, by=request.user)
        except ValidationError as refusal:
            error = refusal.messages[0]
        else:
            messages.success(request, "It will not be sent.")
            return redirect(list_of(meeting))
    context = {"invitation": invitation, "error": error, "back": list_of(meeting)}
    return render(
        request,
        "conferences/inviting/invitation_drop.html",
        meeting_context(request, meeting, case, TAB, **context),
        status=422 if error else 200,
    )


def _cards(request: UserRequest, meeting: Meeting) -> list[Card]:
    """Those ticked on the list, found among those of this meeting alone."""
    asked = request.POST if request.method == "POST" else request.GET
    wanted = set(asked.getlist("who"))
    desk = Desk(meeting, request.user)
    people = [one for one in desk.people if str(one.public_id) in wanted][:AT_ONCE]
    chosen = {
        one.public_id: by_key(desk, one, asked.get(f"way-{one.public_id}", "")) for one in people
    }
    cards = []
    for one in people:
        way = chosen[one.public_id]
        composed = composed_for_page(desk, one, way)
        others = [
            (other.label, _with_way(people, chosen, one, other))
            for other in ways_of(one, desk.contacts_of(one))
            if not other.why_not and other.key != way.key
        ]
        cards.append(
            Card(
                participant=one,
                way=way,
                composed=composed if isinstance(composed, Composed) else None,
                why_not=composed if isinstance(composed, str) else "",
                other_ways=others,
                language=language_of(one),
            )
        )
    return cards


def _with_way(
    people: list[Participant], chosen: dict[UUID, Way], one: Participant, way: Way
) -> str:
    """The same page with one person told by another way."""
    pairs = [("who", str(person.public_id)) for person in people]
    pairs += [
        (f"way-{key}", way.key if key == one.public_id else kept.key)
        for key, kept in chosen.items()
    ]
    return f"?{urlencode(pairs)}"


def _prepare(request: UserRequest, card: Card) -> MeetingInvitation:
    invitation = prepare_invitation(
        card.participant,
        by=request.user,
        channel=card.way.channel,
        contact_point=card.way.contact,
        seen=request.POST.get(card.seen_name) or "nothing",
    )
    if invitation.channel == Channel.EMAIL and invitation.state == State.READY:
        try:
            return send_invitation(invitation, by=request.user)
        except ValidationError as refusal:
            if refusal.code != "hour":
                raise
    return invitation


def _what_was_done(made: list[MeetingInvitation]) -> str:
    parts = []
    for number, words in (
        (_count(made, State.SENT), ("email is on its way", "emails are on their way")),
        (
            _count(made, State.READY, Channel.EMAIL),
            ("email waits for a safe hour", "emails wait for a safe hour"),
        ),
        (_count(made, State.READY, Channel.LETTER), ("letter to print", "letters to print")),
        (
            _count(made, State.READY, Channel.TEXT),
            ("text for you to send", "texts for you to send"),
        ),
        (
            _count(made, State.WAITING),
            ("message waits for a second person", "messages wait for a second person"),
        ),
    ):
        if number:
            parts.append(f"{number} {words[number > 1]}")
    return f"{', '.join(parts)}."


def _count(made: list[MeetingInvitation], state: str, channel: str = "") -> int:
    return sum(row.state == state and channel in ("", row.channel) for row in made)


def _details(request: UserRequest, meeting: Meeting, invitation: MeetingInvitation) -> list[str]:
    """Whom the warnings are about, as far as this reader may know of them."""
    way = Way(invitation.channel, contact=invitation.contact_point)
    desk = Desk(meeting, request.user)
    found = warnings_for(desk, invitation.participant, way)
    return [f"{one.words} {one.detail}" for one in found if one.detail]

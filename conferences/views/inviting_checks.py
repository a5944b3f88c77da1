"""Looking at each message before it goes: the check page, release by a second person, dropping."""

from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.decorators import requires
from accounts.permissions import Permission
from accounts.requests import UserRequest
from accounts.submitting import new_form_token, submit_once
from cases.reminders.providers import takes_attachments
from conferences.domain.inviting import (
    drop_invitation,
    prepare_invitation,
    release_invitation,
)
from conferences.domain.messages import language_of
from conferences.forms.inviting import CheckForm, ReleaseForm, tick_name
from conferences.invitations.composing import Composed
from conferences.invitations.desk import Desk
from conferences.invitations.ledger import by_itself, waits_until
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
        "sends_entry": takes_attachments(Channel.EMAIL),
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
            messages.success(request, _released_words(released))
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
    return prepare_invitation(
        card.participant,
        by=request.user,
        channel=card.way.channel,
        contact_point=card.way.contact,
        seen=request.POST.get(card.seen_name) or "nothing",
    )


def _what_was_done(made: list[MeetingInvitation]) -> str:
    now = timezone.now()
    going = [row for row in made if row.state == State.READY and row.channel in by_itself()]
    later = [row for row in going if waits_until(row, now)]
    by_hand = [row for row in made if row.state == State.READY and row not in going]
    letters = [row for row in by_hand if row.channel == Channel.LETTER]
    parts = []
    for number, words in (
        (len(going) - len(later), ("message is on its way", "messages are on their way")),
        (len(later), ("message waits for a safe hour", "messages wait for a safe hour")),
        (len(letters), ("letter to print", "letters to print")),
        (len(by_hand) - len(letters), ("text for you to send", "texts for you to send")),
        (
            sum(row.state == State.WAITING for row in made),
            ("message waits for a second person", "messages wait for a second person"),
        ),
    ):
        if number:
            parts.append(f"{number} {words[number > 1]}")
    return f"{', '.join(parts)}."


def _released_words(invitation: MeetingInvitation) -> str:
    if invitation.channel not in by_itself():
        return "Released. It can be sent now."
    at = waits_until(invitation, timezone.now())
    if at is None:
        return "Released. It is on its way."
    return f"Released. It waits for a safe hour: {timezone.localtime(at):%A, %H:%M}."


def _details(request: UserRequest, meeting: Meeting, invitation: MeetingInvitation) -> list[str]:
    """Whom the warnings are about, as far as this reader may know of them."""
    way = Way(invitation.channel, contact=invitation.contact_point)
    desk = Desk(meeting, request.user)
    found = warnings_for(desk, invitation.participant, way)
    return [f"{one.words} {one.detail}" for one in found if one.detail]

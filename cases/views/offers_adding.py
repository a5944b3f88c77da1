from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from accounts.decorators import requires
from accounts.models import Team, User
from accounts.permissions import Permission, Seat
from accounts.requests import UserRequest
from accounts.submitting import new_form_token, submit_once, submitted_before
from cases.case_page import case_context
from cases.domain.entering_offers import enter_child_of, enter_offer, enter_person_of
from cases.domain.offering import record_offer
from cases.drafts import DraftKey, clear_draft, drafted_list, find_draft, prefill
from cases.forms.offers import AppliesForm, OfferForm, explain
from cases.forms.offers_adding import (
    OfferChildForm,
    OfferChildFormSet,
    OfferPersonForm,
    OfferPersonFormSet,
    TeamForm,
)
from cases.forms.referrals_alike import AlikeForm, find_doubles
from cases.models import Draft, Offer
from cases.referral_contents import ReferralContents
from cases.views.case_loading import load_sent_case
from cases.views.offers import load_offer
from cases.views.offers_replies import reply_forms, restore_offer, save_replies
from cases.views.referrals_alike import ask_who_they_are, is_going_back, say_what_differs


@require_http_methods(["GET", "POST"])
@requires(Permission.OFFER_RECORD)
def offer_add(request: UserRequest) -> HttpResponse:
    """Record a letter that no referral has followed, or not yet: its children and its people."""
    if done := submitted_before(request):
        return done
    key = _key(request)
    draft = find_draft(request.user, key)
    data = request.POST if request.method == "POST" else None
    children, people = _lists(data, draft)
    is_adding = children.wants_another or people.wants_another
    checked = None if is_adding else data
    form = OfferForm(checked, initial=_typed(OfferForm, data) if is_adding else None)
    team = TeamForm(
        checked,
        teams=_sending_teams(request.user),
        initial={"team": data.get("team", "")} if data and is_adding else None,
    )
    if data is None:
        prefill(form, draft)
        prefill(team, draft)
    if is_adding and data is not None:
        children, people = _without_complaints(children, people, data)
    # Each is asked, so that each says what is wrong with it.
    valid = [one.is_valid() for one in (form, team, children, people)]
    if checked is not None and all(valid) and not is_going_back(request):
        answer = _add(request, form, team, children.filled, people.filled)
        if answer is not None:
            return answer
    context = {
        "form": form,
        "team_form": team,
        "children": children,
        "people": people,
        "form_token": new_form_token(),
        "draft_key": key,
        "draft": None if data is not None else draft,
    }
    return render(request, "cases/offer_add.html", context)


def _key(request: UserRequest) -> DraftKey:
    """One letter at a time is being entered; it is about nothing that is recorded yet."""
    title = "A letter before proceedings"
    return DraftKey.of("offer-add", "new", title=title, url=request.path)


def _lists(data: Any, draft: Draft | None) -> tuple[Any, Any]:
    """The children and the people as they were sent, or as a draft has them."""
    children, people = (
        formset(
            drafted_list(draft, prefix) if data is None else data,
            prefix=prefix,
            checks=data is not None,
        )
        for formset, prefix in ((OfferChildFormSet, "child"), (OfferPersonFormSet, "person"))
    )
    return children, people


def _typed(form_class: type[OfferForm], data: Any) -> dict[str, Any]:
    """What was typed, read by each field's own widget: shown again before it is checked."""
    fields = form_class.base_fields
    return {
        name: field.widget.value_from_datadict(data, {}, name) for name, field in fields.items()
    }


def _without_complaints(children: Any, people: Any, data: Any) -> tuple[Any, Any]:
    """Nobody has pressed Save yet: add one more to this list, complain about neither."""
    if not children.wants_another:
        children = OfferChildFormSet(_one_fewer(data, "child"), prefix="child")
    if not people.wants_another:
        people = OfferPersonFormSet(_one_fewer(data, "person"), prefix="person")
    return children, people


def _one_fewer(data: Any, prefix: str) -> Any:
    """Let a list be shown as it is by "adding" the one that is its last already."""
    data = data.copy()
    try:
        total = int(data.get(f"{prefix}-TOTAL_FORMS") or 0)
    except ValueError:
        total = 1
    data[f"{prefix}-TOTAL_FORMS"] = str(max(total - 1, 0))
    data[f"{prefix}-add"] = "1"
    return data


def _add(
    request: UserRequest,
    form: OfferForm,
    team: TeamForm,
    children: list[OfferChildForm],
    people: list[OfferPersonForm],
) -> HttpResponse | None:
    """Record it, or ask first who these people are; None where something was refused."""
    typed = {f"child-who-{n}": (one.spoken_name, one.person()) for n, one in enumerate(children)}
    typed |= {f"person-who-{n}": (one.spoken_name, one.person()) for n, one in enumerate(people)}
    doubles = find_doubles(request.user, typed)
    alike = AlikeForm(request.POST, doubles=doubles)
    if alike.is_needed:
        return ask_who_they_are(request, alike, doubles)

    def act() -> str:
        offer = enter_offer(
            by=request.user,
            team=team.sender,
            said=form.said(),
            children=[
                (alike.known(f"child-who-{n}"), one.person()) for n, one in enumerate(children)
            ],
            people=[
                (alike.known(f"person-who-{n}"), one.person(), one.kind, one.said())
                for n, one in enumerate(people)
            ],
        )
        clear_draft(request.user, _key(request))
        messages.success(request, "The letter has been recorded.")
        for key, (_, said) in typed.items():
            say_what_differs(request, alike.known(key), said)
        return offer.get_absolute_url()

    try:
        return submit_once(request, act)
    except ValidationError as error:
        explain(form, error)
        return None


@require_http_methods(["GET", "POST"])
@requires(Permission.OFFER_RECORD)
def case_offer_add(request: UserRequest, public_id: UUID) -> HttpResponse:
    """Record a letter about the children of a case: its people need not be entered again."""
    case = load_sent_case(request, public_id, Permission.OFFER_RECORD)
    contents = ReferralContents.of(case, seen_by=request.user)
    children = contents.young
    key = DraftKey.of("case-offer", case.public_id, title=f"Letter on {case}", url=request.path)
    draft = find_draft(request.user, key)
    data = request.POST if request.method == "POST" else None
    form = OfferForm(data)
    applies = AppliesForm(data, children=children, initial=AppliesForm.initial_for(children, None))
    replies = reply_forms(data, contents, None)
    restore_offer(draft, form, applies, replies)
    valid = [one.is_valid() for one in (form, applies, *replies)]
    if data is not None and all(valid):

        def act() -> str:
            team = case.referring_team or case.team
            offer = record_offer(
                by=request.user, team=team, case=case, children=children,
                not_for=applies.not_for(), **form.said(),
            )  # fmt: skip
            save_replies(offer, replies, by=request.user)
            clear_draft(request.user, key)
            messages.success(request, "The letter has been recorded.")
            return offer.get_absolute_url()

        try:
            return submit_once(request, act)
        except ValidationError as error:
            if not any(one.errors for one in replies):
                explain(form, error)
    context = {
        "form": form,
        "applies": applies,
        "replies": replies,
        "form_token": new_form_token(),
        "draft_key": key,
        "draft": None if form.is_bound else draft,
    }
    return render(
        request,
        "cases/case_offer_add.html",
        case_context(request, case, "cases:case_detail", **context),
    )


def _sending_teams(user: User) -> list[Team]:
    """Their own, where they refer; else all that refer, since they enter it for somebody."""
    own = {
        membership.team_id: membership.team
        for membership in user.current_memberships
        if membership.seat in (Seat.SOCIAL_WORKER, Seat.REFERRING_MANAGER)
    }
    if own and Seat.SERVICE_MANAGER not in user.seats and Seat.COORDINATOR not in user.seats:
        return list(own.values())
    return list(Team.objects.open().referring())


@require_http_methods(["GET", "POST"])
@requires(Permission.OFFER_RECORD)
def offer_child_add(request: UserRequest, public_id: UUID) -> HttpResponse:
    """Name another child whom a letter is about."""
    offer = load_offer(request, public_id, to_write=True)
    form = OfferChildForm(request.POST if request.method == "POST" else None)
    return _one_more(request, offer, form, "cases/offer_child_add.html")


@require_http_methods(["GET", "POST"])
@requires(Permission.OFFER_RECORD)
def offer_person_add(request: UserRequest, public_id: UUID) -> HttpResponse:
    """Name somebody else to whom a letter went."""
    offer = load_offer(request, public_id, to_write=True)
    form = OfferPersonForm(request.POST if request.method == "POST" else None)
    return _one_more(request, offer, form, "cases/offer_person_add.html")


def _one_more(
    request: UserRequest, offer: Offer, form: OfferChildForm | OfferPersonForm, template: str
) -> HttpResponse:
    if done := submitted_before(request):
        return done
    if request.method == "POST" and not is_going_back(request) and form.is_valid():
        doubles = find_doubles(request.user, {"who": (form.spoken_name, form.person())})
        alike = AlikeForm(request.POST, doubles=doubles)
        if alike.is_needed:
            return ask_who_they_are(request, alike, doubles)

        def act() -> str:
            known = alike.known("who")
            if isinstance(form, OfferPersonForm):
                enter_person_of(
                    offer, by=request.user, known=known, said=form.person(), kind=form.kind,
                    reply=form.said(),
                )  # fmt: skip
            else:
                enter_child_of(offer, by=request.user, known=known, said=form.person())
            messages.success(request, f"{form.spoken_name or 'The child'} has been added.")
            say_what_differs(request, known, form.person())
            return offer.get_absolute_url()

        try:
            return submit_once(request, act)
        except ValidationError as error:
            if isinstance(form, OfferChildForm):
                form.explain(error)
            else:
                explain(form, error)
    context = {"offer": offer, "form": form, "form_token": new_form_token()}
    return render(request, template, context)

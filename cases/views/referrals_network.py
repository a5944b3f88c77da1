from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from accounts.decorators import requires
from accounts.permissions import Permission
from accounts.requests import UserRequest
from accounts.submitting import new_form_token, submit_once, submitted_before
from cases.domain.entering import correct_member, enter_member
from cases.domain.referring import save_referral, take_out
from cases.drafts import DraftKey, clear_draft, find_draft, prefill
from cases.forms.referrals import SideForm
from cases.forms.referrals_alike import AlikeForm, find_doubles
from cases.forms.referrals_network import MemberEditForm, MemberForm
from cases.forms.referrals_ties import initial_of
from cases.models import Case, NetworkMember
from cases.referral_answers import answers_of
from cases.referral_contents import ReferralContents
from cases.referral_sections import open_questions, unnamed_side
from cases.rules_referral import Section
from cases.views.case_loading import with_version
from cases.views.referrals_alike import ask_who_they_are, is_going_back, say_what_differs
from cases.views.referrals_loading import load_referral, page_of, sent_elsewhere
from restorative.conflicts import StaleVersion

# Which box an explanation belongs beside, by the code of the refusal.
PLACES = {
    "already_in_network": "first_name",
    "already_in_case": "first_name",
    "name_missing": "first_name",
    "not_born": "date_of_birth",
    "too_old": "date_of_birth",
    "already_told": "relation",
    "contradicts": "relation",
    "anothers": "used_by_others",
    "times_reversed": "safe_until",
    "value_missing": "value",
    "before_birth": "holds",
}


@require_http_methods(["GET", "POST"])
@requires(Permission.REFERRAL_MAKE)
def referral_network(request: UserRequest, public_id: UUID) -> HttpResponse:
    """Who matters to the children so far, what is still to be said, and both sides of the family."""
    case = load_referral(request, public_id)
    if away := sent_elsewhere(request, case):
        return away
    referral = case.referral
    form = SideForm(
        request.POST if request.method == "POST" else None, initial=SideForm.initial_of(referral)
    )
    if form.is_valid():

        def act() -> str:
            version = form.cleaned_data["version"]
            save_referral(referral, by=request.user, version=version, changes=form.changes())
            messages.success(request, "“Who matters” has been saved.")
            return page_of("referral_tasks", case)

        try:
            return submit_once(request, act)
        except ValidationError as error:
            form.add_error(None, error)
        except StaleVersion as error:
            form = SideForm(with_version(request.POST, error.current.version))  # type: ignore[attr-defined]
            form.add_error(None, "Something else of this referral was saved meanwhile. Save again.")
    contents = ReferralContents.of(case, seen_by=request.user)
    answers = answers_of(Section.NETWORK, contents, "")
    context = {
        "case": case,
        "rows": list(zip(contents.members, answers, strict=False)),
        "has_children": bool(contents.children),
        "questions": open_questions(contents),
        "unnamed_side": unnamed_side(contents),
        "form": form,
        "form_token": new_form_token(),
    }
    return render(request, "cases/referral_network.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.REFERRAL_MAKE)
def referral_person_add(request: UserRequest, public_id: UUID) -> HttpResponse:
    """Add somebody who matters: once for all children, unless it differs between them."""
    case = load_referral(request, public_id)
    if away := sent_elsewhere(request, case) or submitted_before(request):
        return away
    contents = ReferralContents.of(case, seen_by=request.user)
    key = DraftKey.of(
        "referral-person-add",
        case.public_id,
        title="Somebody who matters, in a referral",
        url=request.path,
    )
    draft = find_draft(request.user, key)
    is_post = request.method == "POST"
    form = MemberForm(request.POST if is_post else None, children=contents.young)
    prefill(form, draft)
    if is_post and not is_going_back(request) and form.is_valid():
        typed = {"who": (form.spoken_name, form.person())}
        doubles = find_doubles(request.user, typed)
        alike = AlikeForm(request.POST, doubles=doubles)
        if alike.is_needed:
            return ask_who_they_are(request, alike, doubles)
        try:
            return submit_once(request, lambda: _add(request, case, key, form, alike))
        except ValidationError as error:
            _explain(form, error)
    context = {
        "case": case,
        "form": form,
        "has_children": bool(contents.children),
        "form_token": new_form_token(),
        "draft_key": key,
        "draft": None if is_post else draft,
    }
    return render(request, "cases/referral_person_add.html", context)


def _add(
    request: UserRequest, case: Case, key: DraftKey, form: MemberForm, alike: AlikeForm
) -> str:
    member = enter_member(
        case,
        by=request.user,
        known=alike.known("who"),
        said=form.person(),
        part=form.part,
        side=form.side_of_family,
        ties=form.ties(),
        contact=form.contact(),
    )
    clear_draft(request.user, key)
    messages.success(request, f"{member.person} has been added.")
    say_what_differs(request, alike.known("who"), form.person(), form.ties())
    return page_of("referral_person_add" if "another" in request.POST else "referral_network", case)


def _explain(form: MemberForm, error: ValidationError) -> None:
    place = PLACES.get(getattr(error, "code", "") or "", "")
    if getattr(error, "code", "") == "anothers":
        error = ValidationError(
            "Somebody else of this family has the same number or address. "
            "Enter here who uses it, too, if that is right."
        )
    form.add_error(place if place in form.fields else None, error)


@require_http_methods(["GET", "POST"])
@requires(Permission.REFERRAL_MAKE)
def referral_person_edit(request: UserRequest, public_id: UUID, person_id: UUID) -> HttpResponse:
    case = load_referral(request, public_id)
    if away := sent_elsewhere(request, case):
        return away
    member = _member_of(request, case, person_id)
    contents = ReferralContents.of(case, seen_by=request.user)
    points = contents.contacts.get(member.person_id, [])
    key = DraftKey.of(
        "referral-person",
        f"{case.public_id}-{person_id}",
        title="A person, in a referral",
        url=request.path,
    )
    draft = find_draft(request.user, key)
    asked: dict[str, Any] = {"children": contents.young, "has_contact": bool(points)}
    form = MemberEditForm(
        request.POST if request.method == "POST" else None,
        initial=initial_of(member, contents.young, contents),
        **asked,
    )
    prefill(form, draft)
    stale: NetworkMember | None = None
    if form.is_valid():

        def act() -> str:
            correct_member(
                member,
                by=request.user,
                person_version=form.cleaned_data["person_version"],
                said=form.person(),
                part=form.part,
                side=form.side_of_family,
                ties=form.ties(),
                contact=form.contact(),
            )
            clear_draft(request.user, key)
            messages.success(request, f"{form.spoken_name} has been saved.")
            return page_of("referral_network", case)

        try:
            return submit_once(request, act)
        except ValidationError as error:
            _explain(form, error)
        except StaleVersion:
            stale = _member_of(request, case, person_id)
            data = request.POST.copy()
            data["person_version"] = str(stale.person.version)
            form = MemberEditForm(data, **asked)
    context = {
        "case": case,
        "member": member,
        "form": form,
        "points": points,
        "stale": stale,
        "has_children": bool(contents.children),
        "form_token": new_form_token(),
        "draft_key": key,
        "draft": None if form.is_bound else draft,
    }
    return render(request, "cases/referral_person_edit.html", context, status=409 if stale else 200)


@require_POST
@requires(Permission.REFERRAL_MAKE)
def referral_person_remove(request: UserRequest, public_id: UUID, person_id: UUID) -> HttpResponse:
    case = load_referral(request, public_id)
    members = NetworkMember.objects.visible_to(request.user).filter(case=case)
    member = members.current().filter(person__public_id=person_id).first()
    if member is None:
        if not members.filter(person__public_id=person_id).exists():
            raise Http404
        # Taken out by the first of two presses.
        return redirect("cases:referral_network", public_id=case.public_id)
    try:
        take_out(member, by=request.user)
    except ValidationError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, f"{member.person} is no longer part of this referral.")
    return redirect("cases:referral_network", public_id=case.public_id)


def _member_of(request: UserRequest, case: Case, person_id: UUID) -> NetworkMember:
    return get_object_or_404(
        NetworkMember.objects.visible_to(request.user).current().select_related("person", "case"),
        case=case,
        person__public_id=person_id,
    )

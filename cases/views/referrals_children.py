from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.decorators import requires
from accounts.permissions import Permission, Seat
from accounts.requests import UserRequest
from accounts.submitting import new_form_token, submit_once, submitted_before
from cases.domain.entering import correct_child, enter_child
from cases.domain.referring import take_out
from cases.drafts import DraftKey, clear_draft, drafted_list, find_draft, prefill
from cases.forms.referrals import WorkerForm
from cases.forms.referrals_alike import AlikeForm, find_doubles
from cases.forms.referrals_children import ChildEditForm, ChildForm, ChildFormSet
from cases.models import Case, CaseChild
from cases.referral_contents import ReferralContents
from cases.referral_sections import sections_of
from cases.rules_referral import Section, check_no_case_open
from cases.views.case_loading import with_version
from cases.views.referrals_alike import ask_who_they_are, is_going_back, say_what_differs
from cases.views.referrals_loading import load_referral, page_of, sent_elsewhere
from restorative.conflicts import StaleVersion

WORKER_CODES = frozenset({"inactive", "not_a_worker", "excluded", "not_independent"})


@require_GET
@requires(Permission.REFERRAL_MAKE)
def referral_children(request: UserRequest, public_id: UUID) -> HttpResponse:
    """The children of a referral, each with what was said and a way to change it."""
    case = load_referral(request, public_id)
    if away := sent_elsewhere(request, case):
        return away
    contents = ReferralContents.of(case, seen_by=request.user)
    part = next(one for one in sections_of(contents) if one.section == Section.CHILDREN)
    rows = list(zip(contents.children, part.answers, strict=True))
    context = {"case": case, "rows": rows, "form_token": new_form_token()}
    return render(request, "cases/referral_children.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.REFERRAL_MAKE)
def referral_child_add(request: UserRequest, public_id: UUID) -> HttpResponse:
    """Add several children at once; those who may be known already are shown first."""
    case = load_referral(request, public_id)
    if away := sent_elsewhere(request, case) or submitted_before(request):
        return away
    key = DraftKey.of(
        "referral-child-add", case.public_id, title="Children, in a referral", url=request.path
    )
    draft = find_draft(request.user, key)
    is_post = request.method == "POST"
    formset: Any = ChildFormSet(
        request.POST if is_post else drafted_list(draft, "child"),
        prefix="child",
        initial=_family_name(case),
        checks=is_post,
    )
    worker = _worker_form(request, checks=is_post and not formset.wants_another)
    if not is_post:
        prefill(worker, draft)
    if is_post and formset.is_valid() and worker.is_valid() and not is_going_back(request):
        forms: list[ChildForm] = formset.filled
        typed = {f"who-{n}": (form.spoken_name, form.person()) for n, form in enumerate(forms)}
        doubles = find_doubles(request.user, typed)
        alike = AlikeForm(request.POST, doubles=doubles)
        if alike.is_needed:
            return ask_who_they_are(request, alike, doubles)
        try:
            return submit_once(request, lambda: _add(request, case, key, forms, worker, alike))
        except ValidationError as error:
            # Refused for one child, beside whom it stands now; or for all.
            if not any(form.errors for form in [*forms, worker]):
                worker.add_error(None, error)
    context = {
        "case": case,
        "formset": formset,
        "form": worker,
        "form_token": new_form_token(),
        "draft_key": key,
        "draft": None if is_post else draft,
    }
    return render(request, "cases/referral_child_add.html", context)


def _worker_form(request: UserRequest, *, checks: bool) -> WorkerForm:
    """The social worker of these children: whoever fills this in, when they are one."""
    is_worker = Seat.SOCIAL_WORKER in request.user.seats
    initial = {"worker": "me" if is_worker else ""}
    if not checks and request.method == "POST":
        initial = {name: request.POST.get(name, "") for name in ("worker", "worker_email")}
    return WorkerForm(
        request.POST if checks else None, me=request.user, may_be_me=is_worker, initial=initial
    )


def _family_name(case: Case) -> list[dict[str, str]]:
    first = case.children.current().select_related("person").first()
    return [{"last_name": first.person.last_name}] if first else []


def _add(
    request: UserRequest,
    case: Case,
    key: DraftKey,
    forms: list[ChildForm],
    worker: WorkerForm,
    alike: AlikeForm,
) -> str:
    """Add all of them or none; a refusal is put beside the child it is about."""
    for number, form in enumerate(forms):
        try:
            enter_child(
                case,
                by=request.user,
                known=alike.known(f"who-{number}"),
                said=form.person(),
                status={**form.status(), "social_worker": worker.social_worker},
            )
        except ValidationError as error:
            code = getattr(error, "code", "")
            if code in WORKER_CODES:
                worker.explain(error)
            elif code != "already_sent":
                form.explain(error)
            raise
    clear_draft(request.user, key)
    count = len(forms)
    messages.success(request, "1 child added." if count == 1 else f"{count} children added.")
    for number, form in enumerate(forms):
        say_what_differs(request, alike.known(f"who-{number}"), form.person())
    warn_of_open_case(request, case)
    return page_of("referral_children", case)


def warn_of_open_case(request: UserRequest, case: Case) -> None:
    try:
        check_no_case_open(case, by=request.user)
    except ValidationError as error:
        messages.warning(request, error.message)


@require_http_methods(["GET", "POST"])
@requires(Permission.REFERRAL_MAKE)
def referral_child_edit(request: UserRequest, public_id: UUID, person_id: UUID) -> HttpResponse:
    case = load_referral(request, public_id)
    if away := sent_elsewhere(request, case):
        return away
    child = _child_of(request, case, person_id)
    key = DraftKey.of(
        "referral-child",
        f"{case.public_id}-{person_id}",
        title="A child, in a referral",
        url=request.path,
    )
    draft = find_draft(request.user, key)
    is_post = request.method == "POST"
    form = ChildEditForm(request.POST if is_post else None, child=child)
    is_worker = Seat.SOCIAL_WORKER in request.user.seats
    worker = WorkerForm(
        request.POST if is_post else None,
        me=request.user,
        may_be_me=is_worker,
        initial=_worker_of(child, request),
    )
    prefill(form, draft)
    prefill(worker, draft)
    stale: CaseChild | None = None
    if is_post and form.is_valid() and worker.is_valid():

        def act() -> str:
            correct_child(
                child,
                by=request.user,
                version=form.cleaned_data["version"],
                person_version=form.cleaned_data["person_version"],
                said=form.person(),
                status={**form.status(), "social_worker": worker.social_worker},
            )
            clear_draft(request.user, key)
            messages.success(request, f"{form.spoken_name or 'The child'} has been saved.")
            return page_of("referral_children", case)

        try:
            return submit_once(request, act)
        except ValidationError as error:
            if getattr(error, "code", "") in WORKER_CODES:
                worker.explain(error)
            else:
                form.explain(error)
        except StaleVersion:
            stale = _child_of(request, case, person_id)
            data = with_version(request.POST, stale.version)
            data["person_version"] = str(stale.person.version)
            form = ChildEditForm(data, child=stale)
    context = {
        "case": case,
        "child": child,
        "form": form,
        "worker_form": worker,
        "stale": stale,
        "form_token": new_form_token(),
        "draft_key": key,
        "draft": None if is_post else draft,
    }
    return render(request, "cases/referral_child_edit.html", context, status=409 if stale else 200)


def _worker_of(child: CaseChild, request: UserRequest) -> dict[str, str]:
    worker = child.social_worker
    if worker is None:
        return {"worker": "none"}
    if worker.pk == request.user.pk:
        return {"worker": "me"}
    return {"worker": "other", "worker_email": worker.email}


@require_POST
@requires(Permission.REFERRAL_MAKE)
def referral_child_remove(request: UserRequest, public_id: UUID, person_id: UUID) -> HttpResponse:
    case = load_referral(request, public_id)
    children = CaseChild.objects.visible_to(request.user).filter(case=case)
    child = children.current().filter(person__public_id=person_id).first()
    if child is None:
        if not children.filter(person__public_id=person_id).exists():
            raise Http404
        # Taken out by the first of two presses.
        return redirect("cases:referral_children", public_id=case.public_id)
    try:
        take_out(child, by=request.user)
    except ValidationError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, f"{child.person} is no longer part of this referral.")
    return redirect("cases:referral_children", public_id=case.public_id)


def _child_of(request: UserRequest, case: Case, person_id: UUID) -> CaseChild:
    return get_object_or_404(
        CaseChild.objects.visible_to(request.user)
        .current()
        .select_related("person", "social_worker", "case"),
        case=case,
        person__public_id=person_id,
    )

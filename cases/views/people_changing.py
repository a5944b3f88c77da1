from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.decorators import requires
from accounts.permissions import Permission
from accounts.requests import UserRequest
from accounts.submitting import new_form_token, submit_once
from cases.case_page import case_context
from cases.conflict_rows import Difference, differences
from cases.domain.networks import change_child, leave_network, place_in_network, remove_child
from cases.domain.people import change_person
from cases.drafts import DraftKey, clear_draft, find_draft, prefill
from cases.forms.people import PersonForm
from cases.forms.people_relating import ChildForm, LeaveForm, PlaceForm
from cases.living import has_secret_address
from cases.models import Case, CaseChild, NetworkMember, Person
from cases.views.case_loading import load_sent_case, with_version
from cases.views.people import PEOPLE
from cases.views.people_loading import load_person
from restorative.conflicts import StaleVersion

CHILD_FIELDS = ("legal_status", "living_with", "living_detail")


@require_http_methods(["GET", "POST"])
@requires(Permission.PERSON_EDIT)
def person_edit(request: UserRequest, public_id: UUID) -> HttpResponse:
    """Change what is known of somebody. When somebody was faster, both are shown."""
    loaded = load_person(request, public_id, Permission.PERSON_EDIT)
    person = loaded.person
    key = DraftKey.of("person", person.public_id, title="Details of a person", url=request.path)
    draft = find_draft(request.user, key)
    is_child = is_young_child(person)
    form = PersonForm(request.POST or None, is_child=is_child, initial=_known(person))
    prefill(form, draft)
    rows: list[Difference] = []
    stale = False
    if form.is_valid():
        said = dict(form.cleaned_data)
        version = said.pop("version")

        def act() -> str:
            change_person(person, by=request.user, version=version, changes=said)
            clear_draft(request.user, key)
            messages.success(request, f"The details of {person.liked_name} have been saved.")
            return person.get_absolute_url()

        try:
            return submit_once(request, act)
        except ValidationError as error:
            form.add_error(None, error)
        except StaleVersion as error:
            stale, now = True, _known(error.current)
            rows = differences(form, now)
            form = PersonForm(with_version(request.POST, now["version"]), is_child=is_child)
    context = {
        "person": person,
        "case": loaded.latest_case,
        "form": form,
        "stale": stale,
        "differences": rows,
        "form_token": new_form_token(),
        "draft_key": key,
        "draft": None if form.is_bound else draft,
    }
    return render(request, "cases/person_edit.html", context, status=409 if stale else 200)


@require_http_methods(["GET", "POST"])
@requires(Permission.PERSON_EDIT)
def child_edit(request: UserRequest, public_id: UUID, person_id: UUID) -> HttpResponse:
    """Say what a child's status and living arrangement are, since when and how we know."""
    case = load_sent_case(request, public_id, Permission.PERSON_EDIT)
    child = _find_child(request, case, person_id)
    initial = _status_of(child) | {"version": child.version}
    form = ChildForm(request.POST or None, child=child, initial=initial)
    rows: list[Difference] = []
    stale = False
    if form.is_valid():
        said = dict(form.cleaned_data)

        def act() -> str:
            change_child(
                child,
                by=request.user,
                version=said["version"],
                changes=form.changes(),
                as_at=said["as_at"],
                source=said["source"],
            )
            messages.success(request, f"Saved for {child.person.liked_name}.")
            return people_url(case)

        try:
            return submit_once(request, act)
        except ValidationError as error:
            form.add_error(None, error)
        except StaleVersion as error:
            now: Any = error.current
            stale, rows = True, differences(form, _status_of(now))
            form = ChildForm(with_version(request.POST, now.version), child=now)
    context = {"child": child, "form": form, "stale": stale, "differences": rows}
    return _case_form(
        request, case, "cases/child_edit.html", status=409 if stale else 200, **context
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.PERSON_EDIT)
def network_edit(request: UserRequest, public_id: UUID, person_id: UUID) -> HttpResponse:
    """Put somebody on the right side of the family."""
    case = load_sent_case(request, public_id, Permission.PERSON_EDIT)
    member = _find_member(request, case, person_id)
    form = PlaceForm(request.POST or None, initial=PlaceForm.standing(member))
    rows: list[Difference] = []
    stale = False
    if form.is_valid():
        part, side = form.cleaned_data["part"], form.cleaned_data["side"]
        side = side if part == NetworkMember.Part.FAMILY else ""

        def act() -> str:
            place_in_network(member, by=request.user, part=part, side=side, instead_of=form.seen())
            messages.success(request, f"Saved for {member.person.liked_name}.")
            return people_url(case)

        try:
            return submit_once(request, act)
        except ValidationError as error:
            form.add_error(None, error)
        except StaleVersion as error:
            now: Any = error.current
            stale, rows = True, differences(form, {"part": now.part, "side": now.side})
            posted = request.POST.copy()
            posted["instead_of"] = PlaceForm.standing(now)["instead_of"]
            form = PlaceForm(posted)
    context = {"member": member, "form": form, "stale": stale, "differences": rows}
    return _case_form(
        request, case, "cases/network_edit.html", status=409 if stale else 200, **context
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.PERSON_EDIT)
def network_leave(request: UserRequest, public_id: UUID, person_id: UUID) -> HttpResponse:
    """Take somebody out of a case who does not belong there, with why."""
    case = load_sent_case(request, public_id, Permission.PERSON_EDIT)
    child = _children(request, case).filter(person__public_id=person_id).first()
    leaving = child or _find_member(request, case, person_id)
    form = LeaveForm(request.POST or None)
    if form.is_valid():
        why = form.cleaned_data["why"]

        def act() -> str:
            if isinstance(leaving, CaseChild):
                remove_child(leaving, by=request.user, why=why)
            else:
                leave_network(leaving, by=request.user, why=why)
            messages.success(request, f"{leaving.person.liked_name} is no longer on this case.")
            return people_url(case)

        try:
            return submit_once(request, act)
        except ValidationError as error:
            form.add_error(None, error)
    return _case_form(request, case, "cases/network_leave.html", form=form, leaving=leaving)


def people_url(case: Case) -> str:
    return reverse(PEOPLE, kwargs={"public_id": case.public_id})


def is_young_child(person: Person) -> bool:
    """Whether a birthday long ago must be wrong: a child of a case that is not about an adult."""
    rows = CaseChild.objects.current().filter(person=person)
    return rows.exclude(legal_status=CaseChild.LegalStatus.ADULT).exists()


def _known(person: Any) -> dict[str, Any]:
    return {name: getattr(person, name) for name in PersonForm.base_fields}


def _children(request: UserRequest, case: Case) -> Any:
    rows = CaseChild.objects.visible_to(request.user).current().filter(case=case)
    return rows.select_related("person", "case")


def _find_child(request: UserRequest, case: Case, person_id: UUID) -> CaseChild:
    child: CaseChild = get_object_or_404(_children(request, case), person__public_id=person_id)
    return child


def _find_member(request: UserRequest, case: Case, person_id: UUID) -> NetworkMember:
    rows = NetworkMember.objects.visible_to(request.user).current().filter(case=case)
    rows = rows.select_related("person", "case")
    return get_object_or_404(rows, person__public_id=person_id)


def _status_of(child: CaseChild) -> dict[str, Any]:
    """What a form and the page of conflicts may show of it as it is now."""
    hidden = ("living_detail",) if has_secret_address(child.person) else ()
    return {name: getattr(child, name) for name in CHILD_FIELDS if name not in hidden}


def _case_form(
    request: UserRequest, case: Case, template: str, *, status: int = 200, **context: Any
) -> HttpResponse:
    context |= {"form_token": new_form_token(), "back_url": people_url(case)}
    return render(request, template, case_context(request, case, PEOPLE, **context), status=status)

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from accounts.decorators import requires
from accounts.permissions import Permission
from accounts.requests import UserRequest
from accounts.submitting import new_form_token, submit_once
from cases.access import may
from cases.case_page import case_context
from cases.consent_page import consent_page
from cases.consent_weight import PARENTS, Facts
from cases.domain.consenting import answer_version, record_consent
from cases.drafts import DraftKey, clear_draft, find_draft, prefill_and_compare
from cases.forms.consent import ConsentForm, initial_of
from cases.models import Case, CaseChild, Consent, NetworkMember, Person
from cases.views.case_loading import load_sent_case, with_version
from cases.views.people import PEOPLE
from restorative.conflicts import StaleVersion


@require_GET
@requires(Permission.PERSON_VIEW)
def case_consent(request: UserRequest, public_id: UUID) -> HttpResponse:
    """Who was asked what, what stands now, and everything that was answered before."""
    case = load_sent_case(request, public_id, Permission.PERSON_VIEW)
    context = {
        "consent": consent_page(case, request.user),
        "basis": case.get_processing_basis_display(),
        "without": case.referral.shared_without_consent,
        "may_record": may(request.user, Permission.PERSON_EDIT, case),
    }
    return render(
        request, "cases/case_consent.html", case_context(request, case, PEOPLE, **context)
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.PERSON_EDIT)
def consent_record(
    request: UserRequest, public_id: UUID, person_id: UUID, question: str
) -> HttpResponse:
    """Record a new answer, a change of mind or a withdrawal. When somebody was faster, both
    are shown."""
    case = load_sent_case(request, public_id, Permission.PERSON_EDIT)
    asking = _asking(request, case, person_id, question)
    key = DraftKey.of(
        f"consent-{asking.kind.replace('_', '-')}",
        f"{case.public_id}-{asking.person.public_id}",
        title=f"“{asking.kind.label}” on {case}",
        url=request.path,
    )
    draft = find_draft(request.user, key)
    data = request.POST if request.method == "POST" else None
    form = asking.form(request, data)
    is_stale = prefill_and_compare(form, draft, version=asking.version)
    if form.is_valid():

        def act() -> str:
            record_consent(case, asking.person, by=request.user, kind=asking.kind, **form.said())
            clear_draft(request.user, key)
            messages.success(
                request, f"The answer of {asking.person.liked_name} has been recorded."
            )
            return reverse("cases:case_consent", kwargs={"public_id": case.public_id})

        try:
            return submit_once(request, act)
        except ValidationError as error:
            form.explain(error)
        except StaleVersion:
            is_stale = True
            asking = _asking(request, case, person_id, question)
            form = asking.form(request, with_version(request.POST, asking.version))
    context = {
        "person": asking.person,
        "label": asking.kind.label,
        "standing": asking.standing,
        "form": form,
        "is_stale": is_stale,
        "form_token": new_form_token(),
        "draft_key": key,
        "draft": None if form.is_bound else draft,
    }
    return render(
        request,
        "cases/consent_record.html",
        case_context(request, case, PEOPLE, **context),
        status=409 if is_stale and form.is_bound else 200,
    )


@dataclass(frozen=True)
class _Asking:
    """A question to somebody on a case, and what they answered so far."""

    case: Case
    kind: Consent.Kind
    person: Person
    child: CaseChild | None
    standing: Consent | None
    version: int

    def form(self, request: UserRequest, data: Any) -> ConsentForm:
        facts = Facts.of(self.case, [self.person.pk])
        initial = initial_of(
            self.person,
            standing=self.standing,
            held=facts.held.get(self.person.pk, set()),
            is_parent=bool(facts.kinds.get(self.person.pk, set()) & PARENTS),
            by=request.user,
        )
        return ConsentForm(
            data,
            kind=self.kind,
            child=self.child,
            standing=self.standing,
            initial=initial | {"version": self.version},
        )


def _asking(request: UserRequest, case: Case, person_id: UUID, question: str) -> _Asking:
    """404 for who is not on the case now or may not be known of, and for the unborn."""
    if question not in Consent.Kind.values:
        raise Http404
    kind, user = Consent.Kind(question), request.user
    person = get_object_or_404(Person.objects.visible_to(user), public_id=person_id)
    children = CaseChild.objects.visible_to(user).current()
    members = NetworkMember.objects.visible_to(user).current()
    child = children.filter(case=case, person=person).select_related("person").first()
    is_here = child or members.filter(case=case, person=person).exists()
    if not is_here or person.is_unborn:
        raise Http404
    said = Consent.objects.visible_to(user).filter(case=case, kind=kind, person=person)
    return _Asking(
        case=case,
        kind=kind,
        person=person,
        child=child,
        standing=said.current().select_related("recorded_by").first(),
        version=answer_version(case, person, kind),
    )

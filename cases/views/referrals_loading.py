"""What the pages of a referral share: finding the draft, its sections, and where to go next."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from accounts.permissions import Permission
from accounts.requests import UserRequest
from cases.access import load_case
from cases.models import Case


def load_referral(request: UserRequest, public_id: UUID) -> Case:
    """Fetch the case of a referral for one of its pages; a draft is its author's alone."""
    return load_case(request, public_id, Permission.REFERRAL_MAKE)


def sent_elsewhere(request: UserRequest, case: Case) -> HttpResponse | None:
    """Lead on from a page of a referral that was sent meanwhile, perhaps in another window.

    Only where nothing was typed: whoever saves into it is told by the domain, and their
    text is still on the page.
    """
    if case.stage == Case.Stage.DRAFT or request.method == "POST":
        return None
    messages.info(request, f"This referral was sent already, as {case}.")
    return redirect("cases:referral_detail", public_id=case.public_id)


def page_of(name: str, case: Case) -> str:
    """The address of a page of this referral, such as "referral_tasks"."""
    return reverse(f"cases:{name}", kwargs={"public_id": case.public_id})

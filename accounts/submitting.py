"""A form does its work once, however often its button is pressed."""

from collections.abc import Callable
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.shortcuts import redirect

from accounts.models import SubmittedForm
from accounts.requests import UserRequest

FIELD = "form_token"


def new_form_token() -> str:
    """The value of the hidden field that every form which creates something carries."""
    return str(uuid4())


def submit_once(request: UserRequest, act: Callable[[], str]) -> HttpResponse:
    """Run `act`, which returns the address to go to, unless this very form ran before.

    Two presses at the same moment meet at a unique key: the second waits for the first
    and is sent to what it made. Whatever `act` raises leaves nothing behind, so the
    form can be sent again.
    """
    token = _token(request)
    if token is None:
        return redirect(act())
    try:
        with transaction.atomic():
            row = SubmittedForm.objects.create(user=request.user, token=token, result_url="")
            row.result_url = act()
            row.save(update_fields=["result_url"])
    except IntegrityError:
        earlier = SubmittedForm.objects.filter(user=request.user, token=token).first()
        if earlier is None:
            raise
        return redirect(earlier.result_url)
    return redirect(row.result_url)


def submitted_before(request: UserRequest) -> HttpResponse | None:
    """Lead to what this very form made when it ran before; None while it has not run.

    For pages that ask something first, such as whether somebody is known already: asked
    after the form has run, they would find what it made itself.
    """
    token = _token(request)
    if token is None:
        return None
    earlier = SubmittedForm.objects.filter(user=request.user, token=token).first()
    return redirect(earlier.result_url) if earlier else None


def _token(request: UserRequest) -> UUID | None:
    try:
        return UUID(request.POST.get(FIELD, ""))
    except ValueError:
        return None

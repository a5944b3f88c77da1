"""Who did it stands on every history row; who was turned away is recorded as well."""

import logging
from collections.abc import Callable
from typing import Any

import pghistory
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase

from accounts.audit import AuditUnavailable, record_denial
from accounts.views.refused import conflict, not_there, refused
from accounts.views.unavailable import unavailable
from restorative.conflicts import StaleVersion
from restorative.forms.foreign import watching_choices

logger = logging.getLogger(__name__)


class AuditContext:
    """Put person, seats, request and route on every history row. Never the path."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with pghistory.context(request=str(getattr(request, "id", ""))):
            return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponseBase],
        args: Any,
        kwargs: Any,
    ) -> None:
        match = request.resolver_match
        context: dict[str, Any] = {"route": match.view_name if match else ""}
        if getattr(view, "login_required", True) and request.user.is_authenticated:
            context |= {"user": request.user.pk, "seats": sorted(request.user.seats)}
        pghistory.context(**context)


class ForeignChoices:
    """Answer 422 and record it when a form is sent with an answer that its page never offered.

    The page is the same, with the error beside the field. A list that shrank while the page
    was open looks alike; filters are no forms, and leave out what makes no sense.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with watching_choices() as foreign:
            response = self.get_response(request)
        if not foreign or request.method != "POST" or response.status_code not in (200, 422):
            return response
        match = request.resolver_match
        try:
            # On a page that is private to a person, a colleague who left meanwhile is no news.
            if not getattr(getattr(match, "func", None), "leaves_no_trace", False):
                record_denial(request, (match.url_name if match else "") or "", foreign[0])
        except DatabaseError as failure:
            logger.error("a denial could not be recorded", exc_info=failure)
            return unavailable(request)
        response.status_code = 422
        return response


class Refusals:
    """Answer what views raise: not yours, not there, not recorded, not the newest.

    By the time we are asked, the request's own transaction has been rolled back, so the
    denial is written by itself and stays.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, AuditUnavailable):
            logger.error("access could not be recorded", exc_info=error)
            return unavailable(request)
        if isinstance(error, StaleVersion):
            return conflict(request, error)
        if not isinstance(error, Http404 | PermissionDenied):
            return None
        match = request.resolver_match
        named = match.kwargs.get("public_id", "") if match else ""
        try:
            action = getattr(error, "action", "") or (match.url_name if match else "") or ""
            record_denial(request, action, str(named))
        except DatabaseError as failure:
            logger.error("a denial could not be recorded", exc_info=failure)
            return unavailable(request)
        if isinstance(error, PermissionDenied):
            return refused(request, str(error))
        return not_there(request)

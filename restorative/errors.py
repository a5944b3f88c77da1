"""The pages of last resort: rendered with settings alone, whatever else has failed."""

from django.core.exceptions import (
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.http import HttpRequest, HttpResponse
from django.template.loader import get_template

from restorative.context import product

TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(request, "400.html", 400, too_much=isinstance(exception, TOO_MUCH))


def server_error(request: HttpRequest) -> HttpResponse:
    """The reference is the request's number: it finds the line in the log, and tells nothing."""
    number = str(getattr(request, "id", ""))
    return _page(request, "500.html", 500, reference=number[:8].upper())


def _page(request: HttpRequest, template: str, status: int, **context: object) -> HttpResponse:
    # Without the request, so that no context processor asks a database that may be away.
    page = get_template(template).render({**product(request), **context})
    return HttpResponse(page, status=status)

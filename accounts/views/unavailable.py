from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def unavailable(request: HttpRequest) -> HttpResponse:
    """Who looked cannot be recorded, so nothing is shown. Try again in a while."""
    response = render(request, "503.html", status=503)
    response["Retry-After"] = "60"
    return response

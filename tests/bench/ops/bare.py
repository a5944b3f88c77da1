"""A bare Django as `startproject` makes it, with one page that lists fifty cases."""

import os
from typing import Any
from urllib.parse import parse_qs, unquote, urlparse

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import path

_URL = urlparse(os.environ["DATABASE_URL"])
settings.configure(
    SECRET_KEY="of the bench",
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    INSTALLED_APPS=[
        f"django.contrib.{name}"
        for name in ("admin", "auth", "contenttypes", "sessions", "messages", "staticfiles")
    ],
    MIDDLEWARE=[
        "django.middleware.security.SecurityMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
    ],
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": _URL.path[1:],
            "USER": _URL.username,
            "PASSWORD": unquote(_URL.password or ""),
            "HOST": parse_qs(_URL.query)["host"][0],
        }
    },
    USE_TZ=True,
)


def cases(request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute("SELECT reference FROM cases_case ORDER BY created_at DESC LIMIT 50")
        rows: list[Any] = cursor.fetchall()
    return HttpResponse("".join(f"<p>{reference}</p>" for (reference,) in rows))


urlpatterns = [path("cases/", cases)]
application = get_wsgi_application()

"""Somebody at a browser without scripts: keeps cookies, follows nothing by itself."""

import http.client
import re
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit
from uuid import uuid4

from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.contrib.auth.hashers import Argon2PasswordHasher

from tests.crawl.reading import PageReader

PASSWORD = "right words here"


@dataclass
class Page:
    status: int
    text: str
    location: str
    server: int
    address: str

    def form(self, with_field):
        """What the form that has this field would send as it stands."""
        forms = [one.as_shown() for one in PageReader(self.address, self.text).forms]
        return next(form for form in forms if with_field in form)


@dataclass
class Visitor:
    port: int
    address: str = "127.0.0.1"
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, path):
        return self._ask("GET", path)

    def post(self, path, data, *, files=None):
        """Send a form with the token of the last page."""
        data = {"csrfmiddlewaretoken": self.cookies.get("__Host-csrftoken", ""), **data}
        if files is None:
            kind, body = "application/x-www-form-urlencoded", urlencode(data, doseq=True).encode()
        else:
            kind, body = _multipart(data, files)
        return self._ask("POST", path, body, {"Content-Type": kind})

    def sign_in(self, user, secret, *, code=None):
        """By password and the code of an app; returns the page that came last."""
        self.get("/account/login/")
        page = self.post("/account/login/", {"login": user.email, "password": PASSWORD})
        if page.status != 302 or "2fa" not in page.location:
            return page
        self.get(page.location)
        return self.post(page.location, {"code": code or code_of(secret)})

    def _ask(self, method, path, body=None, headers=None):
        split = urlsplit(path)
        path = f"{split.path}?{split.query}" if split.query else split.path
        sent = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "Referer": "https://localhost/",
            "X-Test-Address": self.address,
            **(headers or {}),
        }
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=90)
        connection.request(method, path, body=body, headers=sent)
        answer = connection.getresponse()
        text = answer.read().decode(errors="replace")
        for cookie in answer.headers.get_all("Set-Cookie") or ():
            name, value = re.match(r"([^=]+)=([^;]*)", cookie).groups()
            self.cookies[name] = value
        connection.close()
        return Page(
            answer.status,
            text,
            answer.headers.get("Location", ""),
            int(answer.headers.get("X-Answered-By", 0)),
            path,
        )


def may_sign_in(user):
    """Give somebody a password as a live service keeps it, and an app; returns its secret."""
    user.password = Argon2PasswordHasher().encode(PASSWORD, "some-salt-of-tests")
    user.save(update_fields=["password"])
    EmailAddress.objects.update_or_create(
        user=user, email=user.email, defaults={"primary": True, "verified": True}
    )
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    return secret


def code_of(secret):
    now = list(yield_hotp_counters_from_time())
    return format_hotp_value(hotp_value(secret, now[len(now) // 2]))


def _multipart(data, files):
    mark = uuid4().hex
    parts = []
    for name, value in data.items():
        parts.append(
            f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        )
    for name, (filename, content) in files.items():
        head = (
            f'--{mark}\r\nContent-Disposition: form-data; name="{name}"; filename="{filename}"\r\n'
        )
        parts.append(f"{head}Content-Type: text/csv\r\n\r\n".encode() + content + b"\r\n")
    return f"multipart/form-data; boundary={mark}", b"".join(parts) + f"--{mark}--\r\n".encode()

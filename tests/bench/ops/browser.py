"""Whoever uses the pages: one connection that stays, as a browser's or a proxy's does."""

import http.client
import re
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

COOKIE = "__Host-sessionid"
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]*)"')


@dataclass
class Answer:
    status: int
    body: bytes
    location: str


@dataclass
class Browser:
    port: int
    session: str
    token: str = ""
    cookies: str = ""
    connection: http.client.HTTPConnection = field(init=False)

    def __post_init__(self) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=300)

    def get(self, address: str, **headers: str) -> bytes:
        return self.ask("GET", address, headers=headers).body

    def post(
        self,
        address: str,
        data: dict[str, Any],
        *,
        expect: int = 302,
        also: tuple[int, ...] = (),
        **headers: str,
    ) -> Answer:
        """Send a form as its page would, with a token of its own."""
        if not self.token:
            self._take_token()
        data = {"csrfmiddlewaretoken": self.token, "form_token": str(uuid4()), **data}
        body = urlencode(data, doseq=True)
        return self.ask("POST", address, body=body, expect=expect, also=also, headers=headers)

    def search(self, text: str) -> str:
        """Type what is looked for, and return the address of its results."""
        return self.post("/find/", {"text": text}).location

    def ask(
        self,
        method: str,
        address: str,
        *,
        body: str | None = None,
        expect: int = 200,
        also: tuple[int, ...] = (),
        headers: dict[str, str] | None = None,
    ) -> Answer:
        answer = self._send(method, address, body, headers or {})
        said = Answer(answer.status, answer.read(), answer.headers.get("Location", ""))
        explained = (200,) if "X_Bench_Explain" in (headers or {}) else ()
        if answer.status not in (expect, *also, *explained):
            raise RuntimeError(f"{method} {address} answered {answer.status} {said.location}")
        if found := re.search(r"__Host-csrftoken=[^;]*", answer.headers.get("Set-Cookie", "")):
            self.cookies = found[0]
        return said

    def first_byte(self, address: str) -> float:
        """Seconds until the first byte of a page's body is there."""
        started = perf_counter()
        answer = self._send("GET", address, None, {})
        if answer.status != 200:
            raise RuntimeError(f"{address} answered {answer.status}")
        answer.read(1)
        took = perf_counter() - started
        answer.read()
        return took

    def _send(
        self, method: str, address: str, body: str | None, headers: dict[str, str]
    ) -> http.client.HTTPResponse:
        sent = {
            "Host": "localhost",
            "X-Forwarded-Proto": "https",
            "X-Forwarded-For": "127.0.0.1",
            "Referer": "https://localhost/",
            "Cookie": f"{COOKIE}={self.session}; {self.cookies}",
            **{name.replace("_", "-"): value for name, value in headers.items()},
        }
        if body is not None:
            sent["Content-Type"] = "application/x-www-form-urlencoded"
        self.connection.request(method, address, body=body, headers=sent)
        return self.connection.getresponse()

    def _take_token(self) -> None:
        found = TOKEN.search(self.get("/find/"))
        assert found
        self.token = found[1].decode()

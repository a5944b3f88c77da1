"""Whoever is at work at once: each goes from page to page as their role does, and writes."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

from tests.bench.council.stage import Server
from tests.bench.ops.asked import VALUE
from tests.bench.ops.browser import Browser
from tests.crawl.reading import PageReader

CASE = re.compile(rb'href="(/cases/[0-9a-f-]{36}/)"')
LEE, GRACE = "lee.marsh@example.org", "grace.adeyemi@example.org"


@dataclass
class Worker:
    """One of the crowd. `step` does the next thing and says what it was."""

    server: Server
    role: str
    email: str
    key: str
    number: int
    draft: str = ""
    browser: Browser = field(init=False)

    def __post_init__(self) -> None:
        self.browser = Browser(self.server.port, self.key)
        self.rng, self.typed = Random(self.number), self.server.cast["typed"]
        # Whoever keeps the diaries sees no case.
        listed = self.browser.ask("GET", "/cases/", also=(403,))
        self.sees_cases = listed.status == 200
        found = CASE.findall(listed.body) if self.sees_cases else []
        self.cases = list(dict.fromkeys(one.decode() for one in found))[:20]
        if self.sees_cases:
            self.browser.search(self.typed[0]["surname"])
        self.doings = self._doings()

    def _doings(self) -> list[tuple[int, str, Callable[[], Any]]]:
        of_service = self.role.endswith("service")
        doings: list[tuple[int, str, Callable[[], Any]]] = [
            (2, "my work", lambda: self.browser.get("/")),
        ]
        if self.sees_cases:
            doings.append((4, "list", lambda: self.browser.get("/cases/")))
            doings.append((2, "search", self._search))
        if self.cases:
            doings.append((5, "case summary", lambda: self.browser.get(self._case())))
            doings.append((3, "timeline", lambda: self.browser.get(f"{self._case()}timeline/")))
        if self.cases:
            doings.append((2, "note sent", self._note))
            doings.append((1, "task sent", self._task))
        if of_service:
            doings.append((2, "calendar", lambda: self.browser.get("/calendar/")))
        if self.role == "manager service":
            doings.append((2, "outcomes", lambda: self.browser.get("/outcomes/")))
        if self.email == LEE:
            doings.append((2, "booking sent", self._book))
        if self.email == GRACE and self.draft:
            doings.append((4, "step saved", self._save))
        return doings

    def step(self) -> str:
        weights = [weight for weight, _, _ in self.doings]
        _, name, doing = self.rng.choices(self.doings, weights)[0]
        return doing() if name.endswith((" sent", " saved")) else (doing(), name)[1]

    def _case(self) -> str:
        return self.rng.choice(self.cases)

    def _search(self) -> None:
        one = self.rng.choice(self.typed)["surname"]
        self.browser.get(self.browser.search(one))

    def _form(self, address: str, with_field: str) -> dict[str, Any] | None:
        """What a form would send as it was shown; None where it is closed to this person."""
        answer = self.browser.ask("GET", address, also=(302, 403, 404))
        if answer.status != 200:
            return None
        forms = PageReader(address, answer.body.decode()).forms
        shown = [one.as_shown() for one in forms]
        return next((one for one in shown if with_field in one), None)

    def _note(self) -> str:
        address = f"{self._case()}notes/add/"
        form = self._form(address, "form_token")
        if form is None:
            return "form that is closed"
        data = form | {"text": "Rang. All is well.", "audience": "case"}
        # Where a family has one child it is chosen already.
        self.browser.post(address, data if "children" in form else data | {"children": "all"})
        return "note: opened and sent"

    def _task(self) -> str:
        address = f"{self._case()}tasks/add/"
        form = self._form(address, "form_token")
        if form is None:
            return "form that is closed"
        due = date.today() + timedelta(days=7)  # noqa: DTZ011
        day = {"due_on_day": due.day, "due_on_month": due.month, "due_on_year": due.year}
        self.browser.post(address, form | day | {"title": "Ring the school"})
        return "task: opened and sent"

    def _save(self) -> str:
        address = f"/referrals/{self.draft}/reasons/"
        form = self._form(address, "version")
        assert form is not None
        changes = {"urgency": "ordinary", "reason": f"Why now, {form['version'][0]}."}
        # Somebody with two windows open is told that the other was faster.
        self.browser.post(address, form | changes, also=(409,))
        return "referral: step opened and saved"

    def _book(self) -> str:
        meeting, hall = self.server.cast["free"][1], self.server.cast["hall"]
        page = self.browser.get(f"/conferences/{meeting}/find-a-date/").decode()
        found = re.search(VALUE.format("version"), page)
        assert found
        first = datetime.now(UTC).replace(hour=0, minute=0) + timedelta(days=70)
        at = first + timedelta(days=self.rng.randrange(14), hours=13)
        begins, ends = (f"{one:%Y-%m-%dT%H:%M}:00+00:00" for one in (at, at + timedelta(hours=3)))
        data = {
            "slot": f"{begins}~{ends}~{hall}", "version": found[1],
            "asked_by": "family", "why": "Nan is ill.",
        }  # fmt: skip
        self.browser.post(f"/conferences/{meeting}/book/", data, also=(200, 409))
        return "date: searched and booked"

"""Redis away for minutes while colleagues work: no page may fail, and nothing may be lost."""

import random
import socket
from time import monotonic, sleep

import requests
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password

from restorative.embedded.steps import say, step
from tests.crawl.reading import PageReader
from tests.drill import rows
from tests.drill.stage import Stage

PAGES = ("/", "/calendar/", "/conferences/", "/you/", "/absences/", "/help/")


def redis_away(stage: Stage, case, *, reminders: int, seconds: float) -> bool:
    """Work lightly while Redis is stopped, let it come back, and time the backlog."""
    stage.start_provider(faults=0, delay=0.1)
    web = _start_web(stage)
    worker, beat = stage.start_worker(), stage.start_beat()
    keys = rows.add_rows(case, 20)
    rows.wait_until_settled(keys, seconds=60)
    colleague = Colleague(web, case)
    with step(f"Working for {seconds:.0f} s without Redis"):
        stage.stop_valkey()
        until = monotonic() + seconds
        while monotonic() < until:
            colleague.work()
            keys += rows.add_rows(case, max(1, round(reminders / seconds)))
            sleep(random.uniform(0.2, 0.8))
    with step("Clearing the backlog once it is back"):
        waiting = rows.count_open(keys)
        stage.start_valkey()
        took = rows.wait_until_settled(keys, seconds=120)
    counted = rows.count(keys, stage.said())
    for program in (worker, beat):
        stage.kill(program)
    slowest = max(colleague.took)
    say(
        f"\nRedis away for {seconds:.0f} s: {len(colleague.took)} pages, {colleague.failed} of them "
        f"failed, the slowest {slowest:.1f} s; signed in {colleague.signed_in} times, saved "
        f"{colleague.saved} notes.\n{waiting} reminders waited and were sent {took:.0f} s after its "
        f"return; {counted.twice} twice, {counted.lost} lost."
    )
    worked = colleague.signed_in and colleague.saved and not colleague.failed
    return bool(worked and took <= 60 and counted.is_right)


def _start_web(stage: Stage) -> str:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    stage.start("web", "manage.py", "runserver", "--noreload", "--skip-checks", f"127.0.0.1:{port}")
    until = monotonic() + 60
    while True:
        try:
            requests.get(f"{address}/healthz", timeout=2)
            return address
        except requests.RequestException:
            if monotonic() > until:
                raise
            sleep(0.2)


class Colleague:
    """The coordinator of a case: signs in, looks at pages, writes a note, signs in again."""

    PASSWORD = "correct-horse-battery-staple"

    def __init__(self, web: str, case) -> None:
        self.web, self.case = web, case
        self.user = case.coordinator
        type(self.user).objects.filter(pk=self.user.pk).update(
            password=make_password(self.PASSWORD)
        )
        EmailAddress.objects.update_or_create(
            user=self.user, email=self.user.email, defaults={"verified": True, "primary": True}
        )
        self.took: list[float] = []
        self.failed = self.signed_in = self.saved = 0
        self.session = requests.Session()

    def work(self) -> None:
        if self.signed_in == 0 or random.random() < 0.05:
            self._sign_in()
        elif random.random() < 0.3:
            self._write_note()
        else:
            self._get(random.choice((*PAGES, f"/cases/{self.case.public_id}/")))

    def _sign_in(self) -> None:
        self.session = requests.Session()
        page = self._get("/account/login/")
        form = next(form for form in page.forms if "login" in form.as_shown())
        there = self._send(form, {"login": [self.user.email], "password": [self.PASSWORD]})
        self.signed_in += there is not None and "/account/" not in there.url

    def _write_note(self) -> None:
        page = self._get(f"/cases/{self.case.public_id}/notes/add/")
        form = next((form for form in page.forms if "text" in form.as_shown()), None)
        if form is None:
            self.failed += 1
            return
        answers = {"text": ["Rang mum about Tuesday."], "audience": ["case"]}
        answers |= {one.name: one.choices for one in form.fields if one.name == "children"}
        there = self._send(form, answers)
        self.saved += there is not None and "/add" not in there.url

    def _get(self, path: str) -> PageReader:
        answer = self._timed("GET", self.web + path)
        return PageReader(answer.url, answer.text)

    def _send(self, form, answers: dict[str, list[str]]):
        data = form.as_shown() | answers
        return self._timed("POST", form.action, data=data)

    def _timed(self, method: str, url: str, **more):
        started = monotonic()
        answer = self.session.request(method, url, timeout=30, **more)
        self.took.append(monotonic() - started)
        if answer.status_code >= 400:
            self.failed += 1
            say(f"{method} {url}: {answer.status_code}")
        return answer

"""The operations that are measured: what is asked of the product, and what stands beside it."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import partial
from itertools import count
from typing import Any
from urllib.parse import quote, urlencode

from tests.bench.council.stage import Server
from tests.bench.ops.browser import Browser

COORDINATOR, MANAGER, WORKER = "lee.marsh", "helen.osei", "grace.adeyemi"
Doing = Callable[[], Any]
VALUE = r'name="{}"[^>]*value="([^"]*)"'


@dataclass
class Asked:
    """One thing to measure on one database, and what it stands beside."""

    name: str
    op: str
    goal: float
    growth: float
    page: Doing
    limit: Doing
    explain: Doing
    beside: dict[str, Doing] = field(default_factory=dict)
    learn: Callable[[dict[str, Any]], None] | None = None  # only of what writes


class Asking:
    """Makes the operations of one database."""

    def __init__(self, server: Server, drafts: list[str]) -> None:
        self.server, self.cast, self.drafts = server, server.cast, drafts
        self.browsers = {
            who: Browser(server.port, key) for who, key in self.cast["sessions"].items()
        }
        users = self.cast["users"]
        self.users = {
            COORDINATOR: {"user": str(users["coordinator"]), "team": "3"},
            MANAGER: {"user": str(users["manager"]), "team": "3"},
            WORKER: {"user": str(users["worker"]), "team": "3"},
        }

    def of(self, op: str) -> list[Asked]:
        made: list[Asked] = getattr(self, f"_{op}")()
        return made

    def _read(
        self, name: str, op: str, goal: float, growth: float, who: str, page: str,
        textbook: str = "", **limit: str,
    ) -> Asked:  # fmt: skip
        browser = self.browsers[who]
        limit = {**self.users[who], **limit, "page": page}
        beside = {"textbook": partial(browser.get, textbook)} if textbook else {}
        address = f"/bench-limit/{op}?{urlencode(limit)}"
        explain = partial(browser.get, page, X_Bench_Explain="1")
        get = partial(browser.get, page)
        return Asked(name, op, goal, growth, get, partial(browser.get, address), explain, beside)

    def _list(self) -> list[Asked]:
        team = f"/cases/?team={self.cast['team']}&stage=closed"
        last = self.cast["last"]
        textbook = "/bench-textbook/cases/"
        made = []
        for words, who in (("coordinator", COORDINATOR), ("manager", MANAGER)):
            for name, page, more, beside in (
                ("first page", "/cases/", {}, textbook),
                ("last page", f"/cases/?after={last}", {"after": last}, f"{textbook}?page=last"),
                ("team and stage", team, {"stage": "closed"}, f"{textbook}?stage=closed&team=3"),
            ):
                beside = beside if who == COORDINATOR else ""
                title = f"list, {name}, {words}"
                made.append(self._read(title, "list", 3, 1.3, who, page, beside, **more))
        return made

    def _search(self) -> list[Asked]:
        made = []
        for words, key, goal in (("the surname", "surname", 3.0), ("each word", "each", 5.0)):
            text = self.cast["typed"][0][key]
            page = self.browsers[COORDINATOR].search(text)
            textbook = f"/bench-textbook/people/?text={quote(text)}"
            name = f"search, slip in {words}"
            made.append(
                self._read(name, "search", goal, 1.5, COORDINATOR, page, textbook, text=text)
            )
        return made

    def _summary(self) -> list[Asked]:
        case = self.cast["usual"]
        page, beside = f"/cases/{case}/", f"/bench-textbook/cases/{case}/"
        return [self._read("case summary", "summary", 4, 1.1, COORDINATOR, page, beside, case=case)]

    def _timeline(self) -> list[Asked]:
        case = self.cast["long"]
        page, beside = f"/cases/{case}/timeline/", f"/bench-textbook/cases/{case}/"
        name = "timeline, newest 60 of 5,000"
        return [self._read(name, "timeline", 3, 1.1, COORDINATOR, page, beside, case=case)]

    def _calendar(self) -> list[Asked]:
        on = self.cast["month"]
        page = f"/calendar/?view=month&of=team&on={on}"
        name = "calendar, a month of a team"
        return [self._read(name, "calendar", 3, 1.3, MANAGER, page, on=on)]

    def _dates(self) -> list[Asked]:
        meeting, (page, more) = self.cast["dates"], _eight_weeks()
        more["meet_by"] = self.cast["dates_meet_by"]
        page = f"/conferences/{meeting}/find-a-date/?{page}"
        name = "find a date: 12 people, 8 weeks, 20 venues"
        return [self._read(name, "dates", 5, 1.2, COORDINATOR, page, meeting=meeting, **more)]

    def _audit(self) -> list[Asked]:
        """Pages with their record of who looked, beside the same pages without it."""
        made = []
        for name, page in (("list", "/cases/"), ("summary", f"/cases/{self.cast['usual']}/")):
            browser = self.browsers[COORDINATOR]
            explain = partial(browser.get, page, X_Bench_Explain="1")
            without = partial(browser.get, page, X_Bench_Unrecorded="1")
            with_it = partial(browser.get, page)
            made.append(
                Asked(f"record of reads, {name}", "audit", 1.15, 1.3, with_it, without, explain)
            )
        return made

    def _write(
        self, name: str, goal: float, who: str, page: Callable[..., Any], updates: list[str],
        limits: Callable[[int], dict[str, str]],
    ) -> Asked:  # fmt: skip
        browser, numbers = self.browsers[who], count()
        key = name.replace(" ", "-").replace(",", "").replace(":", "")

        def limit() -> None:
            asked = {**self.users[who], **limits(next(numbers))}
            browser.ask("GET", f"/bench-rewrite/{key}?{urlencode(asked)}", expect=302)

        def learn(before: dict[str, Any]) -> None:
            told = json.dumps({"before": before, "updates": updates})
            browser.ask("POST", f"/bench-learn/{key}", body=told)

        explain = partial(page, X_Bench_Explain="1")
        return Asked(name, "write", goal, 1.2, page, limit, explain, learn=learn)

    def _note(self) -> list[Asked]:
        case, browser = self.cast["three_children"][0], self.browsers[COORDINATOR]
        address = f"/cases/{case}/notes/add/"
        form = browser.get(address).decode()
        today = date.today()  # noqa: DTZ011  # as the browser's owner reads it off the wall
        data = {
            **_day("happened_on", today),
            "kind": "visit",
            "children": [one for one in re.findall(VALUE.format("children"), form) if one != "all"],
            "text": "Talked about how the week had been and who might help.",
            "child_voice": "I want to stay with my gran.",
            "audience": "case",
            "minutes": "30",
        }
        assert len(data["children"]) == 3
        page = partial(browser.post, address, data)
        name = "note for three children"
        return [self._write(name, 4, COORDINATOR, page, [], lambda n: {"case": case})]

    def _refer(self) -> list[Asked]:
        browser = self.browsers[WORKER]
        saved, by_hand, *rest = self.drafts
        half = len(rest) // 2
        to_send, to_write = iter(rest[:half]), rest[half:]
        address = f"/referrals/{saved}/reasons/"
        found = re.search(VALUE.format("version"), browser.get(address).decode())
        assert found
        versions = count(int(found[1]))

        def save(**headers: str) -> Any:
            version = next(versions)
            data = {"version": version, "urgency": "ordinary", "reason": f"Why now, {version}."}
            return browser.post(address, data, **headers)

        def send(**headers: str) -> Any:
            return browser.post(f"/referrals/{next(to_send)}/send/", {}, **headers)

        return [
            self._write(
                "refer a family: save a step", 4, WORKER, save, [SAVE],
                lambda n: {"case": by_hand, "of_author": "1", "reason": f"Why now, {n}."},
            ),
            self._write(
                "refer a family: send", 4, WORKER, send, SEND,
                lambda n: {"case": to_write[n], "of_author": "1"},
            ),
        ]  # fmt: skip

    def _book(self) -> list[Asked]:
        browser, free, venue = self.browsers[COORDINATOR], self.cast["free"], self.cast["hall"]
        first = datetime.now(UTC).replace(hour=0, minute=0) + timedelta(days=63)
        days = [first + timedelta(days=n) for n in range(4)]
        times = [f"{day + timedelta(hours=13):%Y-%m-%dT%H:%M}:00+00:00" for day in days]
        address = f"/conferences/{free[0]}/book/"
        form = browser.get(f"/conferences/{free[0]}/find-a-date/").decode()
        found = re.search(VALUE.format("version"), form)
        assert found
        version, numbers = int(found[1]), count()

        def slot(at: str) -> str:
            ends = datetime.fromisoformat(at) + timedelta(hours=3)
            return f"{at}~{ends.isoformat()}~{venue}"

        def book(**headers: str) -> Any:
            n = next(numbers)
            data = {
                "slot": slot(times[n % 2]),
                "version": version + n,
                "asked_by": "family",
                "why": "Nan is ill.",
            }
            return browser.post(address, data, **headers)

        def by_hand(n: int) -> dict[str, str]:
            case, at = self.cast["free_cases"][1], times[2 + n % 2]
            return {"case": case, "meeting": free[1], "at": at, "was_at": times[0]}

        query, more = _eight_weeks()
        taken = self.cast["taken"]
        data = {"slot": self.cast["taken_slot"], "version": self.cast["taken_version"]}
        data |= {name: value for name, _, value in (one.partition("=") for one in query.split("&"))}
        refuse = partial(browser.post, f"/conferences/{taken}/book/", data, expect=409)
        said = refuse().body.decode("latin-1")
        browser.ask("POST", "/bench-give/taken", body=said)
        limit = {**self.users[COORDINATOR], **more, "meeting": taken, "given": "taken"}
        limit["meet_by"] = self.cast["taken_meet_by"]
        refused = partial(browser.get, f"/bench-limit/dates?{urlencode(limit)}")
        return [
            self._write("book a free time", 3, COORDINATOR, book, BOOK, by_hand),
            Asked(
                "book a taken time: others instead", "dates", 5, 1.2, lambda: refuse().body, refused,
                partial(browser.post, f"/conferences/{taken}/book/", data, X_Bench_Explain="1"),
            ),
        ]  # fmt: skip


SAVE = """
    UPDATE cases_referral SET reason = %(reason)s, version = version + 1 WHERE case_id = %(case_id)s
"""
SEND = [
    "UPDATE cases_referral SET sent_at = now(), sent_by_id = %(user)s WHERE case_id = %(case_id)s",
    """
    WITH next AS (
        UPDATE cases_casecounter SET last_number = last_number + 1
        WHERE year = extract(year FROM now()) AND prefix = 'FGC' RETURNING last_number
    )
    UPDATE cases_case SET stage = 'submitted', stage_since = now(), next_step_on = current_date + 2,
        reference = 'FGC-' || extract(year FROM now()) || '-' || lpad(next.last_number::text, 5, '0')
    FROM next WHERE id = %(case_id)s
    """,
]
BOOK = [
    """
    UPDATE conferences_booking SET cancelled_at = now(), cancelled_by_id = %(user)s
    WHERE meeting_id = %(meeting_id)s AND cancelled_at IS NULL
    """,
    """
    UPDATE conferences_meeting SET starts_at = %(at)s, place = 'Hall 1', version = version + 1,
        ends_at = %(at)s::timestamptz + interval '3 hours' WHERE id = %(meeting_id)s
    """,
    """
    UPDATE cases_reminder SET planned_at = now() WHERE case_id = %(case_id)s
        AND subject_type = 'meeting' AND subject_id = %(meeting_id)s AND state = 'scheduled'
    """,
]


def _day(name: str, day: date) -> dict[str, Any]:
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


def _eight_weeks() -> tuple[str, dict[str, str]]:
    """A search from tomorrow on, as the form asks it and as the limit does."""
    first = date.today() + timedelta(days=1)  # noqa: DTZ011
    last = first + timedelta(days=55)
    asked = {"length": "3.0", **_day("earliest", first), **_day("latest", last)}
    return urlencode(asked), {"first": first.isoformat(), "until": last.isoformat()}

"""What the coordinator's day needs beside the browser: its clock, its rivals, the day itself."""

import random
import re
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

from django.db import connections
from django.utils import timezone
from playwright.sync_api import Page

from cases.models import Case, Note
from conferences.demo.preparation import Preparer
from conferences.domain.booking import DoubleBooked, book_meeting
from conferences.domain.contacting_people import record_contact
from conferences.domain.deciding_attendance import decide_attendance
from conferences.domain.reporting import give_report, share_report, sign_report, write_report
from conferences.models import (
    Brief,
    BriefItem,
    InformationReport,
    Meeting,
    Participant,
    Resource,
)


class Clicks:
    """How often somebody pressed something while a browser was watched."""

    LISTEN = "document.addEventListener('click', event => event.isTrusted && clicked())"

    def __init__(self, page: Page) -> None:
        self.number = 0
        page.expose_function("clicked", self._count)
        page.add_init_script(self.LISTEN)
        page.evaluate(self.LISTEN)

    def _count(self) -> None:
        self.number += 1


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Hold a step of the day to its time."""
    began = time.monotonic()
    yield
    took = time.monotonic() - began
    print(f"{took:.1f} of {seconds:g} s")
    assert took < seconds


def committed(act: Callable[[], Any]) -> Any:
    """Do something in a transaction of its own, so that the server sees it."""

    def apart():
        try:
            return act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as thread:
        return thread.submit(apart).result()


def open_tab(page: Page, label: str) -> None:
    """Press a tab of the meeting that is shown."""
    page.get_by_role("navigation", name="This meeting").get_by_role("link", name=label).click()
    page.wait_for_load_state()


def at(page: Page, heading: str) -> None:
    page.get_by_role("heading", level=1, name=heading, exact=True).wait_for()


def row(page: Page, name: str):
    return page.get_by_role("main").get_by_role("row").filter(has_text=name).first


def fill_date(page: Page, question: str, day: date) -> None:
    group = page.get_by_role("group", name=question)
    for label, part in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        group.get_by_label(label, exact=True).fill(str(part))


def number_of_pages(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf))


def overflows(page: Page) -> bool:
    return page.evaluate(
        "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    )


def chosen_slot(page: Page, number: int) -> tuple[datetime, datetime, Resource]:
    """Tick one of the times that fit; what its venue is."""
    radio = page.get_by_role("main").get_by_role("radio").nth(number)
    radio.check()
    starts, ends, *keys = radio.get_attribute("value").split("~")
    venue = Resource.objects.get(public_id__in=keys, kind=Resource.Kind.VENUE)
    return datetime.fromisoformat(starts), datetime.fromisoformat(ends), venue


def take_the_venue(slot: tuple[datetime, datetime, Resource], *, but_for: Case) -> None:
    """Let another family's meeting have the venue at that time."""
    starts_at, ends_at, venue = slot

    def act():
        others = Meeting.objects.exclude(parties__case__coordinator=but_for.coordinator)
        for meeting in others.filter(parties__case__stage=Case.Stage.ALLOCATED).order_by("pk"):
            by = meeting.parties.first().case.coordinator
            try:
                return book_meeting(
                    meeting, by=by, version=meeting.version, starts_at=starts_at,
                    ends_at=ends_at, resources=[venue], why="The school asked.", asked_by="service",
                )  # fmt: skip
            except DoubleBooked:
                continue
        raise AssertionError("No other meeting can be there at that time.")

    committed(act)


def forget_what_waits_to_be_signed(meeting: Meeting) -> None:
    """Take back what tests/meeting_furniture.py adds to the demo: the day begins before it."""

    def act():
        BriefItem.objects.filter(brief__meeting=meeting).delete()
        Brief.objects.filter(meeting=meeting).delete()
        InformationReport.objects.filter(meeting=meeting).delete()

    committed(act)


class Staff:
    """The council's staff as the demo's helpers ask for them."""

    def __init__(self, council: Any) -> None:
        self.council = council

    def __getitem__(self, name: str) -> Any:
        return self.council.user(name)


def prepare_the_rest(meeting: Meeting, case: Case, council: Any) -> None:
    """Do what the day's walk leaves out: visits to everybody, the report, the checklists."""
    lee, grace, priya = (council.user(name) for name in ("lee", "grace", "priya"))

    def act():
        rng = random.Random(1)
        today = timezone.localdate()
        preparer = Preparer(Staff(council), rng, today)
        _finish_the_report(meeting, grace, priya, lee, today)
        people = Participant.objects.filter(meeting=meeting).current().with_names()
        for one in people:
            if not one.attendance:
                decide_attendance(one, by=lee, outcome=Participant.Attendance.COMES)
            if one.is_of_the_family and not one.is_kept_away:
                record_contact(
                    [one], by=lee, kind=Note.Kind.VISIT, happened_on=today, text="Met at home.",
                    minutes=40, reached=True, visited=True, prepared=True, willing="yes",
                )  # fmt: skip
        preparer.tell_everybody(meeting, case, today, all_answer=True)
        preparer.check_everything(meeting, case, today)

    committed(act)


def _finish_the_report(meeting, worker, manager, coordinator, today):
    passages = {"strengths": "They love each other.", "worries": "Evenings fall apart."}
    report = write_report(meeting, by=worker, version=0, passages=passages)
    report = give_report(report, by=worker, version=report.version)
    report = sign_report(report, by=manager, version=report.version)
    share_report(
        report, by=coordinator, version=report.version, on=today, how="Read at home with Ngozi."
    )


def go_home_to(page: Page, reference: str) -> None:
    """From the list of conferences to the circle of one family."""
    page.get_by_role("link", name="Conferences", exact=True).first.click()
    row(page, reference).get_by_role("link").first.click()
    at(page, "Family group conference")

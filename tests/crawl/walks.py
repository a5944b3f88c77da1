"""One walk for each role and session, shared by all processes that test in parallel.

The crawl's own tests and the browser's both need to know where each role can go. The first
to ask walks, in a transaction that is rolled back; the result is kept in the session's
temporary folder for the others, who wait for it.
"""

import fcntl
import os
import pickle
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from accounts.models import Team, User
from accounts.permissions import Permission, can
from accounts.work import work_left
from cases.models import Case, ContactPoint, ImportedCell, KeepApart, SheetImport
from tests.council import Council
from tests.crawl.crawler import MAY_WRITE, Crawler, Visit, route_of, trouble_of
from tests.crawl.meeting_seeds import pages_of_meetings
from tests.crawl.message_seeds import pages_of_messages
from tests.crawl.reading import PageReader

# Somebody in most families of the demo, and the family that one colleague may not see.
LOOKED_FOR = ("smith", "okafor")


# The others see what one of these sees, or less.
THOROUGH = ("social_worker", "coordinator", "service_manager", "administrator")
# On every page, and tried on their own.
FRAME = {"account_logout", "cases:find"}


@dataclass
class Emptied:
    """What was answered to a form of a page, sent with every answer taken out."""

    visit: Visit
    number: int  # of the form on the page
    action: str
    status: int
    has_errors: bool
    trouble: str

    def __str__(self) -> str:
        return f"{self.status} POST {self.action} (on {self.visit.url}) {self.trouble}"


@dataclass
class Walk:
    role: str
    visits: list[Visit]
    outside: set[str]
    changed_tables: list[str]
    emptied: list[Emptied]

    @property
    def routes(self) -> set[str]:
        return {visit.route for visit in self.visits if visit.status == 200}

    @property
    def examples(self) -> dict[str, Visit]:
        """For each route the page with most on it."""
        pages = [visit for visit in self.visits if visit.status == 200 and visit.page.title]
        return {visit.route: visit for visit in sorted(pages, key=lambda one: one.page.size)}


@pytest.fixture
def walk(council, django_db_blocker, tmp_path_factory) -> Callable[[str], Walk]:
    """Where a role can go: walk("coordinator").visits. Walked once for the whole session."""
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent

    def walk(role: str) -> Walk:
        with django_db_blocker.unblock():
            return walk_as(council, role, folder / "walks")

    return walk


def walk_as(council: Council, role: str, folder: Path) -> Walk:
    """The walk of this role, from the folder if another process has been there."""
    folder.mkdir(exist_ok=True)
    kept = folder / f"{role}.pickle"
    with (folder / f"{role}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            kept.write_bytes(pickle.dumps(_walk(council, role)))
    return _loaded(kept)


@cache
def _loaded(kept: Path) -> Walk:
    return pickle.loads(kept.read_bytes())


def _walk(council: Council, role: str) -> Walk:
    with transaction.atomic():
        try:
            client = Client(raise_request_exception=False)
            user = council.user(role)
            client.force_login(user)
            client.get("/")  # the first look of a session writes when it began
            crawler = Crawler(client, bored_after=3 if role in THOROUGH else 1)
            seeds = [*_searches(client, user), *_one_of_each_kind(user)]
            before = _fingerprints()
            crawler.crawl("/", *seeds)
            after = _fingerprints()
            changed = sorted(name for name in before if before[name] != after[name])
            walk = Walk(role, crawler.visits, crawler.outside, changed, [])
            for visit in walk.examples.values():
                walk.emptied += _send_empty(client, visit)
            return walk
        finally:
            transaction.set_rollback(True)


def _searches(client: Client, user: User) -> list[str]:
    """The search page and its results, as the box at the top of each page leads to them."""
    if not can(user, Permission.PERSON_VIEW):
        return []
    find = reverse("cases:find")
    found = [client.post(find, {"text": word}) for word in LOOKED_FOR]
    return [find, *(answer.headers["Location"] for answer in found if answer.status_code == 302)]


def _one_of_each_kind(user: User) -> list[str]:
    """What a link on a list would lead to by luck alone, and looks different when it does."""
    pages = [
        *_cases(user),
        *_people_apart(user),
        *_confidential(user),
        *pages_of_meetings(user),
        *pages_of_messages(user),
        *_imports(user),
    ]
    if can(user, Permission.STAFF_MANAGE):
        gone = User.objects.filter(is_active=False)[:1]
        busy = User.objects.filter(cases_coordinated__isnull=False)[:1]
        empty = Team.objects.open().filter(memberships=None)[:1]
        pages += [one.get_absolute_url() for one in (*gone, *busy, *empty)]
        idle = next(one for one in User.objects.active() if one != user and not work_left(one))
        pages.append(reverse("accounts:staff_deactivate", args=[idle.public_id]))
    return pages


def _imports(user: User) -> list[str]:
    """A spreadsheet in each state, and a case that keeps cells of one."""
    found = [one.get_absolute_url() for one in SheetImport.objects.visible_to(user)]
    cells = ImportedCell.objects.visible_to(user).select_related("case")[:1]
    if can(user, Permission.CASE_VIEW):
        found += [reverse("cases:case_old_sheet", args=[cell.case.public_id]) for cell in cells]
    return found


def _people_apart(user: User) -> list[str]:
    if not can(user, Permission.SAFETY_RECORD):
        return []
    rows = KeepApart.objects.visible_to(user).in_force().select_related("first")
    return [row.first.get_absolute_url() for row in rows[:1]]


def _confidential(user: User) -> list[str]:
    """What is shown masked, of one person of an open case."""
    if not can(user, Permission.CONTACT_REVEAL):
        return []
    hidden = ContactPoint.objects.visible_to(user).current().filter(is_confidential=True)
    shown = hidden.filter(person__cases_about__case__stage=Case.Stage.ALLOCATED)
    shown |= hidden.filter(person__networks__case__stage=Case.Stage.ALLOCATED)
    return [reverse("cases:contact_reveal", args=[one.public_id]) for one in shown.distinct()[:1]]


def _cases(user: User) -> list[str]:
    """A case at each stage, a restricted one, and one in which no meeting was opened yet."""
    if not can(user, Permission.CASE_VIEW):
        return []
    kinds: dict[object, Case] = {}
    for case in Case.objects.visible_to(user).exclude(stage=Case.Stage.DRAFT).order_by("pk"):
        kinds.setdefault((case.stage, case.is_restricted), case)
    found = [case.get_absolute_url() for case in kinds.values()]
    with_coordinator = Case.objects.visible_to(user).filter(stage=Case.Stage.ALLOCATED)
    for case in with_coordinator.filter(meetings=None).order_by("pk")[:1]:
        found.append(reverse("conferences:case_meetings", args=[case.public_id]))
    drafts = Case.objects.visible_to(user).filter(stage=Case.Stage.DRAFT).order_by("-pk")
    found += [reverse("cases:referral_network", args=[case.public_id]) for case in drafts[:1]]
    return found


def _send_empty(client: Client, visit: Visit) -> list[Emptied]:
    """Send each form of a page with nothing in it, and take back what that did."""
    answers = []
    for number, form in enumerate(visit.page.forms):
        route = route_of(form.action)
        if form.method != "post" or (route in FRAME and route != visit.route):
            continue
        before = transaction.savepoint()
        response = client.post(form.action, form.emptied())
        transaction.savepoint_rollback(before)
        page = PageReader(form.action, response.content.decode())
        answers.append(
            Emptied(
                visit,
                number,
                form.action,
                response.status_code,
                page.has_errors,
                trouble_of(response),
            )
        )
    return answers


def _fingerprints() -> dict[str, str]:
    """What stands in each table that a look may not change."""
    with connection.cursor() as cursor:
        names = set(connection.introspection.table_names(cursor)) - MAY_WRITE
        found = {}
        for name in sorted(names):
            cursor.execute(
                "SELECT count(*) || ' ' || coalesce(md5(string_agg(row, '' ORDER BY row)), '')"
                f" FROM (SELECT md5(t::text) AS row FROM {connection.ops.quote_name(name)} t) r"
            )
            found[name] = cursor.fetchone()[0]
    return found

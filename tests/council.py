"""The made-up council for tests that need a whole one: crawls, browsers, bad input.

Making it takes seconds, so it is made once and copied:

1. `council_template` (once per session) finds or makes a database with the council in it.
   It bears the fingerprint of our code and today's date, so processes that test in
   parallel and the next run on the same day find it made; the first to come makes it,
   the others wait for a lock in the server.
2. `council` (once per module) copies that database, under a second, and points Django's
   connection at the copy until the module ends. Tests in the module mark themselves
   `django_db` as always and are rolled back as always. A server in a thread
   (tests/browser/serving.py) sees the same copy; what it writes stays for the rest of the
   module and goes with the copy. No other test ever sees the council.

Whatever runs on the copy runs with the rights of the running server, not the owner's:
a right that is missing shows up here.
"""

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, connections
from django.db.models import Q
from django.utils import timezone
from psycopg2.sql import SQL, Identifier, Literal

from accounts.models import User
from cases.models import Case, Exclusion, Offer, Person
from tests.databases import copy_database, drop_database

FAMILIES = 22  # every ending of a story once, and the Okafors
PAST = 12  # families of earlier years, all ended
SEED = 1
ALIASES = ("default", "cache")
LOCK = 7_300_022
ROOT = Path(__file__).parents[1]
SOURCES = (
    "accounts",
    "cases",
    "conferences",
    "restorative",
    "tests/council.py",
    "tests/furniture.py",
    "tests/import_furniture.py",
    "tests/meeting_furniture.py",
)

# The seats of a demo, by the address of somebody who has it.
ROLES = {
    "social_worker": "grace",
    "coordinator": "lee",
    "service_manager": "helen",
    "referring_manager": "priya",
    "business_support": "joan",
    "administrator": "dev",
    "privacy_officer": "ruth",
    "report_reader": "naomi",
    "panel_volunteer": "ann",
    "excluded": "tom",
}
LAST_NAMES = {
    "grace": "adeyemi", "lee": "marsh", "helen": "osei", "priya": "shah", "joan": "abbot",
    "dev": "patel", "ruth": "kelly", "tom": "bright", "karen": "lowe", "yusuf": "demir",
    "naomi": "clarke", "ann": "field",
}  # fmt: skip


@dataclass
class Council:
    """The copy that the module's tests work on."""

    database: str

    def user(self, name: str) -> User:
        """Somebody by first name ("grace") or by role ("social_worker")."""
        first = ROLES.get(name, name)
        return User.objects.get(email=f"{first}.{LAST_NAMES[first]}@example.org")

    @cached_property
    def staff_names(self) -> frozenset[str]:
        return frozenset(user.get_full_name() for user in User.objects.all())

    @cached_property
    def references(self) -> frozenset[str]:
        return frozenset(Case.objects.exclude(reference=None).values_list("reference", flat=True))

    @cached_property
    def family_names(self) -> frozenset[str]:
        """The full names of everybody in a family, as pages write them."""
        people = {str(person) for person in Person.objects.exclude(first_name="")}
        return frozenset(people - self.staff_names)

    @cached_property
    def holders(self) -> dict[str, tuple[set[int], set[tuple[str, str]]]]:
        """For each name and reference on a page: the cases it belongs to, and other things.

        One name may be that of several people; then any of theirs will do.
        """
        found: dict[str, tuple[set[int], set[tuple[str, str]]]] = {}

        def add(name: str, cases: Iterable[int] = (), things: Iterable[tuple[str, int]] = ()):
            known = found.setdefault(name, (set(), set()))
            known[0].update(cases)
            known[1].update((kind, str(key)) for kind, key in things)

        for case in Case.objects.exclude(reference=None):
            add(str(case.reference), [case.pk])
        for person in Person.objects.exclude(first_name=""):
            if str(person) in self.family_names:
                offers = Offer.objects.filter(
                    Q(children__child=person) | Q(replies__person=person)
                ).values_list("pk", flat=True)
                add(
                    str(person),
                    [
                        *person.cases_about.values_list("case", flat=True),
                        *person.networks.values_list("case", flat=True),
                    ],
                    [("person", person.pk), *(("offer", key) for key in offers)],
                )
        return found

    @cached_property
    def words_of_names(self) -> frozenset[str]:
        """Every single name of somebody in a family, long enough to mean somebody."""
        return frozenset(
            word.casefold()
            for name in self.family_names
            for word in name.split()
            if len(word) > 3 and word[0].isupper()
        )

    def hidden_from(self, user: User) -> set[str]:
        """What a colleague who was excluded must not read: names and reference of the family.

        A name is left out only where somebody the colleague may know of has the same.
        """
        hidden: set[str] = set()
        for exclusion in Exclusion.objects.filter(user=user, ended_at=None):
            case = exclusion.case
            people = Person.objects.filter(cases_about__case=case) | Person.objects.filter(
                networks__case=case
            )
            hidden |= {str(person) for person in people.distinct()}
            hidden |= {str(case.public_id), *filter(None, [case.reference])}
        known = {str(one) for one in Person.objects.visible_to(user)}
        return hidden - known - self.staff_names


@pytest.fixture(scope="session")
def council_template(django_db_setup, django_db_blocker) -> str:
    """The name of a database with the council in it, made if there is none of today."""
    own = connection.settings_dict["NAME"]
    assert own.startswith("test_"), "mark the module with pytest.mark.django_db"
    name = f"{own.rsplit('_gw', 1)[0]}_council_template"
    wanted = f"{timezone.localdate()} {_fingerprint()}"
    with django_db_blocker.unblock(), connection._nodb_cursor() as server:
        server.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        try:
            if _comment_on(server, name) != wanted:
                _copy(server, own, name)
                with _connected_to(name):
                    _furnish()
                server.execute(
                    SQL("COMMENT ON DATABASE {} IS {}").format(Identifier(name), Literal(wanted))
                )
        finally:
            server.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
    return name


@pytest.fixture(scope="module")
def council(council_template, django_db_blocker) -> Iterator[Council]:
    """A copy of the council that belongs to this module, as the running server would see it."""
    name = f"{connection.settings_dict['NAME']}_council"
    with django_db_blocker.unblock():
        with connection._nodb_cursor() as server:
            _copy(server, council_template, name)
        try:
            with _connected_to(name, role=settings.DATABASE_APP_ROLE):
                yield Council(name)
        finally:
            with connection._nodb_cursor() as server:
                drop_database(server, name)


def _furnish() -> None:
    from conferences.demo.council import make_demo
    from tests.furniture import furnish

    make_demo(families=FAMILIES, seed=SEED, past=PAST)
    furnish(Council(connection.settings_dict["NAME"]))


@contextmanager
def _connected_to(name: str, *, role: str | None = None) -> Iterator[None]:
    """Let all of Django's connections be to another database for a while."""
    before = {alias: dict(connections[alias].settings_dict) for alias in ALIASES}
    for alias in ALIASES:
        connections[alias].close()
        connections[alias].settings_dict["NAME"] = name
        if role:
            options = connections[alias].settings_dict.get("OPTIONS", {})
            connections[alias].settings_dict["OPTIONS"] = {**options, "assume_role": role}
    try:
        yield
    finally:
        for alias in ALIASES:
            connections[alias].close()
            connections[alias].settings_dict.update(before[alias])


def _copy(server, source: str, target: str) -> None:
    for alias in ALIASES:
        if connections[alias].settings_dict["NAME"] == source:
            connections[alias].close()
    copy_database(server, source, target)


def _comment_on(server, name: str) -> str | None:
    server.execute(
        "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", [name]
    )
    row = server.fetchone()
    return row[0] if row else None


def _fingerprint() -> str:
    digest = hashlib.sha256()
    for source in SOURCES:
        path = ROOT / source
        for file in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
            digest.update(file.read_bytes())
    return digest.hexdigest()

"""Figures and files read from a streaming replica, and never with what it does not know yet."""

import os
import re
from contextlib import contextmanager
from time import monotonic

import pytest
from django.db import connection, connections, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import AccessEvent
from cases.domain.restricting import exclude_colleague, restrict_case
from cases.models import Case, Exclusion
from conferences.domain.preparing_files import ask_for_file
from conferences.exports.making import prepare_file
from conferences.figures.refreshing import refresh_dirty
from conferences.models import FigureDirty
from restorative import replica
from tests.bench.ops.comparing import lasting
from tests.exports.council import QUERY
from tests.exports.council import make_council as make_council_and_marks
from tests.factories.recording import make_member
from tests.growth.standby import Standby

pytestmark = [
    pytest.mark.long,
    pytest.mark.django_db(transaction=True, databases=["default", "replica"]),
    pytest.mark.skipif(
        "@/" not in os.environ.get("DATABASE_URL", ""), reason="copies the embedded PostgreSQL"
    ),
]


# Not the marks of what waits, which are asked of both.
FIGURES = re.compile(r'^SELECT .*FROM "conferences_(figurecell|casefigure|childfigure)"')


@pytest.fixture(scope="module", autouse=True)
def standby(django_db_setup, django_db_blocker):
    """A replica, named as settings with REPLICA_URL have it before the tests begin."""
    made = Standby()
    made.make()
    connections.databases[replica.ALIAS] = {
        **connection.settings_dict,
        "HOST": str(made.sockets),
        "ATOMIC_REQUESTS": False,
        "TEST": {**connection.settings_dict["TEST"], "MIRROR": "default"},
    }
    yield made
    with django_db_blocker.unblock():
        connections[replica.ALIAS].close()
    del connections[replica.ALIAS]
    del connections.databases[replica.ALIAS]
    made.remove()


@pytest.fixture
def copy(transactional_db):
    with connection.cursor() as cursor:
        # The tests' server has it off; a live one does not.
        cursor.execute("SET synchronous_commit = on")
    replica.reset()
    yield connections[replica.ALIAS]
    with connection.cursor() as cursor:
        cursor.execute("RESET synchronous_commit")


def make_council(families=6):
    """A council whose figures are made, and a replica that knows it."""
    made = make_council_and_marks(families)
    while refresh_dirty():
        pass
    wait_for_the_replica()
    return made


def wait_for_the_replica():
    until = monotonic() + 30
    replica.reset()
    while not replica.is_at_hand():
        assert monotonic() < until, "the replica does not catch up"
        replica.reset()


@contextmanager
def figures_read(copy):
    """Which of the two databases was asked for figures: a list filled at the end."""
    asked = []
    with CaptureQueriesContext(copy) as there, CaptureQueriesContext(connection) as here:
        yield asked
    for name, queries in (("replica", there), ("primary", here)):
        if any(FIGURES.search(one["sql"]) for one in queries):
            asked.append(name)


def families_met(client, copy, user):
    """How many families the page of outcomes counts for somebody, and who was asked."""
    client.force_login(user)
    with figures_read(copy) as asked:
        response = client.get(reverse("conferences:outcome_measure", args=["families_met"]), QUERY)
    assert response.status_code == 200
    return response.context["said"].figure.n, asked


def test_figures_are_read_from_the_replica_and_the_look_is_recorded(client, copy):
    service, _, _ = make_council()

    counted, asked = families_met(client, copy, service.manager)

    assert (counted, asked) == (6, ["replica"])
    assert AccessEvent.objects.filter(action="outcome_measure", actor=service.manager).exists()


@pytest.mark.parametrize("page", ["outcomes", "director", "outcome_equality", "outcomes_export"])
def test_each_page_of_figures_says_the_same_from_either(client, copy, page, clock):
    service, _, _ = make_council()
    client.force_login(service.manager)
    address = reverse(f"conferences:{page}")
    with figures_read(copy) as asked:
        there = client.get(address, QUERY)

    connections.databases.pop(replica.ALIAS)
    try:
        here = client.get(address, QUERY)
    finally:
        connections.databases[replica.ALIAS] = copy.settings_dict

    assert asked == ["replica"]
    assert there.status_code == here.status_code == 200
    assert lasting(there.content) == lasting(here.content)


def test_an_exclusion_of_this_moment_holds_though_the_replica_does_not_know_it(
    client, copy, standby
):
    service, cohort, _ = make_council()
    second = make_member(service.team, "manager", "Sue", "Second")
    assert families_met(client, copy, service.manager) == (6, ["replica"])
    standby.pause()
    try:
        exclude_colleague(
            cohort.cases[0], service.manager, by=second, ground=Exclusion.Ground.RELATED
        )
        assert families_met(client, copy, service.manager) == (5, ["primary"])
    finally:
        standby.resume()
    wait_for_the_replica()

    assert families_met(client, copy, service.manager) == (5, ["replica"])


def test_a_restriction_of_this_moment_holds_as_well(client, copy, standby):
    service, cohort, _ = make_council()
    second = make_member(service.team, "manager", "Sue", "Second")
    families_met(client, copy, second)
    standby.pause()
    try:
        restrict_case(cohort.cases[0], by=service.manager, why="Somebody here is a relation.")
        assert families_met(client, copy, second) == (5, ["primary"])
    finally:
        standby.resume()
    wait_for_the_replica()

    assert families_met(client, copy, second) == (5, ["replica"])


def test_a_list_is_made_from_the_replica_and_kept_in_the_first_database(copy):
    service, cohort, _ = make_council()
    prepared = ask_for_file(
        "records",
        by=service.manager,
        name="Families met",
        parameters={
            "measure": "families_met",
            "part": "numerator",
            "format": "csv",
            "query": "from=2025-01&to=2025-12",
        },
    )

    with figures_read(copy) as asked:
        prepare_file(prepared.pk)

    prepared.refresh_from_db()
    assert (prepared.state, prepared.done, asked) == ("ready", 6, ["replica"])
    assert all(case.reference in bytes(prepared.content).decode() for case in cohort.cases)
    assert AccessEvent.objects.filter(action="file_made").exists()


def test_figures_of_changed_cases_are_made_where_they_are_written(client, copy):
    service, cohort, other = make_council()
    with transaction.atomic():
        Case.objects.filter(pk=cohort.cases[0].pk).update(team=other.cases[0].team)
    assert FigureDirty.objects.exists()

    counted, asked = families_met(client, copy, service.manager)

    assert (counted, asked) == (5, ["replica", "primary"])
    assert not FigureDirty.objects.exists()
    assert families_met(client, copy, service.manager) == (5, ["replica"])


def test_whoever_makes_figures_leaves_the_replica(copy):
    _, cohort, _ = make_council(2)
    Case.objects.filter(pk=cohort.cases[0].pk).update(reference="C-1")

    with figures_read(copy) as asked:
        assert replica.from_replica(refresh_dirty)()

    assert asked == ["primary"]


def test_a_transaction_that_has_written_reads_its_own_rows(copy):
    service, _, _ = make_council(1)
    read = replica.from_replica(replica.reading_alias)
    with transaction.atomic():
        assert read() == "replica"
        service.manager.save()
        assert read() == "default"
    assert read() == "replica"


def test_a_replica_that_goes_away_is_missed_by_nobody(client, copy, standby):
    service, _, _ = make_council()
    assert families_met(client, copy, service.manager) == (6, ["replica"])
    standby.stop()
    try:
        assert families_met(client, copy, service.manager) == (6, ["primary"])
        replica.reset()
        assert replica.probe() == (
            False,
            "The replica does not answer. The first database does its work.",
        )
    finally:
        standby.start()
    wait_for_the_replica()

    assert families_met(client, copy, service.manager) == (6, ["replica"])
    assert replica.probe()[0]


def test_one_that_fails_on_the_way_is_asked_no_more_and_leaves_nothing_behind(copy):
    service, _, _ = make_council(1)
    tries = []

    def look():
        tries.append(replica.reading_alias())
        AccessEvent.objects.create(actor=service.manager, action="tried", outcome="allowed")
        with connections[replica.reading_alias()].cursor() as cursor:
            # A replica may be written to by nobody; the first database may.
            cursor.execute("CREATE TEMPORARY TABLE tried (n int) ON COMMIT DROP")
        return "read"

    with transaction.atomic():
        assert replica.from_replica(look)() == "read"

    assert tries == ["replica", "default"]
    assert AccessEvent.objects.filter(action="tried").count() == 1


def test_how_far_behind_it_is_can_be_asked(copy, standby):
    make_council(1)
    standby.pause()
    try:
        make_council_and_marks(1)
        is_well, words = replica.probe()
    finally:
        standby.resume()

    assert not is_well
    assert words.startswith("The replica lacks ")


def test_a_server_that_became_one_of_its_own_is_not_used(client, copy, standby):
    service, _, _ = make_council()
    standby.promote()

    assert families_met(client, copy, service.manager) == (6, ["primary"])
    assert "no replica" in replica.probe()[1]

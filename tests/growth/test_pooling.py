"""A pool in transaction mode: who did it and who may see it stay right on any connection."""

import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from time import monotonic, sleep
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import connection
from django.urls import reverse

from accounts.models import AccessEvent
from cases.models import Note
from conferences.models import PreparedFile
from tests.exports.council import make_council
from tests.factories.recording import make_family, make_service
from tests.growth import pgbouncer
from tests.growth.programs import Programs, url_of_the_test
from tests.growth.proxy import Proxy
from tests.growth.visitor import Visitor, may_sign_in

pytestmark = [pytest.mark.long, pytest.mark.django_db(transaction=True)]
# More than the pool has connections: some wait for others.
PEOPLE, ROUNDS = 6, 6
needs_pgbouncer = pytest.mark.skipif(
    not pgbouncer.is_there() or "@/" not in os.environ.get("DATABASE_URL", ""),
    reason="no PgBouncer: apt-get install pgbouncer",
)


@pytest.fixture(
    scope="module", params=["swapping", pytest.param("pgbouncer", marks=needs_pgbouncer)]
)
def programs(request, django_db_setup, django_db_blocker, tmp_path_factory):
    """All programs reach the database through a pool: a hard one of ours, or PgBouncer."""
    made = Programs(tmp_path_factory.mktemp("growth"))
    # Where a server's own account comes in.
    folder = made.folder.parents[2] / f"pgbouncer-{uuid4().hex[:8]}"
    made.environment |= {
        "DATABASE_POOLED": "1",
        "DATABASE_CACHE_URL": made.environment["DATABASE_URL"],
    }
    if request.param == "swapping":
        made.environment["GROWTH_SWAPS"] = "1"
    else:
        through = pgbouncer.start(made, folder, url_of_the_test())
        made.environment |= {"DATABASE_URL": through, "DATABASE_CACHE_URL": f"{through}_cache"}
    made.collect("static")
    yield made
    made.stop()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="module")
def port(programs):
    made = Proxy([programs.serve()])
    yield made.port
    made.close()


def a_day(port, user, secret, family, others):
    """Sign in, and write notes about one's own family; others' must not be seen."""
    visitor = Visitor(port)
    assert visitor.sign_in(user, secret).location == "/"
    address = reverse("cases:note_add", kwargs={"public_id": family.case.public_id})
    elsewhere = [
        reverse("cases:case_detail", kwargs={"public_id": one.case.public_id}) for one in others
    ]
    for number in range(ROUNDS):
        cases = visitor.get("/cases/")
        assert cases.status == 200, cases.text
        assert family.case.reference in cases.text
        assert not any(one.case.reference in cases.text for one in others)
        form = visitor.get(address).form("form_token")
        sent = visitor.post(address, form | {"text": f"Day {number}."})
        assert sent.status == 302, sent.text
        assert visitor.get(elsewhere[number % len(elsewhere)]).status == 404


def test_each_history_row_names_who_did_it_and_nobody_sees_anothers_cases(port):
    services = [make_service() for _ in range(PEOPLE)]
    families = [make_family(service) for service in services]
    secrets = [may_sign_in(service.coordinator) for service in services]

    with ThreadPoolExecutor(PEOPLE) as people:
        days = [
            people.submit(
                a_day,
                port,
                service.coordinator,
                secret,
                family,
                [one for one in families if one is not family],
            )
            for service, secret, family in zip(services, secrets, families, strict=True)
        ]
    for day in days:
        day.result()

    assert Note.objects.count() == PEOPLE * ROUNDS
    written = apps.get_model("cases", "NoteEvent").objects.values_list("author", "pgh_context")
    assert len(written) == PEOPLE * ROUNDS
    assert all(context["user"] == author for author, context in written)
    seen = AccessEvent.objects.filter(action="note_add", outcome="allowed")
    for service, family in zip(services, families, strict=True):
        actors = set(seen.filter(case_id=family.case.pk).values_list("actor", flat=True))
        assert actors <= {service.coordinator.pk}


def test_a_change_without_anybody_names_nobody(port, programs):
    """What a worker does after a page must not carry the name of who had the connection before."""
    service, cohort, _ = make_council()
    visitor = Visitor(port)
    assert visitor.sign_in(service.manager, may_sign_in(service.manager)).location == "/"
    worker = programs.work("worker", "worker", "--concurrency", "2", "--loglevel", "ERROR")
    visitor.get(reverse("conferences:files"))
    sent = visitor.post(
        reverse("conferences:file_ask"),
        {
            "kind": "records",
            "measure": "families_met",
            "part": "numerator",
            "format": "csv",
            "query": "from=2025-01&to=2025-12",
            "form_token": str(uuid4()),
        },
    )
    assert sent.status == 302
    until = monotonic() + 60
    while PreparedFile.objects.get().state != "ready":
        assert monotonic() < until, (PreparedFile.objects.get().says, worker.lines)
        sleep(0.2)

    taken = visitor.get(
        reverse("conferences:file_download", args=[PreparedFile.objects.get().public_id])
    )

    assert all(case.reference in taken.text for case in cohort.cases)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE cases_case SET reference = reference WHERE id = %s", [cohort.cases[0].pk]
        )
    last = apps.get_model("cases", "CaseEvent").objects.filter(pgh_obj=cohort.cases[0].pk)
    assert not last.latest("pgh_id").pgh_context

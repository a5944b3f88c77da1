from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from accounts.models import Team
from cases.domain.references import next_reference


def service_team(prefix="FGC"):
    return Team.objects.create(
        name=f"Service {prefix}", kind=Team.Kind.SERVICE, reference_prefix=prefix
    )


def test_references_run_by_service_and_year(db):
    conferences, links = service_team("FGC"), service_team("LL")

    taken = [
        next_reference(conferences, 2026),
        next_reference(conferences, 2026),
        next_reference(links, 2026),
        next_reference(conferences, 2027),
        next_reference(conferences, 2026),
    ]

    assert taken == [
        "FGC-2026-00001",
        "FGC-2026-00002",
        "LL-2026-00001",
        "FGC-2027-00001",
        "FGC-2026-00003",
    ]


def test_a_service_without_letters_still_gets_references(db):
    assert next_reference(service_team(""), 2026) == "CASE-2026-00001"


def test_the_number_grows_past_five_digits(db):
    from cases.models import CaseCounter

    CaseCounter.objects.create(prefix="FGC", year=2026, last_number=99_999)

    assert next_reference(service_team(), 2026) == "FGC-2026-100000"


def test_the_running_server_may_take_one(app_role):
    assert next_reference(service_team(), 2026) == "FGC-2026-00001"


@pytest.mark.django_db(transaction=True)
def test_forty_at_once_get_forty_numbers():
    team = service_team()

    def take(_):
        try:
            with transaction.atomic():
                return next_reference(team, 2026)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        taken = list(pool.map(take, range(40)))

    assert sorted(taken) == [f"FGC-2026-{number:05}" for number in range(1, 41)]


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_leaves_no_gap():
    team = service_team()
    with transaction.atomic():
        next_reference(team, 2026)
        transaction.set_rollback(True)

    assert next_reference(team, 2026) == "FGC-2026-00001"

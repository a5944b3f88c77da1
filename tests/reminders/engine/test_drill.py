"""The drill in short: a dispatcher killed again and again, a provider that fails."""

import os
import signal
import subprocess
import sys
from contextlib import contextmanager
from random import uniform
from time import monotonic, sleep
from urllib.request import urlopen

import pytest
from django.db import connection

from tests.drill import rows
from tests.drill.stage import LEASE, SETTINGS
from tests.factories.cases import CaseFactory

pytestmark = pytest.mark.django_db(transaction=True)
REMINDERS, KILLS = 120, 4


@contextmanager
def program(*command, **environment):
    """Run a program in a process group of its own; kill it outright in the end."""
    process = subprocess.Popen(
        [sys.executable, "-u", "-m", *command],
        env=os.environ | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        print(process.communicate()[0])


def counts(provider):
    import json

    with urlopen(f"{provider}/counts", timeout=20) as answer:
        return json.load(answer)


def wait_for_more(provider, before):
    until = monotonic() + 60
    while len(counts(provider)["counts"]) <= before:
        assert monotonic() < until, "nothing is sent"
        sleep(0.05)


def database_of_the_test():
    base, _, query = os.environ["DATABASE_URL"].partition("?")
    return f"{base.rsplit('/', 1)[0]}/{connection.settings_dict['NAME']}?{query}"


def test_of_reminders_whose_dispatcher_is_killed_none_is_sent_twice_and_none_lost():
    case = CaseFactory(allocated=True)
    rows.start_anew()
    stand_in = ("tests.drill.provider", "--slow", "1.5", "--signed-for", str(LEASE / 3 + 1))
    with program(*stand_in) as provider:
        address = f"http://127.0.0.1:{provider.stdout.readline().strip()}"
        environment = SETTINGS | {
            "DATABASE_URL": database_of_the_test(),
            "DATABASE_AS_OWNER": "0",
            "DJANGO_SETTINGS_MODULE": "restorative.settings",
            "NOTIFY_BASE_URL": address,
            "REMINDER_LEASE_SECONDS": "4",
        }
        keys = []
        for _ in range(KILLS):
            keys += rows.add_rows(case, REMINDERS // KILLS)
            before = len(counts(address)["counts"])
            with program("tests.drill.worker", **environment):
                wait_for_more(address, before)
                sleep(uniform(0, 0.2))
        with program("tests.drill.worker", **environment):
            # What an answer was lost of is looked up every 30 seconds: a few rounds.
            rows.wait_until_settled(keys, seconds=300)
        counted = rows.count(keys, counts(address))

    assert (counted.twice, counted.lost) == (0, 0)
    assert len(keys) == REMINDERS

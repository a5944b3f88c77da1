import os
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured

from restorative import environment

SECRETS = {
    "SECRET_KEY": "only-for-tests-0123456789-abcdefghijklmnopqrstuvwxyz-!",
    "FIELD_ENCRYPTION_KEYS": "a:MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=",
    "LOOKUP_HASH_KEY": "y" * 40,
    "DATABASE_URL": "postgresql://app:secret@database/restorative",
    "REDIS_URL": "redis://redis:6379/0",
    "ALLOWED_HOSTS": "fgc.example.gov.uk",
    "COUNCIL_NAME": "Exampleshire Council",
    "EMAIL_HOST": "smtp.example.gov.uk",
    "DEFAULT_FROM_EMAIL": "fgc@example.gov.uk",
}
# As gunicorn and the worker start: neither runs system checks.
START = {
    "restorative.wsgi": "from restorative import wsgi",
    "restorative.celery": "from restorative.celery import refuse_to_start_incomplete as start; "
    "import django; django.setup(); start()",
}


def start_with(given, *command):
    """Start a process of its own, as a server would be, with this environment and no other."""
    return subprocess.run(
        [sys.executable, *command],
        env={"PATH": os.defpath, **given},
        capture_output=True,
        text=True,
    )


def test_settings_can_be_read_without_any_environment():
    done = start_with({}, "-c", "from restorative import settings; print(settings.DEBUG)")

    assert (done.stdout, done.stderr) == ("False\n", "")


@pytest.mark.parametrize("name", sorted(SECRETS))
def test_the_web_process_names_what_is_missing(name):
    given = {other: value for other, value in SECRETS.items() if other != name}

    done = start_with(given, "-c", "from restorative import wsgi")

    assert done.returncode == 1
    assert f"Not set in the environment: {name}. See .env.example." in done.stderr


def test_a_live_service_is_clean_in_the_deployment_check():
    done = start_with(SECRETS, "manage.py", "check", "--deploy", "--fail-level", "WARNING")

    assert done.returncode == 0, done.stderr


def test_the_web_process_does_not_start_with_a_key_that_cannot_be_read():
    keys = SECRETS["FIELD_ENCRYPTION_KEYS"] + ",old:too-short"

    done = start_with(SECRETS | {"FIELD_ENCRYPTION_KEYS": keys}, "-c", START["restorative.wsgi"])

    assert done.returncode == 1
    assert "FIELD_ENCRYPTION_KEYS: entry 2 has a key that is not" in done.stderr


def test_a_missing_secret_fails_the_check_by_name():
    done = start_with(SECRETS | {"LOOKUP_HASH_KEY": ""}, "manage.py", "check")

    assert done.returncode == 1
    assert "LOOKUP_HASH_KEY is not set in the environment." in done.stderr


def test_a_live_service_refuses_to_be_a_demo():
    done = start_with(SECRETS | {"DEMO": "1"}, "manage.py", "check")

    assert done.returncode == 1
    assert "DEMO is on in a live service" in done.stderr


@pytest.mark.parametrize("program", ["restorative.wsgi", "restorative.celery"])
def test_a_demo_does_not_start_in_a_live_service(program):
    done = start_with(SECRETS | {"DEMO": "1"}, "-c", START[program])

    assert done.returncode == 1
    assert "DEMO is on in a live service: anybody could sign in with one click." in done.stderr


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("postgresql://app:p%40ss@db:5433/fgc", ("app", "p@ss", "db", "5433", "fgc", {})),
        ("postgresql://app:x@/fgc?host=%2Ftmp%2Fs", ("app", "x", "/tmp/s", "", "fgc", {})),
        (
            "postgresql://app:x@db/fgc?sslmode=verify-full",
            ("app", "x", "db", "", "fgc", {"sslmode": "verify-full"}),
        ),
        ("", ("", "", "", "", "", {})),
    ],
)
def test_a_database_address_is_taken_apart(url, expected):
    read = environment.database(url)

    parts = ("USER", "PASSWORD", "HOST", "PORT", "NAME", "OPTIONS")
    assert tuple(read[part] for part in parts) == expected


@pytest.mark.parametrize(
    ("read", "value", "complaint"),
    [
        (lambda: environment.flag("X", default=False), "maybe", "X is 'maybe': write 1 or 0."),
        (lambda: environment.number("X", 1), "ten", "X is 'ten': write a whole number."),
        (lambda: environment.one_of("X", ("ENG", "SCT"), "ENG"), "UK", "X is 'UK': write one of"),
    ],
)
def test_a_value_that_makes_no_sense_is_named(monkeypatch, read, value, complaint):
    monkeypatch.setenv("X", value)

    with pytest.raises(ImproperlyConfigured, match=complaint):
        read()

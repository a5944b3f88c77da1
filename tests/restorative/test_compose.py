"""docker-compose.yml and what it must agree with, as far as that can be read."""

from pathlib import Path

import yaml

from restorative import gunicorn
from restorative.embedded.postgres import CLUSTER

ROOT = Path(__file__).parents[2]
SERVICES = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]


def test_the_database_can_read_the_script_that_makes_its_roles():
    [roles] = SERVICES["postgres"]["configs"]

    # Without a mode, root alone may read it, and PostgreSQL does not run as root.
    assert roles["mode"] == 0o444


def test_the_database_is_healthy_once_its_owner_can_sign_in():
    [kind, command] = SERVICES["postgres"]["healthcheck"]["test"]

    assert kind == "CMD-SHELL"
    assert "psql" in command
    assert 'PGPASSWORD="$$DATABASE_OWNER_PASSWORD"' in command
    # Over the network, as the application comes: the socket asks for no password.
    assert "--host 127.0.0.1 --username restorative_owner" in command


def test_a_live_database_sorts_and_compares_as_the_one_of_tests():
    given = SERVICES["postgres"]["environment"]["POSTGRES_INITDB_ARGS"].split()

    assert [part for part in given if part in CLUSTER] == list(CLUSTER)


def test_the_image_is_built_once_for_all_who_run_it():
    ours = {name for name, service in SERVICES.items() if service["image"] == "restorative"}

    assert ours == {"web", "web2", "worker", "beat", "migrate"}
    assert [name for name, service in SERVICES.items() if "build" in service] == ["migrate"]
    assert all("migrate" in SERVICES[name]["depends_on"] for name in ours - {"migrate"})


def test_requests_under_way_are_answered_before_the_web_service_is_stopped():
    seconds = int(SERVICES["web"]["stop_grace_period"].removesuffix("s"))

    assert seconds > gunicorn.graceful_timeout


def test_the_second_web_server_is_the_first_but_for_its_port():
    first, second = dict(SERVICES["web"]), dict(SERVICES["web2"])

    assert second.pop("profiles") == ["second"]
    assert first.pop("ports") != second.pop("ports")
    assert first == second

"""`make check`: everything that can be said without running the product."""

import os
import secrets
import subprocess
from time import monotonic

from restorative.embedded.install import build_assets, install_packages
from restorative.embedded.places import CHECKOUT, VENV, only_one, taking_turns
from restorative.embedded.steps import say

# Made up, but of the same shape as a live service's.
PRODUCTION = {
    "SECRET_KEY": secrets.token_urlsafe(60),
    "FIELD_ENCRYPTION_KEYS": "check:MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=",
    "LOOKUP_HASH_KEY": secrets.token_urlsafe(40),
    "DATABASE_URL": "postgresql://app:secret@postgres/restorative",
    "REDIS_URL": "redis://redis:6379/0",
    "ALLOWED_HOSTS": "fgc.example.gov.uk",
    "COUNCIL_NAME": "Exampleshire Council",
    "EMAIL_HOST": "smtp.example.gov.uk",
    "DEFAULT_FROM_EMAIL": "fgc@example.gov.uk",
    "TRUSTED_PROXY_COUNT": "1",
}
LAPTOP = PRODUCTION | {"DEBUG": "1", "DEMO": "1"}
CODE = ["restorative", "accounts", "cases", "conferences", "tests", "manage.py"]
CHECKS: dict[str, tuple[list[str], dict[str, str]]] = {
    "Lint (ruff)": (["ruff", "check", *CODE], {}),
    "Format (ruff)": (["ruff", "format", "--check", *CODE], {}),
    # Without any environment, as an editor runs it.
    "Types (mypy)": (["mypy"], {}),
    "Templates (djlint)": (["djlint", "--lint", "--quiet", "templates"], {}),
    "Missing migrations": (
        ["python", "-W", "ignore", "manage.py", "makemigrations", "--check", "--dry-run"],
        LAPTOP,
    ),
    "Deployment": (
        ["python", "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        PRODUCTION,
    ),
    "Static files of the image": (["python", "-m", "tests.live_static"], PRODUCTION),
    "Imports point one way": (["pytest", "-q", "tests/test_layers.py"], LAPTOP),
}


def check(arguments: list[str]) -> int:
    """Run every check, also after one has failed: one round shows all there is to mend."""
    with only_one("check"), taking_turns("install"):
        install_packages({"dev"})
        build_assets()
    failed = []
    for name, (command, environment) in CHECKS.items():
        started = monotonic()
        done = subprocess.run(
            [str(VENV / "bin" / command[0]), *command[1:]],
            cwd=CHECKOUT,
            # Nothing of the machine's own settings: a check says the same everywhere.
            env={k: os.environ[k] for k in ("HOME", "LANG", "PATH") if k in os.environ}
            | environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        said = "failed" if done.returncode else "ok"
        say(f"  {name}: {said}, {monotonic() - started:.1f} s")
        if done.returncode:
            failed.append(name)
            say("\n".join(f"    {line}" for line in done.stdout.strip().splitlines()))
    if failed:
        say(f"\nFailed: {', '.join(failed)}.")
    return 1 if failed else 0

"""The settings of a live service, with the addresses that only the bench has."""

from restorative.settings import *  # noqa: F403
from restorative.settings import BASE_DIR

STATIC_ROOT = BASE_DIR / ".run" / "bench-static"
ROOT_URLCONF = "tests.bench.ops.urls"

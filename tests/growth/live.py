"""The settings of a live service, but for what two servers of one test must not share."""

import os
from pathlib import Path

from restorative.settings import *  # noqa: F403
from restorative.settings import CELERY_BEAT_SCHEDULE, DATABASES

STATIC_ROOT = Path(os.environ["GROWTH_STATIC"])
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
CELERY_TASK_DEFAULT_QUEUE = "growth"
if every := os.environ.get("GROWTH_BEATS_EVERY"):
    CELERY_BEAT_SCHEDULE = {
        name: {**one, "schedule": float(every), "options": {"expires": float(every)}}
        for name, one in CELERY_BEAT_SCHEDULE.items()
    }
if "GROWTH_SWAPS" in os.environ:
    DATABASES["default"]["ENGINE"] = "tests.growth.swapping"

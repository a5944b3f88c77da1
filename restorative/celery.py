"""The Celery application. Worker and beat are nudges; the database says what is due."""

import os
from typing import Any

from celery import Celery
from celery.signals import beat_init, celeryd_init, setup_logging

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "restorative.settings")

app = Celery("restorative")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@setup_logging.connect
def keep_our_logging(**kwargs: Any) -> None:
    """Taking this signal keeps Celery from printing tasks with their arguments."""


@celeryd_init.connect
@beat_init.connect
def refuse_to_start_incomplete(**kwargs: Any) -> None:
    from restorative.environment import require_complete

    require_complete()

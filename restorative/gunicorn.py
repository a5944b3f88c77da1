"""Gunicorn's configuration: gunicorn --config python:restorative.gunicorn restorative.wsgi

WEB_CONCURRENCY sets the number of worker processes. They are forked from one that has loaded
everything, and share what it loaded: to run other code, start it anew (HUP starts workers anew,
with the same code).
"""

import gc
from typing import Any

from restorative.logs import logging_config

bind = "0.0.0.0:8000"
worker_class = "gthread"
threads = 4
timeout = 60
graceful_timeout = 30
max_requests = 2000
max_requests_jitter = 200
# Heartbeats on a disk that is slow to answer would look like hanging workers.
worker_tmp_dir = "/dev/shm"  # noqa: S108  # memory, and ours alone in a container
# Its own access log prints paths; ours names the route (restorative.middleware).
accesslog = None
logconfig_dict = logging_config(readable=False)
# The container's files are read-only, and orchestration does what it is for.
control_socket_disable = True
preload_app = True
# Nothing of what is loaded is garbage: looking for it takes a tenth of the start.
gc.disable()


def when_ready(server: Any) -> None:
    """Load all pages before workers are forked, and keep the collector from what they share.

    It writes into whatever it looks at, and what is written to is no longer shared.
    """
    from django.urls import get_resolver

    _ = get_resolver().url_patterns
    gc.collect()
    gc.freeze()
    gc.enable()

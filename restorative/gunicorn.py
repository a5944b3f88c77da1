"""Gunicorn's configuration: gunicorn --config python:restorative.gunicorn restorative.wsgi

WEB_CONCURRENCY sets the number of worker processes.
"""

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

"""Logs that cannot leak: JSON lines of allow-listed fields.

Never a path, a query, a name, an address, a task's arguments or an exception's text:
any of them can carry a child's name. Where it happened is enough to find the fault.
"""

import json
import logging
import traceback
from datetime import UTC, datetime
from typing import Any

from django.core.exceptions import ImproperlyConfigured

# What our own code may attach with `extra=`.
ALLOWED = ("request_id", "route", "status", "ms", "user", "team", "task", "reminder", "count")
OUR_LOGGERS = ("restorative", "accounts", "cases", "conferences")


class JsonFormatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
        }
        # The words before anything is filled in. A library's ready-made sentence may have
        # been filled in already, so it is left out.
        if record.args or record.name.split(".")[0] in OUR_LOGGERS:
            line["event"] = str(record.msg)
        line |= {name: getattr(record, name) for name in ALLOWED if hasattr(record, name)}
        if record.exc_info and record.exc_info[0]:
            line["error"] = record.exc_info[0].__name__
            # What a set-up lacks names modules and settings, never people.
            if issubclass(record.exc_info[0], ImportError | ImproperlyConfigured):
                line["reason"] = str(record.exc_info[1])
            line["where"] = [
                f"{frame.filename}:{frame.lineno} {frame.name}"
                for frame in traceback.extract_tb(record.exc_info[2])[-8:]
            ]
        return json.dumps(line, default=str)


def logging_config(*, readable: bool) -> dict[str, Any]:
    """Configure logging: JSON for machines, plain words and tracebacks on a laptop."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "json": {"()": "restorative.logs.JsonFormatter"},
            "readable": {"format": "%(levelname)s %(name)s: %(message)s"},
        },
        "handlers": {
            "stdout": {
                "class": "logging.StreamHandler",
                "stream": "ext://sys.stdout",
                "formatter": "readable" if readable else "json",
            }
        },
        "root": {"handlers": ["stdout"], "level": "WARNING" if readable else "INFO"},
        "loggers": {
            # Django's own handlers would print paths and mail tracebacks.
            "django": {"handlers": [], "level": "INFO", "propagate": True},
            "django.server": {"handlers": [], "level": "WARNING", "propagate": True},
            # It does not pass on what it logs, so it gets the handler itself.
            "gunicorn.error": {"handlers": ["stdout"], "level": "INFO", "propagate": False},
            # They would print what a provider says, or where it went.
            "notifications_python_client": {"level": "CRITICAL"},
            "urllib3": {"level": "ERROR"},
            "restorative.requests": {"level": "WARNING" if readable else "INFO"},
        },
    }

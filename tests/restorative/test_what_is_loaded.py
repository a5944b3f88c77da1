import os
import subprocess
import sys

# Each is large, and no page needs it until somebody asks for a file, a date or a message.
LATE = (
    "celery", "holidays", "icalendar", "notifications_python_client", "openpyxl", "phonenumbers",
    "weasyprint",
)  # fmt: skip
SERVE = f"""
import sys
import restorative.wsgi
from django.urls import get_resolver
get_resolver()._populate()
print(sorted(set({LATE}) & set(sys.modules)))
"""


def test_a_server_that_is_ready_has_not_loaded_what_few_pages_need():
    done = subprocess.run(
        [sys.executable, "-c", SERVE],
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "restorative.settings"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.stdout.strip() == "[]", done.stderr

"""The product's own worker, but for what is sent: a message of the drill to everybody.

celery -A tests.drill.worker worker
python -m tests.drill.worker          (dispatch_reminders --loop, without Celery)
"""

import os
from importlib import import_module

import django

from restorative.celery import app

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "restorative.settings")
django.setup()
import_module("tests.drill.standing_in").install(app)

if __name__ == "__main__":
    from django.core.management import call_command

    call_command("dispatch_reminders", "--loop")

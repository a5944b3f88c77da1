"""A real worker process, killed while it writes, and another one that goes on."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from time import monotonic, sleep

import pytest
from django.db import connection

from cases.models import Case, ImportedRow, SheetImport
from conferences.domain.importing import begin
from conferences.importing.working import work_on_sheet
from tests.importing.writing.bringing import State, do, service, shared

ROOT = Path(__file__).resolve().parents[3]
WORKER = """
import sys, django
from django.conf import settings
settings.DATABASES["default"]["NAME"] = sys.argv[2]
django.setup()
from conferences.importing.writing import bringing_in
bringing_in.FAMILIES = 10
from conferences.importing.working import work_on_sheet
work_on_sheet(int(sys.argv[1]))
"""


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_while_it_writes_leaves_whole_families_and_another_goes_on():
    team, manager = service()
    sheet = do(shared(by=manager, team=team), State.CHECKING)
    begin(sheet, State.IMPORTING, by=manager)
    before = []
    for _ in range(2):
        before.append(_kill_after(sheet, rows=ImportedRow.objects.count() + 1))
        # Whoever is silent for two minutes is thought dead.
        SheetImport.objects.filter(pk=sheet.pk).update(heard_at=None)

    work_on_sheet(sheet.pk)

    sheet.refresh_from_db()
    assert 0 < before[0] < before[1] < 253
    assert (sheet.state, sheet.attempts) == (State.DONE, 3)
    assert (Case.objects.count(), ImportedRow.objects.count()) == (140, 253)


def _kill_after(sheet, *, rows):
    """Start a worker, and kill it once it has written so many rows; returns how many there are."""
    worker = subprocess.Popen(
        [sys.executable, "-c", WORKER, str(sheet.pk), connection.settings_dict["NAME"]],
        cwd=ROOT,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings"},
        stderr=subprocess.DEVNULL,
    )
    try:
        until = monotonic() + 60
        while ImportedRow.objects.count() < rows and monotonic() < until:
            assert worker.poll() is None
            sleep(0.02)
    finally:
        worker.send_signal(signal.SIGKILL)
        worker.wait()
    return ImportedRow.objects.count()

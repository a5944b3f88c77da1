"""One step of an import in a process of its own, so that its memory is told by itself.

python -m tests.bench.importer upload FILE | check KEY | import KEY
"""

import json
import sys
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from time import perf_counter, process_time

import django

django.setup()

from django.conf import settings  # noqa: E402

from accounts.models import User  # noqa: E402
from cases.models import SheetImport  # noqa: E402
from conferences.domain.importing import begin, upload_sheet  # noqa: E402
from conferences.importing.working import work_on_sheet  # noqa: E402
from tests.bench.many_cases import make_importer  # noqa: E402

STATES = {"check": "checking", "import": "importing"}


def main(step: str, what: str) -> None:
    # As in life: with DEBUG every query would be kept.
    settings.DEBUG = False
    before = _megabytes()
    started = perf_counter()
    if step == "upload":
        by, team = make_importer()
        started = perf_counter()
        with Path(what).open("rb") as file:
            found = upload_sheet(file, filename=Path(what).name, kind="tracker", team=team, by=by)
    else:
        found = SheetImport.objects.get(pk=what)
        begin(found, STATES[step], by=User.objects.get(pk=found.uploaded_by_id))
        work_on_sheet(found.pk)
        found.refresh_from_db()
        if found.state not in ("checked", "done"):
            raise RuntimeError(f"{found.state}: {found.says}")
    told = {
        "key": found.pk,
        "seconds": perf_counter() - started,
        # Without the database: on a busy machine the steadier of the two.
        "own_seconds": process_time(),
        "megabytes": _megabytes(),
        "megabytes_before": before,
        "counts": found.counts if step == "check" else found.made,
    }
    print(json.dumps(told))


def _megabytes() -> int:
    return getrusage(RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    main(*sys.argv[1:])

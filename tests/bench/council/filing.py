"""A long list as CSV by the product's own job, beside COPY: `python -m tests.bench.council.filing 3`.

Each takes its turn, so many times. Prints what they took, and a session that may fetch the file.
"""

import json
import re
import sys
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from threading import enumerate as enumerate_threads
from time import perf_counter

import django

django.setup()

from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from accounts.models import Membership, Role, Team, User  # noqa: E402
from conferences.domain.preparing_files import ask_for_file, pieces_of  # noqa: E402
from conferences.exports.making import prepare_file  # noqa: E402
from conferences.models import PreparedFile  # noqa: E402
from restorative import celery  # noqa: E402, F401  # as the worker that makes a file has it
from tests.bench.council.signing_in import open_session  # noqa: E402

EMAIL = "exports@example.org"
# The same columns of the same rows in the same order; words that stand for keys are left as keys.
COPY = """
    COPY (
        SELECT c.reference, (SELECT string_agg(concat_ws(' ', p.first_name, p.middle_names, p.last_name),
                ', ' ORDER BY h.id)
            FROM cases_casechild h JOIN cases_person p ON p.id = h.person_id WHERE h.case_id = c.id),
            t.name, r.name, concat_ws(' ', u.first_name, u.last_name), f.pathway, f.stage, f.sent_on,
            f.accepted_on, f.allocated_on, f.held_on, f.plan_agreed_on, f.reviewed_on, f.ended_on
        FROM conferences_casefigure f JOIN cases_case c ON c.id = f.case_id
        JOIN accounts_team t ON t.id = f.team_id LEFT JOIN accounts_team r ON r.id = f.referring_team_id
        LEFT JOIN accounts_user u ON u.id = f.coordinator_id
        WHERE f.sent_on >= %s AND f.team_id = ANY(%s) AND NOT f.is_restricted
        ORDER BY f.sent_on, f.case_id
    ) TO STDOUT (FORMAT csv)
"""
FIRST = "2018-01"
REFERENCE = re.compile(r"^[A-Z]+-\d{4}-[\d-]+", re.MULTILINE)


class Counting:
    """Takes what COPY says, and keeps nothing of it but the first lines."""

    def __init__(self) -> None:
        self.rows, self.head = 0, b""

    def write(self, piece: bytes) -> None:
        self.rows += piece.count(b"\n")
        if len(self.head) < 4000:
            self.head += piece


def main() -> None:
    user, teams = _reader()
    with connection.cursor() as cursor:
        connection.ensure_connection()
        made, copied = [], []
        _make(user, first=f"{timezone.localdate():%Y-%m}")
        # What wakes a worker is loaded beside it: no part of what a file takes.
        for thread in enumerate_threads():
            if thread.name == "nudge":
                thread.join()
        before = _resident()
        for _ in range(int(sys.argv[1])):
            started = perf_counter()
            prepared = _make(user, first=FIRST)
            made.append(perf_counter() - started)
            counting = Counting()
            started = perf_counter()
            copying = cursor.mogrify(COPY, [f"{FIRST}-01", teams]).decode()
            cursor.copy_expert(copying, counting)
            copied.append(perf_counter() - started)
    most = getrusage(RUSAGE_SELF).ru_maxrss / 1024
    # Its rows are counted in what was kept.
    kept = b"".join(pieces_of(prepared))
    rows = kept.count(b"\r\n") - 1
    said = [
        REFERENCE.findall(one.decode("utf-8-sig", "ignore").replace("\r", ""))
        for one in (kept[:4000], counting.head)
    ]
    if rows != counting.rows or said[0][:10] != said[1][:10]:
        raise RuntimeError(
            f"the file has {rows} rows, COPY {counting.rows}: {[one[:3] for one in said]}"
        )
    print(
        json.dumps(
            {
                "rows": rows,
                "bytes": len(kept),
                "seconds": made,
                "copy_seconds": copied,
                "megabytes_more": round(most - before, 1),
                "session": open_session(EMAIL),
                "file": str(prepared.public_id),
            }
        )
    )


def _make(user: User, *, first: str) -> PreparedFile:
    asked = {
        "measure": "reached_referred",
        "part": "numerator",
        "query": f"from={first}&to={timezone.localdate():%Y-%m}",
        "format": "csv",
    }
    prepared = ask_for_file(PreparedFile.Kind.RECORDS, by=user, name="List", parameters=asked)
    prepare_file(prepared.pk)
    prepared.refresh_from_db(fields=["state", "says"])
    if prepared.state != PreparedFile.State.READY:
        raise RuntimeError(f"the file was not made: {prepared.says}")
    return prepared


def _reader() -> tuple[User, list[int]]:
    """A manager of every service team, so that the list holds every family."""
    teams = list(Team.objects.filter(kind="service").order_by("pk"))
    user = User.objects.filter(email=EMAIL).first()
    if user is None:
        user = User.objects.create_user(EMAIL, first_name="Export", last_name="Bench")
        for team in teams:
            Membership.objects.create(user=user, team=team, role=Role.MANAGER)
    return user, [team.pk for team in teams]


def _resident() -> float:
    """Megabytes of this process now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * 4096 / 2**20


if __name__ == "__main__":
    main()

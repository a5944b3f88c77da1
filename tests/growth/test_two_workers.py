"""Two workers, and by mistake two beats: nothing is done twice, and nothing left undone."""

from time import monotonic, sleep

import pytest

from accounts.models import AccessEvent
from conferences.domain.preparing_files import ask_for_file
from conferences.models import PreparedFile
from tests.drill import rows
from tests.drill.stage import SETTINGS
from tests.exports.council import make_council
from tests.factories.cases import CaseFactory
from tests.growth.programs import Programs
from tests.reminders.engine.test_drill import counts, program

pytestmark = [pytest.mark.long, pytest.mark.django_db(transaction=True)]
MESSAGES, FILES = 300, 5


@pytest.fixture
def programs(transactional_db, tmp_path):
    made = Programs(tmp_path)
    yield made
    made.stop()


def test_of_two_beats_and_two_workers_each_message_comes_once(programs, tmp_path):
    case = CaseFactory(allocated=True)
    rows.start_anew()
    with program("tests.drill.provider", "--faults", "0") as provider:
        address = f"http://127.0.0.1:{provider.stdout.readline().strip()}"
        programs.environment |= SETTINGS | {
            "DJANGO_SETTINGS_MODULE": "restorative.settings",
            "NOTIFY_BASE_URL": address,
        }
        celery = ("celery", "--quiet", "-A", "tests.drill.worker")
        for name in ("first", "second"):
            worker = ("worker", "--hostname", f"{name}@here", "--concurrency", "2")
            programs.start(f"worker-{name}", *celery, *worker, "--loglevel", "ERROR")
            schedule = str(tmp_path / f"beat-{name}")
            programs.start(f"beat-{name}", *celery, "beat", "--schedule", schedule, "--pidfile=")
        keys = []
        for _ in range(5):
            keys += rows.add_rows(case, MESSAGES // 5)
            sleep(1.5)
        rows.wait_until_settled(keys, seconds=120)
        counted = rows.count(keys, counts(address))

    assert len(keys) == MESSAGES
    assert (counted.twice, counted.lost, counted.by_hand) == (0, 0, 0)


def test_of_two_beats_and_two_workers_each_file_is_made_once(programs, tmp_path):
    service, _, _ = make_council(3)
    for number in range(FILES):
        ask_for_file(
            "records",
            by=service.manager,
            name=f"Families met {number}",
            parameters={
                "measure": "families_met",
                "part": "numerator",
                "format": "csv",
                "query": "from=2025-01&to=2025-12",
            },
        )
    # As if nobody had told a worker: beat finds them, both of them.
    PreparedFile.objects.update(asked_at="2026-01-01T12:00Z")
    for name in ("first", "second"):
        worker = ("worker", "--hostname", f"{name}@here", "--concurrency", "2")
        programs.work(f"worker-{name}", *worker, "--loglevel", "ERROR")
        schedule = str(tmp_path / f"beat-{name}")
        beat = ("beat", "--schedule", schedule, "--pidfile=")
        programs.work(f"beat-{name}", *beat, GROWTH_BEATS_EVERY="1")

    until = monotonic() + 90
    while PreparedFile.objects.exclude(state="ready").exists():
        assert monotonic() < until, list(PreparedFile.objects.values("state", "says"))
        sleep(0.2)

    assert list(PreparedFile.objects.values_list("attempts", flat=True)) == [1] * FILES
    made = AccessEvent.objects.filter(action="file_made")
    assert made.values("object_id").distinct().count() == made.count() == FILES

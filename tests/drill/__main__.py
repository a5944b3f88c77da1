"""`make drill`: reminders while workers and servers are killed. Ends with 1 unless 0 and 0.

make drill                         all parts
make drill PART=kill               one of kill, loop, broker, postgres, stopped, redis
make drill SCALE=0.2               a shorter one
make drill PART=redis SECONDS=600  how long Redis is away
"""

import argparse
import os
import sys

import django

from restorative.embedded.places import Place, only_one
from restorative.embedded.steps import say, step
from restorative.embedded.supervisor import StopRequested, Supervisor
from tests.drill.stage import Stage

# Part, reminders, events.
PARTS = {
    "kill": (1500, 25),
    "loop": (500, 10),
    "broker": (500, 10),
    "postgres": (500, 8),
    "stopped": (500, 5),
    "redis": (300, 1),
}


def main() -> int:
    parser = argparse.ArgumentParser(prog="make drill")
    parser.add_argument("--part", choices=[*PARTS, "all"], default="all")
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--seconds", type=float, default=60, help="how long Redis is away")
    given = parser.parse_args()
    place = Place("drill")
    with only_one("drill"), Supervisor(place.logs) as supervisor:
        stage = Stage(supervisor, place)
        os.environ |= stage.environment | {
            "DJANGO_SETTINGS_MODULE": "restorative.settings",
            "DATABASE_AS_OWNER": "1",
        }
        django.setup()
        return _drill(stage, given)


def _drill(stage: Stage, given: argparse.Namespace) -> int:
    # What reads the settings: only once they are known.
    from tests.drill import away, parts, rows

    doing = {
        "kill": parts.killing,
        "loop": parts.without_celery,
        "broker": parts.restarting_redis,
        "postgres": parts.restarting_postgres,
        "stopped": parts.stopping,
    }
    rows.start_anew()
    case = rows.make_case()
    lines, did, all_well = [], {}, True
    beat = None
    for name, (reminders, events) in PARTS.items():
        if given.part not in (name, "all"):
            continue
        if name == "redis":
            all_well &= away.redis_away(stage, case, reminders=reminders, seconds=given.seconds)
            continue
        if beat is None:
            stage.start_provider()
            beat = stage.start_beat()
        reminders = max(round(reminders * given.scale), 20)
        events = max(round(events * given.scale), 2)
        with step(f"{reminders} reminders, {events} blows: {name}"):
            lines.append(doing[name](stage, case, reminders=reminders, events=events))
        # Kept now: the part without Redis starts the provider anew.
        did = stage.said()["did"]
    if lines:
        all_well &= _tell(lines, did)
    return 0 if all_well else 1


def _tell(lines: list, did: dict) -> bool:
    from tests.drill import rows

    head = ("", "reminders", "blows", "sent twice", "lost", "rescued", "by hand", "seconds")
    cells = [
        (
            line.name,
            f"{line.reminders:,}",
            str(line.events),
            str(line.count.twice),
            str(line.count.lost),
            str(line.count.rescued),
            str(line.count.by_hand),
            f"{line.seconds:.0f}",
        )
        for line in lines
    ]
    say("\n" + rows.table(iter([head, *cells])))
    asked = sum(did.values())
    failed = asked - did.get("take", 0)
    say(f"\nThe provider failed in {failed} of {asked:,} requests ({failed / asked:.0%}): {did}.")
    say("Rescued: taken, the answer lost, found by a look-up. By hand: a person was asked to ring.")
    return all(line.count.is_right for line in lines)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except (StopRequested, KeyboardInterrupt):
        sys.exit(130)

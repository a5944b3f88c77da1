"""`make bench PART=import SIZE=100000`: rows a second and memory, and whether a row costs more.

make bench PART=import SIZE=10000 ARGS="--json import.json --kinds csv"
"""

import argparse
import json
import os
import platform
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

import django

from restorative.embedded.places import PYTHON, Place, only_one
from restorative.embedded.steps import say, step
from restorative.embedded.supervisor import Supervisor
from tests.drill.stage import Stage

SMALL = 1_000
GROWTH, MEMORY = 1.3, 1.5


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="make bench PART=import")
    parser.add_argument("--size", type=int, default=10_000, help="how many rows (10000)")
    parser.add_argument("--kinds", nargs="+", choices=("csv", "xlsx"), default=["csv", "xlsx"])
    parser.add_argument("--check-only", action="store_true")
    parser.add_argument("--json", type=Path)
    given = parser.parse_args(arguments)
    place = Place("drill")
    with only_one("drill"), Supervisor(place.logs) as supervisor, TemporaryDirectory() as folder:
        stage = Stage(supervisor, place)
        os.environ |= stage.environment | {
            "DJANGO_SETTINGS_MODULE": "restorative.settings",
            "DATABASE_AS_OWNER": "1",
        }
        django.setup()
        found = _measure(Path(folder), given)
    _tell(found)
    if given.json:
        given.json.write_text(json.dumps(found, indent=1) + "\n")
    return 0


def _measure(folder: Path, given) -> dict:
    from tests.bench.many_cases import clear
    from tests.bench.many_rows import write_sheet

    steps = ("upload", "check") if given.check_only else ("upload", "check", "import")
    sheets = []
    for kind in given.kinds:
        for size in dict.fromkeys((SMALL, given.size)):
            path = folder / f"rows-{size}.{kind}"
            with step(f"{size:,} rows, {kind}"):
                write_sheet(path, size)
            clear()
            what = str(path)
            took = {}
            for name in steps:
                with step(f"  {name}"):
                    took[name] = _run(name, what)
                what = str(took[name].pop("key"))
            sheets.append(
                {
                    "rows": size,
                    "kind": kind,
                    "megabytes_of_file": round(path.stat().st_size / 2**20, 1),
                    "steps": took,
                    "load": round(os.getloadavg()[0], 1),
                }
            )
            path.unlink()
    return {
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}",
        "sheets": sheets,
    }


def _run(name: str, what: str) -> dict:
    command = [str(PYTHON), "-m", "tests.bench.importer", name, what]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    return json.loads(done.stdout.splitlines()[-1])


def _tell(found: dict) -> None:
    say(f"\n{found['machine']}\n")
    small = {one["kind"]: one for one in found["sheets"] if one["rows"] == SMALL}
    for sheet in found["sheets"]:
        words = f"{sheet['rows']:,} rows, {sheet['kind']} of {sheet['megabytes_of_file']} MB"
        say(f"{words} (load {sheet['load']})")
        for name, took in sheet["steps"].items():
            rate = sheet["rows"] / took["seconds"]
            line = f"  {name:<8}{rate:>9,.0f} rows/s {took['seconds']:>8.1f} s"
            line += f", {took['own_seconds']:.1f} s of Python, {took['megabytes']} MB"
            first = small[sheet["kind"]]
            if sheet is not first:
                before = first["steps"][name]
                growth = (took["seconds"] / sheet["rows"]) / (before["seconds"] / SMALL)
                memory = took["megabytes"] / before["megabytes"]
                line += f"   a row {growth:.2f} times, memory {memory:.2f} times as at {SMALL:,}"
                line += f" ({_met(growth <= GROWTH)}, {_met(memory <= MEMORY)})"
            say(line)


def _met(is_met: bool) -> str:
    return "met" if is_met else "not met"

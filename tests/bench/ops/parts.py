"""What other parts of the bench measure, in processes of their own: reminders and outcomes."""

import json
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from restorative.embedded.places import CHECKOUT
from restorative.embedded.steps import Trouble, step
from tests.bench.ops.serving import row


def reminders() -> list[dict[str, Any]]:
    found = _part("reminders")
    value = (
        f"{found['ratio']} x: {found['settled_per_second']:,} a second, "
        f"Celery's no-op {found['no_op_per_second']:,}"
    )
    return [row("reminders claimed and settled", value, ">= 5 x", found["ratio"] >= 5, **found)]


def outcomes(size: int) -> list[dict[str, Any]]:
    found = _part("outcomes", "--size", str(size))
    rows = []
    for page in found["pages"]:
        for goal, key, words in (
            (3, "times_limit", "x limit"),
            (1.3, "growth", "x at 1,000 cases"),
        ):
            ratio = page[key]
            value = f"{ratio['middle']:.2f} ({ratio['low']:.2f}-{ratio['high']:.2f}) {words}"
            name = f"outcomes, {page['name']}, {size:,} cases"
            rows.append(row(name, value, f"<= {goal}", ratio["middle"] <= goal, ratio=ratio))
    return rows


def _part(name: str, *more: str) -> dict[str, Any]:
    with TemporaryDirectory() as folder, step(f"PART={name}"):
        told = Path(folder) / "told.json"
        command = [sys.executable, "-m", "tests.bench", "--part", name, "--json", str(told), *more]
        done = subprocess.run(
            command,
            cwd=CHECKOUT,
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
            check=False,
        )
        if done.returncode:
            raise Trouble(f"PART={name} failed:\n{done.stderr[-2000:]}")
        found: dict[str, Any] = json.loads(told.read_text())
        return found

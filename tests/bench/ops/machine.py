"""What a run stands on: the machine by name, and what a worker takes of its memory."""

import os
import platform
from pathlib import Path


def machine() -> str:
    return f"{_processor()}, {os.cpu_count()} cores, {_memory()} GB, Python {platform.python_version()}"


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.machine()
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.machine())


def _memory() -> int:
    return round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30)


def pss(master: int) -> int:
    """Megabytes of the workers below a gunicorn, their share of what is shared."""
    return sum(pss_of_each(master).values())


def pss_of_each(master: int) -> dict[str, int]:
    """The same of each worker, by its process."""
    children = Path(f"/proc/{master}/task/{master}/children")
    found = {}
    for child in children.read_text().split():
        lines = Path(f"/proc/{child}/smaps_rollup").read_text().splitlines()
        kilobytes = next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
        found[child] = kilobytes // 1024
    return found

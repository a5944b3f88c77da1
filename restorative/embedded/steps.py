"""One plain line for each step, and how long it took; one plain sentence when it fails."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic


class Trouble(Exception):
    """A failure told in words that somebody at the keyboard can act on."""


def say(line: str = "") -> None:
    print(line, flush=True)


@contextmanager
def step(doing: str) -> Iterator[None]:
    """Print what is being done and, once done, the seconds."""
    if sys.stdout.isatty():
        print(f"  {doing} ...", end="", flush=True)
    started = monotonic()
    try:
        yield
    except BaseException:
        if sys.stdout.isatty():
            print(flush=True)
        raise
    seconds = f"{monotonic() - started:.1f} s"
    if sys.stdout.isatty():
        print(f"\r  {doing}: {seconds}     ", flush=True)
    else:
        say(f"  {doing}: {seconds}")

"""make run, make test, make check, make drill, make bench, make manage, make reset."""

import os
import sys
from collections.abc import Callable

from restorative.embedded.checking import check
from restorative.embedded.places import CHECKOUT, Place, only_one
from restorative.embedded.running import manage_running, run
from restorative.embedded.steps import Trouble, say
from restorative.embedded.supervisor import StopRequested
from restorative.embedded.testing import bench, drill, test


def reset(arguments: list[str]) -> int:
    """Forget all data of `make run`; the next one starts anew."""
    with only_one("run"):
        Place("run").clear()
    say("All data of make run is gone. The next make run starts anew.")
    return 0


COMMANDS: dict[str, Callable[[list[str]], int]] = {
    "run": run,
    "test": test,
    "check": check,
    "drill": drill,
    "bench": bench,
    "manage": manage_running,
    "reset": reset,
}


def main() -> int:
    command, *arguments = sys.argv[1:]
    os.chdir(CHECKOUT)
    try:
        return COMMANDS[command](arguments)
    except Trouble as trouble:
        say(f"\n{trouble}")
        return 1
    except (StopRequested, KeyboardInterrupt):
        say("\nStopped.")
        # To stop is how `make run` is meant to end; a stopped test run proves nothing.
        return 0 if command == "run" else 130
    except OSError as error:
        if error.errno == 28:
            say("\nThe disk is full.")
            return 1
        raise


if __name__ == "__main__":
    sys.exit(main())

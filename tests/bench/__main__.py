"""`make bench`: every part, or the one that PART names, each beside its limit in the same run."""

import sys
from argparse import ArgumentParser

from restorative.embedded.supervisor import StopRequested
from tests.bench import importing, outcomes, pages, reminders

PARTS = {
    "reminders": reminders.main,
    "outcomes": outcomes.main,
    "import": importing.main,
    "pages": pages.main,
}
# Without a part: reminders and outcomes are among what "pages" measures.
EVERYTHING = ("import", "pages")


def main() -> int:
    parser = ArgumentParser(prog="make bench", add_help=False)
    parser.add_argument("--part", choices=PARTS)
    given, others = parser.parse_known_args()
    if "--ops" in others or "--sizes" in others:
        given.part = "pages"
    for name in [given.part] if given.part else EVERYTHING:
        if failed := PARTS[name](others if given.part else []):
            return failed
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except (StopRequested, KeyboardInterrupt):
        sys.exit(130)

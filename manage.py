#!/usr/bin/env python
import os
import sys

# These change tables or rights, which the application's own role may not.
OWNER_COMMANDS = {"migrate", "createcachetable", "makemigrations", "flush", "pgtrigger"}


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "restorative.settings")
    if OWNER_COMMANDS.intersection(sys.argv[1:2]):
        os.environ["DATABASE_AS_OWNER"] = "1"
    try:
        from django.core.management import execute_from_command_line
    except ImportError as error:
        raise SystemExit("Django is not installed here. Type: make run") from error
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()

"""Copies the migrated, empty database for one size: `python -m tests.bench.council.copy 1000`."""

import os
import sys

import psycopg2

from tests.databases import copy_database


def main() -> None:
    name = f"council_{int(sys.argv[1])}"
    connection = psycopg2.connect(
        os.environ["DATABASE_OWNER_URL"].replace("/restorative?", "/postgres?")
    )
    connection.autocommit = True
    with connection.cursor() as cursor:
        copy_database(cursor, "restorative", name)


if __name__ == "__main__":
    main()

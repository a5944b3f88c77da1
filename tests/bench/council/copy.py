"""Copies the migrated, empty database for one size: `python -m tests.bench.council.copy 1000`."""

import os
import sys

import psycopg2


def main() -> None:
    name = f"council_{int(sys.argv[1])}"
    connection = psycopg2.connect(
        os.environ["DATABASE_OWNER_URL"].replace("/restorative?", "/postgres?")
    )
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        cursor.execute(f"CREATE DATABASE {name} TEMPLATE restorative")


if __name__ == "__main__":
    main()

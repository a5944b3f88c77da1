"""References of cases: the service's letters, the year, and a number that runs."""

import re

from django.db import connection

from accounts.models import Team

WITHOUT_PREFIX = "CASE"
TAKE_NEXT = """
    INSERT INTO cases_casecounter AS counter (prefix, year, last_number) VALUES (%s, %s, 1)
    ON CONFLICT (prefix, year) DO UPDATE SET last_number = counter.last_number + 1
    RETURNING last_number
"""

RAISE = """
    INSERT INTO cases_casecounter AS counter (prefix, year, last_number) VALUES (%s, %s, %s)
    ON CONFLICT (prefix, year) DO UPDATE
    SET last_number = greatest(counter.last_number, excluded.last_number)
"""
OURS = re.compile(r"^([A-Z]{1,6})-(\d{4})-(\d{1,9})$")


def next_reference(team: Team, year: int) -> str:
    """Take the next reference of a service in a year, such as FGC-2026-00042.

    One statement reads and raises the number, so that two referrals sent at the same
    moment can neither collide nor read the same one. The row stays locked until the
    transaction ends: call it late.
    """
    prefix = team.reference_prefix or WITHOUT_PREFIX
    with connection.cursor() as cursor:
        cursor.execute(TAKE_NEXT, [prefix, year])
        (number,) = cursor.fetchone()
    return f"{prefix}-{year}-{number:05}"


def keep_clear_of(team: Team, reference: str) -> None:
    """See to it that no next reference will be this one, which came from elsewhere."""
    found = OURS.match(reference)
    if found is None or found[1] != (team.reference_prefix or WITHOUT_PREFIX):
        return
    with connection.cursor() as cursor:
        cursor.execute(RAISE, [found[1], int(found[2]), int(found[3])])

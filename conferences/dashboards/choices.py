"""What can be chosen on the pages about outcomes, as plain values."""

from typing import NamedTuple
from uuid import UUID

from django.db import connection

from accounts.models import Role
from conferences.formats import FORMATS
from conferences.measures.rows import beginnings

MOST_CHOICES = 500
# In one question, since every page asks it.
LISTED = """
    (SELECT true, id, public_id, kind, name FROM accounts_team ORDER BY kind, name, id LIMIT %(most)s)
    UNION ALL
    (SELECT false, id, public_id, first_name, last_name FROM accounts_user
     WHERE id IN (SELECT user_id FROM accounts_membership WHERE role = %(role)s)
     ORDER BY first_name, last_name, id LIMIT %(most)s)
"""


class TeamChoice(NamedTuple):
    pk: int
    public_id: UUID
    kind: str
    name: str


class PersonChoice(NamedTuple):
    pk: int
    public_id: UUID
    first_name: str
    last_name: str

    def __str__(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()


class Choices(NamedTuple):
    """What can be chosen. Names of teams and colleagues are no secret among staff."""

    teams: tuple[TeamChoice, ...]
    pathways: tuple[tuple[str, str], ...]
    coordinators: tuple[PersonChoice, ...]


def choices_for() -> Choices:
    """Teams and all who have coordinated, also those who left: their cases are counted still."""
    with connection.cursor() as cursor:
        cursor.execute(LISTED, {"most": MOST_CHOICES, "role": Role.COORDINATOR.value})
        found = cursor.fetchall()
    return Choices(
        tuple(TeamChoice(*one) for is_team, *one in found if is_team),
        tuple((key, FORMATS[key].name) for key in beginnings()),
        tuple(PersonChoice(*one) for is_team, *one in found if not is_team),
    )

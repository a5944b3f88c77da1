"""Teams and coordinators to choose from, as plain values. Their names are no secret among staff."""

from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

from accounts.models.team import Role

# In one question, since every list and every page about outcomes asks it.
CHOICES = """
    (SELECT true, id, public_id, kind, name FROM accounts_team
     WHERE archived_at IS NULL OR %(former)s ORDER BY {order}, id LIMIT %(most)s)
    UNION ALL
    (SELECT false, id, public_id, first_name, last_name FROM accounts_user
     WHERE (is_active OR %(former)s) AND id IN (SELECT user_id FROM accounts_membership
        WHERE role = %(role)s AND (ended_at IS NULL OR %(former)s))
     ORDER BY first_name, last_name, id LIMIT %(most)s)
"""


class TeamChoice(NamedTuple):
    pk: int
    public_id: UUID
    kind: str
    name: str

    def __str__(self) -> str:
        return self.name


class PersonChoice(NamedTuple):
    pk: int
    public_id: UUID
    first_name: str
    last_name: str

    def __str__(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()


class Choices(NamedTuple):
    teams: tuple[TeamChoice, ...]
    coordinators: tuple[PersonChoice, ...]


def teams_and_coordinators(*, most: int, with_former: bool = False) -> Choices:
    """At most so many teams, and so many who coordinate.

    `with_former` are those who left and teams that were closed as well, the teams by kind:
    their cases are counted still.
    """
    sql = CHOICES.format(order="kind, name" if with_former else "name")
    given: dict[str, Any] = {"most": most, "role": Role.COORDINATOR.value, "former": with_former}
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        found = cursor.fetchall()
    return Choices(
        tuple(TeamChoice(*one) for is_team, *one in found if is_team),
        tuple(PersonChoice(*one) for is_team, *one in found if not is_team),
    )

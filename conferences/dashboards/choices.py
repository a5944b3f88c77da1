"""What can be chosen on the pages about outcomes, as plain values."""

from typing import NamedTuple

from accounts.choices import PersonChoice, TeamChoice, teams_and_coordinators
from conferences.formats import FORMATS
from conferences.measures.rows import beginnings

MOST_CHOICES = 500


class Choices(NamedTuple):
    """What can be chosen. Names of teams and colleagues are no secret among staff."""

    teams: tuple[TeamChoice, ...]
    pathways: tuple[tuple[str, str], ...]
    coordinators: tuple[PersonChoice, ...]


def choices_for() -> Choices:
    """Teams and all who have coordinated, also those who left: their cases are counted still."""
    teams, coordinators = teams_and_coordinators(most=MOST_CHOICES, with_former=True)
    pathways = tuple((key, FORMATS[key].name) for key in beginnings())
    return Choices(teams, pathways, coordinators)

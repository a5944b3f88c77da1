"""Month summaries: what every measure counts, so that no page scans the figure rows.

Made from CaseFigure and ChildFigure by conferences/summaries/, of unrestricted cases alone.
"""

from django.db import models

# Stands in a key for "all of them"; NOBODY for rows without a team or a coordinator.
ALL, NOBODY, ANY_PATHWAY = 0, -1, "*"


class FigureCell(models.Model):
    """The counts of one month, for one value of each of some dimensions and all of the others.

    `counts` holds for each measure that has any: numerator, denominator, unknown (and n of a
    ratio); of an amount the number of unknowns and how often each value occurs.
    """

    month = models.DateField()
    team = models.BigIntegerField()
    referring_team = models.BigIntegerField()
    pathway = models.CharField(max_length=40)
    coordinator = models.BigIntegerField()
    # What children are compared by, in cells of their own; empty in all others.
    dimension = models.CharField(max_length=10, blank=True)
    value = models.CharField(max_length=200, blank=True)
    counts = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                # The month first: of the only index both who makes a month and who reads make
                # use. A second one would be taken instead of it where statistics are old.
                fields=[
                    "month",
                    "team",
                    "referring_team",
                    "pathway",
                    "coordinator",
                    "dimension",
                    "value",
                ],
                name="figure_cell_is_one",
            ),
        ]

    class Privacy:
        operational = ("month", "team", "referring_team", "pathway", "coordinator", "dimension")
        # Of few families a count can be about somebody.
        personal = ("counts",)
        special = ("value",)

    def __str__(self) -> str:
        return f"Counts of {self.month:%B %Y}"


class FigureMonth(models.Model):
    """A month that has or had figures: when its cells were made, and whether they still hold.

    Without `made_for` they are to be made. A record that had not matured on that day is in
    no cell yet (conferences/summaries/making.py says when that is over). `made_with` says by
    which declarations of measures: after a release that changes one, all are made again.
    """

    month = models.DateField(primary_key=True)
    made_for = models.DateField(null=True)
    made_with = models.CharField(max_length=12, blank=True)

    class Privacy:
        operational = ("made_for", "made_with")

    def __str__(self) -> str:
        return f"{self.month:%B %Y}"

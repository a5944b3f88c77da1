"""The list of families as COPY reads it: keys for teams and people, their words put in here."""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, Func, OuterRef, QuerySet, Value

from accounts.models import Team, User
from cases.many_people import full_name_of, people_closed_to
from cases.models import Case, CaseChild
from conferences.exports.copying import Column, Words
from conferences.exports.sheets import cell_text
from conferences.formats import FORMATS

NO_PATHWAY = "Not chosen yet"
DAYS = (
    "sent_on",
    "accepted_on",
    "allocated_on",
    "held_on",
    "plan_agreed_on",
    "reviewed_on",
    "ended_on",
)


def pathway_words(key: str | None) -> str:
    declared = FORMATS.get(key or "")
    return declared.name if declared else NO_PATHWAY


def copied_families(rows: QuerySet[Any], reader: User) -> tuple[QuerySet[Any], list[Column]]:
    """Rows of figures with the names of the children whom this reader may know of."""
    children = (
        CaseChild.objects.filter(case=OuterRef("case_id"))
        .exclude(person__in=people_closed_to(reader))
        .order_by("pk")
        .annotate(full_name=full_name_of("person__"))
    )
    names = Func(
        ArraySubquery(children.values("full_name")),
        Value(", "),
        function="array_to_string",
        output_field=CharField(),
    )
    teams = Words(_by_key({str(team.pk): str(team) for team in Team.objects.all()}).__getitem__)
    people = Words(_by_key({str(user.pk): str(user) for user in User.objects.all()}).__getitem__)
    stages = {stage.value: str(stage.label) for stage in Case.Stage}
    return rows.annotate(children_named=names), [
        Column("case_id"),
        Column("case__reference", cell_text),
        Column("children_named", cell_text),
        Column("team_id", teams),
        Column("referring_team_id", teams),
        Column("coordinator_id", people),
        Column("pathway", Words(pathway_words)),
        Column("stage", Words(stages.__getitem__)),
        *(Column(day) for day in DAYS),
    ]


def _by_key(words: dict[str, str]) -> dict[str, str]:
    """With nothing for nobody."""
    return {"": ""} | words

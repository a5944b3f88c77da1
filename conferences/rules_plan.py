"""What must hold before a plan is agreed and goes out (domain.md 2, G9 and G10)."""

from collections.abc import Iterator

from conferences.domain.copying_plans import NO_COPY
from conferences.domain.planning import (
    agreed_plan,
    called,
    meeting_with_plan,
    newest_plan,
    open_items,
)
from conferences.guards import About, guards
from conferences.models import Check, Meeting, Participant, PlanCopy

TO_HAVE_A_COPY = (*Participant.OF_THE_FAMILY, Participant.Part.REFERRER)


@guards("plan_is_there", page="meeting_plan")
def plan_is_there(meeting: Meeting) -> Iterator[str]:
    plan = newest_plan(meeting)
    if plan is None or not plan.actions.exists():
        yield "The family’s plan has no action yet."


@guards("plan_answers_all", page="meeting_plan")
def plan_answers_all(meeting: Meeting) -> Iterator[str]:
    """Each bottom line and question has an action or words for an answer."""
    plan = newest_plan(meeting)
    for item in open_items(plan) if plan else []:
        yield f"Not answered yet: {item.get_kind_display().lower()} “{_short(item.text)}”"


@guards("plan_agreed_by_family", page="meeting_plan")
def plan_agreed_by_family(meeting: Meeting) -> Iterator[str]:
    """Everybody of the family who came has said, by name, whether they agree."""
    plan = newest_plan(meeting)
    if plan is None:
        yield "The family has not agreed a plan yet."
        return
    said = set(plan.agreements.values_list("participant", flat=True))
    came = Participant.objects.filter(
        meeting=plan.meeting, arrived_at__isnull=False, part__in=Participant.OF_THE_FAMILY
    )
    for person in came.current().with_names().order_by("pk"):
        if person.pk not in said:
            yield About(person, called(person), "Record whether {} agrees to the plan.")
    if not said:
        yield "Record who of the family agrees to the plan."


@guards("plan_is_agreed", page="meeting_plan")
def plan_is_agreed(meeting: Meeting) -> Iterator[str]:
    """Agreeing is done on the plan's own page, where everything open is seen once more."""
    if newest_plan(meeting) and agreed_plan(meeting) is None:
        yield "Agree the plan on its page."


@guards("copies_ready", page="meeting_plan")
def copies_ready(meeting: Meeting) -> Iterator[str]:
    """Everybody of the family who can be reached, and the referrer, have their copy."""
    plan = agreed_plan(meeting)
    if plan is None:
        yield "There is no agreed plan to send."
        return
    for person in without_copy(meeting):
        yield About(person, called(person), "{} has no copy of the plan yet.")
    gone = PlanCopy.objects.sent().filter(plan=plan).values("participant__part")
    parts = {row["participant__part"] for row in gone}
    if not parts & set(Participant.OF_THE_FAMILY):
        yield "Nobody of the family has a copy of the plan yet."
    if Participant.Part.REFERRER not in parts:
        yield "The referrer has no copy of the plan yet."


def without_copy(meeting: Meeting) -> list[Participant]:
    """Whoever should have a copy of the agreed plan, has none, and no reason why not."""
    plan = agreed_plan(meeting)
    people = (
        Participant.objects.filter(meeting=meeting_with_plan(meeting), part__in=TO_HAVE_A_COPY)
        .reachable()
        .exclude(pk__in=Check.objects.filter(key=NO_COPY).values("participant"))
    )
    if plan:
        people = people.exclude(
            pk__in=PlanCopy.objects.sent().filter(plan=plan).values("participant")
        )
    return list(people.with_names().order_by("pk"))


def _short(text: str) -> str:
    return text if len(text) <= 80 else f"{text[:79]}…"

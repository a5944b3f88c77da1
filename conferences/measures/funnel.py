"""The way of a family from the referral to closure: who came how far, and where others left.

A cohort: every family referred in the period is followed, whenever the later steps were.
Each step asks for all that came before it, so a bar is never longer than the one above.
What only a later step proves counts as done: history that was taken over lacks dates.
"""

import itertools
from dataclasses import dataclass

from django.db.models import Q

from cases.models import Case
from conferences.measures.declaring import Volume
from conferences.measures.rows import FAMILIES


@dataclass(frozen=True)
class Step:
    """A step of the way: who reached it, in words for a bar and for a sentence."""

    key: str
    name: str
    reached: Q
    words: str


def _any(*columns: str) -> Q:
    found = Q()
    for column in columns:
        found |= Q(**{f"{column}__isnull": False})
    return found


HELD = Q(held_on__isnull=False)
AGREED = HELD & Q(plan_agreed_on__isnull=False)
REVIEWED = AGREED & Q(reviewed_on__isnull=False)

STEPS: tuple[Step, ...] = (
    Step("referred", "Referred", Q(), "families referred"),
    Step(
        "accepted",
        "Accepted",
        _any("accepted_on", "allocated_on", "held_on"),
        "families whose referral was accepted",
    ),
    Step(
        "allocated",
        "With a coordinator",
        _any("allocated_on", "held_on"),
        "families that were given a coordinator",
    ),
    Step("held", "Met", HELD, "families that have met"),
    Step("agreed", "Plan agreed", AGREED, "families whose plan was agreed"),
    Step("reviewed", "Reviewed", REVIEWED, "families whose plan was reviewed"),
    Step(
        "closed",
        "Closed after review",
        REVIEWED & Q(stage=Case.Stage.CLOSED),
        "families whose case was closed after a review",
    ),
)
ENDED = Q(stage__in=Case.ENDED_STAGES)


def _volume(
    key: str, name: str, question: str, among: Q, words: str, *, part_of: str = ""
) -> Volume:
    return Volume(
        key=key,
        name=name,
        question=question,
        unit="families",
        rows=FAMILIES,
        index="sent_on",
        index_words="the day the referral was sent",
        among=among,
        numerator_words=words,
        denominator_words="the same",
        source="Restorative's own definition",
        part_of=part_of,
    )


# By the key of the step: who reached it; who left after it; who is still on the way.
REACHED: dict[str, Volume] = {
    step.key: _volume(
        f"reached_{step.key}",
        step.name,
        f"Of the families referred, how many came to “{step.name.lower()}”?",
        step.reached,
        step.words,
    )
    for step in STEPS
}
LEFT: dict[str, Volume] = {
    here.key: _volume(
        f"left_{here.key}",
        f"Ended after “{here.name.lower()}”",
        f"How many came to “{here.name.lower()}”, no further, and have ended?",
        here.reached & ~after.reached & ENDED,
        f"{here.words}, came no further and whose case has ended",
    )
    for here, after in itertools.pairwise(STEPS)
}
UNDER_WAY: dict[str, Volume] = {
    here.key: _volume(
        f"under_way_{here.key}",
        f"Under way after “{here.name.lower()}”",
        f"How many came to “{here.name.lower()}” and are still under way?",
        here.reached & ~after.reached & ~ENDED,
        f"{here.words}, have come no further so far and whose case is open",
    )
    for here, after in itertools.pairwise(STEPS)
}
# By the key of the step and the stage in which the case ended: why families left.
LEFT_AS: dict[tuple[str, str], Volume] = {
    (step, stage.value): _volume(
        f"{left.key}_{stage.value}",
        f"{left.name}: {stage.label.lower()}",
        left.question,
        left.among & Q(stage=stage.value),
        f"{left.numerator_words}: {stage.label.lower()}",
        part_of=left.key,
    )
    for step, left in LEFT.items()
    for stage in Case.ENDED_STAGES
}
MEASURES = (*REACHED.values(), *LEFT.values(), *LEFT_AS.values(), *UNDER_WAY.values())

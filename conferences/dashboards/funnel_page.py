"""The way of families as the page shows it: bars, and between them who left and who waits."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from cases.models import Case
from conferences.dashboards.figure_words import address_of
from conferences.measures import Part
from conferences.measures.computing import Figure
from conferences.measures.funnel import LEFT, LEFT_AS, REACHED, STEPS, UNDER_WAY

STAGES = dict(Case.Stage.choices)


@dataclass(frozen=True)
class Reason:
    """Some of those who left, by how their case ended; `key` opens their list."""

    key: str
    words: str
    n: int

    @property
    def address(self) -> str:
        return _list_of(self.key)


@dataclass(frozen=True)
class Gap:
    """Between two bars: who came no further and has ended, and who is still under way."""

    left_key: str
    left: int
    under_way_key: str
    under_way: int
    reasons: list[Reason] = field(default_factory=list)

    @property
    def left_address(self) -> str:
        return _list_of(self.left_key)

    @property
    def under_way_address(self) -> str:
        return _list_of(self.under_way_key)


@dataclass(frozen=True)
class Bar:
    key: str
    name: str
    n: int
    share: float | None
    gap: Gap | None = None

    @property
    def address(self) -> str:
        return _list_of(self.key)

    @property
    def percent(self) -> str:
        return "" if self.share is None else f"{self.share * 100:.0f} %"


def funnel(figures: Mapping[str, Figure]) -> list[Bar]:
    """The bars in order, each with its share of those referred."""
    first = figures[REACHED[STEPS[0].key].key].n
    found = []
    for step in STEPS:
        measure = REACHED[step.key]
        n = figures[measure.key].n
        share = n / first if first else None
        found.append(Bar(measure.key, step.name, n, share, _gap(step.key, figures)))
    return found


def finding(bars: list[Bar]) -> str:
    """What the picture shows, in a sentence."""
    by_key = {bar.key: bar for bar in bars}
    referred, met = by_key["reached_referred"].n, by_key["reached_held"].n
    if not referred:
        return "No family was referred in this period"
    return f"{met:,} of {referred:,} families referred in this period have met"


def _gap(step: str, figures: Mapping[str, Figure]) -> Gap | None:
    if step not in LEFT:
        return None
    reasons = []
    for (at, stage), measure in LEFT_AS.items():
        n = figures[measure.key].n
        if at == step and n:
            reasons.append(Reason(measure.key, STAGES[stage].lower(), n))
    left, under_way = LEFT[step].key, UNDER_WAY[step].key
    return Gap(left, figures[left].n, under_way, figures[under_way].n, reasons)


def _list_of(key: str) -> str:
    return address_of("outcome_records", key, Part.NUMERATOR.value)

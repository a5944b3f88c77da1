"""What somebody with two minutes reads: the same five sentences on the page and in the report."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from conferences.dashboards.figure_words import Said
from conferences.measures.computing import Figure

SENTENCES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Families met", ("families_met", "conversion")),
    ("How long they waited", ("days_to_meet", "met_in_time")),
    ("Plans agreed and reviewed", ("plan_agreed", "review_rate")),
    ("The children 12 months on", ("entered_care", "in_family_m12")),
    ("What families said", ("satisfaction", "response_rate")),
)
# Of a rate that is read as a loss, what became of the rest is said too.
OF_THE_REST = {"entered_care": "; the others of whom it is known did not"}


@dataclass(frozen=True)
class Part:
    """One figure of a sentence, and all of it in words."""

    said: Said

    @property
    def words(self) -> str:
        measure = self.said.measure
        name = f"{measure.name} ({measure.label})" if measure.label else measure.name
        rest = OF_THE_REST.get(measure.key, "") if self.said.figure.n else ""
        return f"{name}: {self.said.sentence}{rest}."


@dataclass(frozen=True)
class Sentence:
    heading: str
    parts: list[Part]


def sentence_keys(hidden: Collection[str]) -> list[str]:
    return [key for _, keys in SENTENCES for key in keys if key not in hidden]


def sentences(figures: Mapping[str, Figure]) -> list[Sentence]:
    """Those of the figures given; one without any of its figures is left out."""
    found = [
        Sentence(heading, [Part(Said(figures[key])) for key in keys if key in figures])
        for heading, keys in SENTENCES
    ]
    return [one for one in found if one.parts]

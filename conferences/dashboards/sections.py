"""What stands on the page of outcomes, in which order."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cache

from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from conferences.dashboards.figure_words import Said, definition_html
from conferences.measures import MEASURES, Measure
from conferences.measures.computing import Figure

# How the work stands in four figures; of two for one place the first that has matured.
HEADLINES: tuple[tuple[str, ...], ...] = (
    ("families_met",),
    ("days_to_meet",),
    ("plan_agreed",),
    ("in_family_m12", "in_family_m6", "in_family_m3"),
)
# Said beside a headline: how many within the service's own timescale.
BESIDE_HEADLINES = {"days_to_meet": "met_in_time", "families_met": "conversion"}


HEADLINE_KEYS = (*(key for group in HEADLINES for key in group), *BESIDE_HEADLINES.values())


@dataclass(frozen=True)
class Section:
    key: str
    title: str
    measures: tuple[str, ...]
    # Left out where nobody is asked about: of pathways that this service does not have.
    only_where_asked: bool = False


SECTIONS: tuple[Section, ...] = (
    Section("time", "From referral to meeting", ("conversion", "days_to_meet", "met_in_time")),
    Section(
        "plans",
        "Plans",
        ("plan_made", "plan_agreed", "bottom_lines", "actions_done", "review_rate"),
    ),
    Section(
        "children",
        "Where the children live, and their status",
        (
            "in_family_m3",
            "in_family_m6",
            "in_family_m12",
            "step_down",
            "entered_care",
            "proceedings",
        ),
    ),
    Section(
        "from_letter",
        "Counted from the letter before proceedings",
        ("offer_rate", "acceptance", "entered_care_from_letter", "proceedings_from_letter"),
        only_where_asked=True,
    ),
    Section(
        "circle",
        "Who came, and who was heard",
        ("network_size", "family_to_professionals", "fathers", "child_voice", "advocate_offered"),
    ),
    Section("feedback", "What people said afterwards", ("satisfaction", "response_rate")),
    Section(
        "whole_family",
        "School, offending and work",
        (
            "attendance",
            "exclusions",
            "suspensions_change",
            "attendance_and_exclusions",
            "offending",
            "employment",
        ),
        only_where_asked=True,
    ),
    Section(
        "volume",
        "How many met, and who came back",
        ("families_met", "referred_again", "meetings_held", "reviews_held"),
    ),
)


@cache
def _definitions(keys: tuple[str, ...]) -> SafeString:
    told = ((MEASURES[key].name, definition_html(key)) for key in keys)
    return format_html_join("\n", '<h3 class="govuk-heading-s">{}</h3>\n{}', told)


@dataclass(frozen=True)
class Headline:
    said: Said
    beside: Said | None = None


@dataclass(frozen=True)
class Shown:
    """A section with its figures; `label` is told where all of them belong to something else."""

    section: Section
    figures: list[Said] = field(default_factory=list)

    @property
    def counted(self) -> list[Said]:
        return [said for said in self.figures if not said.asked_of_nobody]

    @property
    def of_nobody(self) -> list[Said]:
        """Said in one sentence below the table, not in a row each."""
        return [said for said in self.figures if said.asked_of_nobody]

    @property
    def definitions(self) -> SafeString:
        """How its figures are counted."""
        return _definitions(tuple(said.measure.key for said in self.figures))

    @property
    def label(self) -> str:
        labels = {said.measure.label for said in self.figures}
        return labels.pop() if len(labels) == 1 else ""


def keys_of_page() -> list[str]:
    """Every measure that the page can show, each once."""
    in_sections = [key for section in SECTIONS for key in section.measures]
    headlined = [key for group in HEADLINES for key in group]
    return list(dict.fromkeys([*headlined, *in_sections, *BESIDE_HEADLINES.values()]))


def measures_of_page(hidden: Collection[str]) -> list[Measure]:
    return [MEASURES[key] for key in keys_of_page() if key not in hidden]


def headlines(figures: Mapping[str, Figure]) -> list[Headline]:
    """The four, from what was computed: a hidden one leaves its place empty."""
    found = []
    for group in HEADLINES:
        here = [Said(figures[key]) for key in group if key in figures]
        if not here:
            continue
        said = next((one for one in here if not one.is_empty), here[0])
        beside = figures.get(BESIDE_HEADLINES.get(said.measure.key, ""))
        found.append(Headline(said, Said(beside) if beside and beside.n else None))
    return found


def sections(figures: Mapping[str, Figure], query: str, *, only: str = "") -> list[Shown]:
    """Those that have anything to show, or the one of a key; `query` is the filter, for their links."""
    found = []
    for section in SECTIONS:
        if only and section.key != only:
            continue
        here = [Said(figures[key], query) for key in section.measures if key in figures]
        if section.only_where_asked and all(said.asked_of_nobody for said in here):
            continue
        if here:
            found.append(Shown(section, here))
    return found

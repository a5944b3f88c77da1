"""A figure as a page, a spreadsheet and a report say it: the same words everywhere."""

from dataclasses import dataclass
from functools import cache, cached_property

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from conferences.measures import MEASURES, Measure, Part
from conferences.measures.computing import Figure
from conferences.measures.documenting import how_it_is_counted

# What of a measure's parts a list can be opened of, by its kind.
LISTED = {
    "rate": (Part.NUMERATOR, Part.DENOMINATOR, Part.UNKNOWN),
    "amount": (Part.DENOMINATOR, Part.UNKNOWN),
    "ratio": (Part.DENOMINATOR, Part.UNKNOWN),
    "volume": (Part.NUMERATOR,),
}
ONE = {
    "families": "family",
    "children": "child",
    "meetings": "meeting",
    "answers": "answer",
    "actions": "action",
    "bottom lines": "bottom line",
    "people": "person",
    "people asked": "person asked",
    "working days": "working day",
    "letters": "letter",
    "circles": "circle",
    "conversations": "conversation",
    "celebrations": "celebration",
    "check-backs": "check-back",
    "promises": "promise",
    "people harmed": "person harmed",
    "entries": "entry",
}


def percent(share: float) -> str:
    """To the whole, never 0 or 100 for what is neither."""
    if 0 < share < 0.005:
        return "less than 1 %"
    if 0.995 <= share < 1:
        return "more than 99 %"
    return f"{share * 100:.0f} %"


def exact_percent(share: float) -> str:
    """To a tenth, as published figures are given."""
    return f"{share * 100:.1f} %".replace(".0 %", " %")


def number(value: float) -> str:
    """Whole numbers whole, with a comma in the thousands; others to a tenth."""
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.1f}"


def counted(n: int, unit: str) -> str:
    """Such as "1 family" or "12 families"."""
    return f"{n:,} {ONE.get(unit, unit) if n == 1 else unit}"


@cache
def definition_html(key: str) -> SafeString:
    """Declarations do not change while the server runs: drawn once, not on every page."""
    measure = MEASURES[key]
    said = {"measure": measure, "definition": how_it_is_counted(measure)}
    return render_to_string("conferences/outcomes_definition.html", {"said": said})


@cache
def address_of(name: str, *of: str) -> str:
    return reverse(f"conferences:{name}", args=of)


@dataclass(frozen=True)
class Said:
    """A figure in words: what is large, what it rests on, what is not known of it.

    `query` is the filter, for links to the lists behind it.
    """

    figure: Figure
    query: str = ""

    @property
    def measure(self) -> Measure:
        return self.figure.measure

    @property
    def unit(self) -> str:
        return self.measure.unit

    @property
    def is_empty(self) -> bool:
        return self.figure.n == 0

    @property
    def asked_of_nobody(self) -> bool:
        return self.figure.n == 0 and self.figure.unknown == 0

    @property
    def value(self) -> str:
        """What stands large: a rate in per cent, a median, a number; "–" where there is none."""
        found = self.figure
        if found.value is None:
            return "–"
        match self.measure.kind:
            case "rate":
                return exact_percent(found.value) if found.n >= 1000 else percent(found.value)
            case "ratio":
                return f"{found.value:.1f}"
            case _:
                return number(found.value)

    @property
    def value_words(self) -> str:
        """The same with what it is: "62 %", "31 working days, the median", "94 families"."""
        if self.figure.value is None:
            return "No figure"
        match self.measure.kind:
            case "rate":
                return self.value
            case "amount":
                one = ONE.get(self.unit, self.unit) if self.figure.value == 1 else self.unit
                return f"{self.value} {one}, the median"
            case "ratio":
                return f"{self.value} to 1"
            case _:
                return counted(self.figure.n, self.unit)

    @cached_property
    def rests_on(self) -> str:
        """What it is made of: "13 of 21 families", "half between 24 and 40; 57 families"."""
        found = self.figure
        match self.measure.kind:
            case "rate":
                return f"{found.numerator or 0:,} of {counted(found.n, self.unit)}"
            case "amount" if found.n:
                middle = f"half of {counted(found.n, self.measure.rows.words)} between "
                middle += f"{number(found.lower or 0)} and {number(found.upper or 0)}"
                return middle + (f", mean {found.mean:.1f}" if found.mean is not None else "")
            case "amount" | "ratio":
                return counted(found.n, self.measure.rows.words)
            case _:
                return ""

    @property
    def unknown(self) -> str:
        return f"{self.figure.unknown:,} not known" if self.figure.unknown else ""

    @property
    def interval(self) -> str:
        """The 95 % interval: "41 % to 79 %"; empty where there is none."""
        found = self.figure.interval
        if found is None:
            return ""
        say = exact_percent if self.figure.n >= 1000 else percent
        return f"{say(found.low)} to {say(found.high)}"

    @property
    def sentence(self) -> str:
        """All of it: "62 % (13 of 21 families; 2 not known), 95 % interval 41 % to 79 %"."""
        if self.asked_of_nobody:
            return "Nobody to count in this period"
        inside = "; ".join(words for words in (self.rests_on, self.unknown) if words)
        said = f"{self.value_words} ({inside})" if inside else self.value_words
        return f"{said}, 95 % interval {self.interval}" if self.interval else said

    @cached_property
    def definition(self) -> list[tuple[str, str]]:
        return how_it_is_counted(self.measure)

    @property
    def definition_html(self) -> SafeString:
        return definition_html(self.measure.key)

    @property
    def address(self) -> str:
        """Of the page about this measure."""
        return address_of("outcome_measure", self.measure.key)

    @property
    def links(self) -> SafeString:
        """Links to the lists behind it, with commas between."""
        key = self.measure.key
        return format_html_join(
            ", ",
            '<a class="govuk-link" href="{}?{}">{}</a>',
            (
                (address_of("outcome_records", key, part), self.query, words)
                for part, words in self.lists
            ),
        )

    @property
    def lists(self) -> list[tuple[str, str]]:
        """The lists behind it: a part and what its link says."""
        found = self.figure
        words = {
            Part.NUMERATOR: counted(found.numerator or 0, self.unit),
            Part.DENOMINATOR: f"all {counted(found.n, self.unit)}",
            Part.UNKNOWN: f"{found.unknown:,} not known",
        }
        if self.measure.kind in ("amount", "ratio"):
            words[Part.DENOMINATOR] = counted(found.n, self.measure.rows.words)
        some = {
            Part.NUMERATOR: found.numerator,
            Part.DENOMINATOR: found.n,
            Part.UNKNOWN: found.unknown,
        }
        return [(part.value, words[part]) for part in LISTED[self.measure.kind] if some[part]]

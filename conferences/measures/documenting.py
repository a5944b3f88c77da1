"""The measures as docs/measures.md prints them; a page says each with the same words."""

from conferences.measures import MEASURES
from conferences.measures.declaring import Measure

HEAD = """# Measures

How every figure is counted, made from the declarations in `conferences/measures/` by
`python manage.py document_measures`. Change them there.

Rates come with what they rest on, the number of unknowns (which are outside the denominator) and a
Wilson 95 % interval; days with median and quartiles, not means. A record belongs to the period of its
index date and is counted once it has matured. Children and families are counted apart. Nobody's
figures hold a case that they may not see.

Published figures are context: other councils, other times, other ways of counting. None is a target,
and none says what caused what.
"""
GROUPS = (
    ("letters", "Before proceedings"),
    ("meetings", "Meetings"),
    ("families", "Families"),
    ("children", "Children"),
    ("other_work", "Other restorative work, by meeting"),
    ("written_down", "Other restorative work, by what is written down"),
)


def as_markdown() -> str:
    parts = [HEAD]
    for name, title in GROUPS:
        parts.append(f"\n## {title}\n")
        whole = [one for one in MEASURES.values() if not one.part_of]
        parts += [_section(one) for one in whole if one.rows.name == name]
    return "".join(parts)


def how_it_is_counted(measure: Measure) -> list[tuple[str, str]]:
    """What a page says under "How this is counted": term and words, in order; none is empty."""
    said = (
        ("Counted", measure.numerator_words),
        ("Among", measure.denominator_words),
        ("Not known", measure.unknown_words),
        ("Unit", measure.unit),
        ("Index date", measure.index_words),
        ("Counted when", measure.maturity.words),
        ("Belongs to", measure.label),
        ("Always beside", MEASURES[measure.beside].name if measure.beside else ""),
        ("Source", measure.source),
        ("Published elsewhere", measure.reference),
        ("Mind", measure.caveat),
    )
    return [(term, words) for term, words in said if words]


def _section(measure: Measure) -> str:
    lines = "".join(f"- *{term}:* {words}\n" for term, words in how_it_is_counted(measure))
    return f"\n### {measure.name}\n\n{measure.question} (`{measure.key}`)\n\n{lines}"

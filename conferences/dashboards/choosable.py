"""What a service can choose to show: the way of families and its parts always stand."""

from conferences.dashboards.sections import SECTIONS, Section, keys_of_page
from conferences.measures import MEASURES, Measure
from conferences.measures.other_rows import counted_formats
from conferences.measures.other_work import measures_of


def choosable() -> dict[str, Measure]:
    """By key, also those of kinds of meeting that became known after the product started."""
    keys = [*keys_of_page(), *(key for one in other_sections() for key in one.measures)]
    return {key: MEASURES[key] for key in keys}


def sections_to_choose() -> list[tuple[str, list[Section]]]:
    """The sections in which they are asked about, under the name of their page, each once."""
    told: set[str] = set()
    sections = []
    for section in SECTIONS:
        keys = tuple(key for key in section.measures if key not in told)
        told |= set(keys)
        sections.append(Section(section.key, section.title, keys))
    left = tuple(key for key in keys_of_page() if key not in told)
    sections.append(Section("others", "At the top", left))
    return [
        ("Families", [one for one in sections if one.measures]),
        ("Other restorative work", other_sections()),
    ]


def other_sections() -> list[Section]:
    """A section for each kind of meeting that is counted apart from those of families."""
    return [
        Section(f"of_{one.key}", one.name, tuple(measure.key for measure in measures_of(one)))
        for one in counted_formats()
    ]

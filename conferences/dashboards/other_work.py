"""The page of other restorative work: a section for each kind of meeting that has any."""

from collections.abc import Collection

from accounts.models import User
from conferences.dashboards.figure_words import Said
from conferences.dashboards.filtering import Chosen
from conferences.dashboards.sections import Section, Shown
from conferences.measures import MEASURES
from conferences.measures.other_rows import counted_formats
from conferences.measures.other_work import measures_of
from conferences.summaries.reading import figures


def other_sections(chosen: Chosen, hidden: Collection[str], *, reader: User) -> list[Shown]:
    """Kinds of which there is anything to count, in two questions for any number of them."""
    declared = {
        one: [measure.key for measure in measures_of(one) if measure.key not in hidden]
        for one in counted_formats()
    }
    asked = [MEASURES[key] for keys in declared.values() for key in keys]
    found = figures(asked, chosen.selection, reader=reader)
    sections = []
    for one, keys in declared.items():
        said = [Said(found[key], chosen.query) for key in keys]
        if any(not figure.asked_of_nobody for figure in said):
            sections.append(Shown(Section(one.key, one.name, tuple(keys)), said))
    return sections

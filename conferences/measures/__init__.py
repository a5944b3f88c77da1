"""Every measure, as one declaration each, found by its key.

`declaring` says what a measure is; `offers`, `funnel`, `process`, `children` and `outcomes`
declare them, and `other_work` makes them from what formats declare; `computing` makes figures
and lists; `selection` says of what; docs/measures.md prints them.
"""

from conferences.measures import children, funnel, offers, other_work, outcomes, process
from conferences.measures.declaring import Measure, Part

MEASURES: dict[str, Measure] = {
    measure.key: measure
    for declared in (offers, funnel, process, children, outcomes)
    for measure in declared.MEASURES
}


def declare_formats() -> None:
    """Add the measures of kinds of meeting that became known since, such as from outside."""
    for measure in other_work.all_measures():
        MEASURES.setdefault(measure.key, measure)


declare_formats()

__all__ = ["MEASURES", "Measure", "Part", "declare_formats"]

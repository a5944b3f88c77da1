"""Every measure, as one declaration each, found by its key.

`declaring` says what a measure is; `offers`, `funnel`, `process`, `children` and `outcomes`
declare them; `computing` makes figures and lists; `selection` says of what;
docs/measures.md prints them.
"""

from conferences.measures import children, funnel, offers, outcomes, process
from conferences.measures.declaring import Measure, Part

MEASURES: dict[str, Measure] = {
    measure.key: measure
    for declared in (offers, funnel, process, children, outcomes)
    for measure in declared.MEASURES
}

__all__ = ["MEASURES", "Measure", "Part"]

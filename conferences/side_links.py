"""Where a meeting says who works with a side of it, for those who may read that."""

from dataclasses import dataclass

from cases.domain.naming_sides import may_see_who
from conferences.domain.sides import side_words, sides_to_name, workers_url
from conferences.formats import RecordPage
from conferences.standing import Standing


@dataclass(frozen=True)
class SideLink:
    label: str
    url: str


def side_links(standing: Standing, page: RecordPage | None = None) -> list[SideLink]:
    """One for each side that colleagues are named for; of one page, for those it is about."""
    case, meeting = standing.case, standing.meeting
    if case is None:
        return []
    return [
        SideLink(f"Who works with {side_words(side)}", workers_url(meeting, side))
        for side in sides_to_name(meeting)
        if (page is None or any(kind.compartment == side for kind in page.kinds))
        and may_see_who(standing.user, case, side)
    ]

"""Who asked for the tracking sheet, of which team and months: as it is kept, and read again."""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied

from accounts.models import Team, User
from accounts.permissions import Permission, Seat, can
from conferences.exports.tracker import TrackerExport

# In the parameters of a prepared file: a list that is no measure's.
TRACKER = "tracker"


def teams_of(user: User) -> list[Team]:
    """The teams whose cases somebody may take out: those of a service that they manage."""
    return list(Team.objects.filter(pk__in=user.team_ids(Seat.SERVICE_MANAGER)).order_by("name"))


def parameters_of(export: TrackerExport, kind: str) -> dict[str, Any]:
    return {
        "list": TRACKER,
        "format": kind,
        "team": str(export.team.public_id) if export.team else "",
        "start": export.start.isoformat() if export.start else "",
        "end": export.end.isoformat() if export.end else "",
    }


def tracker_from(parameters: dict[str, Any], reader: User) -> TrackerExport:
    """Raises PermissionDenied where the reader may not, by now."""
    if not can(reader, Permission.SHEET_IMPORT):
        raise PermissionDenied
    team = None
    if named := parameters.get("team"):
        team = next((one for one in teams_of(reader) if str(one.public_id) == named), None)
        if team is None:
            raise PermissionDenied
    start, end = parameters.get("start"), parameters.get("end")
    return TrackerExport(
        reader,
        team,
        date.fromisoformat(start) if start else None,
        date.fromisoformat(end) if end else None,
    )

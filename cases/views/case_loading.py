"""What the pages of a case share: finding the row, and the text that somebody else changed."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import Http404, QueryDict
from django.utils import timezone

from accounts.models import User
from accounts.permissions import Permission
from accounts.requests import UserRequest
from cases.access import load_case
from cases.models import Case


def load_sent_case(
    request: UserRequest, public_id: UUID, permission: Permission = Permission.CASE_VIEW
) -> Case:
    """Fetch a case that has a reference: a draft has pages of its own and nothing else."""
    case = load_case(request, public_id, permission)
    if case.stage == Case.Stage.DRAFT:
        raise Http404
    return case


def with_version(posted: QueryDict, version: int) -> QueryDict:
    """What was typed, on top of the version that is there now: for the second try."""
    data = posted.copy()
    data["version"] = str(version)
    data.pop("form_token", None)
    return data


@dataclass(frozen=True)
class Conflict:
    """Two texts of the same thing: what components/conflict.html shows."""

    who: User | None
    at: datetime | None
    what: str
    theirs: str
    yours: str

    @property
    def when(self) -> str:
        return f"on {timezone.localtime(self.at):%-d %B at %H:%M}" if self.at else ""

"""What drafts of meetings are about, and whether their forms can still be opened."""

from uuid import UUID

from accounts.models import User
from accounts.permissions import Permission
from cases.draft_forms import About
from cases.kept_drafts import register_records
from cases.models import Case
from conferences.models import Entry, Meeting
from conferences.standing import Standing


def register() -> None:
    register_records(About.MEETING, Meeting, meeting_takes)
    register_records(About.ENTRY, Entry, entry_takes)


def meeting_takes(key: UUID, user: User) -> bool:
    """Whether something can still be written down in a meeting by this person."""
    meeting = Meeting.objects.visible_to(user).filter(public_id=key).first()
    return meeting is not None and _takes(meeting, user)


def entry_takes(key: UUID, user: User) -> bool:
    """Whether an entry can still be changed by this person."""
    entries = Entry.objects.visible_to(user).current().select_related("meeting")
    entry = entries.filter(public_id=key).first()
    return entry is not None and _takes(entry.meeting, user)


def _takes(meeting: Meeting, user: User) -> bool:
    cases = Case.objects.visible_to(user).with_relations_for(user)
    case = cases.filter(meetings__meeting=meeting).order_by("pk").first()
    return meeting.stage != meeting.declared.not_held and Standing(meeting, case, user).may(
        Permission.PRACTICE_KEEP
    )

"""What a good coordinator would ask next about a meeting being prepared."""

from dataclasses import dataclass

from accounts.models import User
from conferences.models import Meeting


@dataclass(frozen=True)
class Prompt:
    """One thing to think of: what, where it is dealt with, and what the link there says."""

    text: str
    url: str = ""
    link_text: str = ""


def prompts_of(meeting: Meeting, user: User) -> list[Prompt]:
    """Everything worth asking about a meeting as it stands, the gravest first."""
    return []

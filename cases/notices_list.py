"""A colleague's own notices, as My work and the page of all of them show them."""

from dataclasses import dataclass

from accounts.models import User
from cases.asking import ask_for
from cases.models import Notice
from cases.models.notice import NoticeQuerySet

ON_MY_WORK = 5
UNREAD_SHOWN = 50


@dataclass(frozen=True)
class Unread:
    """The newest unread ones, the urgent before the rest, and whether there are more."""

    rows: list[Notice]
    has_more: bool


def standing(user: User) -> NoticeQuerySet:
    """Those that still hold and may be known of, read or not."""
    return Notice.objects.visible_to(user).filter(gone_at=None).select_related("case")


def unread_of(user: User, *, limit: int) -> Unread:
    rows = ask_for(user, _unread, limit)
    return Unread(rows[:limit], len(rows) > limit)


def _unread(user: User, limit: int) -> NoticeQuerySet:
    return standing(user).filter(read_at=None).order_by("-is_urgent", "-at", "-pk")[: limit + 1]

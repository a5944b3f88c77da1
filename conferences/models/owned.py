from typing import TYPE_CHECKING, Self, TypeVar

from django.db import models

if TYPE_CHECKING:
    from accounts.models import User

Row = TypeVar("Row", bound=models.Model)


class MeetingOwnedQuerySet(models.QuerySet[Row]):
    """For rows that belong to a meeting: known of with the whole of it, and not otherwise.

    Rows that a side has of its own say so themselves (conferences/models/entry.py). A model
    whose rows reach their meeting through another names the way in `meeting_path`.
    """

    meeting_path = "meeting"

    def visible_to(self, user: "User") -> Self:
        from conferences.models.meeting import Meeting

        meetings = Meeting.objects.whole_keys_for(user)
        return self.filter(**{f"{self.meeting_path}__in": meetings})
